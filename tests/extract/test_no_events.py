"""Words of the event lists where they mean something else."""

from __future__ import annotations

import pytest

from tests.extract.classifying import classified, told, with_states
from tests.extract.scorers import Answers


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "Iran/NNP/nsubj/2 demonstrated/VBD/root/0 an/DT/det/4 unwillingness/NN/obj/2",
            [],
            id="showed something",
        ),
        pytest.param(
            "Iran/NNP/nsubj/2 demonstrated/VBD/root/0 that/IN/mark/5 it/PRP/nsubj/5"
            " could/MD/ccomp/2",
            [],
            id="showed that",
        ),
        pytest.param(
            "Iran/NNP/nsubj/2 demonstrated/VBD/root/0 against/IN/case/4 Iraq/NNP/obl/2",
            [("Iran", "PROTEST", "demonstrated", "Iraq")],
            id="protested",
        ),
        pytest.param(
            "Iran/NNP/nsubj/4 and/CC/cc/3 Iraq/NNP/conj/1 disagree/VBP/root/0",
            [],
            id="of one mind against a third, or of two",
        ),
        pytest.param(
            "Iran/NNP/nsubj/2 disagrees/VBZ/root/0 with/IN/case/4 Iraq/NNP/obl/2",
            [("Iran", "ACCUSE", "disagrees", "Iraq")],
            id="of two minds",
        ),
        pytest.param(
            "Plans/NNS/nsubj/4 of/IN/case/3 Iran/NNP/nmod/1 met/VBD/root/0 with/IN/case/6"
            " criticism/NN/obl/4 from/IN/case/8 Iraq/NNP/nmod/6",
            [],
            id="met with criticism",
        ),
        pytest.param(
            "Iran/NNP/nsubj/4 and/CC/cc/3 Iraq/NNP/conj/1 attended/VBD/root/0 the/DT/det/6"
            " funeral/NN/obj/4",
            [],
            id="side by side at a funeral",
        ),
    ],
)
def test_what_is_shown_shared_or_met_with_is_no_event(
    sentence: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert [told(one) for one in classified(with_states(sentence), Answers())] == expected


@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        ("for/IN/mark/5 raising/VBG/advcl/2 taxes/NNS/obj/5", "ACCUSE"),
        ("for/IN/case/6 the/DT/det/6 day/NN/obl/2", "ASSAULT"),
    ],
    ids=["for what he does", "for a day"],
)
def test_whoever_is_attacked_for_what_he_does_is_attacked_with_words(rest: str, kind: str) -> None:
    doc = with_states(f"Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2 {rest}")
    assert [told(one) for one in classified(doc, Answers())] == [("Iran", kind, "attacked", "Iraq")]

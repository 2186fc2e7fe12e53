"""What a word of the lists tells depends on how it is built: with whom, with what, to do what."""

from __future__ import annotations

import pytest

from kg.extract import tenses
from kg.records import TimeFrame
from tests.extract.classifying import classified, told, with_states
from tests.extract.scorers import Answers
from tests.extract.trees import word

CASES = [
    # (tree, events as actor, type, word, recipient; what it shows)
    (
        "Iran/NNP/nsubj/2 told/VBD/root/0 Iraq/NNP/obj/2 to/TO/mark/5 leave/VB/xcomp/2",
        [("Iran", "REQUEST", "told", "Iraq")],
        "told to do",
    ),
    (
        "Iran/NNP/nsubj/2 told/VBD/root/0 Iraq/NNP/obj/2 that/IN/mark/6 it/PRP/nsubj/6"
        " rained/VBD/ccomp/2",
        [],
        "told that",
    ),
    (
        "Iran/NNP/nsubj/2 warned/VBD/root/0 Iraq/NNP/obj/2 to/TO/mark/5 leave/VB/xcomp/2",
        [("Iran", "REQUEST", "warned", "Iraq")],
        "warned to do",
    ),
    (
        "Iran/NNP/nsubj/2 warned/VBD/root/0 Iraq/NNP/obj/2",
        [("Iran", "THREATEN", "warned", "Iraq")],
        "warned",
    ),
    (
        "Iran/NNP/nsubj/2 fired/VBD/root/0 missiles/NNS/obj/2",
        [("Iran", "MOBILIZE", "fired", "")],
        "missiles at nobody",
    ),
    (
        "Iran/NNP/nsubj/2 fired/VBD/root/0 missiles/NNS/obj/2 at/IN/case/5 Iraq/NNP/obl/2",
        [("Iran", "ASSAULT", "fired", "Iraq")],
        "missiles at somebody",
    ),
]


@pytest.mark.parametrize(
    ("sentence", "events"), [pytest.param(*row[:2], id=row[2]) for row in CASES]
)
def test_a_word_tells_what_its_construction_says(
    sentence: str, events: list[tuple[str, str, str, str]]
) -> None:
    scorer = Answers({"fired": {"MOBILIZE": 1.0}})
    assert [told(one) for one in classified(with_states(sentence), scorer)] == events


@pytest.mark.parametrize(
    ("verb", "frame"), [("continues", TimeFrame.ONGOING), ("wants", TimeFrame.FUTURE)]
)
def test_what_goes_on_is_in_the_time_of_the_verb_that_says_so(verb: str, frame: TimeFrame) -> None:
    doc = with_states(
        f"Iran/NNP/nsubj/2 {verb}/VBZ/root/0 to/TO/mark/4 bomb/VB/xcomp/2 Iraq/NNP/obj/4"
    )
    assert tenses.tense(word(doc, "bomb")) is frame

"""Attribution that the model reads: spans given by hand, and where they are believed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.extract.actors import find_actors
from kg.extract.attribution import Attributor, Level
from kg.extract.lexicon import event_lexicon
from kg.extract.spans import AttributedSpans
from kg.language import load
from kg.language.discourse import ATTRIBUTION, Part, parts
from kg.records import Factuality, Stance
from tests.extract.trees import draft, tree, word

# Tokens 0-2 are said, 3 by whom, 4 by which word.
TWO_SENTENCES = (
    "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2\n"
    "Jordan/NNP/nsubj/2 {cue}/VBD/root/0 so/RB/advmod/2"
)
CONTENT = Part("Content", 0, 3, 0.9, 4)
CUE = Part("Cue", 4, 5, 0.9, 4)
SOURCE = Part("Source", 3, 4, 0.9, 4)


def attributor(sentence: str, *given: Part) -> Attributor:
    doc = tree(sentence)
    doc.user_data[ATTRIBUTION] = list(given)
    made = draft(doc)
    find_actors(made)
    return Attributor(made, event_lexicon())


def says(found: Attributor, text: str) -> tuple[str, list[str]] | None:
    """The cue and the sources of the only token of this text."""
    spans = AttributedSpans(found.draft, event_lexicon())
    answer = spans.sources(word(found.draft.doc, text))
    if answer is None:
        return None
    return answer[0].text, [spot.actor.name for spot in answer[1] if spot.actor is not None]


def levels(found: Attributor, text: str) -> Sequence[Level]:
    return found.attribute(word(found.draft.doc, text)).levels


def names(level: Level) -> list[str]:
    return [spot.actor.name for spot in level.sources if spot.actor is not None]


def test_a_token_of_the_content_has_the_source_of_its_cue() -> None:
    found = attributor(TWO_SENTENCES.format(cue="quipped"), SOURCE, CUE, CONTENT)
    assert says(found, "attacked") == says(found, "Iraq") == ("quipped", ["Jordan"])
    assert says(found, "so") is None


@pytest.mark.parametrize(
    "given",
    [
        pytest.param([], id="nothing"),
        pytest.param([SOURCE, CUE], id="no content"),
        pytest.param([CUE, CONTENT], id="no source"),
        pytest.param([SOURCE._replace(cue=5), CUE, CONTENT], id="the source of another cue"),
        pytest.param([SOURCE._replace(start=5, end=6), CUE, CONTENT], id="a source that cannot act"),
        pytest.param([SOURCE._replace(cue=1), CONTENT._replace(cue=1)], id="a cue within its content"),
    ],
)  # fmt: skip
def test_spans_that_do_not_agree_tell_nothing(given: list[Part]) -> None:
    found = attributor(TWO_SENTENCES.format(cue="quipped"), *given)
    assert says(found, "attacked") is None
    (level,) = levels(found, "attacked")
    assert (level.cue, level.sources) == (None, ())


def test_a_document_that_the_model_did_not_read_tells_nothing() -> None:
    doc = tree(TWO_SENTENCES.format(cue="quipped"))
    made = draft(doc)
    find_actors(made)
    assert AttributedSpans(made, event_lexicon()).sources(doc[1]) is None


def test_a_source_stands_for_the_actors_that_it_names() -> None:
    sentence = (
        "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2\n"
        "Jordan/NNP/nsubj/4 and/CC/cc/3 Egypt/NNP/conj/1 quipped/VBD/root/0"
    )
    given = (SOURCE._replace(end=6, cue=6), CONTENT._replace(cue=6))
    assert says(attributor(sentence, *given), "attacked") == ("quipped", ["Jordan", "Egypt"])


def test_two_contents_keep_their_own_sources() -> None:
    sentence = (
        "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2 ,/,/punct/2 Jordan/NNP/nsubj/6"
        " quipped/VBD/dep/2\n"
        "Oman/NNP/nsubj/2 fled/VBD/root/0 ,/,/punct/2 Egypt/NNP/nsubj/5 joked/VBD/dep/2"
    )
    given = [
        Part("Content", 0, 3, 0.9, 5),
        Part("Source", 4, 5, 0.9, 5),
        Part("Content", 6, 8, 0.9, 10),
        Part("Source", 9, 10, 0.9, 10),
    ]
    found = attributor(sentence, *given)
    assert says(found, "attacked") == ("quipped", ["Jordan"])
    assert says(found, "fled") == ("joked", ["Egypt"])


@pytest.mark.parametrize(
    ("cue", "stance", "factuality"),
    [
        pytest.param("quipped", Stance.ASSERT, Factuality.CERTAIN, id="a cue that no list knows"),
        pytest.param("said", Stance.ASSERT, Factuality.CERTAIN, id="a verb of saying"),
        pytest.param("denied", Stance.DENY, Factuality.NOT_CERTAIN, id="a denial"),
    ],
)
def test_an_event_is_attributed_as_its_cue_says(
    cue: str, stance: Stance, factuality: Factuality
) -> None:
    found = attributor(TWO_SENTENCES.format(cue=cue), SOURCE, CUE, CONTENT)
    (level,) = levels(found, "attacked")
    assert level.cue is not None
    assert (names(level), level.cue.text, level.anonymous) == (["Jordan"], cue, False)
    assert (level.stance, level.factuality) == (stance, factuality)


def test_a_cue_of_the_lists_goes_before_the_model() -> None:
    sentence = (
        "Egypt/NNP/nsubj/2 said/VBD/root/0 Iran/NNP/nsubj/4 attacked/VBD/ccomp/2 Iraq/NNP/obj/4\n"
        "Jordan/NNP/nsubj/2 quipped/VBD/root/0"
    )
    given = [Part("Content", 0, 5, 0.9, 6), Part("Source", 5, 6, 0.9, 6)]
    found = attributor(sentence, *given)
    assert [names(level) for level in levels(found, "attacked")] == [["Egypt"]]
    assert says(found, "attacked") == ("quipped", ["Jordan"])


@pytest.mark.model
def test_the_spans_of_the_model_fit_the_document() -> None:
    doc = load()("“Iran attacked us,” the foreign minister of Jordan said on Monday.")
    for part in parts(doc):
        assert 0 <= part.start < part.end <= len(doc)
        assert 0 <= part.cue < len(doc)
        assert part.role in {"Source", "Cue", "Content"}
        assert 0 <= part.score <= 1
    made = draft(doc)
    find_actors(made)
    spans = AttributedSpans(made, event_lexicon())
    for token in doc:
        found = spans.sources(token)
        assert found is None or found[1]

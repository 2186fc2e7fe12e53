"""What the classifier adds to the word lists, what it takes away, and who gets the last word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from spacy.tokens import Doc

from kg.extract import extract
from kg.extract.classified import DOUBTED, LEAST, LISTED
from kg.language import load
from kg.language.labels import EVENT_LABELS
from kg.language.pairs import Asked
from kg.records import Document, PartialDate
from kg.vocabulary import load_vocabulary
from tests.extract.classifying import classified, names, sure, told, with_states
from tests.extract.scorers import Answers
from tests.extract.trees import tree

OUTFOXED = with_states("Iran/NNP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2 ././punct/2")
ATTACKED = with_states("Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2 ././punct/2")
ACCUSED = {("Iran", "Iraq"): ("ACCUSE", sure(5))}


class Torn(Answers):
    """Gives AID most of what the answers leave to NONE of a pair that has another type."""

    def events(self, doc: Doc, pairs: Sequence[Asked]) -> NDArray[np.float32]:
        out = super().events(doc, pairs)
        torn = out[:, 0] < 1
        out[torn, EVENT_LABELS.index("AID")] += out[torn, 0] - (1 - sure(5))
        out[torn, 0] = 1 - sure(5)
        return out


# -- what no list knows ----------------------------------------------------------------------------


def test_a_pair_that_no_list_joins_is_told_where_the_two_meet() -> None:
    (found,) = classified(OUTFOXED, Answers(ACCUSED))
    assert told(found) == ("Iran", "ACCUSE", "outfoxed", "Iraq")
    assert found.score == pytest.approx(sure(5))
    assert (found.theme, found.place) == (None, None)


@pytest.mark.parametrize(
    ("answers", "count"),
    [
        pytest.param({}, 0, id="NONE"),
        pytest.param({("Iran", "Iraq"): ("NONE", sure(5))}, 0, id="surely NONE"),
        pytest.param({("Iran", "Iraq"): ("ACCUSE", LEAST - 0.01)}, 0, id="below"),
        pytest.param({("Iran", "Iraq"): ("ACCUSE", LEAST + 0.01)}, 1, id="above"),
    ],
)
def test_a_pair_is_believed_where_an_event_is_probable(
    answers: dict[tuple[str, str], tuple[str, float]], count: int
) -> None:
    assert len(classified(OUTFOXED, Answers(answers))) == count


def test_an_event_may_be_probable_though_none_of_its_types_is() -> None:
    (found,) = classified(OUTFOXED, Torn({("Iran", "Iraq"): ("ACCUSE", 0.5)}))
    assert told(found)[:2] == ("Iran", "ACCUSE")
    assert found.score == pytest.approx(sure(5))


CRITICISM = with_states(
    "Iran/NNP/nsubj/2 outran/VBD/root/0 criticism/NN/obj/2 of/IN/case/5 Iraq/NNP/nmod/3"
)


@pytest.mark.parametrize(
    ("kind", "probability", "count"),
    [
        pytest.param("ACCUSE", LISTED - 0.01, 0, id="below"),
        pytest.param("ACCUSE", LISTED + 0.01, 1, id="above"),
        pytest.param("AID", LEAST - 0.01, 0, id="a word for another type: below"),
        pytest.param("AID", LEAST + 0.01, 1, id="a word for another type: above"),
    ],
)
def test_less_is_enough_where_the_lists_take_a_word_between_the_two_for_that_type(
    kind: str, probability: float, count: int
) -> None:
    found = classified(CRITICISM, Answers({("Iran", "Iraq"): (kind, probability)}))
    assert [one.entry.type for one in found] == [kind] * count
    assert [one.score for one in found] == [pytest.approx(probability)] * count


def test_a_word_beside_the_way_between_the_two_makes_nothing_probable() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 outran/VBD/root/0 Iraq/NNP/obj/2 despite/IN/case/5 criticism/NN/obl/2"
    )
    assert classified(doc, Answers({("Iran", "Iraq"): ("ACCUSE", LEAST - 0.01)})) == []


def test_actors_of_different_sentences_are_no_pair() -> None:
    scorer = Answers(ACCUSED)
    doc = with_states("Iran/NNP/nsubj/2 won/VBD/root/0\nIraq/NNP/nsubj/2 lost/VBD/root/0")
    assert classified(doc, scorer) == []
    assert scorer.asked == []


def test_a_document_without_pairs_is_nothing_to_classify() -> None:
    assert classified(tree("It/PRP/nsubj/2 rained/VBD/root/0"), Answers({})) == []


def test_what_is_found_stands_in_text_order_with_what_the_lists_found() -> None:
    doc = with_states(
        "Egypt/NNP/nsubj/2 outran/VBD/root/0 Oman/NNP/obj/2\n"
        "Jordan/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2\n"
        "Iran/NNP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2"
    )
    pairs = {("Egypt", "Oman"): ("AID", sure(2)), ("Jordan", "Iraq"): ("ASSAULT", sure(3))}
    found = classified(doc, Answers({**ACCUSED, **pairs}))
    assert [one.token.text for one in found] == ["outran", "attacked", "outfoxed"]


# -- what the lists found --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "probability", "kept"),
    [
        pytest.param("NONE", 1.0, [], id="surely no event"),
        pytest.param("ASSAULT", DOUBTED - 0.01, [], id="doubted"),
        pytest.param("ASSAULT", DOUBTED + 0.01, [("ASSAULT", LEAST)], id="not probable"),
        pytest.param("ASSAULT", sure(5), [("ASSAULT", sure(5))], id="probable"),
        pytest.param("AID", DOUBTED + 0.01, [("ASSAULT", LEAST)], id="hardly another type"),
        pytest.param("AID", 1.0, [("ASSAULT", 1.0)], id="surely another type"),
    ],
)
def test_the_lists_keep_their_word_unless_it_is_doubted(
    kind: str, probability: float, kept: list[tuple[str, float]]
) -> None:
    found = classified(ATTACKED, Answers({("Iran", "Iraq"): (kind, probability)}))
    assert [(one.entry.type, pytest.approx(one.score)) for one in found] == kept


def test_the_lists_keep_all_that_a_word_implies() -> None:
    (found,) = classified(ATTACKED, Answers({("Iran", "Iraq"): ("ACCUSE", 1.0)}))
    assert told(found) == ("Iran", "ASSAULT", "attacked", "Iraq")
    assert found.entry.context == "military"


def test_the_lists_may_have_the_direction_wrong() -> None:
    (found,) = classified(ATTACKED, Answers({("Iraq", "Iran"): ("ASSAULT", sure(5))}))
    assert told(found) == ("Iraq", "ASSAULT", "attacked", "Iran")


@pytest.mark.parametrize(("back", "count"), [("ASSAULT", 1), ("CONSULT", 2), ("ACCUSE", 2)])
def test_what_the_lists_tell_of_a_pair_leaves_room_for_another_type_the_other_way_round(
    back: str, count: int
) -> None:
    scorer = Answers({("Iran", "Iraq"): ("AID", 1.0), ("Iraq", "Iran"): (back, 1.0)})
    both = [("Iran", "ASSAULT", "attacked", "Iraq"), ("Iraq", back, "attacked", "Iran")]
    assert sorted(map(told, classified(ATTACKED, scorer))) == both[:count]


@pytest.mark.parametrize(("back", "count"), [(("CONSULT", 1.0), 2), (("NONE", 1.0), 1)])
def test_a_meeting_that_the_lists_tell_of_is_told_the_other_way_round_if_found_so(
    back: tuple[str, float], count: int
) -> None:
    doc = with_states("Iran/NNP/nsubj/2 met/VBD/root/0 Iraq/NNP/obj/2")
    answers = {("Iran", "Iraq"): ("CONSULT", 1.0), ("Iraq", "Iran"): back}
    both = [("Iran", "CONSULT", "met", "Iraq"), ("Iraq", "CONSULT", "met", "Iran")]
    assert sorted(map(told, classified(doc, Answers(answers)))) == both[:count]


def test_what_is_told_in_one_sentence_may_be_told_in_another() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2\n"
        "Iran/NNP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2"
    )
    assert list(map(told, classified(doc, Answers(ACCUSED)))) == [
        ("Iran", "ASSAULT", "attacked", "Iraq"),
        ("Iran", "ACCUSE", "outfoxed", "Iraq"),
    ]


def test_one_pair_of_many_that_is_probable_keeps_the_event_of_the_lists() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2 and/CC/cc/5 Oman/NNP/conj/3"
    )
    (found,) = classified(doc, Answers({("Iran", "Oman"): ("ASSAULT", sure(6))}))
    assert told(found) == ("Iran", "ASSAULT", "attacked", "Iraq, Oman")
    assert found.score == pytest.approx(sure(6))


def test_events_without_a_recipient_are_not_for_the_classifier() -> None:
    scorer = Answers({})
    (found,) = classified(
        with_states("Iran/NNP/nsubj/2 mobilized/VBD/root/0 troops/NNS/obj/2"), scorer
    )
    assert (names(found.actors), found.entry.type, found.recipients) == ("Iran", "MOBILIZE", ())
    assert found.score == 1.0


def test_a_third_actor_of_the_sentence_gets_an_event_of_its_own() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2 and/CC/cc/5 outfoxed/VBD/conj/2"
        " Jordan/NNP/obj/5"
    )
    answers = {("Iran", "Iraq"): ("ASSAULT", sure(8)), ("Iran", "Jordan"): ("ACCUSE", sure(2))}
    assert [told(one)[1:] for one in classified(doc, Answers(answers))] == [
        ("ASSAULT", "attacked", "Iraq"),
        ("ACCUSE", "attacked", "Jordan"),  # where the two meet
    ]


# -- both directions -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("back", "actors"),
    [
        (("ACCUSE", sure(3)), ["Iran"]),
        (("ACCUSE", sure(5)), ["Iran"]),
        (("ACCUSE", sure(7)), ["Iraq"]),
        (("REJECT", sure(7)), ["Iran", "Iraq"]),
    ],
    ids=["less", "as much: the first named", "more", "of another type"],
)
def test_of_one_type_the_more_probable_direction_is_kept(
    back: tuple[str, float], actors: list[str]
) -> None:
    found = classified(OUTFOXED, Answers({**ACCUSED, ("Iraq", "Iran"): back}))
    assert sorted(told(one)[0] for one in found) == actors


@pytest.mark.parametrize("kind", ["AGREE", "CONSULT", "COOPERATE"])
def test_mutual_types_may_hold_in_both_directions(kind: str) -> None:
    scorer = Answers({("Iran", "Iraq"): (kind, sure(2)), ("Iraq", "Iran"): (kind, sure(8))})
    found = classified(OUTFOXED, scorer)
    assert sorted((*told(one), one.score) for one in found) == [
        ("Iran", kind, "outfoxed", "Iraq", pytest.approx(sure(2))),
        ("Iraq", kind, "outfoxed", "Iran", pytest.approx(sure(8))),
    ]


@pytest.mark.parametrize("pair", [("Iran", "Iraq"), ("Iraq", "Iran")])
@pytest.mark.parametrize(("kind", "count"), [("CONSULT", 2), ("COOPERATE", 2), ("AGREE", 1)])
def test_who_meets_another_is_met_by_him(pair: tuple[str, str], kind: str, count: int) -> None:
    found = classified(OUTFOXED, Answers({pair: (kind, sure(5))}))
    there, back = (pair[0], kind, "outfoxed", pair[1]), (pair[1], kind, "outfoxed", pair[0])
    assert sorted(map(told, found)) == sorted([there, back][:count])
    assert [one.score for one in found] == [pytest.approx(sure(5))] * count


def test_who_answers_a_meeting_with_something_else_is_not_told_to_meet_too() -> None:
    answers = {("Iran", "Iraq"): ("CONSULT", sure(5)), ("Iraq", "Iran"): ("ACCUSE", sure(5))}
    assert sorted(map(told, classified(OUTFOXED, Answers(answers)))) == [
        ("Iran", "CONSULT", "outfoxed", "Iraq"),
        ("Iraq", "ACCUSE", "outfoxed", "Iran"),
    ]


# -- whole articles --------------------------------------------------------------------------------


def test_an_article_gets_the_event_with_who_says_so() -> None:
    doc = with_states(
        "Jordan/NNP/nsubj/2 said/VBD/root/0 Iran/NNP/nsubj/4 outfoxed/VBD/ccomp/2 Iraq/NNP/obj/4"
    )
    document = Document(doc.text, published=PartialDate.from_iso("2024-10-23"))
    assert extract(document, doc, load_vocabulary()).events == ()
    found = extract(document, doc, load_vocabulary(), Answers(ACCUSED))
    (event,) = found.events
    texts = {mention.id: mention.text for mention in found.mentions}
    assert event.type == "ACCUSE"
    assert [texts[m] for m in (*event.actors, *event.recipients)] == ["Iran", "Iraq"]
    (claim,) = [claim for claim in found.claims if claim.content == event.id]
    assert texts[claim.source] == "Jordan"


def test_an_article_loses_what_is_doubted() -> None:
    document = Document(ATTACKED.text, published=PartialDate.from_iso("2024-10-23"))
    assert len(extract(document, ATTACKED, load_vocabulary()).events) == 1
    assert extract(document, ATTACKED, load_vocabulary(), Answers({})).events == ()


@pytest.mark.model
def test_an_article_parsed_by_the_model_is_asked_about_its_pairs() -> None:
    document = Document("Iran outfoxed Iraq in the talks on Monday, diplomats noticed.")
    scorer = Answers({})
    nlp = load()
    extract(document, nlp(document.text), load_vocabulary(), scorer)
    assert sorted(scorer.asked) == [("Iran", "Iraq"), ("Iraq", "Iran")]


# -- who takes part in words -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "preposition", "count"),
    [
        pytest.param("CONSULT", "with", 2, id="both meet"),
        pytest.param("CONSULT", "in", 0, id="the place of a meeting"),
        pytest.param("COOPERATE", "on", 0, id="the topic of cooperation"),
        pytest.param("REQUEST", "on", 1, id="called upon"),
        pytest.param("REQUEST", "over", 0, id="what the call is about"),
        pytest.param("ASSAULT", "in", 1, id="deeds have places"),
    ],
)
def test_words_are_not_for_their_place_or_topic(kind: str, preposition: str, count: int) -> None:
    doc = with_states(
        f"Iran/NNP/nsubj/2 jabbered/VBD/root/0 {preposition}/IN/case/4 Iraq/NNP/obl/2 ././punct/2"
    )
    assert len(classified(doc, Answers({("Iran", "Iraq"): (kind, 0.95)}))) == count

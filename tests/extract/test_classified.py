"""What the model adds to the word lists, what it takes away, and who gets the last word."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from kg.extract import extract
from kg.extract.classified import DOUBTED, LEAST, LISTED, TAKES, TELLS
from kg.language import load
from kg.records import Document, PartialDate
from kg.vocabulary import load_vocabulary
from tests.extract.classifying import Told, classified, names, sure, told, with_states
from tests.extract.scorers import Answers, deed
from tests.extract.trees import tree

OUTFOXED = with_states("Iran/NNP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2 ././punct/2")
ATTACKED = with_states("Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2 ././punct/2")
MET = with_states("Iran/NNP/nsubj/2 met/VBD/root/0 Iraq/NNP/obj/2")
TWO = with_states(
    "Iran/NNP/nsubj/2 outran/VBD/root/0 and/CC/cc/4 outfoxed/VBD/conj/2 Iraq/NNP/obj/4"
)
ACCUSED = deed("Iran", "ACCUSE", "outfoxed", "Iraq", sure(5))
KEPT = 0.9  # the least score of what the lists found and the model does not doubt


# -- what no list knows ----------------------------------------------------------------------------


def test_a_word_that_no_list_knows_tells_of_what_two_do() -> None:
    (found,) = classified(OUTFOXED, ACCUSED)
    assert told(found) == ("Iran", "ACCUSE", "outfoxed", "Iraq")
    assert found.score == pytest.approx(sure(5))
    assert (found.theme, found.place) == (None, None)


@pytest.mark.parametrize(
    ("scorer", "count"),
    [
        pytest.param(Answers(), 0, id="no word tells of anything"),
        pytest.param(Answers({"outfoxed": {"ACCUSE": 1.0}}), 0, id="nobody takes part"),
        pytest.param(deed("Iran", "ACCUSE", "outfoxed", "Oman"), 0, id="only one takes part"),
        pytest.param(deed("Iran", "ACCUSE", "outfoxed", "Iraq", LEAST - 0.01), 0, id="below"),
        pytest.param(deed("Iran", "ACCUSE", "outfoxed", "Iraq", LEAST + 0.01), 1, id="above"),
    ],
)
def test_an_event_is_believed_where_it_is_probable(scorer: Answers, count: int) -> None:
    assert len(classified(OUTFOXED, scorer)) == count


def test_how_sure_an_event_is_has_three_parts() -> None:
    roles = {("outfoxed", "Iran"): {"ACTOR": 0.7}, ("outfoxed", "Iraq"): {"RECIPIENT": 0.8}}
    (found,) = classified(OUTFOXED, Answers({"outfoxed": {"ACCUSE": 0.9}}, roles))
    assert found.score == pytest.approx(0.9 * 0.7 * 0.8)


def test_an_event_may_be_probable_though_none_of_its_types_is() -> None:
    torn = Answers({"outfoxed": {"AID": 0.25, "ACCUSE": 0.3, "ASSAULT": 0.25}})
    scorer = deed("Iran", "ACCUSE", "outfoxed", "Iraq") | torn
    (found,) = classified(OUTFOXED, scorer)
    assert told(found)[:2] == ("Iran", "ACCUSE")
    assert found.score == pytest.approx(0.8)
    assert {kind for _, kind, _ in scorer.parts} == {"ACCUSE"}


@pytest.mark.parametrize(("chance", "asked"), [(TELLS - 0.01, 0), (TELLS + 0.01, 2)])
def test_words_that_hardly_tell_of_anything_are_not_asked_who_takes_part(
    chance: float, asked: int
) -> None:
    scorer = ACCUSED | Answers({"outfoxed": {"ACCUSE": chance}})
    assert classified(OUTFOXED, scorer) == []
    assert len(scorer.parts) == asked


def test_every_word_that_tells_of_something_is_asked_about_every_candidate() -> None:
    scorer = Answers({"outran": {"AID": 0.5}, "outfoxed": {"ACCUSE": 0.5}})
    classified(TWO, scorer)
    assert scorer.parts == [
        ("outran", "AID", "Iran"),
        ("outran", "AID", "Iraq"),
        ("outfoxed", "ACCUSE", "Iran"),
        ("outfoxed", "ACCUSE", "Iraq"),
    ]


def test_whoever_is_on_both_sides_counts_for_either() -> None:
    roles = {
        ("outfoxed", "Iran"): {"ACTOR": 0.3, "BOTH": 0.6},
        ("outfoxed", "Iraq"): {"RECIPIENT": 0.2, "BOTH": 0.5},
    }
    found = classified(OUTFOXED, Answers({"outfoxed": {"ASSAULT": 1.0}}, roles))
    assert sorted((*told(one), one.score) for one in found) == [
        ("Iran", "ASSAULT", "outfoxed", "Iraq", pytest.approx((0.3 + 0.6) * (0.2 + 0.5))),
        ("Iraq", "ASSAULT", "outfoxed", "Iran", pytest.approx(0.5 * 0.6)),
    ]


# -- where the lists know the word -----------------------------------------------------------------

CRITICISM = with_states(
    "Iran/NNP/nsubj/2 outran/VBD/root/0 criticism/NN/obj/2 of/IN/case/5 Iraq/NNP/nmod/3"
)


@pytest.mark.parametrize(
    ("kind", "word", "score", "count"),
    [
        pytest.param("ACCUSE", "criticism", LISTED - 0.01, 0, id="below"),
        pytest.param("ACCUSE", "criticism", LISTED + 0.01, 1, id="above"),
        pytest.param("AID", "criticism", LEAST - 0.01, 0, id="another type: below"),
        pytest.param("AID", "criticism", LEAST + 0.01, 1, id="another type: above"),
        pytest.param("ACCUSE", "outran", LEAST - 0.01, 0, id="another word: below"),
        pytest.param("ACCUSE", "outran", LEAST + 0.01, 1, id="another word: above"),
    ],
)
def test_less_is_enough_where_the_lists_take_the_word_for_that_type(
    kind: str, word: str, score: float, count: int
) -> None:
    found = classified(CRITICISM, deed("Iran", kind, word, "Iraq", score))
    assert [(one.entry.type, one.token.text) for one in found] == [(kind, word)] * count
    assert [one.score for one in found] == [pytest.approx(score)] * count


# -- sentences and documents -----------------------------------------------------------------------


def test_actors_of_different_sentences_have_nothing_to_do_with_each_other() -> None:
    doc = with_states("Iran/NNP/nsubj/2 won/VBD/root/0\nIraq/NNP/nsubj/2 lost/VBD/root/0")
    scorer = deed("Iran", "ACCUSE", "won", "Iraq")
    assert classified(doc, scorer) == []
    assert (scorer.read_of, scorer.parts) == ([], [])


def test_only_sentences_of_several_actors_are_read() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 outfoxed/VBD/root/0 Iran/NNP/obj/2\n"
        "Egypt/NNP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2\n"
        "It/PRP/nsubj/2 outfoxed/VBD/root/0 him/PRP/obj/2"
    )
    scorer = Answers({"outfoxed": {"ACCUSE": 1.0}})
    classified(doc, scorer)
    assert scorer.read_of == ["Egypt"]
    assert [who for _, _, who in scorer.parts] == ["Egypt", "Iraq"]


@pytest.mark.parametrize("text", ["", "It/PRP/nsubj/2 rained/VBD/root/0"])
def test_a_document_without_actors_is_nothing_to_classify(text: str) -> None:
    scorer = Answers({"rained": {"AID": 1.0}})
    assert classified(tree(text), scorer) == []
    assert (scorer.read_of, scorer.parts) == ([], [])


def test_what_is_found_stands_in_text_order_with_what_the_lists_found() -> None:
    doc = with_states(
        "Egypt/NNP/nsubj/2 outran/VBD/root/0 Oman/NNP/obj/2\n"
        "Jordan/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2\n"
        "Iran/NNP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2"
    )
    scorer = (
        ACCUSED
        | deed("Egypt", "AID", "outran", "Oman")
        | deed("Jordan", "ASSAULT", "attacked", "Iraq")
    )
    found = classified(doc, scorer)
    assert [one.token.text for one in found] == ["outran", "attacked", "outfoxed"]


def test_what_is_told_in_one_sentence_may_be_told_in_another() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2\n"
        "Iran/NNP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2\n"
        "Iran/NNP/nsubj/2 outran/VBD/root/0 Iraq/NNP/obj/2"
    )
    attacked = [
        deed("Iran", "ASSAULT", word, "Iraq") for word in ("attacked", "outran", "outfoxed")
    ]
    assert list(map(told, classified(doc, attacked[0] | attacked[1] | attacked[2]))) == [
        ("Iran", "ASSAULT", "attacked", "Iraq"),
        ("Iran", "ASSAULT", "outfoxed", "Iraq"),
        ("Iran", "ASSAULT", "outran", "Iraq"),
    ]


def test_what_one_sentence_says_does_not_hold_for_another() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2\n"
        "Iran/NNP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2"
    )
    assert [told(one) for one in classified(doc, ACCUSED)] == [
        ("Iran", "ACCUSE", "outfoxed", "Iraq")
    ]


# -- several words ---------------------------------------------------------------------------------


def test_two_words_of_a_sentence_tell_of_two_events() -> None:
    scorer = deed("Iran", "AID", "outran", "Iraq", sure(3)) | ACCUSED
    found = classified(TWO, scorer)
    assert [(*told(one), one.score) for one in found] == [
        ("Iran", "AID", "outran", "Iraq", pytest.approx(sure(3))),
        ("Iran", "ACCUSE", "outfoxed", "Iraq", pytest.approx(sure(5))),
    ]


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [(3, 5, "outfoxed"), (5, 3, "outran"), (5, 5, "outran")],
    ids=["the second", "the first", "the first of equals"],
)
def test_what_two_words_tell_of_alike_is_told_once_by_the_surest(
    first: int, second: int, word: str
) -> None:
    outran = deed("Iran", "ACCUSE", "outran", "Iraq", sure(first))
    outfoxed = deed("Iran", "ACCUSE", "outfoxed", "Iraq", sure(second))
    (found,) = classified(TWO, outran | outfoxed)
    assert told(found) == ("Iran", "ACCUSE", word, "Iraq")
    assert found.score == pytest.approx(sure(max(first, second)))


def test_two_words_of_one_type_may_tell_of_two_directions() -> None:
    scorer = deed("Iraq", "ACCUSE", "outran", "Iran", sure(3)) | ACCUSED
    assert [told(one) for one in classified(TWO, scorer)] == [
        ("Iraq", "ACCUSE", "outran", "Iran"),
        ("Iran", "ACCUSE", "outfoxed", "Iraq"),
    ]


def test_a_third_actor_of_the_sentence_gets_an_event_of_its_own() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2 and/CC/cc/5 outfoxed/VBD/conj/2"
        " Jordan/NNP/obj/5"
    )
    scorer = deed("Iran", "ASSAULT", "attacked", "Iraq") | deed(
        "Iran", "ACCUSE", "outfoxed", "Jordan"
    )
    assert [told(one)[1:] for one in classified(doc, scorer)] == [
        ("ASSAULT", "attacked", "Iraq"),
        ("ACCUSE", "outfoxed", "Jordan"),
    ]


# -- what the lists found --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "score", "kept"),
    [
        pytest.param("ASSAULT", DOUBTED - 0.001, [], id="doubted"),
        pytest.param("ASSAULT", DOUBTED + 0.001, [("ASSAULT", KEPT)], id="not probable"),
        pytest.param("ASSAULT", 0.95, [("ASSAULT", 0.95)], id="probable"),
        pytest.param("AID", DOUBTED - 0.001, [], id="doubted: another type"),
        pytest.param("AID", DOUBTED + 0.001, [("ASSAULT", KEPT)], id="hardly another type"),
        pytest.param("AID", 1.0, [("ASSAULT", 1.0)], id="surely another type"),
    ],
)
def test_the_lists_keep_their_word_unless_it_is_doubted(
    kind: str, score: float, kept: list[tuple[str, float]]
) -> None:
    found = classified(ATTACKED, deed("Iran", kind, "attacked", "Iraq", score))
    assert [(one.entry.type, pytest.approx(one.score)) for one in found] == kept


@pytest.mark.parametrize(
    ("word", "takes", "count"),
    [
        pytest.param(1.0, 0.0, 0, id="nobody is acted upon"),
        pytest.param(1.0, TAKES - 0.01, 0, id="hardly anybody is"),
        pytest.param(1.0, TAKES + 0.01, 1, id="somebody may be"),
        pytest.param(0.0, 1.0, 0, id="no event"),
        pytest.param(TELLS - 0.01, 1.0, 0, id="hardly an event"),
        pytest.param(TELLS + 0.01, 1.0, 1, id="perhaps an event"),
    ],
)
def test_who_hardly_takes_part_and_words_that_hardly_tell_do_not_count(
    word: float, takes: float, count: int
) -> None:
    roles = {("attacked", "Iran"): {"ACTOR": 1.0}, ("attacked", "Iraq"): {"RECIPIENT": takes}}
    scorer = Answers({"attacked": {"ASSAULT": word}}, roles)
    assert min(word, takes) == 0 or word * takes > DOUBTED
    assert len(classified(ATTACKED, scorer)) == count


def test_who_takes_part_on_one_side_may_hardly_do_so_on_the_other() -> None:
    roles = {
        ("attacked", "Iran"): {"ACTOR": TAKES / 2, "RECIPIENT": 0.5},
        ("attacked", "Iraq"): {"RECIPIENT": 1.0},
    }
    assert TAKES / 2 > DOUBTED
    (found,) = classified(ATTACKED, Answers({"attacked": {"ASSAULT": 1.0}}, roles))
    assert told(found) == ("Iran", "ASSAULT", "attacked", "Iraq")


def test_the_lists_keep_all_that_a_word_implies() -> None:
    (found,) = classified(ATTACKED, deed("Iran", "ACCUSE", "attacked", "Iraq"))
    assert told(found) == ("Iran", "ASSAULT", "attacked", "Iraq")
    assert found.entry.context == "military"


def test_the_lists_may_have_the_direction_wrong() -> None:
    (found,) = classified(ATTACKED, deed("Iraq", "ASSAULT", "attacked", "Iran", sure(5)))
    assert told(found) == ("Iraq", "ASSAULT", "attacked", "Iran")


ATTACKED_TWICE = with_states(
    "Iran/NNP/nsubj/2 attacked/VBD/root/0 and/CC/cc/4 outfoxed/VBD/conj/2 Iraq/NNP/obj/2"
)


def test_what_another_word_of_the_sentence_tells_of_a_pair_takes_doubt_away() -> None:
    assert sorted(map(told, classified(ATTACKED_TWICE, ACCUSED))) == [
        ("Iran", "ACCUSE", "outfoxed", "Iraq"),
        ("Iran", "ASSAULT", "attacked", "Iraq"),
    ]


def test_what_the_lists_tell_is_not_told_again_by_another_word() -> None:
    scorer = deed("Iran", "ASSAULT", "outfoxed", "Iraq", sure(9))
    (found,) = classified(ATTACKED_TWICE, scorer)
    assert told(found) == ("Iran", "ASSAULT", "attacked", "Iraq")
    assert found.score == pytest.approx(sure(9))


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("ACCUSE", [("Iraq", "ACCUSE", "attacked", "Iran")]),
        ("CONSULT", [("Iraq", "CONSULT", "attacked", "Iran")]),
        ("ASSAULT", [("Iraq", "ASSAULT", "attacked", "Iran")]),
    ],
)
def test_what_a_word_of_the_lists_tells_of_a_pair_leaves_room_for_the_other_way_round(
    kind: str, more: list[Told]
) -> None:
    both = {("attacked", who): {"BOTH": 1.0} for who in ("Iran", "Iraq")}
    found = classified(ATTACKED, Answers({"attacked": {kind: 1.0}}, both))
    assert sorted(map(told, found)) == [("Iran", "ASSAULT", "attacked", "Iraq"), *more]


@pytest.mark.parametrize(
    ("scorer", "count"),
    [
        pytest.param(deed("Iran", "CONSULT", "met", "Iraq"), 1, id="as the lists have it"),
        pytest.param(
            Answers(
                {"met": {"CONSULT": 1.0}}, {("met", who): {"BOTH": 1.0} for who in ("Iran", "Iraq")}
            ),
            2,
            id="both ways",
        ),
    ],
)
def test_a_meeting_that_the_lists_tell_of_is_told_the_other_way_round_if_found_so(
    scorer: Answers, count: int
) -> None:
    both = [("Iran", "CONSULT", "met", "Iraq"), ("Iraq", "CONSULT", "met", "Iran")]
    assert sorted(map(told, classified(MET, scorer))) == both[:count]


def test_one_pair_of_many_that_is_probable_keeps_the_event_of_the_lists() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2 and/CC/cc/5 Oman/NNP/conj/3"
    )
    (found,) = classified(doc, deed("Iran", "ASSAULT", "attacked", "Oman", 0.95))
    assert told(found) == ("Iran", "ASSAULT", "attacked", "Iraq, Oman")
    assert found.score == pytest.approx(0.95)


def test_events_without_a_recipient_are_not_for_the_model() -> None:
    doc = with_states("Iran/NNP/nsubj/2 mobilized/VBD/root/0 troops/NNS/obj/2")
    (found,) = classified(doc, Answers())
    assert (names(found.actors), found.entry.type, found.recipients) == ("Iran", "MOBILIZE", ())
    assert found.score == 1.0


# -- both directions -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["AGREE", "CONSULT", "COOPERATE"])
def test_what_two_do_with_each_other_is_told_both_ways(kind: str) -> None:
    roles = {("outfoxed", "Iran"): {"BOTH": 0.7}, ("outfoxed", "Iraq"): {"BOTH": 0.9}}
    found = classified(OUTFOXED, Answers({"outfoxed": {kind: 1.0}}, roles))
    assert sorted((*told(one), one.score) for one in found) == [
        ("Iran", kind, "outfoxed", "Iraq", pytest.approx(0.63)),
        ("Iraq", kind, "outfoxed", "Iran", pytest.approx(0.63)),
    ]


@pytest.mark.parametrize("pair", [("Iran", "Iraq"), ("Iraq", "Iran")])
@pytest.mark.parametrize(("kind", "count"), [("CONSULT", 2), ("COOPERATE", 2), ("AGREE", 1)])
def test_who_meets_another_is_met_by_him(pair: tuple[str, str], kind: str, count: int) -> None:
    one, other = pair
    found = classified(OUTFOXED, deed(one, kind, "outfoxed", other, sure(5)))
    there, back = (one, kind, "outfoxed", other), (other, kind, "outfoxed", one)
    assert sorted(map(told, found)) == sorted([there, back][:count])
    assert [one.score for one in found] == [pytest.approx(sure(5))] * count


def test_who_meets_another_twice_in_a_sentence_is_met_once() -> None:
    there, back = (
        deed("Iran", "CONSULT", "outran", "Iraq"),
        deed("Iraq", "CONSULT", "outfoxed", "Iran"),
    )
    assert sorted(map(told, classified(TWO, there | back))) == [
        ("Iran", "CONSULT", "outran", "Iraq"),
        ("Iraq", "CONSULT", "outfoxed", "Iran"),
    ]


def test_who_answers_a_meeting_with_something_else_meets_all_the_same() -> None:
    scorer = deed("Iran", "CONSULT", "outran", "Iraq") | deed("Iraq", "ACCUSE", "outfoxed", "Iran")
    assert sorted(map(told, classified(TWO, scorer))) == [
        ("Iran", "CONSULT", "outran", "Iraq"),
        ("Iraq", "ACCUSE", "outfoxed", "Iran"),
        ("Iraq", "CONSULT", "outran", "Iran"),
    ]


# -- whole articles --------------------------------------------------------------------------------


def test_an_article_gets_the_event_with_who_says_so() -> None:
    doc = with_states(
        "Jordan/NNP/nsubj/2 said/VBD/root/0 Iran/NNP/nsubj/4 outfoxed/VBD/ccomp/2 Iraq/NNP/obj/4"
    )
    document = Document(doc.text, published=PartialDate.from_iso("2024-10-23"))
    assert extract(document, doc, load_vocabulary()).events == ()
    found = extract(document, doc, load_vocabulary(), ACCUSED)
    (event,) = found.events
    texts = {mention.id: mention.text for mention in found.mentions}
    assert event.type == "ACCUSE"
    assert [texts[m] for m in (*event.actors, *event.recipients)] == ["Iran", "Iraq"]
    (claim,) = [claim for claim in found.claims if claim.content == event.id]
    assert texts[claim.source] == "Jordan"


def test_an_article_loses_what_is_doubted() -> None:
    document = Document(ATTACKED.text, published=PartialDate.from_iso("2024-10-23"))
    assert len(extract(document, ATTACKED, load_vocabulary()).events) == 1
    assert extract(document, ATTACKED, load_vocabulary(), Answers()).events == ()


@pytest.mark.model
def test_an_article_parsed_by_the_model_is_asked_who_takes_part() -> None:
    document = Document("Iran outfoxed Iraq in the talks on Monday, diplomats noticed.")
    scorer = Answers({"outfoxed": {"ACCUSE": 1.0}, "talks": {"CONSULT": 0.2}})
    nlp = load()
    extract(document, nlp(document.text), load_vocabulary(), scorer)
    assert scorer.parts == [
        ("outfoxed", "ACCUSE", "Iran"),
        ("outfoxed", "ACCUSE", "Iraq"),
        ("talks", "CONSULT", "Iran"),
        ("talks", "CONSULT", "Iraq"),
    ]


# -- who takes part in words -----------------------------------------------------------------------


def jabbered(preposition: str) -> Doc:
    return with_states(
        f"Iran/NNP/nsubj/2 jabbered/VBD/root/0 {preposition}/IN/case/4 Iraq/NNP/obl/2 ././punct/2"
    )


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
    scorer = deed("Iran", kind, "jabbered", "Iraq", 0.95)
    assert len(classified(jabbered(preposition), scorer)) == count

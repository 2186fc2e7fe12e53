"""What the model adds to the word lists, what it leaves to them, and who gets the last word."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from kg.extract import extract
from kg.extract.classified import ALONE, KEPT, LEAST, LISTED, TAKES, TELLS
from kg.language import load
from kg.records import Document, PartialDate
from kg.vocabulary import load_vocabulary
from tests.extract.classifying import Told, classified, sure, told, with_states
from tests.extract.scorers import SUREST, Answers, Chances, deed, likely
from tests.extract.trees import tree

OUTFOXED = with_states("Iran/NNP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2 ././punct/2")
ATTACKED = with_states("Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2 ././punct/2")
MET = with_states("Iran/NNP/nsubj/2 met/VBD/root/0 Iraq/NNP/obj/2")
TWO = with_states(
    "Iran/NNP/nsubj/2 outran/VBD/root/0 and/CC/cc/4 outfoxed/VBD/conj/2 Iraq/NNP/obj/4"
)
ACCUSED = deed("Iran", "ACCUSE", "outfoxed", "Iraq", sure(5))


def between(kind: str, one: Chances, other: Chances, agreed: float = 1.0) -> Answers:
    """Knows that "outfoxed" tells of the type, what Iran and Iraq are to it, and that either may
    do so to the other."""
    pairs = [("Iran", "Iraq"), ("Iraq", "Iran")]
    roles = {("outfoxed", "Iran"): one, ("outfoxed", "Iraq"): other}
    return Answers({"outfoxed": {kind: 1.0}}, roles, {pair: {kind: agreed} for pair in pairs})


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
        pytest.param(
            between("ACCUSE", {"ACTOR": 1.0}, {"RECIPIENT": 1.0}, agreed=0.0),
            0,
            id="the two have nothing to do with each other",
        ),
        pytest.param(deed("Iran", "ACCUSE", "outfoxed", "Iraq", LEAST - 0.01), 0, id="below"),
        pytest.param(deed("Iran", "ACCUSE", "outfoxed", "Iraq", LEAST + 0.01), 1, id="above"),
    ],
)
def test_an_event_is_believed_where_it_is_probable(scorer: Answers, count: int) -> None:
    assert len(classified(OUTFOXED, scorer)) == count


def five(word: float, acts: float, receives: float, kind: float, other: float) -> Answers:
    """Of OUTFOXED: the word, both roles, and of the pair that type and another."""
    roles = {("outfoxed", "Iran"): {"ACTOR": acts}, ("outfoxed", "Iraq"): {"RECIPIENT": receives}}
    pairs = {("Iran", "Iraq"): {"ACCUSE": kind, "AID": other}}
    return Answers({"outfoxed": {"ACCUSE": word}}, roles, pairs)


def test_how_sure_an_event_is_has_five_parts() -> None:
    (found,) = classified(OUTFOXED, five(0.9, 0.7, 0.8, 0.5, 0.2))
    assert found.score == pytest.approx(likely(0.9, 0.7, 0.8, 0.5, 0.7))


@pytest.mark.parametrize("at", range(5), ids=["word", "acts", "receives", "type", "any type"])
def test_each_of_the_five_counts(at: int) -> None:
    parts = [0.9, 0.9, 0.9, 0.5, 0.4]
    less = [part - 0.1 * (n == at) for n, part in enumerate(parts)]
    (sure_of_it,), (found,) = (classified(OUTFOXED, five(*row)) for row in (parts, less))
    assert found.score < sure_of_it.score - 0.001


def test_an_event_of_which_nothing_is_doubted_is_the_surest() -> None:
    (found,) = classified(OUTFOXED, five(1.0, 1.0, 1.0, 1.0, 0.0))
    assert found.score == pytest.approx(SUREST)
    assert LISTED < LEAST < SUREST < 1


def test_an_event_may_be_probable_though_none_of_its_types_is() -> None:
    torn = Answers({"outfoxed": {"AID": 0.25, "ACCUSE": 0.3, "ASSAULT": 0.25}})
    scorer = deed("Iran", "ACCUSE", "outfoxed", "Iraq") | torn
    (found,) = classified(OUTFOXED, scorer)
    assert told(found)[:2] == ("Iran", "ACCUSE")
    assert found.score == pytest.approx(likely(0.3, 1.0, 1.0, 1.0, 1.0))
    assert {kind for _, kind, _ in scorer.parts} == {"ACCUSE"}


@pytest.mark.parametrize(("chance", "asked"), [(TELLS - 0.01, 0), (TELLS + 0.01, 2)])
def test_words_that_hardly_tell_of_anything_are_not_asked_who_takes_part(
    chance: float, asked: int
) -> None:
    scorer = five(chance, 0.9, 0.9, 0.2, 0.1)
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


def test_the_model_of_pairs_is_asked_once_about_each_two() -> None:
    roles: dict[tuple[str, str], Chances] = {
        (word, who): {"BOTH": 0.5} for word in ("outran", "outfoxed") for who in ("Iran", "Iraq")
    }
    scorer = Answers({"outran": {"AID": 0.5}, "outfoxed": {"ACCUSE": 0.5}}, roles)
    classified(TWO, scorer)
    assert scorer.asked == [("Iran", "Iraq"), ("Iraq", "Iran")]


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
def test_of_who_hardly_takes_part_and_words_that_hardly_tell_no_pair_is_asked(
    word: float, takes: float, count: int
) -> None:
    scorer = between("ACCUSE", {"ACTOR": 1.0}, {"RECIPIENT": takes})
    scorer.words["outfoxed"] = {"ACCUSE": word}
    classified(OUTFOXED, scorer)
    assert scorer.asked == [("Iran", "Iraq")] * count


def test_who_may_act_is_asked_about_with_who_may_be_acted_upon() -> None:
    scorer = between(
        "ACCUSE", {"ACTOR": TAKES / 2, "RECIPIENT": 0.9}, {"ACTOR": 0.9, "RECIPIENT": TAKES / 2}
    )
    (found,) = classified(OUTFOXED, scorer)
    assert told(found) == ("Iraq", "ACCUSE", "outfoxed", "Iran")
    assert scorer.asked == [("Iraq", "Iran")]


def test_whoever_is_on_both_sides_counts_for_either() -> None:
    scorer = between("AGREE", {"ACTOR": 0.3, "BOTH": 0.6}, {"RECIPIENT": 0.2, "BOTH": 0.5})
    assert sorted((*told(one), one.score) for one in classified(OUTFOXED, scorer)) == [
        ("Iran", "AGREE", "outfoxed", "Iraq", pytest.approx(likely(1, 0.3 + 0.6, 0.2 + 0.5, 1, 1))),
        ("Iraq", "AGREE", "outfoxed", "Iran", pytest.approx(likely(1, 0.5, 0.6, 1, 1))),
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


def test_who_acts_in_one_sentence_may_be_acted_upon_in_another() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2\n"
        "Iraq/NNP/nsubj/2 outfoxed/VBD/root/0 Iran/NNP/obj/2\n"
        "Iran/NNP/nsubj/2 outran/VBD/root/0 Iraq/NNP/obj/2"
    )
    back, there = (
        deed("Iraq", "ASSAULT", "outfoxed", "Iran"),
        deed("Iran", "ASSAULT", "outran", "Iraq"),
    )
    assert [told(one) for one in classified(doc, back | there)] == [
        ("Iran", "ASSAULT", "attacked", "Iraq"),
        ("Iraq", "ASSAULT", "outfoxed", "Iran"),
        ("Iran", "ASSAULT", "outran", "Iraq"),
    ]


# -- several words ---------------------------------------------------------------------------------


def test_two_words_of_a_sentence_tell_of_two_events() -> None:
    roles: dict[tuple[str, str], Chances] = {
        ("outran", "Iran"): {"ACTOR": 0.8},
        ("outran", "Iraq"): {"RECIPIENT": 0.7},
        ("outfoxed", "Iran"): {"ACTOR": 0.6},
        ("outfoxed", "Iraq"): {"RECIPIENT": 0.9},
    }
    pairs = {("Iran", "Iraq"): {"AID": 0.5, "ACCUSE": 0.4}}
    words = {"outran": {"AID": 0.9}, "outfoxed": {"ACCUSE": 0.8}}
    found = classified(TWO, Answers(words, roles, pairs))
    assert [(*told(one), one.score) for one in found] == [
        ("Iran", "AID", "outran", "Iraq", pytest.approx(likely(0.9, 0.8, 0.7, 0.5, 0.9))),
        ("Iran", "ACCUSE", "outfoxed", "Iraq", pytest.approx(likely(0.8, 0.6, 0.9, 0.4, 0.9))),
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


@pytest.mark.parametrize(
    ("back", "there", "expected"),
    [
        pytest.param(3, 5, ("Iran", "ACCUSE", "outfoxed", "Iraq"), id="the second"),
        pytest.param(5, 3, ("Iraq", "ACCUSE", "outran", "Iran"), id="the first"),
        pytest.param(5, 5, ("Iran", "ACCUSE", "outfoxed", "Iraq"), id="of equals who comes first"),
    ],
)
def test_of_two_directions_of_a_type_the_surer_is_told(
    back: int, there: int, expected: Told
) -> None:
    scorer = deed("Iraq", "ACCUSE", "outran", "Iran", sure(back)) | deed(
        "Iran", "ACCUSE", "outfoxed", "Iraq", sure(there)
    )
    assert [told(one) for one in classified(TWO, scorer)] == [expected]


def test_one_word_tells_of_one_direction() -> None:
    scorer = between("ASSAULT", {"BOTH": 0.6}, {"ACTOR": 0.3, "BOTH": 0.6})
    (found,) = classified(OUTFOXED, scorer)
    assert told(found) == ("Iraq", "ASSAULT", "outfoxed", "Iran")


def test_two_directions_of_two_types_are_both_told() -> None:
    scorer = deed("Iraq", "AID", "outran", "Iran", sure(3)) | ACCUSED
    assert [told(one) for one in classified(TWO, scorer)] == [
        ("Iraq", "AID", "outran", "Iran"),
        ("Iran", "ACCUSE", "outfoxed", "Iraq"),
    ]


def test_two_directions_of_what_two_do_with_each_other_are_both_told() -> None:
    back, there = (
        deed("Iraq", "AGREE", "outran", "Iran", sure(3)),
        deed("Iran", "AGREE", "outfoxed", "Iraq", sure(5)),
    )
    assert [told(one) for one in classified(TWO, back | there)] == [
        ("Iraq", "AGREE", "outran", "Iran"),
        ("Iran", "AGREE", "outfoxed", "Iraq"),
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
    ("scorer", "score"),
    [
        pytest.param(Answers(), KEPT, id="no word tells of anything"),
        pytest.param(deed("Iran", "ASSAULT", "attacked", "Iraq", 0.05), KEPT, id="hardly probable"),
        pytest.param(deed("Iran", "ASSAULT", "attacked", "Iraq", 0.7), 0.7, id="probable"),
        pytest.param(deed("Iran", "AID", "attacked", "Iraq"), KEPT, id="another type"),
        pytest.param(deed("Iraq", "ASSAULT", "attacked", "Iran"), KEPT, id="the other direction"),
    ],
)
def test_the_lists_keep_their_word(scorer: Answers, score: float) -> None:
    (found,) = classified(ATTACKED, scorer)
    assert told(found) == ("Iran", "ASSAULT", "attacked", "Iraq")
    assert found.score == pytest.approx(score, abs=1e-4)


def test_the_lists_keep_all_that_a_word_implies() -> None:
    (found,) = classified(ATTACKED, deed("Iran", "ACCUSE", "attacked", "Iraq"))
    assert told(found) == ("Iran", "ASSAULT", "attacked", "Iraq")
    assert found.entry.context == "military"


ATTACKED_TWICE = with_states(
    "Iran/NNP/nsubj/2 attacked/VBD/root/0 and/CC/cc/4 outfoxed/VBD/conj/2 Iraq/NNP/obj/2"
)


def test_what_another_word_tells_of_a_pair_stands_beside_what_the_lists_tell() -> None:
    assert sorted(map(told, classified(ATTACKED_TWICE, ACCUSED))) == [
        ("Iran", "ACCUSE", "outfoxed", "Iraq"),
        ("Iran", "ASSAULT", "attacked", "Iraq"),
    ]


@pytest.mark.parametrize(("actor", "recipient"), [("Iran", "Iraq"), ("Iraq", "Iran")])
def test_what_the_lists_tell_another_word_tells_neither_again_nor_backwards(
    actor: str, recipient: str
) -> None:
    (found,) = classified(ATTACKED_TWICE, deed(actor, "ASSAULT", "outfoxed", recipient))
    assert told(found) == ("Iran", "ASSAULT", "attacked", "Iraq")


def both_ways(word: str, kind: str) -> Answers:
    """Knows that Iran and Iraq are on both sides of what the word tells."""
    pairs = [("Iran", "Iraq"), ("Iraq", "Iran")]
    roles: dict[tuple[str, str], Chances] = {(word, who): {"BOTH": 1.0} for who, _ in pairs}
    return Answers({word: {kind: 1.0}}, roles, {pair: {kind: 1.0} for pair in pairs})


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("ACCUSE", [("Iraq", "ACCUSE", "attacked", "Iran")]),
        ("CONSULT", []),  # nobody has met another by a word that the lists read otherwise
        ("ASSAULT", []),
    ],
)
def test_what_a_word_of_the_lists_tells_of_a_pair_leaves_room_for_the_other_way_round(
    kind: str, more: list[Told]
) -> None:
    found = classified(ATTACKED, both_ways("attacked", kind))
    assert sorted(map(told, found)) == [("Iran", "ASSAULT", "attacked", "Iraq"), *more]


@pytest.mark.parametrize(
    ("scorer", "count"),
    [
        pytest.param(deed("Iran", "CONSULT", "met", "Iraq"), 1, id="as the lists have it"),
        pytest.param(both_ways("met", "CONSULT"), 2, id="both ways"),
    ],
)
def test_a_meeting_that_the_lists_tell_of_is_told_the_other_way_round_if_found_so(
    scorer: Answers, count: int
) -> None:
    both = [("Iran", "CONSULT", "met", "Iraq"), ("Iraq", "CONSULT", "met", "Iran")]
    assert sorted(map(told, classified(MET, scorer))) == both[:count]


@pytest.mark.parametrize("recipient", ["Iraq", "Oman"])
def test_the_lists_keep_all_recipients_though_the_model_knows_one(recipient: str) -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2 and/CC/cc/5 Oman/NNP/conj/3"
    )
    (found,) = classified(doc, deed("Iran", "ASSAULT", "attacked", recipient))
    assert told(found) == ("Iran", "ASSAULT", "attacked", "Iraq, Oman")


@pytest.mark.parametrize(("chance", "count"), [(ALONE, 1), (0.9, 1), (ALONE - 0.01, 0), (0, 0)])
def test_events_without_a_recipient_are_left_to_the_model(chance: float, count: int) -> None:
    doc = with_states("Iran/NNP/nsubj/2 mobilized/VBD/root/0 troops/NNS/obj/2")
    found = classified(doc, Answers({"mobilized": {"MOBILIZE": chance}}))
    assert [told(one) for one in found] == [("Iran", "MOBILIZE", "mobilized", "")] * count
    assert [one.score for one in found] == [pytest.approx(chance)] * count


def test_an_event_without_a_recipient_takes_that_of_another_telling() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 dispatched/VBD/root/0 troops/NNS/obj/2 to/IN/case/5 Iraq/NNP/obl/2"
        " Iran/NNP/nsubj/7 mobilized/VBD/root/0 troops/NNS/obj/7"
    )
    assert [told(one) for one in classified(doc, Answers())] == [
        ("Iran", "MOBILIZE", "dispatched", "Iraq"),
        ("Iran", "MOBILIZE", "mobilized", "Iraq"),
    ]


# -- both directions -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["AGREE", "CONSULT", "COOPERATE"])
def test_what_two_do_with_each_other_is_told_both_ways(kind: str) -> None:
    found = classified(OUTFOXED, between(kind, {"BOTH": 0.7}, {"BOTH": 0.9}))
    assert sorted((*told(one), one.score) for one in found) == [
        ("Iran", kind, "outfoxed", "Iraq", pytest.approx(likely(1, 0.7, 0.9, 1, 1))),
        ("Iraq", kind, "outfoxed", "Iran", pytest.approx(likely(1, 0.9, 0.7, 1, 1))),
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


def test_an_article_keeps_what_the_model_does_not_find() -> None:
    document = Document(ATTACKED.text, published=PartialDate.from_iso("2024-10-23"))
    (listed,) = extract(document, ATTACKED, load_vocabulary()).events
    (event,) = extract(document, ATTACKED, load_vocabulary(), Answers()).events
    assert (event.type, event.actors, event.recipients) == (
        listed.type, listed.actors, listed.recipients
    )  # fmt: skip


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
    scorer = deed("Iran", kind, "jabbered", "Iraq")
    assert len(classified(jabbered(preposition), scorer)) == count

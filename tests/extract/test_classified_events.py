"""How pairs become events: who shares one, which word tells of it, and who is asked about."""

from __future__ import annotations

import pytest

from tests.extract.classifying import classified, sure, told, with_states
from tests.extract.scorers import Answers

ACCUSED = {("Iran", "Iraq"): ("ACCUSE", sure(5))}
FOUR = with_states(
    "Iran/NNP/nsubj/4 and/CC/cc/3 Iraq/NNP/conj/1 outfoxed/VBD/root/0 Jordan/NNP/obj/4"
    " and/CC/cc/7 Oman/NNP/conj/5"
)


# -- several actors, one event ---------------------------------------------------------------------


def test_coordinated_actors_and_recipients_share_one_event() -> None:
    scores = {("Iran", "Jordan"): sure(8), ("Iran", "Oman"): sure(6), ("Iraq", "Jordan"): sure(2)}
    answers = {pair: ("ACCUSE", score) for pair, score in scores.items()}
    (found,) = classified(FOUR, Answers({**answers, ("Iraq", "Oman"): ("ACCUSE", sure(9))}))
    assert told(found) == ("Iran, Iraq", "ACCUSE", "outfoxed", "Jordan, Oman")
    assert found.score == pytest.approx(sure(2))  # that of the least probable pair


@pytest.mark.parametrize(
    ("last", "events"),
    [
        (
            ("NONE", 1.0),
            {("Iran", "ACCUSE", "Jordan, Oman"), ("Iraq", "ACCUSE", "Jordan")},
        ),
        (
            ("AID", sure(5)),
            {("Iran", "ACCUSE", "Jordan, Oman"), ("Iraq", "ACCUSE", "Jordan"), ("Iraq", "AID", "Oman")},
        ),
    ],
    ids=["not to all", "something else to one"],
)  # fmt: skip
def test_who_does_not_do_the_same_to_the_same_has_another_event(
    last: tuple[str, float], events: set[tuple[str, str, str]]
) -> None:
    pairs = [("Iran", "Jordan"), ("Iran", "Oman"), ("Iraq", "Jordan")]
    answers = dict.fromkeys(pairs, ("ACCUSE", sure(5)))
    found = classified(FOUR, Answers({**answers, ("Iraq", "Oman"): last}))
    assert {(a, kind, b) for a, kind, _, b in map(told, found)} == events


def test_pairs_that_meet_at_different_words_are_different_events() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 outran/VBD/root/0 Iraq/NNP/obj/2 and/CC/cc/6 Jordan/NNP/nsubj/6"
        " outfoxed/VBD/conj/2 Iraqi/JJ/amod/8 soldiers/NNS/obj/6",
        ents=[(6, 7, "Demonym")],
    )
    scorer = Answers({**ACCUSED, ("Jordan", "Iraqi soldiers"): ("ACCUSE", sure(5))})
    assert [told(one) for one in classified(doc, scorer)] == [
        ("Iran", "ACCUSE", "outran", "Iraq"),
        ("Jordan", "ACCUSE", "outfoxed", "Iraq"),
    ]


def test_what_two_do_with_two_is_told_both_ways() -> None:
    pairs = [("Iran", "Jordan"), ("Iran", "Oman"), ("Iraq", "Jordan"), ("Iraq", "Oman")]
    found = classified(FOUR, Answers(dict.fromkeys(pairs, ("CONSULT", sure(5)))))
    assert sorted(map(told, found)) == [
        ("Iran, Iraq", "CONSULT", "outfoxed", "Jordan, Oman"),
        ("Jordan, Oman", "CONSULT", "outfoxed", "Iran, Iraq"),
    ]


# -- the word that tells of it ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "word", "mode"), [("ACCUSE", "criticism", "disapprove"), ("AID", "outran", "")]
)
def test_a_word_of_the_lists_for_that_type_tells_of_it_else_where_two_meet(
    kind: str, word: str, mode: str
) -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 outran/VBD/root/0 criticism/NN/obj/2 of/IN/case/5 Iraq/NNP/nmod/3"
    )
    (found,) = classified(doc, Answers({("Iran", "Iraq"): (kind, sure(5))}))
    assert told(found) == ("Iran", kind, word, "Iraq")
    assert found.entry.mode == mode  # as the lists have it for that word


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        pytest.param(
            "The/DT/det/2 picnic/NN/nsubj/7 of/IN/case/4 Iran/NNP/nmod/2 with/IN/case/6"
            " Iraq/NNP/nmod/2 flared/VBD/root/0",
            "picnic",
            id="a noun where they meet",
        ),
        pytest.param(
            "The/DT/det/2 picnic/NN/nsubj/7 of/IN/case/4 Iran/NNP/nmod/2 and/CC/cc/6"
            " Iraq/NNP/conj/4 flared/VBD/root/0",
            "picnic",
            id="above, where one governs the other",
        ),
        pytest.param(
            "Iran/NNP/nsubj/2 silly/JJ/root/0 at/IN/case/5 the/DT/det/5 tricks/NNS/obl/2"
            " of/IN/case/7 Iraq/NNP/nmod/5",
            "tricks",
            id="below an adjective",
        ),
        pytest.param("Iran/NNP/root/0 and/CC/cc/3 Iraq/NNP/conj/1", "Iran", id="names only"),
    ],
)
def test_the_nearest_verb_or_noun_tells_of_it(sentence: str, word: str) -> None:
    (found,) = classified(with_states(sentence), Answers(ACCUSED))
    assert told(found) == ("Iran", "ACCUSE", word, "Iraq")


# -- candidates ------------------------------------------------------------------------------------


def test_noun_phrases_are_asked_about_as_a_whole_and_stand_for_their_actors() -> None:
    doc = with_states(
        "North/NNP/compound/2 Korean/JJ/amod/3 soldiers/NNS/nsubj/4 outfoxed/VBD/root/0"
        " the/DT/det/7 United/NNP/compound/7 Nations/NNP/obj/4",
        ents=[(0, 2, "Demonym"), (5, 7, "Organization")],
    )
    pair = ("North Korean soldiers", "the United Nations")
    scorer = Answers({pair: ("ACCUSE", sure(5))})
    (found,) = classified(doc, scorer)
    assert sorted(scorer.asked) == [pair, pair[::-1]]
    assert told(found) == ("North Korea", "ACCUSE", "outfoxed", "United Nations")
    spots = (*found.actors, *found.recipients)
    assert [doc.text[spot.start : spot.end] for spot in spots] == ["North Korean", "United Nations"]


def test_a_noun_phrase_that_stands_for_no_known_actor_is_not_asked_about() -> None:
    scorer = Answers({("Iran", "the riot police"): ("ACCUSE", sure(5))})
    doc = with_states(
        "Iran/NNP/nsubj/2 outfoxed/VBD/root/0 the/DT/det/5 riot/NN/compound/5 police/NNS/obj/2"
    )
    assert classified(doc, scorer) == []
    assert scorer.asked == []


RESTED = "Jordan/NNP/nsubj/4 and/CC/cc/3 Oman/NNP/conj/1 rested/VBD/root/0\n"
BOTH = "Both/DT/det/2 countries/NNS/nsubj/3 outfoxed/VBD/root/0"


def test_a_phrase_may_stand_for_two_who_both_act() -> None:
    scorer = Answers({("Both countries", "Iraq"): ("ACCUSE", sure(5))})
    (found,) = classified(with_states(f"{RESTED}{BOTH} Iraq/NNP/obj/3"), scorer)
    assert told(found) == ("Jordan, Oman", "ACCUSE", "outfoxed", "Iraq")
    assert scorer.asked.count(("Both countries", "Iraq")) == 2  # once for each
    assert ("Both countries", "Both countries") not in scorer.asked


def test_a_phrase_may_stand_for_two_who_are_acted_upon() -> None:
    doc = with_states(
        "Ada/NNP/nsubj/3 Lind/NNP/flat/1 outran/VBD/root/0 Jordan/NNP/obj/3 and/CC/cc/6"
        " Oman/NNP/conj/4 she/PRP/nsubj/8 outfoxed/VBD/ccomp/3 both/DT/det/10 countries/NNS/obj/8",
        ents=[(0, 2, "Person")],
    )
    (found,) = classified(doc, Answers({("she", "both countries"): ("ACCUSE", sure(5))}))
    assert told(found) == ("Ada Lind", "ACCUSE", "outfoxed", "Jordan, Oman")


def test_who_is_one_of_the_two_does_nothing_to_himself() -> None:
    scorer = Answers({("Both countries", "Jordan"): ("ACCUSE", sure(5))})
    (found,) = classified(with_states(f"{RESTED}{BOTH} Jordan/NNP/obj/3"), scorer)
    assert told(found) == ("Oman", "ACCUSE", "outfoxed", "Jordan")


def test_both_of_nobody_knows_whom_are_not_asked_about() -> None:
    scorer = Answers({("Both countries", "Iraq"): ("ACCUSE", sure(5))})
    assert classified(with_states(f"{BOTH} Iraq/NNP/obj/3"), scorer) == []
    assert scorer.asked == []


LIND = "Ada/NNP/nsubj/3 Lind/NNP/flat/1 rested/VBD/root/0\n"


@pytest.mark.parametrize(("before", "count"), [(LIND, 1), ("", 0)], ids=["known", "unknown"])
def test_pronouns_act_where_it_is_known_for_whom_they_stand(before: str, count: int) -> None:
    scorer = Answers({("She", "Iraq"): ("ACCUSE", sure(5))})
    doc = with_states(
        before + "She/PRP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2",
        ents=[(0, 2, "Person")] if before else (),
    )
    assert [told(one) for one in classified(doc, scorer)] == [
        ("Ada Lind", "ACCUSE", "outfoxed", "Iraq")
    ] * count
    assert len(scorer.asked) == 2 * count


def test_an_owner_and_what_he_owns_are_no_pair() -> None:
    scorer = Answers({})
    doc = with_states(
        "Iran/NNP/nmod:poss/3 's/POS/case/1 army/NN/nsubj/4 outfoxed/VBD/root/0 Iraq/NNP/obj/4"
    )
    classified(doc, scorer)
    assert sorted(scorer.asked) == [
        ("Iran", "Iraq"), ("Iran 's army", "Iraq"), ("Iraq", "Iran"), ("Iraq", "Iran 's army"),
    ]  # fmt: skip


def test_an_actor_named_twice_acts_once() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2 as/IN/mark/6 Iran/NNP/nsubj/6"
        " wished/VBD/advcl/2"
    )
    scorer = Answers(ACCUSED)
    (found,) = classified(doc, scorer)
    assert told(found) == ("Iran", "ACCUSE", "outfoxed", "Iraq")
    assert [spot.start for spot in found.actors] == [0]
    assert ("Iran", "Iran") not in scorer.asked
    assert scorer.asked.count(("Iran", "Iraq")) == 2


def test_of_two_mentions_of_an_actor_the_surest_acts() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 wished/VBD/root/0 that/IN/mark/6 Iranian/JJ/amod/5 soldiers/NNS/nsubj/6"
        " outfoxed/VBD/ccomp/2 Iraq/NNP/obj/6",
        ents=[(3, 4, "Demonym")],
    )
    answers = {
        ("Iranian soldiers", "Iraq"): ("ASSAULT", sure(9)),
        ("Iran", "Iraq"): ("AID", sure(4)),
    }
    (found,) = classified(doc, Answers(answers))
    assert told(found) == ("Iran", "ASSAULT", "outfoxed", "Iraq")
    assert found.score == pytest.approx(sure(9))
    assert [doc.text[spot.start : spot.end] for spot in found.actors] == ["Iranian"]

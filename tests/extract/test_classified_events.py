"""How words and who takes part become events: who shares one, and who is asked about."""

from __future__ import annotations

from itertools import permutations

import pytest

from kg.extract.classified import LEAST
from tests.extract.classifying import classified, sure, told, with_states
from tests.extract.scorers import Answers, Chances, deed, likely

ACTOR, RECIPIENT = {"ACTOR": 1.0}, {"RECIPIENT": 1.0}
ACCUSED = deed("Iran", "ACCUSE", "outfoxed", "Iraq", sure(5))
FOUR = with_states(
    "Iran/NNP/nsubj/4 and/CC/cc/3 Iraq/NNP/conj/1 outfoxed/VBD/root/0 Jordan/NNP/obj/4"
    " and/CC/cc/7 Oman/NNP/conj/5"
)


def outfoxed(kind: str = "ACCUSE", **roles: Chances) -> Answers:
    """What each is to the word "outfoxed", and that any two may have it between them; spaces of
    names are written as "_"."""
    by_name = {("outfoxed", name.replace("_", " ")): role for name, role in roles.items()}
    pairs = permutations((name for _, name in by_name), 2)
    return Answers({"outfoxed": {kind: 1.0}}, by_name, {pair: {kind: 1.0} for pair in pairs})


def asked(scorer: Answers) -> list[str]:
    return [who for _, _, who in scorer.parts]


# -- several actors, one event ---------------------------------------------------------------------


def test_coordinated_actors_and_recipients_share_one_event() -> None:
    scorer = outfoxed(
        Iran={"ACTOR": 0.9}, Iraq={"ACTOR": 0.7}, Jordan={"RECIPIENT": 0.8}, Oman={"RECIPIENT": 0.6}
    )
    (found,) = classified(FOUR, scorer)
    assert told(found) == ("Iran, Iraq", "ACCUSE", "outfoxed", "Jordan, Oman")
    # That of the least probable pair.
    assert found.score == pytest.approx(likely(1.0, 0.7, 0.6, 1.0, 1.0))


def test_who_does_not_do_the_same_to_the_same_has_another_event() -> None:
    scorer = outfoxed(
        Iran={"ACTOR": 0.9}, Iraq={"ACTOR": 0.1}, Jordan={"RECIPIENT": 0.9}, Oman={"RECIPIENT": 0.1}
    )
    one, other = likely(1.0, 0.9, 0.1, 1.0, 1.0), likely(1.0, 0.1, 0.9, 1.0, 1.0)
    assert likely(1.0, 0.1, 0.1, 1.0, 1.0) < LEAST < min(one, other)
    assert [(found.score, *told(found)) for found in classified(FOUR, scorer)] == [
        (pytest.approx(one), "Iran", "ACCUSE", "outfoxed", "Jordan, Oman"),
        (pytest.approx(other), "Iraq", "ACCUSE", "outfoxed", "Jordan"),
    ]


def test_what_the_pair_itself_does_not_have_is_left_out_of_the_event() -> None:
    scorer = outfoxed(Iran=ACTOR, Iraq=ACTOR, Jordan=RECIPIENT, Oman=RECIPIENT)
    scorer |= Answers(pairs={("Iraq", "Oman"): {"ACCUSE": 0.0}})
    assert [told(one) for one in classified(FOUR, scorer)] == [
        ("Iran", "ACCUSE", "outfoxed", "Jordan, Oman"),
        ("Iraq", "ACCUSE", "outfoxed", "Jordan"),
    ]


def test_who_does_something_else_to_one_does_it_in_another_word() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 outran/VBD/root/0 Jordan/NNP/obj/2 and/CC/cc/5 Oman/NNP/conj/3"
        " and/CC/cc/7 outfoxed/VBD/conj/2 Oman/NNP/obj/7"
    )
    roles = {
        ("outran", "Iran"): ACTOR,
        ("outran", "Jordan"): RECIPIENT,
        ("outran", "Oman"): RECIPIENT,
    }
    pairs = {("Iran", who): {"AID": 1.0} for who in ("Jordan", "Oman")}
    scorer = outfoxed(Iran=ACTOR, Oman=RECIPIENT) | Answers({"outran": {"AID": 1.0}}, roles, pairs)
    assert [told(one) for one in classified(doc, scorer)] == [
        ("Iran", "AID", "outran", "Jordan, Oman"),
        ("Iran", "ACCUSE", "outfoxed", "Oman"),
    ]


def test_what_different_words_tell_of_alike_are_different_events() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 outran/VBD/root/0 Iraq/NNP/obj/2 and/CC/cc/6 Jordan/NNP/nsubj/6"
        " outfoxed/VBD/conj/2 Iraqi/JJ/amod/8 soldiers/NNS/obj/6",
        ents=[(6, 7, "Demonym")],
    )
    scorer = deed("Iran", "ACCUSE", "outran", "Iraq") | outfoxed(
        Jordan=ACTOR, Iraqi_soldiers=RECIPIENT
    )
    assert [told(one) for one in classified(doc, scorer)] == [
        ("Iran", "ACCUSE", "outran", "Iraq"),
        ("Jordan", "ACCUSE", "outfoxed", "Iraq"),
    ]


def test_what_two_do_with_two_is_told_both_ways() -> None:
    scorer = outfoxed("CONSULT", Iran=ACTOR, Iraq=ACTOR, Jordan=RECIPIENT, Oman=RECIPIENT)
    assert sorted(map(told, classified(FOUR, scorer))) == [
        ("Iran, Iraq", "CONSULT", "outfoxed", "Jordan, Oman"),
        ("Jordan, Oman", "CONSULT", "outfoxed", "Iran, Iraq"),
    ]


def test_of_four_who_meet_each_meets_the_others() -> None:
    both: Chances = {"BOTH": 1.0}
    together = with_states(
        "Iran/NNP/nsubj/6 Iraq/NNP/conj/1 Jordan/NNP/conj/1 and/CC/cc/5 Oman/NNP/conj/1"
        " outfoxed/VBD/root/0"
    )
    found = classified(together, outfoxed("CONSULT", Iran=both, Iraq=both, Jordan=both, Oman=both))
    four = ["Iran", "Iraq", "Jordan", "Oman"]
    assert sorted(map(told, found)) == [
        (one, "CONSULT", "outfoxed", ", ".join(who for who in four if who != one)) for one in four
    ]


@pytest.mark.parametrize(("kind", "mode"), [("ACCUSE", "disapprove"), ("AID", "")])
def test_the_lists_say_how_a_word_tells_of_its_type(kind: str, mode: str) -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 outran/VBD/root/0 criticism/NN/obj/2 of/IN/case/5 Iraq/NNP/nmod/3"
    )
    (found,) = classified(doc, deed("Iran", kind, "criticism", "Iraq"))
    assert told(found) == ("Iran", kind, "criticism", "Iraq")
    assert found.entry.mode == mode


# -- candidates ------------------------------------------------------------------------------------


def test_noun_phrases_are_asked_about_as_a_whole_and_stand_for_their_actors() -> None:
    doc = with_states(
        "North/NNP/compound/2 Korean/JJ/amod/3 soldiers/NNS/nsubj/4 outfoxed/VBD/root/0"
        " the/DT/det/7 United/NNP/compound/7 Nations/NNP/obj/4",
        ents=[(0, 2, "Demonym"), (5, 7, "Organization")],
    )
    scorer = outfoxed(North_Korean_soldiers=ACTOR, the_United_Nations=RECIPIENT)
    (found,) = classified(doc, scorer)
    assert asked(scorer) == ["North Korean soldiers", "the United Nations"]
    assert told(found) == ("North Korea", "ACCUSE", "outfoxed", "United Nations")
    spots = (*found.actors, *found.recipients)
    assert [doc.text[spot.start : spot.end] for spot in spots] == ["North Korean", "United Nations"]


def test_a_noun_phrase_that_stands_for_no_known_actor_is_not_asked_about() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 outfoxed/VBD/root/0 the/DT/det/5 riot/NN/compound/5 police/NNS/obj/2"
        " and/CC/cc/7 Iraq/NNP/conj/5"
    )
    scorer = outfoxed(Iran=ACTOR, the_riot_police=RECIPIENT)
    assert classified(doc, scorer) == []
    assert asked(scorer) == ["Iran", "Iraq"]


RESTED = "Jordan/NNP/nsubj/4 and/CC/cc/3 Oman/NNP/conj/1 rested/VBD/root/0\n"
BOTH = "Both/DT/det/2 countries/NNS/nsubj/3 outfoxed/VBD/root/0"


def test_a_phrase_may_stand_for_two_who_both_act() -> None:
    scorer = outfoxed(Both_countries=ACTOR, Iraq=RECIPIENT)
    (found,) = classified(with_states(f"{RESTED}{BOTH} Iraq/NNP/obj/3"), scorer)
    assert told(found) == ("Jordan, Oman", "ACCUSE", "outfoxed", "Iraq")
    assert asked(scorer) == ["Both countries", "Both countries", "Iraq"]  # once for each


def test_a_phrase_may_stand_for_two_who_are_acted_upon() -> None:
    doc = with_states(
        "Ada/NNP/nsubj/3 Lind/NNP/flat/1 outran/VBD/root/0 Jordan/NNP/obj/3 and/CC/cc/6"
        " Oman/NNP/conj/4 she/PRP/nsubj/8 outfoxed/VBD/ccomp/3 both/DT/det/10 countries/NNS/obj/8",
        ents=[(0, 2, "Person")],
    )
    (found,) = classified(doc, outfoxed(she=ACTOR, both_countries=RECIPIENT))
    assert told(found) == ("Ada Lind", "ACCUSE", "outfoxed", "Jordan, Oman")


def test_two_for_whom_one_phrase_stands_do_nothing_to_each_other() -> None:
    scorer = outfoxed("CONSULT", Both_countries={"BOTH": 1.0})
    assert classified(with_states(f"{RESTED}{BOTH} Iraq/NNP/obj/3"), scorer) == []
    assert scorer.asked == []


def test_who_is_one_of_the_two_does_nothing_to_himself() -> None:
    scorer = outfoxed(Both_countries=ACTOR, Jordan=RECIPIENT)
    (found,) = classified(with_states(f"{RESTED}{BOTH} Jordan/NNP/obj/3"), scorer)
    assert told(found) == ("Oman", "ACCUSE", "outfoxed", "Jordan")


def test_both_of_nobody_knows_whom_are_not_asked_about() -> None:
    scorer = outfoxed(Both_countries=ACTOR, Iraq=RECIPIENT)
    assert classified(with_states(f"{BOTH} Iraq/NNP/obj/3"), scorer) == []
    assert asked(scorer) == []


LIND = "Ada/NNP/nsubj/3 Lind/NNP/flat/1 rested/VBD/root/0\n"


@pytest.mark.parametrize(("before", "count"), [(LIND, 1), ("", 0)], ids=["known", "unknown"])
def test_pronouns_act_where_it_is_known_for_whom_they_stand(before: str, count: int) -> None:
    scorer = outfoxed(She=ACTOR, Iraq=RECIPIENT)
    doc = with_states(
        before + "She/PRP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2",
        ents=[(0, 2, "Person")] if before else (),
    )
    assert [told(one) for one in classified(doc, scorer)] == [
        ("Ada Lind", "ACCUSE", "outfoxed", "Iraq")
    ] * count
    assert asked(scorer) == ["She", "Iraq"] * count


def test_an_owner_and_what_he_owns_are_no_pair() -> None:
    doc = with_states(
        "Jordan/NNP/nmod:poss/3 's/POS/case/1 Ada/NNP/nsubj/5 Lind/NNP/flat/3 outfoxed/VBD/root/0"
        " Iraq/NNP/obj/5",
        ents=[(2, 4, "Person")],
    )
    roles = {"Jordan": {"BOTH": 1.0}, "Jordan 's Ada Lind": ACTOR, "Iraq": RECIPIENT}
    scorer = outfoxed(**roles)
    (found,) = classified(doc, scorer)
    assert asked(scorer) == ["Jordan", "Jordan 's Ada Lind", "Iraq"]
    assert told(found) == ("Jordan, Ada Lind", "ACCUSE", "outfoxed", "Iraq")
    assert scorer.asked == [("Jordan", "Iraq"), ("Jordan 's Ada Lind", "Iraq")]


def test_an_actor_named_twice_acts_once() -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2 as/IN/mark/6 Iran/NNP/nsubj/6"
        " wished/VBD/advcl/2"
    )
    scorer = outfoxed(Iran={"BOTH": 0.8}, Iraq=RECIPIENT)
    (found,) = classified(doc, scorer)
    assert asked(scorer) == ["Iran", "Iraq", "Iran"]
    assert told(found) == ("Iran", "ACCUSE", "outfoxed", "Iraq")
    assert [spot.start for spot in found.actors] == [0]


@pytest.mark.parametrize(
    ("acts", "pair", "surest"),
    [
        pytest.param((0.6, 0.9), (0.9, 0.9), "Iranian", id="by what they are to the word"),
        pytest.param((0.9, 0.6), (0.9, 0.9), "Iran", id="by what they are to the word: the first"),
        pytest.param((0.9, 0.9), (0.3, 0.9), "Iranian", id="by what they are to the other"),
    ],
)
def test_of_two_mentions_of_an_actor_the_surest_acts(
    acts: tuple[float, float], pair: tuple[float, float], surest: str
) -> None:
    doc = with_states(
        "Iran/NNP/nsubj/2 wished/VBD/root/0 that/IN/mark/6 Iranian/JJ/amod/5 soldiers/NNS/nsubj/6"
        " outfoxed/VBD/ccomp/2 Iraq/NNP/obj/6",
        ents=[(3, 4, "Demonym")],
    )
    roles = {"Iran": {"ACTOR": acts[0]}, "Iranian soldiers": {"ACTOR": acts[1]}, "Iraq": RECIPIENT}
    scorer = outfoxed(**roles)
    for who, chance in zip(("Iran", "Iranian soldiers"), pair, strict=True):
        scorer |= Answers(pairs={(who, "Iraq"): {"ACCUSE": chance}})
    (found,) = classified(doc, scorer)
    assert told(found) == ("Iran", "ACCUSE", "outfoxed", "Iraq")
    assert found.score == pytest.approx(likely(1.0, 0.9, 1.0, 0.9, 0.9))
    assert [doc.text[spot.start : spot.end] for spot in found.actors] == [surest]

"""Of the senses of a word, the one that it has between these two and in these words."""

from __future__ import annotations

import pytest

from tests.extract.classifying import classified, told, with_states
from tests.extract.scorers import Answers

LIND, HALE = (0, 1, "Person"), (2, 3, "Person")


def found(sentence: str, *people: tuple[int, int, str]) -> list[tuple[str, str, str, str]]:
    return sorted(told(one) for one in classified(with_states(sentence, people), Answers()))


@pytest.mark.parametrize("verb", ["attacked", "hit", "hammered"])
def test_persons_attack_each_other_with_words(verb: str) -> None:
    sentence = f"Lind/NNP/nsubj/2 {verb}/VBD/root/0 Hale/NNP/obj/2"
    assert found(sentence, LIND, HALE) == [("Lind", "ACCUSE", verb, "Hale")]


def test_persons_attack_with_knives_and_states_with_arms() -> None:
    knife = " with/IN/case/6 a/DT/det/6 knife/NN/obl/2"
    sentence = "Lind/NNP/nsubj/2 attacked/VBD/root/0 Hale/NNP/obj/2"
    assert found(sentence + knife, LIND, HALE) == [("Lind", "ASSAULT", "attacked", "Hale")]
    sentence = "Iran/NNP/nsubj/2 attacked/VBD/root/0 Hale/NNP/obj/2"
    assert found(sentence, HALE) == [("Iran", "ASSAULT", "attacked", "Hale")]


def test_what_is_attacked_in_a_speech_is_attacked_with_words() -> None:
    sentence = (
        "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2"
        " in/IN/case/6 a/DT/det/6 speech/NN/obl/2"
    )
    assert found(sentence) == [("Iran", "ACCUSE", "attacked", "Iraq")]


@pytest.mark.parametrize(
    ("fired", "type_"),
    [
        ("Hale/NNP/obj/2", "SANCTION"),
        ("at/IN/case/4 Hale/NNP/obl/2", "ACCUSE"),
        ("back/RB/advmod/2 at/IN/case/5 Hale/NNP/obl/2", "ACCUSE"),
    ],
)
def test_a_person_is_fired_or_fired_at(fired: str, type_: str) -> None:
    sentence = f"Lind/NNP/nsubj/2 fired/VBD/root/0 {fired}"
    hale = sentence.split().index(next(p for p in sentence.split() if p.startswith("Hale")))
    people = LIND, (hale, hale + 1, "Person")
    assert found(sentence, *people) == [("Lind", type_, "fired", "Hale")]


def test_exercises_are_cooperation_with_somebody_and_a_show_of_force_alone() -> None:
    held = "Iran/NNP/nsubj/2 held/VBD/root/0 naval/JJ/amod/4 exercises/NNS/obj/2"
    with_iraq = " with/IN/case/6 Iraq/NNP/obl/2"
    assert found(held + with_iraq) == [("Iran", "COOPERATE", "held", "Iraq")]
    made = with_states(held)
    assert [told(one) for one in classified(made, Answers({"held": {"MOBILIZE": 1.0}}))] == [
        ("Iran", "MOBILIZE", "held", "")
    ]


def test_who_is_only_met_has_not_met_the_others() -> None:
    met = "He/PRP/nsubj/2 negotiated/VBD/root/0 {}/IN/case/4 Iran/NNP/obl/2 and/CC/cc/6"
    assert found(met.format("with") + " Iraq/NNP/conj/4") == []
    talks = "The/DT/det/2 negotiations/NNS/nsubj/7 {}/IN/case/4 Iran/NNP/nmod/2 and/CC/cc/6"
    talks += " Iraq/NNP/conj/4 failed/VBD/root/0"
    both = [(a, "CONSULT", "negotiations", b) for a, b in (("Iran", "Iraq"), ("Iraq", "Iran"))]
    assert found(talks.format("between")) == both
    assert found(talks.format("with")) == []


def test_mediators_do_not_meet_each_other() -> None:
    sentence = (
        "The/DT/det/2 mediation/NN/nsubj/7 of/IN/case/4 Iran/NNP/nmod/2 and/CC/cc/6"
        " Iraq/NNP/conj/4 failed/VBD/root/0"
    )
    assert found(sentence) == []


def test_what_is_done_in_cooperation_is_done_together() -> None:
    sentence = (
        "In/IN/case/2 cooperation/NN/obl/7 with/IN/case/4 Iran/NNP/nmod/2 ,/,/punct/2"
        " Iraq/NNP/nsubj/7 reopened/VBD/root/0"
    )
    assert found(sentence) == [("Iraq", "COOPERATE", "cooperation", "Iran")]


def test_who_is_set_free_does_not_set_free() -> None:
    sentence = (
        "Iranian/JJ/amod/2 {}/NNS/nsubj:pass/4 were/VBD/aux:pass/4 released/VBN/root/0/release"
    )
    doc = with_states(sentence.format("prisoners"), [(0, 1, "Demonym")])
    assert classified(doc, Answers({"released": {"RETREAT": 1.0}})) == []


def test_what_is_done_to_a_daughter_is_not_done_to_her_father() -> None:
    sentence = "Iran/NNP/nsubj/2 arrested/VBD/root/0 {}/NNP/nmod:poss/5 's/POS/case/3 {}/NN/obj/2"
    person = (2, 3, "Person")
    assert found(sentence.format("Hale", "daughter"), person) == []
    assert found(sentence.format("Iraq", "soldiers")) == [("Iran", "COERCE", "arrested", "Iraq")]


def test_a_particle_that_is_a_preposition_does_not_give_in() -> None:
    place = "Iran/NNP/nsubj/2 gave/VBD/root/0 Iraq/NNP/iobj/2 books/NNS/obj/2 in/IN/case/6"
    given_in = "Iran/NNP/nsubj/2 gave/VBD/root/0 in/RP/compound:prt/2 to/IN/case/5 Iraq/NNP/obl/2"
    assert found(place + " Basra/NNP/obl/2") == []
    assert found(given_in) == [("Iran", "CONCEDE", "gave", "Iraq")]


def test_a_date_is_not_called_on() -> None:
    called_on = "Iran/NNP/nsubj/2 called/VBD/root/0 on/IN/case/4 {}/NNP/obl/2"
    dated = "Iran/NNP/nsubj/2 called/VBD/root/0 Iraq/NNP/obj/2 on/IN/case/5 Monday/NNP/obl/2"
    assert found(called_on.format("Iraq")) == [("Iran", "REQUEST", "called", "Iraq")]
    assert found(dated, (4, 5, "Date")) == []


@pytest.mark.parametrize(
    ("owner", "events"),
    [("soldiers/NNS", ["PROTEST"]), ("refusal/NN", [])],
)
def test_a_protest_of_those_it_names_or_of_what_it_is_about(owner: str, events: list[str]) -> None:
    sentence = (
        f"The/DT/det/2 protest/NN/nsubj/7 of/IN/case/6 Iran/NNP/nmod:poss/6 's/POS/case/4"
        f" {owner}/nmod/2 lasted/VBD/root/0"
    )
    scorer = Answers({"protest": {"PROTEST": 1.0}})
    made = classified(with_states(sentence), scorer)
    assert [one.entry.type for one in made] == events


def test_an_offer_is_of_help_or_to_help() -> None:
    offered = "Iran/NNP/nsubj/2 offered/VBD/root/0 Iraq/NNP/iobj/2 "
    assert found(offered + "aid/NN/obj/2") == [("Iran", "AGREE", "offered", "Iraq")]
    assert found(offered + "flights/NNS/obj/2") == []
    criticism = (
        "Iran/NNP/nsubj/2 offered/VBD/root/0 criticism/NN/obj/2 of/IN/case/5 Iraq/NNP/nmod/3"
    )
    assert ("Iran", "ACCUSE", "offered", "Iraq") in found(criticism)

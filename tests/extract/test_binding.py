"""Whom a pronoun cannot stand for, and when "it" stands for nobody."""

from __future__ import annotations

import pytest

from kg.language.discourse import CHAINS
from tests.extract.classifying import with_states
from tests.extract.pronouns import linked_name
from tests.extract.trees import tree

Chain = list[tuple[int, int]]
LIND, ORR = (0, 2, "Person"), (3, 5, "Person")
MET = "Ada/NNP/nsubj/3 Lind/NNP/flat/1 met/VBD/root/0 Eve/NNP/obj/3 Orr/NNP/flat/4\n"
IRAN = "Iran/NNP/nsubj/2 rested/VBD/root/0\n"


def person(sentences: str, pronoun: str, *people: tuple[int, int, str]) -> str:
    """The name that the pronoun stands for, or nothing."""
    doc = tree(sentences, ents=people)
    return linked_name(doc, pronoun)


def body(sentences: str, pronoun: str, *chains: Chain) -> str:
    doc = with_states(sentences)
    doc.user_data[CHAINS] = list(chains)
    return linked_name(doc, pronoun)


@pytest.mark.parametrize(
    ("sentence", "pronoun", "name"),
    [
        pytest.param("Orr/NNP/nsubj/2 thanked/VBD/root/0 her/PRP/obj/2", "her", "Ada Lind", id="object"),
        pytest.param(
            "Orr/NNP/nsubj/2 rose/VBD/root/0 and/CC/cc/4 thanked/VBD/conj/2 her/PRP/obj/4",
            "her",
            "Ada Lind",
            id="of a second verb",
        ),
        pytest.param(
            "Orr/NNP/nsubj/2 looked/VBD/root/0 behind/IN/case/4 her/PRP/obl/2",
            "her",
            "Eve Orr",
            id="but not beside some prepositions",
        ),
        pytest.param(
            "Orr/NNP/nsubj/6 ,/,/punct/4 her/PRP$/nmod:poss/4 heir/NN/appos/1 ,/,/punct/4 rose/VBD/root/0",
            "her",
            "Ada Lind",
            id="owner of an apposition",
        ),
        pytest.param(
            "Orr/NNP/nsubj/2 blamed/VBD/root/0 herself/PRP/obj/2", "herself", "Eve Orr", id="reflexive"
        ),
    ],
)  # fmt: skip
def test_one_whom_the_clause_rules_out(sentence: str, pronoun: str, name: str) -> None:
    assert person(MET + sentence, pronoun, LIND, ORR, (5, 6, "Person")) == name


QUOTED = (
    "\"/``/punct/5 She/PRP/nsubj/3 lied/VBD/ccomp/5 \"/''/punct/3 said/VBD/root/0 Orr/NNP/nsubj/5"
)


def test_a_speaker_is_not_the_one_spoken_of() -> None:
    assert person(MET + QUOTED, "She", LIND, ORR, (10, 11, "Person")) == "Ada Lind"


def test_a_speaker_is_not_named_in_what_he_says() -> None:
    quoted = QUOTED.replace("She", "Orr").replace("Orr/NNP/nsubj/5", "she/PRP/nsubj/5")
    assert person(MET + quoted, "she", LIND, ORR, (6, 7, "Person")) == "Ada Lind"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        pytest.param("It/PRP/nsubj/2 warned/VBD/root/0 Oman/NNP/obj/2", "Iran", id="an act"),
        pytest.param(
            "It/PRP/nsubj/4 is/VBZ/cop/4 a/DT/det/4 member/NN/root/0", "Iran", id="a body's noun"
        ),
        pytest.param(
            "It/PRP/nsubj/4 is/VBZ/cop/4 a/DT/det/4 mistake/NN/root/0", "", id="another noun"
        ),
        pytest.param("It/PRP/nsubj/3 is/VBZ/cop/3 clear/JJ/root/0", "", id="an adjective"),
        pytest.param("It/PRP/nsubj/2 rained/VBD/root/0", "", id="weather"),
        pytest.param(
            "It/PRP/nsubj/2 seems/VBZ/root/0 that/IN/mark/4 Oman/NNP/nsubj/5 left/VBD/ccomp/2",
            "",
            id="a clause that seems",
        ),
        pytest.param(
            "It/PRP/nsubj:pass/3 was/VBD/aux:pass/3 reported/VBN/root/0 that/IN/mark/6"
            " Oman/NNP/nsubj/6 left/VBD/ccomp/3",
            "",
            id="a clause that is reported",
        ),
    ],
)  # fmt: skip
def test_it_by_its_verb(sentence: str, name: str) -> None:
    assert body(IRAN + sentence, "It") == name


PLAN = "Iran/NNP/nsubj/2 made/VBD/root/0 a/DT/det/4 {}/{}/obj/2\n"


@pytest.mark.parametrize(
    ("noun", "sentence", "name"),
    [
        pytest.param("plan/NN", "It/PRP/nsubj/2 failed/VBD/root/0", "", id="a thing"),
        pytest.param("plan/NN", "It/PRP/nsubj/2 said/VBD/root/0 so/RB/advmod/2", "Iran", id="things do not speak"),
        pytest.param("plans/NNS", "It/PRP/nsubj/2 failed/VBD/root/0", "Iran", id="plural"),
        pytest.param("party/NN", "It/PRP/nsubj/2 said/VBD/root/0 so/RB/advmod/2", "", id="another body"),
    ],
)  # fmt: skip
def test_it_after_a_noun_of_its_chain(noun: str, sentence: str, name: str) -> None:
    assert body(PLAN.format(*noun.split("/")) + sentence, "It", [(2, 4), (4, 5)]) == name

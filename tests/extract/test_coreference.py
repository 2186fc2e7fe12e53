"""Pronouns linked to actors: by a chain of the model where it fits, else by rule."""

from __future__ import annotations

import pytest

from kg.language.discourse import CHAINS
from tests.extract.pronouns import linked_name
from tests.extract.trees import tree

Chain = list[tuple[int, int]]
STATES = (
    "Jordan/NNP/nsubj/2 met/VBD/root/0 Iran/NNP/obj/2\n"
    "Its/PRP$/nmod:poss/2 army/NN/nsubj/3 left/VBD/root/0"
)
PEOPLE = (
    "Ada/NNP/nsubj/3 Lind/NNP/flat/1 met/VBD/root/0 Eve/NNP/obj/3 Orr/NNP/flat/4\n"
    "She/PRP/nsubj/2 left/VBD/root/0"
)
TITLED = "Mr/NNP/nmod:desc/2 Lind/NNP/nsubj/3 met/VBD/root/0 Eve/NNP/obj/3 Orr/NNP/flat/4\n" + (
    "She/PRP/nsubj/2 left/VBD/root/0"
)


def linked(
    sentences: str, pronoun: str, *chains: Chain, people: tuple[tuple[int, int], ...] = ()
) -> str:
    """The name that the pronoun stands for, or nothing."""
    doc = tree(sentences, ents=[(start, end, "Person") for start, end in people])
    doc.user_data[CHAINS] = list(chains)
    return linked_name(doc, pronoun)


@pytest.mark.parametrize(
    ("chains", "name"),
    [
        pytest.param([], "Jordan", id="by rule the subject"),
        pytest.param([[(2, 3), (3, 4)]], "Iran", id="a chain goes first"),
        pytest.param([[(0, 1), (2, 3), (3, 4)]], "Iran", id="the nearest of a chain"),
        pytest.param([[(4, 5), (5, 6)]], "Jordan", id="a chain of others"),
        pytest.param([[(1, 2), (3, 4)]], "Jordan", id="a chain without an actor"),
        pytest.param([[(3, 4), (4, 5)]], "Jordan", id="what comes after is no antecedent"),
        pytest.param([[(2, 3), (3, 5)]], "Jordan", id="a longer mention is not the pronoun"),
    ],
)
def test_a_body(chains: list[Chain], name: str) -> None:
    assert linked(STATES, "Its", *chains) == name


@pytest.mark.parametrize(
    ("chains", "name"),
    [
        pytest.param([], "Ada Lind", id="by rule the subject"),
        pytest.param([[(3, 5), (5, 6)]], "Eve Orr", id="a chain goes first"),
    ],
)
def test_a_person(chains: list[Chain], name: str) -> None:
    assert linked(PEOPLE, "She", *chains, people=((0, 2), (3, 5))) == name


def test_a_chain_against_the_title_is_not_followed() -> None:
    assert linked(TITLED, "She", [(0, 2), (5, 6)], people=((1, 2), (3, 5))) == "Eve Orr"


def test_a_chain_of_another_kind_is_not_followed() -> None:
    assert linked(STATES.replace("Its/", "Her/"), "Her", [(2, 3), (3, 4)]) == ""
    assert linked(PEOPLE.replace("She/", "It/"), "It", [(3, 5), (5, 6)], people=((3, 5),)) == ""


@pytest.mark.parametrize(
    ("before", "name"),
    [("him/PRP/obj/2", "Jordan"), ("ships/NNS/obj/2", "Jordan"), ("fog/NN/obj/2", "")],
)
def test_a_chain_of_a_persons_pronoun_says_nothing_of_a_body(before: str, name: str) -> None:
    """Where the model puts "its" with "him", the rule decides; where with a thing, nothing does."""
    text = f"Jordan/NNP/nsubj/2 saw/VBD/root/0 {before}\nIts/PRP$/nmod:poss/2 shape/NN/nsubj/3 grew/VBD/root/0"
    assert linked(text, "Its", [(2, 3), (3, 4)]) == name

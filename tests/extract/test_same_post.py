"""Whom a noun for a post means where several have such posts."""

from __future__ import annotations

import pytest

from kg.extract.actors import find_actors
from kg.extract.coreference import link_roles
from kg.extract.posts import find_roles
from tests.extract.trees import draft, tree

# Foreign Minister Ada Lind met Prime Minister Eve Orr.
TWO = (
    "Foreign/NNP/amod/2 Minister/NNP/nmod:desc/3 Ada/NNP/nsubj/5 Lind/NNP/flat/3 met/VBD/root/0"
    " Prime/NNP/amod/7 Minister/NNP/nmod:desc/8 Eve/NNP/obj/5 Orr/NNP/flat/8 ././punct/5\n"
)
OLD = (
    "Former/JJ/amod/2 President/NNP/nmod:desc/3 Ada/NNP/nsubj/5 Lind/NNP/flat/3 met/VBD/root/0"
    " the/DT/det/7 President/NNP/nmod:desc/8 Eve/NNP/obj/5 Orr/NNP/flat/8 ././punct/5\n"
)


def meant(sentences: str, noun: str) -> str:
    """The name of the person whom the last such noun stands for, or nothing."""
    words = sentences.split()
    again = [(i, i + 1, "Person") for i, w in enumerate(words) if i > 9 and w.startswith("Lind/")]
    doc = tree(sentences, ents=[(2, 4, "Person"), (7, 9, "Person"), *again])
    made = draft(doc)
    find_actors(made)
    link_roles(made, find_roles(made))
    token = [token for token in doc if token.text == noun][-1]
    spot = made.actor_at.get(token.i)
    return spot.actor.name if spot is not None and spot.actor is not None else ""


@pytest.mark.parametrize(
    ("sentence", "noun", "name"),
    [
        pytest.param(
            "The/DT/det/3 prime/JJ/amod/3 minister/NN/nsubj/4 left/VBD/root/0",
            "minister",
            "Eve Orr",
            id="the very title",
        ),
        pytest.param(
            "The/DT/det/3 health/NN/compound/3 minister/NN/nsubj/4 left/VBD/root/0",
            "minister",
            "",
            id="a title that neither has",
        ),
        pytest.param(
            "The/DT/det/2 minister/NN/nsubj/3 left/VBD/root/0", "minister", "", id="one of the two"
        ),
        pytest.param(
            "The/DT/det/2 ministers/NNS/nsubj/3 left/VBD/root/0", "ministers", "", id="both"
        ),
    ],
)
def test_a_title_of_several_means_who_has_just_that_one(
    sentence: str, noun: str, name: str
) -> None:
    assert meant(TWO + sentence, noun) == name


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        pytest.param(
            "The/DT/det/2 president/NN/nsubj/3 left/VBD/root/0", "Eve Orr", id="who has the post"
        ),
        pytest.param(
            "The/DT/det/3 former/JJ/amod/3 president/NN/nsubj/4 left/VBD/root/0",
            "Ada Lind",
            id="who had it",
        ),
        pytest.param(
            "They/PRP/nsubj/2 chose/VBD/root/0 the/DT/det/5 next/JJ/amod/5 president/NN/obj/2",
            "",
            id="who will have it",
        ),
    ],
)
def test_of_two_presidents_the_one_in_office_unless_it_is_said(sentence: str, name: str) -> None:
    assert meant(OLD + sentence, "president") == name


def test_who_was_named_last_and_does_not_act_upon_the_noun() -> None:
    others = (
        "Lind/NNP/nsubj/2 slept/VBD/root/0 ././punct/2\n"
        "The/DT/det/2 minister/NN/nsubj/3 left/VBD/root/0"
    )
    between = "Nobody/NN/nsubj/2 spoke/VBD/root/0 ././punct/2\n"
    assert meant(TWO + between + others, "minister") == "Ada Lind"
    praised = "Lind/NNP/nsubj/2 praised/VBD/root/0 the/DT/det/4 minister/NN/obj/2 ././punct/2\n"
    assert meant(TWO + between + praised, "minister") == ""

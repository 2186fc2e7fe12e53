"""Posts told by somebody else's: "her Finnish counterpart", "his predecessor"."""

from __future__ import annotations

import pytest

from kg.extract.article import extract
from kg.vocabulary import load_vocabulary
from tests.extract.holding import posts
from tests.extract.trees import draft, tree

P, D = "Person", "Demonym"
TOLD = "Swedish/JJ/amod/2 {}/NNP/nmod:desc/3 Ada/NNP/nsubj/5 Lind/NNP/flat/3 spoke/VBD/root/0"
ADA = "Ada Lind = {} @ Swedish"


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Minister", "Bea Moe = Minister @ Finnish"),
        ("President", "Bea Moe = President @ Finnish"),
        ("Chancellor", ""),  # few states have one
    ],
)
def test_a_counterpart_holds_the_same_post_elsewhere(title: str, found: str) -> None:
    text = (
        TOLD.format(title) + "\nHer/PRP$/nmod:poss/3 Finnish/JJ/amod/3 counterpart/NN/nsubj/7"
        " ,/,/punct/5 Bea/NNP/appos/3 Moe/NNP/flat/5 agreed/VBD/root/0"
    )
    expected = [ADA.format(title), *([found] if found else [])]
    assert posts(text, [(0, 1, D), (2, 4, P), (6, 7, D), (9, 11, P)]) == expected


def test_whose_counterpart_meets_the_subject() -> None:
    text = (
        "Swedish/JJ/amod/2 Minister/NNP/nmod:desc/3 Ada/NNP/nsubj/5 Lind/NNP/flat/3 met/VBD/root/0"
        " Finnish/JJ/amod/7 counterpart/NN/nmod:desc/8 Bea/NNP/obj/5 Moe/NNP/flat/8"
    )
    expected = ["Ada Lind = Minister @ Swedish", "Bea Moe = Minister @ Finnish"]
    assert posts(text, [(0, 1, D), (2, 4, P), (5, 6, D), (7, 9, P)]) == expected


@pytest.mark.parametrize(
    ("noun", "status"),
    [("predecessor", " (former)"), ("successor", " (incoming)"), ("rival", None)],
)
def test_who_came_before_or_comes_after(noun: str, status: str | None) -> None:
    text = (
        TOLD.format("President") + f"\nHer/PRP$/nmod:poss/2 {noun}/NN/nsubj/6"
        " ,/,/punct/4 Bea/NNP/appos/2 Moe/NNP/flat/4 agreed/VBD/root/0"
    )
    found = [] if status is None else [f"Bea Moe = President @ Swedish{status}"]
    expected = ["Ada Lind = President @ Swedish", *found]
    assert posts(text, [(0, 1, D), (2, 4, P), (8, 10, P)]) == expected


def test_a_counterpart_of_nobody_told_holds_no_post() -> None:
    text = "Finnish/JJ/amod/2 counterpart/NN/nmod:desc/3 Bea/NNP/nsubj/5 Moe/NNP/flat/3 agreed/VBD/root/0"
    assert posts(text, [(0, 1, D), (2, 4, P)]) == []


def test_a_successor_leads_no_more_than_who_came_before() -> None:
    """ "The Swedish border chief" does not lead Sweden, nor does his successor."""
    text = (
        "Former/JJ/amod/4 Swedish/JJ/amod/4 border/NN/compound/4 chief/NN/nmod:desc/5"
        " Ada/NNP/nsubj/7 Lind/NNP/flat/5 spoke/VBD/root/0"
        "\nHer/PRP$/nmod:poss/2 successor/NN/nsubj/6 ,/,/punct/4 Bea/NNP/appos/2 Moe/NNP/flat/4"
        " agreed/VBD/root/0"
    )
    ents = [(1, 2, D), (4, 6, P), (10, 12, P)]
    held = ["Ada Lind = border chief @ Swedish (former)", "Bea Moe = border chief @ Swedish"]
    assert posts(text, ents) == held
    made = draft(tree(text, ents=ents))
    found = extract(made.document, made.doc.source, load_vocabulary())
    assert "leads" not in {relation.predicate for relation in found.relations}

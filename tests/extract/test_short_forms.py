"""Bodies by an abbreviation or by part of their name."""

from __future__ import annotations

import pytest

from kg.extract.acronyms import abbreviated, initials_fit, is_acronym
from kg.extract.actors import find_actors
from kg.extract.draft import Draft
from kg.records import MentionType
from tests.extract.trees import draft, tree

O = "Organization"  # noqa: E741  short label for the tables below


def plain(text: str, *names: str) -> Draft:
    """One flat sentence a line; `names` are organizations, wherever they stand."""
    lines = []
    for line in text.splitlines():
        words = line.split()
        tags = ["NNP" if w[0].isupper() and w.lower() != "the" else "NN" for w in words]
        marks = ["DT/det" if w.lower() == "the" else f"{t}/dep" for w, t in zip(words, tags, strict=True)]  # fmt: skip
        heads = [str(i + 2) if w.lower() == "the" else str(len(words)) for i, w in enumerate(words)]
        heads[-1], marks[-1] = "0", "VBD/root"
        lines.append(" ".join("/".join(x) for x in zip(words, marks, heads, strict=True)))
    words = [w for line in text.splitlines() for w in line.split()]
    ents, at = [], 0
    while at < len(words):
        length = max((len(n.split()) for n in names if words[at : at + len(n.split())] == n.split()), default=0)  # fmt: skip
        ents += [(at, at + length, O)] if length else []
        at += length or 1
    made = draft(tree("\n".join(lines), ents=ents))
    find_actors(made)
    return made


def bodies(made: Draft) -> list[list[str]]:
    text, out = made.document.text, {}
    for spot in made.spots():
        if spot.actor is not None and spot.actor.kind is MentionType.ORGANIZATION:
            out.setdefault(id(spot.actor), []).append(text[spot.start : spot.end])
    return list(out.values())


LONG = "Institute for the Borland Wars"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"The {LONG} ( IBW ) spoke\nIBW left", [[LONG, "IBW", "IBW"]]),
        (f"The {LONG} ( “ IBW ” ) spoke\nIBW left", [[LONG, "IBW", "IBW"]]),
        (f"IBW ( {LONG} ) spoke", [["IBW", LONG]]),
        (f"IBW ( {LONG} in Harn ) spoke", [["IBW", LONG]]),
        (f"IBW , the {LONG} , spoke\nIBW left", [["IBW", LONG, "IBW"]]),
        (f"The {LONG} spoke\nIBW left", [[LONG, "IBW"]]),
        (f"XYZ , the {LONG} , spoke", [["XYZ"], [LONG]]),
        (f"XYZ left the {LONG} behind", [["XYZ"], [LONG]]),
    ],
)
def test_an_abbreviation_and_what_it_is_short_for(text: str, expected: list[list[str]]) -> None:
    assert bodies(plain(text, LONG, "IBW", "XYZ")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Avar Commission spoke\nThen the Commission left", ["Avar Commission", "Commission"]),
        ("The Council of Velm spoke\nThen the Council left", ["Council of Velm", "Council"]),
        ("The Avar Commission spoke\nThen the commission left", ["Avar Commission", "commission"]),
        ("The Avar Commission spoke\nThen the Commission of Velm left", ["Avar Commission"]),
        ("Then the Commission left\nThe Avar Commission spoke", ["Avar Commission"]),
        ("The Avar Commission spoke\nThen a commission left", ["Avar Commission"]),
        ("The Avar Front spoke\nThen the front left", ["Avar Front"]),
    ],
)
def test_a_body_by_the_head_of_its_name(text: str, expected: list[str]) -> None:
    assert bodies(plain(text, "Avar Commission", "Council of Velm", "Avar Front")) == [expected]


def test_of_two_commissions_a_capital_means_neither_and_a_noun_the_last() -> None:
    text = "The Avar Commission met the Velm Commission there\nThen the {} left"
    names = ("Avar Commission", "Velm Commission")
    assert bodies(plain(text.format("Commission"), *names)) == [[name] for name in names]
    assert bodies(plain(text.format("commission"), *names)) == [
        ["Avar Commission"], ["Velm Commission", "commission"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("ISW", True), ("AfD", True), ("G7", True), ("NGOs", True), ("Isw", False), ("A", False)],
)
def test_what_looks_like_an_acronym(text: str, is_one: bool) -> None:
    assert is_acronym(text) is is_one


@pytest.mark.parametrize(
    ("short", "name", "fits"),
    [
        ("ISW", "Institute for the Study of War", True),
        ("IFTSOW", "Institute for the Study of War", True),
        ("AfB", "Alliance for Borland", True),
        ("ISB", "Institute for the Study of War", False),
        ("I", "Institute", False),
    ],
)
def test_initials(short: str, name: str, fits: bool) -> None:
    assert initials_fit(short, name) is fits


def test_a_lone_name_is_abbreviated_only_by_its_own_letter() -> None:
    doc = tree("Voltra/NNP/root/0 (/-LRB-/punct/3 VTR/NNP/appos/1 )/-RRB-/punct/3")
    assert abbreviated(doc[0:1]) == "VTR"
    doc = tree("Voltra/NNP/root/0 (/-LRB-/punct/3 BNA/NNP/appos/1 )/-RRB-/punct/3")
    assert abbreviated(doc[0:1]) == ""

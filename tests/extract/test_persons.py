"""Whom a shortened name goes back to: of one bearer, of two, of a family."""

from __future__ import annotations

import re

import pytest

from kg.extract.actors import find_actors
from kg.extract.draft import Draft
from kg.records import MentionType
from tests.extract.trees import draft, tree

_TAGS = {"the": "DT/det", ",": ",/punct", "his": "PRP$/nmod:poss", "with": "IN/case"}


def told(*sentences: str) -> Draft:
    """Sentences of names in [brackets] and other words; the verb is the word in "_".

    The first name before the verb is its subject, one after "with" an oblique, others objects.
    """
    lines, ents, offset = [], [], 0
    for sentence in sentences:
        words = re.findall(r"\[[^\]]+\]|\S+", sentence)
        flat = [w for part in words for w in part.strip("[]").split()]
        verb = 1 + next(i for i, w in enumerate(flat) if w.startswith("_"))
        row: list[str] = []
        subject = False
        for part in words:
            first = len(row) + 1
            if part.startswith("["):
                dep = "obj" if subject or first > verb else "nsubj"
                dep = "obl" if row and row[-1].startswith("with/") else dep
                subject = subject or dep == "nsubj"
                names = part.strip("[]").split()
                row.append(f"{names[0]}/NNP/{dep}/{verb}")
                row += [f"{name}/NNP/flat/{first}" for name in names[1:]]
                ents.append((offset + first - 1, offset + len(row), "Person"))
            elif part.startswith("_"):
                row.append(f"{part[1:]}/VBD/root/0")
            elif part.lower() in _TAGS:
                row.append(f"{part}/{_TAGS[part.lower()]}/{first + 1}")
            else:
                row.append(f"{part}/NNP/compound/{first + 1}")
        lines.append(" ".join(row))
        offset += len(row)
    made = draft(tree("\n".join(lines), ents=ents))
    find_actors(made)
    return made


def chains(made: Draft) -> list[list[str]]:
    """The texts of each person, in order of appearance."""
    text, out = made.document.text, {}
    for spot in made.spots():
        if spot.actor is not None and spot.actor.kind is MentionType.PERSON:
            out.setdefault(id(spot.actor), []).append(text[spot.start : spot.end])
    return list(out.values())


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Ada Lind", "Lind"),
        ("Thomas de Ravel", "De Ravel"),
        ("Omar bin Sahar", "bin Sahar"),
        ("Ernesto Alba Nieto", "Alba Nieto"),
        ("Ernesto Alba Nieto", "Alba"),
        ("Ada Lind", "A. Lind"),
        ("Ada Lind", "A. B. Lind"),
        ("Ada B. Lind", "Ada Lind"),
        ("Kim Dae Ho", "Kim Dae-ho"),
        ("Kim Dae Ho", "Dae Ho Kim"),
        ("Xi Lanfen", "Lanfen Xi"),
        ("Kim Dae Ho", "Kim"),
        ("Volodymyr Zalenskyy", "Zalensky"),
        ("Sergei Lavrin", "Sergey Lavrin"),
        ("Ada Lind", "Ada"),
    ],
)
def test_a_shortened_or_otherwise_spelt_name_is_the_only_bearers(full: str, short: str) -> None:
    assert chains(told(f"[{full}] _spoke", f"[{short}] _left")) == [[full, short]]


@pytest.mark.parametrize(
    ("short", "full"),
    [("Lind", "Ada Lind"), ("Alba Nieto", "Ernesto Alba Nieto"), ("A. Lind", "Ada Lind")],
)
def test_a_full_name_may_come_later(short: str, full: str) -> None:
    assert chains(told(f"[{short}] _speaks", f"[{full}] _spoke")) == [[short, full]]


@pytest.mark.parametrize(
    "names",
    [
        ("Ada Lind", "Eva Lind"),
        ("Kim Dae Ho", "Kim Dae Su"),
        ("Ada Lind", "E. Lind"),
        ("Ada Lind", "Ada Lindgren"),
    ],
)
def test_other_people_stay_other_people(names: tuple[str, str]) -> None:
    one, other = names
    assert chains(told(f"[{one}] _spoke", f"[{other}] _left")) == [[one], [other]]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (  # the one named last
            ["[Kim Dae Ho] _spoke", "[Kim Su Min] _spoke", "[Kim] _left"],
            [["Kim Dae Ho"], ["Kim Su Min", "Kim"]],
        ),
        (  # the subject of the sentence that names both
            ["[Kim Su Min] _spoke", "[Kim Dae Ho] _met [Kim Su Min]", "[Kim] _left"],
            [["Kim Su Min", "Kim Su Min"], ["Kim Dae Ho", "Kim"]],
        ),
        (  # neither is the subject: nobody knows, and later mentions mean the same one
            ["They _met [Kim Dae Ho] with [Kim Su Min]", "[Kim] _left", "[Kim] _wept"],
            [["Kim Dae Ho"], ["Kim Su Min"], ["Kim", "Kim"]],
        ),
        (  # a title that one of them bears
            ["President [Kim Dae Ho] _met [Kim Su Min]", "[Kim Su Min] _left", "President [Kim] _wept"],
            [["Kim Dae Ho", "Kim"], ["Kim Su Min", "Kim Su Min"]],
        ),
        (  # "Mrs" cannot be him, and is she of whom the text says so
            ["[Leo Corvin] _came with his wife , [Ada Corvin]", "Mrs [Corvin] _spoke"],
            [["Leo Corvin"], ["Ada Corvin", "Corvin"]],
        ),
    ],
)  # fmt: skip
def test_of_two_bearers(sentences: list[str], expected: list[list[str]]) -> None:
    assert chains(told(*sentences)) == expected


def test_a_choice_between_bearers_is_less_sure() -> None:
    made = told("[Kim Dae Ho] _spoke", "[Kim] _spoke", "[Kim Su Min] _spoke", "[Kim] _left")
    scores = [spot.score for spot in made.spots() if spot.kind is MentionType.PERSON]
    assert scores == [0.9, 0.9, 0.9, 0.6]


@pytest.mark.parametrize("family", ["Dravens", "von Dravens"])
def test_a_family_is_none_of_its_members(family: str) -> None:
    head = family[:-1]
    made = told(f"[Otto {head}] _spoke", f"The [{family}] _quarrelled", f"[{head}] _left")
    assert chains(made) == [[f"Otto {head}", head]]


def test_a_family_is_known_as_such_before_its_members_are_named() -> None:
    assert chains(told("The [Dravens] _quarrelled", "[Otto Draven] _left")) == [["Otto Draven"]]

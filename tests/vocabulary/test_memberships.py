"""memberships.ttl: which states are in which bodies, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pyoxigraph
import pytest

from kg.resources import ontology_dir
from kg.vocabulary import Vocabulary

ORG = "http://www.w3.org/ns/org#"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
ENT = "https://w3id.org/newskg/entity/"


@dataclass
class Row:
    state: str = ""
    body: str = ""
    begin: str = ""
    end: str = ""


FIELDS = {
    ORG + "member": "state",
    ORG + "organization": "body",
    SEM + "hasBeginTimeStamp": "begin",
    SEM + "hasEndTimeStamp": "end",
}


@cache
def rows() -> tuple[Row, ...]:
    found: dict[str, Row] = {}
    path = ontology_dir() / "vocabulary" / "memberships.ttl"
    for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
        row = found.setdefault(quad.subject.value, Row())
        if quad.predicate.value in FIELDS:
            value = quad.object.value.removeprefix(ENT)
            setattr(row, FIELDS[quad.predicate.value], value)
    return tuple(found.values())


def members(body: str, year: int) -> set[str]:
    """Who is known to be in the body at the end of the year; dates that are not known count."""
    return {
        row.state
        for row in rows()
        if row.body == body
        and row.begin[:4] <= str(year)
        and (not row.end or row.end[:4] > str(year))
    }


def test_every_membership_names_entities_of_the_vocabulary(shipped: Vocabulary) -> None:
    assert len(rows()) > 6_000
    assert {r.state for r in rows()} | {r.body for r in rows()} <= set(shipped.entities)


@pytest.mark.parametrize(
    ("body", "year", "count"),
    [
        ("united-nations", 1945, 51),
        ("united-nations", 1990, 159),
        ("united-nations", 2011, 193),
        ("nato", 1949, 12),
        ("nato", 2020, 30),
        ("nato", 2024, 32),
        ("european-union", 1958, 6),
        ("european-union", 2013, 28),
        ("european-union", 2020, 27),
        ("council-of-europe", 2021, 47),
        ("council-of-europe", 2022, 46),
        ("osce", 2012, 57),
        ("group-of-seven", 2024, 7),
        ("group-of-twenty", 2022, 20),
        ("group-of-twenty", 2023, 21),
        ("brics", 2009, 4),
        ("brics", 2025, 10),
        ("shanghai-cooperation-organisation", 2024, 10),
        ("collective-security-treaty-organization", 2024, 6),
        ("eurasian-economic-union", 2024, 5),
        ("opec", 2024, 12),
        ("asean", 2025, 11),
        ("african-union", 2017, 55),
        ("ecowas", 2024, 15),
        ("ecowas", 2025, 12),
        ("arab-league", 2024, 22),
        ("gulf-cooperation-council", 2024, 6),
        ("mercosur", 2024, 6),
        ("aukus", 2021, 3),
        ("five-eyes", 2021, 5),
        ("oecd", 2021, 38),
        ("apec", 1998, 21),
        ("united-nations-security-council", 2024, 5),
    ],
)
def test_number_of_members_at_the_end_of_a_year(body: str, year: int, count: int) -> None:
    assert len(members(body, year)) == count


@pytest.mark.parametrize(
    ("body", "state", "before", "after"),
    [
        ("nato", "finland", 2022, 2023),
        ("nato", "sweden", 2023, 2024),
        ("european-union", "croatia", 2012, 2013),
        ("asean", "east-timor", 2024, 2025),
    ],
)
def test_accessions(body: str, state: str, before: int, after: int) -> None:
    assert state not in members(body, before)
    assert state in members(body, after)


@pytest.mark.parametrize(
    ("body", "state", "before", "after"),
    [
        ("european-union", "united-kingdom", 2019, 2020),
        ("council-of-europe", "russia", 2021, 2022),
        ("ecowas", "mali", 2024, 2025),
        ("opec", "angola", 2023, 2024),
        ("united-nations", "taiwan", 1970, 1971),
    ],
)
def test_exits(body: str, state: str, before: int, after: int) -> None:
    assert state in members(body, before)
    assert state not in members(body, after)


def test_memberships_are_no_part_of_what_linking_loads(shipped: Vocabulary) -> None:
    assert not any(identifier.startswith("membership-") for identifier in shipped.entities)

"""The outcome depends on what the articles say, not on when they arrive."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.records import Chain, MentionType, PartialDate, PostHeld
from kg.resolve import Decisions, resolve
from kg.vocabulary import load_vocabulary

from .table import Table

PEOPLE = [
    "Kim Jong Un", "Kim Jong-un", "Kim Hong Kyun", "Kim Hong-gyun", "Kim", "Helen Kim", "Ellen Kim",
    "Anna Tern", "Anna B. Tern", "Anna C. Tern", "Tern", "A. Tern", "Georgy Ternovsky",
    "Georgiy Ternovskiy", "Joe Holm", "Joseph Holm",
]  # fmt: skip
BODIES = [
    "National Security Council", "Security Council", "Tern Marine", "Tern Marine Corp.", "TIPS",
    "Tern Institute for Peace Studies", "Border Committee", "Hanwha Aerospace",
]  # fmt: skip
STATES = ["South Korea", "Seoul", "Peru", "Cestria", "Congo", "Kinshasa"]
TITLES = ["President", "finance minister", "analyst", "ambassador"]


@st.composite
def tables(draw: st.DrawFn) -> list[Chain]:
    """A few articles with names that nearly collide."""
    rows: list[Chain] = []
    for number in range(draw(st.integers(1, 5))):
        day = PartialDate(2024, draw(st.integers(1, 12)))
        document = f"d{number}"

        def add(
            kind: MentionType,
            names: list[str],
            *,
            document: str = document,
            day: PartialDate = day,
            **more: object,
        ) -> str:
            local = f"{document}-m{len(rows)}"
            row = Chain(local, document, kind, tuple(names), (local,), published=day)
            rows.append(Chain(**{**_fields(row), **more}))  # type: ignore[arg-type]
            return local

        state = add(MentionType.STATE, [draw(st.sampled_from(STATES))])
        for _ in range(draw(st.integers(0, 4))):
            held = (PostHeld(draw(st.sampled_from(TITLES)), state),)
            name = draw(st.sampled_from(PEOPLE))
            add(MentionType.PERSON, [name], posts=held if draw(st.booleans()) else ())
        for _ in range(draw(st.integers(0, 3))):
            names = draw(st.lists(st.sampled_from(BODIES), min_size=1, max_size=2, unique=True))
            add(MentionType.ORGANIZATION, names, body=state if draw(st.booleans()) else "")
    return rows


def _fields(row: Chain) -> dict[str, object]:
    return {name: getattr(row, name) for name in Chain.__slots__}


DECISIONS = Decisions(
    same=(("Joe Holm", "Joseph Holm"),), different=(("Anna Tern", "Anna B. Tern"),)
)
PUBLISHERS = ["Tern Marine", "Plain Post"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), st.integers(0, 10**6))
def test_order_of_chains_does_not_matter(rows: list[Chain], seed: int) -> None:
    shuffled = Random(seed).sample(rows, len(rows))
    vocabulary = load_vocabulary()
    first = resolve(rows, PUBLISHERS, vocabulary, DECISIONS)
    again = resolve(shuffled, PUBLISHERS[::-1], vocabulary, DECISIONS)
    assert first == again


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_what_holds_for_every_outcome(rows: list[Chain]) -> None:
    linker = resolve(rows, PUBLISHERS, load_vocabulary(), DECISIONS)
    types = {row.id: row.type for row in rows}
    assert set(linker.entity_of.values()) <= set(linker.entities)
    assert set(linker.entity_of) == set(linker.scores)
    assert all(identifier == entity.id for identifier, entity in linker.entities.items())
    assert all(not e.body or e.body in linker.entities for e in linker.entities.values())
    assert all(0 <= score <= 1 for score in linker.scores.values())
    assert all(j.left < j.right and j.reason and j.by for j in linker.judgements)
    ends = {end for j in linker.judgements for end in (j.left, j.right)}
    known = {e.id for e in load_vocabulary()}
    assert ends <= set(linker.entities) | set(types) | known
    for chain, entity in linker.entity_of.items():
        is_person = linker.entities[entity].type is MentionType.PERSON
        assert is_person == (types.get(chain) is MentionType.PERSON)
    assert all(row.id in linker.entity_of for row in rows)


def test_an_article_more_leaves_the_ids_of_the_others() -> None:
    table = Table()
    for number, name in enumerate(["Anna Tern", "Boris Holm", "Clara Dunn"]):
        article = table.article(f"d{number}", f"2024-10-0{number + 1}")
        article.person(name, posts=[("finance minister", article.state("Peru"))])
    before = table.resolve().entity_of
    late = table.article("a-late-one", "2024-11-01")
    late.person("Anna Tern", posts=[("finance minister", late.state("Chile"))])
    late.person("Boris Holm")
    after = table.resolve().entity_of
    assert {chain: after[chain] for chain in before} == dict(before)
    assert after["a-late-one-m2"] == "anna-tern-chile"

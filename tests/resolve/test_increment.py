"""One article more costs its own work only, and the outcome is that of a resolution from scratch."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest

from kg.records import Chain, MentionType, PartialDate, PostHeld
from kg.resolve import NO_DECISIONS, Decisions, reading, resolve, resolve_tables
from kg.resolve.names.comparison import Comparison
from kg.resolve.near import Cutting, Known, Near, near_pairs
from kg.vocabulary import load_vocabulary

PEOPLE = (
    "Kim Jong Un|Kim Jong-un|Kim Hong Kyun|Kim Hong-gyun|Kim|Helen Kim|Anna Tern|Anna B. Tern|"
    "Tern|A. Tern|Georgy Ternovsky|Georgiy Ternovskiy|Joe Holm|Joseph Holm|Biden|Joe Biden"
).split("|")
BODIES = (
    "National Security Council|Security Council|Tern Marine|Tern Marine Corp.|TIPS|Cestrian army|"
    "Tern Institute for Peace Studies|Border Committee|army of Cestria|Ministry of Defence"
).split("|")
STATES = "South Korea|Seoul|Peru|Cestria|Cestrian Republic|Congo|Kinshasa|United States".split("|")
TITLES = "President|finance minister|analyst|ambassador|Cestrian President|spokesman".split("|")
CHOICES = (
    NO_DECISIONS,
    Decisions(same=(("Joe Holm", "Joseph Holm"),), different=(("Anna Tern", "Anna B. Tern"),)),
    Decisions(alias=(("Tern Marine", "Border Committee"),)),
    Decisions(same=(("Kim Hong Kyun", "Helen Kim"), ("TIPS", "Peru"))),
)
CASES, STEPS = 12, 8


class Shelf:
    """Keeps what is put under a mark, and forgets documents that change."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], tuple[str, bytes]] = {}

    def get(self, kind: str, mark: str) -> Mapping[str, bytes]:
        held = self.rows.items()
        return {one[1]: value for one, (m, value) in held if one[0] == kind and m == mark}

    def put(self, kind: str, mark: str, values: Mapping[str, bytes]) -> None:
        self.rows.update(((kind, one), (mark, value)) for one, value in values.items())

    def forget(self, document: str) -> None:
        self.rows = {one: row for one, row in self.rows.items() if one[1] != document}


def article(document: str, random: Random) -> list[Chain]:
    rows: list[Chain] = []
    day = PartialDate(2024, random.randint(1, 12))

    def add(kind: MentionType, *names: str, posts: tuple[PostHeld, ...] = (), of: str = "") -> str:
        local = f"{document}-m{len(rows)}"
        nominals = () if names else ("the official",)
        row = Chain(local, document, kind, names, (local,), nominals, posts, of, day)
        rows.append(row)
        return local

    states = [add(MentionType.STATE, random.choice(STATES)) for _ in range(random.randint(0, 3))]
    bodies = []
    for _ in range(random.randint(0, 3)):
        names = random.sample(BODIES, random.choice((1, 1, 2)))
        of = random.choice([*states, ""])
        bodies.append(add(MentionType.ORGANIZATION, *names, of=of))
    for _ in range(random.randint(1, 4)):
        owner = random.choice([*states, *bodies, ""])
        title = random.choice(TITLES)
        role = add(MentionType.ROLE, title, of=owner) if random.random() < 0.5 else ""
        held = (PostHeld(title, owner, role),) if random.random() < 0.6 else ()
        named = random.sample(PEOPLE, random.choice((0, 1, 1, 2)))
        add(MentionType.PERSON, *named, posts=held, of=owner)
    add(MentionType.PLACE, random.choice(("Avaria City", "Avaria-City", "Kinshasa", "Georgia")))
    return rows


@pytest.mark.parametrize("seed", range(CASES))
def test_any_way_to_a_collection_gives_the_outcome_of_a_resolution_from_scratch(seed: int) -> None:
    random, shelf, vocabulary = Random(seed), Shelf(), load_vocabulary()
    tables: dict[str, list[Chain]] = {}
    decisions, publishers = CHOICES[0], ["Plain Post"]
    for _ in range(STEPS):
        document = f"d{random.randint(1, 12)}"
        step = random.choice(("add", "add", "add", "remove", "decide", "publish"))
        if step == "add":
            tables[document] = article(document, random)
            shelf.forget(document)
        elif step == "remove":
            tables.pop(document, None)
            shelf.forget(document)
        elif step == "decide":
            decisions = random.choice(CHOICES)
        else:
            publishers = random.sample(["Plain Post", "Tern Marine", "Northwire"], 2)
        found = resolve_tables(tables, publishers, vocabulary, decisions, shelf)
        rows = [chain for table in tables.values() for chain in table]
        random.shuffle(rows)
        assert found == resolve(rows, publishers, vocabulary, decisions)


def test_what_is_kept_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    random, shelf, vocabulary = Random(1), Shelf(), load_vocabulary()
    tables = {f"d{n}": article(f"d{n}", random) for n in range(20)}
    resolve_tables(tables, (), vocabulary, kept=shelf)
    seen: list[str] = []
    decide = reading.decide

    def noted(setting, chains, told):  # type: ignore[no-untyped-def]
        seen.extend(chain.document for chain in chains[:1])
        return decide(setting, chains, told)

    monkeypatch.setattr(reading, "decide", noted)
    tables["d20"] = [Chain("d20-m0", "d20", MentionType.PERSON, ("Zoe Late",), ("d20-m0",))]
    resolve_tables(tables, (), vocabulary, kept=shelf)
    assert seen == ["d20"]
    resolve_tables(tables, (), vocabulary, kept=shelf)
    assert seen == ["d20"]


def test_an_unknown_state_that_gets_another_name_reaches_the_articles_that_name_it() -> None:
    shelf, vocabulary = Shelf(), load_vocabulary()
    army = Chain("a-m2", "a", MentionType.ORGANIZATION, ("Borlandia army",), (), body="a-m1")
    tables = {"a": [Chain("a-m1", "a", MentionType.STATE, ("Borlandia",), ("a-m1",)), army]}
    before = resolve_tables(tables, (), vocabulary, kept=shelf)
    tables["b"] = [Chain("b-m1", "b", MentionType.STATE, ("BORLANDIA",), ("b-m1",))]
    after = resolve_tables(tables, (), vocabulary, kept=shelf)
    state = after.entities[after.entity_of["a-m1"]]
    assert state.names == ("Borlandia", "BORLANDIA")
    assert after == resolve([c for t in tables.values() for c in t], (), vocabulary)
    assert before.entity_of["a-m2"] == after.entity_of["a-m2"] != ""


def test_what_cannot_be_read_is_worked_out_again() -> None:
    random, shelf, vocabulary = Random(2), Shelf(), load_vocabulary()
    tables = {f"d{n}": article(f"d{n}", random) for n in range(5)}
    first = resolve_tables(tables, (), vocabulary, kept=shelf)
    assert len(shelf.rows) > 5
    shelf.rows = {one: (mark, b"{") for one, (mark, _) in shelf.rows.items()}
    assert resolve_tables(tables, (), vocabulary, kept=shelf) == first


@pytest.mark.parametrize("seed", range(40))
def test_names_in_blocks_that_are_cut_meet_as_if_all_came_at_once(seed: int) -> None:
    """Blocks of a few names, so that windows open and close all the time."""
    random = Random(seed)
    cutting = Cutting(lambda name: (name[0],), lambda name: name[::-1], most=4, window=2)
    pool = ["".join(random.choices("abc", k=4)) for _ in range(30)]
    keys = {name: (name[1], name[2] + "x") for name in pool}
    known = Known.of({name: keys[name] for name in pool[:8]})

    def compare(a: str, b: str) -> Comparison:
        return Comparison(sum(x == y for x, y in zip(a, b, strict=True)) / 4, "letters")

    before, used, found = Near(), set[str](), 0
    for _ in range(25):
        used ^= set(random.sample(pool, random.randint(1, 3)))
        names = {name: keys[name] for name in sorted(used)}
        scratch = near_pairs(names, known, cutting, compare, Near())
        before = near_pairs(names, known, cutting, compare, before)
        assert before == scratch
        found += len(scratch.pairs)
    assert found > 50

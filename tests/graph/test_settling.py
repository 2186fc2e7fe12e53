"""Settling step by step gives, byte for byte, what settling once gives: on random collections.

The text of an article is a list of names; what is read from it differs from reading to reading,
and so does what a linker makes of the names. Every step is drawn from the seed of its case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from random import Random

import pytest

from kg.graph import Run, Store, settling
from kg.graph.memo import Memo
from kg.graph.store import STATE
from kg.records import (
    Chain,
    Entity,
    Extraction,
    Factuality,
    Judgement,
    Linker,
    MentionType,
    Stance,
    TenureStatus,
    Verdict,
    slug,
)
from tests.bench.collection import articles
from tests.factories import ORGANIZATION, PERSON, ROLE, STATE as STATE_TYPE, Article, collection

CASES = 60
STEPS = 7
KINDS = {
    "Ilsa Maren": PERSON,
    "Odo Brandt": PERSON,
    "Tia Holm": PERSON,
    "Borland": STATE_TYPE,
    "Cestria": STATE_TYPE,
    "Avaria": STATE_TYPE,
    "Tern Club": ORGANIZATION,
    "Plain Post": ORGANIZATION,
    "Guard Office": ORGANIZATION,
    "president": ROLE,
    "chancellor": ROLE,
    "nobody": MentionType.QUANTITY,
}
PREDICATES = ("leads", "memberOf", "holdsPost", "holdsPost", "holdsPost", "postIn", "partOf")
PUBLISHERS = ("", "Plain Post", "Northwire", "Harbour Times")
DATES = ("", "2026", "2026-11", "2026-11-16", "2026-11-17", "2026-11-25")
Reading = tuple[Extraction, Run]


def article(number: int, reading: int) -> Extraction:
    """One of several readings of article `number`; all are of the same document."""
    fixed, random = Random(f"text {number}"), Random(f"reading {number} {reading}")
    names = [fixed.choice(list(KINDS)) for _ in range(fixed.randint(0, 9))]
    found = Article(
        f"No. {number}: {', '.join(names)}.",
        publisher=fixed.choice(PUBLISHERS),
        published=fixed.choice(DATES),
    )
    mentions = _mentions(found, names, random)
    told = _situations(found, mentions, random)
    for _ in range(random.randint(0, 5) if told else 0):
        stance = random.choice((Stance.ASSERT, Stance.ASSERT, Stance.ASSERT, *Stance))
        factuality = random.choice((Factuality.CERTAIN, Factuality.CERTAIN, *Factuality))
        source = random.choice(["", *mentions])
        told.append(
            found.claim(random.choice(told), source=source, stance=stance, factuality=factuality)
        )
    return found.extraction()


def _mentions(found: Article, names: list[str], random: Random) -> list[str]:
    seen: dict[str, str] = {}
    mentions = []
    for place, name in enumerate(names):
        nth, kind = names[:place].count(name), KINDS[name]
        chain = seen.get(name, "") if random.random() < 0.7 else ""
        mentions.append(found.mention(name, kind, chain=chain, nth=nth))
        seen.setdefault(name, mentions[-1])
    return mentions


def _situations(found: Article, mentions: list[str], random: Random) -> list[str]:
    told = []
    for _ in range(random.randint(0, 4) if mentions else 0):
        one, other = random.choice(mentions), random.choice(mentions)
        if random.random() < 0.7:
            status = random.choice((None, *TenureStatus))
            told.append(found.relation(random.choice(PREDICATES), one, other, tenure=status))
            continue
        number = random.randint(1, 3)
        figures = [found.figure("No.", number, number)] if random.random() < 0.4 else []
        kind = random.choice(("ACCUSE", "AID"))
        recipients = [other] if random.random() < 0.8 else []
        told.append(found.event(kind, [one], recipients, trigger="No.", figures=figures))
    return told


def linker(seed: str, chains: Iterable[Chain], publishers: Mapping[str, str]) -> Linker:
    """One of many ways to tell who is who: some names are one, others two, others unknown."""

    def entity(name: str, chain: str) -> str:
        choice = Random(f"{seed} {name}")
        if choice.random() < 0.1:
            return ""
        merged = choice.choice(("one-and-the-same", *[slug(name)] * 5))
        split = choice.random() < 0.2 and Random(chain).random() < 0.5
        return f"{merged}-other" if split else merged

    rows = {chain.id: chain for chain in chains}
    entity_of = {
        one: local
        for one, chain in rows.items()
        if (local := entity((chain.names or chain.nominals)[0], one))
    }
    bodies = {
        entity_of[one]: entity_of.get(chain.body, "")
        for one, chain in rows.items()
        if one in entity_of
    }
    types = {entity_of[one]: chain.type for one, chain in rows.items() if one in entity_of}
    for name in set(publishers.values()):
        if local := entity(name, name):
            entity_of[f"publisher:{name}"] = local
            types.setdefault(local, ORGANIZATION)
    entities = {}
    for local, kind in types.items():
        choice = Random(f"{seed} {local}")
        label = choice.choice((local.title(), local.upper()))
        names = tuple(choice.sample(("A", "B", "C"), 2))
        body = bodies.get(local, "") if choice.random() < 0.8 else ""
        entities[local] = Entity(local, kind, label, names, choice.choice(("", "Q1")), "", body)
    judged = [one for one in rows if one in entity_of and Random(f"{seed} {one}").random() < 0.3]
    return Linker(
        entity_of,
        entities,
        tuple(
            Judgement.of(one, entity_of[one], Verdict.SAME, score=0.9, reason=seed, by="test")
            for one in sorted(judged)
        ),
        {one: 0.7 for one in entity_of if Random(f"{seed} score {one}").random() < 0.3},
    )


def reprints(seed: str, documents: Iterable[str]) -> dict[str, str]:
    ordered = sorted(documents)
    random = Random(seed)
    return {one: ordered[0] for one in ordered[1:] if random.random() < 0.2}


class _Walk:
    """A store that changes step by step, and what it should hold by now."""

    def __init__(self, store: Store, random: Random) -> None:
        self.store = store
        self.random = random
        self.readings: dict[str, Reading] = {}
        self.settled = 0

    def step(self) -> None:
        self.random.choice((self.add, self.settle, self.settle, self.forget))()

    def add(self) -> None:
        for _ in range(self.random.randint(1, 4)):
            self._add(*self._reading())

    def _reading(self) -> Reading:
        run = Run(version=self.random.choice("12"))
        kind = self.random.random()
        if kind < 0.1:
            return self.random.choice(collection()), run
        if kind < 0.15:
            return self.random.choice(list(articles(3, sentences=2))), run
        return article(self.random.randint(1, 12), self.random.randint(1, 3)), run

    def _add(self, extraction: Extraction, run: Run) -> None:
        document = extraction.document.id
        differs = self.readings.get(document) != (extraction, run)
        assert self.store.add([extraction], run) == differs
        self.readings[document] = extraction, run

    def forget(self) -> None:
        """What a kill, a lost disk or another machine leaves of the memo."""
        choice = self.random.random()
        if choice < 0.3:
            self.store.memo = Memo()
            return
        kept = self.store.memo.get(STATE, {"": ""})
        self.settle()
        if kept and choice < 0.6:
            self.store.memo.put(STATE, {"": ""}, kept)

    def settle(self) -> None:
        seed = str(self.random.randint(1, 4))
        few = self.random.randint(0, 2) if self.random.random() < 0.5 else 0
        gone = self.random.sample(sorted(self.readings), min(few, len(self.readings)))
        for document in gone:
            del self.readings[document]
        settle(self.store, seed, gone, afresh=self.random.random() < 0.1)
        self.settled += 1
        fresh = Store.memory()
        for extraction, run in self.readings.values():
            fresh.add([extraction], run)
        settle(fresh, seed)
        assert self.store.waiting() == ()
        assert self.store.dump() == fresh.dump()


def settle(store: Store, seed: str, gone: Iterable[str] = (), *, afresh: bool = False) -> None:
    left = {d: name for d, name in store.publishers().items() if d not in gone}
    decided = linker(seed, store.chains(without=set(gone)), left)
    copies = reprints(seed, set(store.document_ids()) - set(gone))
    store.settle(decided, copies, without=set(gone), afresh=afresh)


@pytest.mark.parametrize("whole_from", [0.0, 0.5, 100.0])
@pytest.mark.parametrize("seed", range(CASES))
def test_any_way_to_a_collection_gives_the_same_graph(
    seed: int, whole_from: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "WHOLE_FROM", whole_from)
    walk = _Walk(Store.memory(), Random(seed))
    for _ in range(STEPS):
        walk.step()
    walk.settle()
    assert walk.settled

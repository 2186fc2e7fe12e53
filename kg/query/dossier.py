"""What the graph holds about the identity of some entities, read in a few queries.

The queries are in `identity/*.rq`; in each the entities, or articles, stand in one VALUES block.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from kg.graph import Store
from kg.query.running import run_sparql

_QUERIES = Path(__file__).parent / "identity"
_VALUES = re.compile(r"(VALUES \?\w+ \{) UNDEF (\})")
_STOP = re.compile(r"(?<=[a-z0-9][a-z0-9])[.!?][\"”’)\]]*\s+(?=[\"“‘(A-Z])|\n+")
REACH = 300  # characters either side that are looked through for the ends of a sentence


@dataclass(frozen=True, slots=True)
class Place:
    """A mention: `id` is its local name, `chain` the first mention of the same in the article."""

    id: str
    text: str
    begin: int
    end: int
    kind: str
    document: str
    nominal: bool
    chain: str


@dataclass(frozen=True, slots=True)
class Being:
    """An entity, by its local name."""

    id: str
    name: str = ""
    kind: str = ""
    names: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def articles(self) -> int:
        return len({place.document for place in self.places})

    @property
    def counts(self) -> dict[str, int]:
        """How often each name is written, the most frequent first; names never written have 0."""
        written = Counter(p.text for p in self.places if not p.nominal)
        never = {name: 0 for name in self.names if name not in written}
        both = [*written.items(), *never.items()]
        return dict(sorted(both, key=lambda pair: (-pair[1], pair[0])))

    @property
    def descriptions(self) -> dict[str, int]:
        """The same for pronouns and descriptions ("the minister")."""
        written = Counter(p.text for p in self.places if p.nominal)
        return dict(sorted(written.items(), key=lambda pair: (-pair[1], pair[0])))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a judgement: an entity, or a mention with the entity that it refers to."""

    id: str
    text: str
    entity: str
    is_entity: bool


@dataclass(frozen=True, slots=True)
class Opinion:
    """A judgement of the graph."""

    verdict: str
    score: float
    reason: str
    by: str
    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is written."""

    id: str
    title: str = ""
    publisher: str = ""
    published: str = ""


@dataclass(slots=True)
class Dossier:
    """Reads what is asked for from one store, each thing once."""

    store: Store
    _texts: dict[str, str] = field(default_factory=dict)
    _sources: dict[str, Source] = field(default_factory=dict)

    def beings(self, entities: Collection[str]) -> dict[str, Being]:
        """The entities that are there, by local name; with all their mentions."""
        described: dict[str, dict[str, list[str]]] = {}
        for row in self._rows("entities", map(self.store.namespaces.entity, entities)):
            held = described.setdefault(self._local(row["entity"]), {})
            key = row["property"].rsplit("#", 1)[-1].rsplit("/", 1)[-1]
            held.setdefault(key, []).append(row["label"] or row["value"])
        places: dict[str, list[Place]] = {}
        for row in self._rows("mentions", map(self.store.namespaces.entity, entities)):
            places.setdefault(self._local(row["entity"]), []).append(self._place(row))
        return {
            one: _being(one, described.get(one, {}), places.get(one, []))
            for one in sorted(described.keys() | places.keys())
        }

    def opinions(self, entities: Collection[str]) -> list[Opinion]:
        """Every judgement in which one of the entities, or a mention of it, takes part."""
        rows = self._rows("judgements", map(self.store.namespaces.entity, entities))
        return [
            Opinion(
                row["verdict"],
                float(row["score"]),
                row["reason"],
                row["by"],
                self.side(row["left"], row["leftText"], row["leftEntity"]),
                self.side(row["right"], row["rightText"], row["rightEntity"]),
            )
            for row in rows
        ]

    def doubts(self) -> list[tuple[Side, Side, float, str, str]]:
        """Undecided pairs with score, reason and who judged."""
        return [
            (self.side(r["left"]), self.side(r["right"]), float(r["score"]), r["reason"], r["by"])
            for r in self._rows("doubts")
        ]

    def source(self, document: str) -> Source:
        self.look_up([document])
        return self._sources.get(document, Source(document))

    def look_up(self, documents: Iterable[str]) -> None:
        """Read these articles' words, titles and dates at once."""
        missing = sorted(set(documents) - self._texts.keys())
        if not missing:
            return
        nodes = [self.store.namespaces.document(one) for one in missing]
        for row in self._rows("texts", nodes):
            self._texts[self._local(row["document"])] = row["text"]
        for row in self._rows("documents", nodes):
            local = self._local(row["document"])
            self._sources[local] = Source(local, row["title"], row["publisher"], row["published"])

    def sentence(self, place: Place) -> str:
        """The sentence in which a mention stands, on one line."""
        self.look_up([place.document])
        text = self._texts.get(place.document, "")
        low, high = max(0, place.begin - REACH), min(len(text), place.end + REACH)
        stops = [low, *(m.end() for m in _STOP.finditer(text, low, high)), high]
        start = max(stop for stop in stops if stop <= place.begin)
        end = min(stop for stop in stops if stop >= place.end)
        return " ".join(text[start:end].split())

    def side(self, iri: str, text: str = "", entity: str = "") -> Side:
        local = self._local(iri)
        # An entity that no article names is not described, and may be under documents.
        if not self.store.namespaces.is_document(iri) or not re.search(r"-m\d+$", local):
            return Side(local, text, local, is_entity=True)
        return Side(local, text, self._local(entity) if entity else "", is_entity=False)

    def _place(self, row: Mapping[str, str]) -> Place:
        local = self._local(row["mention"])
        return Place(
            local,
            " ".join(row["text"].split()),
            int(row["begin"]),
            int(row["end"]),
            row["kind"],
            self._local(row["document"]),
            row["nominal"] == "true",
            self._local(row["first"]) if row["first"] else local,
        )

    def _rows(self, name: str, nodes: Iterable[NamedNode] = ()) -> list[dict[str, Any]]:
        listed = " ".join(sorted({str(node) for node in nodes}))
        text = _VALUES.sub(lambda match: f"{match[1]} {listed} {match[2]}", _query(name))
        result = run_sparql(self.store, text)
        return [
            {
                column: "" if value is None else value.value
                for column, value in zip(result.columns, row, strict=True)
            }
            for row in result.rows
        ]

    def _local(self, iri: str) -> str:
        return self.store.namespaces.local(iri)


def _being(local: str, held: Mapping[str, list[str]], places: list[Place]) -> Being:
    labels = held.get("prefLabel", [])
    kinds = sorted(kind.rsplit("#", 1)[-1] for kind in held.get("type", []))
    return Being(
        local,
        min(labels, default=local),
        kinds[0] if kinds else "",
        tuple(sorted({*labels, *held.get("altLabel", [])})),
        tuple(sorted(value.rsplit("/", 1)[-1] for value in held.get("sameAs", []))),
        tuple(sorted(set(held.get("holdsPost", [])))),
        tuple(sorted({*held.get("postIn", []), *held.get("subOrganizationOf", [])})),
        tuple(places),
    )


@cache
def _query(name: str) -> str:
    return (_QUERIES / f"{name}.rq").read_text(encoding="utf-8")

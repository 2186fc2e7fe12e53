"""What identity and view were, or are to be, made from, as rows to be compared.

Kept beside the store from one settling to the next. The identity graph carries the fingerprint
of its state, by which a state that was kept is known to be that of the graph.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from pyoxigraph import Quad

from kg.graph.identity import IdentityQuads, Row, Rows
from kg.graph.namespaces import Namespaces, term

DOCUMENTS, ENTITIES, JUDGEMENTS, BETWEEN = TABLES = (
    "documents",
    "entities",
    "judgements",
    "between",
)
Triple = tuple[str, str, str]


@dataclass(frozen=True)
class State:
    """Tables of rows in bytes.

    The first three are those of `kg.graph.identity`. `between` has, by document, the claims and
    events that bear on each other: [property, left, right], of which left is in the document.
    """

    tables: Mapping[str, Mapping[str, bytes]]

    @classmethod
    def of(cls, documents: Rows, entities: Rows, judgements: Rows, between: Rows) -> State:
        tables = (documents, entities, judgements, between)
        packed = ({key: _pack(row) for key, row in rows.items()} for rows in tables)
        return cls(dict(zip(TABLES, packed, strict=True)))

    @cached_property
    def fingerprint(self) -> str:
        """A name for the state."""
        found = blake2b(digest_size=16)
        for name in TABLES:
            for key, row in sorted(self.tables.get(name, {}).items()):
                found.update(b"\n".join((key.encode(), row, b"")))
            found.update(b"\0")
        return found.hexdigest()

    def mark(self, namespaces: Namespaces) -> Quad:
        """How the identity graph says that it is of this state."""
        graph = IdentityQuads({}, namespaces)
        graph.add_mark(self.fingerprint)
        return next(iter(graph.quads))

    def changed(self, name: str, other: State) -> dict[str, Row]:
        """The rows of a table that are not the same in `other`."""
        rows, others = self.tables.get(name, {}), other.tables.get(name, {})
        return {key: json.loads(row) for key, row in rows.items() if others.get(key) != row}

    def quads(
        self, other: State, mentions: Mapping[str, Iterable[str]], namespaces: Namespaces
    ) -> set[Quad]:
        """The identity graph, as far as it is not the same in `other`, with the fingerprint.

        `mentions` maps a chain to its mentions.
        """
        graph = IdentityQuads(mentions, namespaces)
        graph.add_mark(self.fingerprint)
        for document, row in self.changed(DOCUMENTS, other).items():
            graph.add_document(document, *row)
        for entity, row in self.changed(ENTITIES, other).items():
            graph.add_entity(entity, *row)
        for row in self.changed(JUDGEMENTS, other).values():
            graph.add_judgement(*row)
        return graph.quads

    def between(self, namespaces: Namespaces, other: State | None = None) -> frozenset[Quad]:
        """What bears on each other, in both directions; without what `other` has the same."""
        rows = self.changed(BETWEEN, other or State({})).values()
        node, view = namespaces.document, namespaces.view
        return frozenset(
            Quad(node(a), term(curie), node(b), view)
            for row in rows
            for curie, *pair in row
            for a, b in (pair, pair[::-1])
        )


def between_rows(pairs: Mapping[str, Collection[tuple[str, str]]]) -> Rows:
    """Pairs by property as rows by the document of the left one."""
    rows: dict[str, Row] = {}
    for curie, found in sorted(pairs.items()):
        for left, right in sorted(found):
            rows.setdefault(left.partition("-")[0], []).append([curie, left, right])
    return rows


def differences(before: State, after: State) -> Iterator[tuple[str, dict[str, bytes], set[str]]]:
    """Each table with the rows that are new or other, and the keys that are gone."""
    for name in TABLES:
        rows, olds = after.tables.get(name, {}), before.tables.get(name, {})
        changed = {key: row for key, row in rows.items() if olds.get(key) != row}
        gone = set(olds.keys() - rows.keys())
        if changed or gone:
            yield name, changed, gone


def _pack(row: Row) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()

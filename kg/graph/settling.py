"""What must change in identity and view when it is decided anew who is who.

The difference to what is stored is worked out first and then written as one request, so that
readers see the old state or the new one. Only documents that are new, or in which somebody is
now somebody else, are derived again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode, Quad

from kg.graph.conflicts import compare
from kg.graph.derive import Policy, read_policy, request
from kg.graph.digests import Digest, statements
from kg.graph.identity import IdentityState, changed_quads, fingerprint, fingerprint_quad
from kg.graph.namespaces import Namespaces, term
from kg.graph.quads import Quads
from kg.graph.same_events import same_events
from kg.graph.scans import select
from kg.graph.updates import insertion, removal
from kg.records import Linker

BETWEEN = ("kg:conflictsWith", "kg:agreesWith", "kg:sameEventAs")  # of things in documents
WHOLE_FROM = 0.5  # share of documents concerned from which on the view is made anew


@dataclass(frozen=True)
class State:
    """What identity and view were, or are to be, made from.

    `between` holds (property, left, right) of claims and events that bear on each other.
    """

    identity: IdentityState
    between: frozenset[tuple[str, str, str]]

    @cached_property
    def as_bytes(self) -> bytes:
        between = json.dumps(sorted(self.between), separators=(",", ":")).encode()
        return between + b"\n" + self.identity.to_bytes()

    @classmethod
    def from_bytes(cls, value: bytes) -> State:
        between, _, identity = value.partition(b"\n")
        rows = frozenset((one, left, right) for one, left, right in json.loads(between))
        return cls(IdentityState.from_bytes(identity), rows)


@dataclass(frozen=True, slots=True)
class Change:
    """Quads that go and that come: of the identity graph, and between things in the view.

    If it is not `known` what stood in the view before, both of the latter are empty.
    """

    removed: frozenset[Quad]
    added: frozenset[Quad]
    gone_between: frozenset[Quad]
    new_between: frozenset[Quad]
    known: bool


def new_state(
    digests: Collection[Digest],
    runs: Mapping[str, str],
    linker: Linker,
    reprints: Mapping[str, str],
) -> State:
    """What a linker makes of these documents; `runs` maps each to the run that wrote it."""
    identity = IdentityState.of(
        linker,
        chains=(chain.id for one in digests for chain in one.chains),
        publishers={one.document: one.publisher for one in digests},
        reprints=reprints,
        runs=runs,
    )
    told = statements(digests, linker, reprints)
    conflicts, agreements = compare(told)
    pairs = {
        "kg:conflictsWith": conflicts,
        "kg:agreesWith": agreements,
        "kg:sameEventAs": same_events(told),
    }
    both = ((p, a, b) for p, ab in pairs.items() for pair in ab for a, b in (pair, pair[::-1]))
    return State(identity, frozenset(both))


def change_from(
    quads: Quads,
    before: bytes | None,
    after: State,
    mentions: Mapping[str, Iterable[str]],
    namespaces: Namespaces,
) -> Change:
    """The difference between what is stored and `after`.

    `before` is the state kept from the last time. If the identity graph bears its fingerprint,
    the two are compared row by row; else the graph is read.
    """
    new = fingerprint_quad(fingerprint(after.as_bytes), namespaces)
    if before is not None:
        old = fingerprint_quad(fingerprint(before), namespaces)
        if old in quads:
            state = State.from_bytes(before)
            gone = changed_quads(state.identity, after.identity, mentions, namespaces) | {old}
            come = changed_quads(after.identity, state.identity, mentions, namespaces) | {new}
            return Change(
                frozenset(gone - come),
                frozenset(come - gone),
                _between(state.between - after.between, namespaces),
                _between(after.between - state.between, namespaces),
                known=True,
            )
    whole = changed_quads(after.identity, IdentityState(), mentions, namespaces) | {new}
    stored = set(quads.quads_for_pattern(None, None, None, namespaces.identity))
    return Change(
        frozenset(stored - whole), frozenset(whole - stored), frozenset(), frozenset(), known=False
    )


def _between(rows: Iterable[tuple[str, str, str]], namespaces: Namespaces) -> frozenset[Quad]:
    node = namespaces.document
    return frozenset(
        Quad(node(left), term(curie), node(right), namespaces.view) for curie, left, right in rows
    )


def settling_update(
    quads: Quads,
    change: Change,
    after: State,
    digests: Collection[Digest],
    gone: Collection[str],
    namespaces: Namespaces,
) -> str:
    """One request that forgets the documents `gone` and brings identity and view up to date.

    Empty if nothing is to be done.
    """
    layer = _View(quads, namespaces, read_policy())
    concerned = layer.documents_of(change) | set(gone)
    steps = [f"DROP SILENT GRAPH {namespaces.document(one)}" for one in sorted(gone)]
    steps += removal(change.removed) + insertion(change.added)
    differs = bool(concerned or change.removed or change.added)
    many = len(concerned) > WHOLE_FROM * len(digests)
    if not change.known or many or (differs and not layer.policy.in_parts):
        steps += [*layer.policy.whole(), *insertion(_between(after.between, namespaces))]
    else:
        steps += layer.changes(concerned, change, after.identity, digests)
    return request(steps, dict(layer.policy.prefixes) | namespaces.prefixes()) if steps else ""


class _View:
    """The view graph of a store, to be changed in parts."""

    def __init__(self, quads: Quads, namespaces: Namespaces, policy: Policy) -> None:
        self.policy = policy
        self._quads = quads
        self._namespaces = namespaces

    def documents_of(self, change: Change) -> set[str]:
        """Documents that are themselves, or have mentions, among what changes in identity."""
        inside = self._namespaces.document("").value
        subjects = {q.subject.value for q in change.removed | change.added}  # type: ignore[union-attr]
        return {iri[len(inside) :].partition("-")[0] for iri in subjects if iri.startswith(inside)}

    def changes(
        self,
        documents: Collection[str],
        change: Change,
        identity: IdentityState,
        digests: Collection[Digest],
    ) -> list[str]:
        between = {term(curie) for curie in BETWEEN}
        found = (quad for one in documents for quad in self._of_document(one))
        old = {quad for quad in found if quad.predicate not in between}
        subjects = self._subjects(old, documents, digests, identity) | self._entities(change)
        old.update(self._about(subjects))
        nodes = [self._namespaces.document(one) for one in documents]
        return [
            *removal(old | change.gone_between),
            *(self.policy.part(nodes, subjects) if nodes or subjects else ()),
            *insertion(change.new_between),
        ]

    def _of_document(self, document: str) -> Iterable[Quad]:
        """What the view has of the events, relations and claims of a document."""
        kinds = " ".join(str(term(curie)) for curie in ("kg:Event", "kg:Relation", "kg:Claim"))
        inside = f"VALUES ?kind {{ {kinds} }} GRAPH {self._namespaces.document(document)}"
        return self._view_quads(f"{inside} {{ ?s {term('rdf:type')} ?kind }}")

    def _about(self, subjects: Collection[NamedNode]) -> Iterable[Quad]:
        nodes = " ".join(sorted(map(str, subjects)))
        return self._view_quads(f"VALUES ?s {{ {nodes} }}") if subjects else ()

    def _view_quads(self, which: str) -> Iterable[Quad]:
        """Asked in one query, because the store may be far away."""
        view = self._namespaces.view
        text = f"SELECT ?s ?p ?o WHERE {{ {which} GRAPH {view} {{ ?s ?p ?o }} }}"
        return (Quad(s, p, o, view) for s, p, o in select(self._quads, text))

    def _subjects(
        self,
        old: Iterable[Quad],
        documents: Collection[str],
        digests: Iterable[Digest],
        identity: IdentityState,
    ) -> set[NamedNode]:
        """Who is the subject of a relation of these documents, before or after."""
        found = {q.object for q in old if q.predicate == term("rdf:subject")}
        for digest in digests:
            if digest.document in documents:
                ends = {
                    mention
                    for situation in digest.situations.values()
                    if situation.lasting
                    for mention in situation.actors
                }
                for chain in digest.chains:
                    entity = identity.chains.get(chain.id)
                    if entity and not ends.isdisjoint(chain.mentions):
                        found.add(self._namespaces.entity(entity))
        return {node for node in found if isinstance(node, NamedNode)}

    def _entities(self, change: Change) -> set[NamedNode]:
        """Entities whose own description changes."""
        prefix = self._namespaces.entity("").value
        return {
            q.subject
            for q in change.removed | change.added
            if isinstance(q.subject, NamedNode) and q.subject.value.startswith(prefix)
        }

"""What must change in identity and view when it is decided anew who is who.

The difference to what is stored is worked out first and then written as one request, so that
readers see the old state or the new one. Only documents that are new, or in which somebody is
now somebody else, are derived again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from kg.graph.conflicts import compare
from kg.graph.derive import Policy, read_policy, request
from kg.graph.digests import Digest
from kg.graph.identity import Links, document_rows, entity_rows, judgement_rows
from kg.graph.namespaces import Namespaces, term
from kg.graph.quads import Quads
from kg.graph.same_events import same_events
from kg.graph.scans import select
from kg.graph.state import State, between_rows
from kg.graph.updates import insertion, removal
from kg.graph.utterances import Utterance
from kg.records import Linker

BETWEEN = ("kg:conflictsWith", "kg:agreesWith", "kg:sameEventAs")  # of things in documents
WHOLE_FROM = 0.5  # share of documents concerned from which on the view is made anew


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
    linker: Linker,
    links: Links,
    utterances: list[Utterance],
    publishers: Mapping[str, str],
    reprints: Mapping[str, str],
    runs: Mapping[str, str],
) -> State:
    """What a linker makes of these documents; all mappings are by document."""
    documents = document_rows(linker, links, publishers, reprints, runs)
    conflicts, agreements = compare(utterances)
    pairs = {
        "kg:conflictsWith": conflicts,
        "kg:agreesWith": agreements,
        "kg:sameEventAs": same_events(utterances),
    }
    entities = entity_rows(linker, documents)
    return State.of(documents, entities, judgement_rows(linker), between_rows(pairs))


def change_from(
    quads: Quads,
    before: State | None,
    after: State,
    mentions: Mapping[str, Iterable[str]],
    namespaces: Namespaces,
) -> Change:
    """The difference between what is stored and `after`.

    `before` is the state kept from the last time. If the identity graph bears its fingerprint,
    the two are compared row by row; else the graph is read.
    """
    if before is not None and before.mark(namespaces) in quads:
        gone = before.quads(after, mentions, namespaces)
        come = after.quads(before, mentions, namespaces)
        old, new = before.between(namespaces, after), after.between(namespaces, before)
        return Change(
            frozenset(gone - come), frozenset(come - gone), old - new, new - old, known=True
        )
    whole = after.quads(State({}), mentions, namespaces)
    stored = set(quads.quads_for_pattern(None, None, None, namespaces.identity))
    return Change(
        frozenset(stored - whole), frozenset(whole - stored), frozenset(), frozenset(), known=False
    )


def settling_update(
    quads: Quads,
    change: Change,
    after: State,
    digests: Mapping[str, Digest],
    gone: Collection[str],
    linker: Linker,
    namespaces: Namespaces,
) -> str:
    """One request that forgets the documents `gone` and brings identity and view up to date.

    `digests` are those of the documents that stay. Empty if nothing is to be done.
    """
    layer = _View(quads, namespaces, read_policy())
    concerned = layer.documents_of(change) | set(gone)
    steps = [f"DROP SILENT GRAPH {namespaces.document(one)}" for one in sorted(gone)]
    steps += removal(change.removed) + insertion(change.added)
    differs = bool(concerned or change.removed or change.added)
    many = len(concerned) > WHOLE_FROM * len(digests)
    if not change.known or many or (differs and not layer.policy.in_parts):
        steps += [*layer.policy.whole(), *insertion(after.between(namespaces))]
    else:
        steps += layer.changes(concerned, change, linker, digests)
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
        linker: Linker,
        digests: Mapping[str, Digest],
    ) -> list[str]:
        between = {term(curie) for curie in BETWEEN}
        found = (quad for one in documents for quad in self._of_document(one))
        old = {quad for quad in found if quad.predicate not in between}
        subjects = self._subjects(old, documents, digests, linker) | self._entities(change)
        old.update(self._about(subjects))
        nodes = [self._namespaces.document(one) for one in documents]
        return [
            *removal(old | change.gone_between),
            *(self.policy.part(nodes, subjects) if nodes or subjects else ()),
            *insertion(change.new_between),
        ]

    def _of_document(self, document: str) -> Iterable[Quad]:
        """What the view has of the situations and claims of a document."""
        kinds = " ".join(
            str(term(curie)) for curie in ("kg:Situation", "kg:Event", "kg:Relation", "kg:Claim")
        )
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
        documents: Iterable[str],
        digests: Mapping[str, Digest],
        linker: Linker,
    ) -> set[NamedNode]:
        """Who is the subject of a relation of these documents, before or after."""
        found = {q.object for q in old if q.predicate == term("rdf:subject")}
        for digest in (digests[one] for one in documents if one in digests):
            ends = {
                mention
                for situation in digest.situations.values()
                if situation.lasting
                for mention in situation.actors
            }
            for chain in digest.chains:
                entity = linker.entity_of.get(chain.id)
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

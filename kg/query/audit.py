"""What may have been missed or is weak: a report for those who rely on the graph.

- holes: sentences that name two actors, both linked to entities, and from which nothing was taken:
  no event, no relation and no statement that names two;
- weak: events and relations with a low score, the weakest first;
- unsourced: claims of an unnamed source that could not be traced to any body.

A hole is no error by itself: "Russia and Ukraine are large" says nothing of what they do. Sentences
are cut by the rules that extraction uses, page furniture is not known here and may show up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from kg.graph import Store
from kg.graph.namespaces import term
from kg.graph.quads import Quads
from kg.graph.scans import values
from kg.language.sentences import cut
from kg.query.results import Result, Term
from kg.query.running import run_named

WEAK = 0.6  # scores below it are listed
ACTORS = tuple(term(f"kg:{name}").value for name in ("Person", "State", "Organization"))

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Audit:
    """Three tables; `sentences` were looked at, of which `with_actors` could be holes."""

    holes: Result
    weak: Result
    unsourced: Result
    sentences: int
    with_actors: int

    def as_json(self) -> dict[str, object]:
        return {
            "sentences": self.sentences,
            "with_actors": self.with_actors,
            "holes": self.holes.dicts(),
            "weak": self.weak.dicts(),
            "unsourced": self.unsourced.dicts(),
        }


def audit(store: Store, weak: float = WEAK, progress: Progress = lambda _done, _all: None) -> Audit:
    """Look through the whole graph; the work grows with its size."""
    holes, sentences, with_actors = _holes(store, progress)
    return Audit(
        holes=holes,
        weak=run_named(store, "weak_situations", {"below": str(weak), "limit": ""}),
        unsourced=run_named(store, "unsourced_claims", {"limit": ""}),
        sentences=sentences,
        with_actors=with_actors,
    )


def _holes(store: Store, progress: Progress) -> tuple[Result, int, int]:
    quads = store.quads
    texts = sorted(values(quads, "nif:isString"))
    titles, dates = (
        dict(values(quads, "dcterms:title")),
        dict(values(quads, "schema:datePublished")),
    )
    named, used = _actors(quads), _evidence(quads)
    rows: list[tuple[Term, ...]] = []
    sentences = with_actors = 0
    for number, (document, text) in enumerate(texts):
        progress(number, len(texts))
        found = named.get(document, [])
        taken = used.get(document, set())
        at = 0
        for start, end in cut(text):
            sentences += 1
            inside = []
            while at < len(found) and found[at][0] < end:
                if found[at][0] >= start:
                    inside.append(found[at][1])
                at += 1
            actors = sorted(set(inside))
            if len(actors) < 2:
                continue
            with_actors += 1
            if not any(start <= begin < end for begin in taken):
                rows.append(
                    (
                        Term(dates.get(document, "")),
                        Term(", ".join(actors)),
                        Term(" ".join(text[start:end].split())),
                        Term(titles.get(document, "")),
                        Term(document, "iri"),
                    )
                )
    progress(len(texts), len(texts))
    columns = ("published", "actors", "sentence", "title", "document")
    return Result(columns, tuple(rows)), sentences, with_actors


def _actors(quads: Quads) -> dict[str, list[tuple[int, str]]]:
    """By document, where an actor stands and what its entity is called, in text order."""
    kinds = dict(values(quads, "rdf:type"))
    labels = dict(values(quads, "skos:prefLabel"))
    starts = dict(values(quads, "nif:beginIndex"))
    contexts = dict(values(quads, "nif:referenceContext"))
    out: dict[str, list[tuple[int, str]]] = {}
    for mention, entity in values(quads, "kg:refersTo"):
        if kinds.get(entity) in ACTORS and mention in contexts:
            place = (int(starts[mention]), labels.get(entity, entity))
            out.setdefault(contexts[mention], []).append(place)
    return {document: sorted(places) for document, places in out.items()}


def _evidence(quads: Quads) -> dict[str, set[int]]:
    """By document, where the passages begin that an event or relation rests on, or a statement
    that names two actors; one that names fewer does not tell what they have to do with each other.
    """
    starts = dict(values(quads, "nif:beginIndex"))
    contexts = dict(values(quads, "nif:referenceContext"))
    named = Counter(node for node, _ in values(quads, "kg:aboutMention"))
    situations = {node for node, times in named.items() if times > 1}
    for curie in ("kg:eventType", "rdf:predicate"):
        situations.update(node for node, _ in values(quads, curie))
    out: dict[str, set[int]] = {}
    for node, passage in values(quads, "kg:evidence"):
        if node in situations and passage in contexts:
            out.setdefault(contexts[passage], set()).add(int(starts[passage]))
    return out

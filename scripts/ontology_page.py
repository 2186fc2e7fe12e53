"""Write the ontology as one page: `ontology_page.py [OUT.html]`, docs/ontology.html without OUT.

The page says what kg.ttl and plover.ttl say, in their order, and nothing else: same files, same
bytes. It needs no network and no other file; a term's anchor is its local name, so that its IRI
leads to it wherever the page is put at the namespace.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rdflib import DCTERMS, FOAF, OWL, RDF, RDFS, SDO, SKOS, VANN, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "ontology.html"
TEMPLATE = Path(__file__).with_name("ontology_page.html.j2")
KG = "https://w3id.org/newskg/ontology#"
PLOVER = "https://w3id.org/newskg/plover/"
KINDS = {
    OWL.ObjectProperty: "to a thing",
    OWL.DatatypeProperty: "to a value",
    OWL.AnnotationProperty: "to a name",
    OWL.SymmetricProperty: "symmetric",
    OWL.AsymmetricProperty: "asymmetric",
}
ALIGNMENTS = {
    RDFS.subClassOf: "is a",
    RDFS.subPropertyOf: "special case of",
    SKOS.closeMatch: "close to",
    OWL.disjointWith: "never also",
}


@dataclass(frozen=True)
class Link:
    """Something named: the text to show and where it leads, within the page or out of it."""

    text: str
    href: str


class Vocabulary:
    """The two files as one graph, with the order in which they introduce their terms."""

    def __init__(self, folder: Path) -> None:
        self.graph = Graph()
        self.order: dict[Node, int] = {}
        for name in ("kg.ttl", "plover.ttl"):
            self.graph.parse(folder / name)
            for triple in pyoxigraph.parse(path=folder / name):
                if isinstance(triple.subject, pyoxigraph.NamedNode):
                    self.order.setdefault(URIRef(triple.subject.value), len(self.order))
        self.prefixes = {
            prefix: str(iri)
            for prefix, iri in self.graph.namespaces()
            if any(str(node).startswith(iri) for triple in self.graph for node in triple)
        }

    def of_type(self, *types: URIRef) -> list[URIRef]:
        """Our terms of these types, in the order of the files."""
        found = {s for t in types for s in self.graph.subjects(RDF.type, t)}
        own = (s for s in found if isinstance(s, URIRef) and str(s).startswith((KG, PLOVER)))
        return sorted(own, key=lambda term: self.order[term])

    def text(self, term: Node, *predicates: URIRef) -> str:
        """The first value there is; "" without one."""
        values = (self.graph.value(term, predicate) for predicate in predicates)
        return next((str(value) for value in values if value is not None), "")

    def texts(self, term: Node, predicate: URIRef) -> list[str]:
        return sorted(str(value) for value in self.graph.objects(term, predicate))

    def links(self, term: Node, *predicates: URIRef) -> list[Link]:
        values = {o for p in predicates for o in self.graph.objects(term, p)}
        return [self.link(iri) for iri in sorted(v for v in values if isinstance(v, URIRef))]

    def subjects(self, value: Node, *predicates: URIRef) -> list[Link]:
        """Our terms that point to this one."""
        found = {s for p in predicates for s in self.graph.subjects(p, value)}
        own = (s for s in found if isinstance(s, URIRef) and s in self.order)
        return [self.link(s) for s in sorted(own, key=self.order.__getitem__)]

    def exclusive(self) -> set[Node]:
        """The classes of which nothing has two."""
        (group,) = self.graph.subjects(RDF.type, OWL.AllDisjointClasses)
        members = self.graph.value(group, OWL.members)
        return set(Collection(self.graph, members)) if members else set()

    def link(self, iri: URIRef) -> Link:
        own = iri in self.order and str(iri).startswith((KG, PLOVER))
        return Link(self.curie(iri), f"#{anchor(iri)}" if own else str(iri))

    def curie(self, iri: URIRef) -> str:
        """`kg:actor`; the whole IRI where no prefix fits."""
        fits = [(ns, prefix) for prefix, ns in self.prefixes.items() if iri.startswith(ns)]
        namespace, prefix = max(fits, default=("", ""))
        return f"{prefix}:{iri[len(namespace) :]}" if namespace else str(iri)


def anchor(iri: str) -> str:
    """The local name for `kg:`, `plover-NAME` for the concepts of the other namespace."""
    return iri.removeprefix(KG) if iri.startswith(KG) else f"plover-{iri.removeprefix(PLOVER)}"


def classes(words: Vocabulary) -> list[dict[str, object]]:
    exclusive = words.exclusive()
    return [
        entry(words, term)
        | {
            "outgoing": words.subjects(term, RDFS.domain, SDO.domainIncludes),
            "incoming": words.subjects(term, RDFS.range, SDO.rangeIncludes),
            "exclusive": term in exclusive,
        }
        for term in words.of_type(OWL.Class)
    ]


def properties(words: Vocabulary) -> list[dict[str, object]]:
    types = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    return [
        entry(words, term)
        | {
            "kinds": [
                text for kind, text in KINDS.items() if (term, RDF.type, kind) in words.graph
            ],
            "domain": words.links(term, RDFS.domain, SDO.domainIncludes),
            "range": words.links(term, RDFS.range, SDO.rangeIncludes),
        }
        for term in words.of_type(*types)
    ]


def schemes(words: Vocabulary) -> list[dict[str, object]]:
    concepts = words.of_type(SKOS.Concept)
    members = {
        scheme: [c for c in concepts if (c, SKOS.inScheme, scheme) in words.graph]
        for scheme in words.of_type(SKOS.ConceptScheme)
    }
    shown: set[URIRef] = set()  # a concept of two schemes has its anchor once, in the first
    found = []
    for scheme, terms in members.items():
        rows = [
            entry(words, term)
            | {
                "notation": ", ".join(words.texts(term, SKOS.notation)),
                "wider": words.links(term, SKOS.broader, SKOS.related),
                "anchored": term not in shown,
            }
            for term in terms
        ]
        shown.update(terms)
        found.append(entry(words, scheme) | {"concepts": rows})
    return found


def entry(words: Vocabulary, term: URIRef) -> dict[str, object]:
    """What every term has: its name, what it means, an example, and what it is near to."""
    return {
        "id": anchor(term),
        "iri": str(term),
        "curie": words.curie(term),
        "label": words.text(term, SKOS.prefLabel, RDFS.label),
        "definition": words.text(term, SKOS.definition, RDFS.comment),
        "example": words.text(term, SKOS.example),
        "turtle": f"{words.curie(term)} " in words.text(term, SKOS.example),
        "alignments": {
            label: links for p, label in ALIGNMENTS.items() if (links := words.links(term, p))
        },
    }


def about(words: Vocabulary, namespace: str) -> dict[str, object]:
    (node,) = (
        s
        for s in words.graph.subjects(RDF.type, OWL.Ontology)
        if words.text(s, VANN.preferredNamespaceUri) == namespace
    )
    creator = words.graph.value(node, DCTERMS.creator)
    return {
        "title": words.text(node, DCTERMS.title),
        "description": words.text(node, DCTERMS.description),
        "iri": str(node),
        "namespace": namespace,
        "prefix": words.text(node, VANN.preferredNamespacePrefix),
        "version": words.text(node, OWL.versionInfo),
        "version_iri": words.text(node, OWL.versionIRI),
        "prior": words.text(node, OWL.priorVersion),
        "history": words.texts(node, SKOS.historyNote),
        "issued": words.text(node, DCTERMS.issued),
        "creator": next(iter(words.texts(creator, FOAF.name)), "") if creator else "",
        "license": words.text(node, DCTERMS.license),
        "note": words.text(node, RDFS.comment),
    }


def render(folder: Path = ROOT / "ontology") -> str:
    """The page of the ontology in this folder."""
    words = Vocabulary(folder)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATE.parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(TEMPLATE.name).render(
        kg=about(words, KG),
        plover=about(words, PLOVER),
        classes=classes(words),
        properties=properties(words),
        schemes=schemes(words),
        prefixes=sorted(words.prefixes.items()),
    )


def main() -> None:
    if len(sys.argv) > 2:
        sys.exit(__doc__)
    target = Path(sys.argv[1]) if len(sys.argv) == 2 else PAGE
    text = render()
    beside = target.with_suffix(".part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(target)
    print(f"wrote {target}")


if __name__ == "__main__":
    main()

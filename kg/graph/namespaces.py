"""IRIs: the fixed vocabularies, and the ones under a base that is a setting.

The ontology (`kg:`) and PLOVER (`plover:`) keep their published IRIs, because shapes and
queries are written against them. Entities, documents, graphs, runs and judgements are
data: they move with the base.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode

DEFAULT_BASE = "https://w3id.org/newskg/"
KG = "https://w3id.org/newskg/ontology#"
PLOVER = "https://w3id.org/newskg/plover/"
WIKIDATA = "http://www.wikidata.org/entity/"
VOCABULARIES = {
    "kg": KG,
    "plover": PLOVER,
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": WIKIDATA,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@cache
def term(curie: str) -> NamedNode:
    """The vocabulary term of a prefixed name: `term("kg:actor")`."""
    prefix, _, local = curie.partition(":")
    return NamedNode(VOCABULARIES[prefix] + local)


@dataclass(frozen=True, slots=True)
class Namespaces:
    """Where the data lives: everything here starts with `base`."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not self.base.endswith(("/", "#")):
            raise ValueError(f"a base IRI ends in / or #: {self.base!r}")
        NamedNode(self.base)

    def entity(self, local: str) -> NamedNode:
        return NamedNode(f"{self.base}entity/{local}")

    def document(self, local: str) -> NamedNode:
        """A document, or anything inside one: mentions, events, figures, claims."""
        return NamedNode(f"{self.base}document/{local}")

    def graph(self, local: str) -> NamedNode:
        return NamedNode(f"{self.base}graph/{local}")

    def run(self, local: str) -> NamedNode:
        return NamedNode(f"{self.base}run/{local}")

    def judgement(self, local: str) -> NamedNode:
        return NamedNode(f"{self.base}judgement/{local}")

    @property
    def identity(self) -> NamedNode:
        return self.graph("identity")

    @property
    def view(self) -> NamedNode:
        return self.graph("view")

    @property
    def runs(self) -> NamedNode:
        return self.graph("run")

    def local(self, iri: str) -> str:
        """The last part of a data IRI; local names hold neither `/` nor `#`."""
        return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]

    def is_document(self, iri: str) -> bool:
        return iri.startswith(f"{self.base}document/")

    def prefixes(self) -> dict[str, str]:
        """Prefix to namespace, vocabularies and data, as in the ontology's files."""
        data = {
            "doc": f"{self.base}document/",
            "ent": f"{self.base}entity/",
            "graph": f"{self.base}graph/",
            "judgement": f"{self.base}judgement/",
            "run": f"{self.base}run/",
        }
        return dict(sorted((VOCABULARIES | data).items()))


DEFAULT_NAMESPACES = Namespaces()

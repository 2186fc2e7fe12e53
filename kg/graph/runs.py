"""Which software with which models wrote a document's graph. No wall clock: same in, same out."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.namespaces import Namespaces, term
from kg.records import stable_id


@dataclass(frozen=True, slots=True)
class Run:
    """An extraction run; two runs of the same versions are the same run."""

    software: str = "kg"
    version: str = "0"
    model: str = ""
    model_version: str = ""

    @property
    def id(self) -> str:
        return stable_id("r", self.software, self.version, self.model, self.model_version)

    def quads(self, namespaces: Namespaces) -> list[Quad]:
        node, graph = namespaces.run(self.id), namespaces.runs
        values: list[tuple[str, NamedNode | Literal]] = [
            ("rdf:type", term("kg:ExtractionRun")),
            ("rdfs:label", Literal(f"{self.software} {self.version}", language="en")),
            ("schema:name", Literal(self.software)),
            ("schema:softwareVersion", Literal(self.version)),
        ]
        if self.model:
            model = f"{self.model} {self.model_version}".strip()
            values.append(("dcterms:requires", Literal(model)))
        return [Quad(node, term(curie), value, graph) for curie, value in values]

"""Entities, and the registry that gives every id and Wikidata id once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from builder.names import slug

PREDICATES = (  # in the order they are written
    "skos:prefLabel", "skos:altLabel", "kg:metonym", "kg:demonym", "kg:ambiguousName", "kg:familyName", "kg:isoCode", "kg:organizationType",
    "kg:seatOfGovernment", "kg:partOf", "kg:basedIn", "kg:postIn", "schema:containedInPlace", "org:member", "kg:post",
    "org:organization", "kg:tenureStatus", "sem:hasBeginTimeStamp", "sem:hasEndTimeStamp", "dcterms:source", "owl:sameAs",
)  # fmt: skip


@dataclass
class Entity:
    id: str
    kind: str  # local name of the kg: class
    name: str
    facts: dict[str, list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )  # predicate → Turtle terms
    names: dict[str, set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )  # predicate → texts
    curated: bool = False

    def add_names(self, predicate: str, texts: Iterable[str] | None) -> None:
        self.names[predicate].update(text.strip() for text in texts or () if text and text.strip())

    def labels(self) -> set[str]:
        return {self.name} | self.names["skos:altLabel"] | self.names["kg:metonym"]

    def to_turtle(self) -> str:
        metonyms, alternatives = self.names["kg:metonym"], self.names["skos:altLabel"] - {self.name}
        texts = {
            **self.names,
            "skos:prefLabel": {self.name},
            "skos:altLabel": alternatives - metonyms,
        }
        terms = {
            predicate: [f"{quote(text)}@en" for text in sorted(found)]
            for predicate, found in texts.items()
        }
        for predicate, found in self.facts.items():
            terms[predicate] = terms.get(predicate, []) + sorted(set(found))
        if self.kind == "Tenure":
            del terms["skos:prefLabel"]
        lines = [f"    {p} {' , '.join(terms[p])}" for p in PREDICATES if terms.get(p)]
        return f"ent:{self.id} a kg:{self.kind} ;\n" + " ;\n".join(lines) + " .\n"


def quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Registry:
    """All entities by id; an id is used once."""

    def __init__(self) -> None:
        self.by_id: dict[str, Entity] = {}
        self.by_qid: dict[str, str] = {}

    def add(self, entity: Entity, qid: str | None = None) -> Entity:
        if entity.id in self.by_id:
            raise ValueError(
                f"two entities with the id {entity.id}: {self.by_id[entity.id].name} and {entity.name}"
            )
        self.by_id[entity.id] = entity
        if qid:
            self.name_by(entity, qid)
        return entity

    def name_by(self, entity: Entity, qid: str) -> None:
        """Give an entity its Wikidata id."""
        if qid in self.by_qid:
            raise ValueError(f"{qid} is given to {self.by_qid[qid]} and {entity.id}")
        self.by_qid[qid] = entity.id
        entity.facts["owl:sameAs"].append(f"wd:{qid}")

    def free_id(self, name: str, *suffixes: str) -> str:
        for candidate in (slug(name), *(f"{slug(name)}-{suffix}" for suffix in suffixes)):
            if candidate not in self.by_id:
                return candidate
        raise ValueError(f"no free id for {name}")

    def of_kind(self, *kinds: str) -> list[Entity]:
        return sorted((e for e in self.by_id.values() if e.kind in kinds), key=lambda e: e.id)


def add_curated_names(entity: Entity, notes: dict[str, Any]) -> None:
    entity.add_names("skos:altLabel", notes.get("alt"))
    entity.add_names("kg:metonym", notes.get("metonym"))
    entity.add_names("kg:demonym", notes.get("demonym"))
    entity.add_names("kg:ambiguousName", notes.get("ambiguous"))


def date_term(date: str) -> str:
    return f'"{date}"^^xsd:{ {4: "gYear", 7: "gYearMonth", 10: "date"}[len(date)] }'

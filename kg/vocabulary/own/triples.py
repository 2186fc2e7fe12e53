"""Entries from RDF: in our own terms, as SKOS concepts, or with FOAF, ORG and schema.org.

Every subject that is given a name and a type that we know is an entity. Labels count if they are
English or have no language; labels in other languages only where a subject has none of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import yaml

from kg.errors import OntologyError
from kg.records import MentionType, PartialDate
from kg.vocabulary.own.entries import (
    ENTITY,
    Entry,
    OwnTenure,
    Remark,
    own_id,
    usable_names,
    wikidata_id,
)
from kg.vocabulary.own.kinds import (
    Kind,
    joint_kind,
    kind_of_class,
    kind_of_word,
    organization_type,
)

# Classes of what orders entities and is none.
_FRAMES = re.compile(
    r".*[/#](?:ConceptScheme|(?:Ordered)?Collection|Class|Ontology|Dataset|\w*Property|Restriction)"
)
_MEMBERSHIPS = ("https://w3id.org/newskg/ontology#Tenure", "http://www.w3.org/ns/org#Membership")


def read_triples(
    path: Path, content: bytes, format: ox.RdfFormat
) -> tuple[list[Entry], list[Remark], int]:
    """Entries and remarks; RDF switches no row off, so the third is 0."""
    subjects: dict[str, _Subject] = {}
    try:
        for quad in ox.parse(content, format=format, base_iri=ENTITY):
            subject = subjects.setdefault(_text(quad.subject), _Subject(_text(quad.subject)))
            subject.note(quad.predicate.value, quad.object)
    except (SyntaxError, ValueError, OSError) as error:
        name = str(format).replace("_", " ")
        if "LoadDocumentCallback" in str(error):  # the parser's word for a context elsewhere
            raise OntologyError(
                f"{path}: names a context on the network, which is not fetched: write the context "
                "into the file, or save it as Turtle"
            ) from error
        raise OntologyError(f"{path}: cannot be read as {name}: {error}") from error
    tenures: dict[str, list[OwnTenure]] = {}
    remarks: list[Remark] = []
    for subject in subjects.values():
        if subject.is_membership:
            tenures.setdefault(subject.first("member"), []).append(subject.tenure(remarks.append))
    groups = {group for subject in subjects.values() for group in subject.all("group")}
    entries = []
    for iri, subject in sorted(subjects.items()):
        if subject.is_entity and not (iri in groups and kind_of_word(subject.first("label"))):
            found = subject.entry(tenures.get(iri, ()), subjects, remarks.append)
            entries += [found] if found else []
    return entries, remarks, 0


@dataclass(slots=True)
class _Subject:
    """What the triples of one subject say, by the fields of `terms.yaml`."""

    iri: str
    values: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict)

    def note(self, predicate: str, value: object) -> None:
        predicate = predicate.replace("http://schema.org/", "https://schema.org/")
        language = getattr(value, "language", None) or ""
        for name, rank in _fields().get(predicate, ()):
            self.values.setdefault(name, []).append((rank, language, _text(value)))

    def all(self, name: str) -> list[str]:
        """The values, those of the first property first; English and language-free ones."""
        rows = sorted(self.values.get(name, ()))
        english = [row for row in rows if not row[1] or row[1].lower().split("-")[0] == "en"]
        return list(dict.fromkeys(row[2] for row in english or rows))

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    @property
    def is_membership(self) -> bool:
        return bool(set(self.all("type")) & set(_MEMBERSHIPS) and self.first("member"))

    @property
    def is_entity(self) -> bool:
        """True if it is said to be something with a name, or to be an entity of ours."""
        if self.is_membership or any(map(_FRAMES.fullmatch, self.all("type"))):
            return False
        told = self.values.keys() & {"label", "names", "given", "family", "demonyms", "metonyms"}
        return bool(told) or bool(own_id(self.iri) and self.iri.startswith(ENTITY))

    def entry(
        self,
        tenures: Iterable[OwnTenure],
        subjects: dict[str, _Subject],
        remark: Callable[[Remark], None],
    ) -> Entry | None:
        given_and_family = " ".join(filter(None, (self.first("given"), self.first("family"))))
        label = self.first("label") or given_and_family
        names, bad = usable_names((*filter(None, (label,)), *self.all("names")))
        for reason in bad:
            remark(Remark(self.iri, reason, whole=False))
        try:
            kind = joint_kind(self._kinds(subjects))
        except ValueError as error:
            remark(Remark(self.iri, str(error)))
            return None
        ids = filter(None, map(wikidata_id, (self.iri, *self.all("same"))))
        bodies = [t for t in map(organization_type, self.all("organization_type")) if t]
        is_place = kind is not None and kind[0] is MentionType.PLACE
        held = [OwnTenure(post) for post in self.all("holds")]
        return Entry(
            where=self.iri,
            key=self.iri,
            id=own_id(self.iri) if self.iri.startswith(ENTITY) else "",
            wikidata=next(ids, ""),
            type=kind[0] if kind else None,
            organization_type=bodies[0] if bodies else kind[1] if kind else "",
            label=names[0] if label and names else "",
            names=names,
            demonyms=usable_names(self.all("demonyms"))[0],
            metonyms=usable_names(self.all("metonyms"))[0],
            ambiguous=usable_names(self.all("ambiguous"))[0],
            codes=tuple(c for c in self.all("codes") if not wikidata_id(c)) if not is_place else (),
            parent=self.first("parent"),
            based_in=self.first("based_in"),
            seats=tuple(self.all("seats")),
            family_name=self.first("family"),
            tenures=(*tenures, *held),
        )

    def _kinds(self, subjects: dict[str, _Subject]) -> Iterator[Kind]:
        """Kinds by its classes; of a concept without one, by what it stands under."""
        found = [kind for kind in map(kind_of_class, self.all("type")) if kind]
        yield from found
        if found:
            return
        for group in self.all("group"):
            named = subjects.get(group)
            words = [named.first("label")] if named and named.first("label") else []
            kinds = [kind_of_word(word) for word in words] + [kind_of_class(group)]
            yield from [kind for kind in kinds if kind][:1]

    def tenure(self, remark: Callable[[Remark], None]) -> OwnTenure:
        def date(name: str) -> PartialDate | None:
            text = self.first(name)
            try:
                return PartialDate.from_iso(text[:10]) if text else None
            except (ValueError, TypeError):
                remark(Remark(self.iri, f"{text!r} is no date", whole=False))
                return None

        status = self.first("status").rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        return OwnTenure(self.first("post"), self.first("body"), status, date("begin"), date("end"))


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


@cache
def _fields() -> dict[str, tuple[tuple[str, int], ...]]:
    """Property → the fields that it fills, with its rank among those that do."""
    table = yaml.safe_load((Path(__file__).parent / "terms.yaml").read_text(encoding="utf-8"))
    prefixes = table.pop("prefixes")
    out: dict[str, list[tuple[str, int]]] = {}
    for name, curies in table.items():
        for rank, curie in enumerate(curies):
            prefix, _, local = curie.partition(":")
            out.setdefault(prefixes[prefix] + local, []).append((name, rank))
    return {iri: tuple(places) for iri, places in out.items()}

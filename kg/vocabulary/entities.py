"""Known entities, read from the Turtle files of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph

from kg.errors import OntologyError
from kg.records import MentionType, PartialDate
from kg.vocabulary.names import fold, surface

_KG = "https://w3id.org/newskg/ontology#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"
_ORG = "http://www.w3.org/ns/org#"
_SCHEMA = "https://schema.org/"
_SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"

_CLASSES = {
    _KG + "State": MentionType.STATE,
    _KG + "Organization": MentionType.ORGANIZATION,
    _KG + "Place": MentionType.PLACE,
    _KG + "Person": MentionType.PERSON,
    _KG + "Post": MentionType.ROLE,
}


@dataclass(frozen=True, slots=True, order=True)
class KnownTenure:
    """One person's time in one post; an open end is None."""

    post: str
    body: str
    status: str = ""  # "current", "former", "incoming" as of the vocabulary's date
    begin: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """One entry of the vocabulary. `id` is the local name under the `ent:` prefix.

    `parent` is what it belongs to: the state of a ministry, the country of a city, the
    body of a post ("" if not said); `based_in` the state or city of a company or medium.
    `ambiguous` are names that never decide alone. A post is of type ROLE.
    """

    id: str
    type: MentionType
    label: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    wikidata: str = ""
    organization_type: str = ""
    parent: str = ""
    based_in: str = ""
    seats: tuple[str, ...] = ()
    family_name: str = ""
    tenures: tuple[KnownTenure, ...] = ()

    def is_ambiguous(self, text: str) -> bool:
        """True if `text` is one of the names that never decide alone, however it is written."""
        return bool(self.ambiguous) and fold(surface(text)) in map(fold, self.ambiguous)


@dataclass(slots=True)
class _Draft:
    """What the triples of one subject have said so far."""

    types: set[MentionType] = field(default_factory=set)
    label: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)

    def first(self, *properties: str) -> str:
        """The alphabetically first value of the first property that has one."""
        for name in properties:
            if self.values.get(name):
                return min(self.values[name])
        return ""

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(sorted(set(self.values.get(name, ()))))


# Properties kept, by the short name that `_Draft.values` files them under.
_KEPT = {
    _SKOS + "altLabel": "name",
    _KG + "demonym": "demonym",
    _KG + "metonym": "metonym",
    _KG + "ambiguousName": "ambiguous",
    _KG + "isoCode": "code",
    _KG + "organizationType": "organizationType",
    _KG + "partOf": "partOf",
    _KG + "citizenOf": "citizenOf",
    _KG + "postIn": "postIn",
    _KG + "basedIn": "basedIn",
    _SCHEMA + "containedInPlace": "containedIn",
    _KG + "tenureStatus": "status",
    _ORG + "member": "member",
    _KG + "post": "post",
    _ORG + "organization": "organization",
    _SEM + "hasBeginTimeStamp": "begin",
    _SEM + "hasEndTimeStamp": "end",
    _KG + "seatOfGovernment": "seat",
    _KG + "familyName": "family",
    _SAME_AS: "sameAs",
}


def read_entities(paths: Iterable[Path]) -> tuple[KnownEntity, ...]:
    """All entities of the files, sorted by id; a subject may be spread over several files.

    Subjects without one of the five classes are left out; tenures join their person.
    """
    drafts: dict[str, _Draft] = {}
    for path in paths:
        for subject, predicate, value in _triples(path):
            _note(drafts.setdefault(subject, _Draft()), predicate, value)
    tenures: dict[str, list[KnownTenure]] = {}
    for draft in drafts.values():
        if draft.first("member") and draft.first("post"):
            tenures.setdefault(_local(draft.first("member")), []).append(_tenure(draft))
    return tuple(
        _entity(_local(subject), draft, tenures)
        for subject, draft in sorted(drafts.items())
        if draft.types and draft.label
    )


def _tenure(draft: _Draft) -> KnownTenure:
    begin, end = draft.first("begin"), draft.first("end")
    return KnownTenure(
        post=_local(draft.first("post")),
        body=_local(draft.first("organization")),
        status=_local(draft.first("status")),
        begin=PartialDate.from_iso(begin) if begin else None,
        end=PartialDate.from_iso(end) if end else None,
    )


def _triples(path: Path) -> Iterator[tuple[str, str, str]]:
    try:
        for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
            yield quad.subject.value, quad.predicate.value, quad.object.value
    except (SyntaxError, OSError) as error:
        raise OntologyError(f"{path}: cannot be read as Turtle: {error}") from error


def _note(draft: _Draft, predicate: str, value: str) -> None:
    kept = _KEPT.get(predicate)
    if kept:
        draft.values.setdefault(kept, []).append(value)
    elif predicate == _TYPE:
        if value in _CLASSES:
            draft.types.add(_CLASSES[value])
    elif predicate == _SKOS + "prefLabel":
        draft.label = value  # a later file, the user's, renames


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _entity(
    identifier: str, draft: _Draft, tenures: Mapping[str, list[KnownTenure]]
) -> KnownEntity:
    return KnownEntity(
        id=identifier,
        type=min(draft.types),
        label=draft.label,
        names=(draft.label, *(n for n in draft.all("name") if n != draft.label)),
        demonyms=draft.all("demonym"),
        metonyms=draft.all("metonym"),
        ambiguous=draft.all("ambiguous"),
        codes=draft.all("code"),
        wikidata=_local(draft.first("sameAs")),
        organization_type=_local(draft.first("organizationType")),
        parent=_local(draft.first("partOf", "postIn", "citizenOf", "containedIn")),
        based_in=_local(draft.first("basedIn")),
        seats=tuple(_local(seat) for seat in draft.all("seat")),
        family_name=draft.first("family"),
        tenures=tuple(sorted(tenures.get(identifier, ()), key=_tenure_order)),
    )


def _tenure_order(tenure: KnownTenure) -> tuple[str, str]:
    return str(tenure.begin or ""), tenure.post

"""Which entities somebody means who decides about identity: all that fit, never a guess.

Asking a question may take the likeliest of several; a decision that hits the wrong one spoils
the graph. So here a name is all entities that articles call so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.graph import Store
from kg.graph.namespaces import WIKIDATA, term
from kg.graph.scans import values
from kg.query.dossier import Dossier
from kg.query.layout import counted
from kg.query.names import NAMES, folded, near
from kg.query.terminal import printable
from kg.resolve.decisions import pointed, reference
from kg.resolve.decisions.files import LONGEST_NAME
from kg.vocabulary import Vocabulary

MOST_LISTED = 20
_NUMBER = re.compile(r"(?:wd:)?(Q[1-9]\d*)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Meant:
    """What was typed, how a decision says it, and the entities or the chain that it means.

    Both are empty for a name that nobody knows yet.
    """

    text: str
    recorded: str
    entities: tuple[str, ...] = ()
    chain: str = ""


def find_meant(store: Store, text: str, vocabulary: Vocabulary, *, ahead: bool = False) -> Meant:
    """What is meant by a name, an id (`ent:…`, IRI, `Q…`) or a mention (`doc:…-m3`).

    A name of several entities is a QueryError that lists them, one of none a QueryError that
    says which names are near; `ahead` lets names pass that nobody knows yet.
    """
    plain = " ".join(text.split())
    _check(plain, text)
    return _Finder(store, vocabulary).find(plain, ahead=ahead)


def as_pointer(store: Store, text: str) -> str:
    """An IRI of ours as `ent:…` or `doc:…`, one of Wikidata bare; anything else as it is."""
    iri = text.removeprefix("<").removesuffix(">")
    for prefix in ("ent", "doc"):
        base = store.namespaces.prefixes()[prefix]
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri if iri.startswith(WIKIDATA) else text


def entities_called(store: Store, text: str) -> list[str]:
    """The local names of all entities that have this name, in any case and spelling of blanks."""
    wanted = folded(text)
    found = {
        subject
        for curie in NAMES
        for subject, name in values(store.quads, curie)
        if folded(name) == wanted and subject.startswith(store.namespaces.entity("").value)
    }
    return sorted(store.namespaces.local(iri) for iri in found)


def _check(plain: str, text: str) -> None:
    if not plain:
        raise QueryError("a name is empty: give a name, an id (ent:…) or a mention (doc:…)")
    if len(plain) > LONGEST_NAME:
        raise QueryError(f"a name of {len(plain):,} characters: more than {LONGEST_NAME:,}")
    if _CONTROL.search(text):
        raise QueryError(f"a name holds control characters: {printable(plain)!r:.200}")


class _Finder:
    def __init__(self, store: Store, vocabulary: Vocabulary) -> None:
        self._store = store
        self._vocabulary = vocabulary

    def find(self, text: str, *, ahead: bool) -> Meant:
        pointer = as_pointer(self._store, text)
        number = _NUMBER.fullmatch(pointer.rsplit("/", 1)[-1])
        if number and (pointer == text or pointer.startswith(WIKIDATA)):
            return self._by_number(text, number[1])
        kind, local = pointed(pointer)
        if kind == "doc":
            return self._mention(text, local)
        if kind == "ent":
            return self._entity(text, local)
        return self._named(text, ahead=ahead)

    def _by_number(self, text: str, number: str) -> Meant:
        node, same = NamedNode(WIKIDATA + number), term("owl:sameAs")
        quads = self._store.quads.quads_for_pattern(None, same, node, None)
        locals_ = {self._store.namespaces.local(quad.subject.value) for quad in quads}  # type: ignore[union-attr]
        locals_ |= {entity.id for entity in self._vocabulary if entity.wikidata == number}
        if not locals_:
            raise QueryError(f"nobody here has the Wikidata id {number}: give a name or ent:…")
        return self._one_of(text, sorted(locals_), f"ent:{min(locals_)}")

    def _mention(self, text: str, local: str) -> Meant:
        node = self._store.namespaces.document(local)
        entity = self._first(node, "kg:refersTo")
        if not self._first(node, "kg:mentionType"):
            raise QueryError(f"no mention doc:{local}: 'kg explain' lists those of an entity")
        if not entity:
            raise QueryError(f"doc:{local} is the mention of no entity")
        chain = self._first(node, "kg:corefersWith") or local
        return Meant(text, f"doc:{chain}", (entity,), chain)

    def _entity(self, text: str, local: str) -> Meant:
        if self._is_there(local):
            return Meant(text, self._recorded(local), (local,))
        if self._vocabulary.get(local):
            return Meant(text, f"ent:{local}", (local,))
        raise QueryError(f"no entity ent:{local} in this graph.{self._hint(local)}")

    def _named(self, text: str, *, ahead: bool) -> Meant:
        found = entities_called(self._store, text) or self._written(text)
        if not found and self._is_there(text):
            found = [text]  # the bare id of an entity
        found = found or sorted({entity.id for entity in self._vocabulary.called(text)})
        if found:
            return self._one_of(text, found, text)
        if ahead:
            return Meant(text, text)
        raise QueryError(f"no entity is called {printable(text)!r}.{self._hint(text)}")

    def _written(self, text: str) -> list[str]:
        """Who is meant where articles write exactly this, with a title for example."""
        quads = self._store.quads
        found = set()
        for literal in (Literal(text), Literal(text, language="en")):
            for quad in quads.quads_for_pattern(None, term("nif:anchorOf"), literal, None):
                found.add(self._first(quad.subject, "kg:refersTo"))
        return sorted(found - {""})

    def _first(self, node: object, curie: str) -> str:
        """The local name of the first object of a property, or ""."""
        if not isinstance(node, NamedNode):
            return ""
        for quad in self._store.quads.quads_for_pattern(node, term(curie), None, None):
            if isinstance(quad.object, NamedNode):
                return self._store.namespaces.local(quad.object.value)
        return ""

    def _one_of(self, text: str, found: list[str], recorded: str) -> Meant:
        if len(found) == 1:
            return Meant(text, recorded, (found[0],))
        raise QueryError(
            f"{printable(text)!r} is the name of several entities. Give the id of one, or a "
            f"mention from 'kg explain':\n{self._listed(found)}"
        )

    def _listed(self, found: list[str]) -> str:
        beings = Dossier(self._store).beings(found)
        rows = []
        for one in found[:MOST_LISTED]:
            being = beings.get(one)
            known = self._vocabulary.get(one)
            label = being.name if being else known.label if known else one
            kind = being.kind if being else "not in these articles"
            more = (*being.posts, *being.part_of)[:3] if being else ()
            number = ""
            if being:
                times = counted(len(being.places), "mention")
                number = f"{times} in {counted(being.articles, 'article')}"
            about = ", ".join(filter(None, (kind, number, *more)))
            rows.append(printable(f"  ent:{one}  {label} ({about})"))
        if len(found) > MOST_LISTED:
            rows.append(f"  … and {len(found) - MOST_LISTED} more")
        return "\n".join(rows)

    def _recorded(self, local: str) -> str:
        """By name where only this one is called so, which goes on to mean it; else by id."""
        if self._vocabulary.get(local) or re.search(r"-d\w+-m\d+$", local):
            return f"ent:{local}"
        being = Dossier(self._store).beings([local])[local]
        shared = entities_called(self._store, being.name)
        plain = reference(being.name) == local and being.name in being.counts
        return being.name if plain and shared == [local] else f"ent:{local}"

    def _is_there(self, local: str) -> bool:
        if not re.fullmatch(r"[\w.-]+", local):
            return False
        node = self._store.namespaces.entity(local)
        quads = self._store.quads.quads_for_pattern(node, term("skos:prefLabel"), None, None)
        return next(iter(quads), None) is not None

    def _hint(self, text: str) -> str:
        names = {name for curie in NAMES for _, name in values(self._store.quads, curie)}
        return near(text.replace("-", " "), names)

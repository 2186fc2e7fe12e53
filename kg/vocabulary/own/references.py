"""From how a user's file points at an entity to the entity that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.records import MentionType
from kg.vocabulary.entities import KnownEntity
from kg.vocabulary.names import fold, surface
from kg.vocabulary.own.entries import own_id, wikidata_id

if TYPE_CHECKING:
    from kg.vocabulary.lookup import Vocabulary

# What a name means where several types bear it: "Borland" is the state before the city.
_ORDER = (
    MentionType.STATE,
    MentionType.ORGANIZATION,
    MentionType.PLACE,
    MentionType.PERSON,
    MentionType.ROLE,
)
_DEPTH = 5  # a department of a ministry of a state


class References:
    """The shipped entities, and in `own` those that files brought or changed."""

    def __init__(self, known: Vocabulary) -> None:
        self.own: dict[str, KnownEntity] = {}
        self._known = known
        self._wikidata = {entity.wikidata: entity.id for entity in known if entity.wikidata}
        self._codes = {code: entity.id for entity in known for code in entity.codes}
        self._names: dict[str, set[str]] = {}
        self._keys: dict[str, str] = {}

    def start_file(self) -> None:
        """Keys, such as row numbers, mean something within one file only."""
        self._keys = {}

    def get(self, identifier: str) -> KnownEntity | None:
        return self.own.get(identifier) or self._known.get(identifier)

    def __getitem__(self, identifier: str) -> KnownEntity:
        found = self.get(identifier)
        if found is None:
            raise KeyError(identifier)
        return found

    def put(self, entity: KnownEntity, key: str = "") -> None:
        """Add or replace an entity, with what its file calls it."""
        self.own[entity.id] = entity
        if key:
            self._keys[key] = entity.id
        if entity.wikidata:
            self._wikidata[entity.wikidata] = entity.id
        for code in entity.codes:
            self._codes.setdefault(code, entity.id)
        for name in (*entity.names, *entity.ambiguous):
            self._names.setdefault(fold(surface(name)), set()).add(entity.id)

    def by_wikidata(self, wikidata: str) -> str:
        return self._wikidata.get(wikidata, "") if wikidata else ""

    def code_of_other(self, code: str, identifier: str) -> bool:
        return self._codes.get(code, identifier) != identifier

    def called(self, name: str) -> list[KnownEntity]:
        """Whoever bears the name, shipped or own, sorted by id."""
        written = name if any(map(str.isupper, name)) else name.title()  # as texts write names
        found = {entity.id for entity in self._known.called(written)}
        found |= self._names.get(fold(surface(name)), set())
        return [self[one] for one in sorted(found)]

    def find(self, text: str, *types: MentionType) -> str:
        """The id that a key, an id, a Wikidata id, a code or an unambiguous name means, or ""."""
        if not text:
            return ""
        exact = (self._keys.get(text), own_id(text), self.by_wikidata(wikidata_id(text)))
        for one in exact:
            if one and self.get(one) and self[one].type in (types or _ORDER):
                return one
        named = self.called(text)
        if not named and text in self._codes:
            return self._codes[text]
        for kind in types or _ORDER:
            of_kind = [entity.id for entity in named if entity.type is kind]
            if of_kind:
                return of_kind[0] if len(of_kind) == 1 else ""
        return ""

    def within(self, identifier: str, owner: str) -> bool:
        """True if the first belongs to the second, directly or through others."""
        for _ in range(_DEPTH):
            if identifier == owner:
                return True
            entity = self.get(identifier)
            identifier = entity.parent if entity else ""
        return False

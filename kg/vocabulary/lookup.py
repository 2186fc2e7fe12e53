"""Look-ups in the vocabulary: by name, by demonym, by metonym, by capital, by body wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from kg.records import MentionType
from kg.resources import ontology_dir
from kg.vocabulary.bodies import BodyIndex, BodyPattern, read_bodies
from kg.vocabulary.entities import KnownEntity, read_entities
from kg.vocabulary.names import (
    REMEMBERED,
    cased_key,
    fold,
    is_spoken,
    looks_like_name,
    surface,
)

_POSSESSIVE = re.compile(r"(?:['\u2019]s|s['\u2019])$")
_LONGEST_OWNER = 6  # words: "the Democratic People's Republic of Korea"
# What ships, without memberships.ttl: linking has no use for it.
_SHIPPED = ("leaders", "organizations", "places", "states")


class _NameIndex:
    """Entity ids by normalised name."""

    __slots__ = ("_cased", "_folded", "beginnings")

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        cased: dict[str, dict[str, None]] = {}
        folded: dict[str, dict[str, None]] = {}
        for name, entity in pairs:
            plain = surface(name)
            key = cased_key(plain)
            if key:
                _put(cased, key, entity)
            if not key or is_spoken(plain):
                _put(folded, fold(plain), entity)
        self._cased = {name: tuple(found) for name, found in cased.items()}
        self._folded = {name: tuple(found) for name, found in folded.items()}
        words = [name.split(" ") for name in (*cased, *folded)]
        self.beginnings = frozenset(" ".join(name[:count]) for name in words for count in (1, 2))

    def get(self, text: str) -> tuple[str, ...]:
        cased, folded = _keys(text)
        # An all-capitals headline ("CHINA") looks like an abbreviation: try both.
        return (self._cased.get(cased, ()) if cased else ()) or self._folded.get(folded, ())


@lru_cache(maxsize=REMEMBERED)
def _keys(text: str) -> tuple[str, str]:
    """The cased and the folded key of a text, each "" where it has none."""
    plain = surface(text)
    if not looks_like_name(plain):  # the capital of "The idea" is that of a sentence
        return "", ""
    return cased_key(plain), fold(plain)


def _put(index: dict[str, dict[str, None]], key: str, entity: str) -> None:
    if key:  # a dictionary as an ordered set: thousands may share a family name
        index.setdefault(key, {})[entity] = None


class Vocabulary:
    """The known entities with all their names. Immutable; look-ups cost microseconds."""

    def __init__(self, entities: Iterable[KnownEntity], bodies: BodyIndex | None = None) -> None:
        self.entities: Mapping[str, KnownEntity] = MappingProxyType({e.id: e for e in entities})
        self._bodies = bodies or BodyIndex()
        known = self.entities.values()
        self._names = _NameIndex((n, e.id) for e in known for n in _own_names(e))
        self._metonyms = _NameIndex((n, e.id) for e in known for n in e.metonyms)
        self._demonyms = _NameIndex((n, e.id) for e in known for n in e.demonyms)
        self._beginnings = self._names.beginnings | self._metonyms.beginnings
        self._beginnings |= self._demonyms.beginnings
        self._codes = {code: e.id for e in known for code in e.codes}
        self._seats = {s: e.id for e in known if e.type is MentionType.STATE for s in e.seats}
        self._families = _NameIndex(
            (e.family_name or e.label.split()[-1], e.id)
            for e in known
            if e.type is MentionType.PERSON
        )

    def extended(self, entities: Iterable[KnownEntity]) -> Vocabulary:
        """These entities in place of one's own, with the same wordings of bodies."""
        return Vocabulary(entities, self._bodies)

    def __len__(self) -> int:
        return len(self.entities)

    def __iter__(self) -> Iterator[KnownEntity]:
        return iter(self.entities.values())

    def get(self, identifier: str) -> KnownEntity | None:
        return self.entities.get(identifier)

    def may_begin(self, word: str) -> bool:
        """False if no name, metonym or demonym begins with this word, its plural included.

        Much cheaper than a look-up of all that the word may begin. `word` is of letters only.
        """
        if word.lower() == "the":
            return True
        forms = {word, fold(word), word[:-1], fold(word[:-1])}
        return not forms.isdisjoint(self._beginnings)

    def may_go_on(self, first: str, second: str) -> bool:
        """False if no such name begins with these two words, one space apart; as `may_begin`."""
        if first.lower() == "the":
            return True
        forms = (fold(f"{first} {word}").split(" ") for word in (second, second[:-1]))
        return any(" ".join(words[:2]) in self._beginnings for words in forms)

    def _all(self, identifiers: Iterable[str]) -> tuple[KnownEntity, ...]:
        return tuple(map(self.entities.__getitem__, identifiers))

    def named(self, text: str) -> tuple[KnownEntity, ...]:
        """Whoever bears this name, abbreviation or metonym; bearers of the name come first."""
        names = self._names.get(text)
        return self._all((*names, *(i for i in self._metonyms.get(text) if i not in names)))

    def called(self, text: str) -> tuple[KnownEntity, ...]:
        """Like `named`, without metonyms: "Kremlin" is then only the building."""
        return self._all(self._names.get(text))

    def metonym(self, text: str) -> KnownEntity | None:
        """The state or body that the word stands for: "Kremlin"; states before bodies."""
        found = self._metonyms.get(text)
        return min(self._all(found), key=_states_first) if found else None

    def demonyms(self, text: str) -> tuple[KnownEntity, ...]:
        """Everything whose people the word may mean, states first: "Korean" has two."""
        found = self._demonyms.get(text)
        if not found and surface(text).endswith("s"):
            found = self._demonyms.get(surface(text)[:-1])
        return tuple(sorted(self._all(found), key=_states_first)) if found else ()

    def demonym(self, text: str) -> KnownEntity | None:
        """The one state, else the one place, of "North Korean" or "Scots"; None for "Korean"."""
        found = self.demonyms(text)
        states = [e for e in found if e.type is MentionType.STATE] or found
        return states[0] if len(states) == 1 else None

    def capital_of(self, text: str) -> KnownEntity | None:
        """The state that is governed from the city of this name."""
        states = {
            self._seats[city.id]
            for city in self.called(text)
            if city.type is MentionType.PLACE and city.id in self._seats
        }
        return self.entities[states.pop()] if len(states) == 1 else None

    def is_seat(self, place: str) -> bool:
        """True if a state is governed from this place (an entity id)."""
        return place in self._seats

    def by_code(self, code: str) -> KnownEntity | None:
        """The bearer of an ISO code. Kept apart from names: "IT" and "NO" are words."""
        return self.entities.get(self._codes.get(code, ""))

    def state(self, text: str) -> KnownEntity | None:
        """The only state of this name; not by metonym, capital or demonym."""
        found = [e for e in self.called(text) if e.type is MentionType.STATE]
        return found[0] if len(found) == 1 else None

    def persons_of_family(self, family_name: str) -> tuple[KnownEntity, ...]:
        """Known persons with this family name."""
        return self._all(self._families.get(family_name))

    def body(self, text: str) -> BodyPattern | None:
        """The generic body that a wording means: "spy agency", "Foreign Ministry"."""
        return self._bodies.get(text)

    def may_begin_body(self, word: str) -> bool:
        """False if no wording of `body` begins with this word, which is of letters only."""
        return self._bodies.may_begin(word)

    def owner_and_rest(self, text: str) -> tuple[KnownEntity, str] | None:
        """The state that a name begins or ends with, and what is left of the name.

        "U.S. National Security Council", "South Korea's foreign ministry", "Ukrainian
        parliament", "National Security Council of South Korea". A capital or metonym counts
        only as a possessive: "Seoul's spy agency", but not "Seoul National University".
        """
        words = text.split()
        if words and words[0].lower() in ("a", "an", "the"):
            words = words[1:]
        for count in range(min(_LONGEST_OWNER, len(words) - 1), 0, -1):
            owner = self._owner(" ".join(words[:count]))
            if owner:
                return owner, " ".join(words[count:])
        for place in range(1, len(words) - 1):
            owner = self.state(" ".join(words[place + 1 :])) if words[place] == "of" else None
            if owner:
                return owner, " ".join(words[:place])
        return None

    def _owner(self, head: str) -> KnownEntity | None:
        found = self.state(head) or self.demonym(head)
        if not found and _POSSESSIVE.search(head):
            found = self.capital_of(head) or self.metonym(head)
        return found


def _own_names(entity: KnownEntity) -> Iterator[str]:
    """Names, with the ambiguous ones; an ambiguous demonym ("Pole") is still no name."""
    yield from entity.names
    yield from (name for name in entity.ambiguous if name not in entity.demonyms)


def _states_first(entity: KnownEntity) -> tuple[bool, str]:
    return entity.type is not MentionType.STATE, entity.id


@cache
def load_shipped() -> Vocabulary:
    """The shipped vocabulary, read once per process."""
    folder = ontology_dir() / "vocabulary"
    files = [folder / f"{stem}.ttl" for stem in _SHIPPED]
    return Vocabulary(read_entities(files), read_bodies(folder / "body-patterns.yaml"))

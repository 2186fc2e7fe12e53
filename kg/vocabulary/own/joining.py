"""Users' entries joined to the shipped entities: what extends one, what is new, what is unclear.

An entry extends the entity that has its id or its Wikidata id, and is then called what the user
calls it. Without either, it extends the one entity of its type that bears its name and says
nothing else of where it belongs. Everything else is a new entity. A name that an entry brings and
that somebody else bears as well is ambiguous from then on: it never decides alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.records import MentionType, slug, stable_id
from kg.vocabulary.entities import KnownEntity
from kg.vocabulary.names import fold, surface
from kg.vocabulary.own.entries import Entry, OwnFile, Remark
from kg.vocabulary.own.references import References
from kg.vocabulary.own.tenures import add_tenures

if TYPE_CHECKING:
    from kg.vocabulary.lookup import Vocabulary


@dataclass(frozen=True, slots=True)
class FileUse:
    """What became of a file: entities that are new, that it extends, rows it switches off."""

    name: str
    new: int
    extended: int
    unchosen: int
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """All entities, sorted by id, and what became of each file."""

    entities: tuple[KnownEntity, ...]
    files: tuple[FileUse, ...]


def add_own(known: Vocabulary, files: Sequence[OwnFile]) -> Joined:
    """The known entities with those of the files; later files win over earlier ones."""
    joining = _Joining(known)
    uses = [joining.take(file) for file in files]
    joining.mark_ambiguous()
    every = {entity.id: entity for entity in known} | joining.refs.own
    return Joined(tuple(every[one] for one in sorted(every)), tuple(uses))


class _Joining:
    def __init__(self, known: Vocabulary) -> None:
        self.refs = References(known)
        self._brought: dict[str, set[str]] = {}  # entity → names that files gave it
        self._told_parents: dict[str, str] = {}  # entity → its parent, as a file names it

    def take(self, file: OwnFile) -> FileUse:
        remarks = list(file.remarks)
        placed: list[tuple[Entry, str]] = []
        new: set[str] = set()
        self.refs.start_file()
        for entry in file.entries:
            found = self._target(entry)
            if isinstance(found, Remark):
                remarks.append(found)
                continue
            identifier, named = found
            held = self.refs.get(identifier)
            if held is None:
                new.add(identifier)
            entity = _extended(held, identifier, entry, rename=not named)
            if held and entity.label not in held.names:
                reason = f"{held.label} (ent:{identifier}) is called {entity.label!r} from now on"
                remarks.append(Remark(entry.where, reason, whole=False))
            if held and entity.type is not held.type:
                types = f"of type {entity.type.value}, not {held.type.value}, from now on"
                reason = f"{held.label} (ent:{identifier}) is {types}"
                remarks.append(Remark(entry.where, reason, whole=False))
            self.refs.put(entity, entry.key)
            self._told_parents.setdefault(identifier, entry.parent)
            self._brought.setdefault(identifier, set()).update(entry.names)
            placed.append((entry, identifier))
        # References may point to what stands further down.
        for entry, identifier in placed:
            remarks += self._refer(entry, identifier)
        for entry, identifier in placed:
            remarks += add_tenures(self.refs, entry, identifier)
        extended = {identifier for _, identifier in placed} - new
        remarks.sort(key=lambda remark: remark.place)
        return FileUse(file.name, len(new), len(extended), file.unchosen, tuple(remarks))

    def _target(self, entry: Entry) -> tuple[str, bool] | Remark:
        """The id of the entity that an entry is about, and whether only its name says so."""
        by_id = entry.id if self.refs.get(entry.id) else ""
        by_wikidata = self.refs.by_wikidata(entry.wikidata)
        if by_id and by_wikidata and by_id != by_wikidata:
            reason = f"{entry.wikidata} is ent:{by_wikidata}, which is not ent:{by_id}"
            return Remark(entry.where, reason)
        if by_id:
            return by_id, False
        if by_wikidata:
            held = self.refs[by_wikidata]
            if entry.type and entry.type is not held.type:
                reason = f"{entry.wikidata} is {held.label}, a {held.type.value}: wrong type or id?"
                return Remark(entry.where, reason)
            return by_wikidata, False
        if not entry.label:
            return Remark(entry.where, "without a name, and no id or Wikidata id that is known")
        same = "" if entry.id else self._of_same_name(entry)
        if same:
            return same, True
        if entry.type is None:
            reason = "what is it? Say person, state, organization, place or post as its type"
            return Remark(entry.where, reason)
        return entry.id or self._fresh_id(entry), False

    def _of_same_name(self, entry: Entry) -> str:
        """The only entity of the entry's type and name, unless they belong elsewhere."""
        found = [
            entity
            for entity in self.refs.called(entry.label)
            if entity.type is (entry.type or entity.type)
            and not entity.is_ambiguous(entry.label)
            and not (entry.wikidata and entity.wikidata)
        ]
        if len(found) != 1:
            return ""
        return "" if self._elsewhere(entry.parent, found[0]) else found[0].id

    def _elsewhere(self, parent: str, entity: KnownEntity) -> bool:
        """True if what an entry says of where it belongs is not true of the entity."""
        told = self._told_parents.get(entity.id)
        if told and parent:
            left, right = (self.refs.find(text) or fold(text) for text in (told, parent))
            return left != right
        found = self.refs.find(parent)
        return bool(found and entity.parent and not self.refs.within(entity.id, found))

    def _fresh_id(self, entry: Entry) -> str:
        """The slug of the name; with what tells it apart, if that is somebody's already."""
        name = slug(surface(entry.label)) or stable_id("e", entry.label)
        kind = entry.type.value.lower() if entry.type else ""
        owner = slug(entry.parent.rsplit("/", 1)[-1])
        unique = stable_id("", entry.wikidata or entry.key or entry.where)
        choices = (name, f"{name}-{owner}" if owner else name, f"{name}-{kind}", f"{name}-{unique}")
        return next(one for one in choices if self.refs.get(one) is None or one == choices[-1])

    def _refer(self, entry: Entry, identifier: str) -> Iterator[Remark]:
        """Fill in what points to other entities."""
        if not (entry.parent or entry.based_in or entry.seats or entry.codes):
            return
        entity = self.refs[identifier]
        parent, base = (self.refs.find(text) for text in (entry.parent, entry.based_in))
        for text, found in ((entry.parent, parent), (entry.based_in, base)):
            if text and found in ("", identifier):
                yield Remark(entry.where, f"{text!r} is not known, or names several", whole=False)
        if parent and parent != identifier:
            entity = replace(entity, parent=parent)
        if base and base != identifier:
            entity = replace(entity, based_in=base)
        seats = [self.refs.find(text, MentionType.PLACE) for text in entry.seats]
        if not all(seats):
            yield Remark(entry.where, "a seat or capital that is no known place", whole=False)
        entity = replace(entity, seats=_union(entity.seats, filter(None, seats)))
        taken = [code for code in entry.codes if self.refs.code_of_other(code, identifier)]
        for code in taken:
            yield Remark(entry.where, f"the code {code!r} is somebody else's", whole=False)
        codes = _union(entity.codes, (code for code in entry.codes if code not in taken))
        self.refs.put(replace(entity, codes=codes))

    def mark_ambiguous(self) -> None:
        """Names that files brought and that two entities bear never decide alone."""
        for identifier, names in sorted(self._brought.items()):
            for name in sorted(names):
                others = [
                    other
                    for other in self.refs.called(name)
                    if other.id != identifier and not _seat(other, self.refs[identifier])
                ]
                for one in (*others, *([self.refs[identifier]] if others else [])):
                    if not self.refs[one.id].is_ambiguous(name):
                        entity = self.refs[one.id]
                        marked = _union(entity.ambiguous, [name])
                        self.refs.put(replace(entity, ambiguous=marked))


def _extended(
    held: KnownEntity | None, identifier: str, entry: Entry, *, rename: bool
) -> KnownEntity:
    """The entity with what the entry adds; references are for later."""
    label = entry.label if entry.label and (rename or held is None) else held.label if held else ""
    kind = entry.type or (held.type if held else MentionType.ORGANIZATION)
    base = held or KnownEntity(identifier, kind, label)
    names = {*base.names, *entry.names} - {label}
    return replace(
        base,
        type=kind,
        label=label,
        names=(label, *sorted(names)),
        demonyms=_union(base.demonyms, entry.demonyms),
        metonyms=_union(base.metonyms, entry.metonyms),
        ambiguous=_union(base.ambiguous, entry.ambiguous),
        wikidata=entry.wikidata or base.wikidata,
        organization_type=entry.organization_type or base.organization_type,
        family_name=entry.family_name or base.family_name,
    )


def _union(left: Iterable[str], right: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*left, *right}))


def _seat(left: KnownEntity, right: KnownEntity) -> bool:
    """True if one is the seat of the other: a city and its state may share a name."""
    return left.id in right.seats or right.id in left.seats

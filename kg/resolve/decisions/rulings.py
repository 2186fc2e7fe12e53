"""Decisions made ready for use: which names belong to one group, which are kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from kg.resolve.decisions import Decisions, pointed, reference
from kg.vocabulary import Vocabulary


class Referred(Protocol):
    """What names refer to: the known entity that it is, or "", and the references themselves."""

    @property
    def known(self) -> str: ...

    @property
    def references(self) -> tuple[str, ...]: ...


class Rulings:
    """The user's decisions, by reference (slug of a name, or an entity id)."""

    def __init__(self, decisions: Decisions, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._group: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._targets: dict[str, str] = {}
        self._apart: set[tuple[str, str]] = set()
        self._cut: set[tuple[str, str]] = set()
        self._members = dict(decisions.members)
        self.parted = decisions.different
        bound = set(self._members.values())
        self._group.update((ref, ref) for ref in bound)
        for left, right in (*decisions.same, *decisions.alias):
            self._join(left, right)
        for _, target in decisions.alias:
            self._targets[self._root(reference(target))] = target
        for left, right in decisions.different:
            self._part(left, right)
        for left, right in decisions.apart:
            if self._root(reference(left)) != self._root(reference(right)):
                self._part(left, right)
        # What is bound to chains is known by its group, whatever that is called.
        heads = {ref: self._root(ref) for ref in bound}
        self._apart |= {(heads.get(a, a), heads.get(b, b)) for a, b in self._apart}
        self._cut |= {(heads[ref], entity) for ref, entity in self._cut if ref in heads}

    def _meant(self, text: str) -> str:
        """The vocabulary entity that an id or an unambiguous name means, or ""."""
        if self._vocabulary.get(text):
            return text
        called = [e for e in self._vocabulary.called(text) if not e.is_ambiguous(text)]
        return called[0].id if len(called) == 1 else ""

    def _join(self, left: str, right: str) -> None:
        for text in (left, right):
            if self._meant(text):
                self._known[reference(text)] = self._meant(text)
        a, b = self._root(reference(left)), self._root(reference(right))
        # What means a known entity stands for its group, else the alphabetically first.
        head, other = sorted((a, b), key=lambda ref: (ref not in self._known, ref))
        self._group[other] = head
        self._group.setdefault(head, head)

    def _root(self, ref: str) -> str:
        while self._group.get(ref, ref) != ref:
            ref = self._group[ref]
        return ref

    def _part(self, left: str, right: str) -> None:
        """Names stay apart from each other and from what the other one means."""
        a, b = reference(left), reference(right)
        meant = {left: self._meant(left), right: self._meant(right)}
        if a != b:
            self._apart |= {(a, b), (b, a)}
        if not meant[left] or meant[left] != meant[right]:
            self._cut |= {(ref, e) for ref, e in ((a, meant[right]), (b, meant[left])) if e}
            return
        # Both are names of one known entity: its id or label keeps it, else the left one.
        entity = self._vocabulary.entities[meant[left]]
        loser = left if right in (entity.id, entity.label) and left != entity.id else right
        self._cut.add((reference(loser), entity.id))

    def member(self, own_id: str) -> str:
        """What a decision on this very chain calls it, or ""."""
        return self._members.get(own_id, "")

    @property
    def none(self) -> bool:
        """True if the user has decided nothing, which spares asking about every chain."""
        return not (self._group or self._cut or self._apart)

    def group_of(self, references: Iterable[str]) -> str:
        """The group that one of the references was put into, or "".

        What was decided on a chain itself goes before what was decided on its names.
        """
        refs = tuple(references)
        bound = (self._members[ref] for ref in refs if ref in self._members)
        return next((self._root(ref) for ref in (*bound, *refs) if ref in self._group), "")

    def known_group(self, group: str) -> str:
        """The vocabulary entity that a group stands for, or ""."""
        return self._known.get(group, "")

    def label_for(self, group: str, names: Iterable[str]) -> str:
        """The label that an alias asks for, as articles write it if any does; "" if none."""
        target = self._targets.get(group, "")
        if not target or pointed(target)[0]:
            return ""
        written = sorted(name for name in names if reference(name) == reference(target))
        return (
            written[0]
            if written
            else target.replace("-", " ").title()
            if target.islower()
            else target
        )

    def forbids(self, ref: str, entity: str) -> bool:
        """True if the user says that what `ref` names is not this known entity."""
        return (self._members.get(ref, ref), entity) in self._cut

    def keep_apart(self, left: Iterable[str], right: Iterable[str]) -> bool:
        """True if the user says that something on the left is not something on the right."""
        if not self._apart:
            return False
        others = tuple(right)
        return any((a, b) in self._apart for a in left for b in others)

    def part(self, left: Referred, right: Referred) -> bool:
        """True if the user keeps the two apart, or one from the known entity that the other is."""
        if self.none:
            return False
        if self.keep_apart(left.references, right.references):
            return True
        return any(
            one.known and any(self.forbids(ref, one.known) for ref in other.references)
            for one, other in ((left, right), (right, left))
        )

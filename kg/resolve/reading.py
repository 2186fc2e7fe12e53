"""What the articles of a collection decide alone, worked out only where it is not known yet."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from kg.records import Chain, Entity, MentionType
from kg.resolve.collection import Collection
from kg.resolve.free import Named
from kg.resolve.keeping import Kept, Row, local_of, local_row, named_of, named_row, pack
from kg.resolve.local import decide, unknown_states
from kg.resolve.setting import Setting

_TYPES = "types.1"
_LOCAL = "local.1"
Tables = Mapping[str, Sequence[Chain]]


class Articles:
    """The tables of all documents, and of the publishers, which are `made` for the occasion."""

    def __init__(self, tables: Tables, made: Tables, kept: Kept | None) -> None:
        self._tables = tables
        self._made = made
        self._kept = kept
        self._kind = ""
        self._names: dict[str, tuple[Named, ...]] = {}  # unknown states
        self._rows: dict[str, Row] = {}  # outcomes that were kept: [states, told, local]

    def _documents(self) -> list[str]:
        return sorted({*self._tables, *self._made})

    def _table(self, document: str) -> Sequence[Chain]:
        made = self._made.get(document)
        return self._tables[document] if made is None else made

    def types(self, setting: Setting) -> dict[str, MentionType]:
        """Where the user joins chains of several types, the most frequent type decides."""
        if setting.rulings.none:
            return {}
        votes: dict[str, Counter[MentionType]] = {}
        known = self._read(_TYPES, setting)
        made: dict[str, bytes] = {}
        for document in self._documents():
            row = known.get(document)
            if row is None:
                pairs = ((setting.group_of(c), c.type.value) for c in self._table(document))
                row = [[group, kind] for group, kind in pairs if group]
                self._note(made, document, row)
            for group, kind in row:
                votes.setdefault(group, Counter())[MentionType(kind)] += 1
        self._keep(_TYPES, setting, made)
        return {g: min(found, key=lambda t: (-found[t], t)) for g, found in votes.items()}

    def unknown_states(self, setting: Setting) -> list[Named]:
        """The chains that name a state the vocabulary does not know."""
        # With decisions and without go side by side: what they point at is asked of the rules.
        self._kind = _LOCAL if setting.rulings.none else f"{_LOCAL}.decided"
        self._rows = self._read(self._kind, setting)
        for document in self._documents():
            row = self._rows.get(document)
            if row is None:
                found = unknown_states(setting, self._table(document))
                self._names[document] = tuple(map(Named.of, found))
            else:
                self._names[document] = tuple(named_of(one, document) for one in row[0])
        return [name for names in self._names.values() for name in names]

    def decide(self, setting: Setting, case: Collection) -> None:
        """Have every article decide what it can, now that its states are known."""
        made: dict[str, bytes] = {}
        for document in self._documents():
            names = self._names[document]
            told = {one.chain.id: entity for one in names if (entity := _told(case, one))}
            mark = [[chain, repr(entity)] for chain, entity in sorted(told.items())]
            row = self._rows.get(document)
            if row is not None and row[1] == mark:
                case.absorb(document, local_of(row[2], document))
                continue
            local = decide(setting, self._table(document), told)
            case.absorb(document, local)
            self._note(made, document, [list(map(named_row, names)), mark, local_row(local)])
        self._keep(self._kind, setting, made)
        self._rows = {}

    def _read(self, kind: str, setting: Setting) -> dict[str, Row]:
        if self._kept is None:
            return {}
        try:
            found = self._kept.get(kind, setting.mark)
            return {document: json.loads(value) for document, value in found.items()}
        except ValueError:
            return {}

    def _note(self, made: dict[str, bytes], document: str, row: Row) -> None:
        if self._kept is not None and document not in self._made:
            made[document] = pack(row)

    def _keep(self, kind: str, setting: Setting, made: Mapping[str, bytes]) -> None:
        if self._kept is not None and made:
            self._kept.put(kind, setting.mark, made)


def _told(case: Collection, state: Named) -> Entity | None:
    return case.entity(case.entity_of(state.chain.id))

"""Which entities of a graph may be asked about, and what tells them from their namesakes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.graph import Store
from kg.query import find_entity, run_sparql
from kg.records import MentionType
from kg.vocabulary import Vocabulary

LONGEST_NAME = 100  # characters; a longer one is no name that a search would find


@dataclass(frozen=True, slots=True)
class Asked:
    """An entity of the graph. `states` are Wikidata ids of the states that it is tied to, `words`
    their names and demonyms, `ties` the labels of its posts and bodies."""

    id: str
    type: MentionType
    label: str
    mentions: int
    states: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    ties: frozenset[str] = frozenset()


def entities_to_ask(
    store: Store,
    vocabulary: Vocabulary,
    names: Iterable[str] = (),
    types: Collection[MentionType] = (),
) -> list[Asked]:
    """Entities without a Wikidata id, the most mentioned first; with `names`, only these.

    Persons of whom the graph has no full name are left out: nobody could be told by "Kim". Raises
    QueryError for a name that the graph does not have.
    """
    local = store.namespaces.local
    chosen = {local(find_entity(store, name).value) for name in names}
    ties: dict[str, list[dict[str, str]]] = {}
    for row in run_sparql(store, _query("context")).dicts():
        ties.setdefault(local(row["entity"]), []).append(row)
    found = []
    for row in run_sparql(store, _query("entities")).dicts():
        identifier = local(row["entity"])
        kind = MentionType(local(row["class"]))
        if (chosen and identifier not in chosen) or (types and kind not in types):
            continue
        if not _can_be_asked(row["label"], kind):
            continue
        tied = ties.get(identifier, [])
        states = {local(one["wikidata"]): local(one["tied"]) for one in tied if one["wikidata"]}
        known = [entity for one in states.values() if (entity := vocabulary.get(one))]
        found.append(
            Asked(
                id=identifier,
                type=kind,
                label=row["label"],
                mentions=int(row["mentions"]),
                states=frozenset(states),
                words=frozenset(w for one in known for w in (*one.names, *one.demonyms)),
                ties=frozenset(one["label"] for one in tied if not one["wikidata"]),
            )
        )
    return found


def _can_be_asked(label: str, kind: MentionType) -> bool:
    is_name = label.isprintable() and any(map(str.isupper, label)) and len(label) <= LONGEST_NAME
    return is_name and (kind is not MentionType.PERSON or " " in label)


def _query(name: str) -> str:
    return (Path(__file__).parent / f"{name}.rq").read_text(encoding="utf-8")

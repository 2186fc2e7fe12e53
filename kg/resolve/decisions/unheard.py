"""Decisions about names that no article writes: kept, because one may come, and told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.records import Chain
from kg.resolve.decisions import ALIAS, Decisions, Entry, bare, pointed, reference
from kg.resolve.decisions.anchors import anchored_to
from kg.vocabulary import Vocabulary


def unheard(
    decisions: Decisions,
    chains: Iterable[Chain],
    vocabulary: Vocabulary,
    entity_of: Mapping[str, str],
) -> tuple[Entry, ...]:
    """The entries that decide nothing yet, in the order of the file.

    An entry needs two sides that are there: in an article or, but for an alias's own name, in
    the vocabulary.
    """
    if not decisions.listed:
        return ()
    rows = list(chains)
    written = {reference(name) for chain in rows for name in chain.names}
    written |= set(entity_of.values()) | anchored_to(rows)

    def known(name: str) -> bool:
        _, local = pointed(name)
        return bool(vocabulary.get(local or name) or vocabulary.called(name)) or name[:3] == "wd:"

    def idle(entry: Entry) -> Iterator[str]:
        for place, name in enumerate(entry.names):
            own = entry.verdict == ALIAS and place == 0
            there = bare(name) in written or pointed(name)[1] in written
            if not there and (own or not known(name)):
                yield name

    return tuple(
        entry for entry in decisions.listed if len(entry.names) - len(list(idle(entry))) < 2
    )


def decisions_use(
    decisions: Decisions,
    chains: Iterable[Chain],
    vocabulary: Vocabulary,
    entity_of: Mapping[str, str],
) -> dict[str, object]:
    """What report.json says of the decisions: how many, and which wait for an article."""
    waiting = unheard(decisions, chains, vocabulary, entity_of)
    told = [{"verdict": e.verdict, "names": list(e.names), "line": e.line} for e in waiting]
    return {"count": len(decisions.listed), "waiting": told} if decisions.listed else {}

"""States, places and organizations that the vocabulary does not know: named by the articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.records import Chain, Entity, MentionType
from kg.resolve.case import Case
from kg.resolve.names.body_names import abbreviates, body_key, is_abbreviated
from kg.resolve.scores import Score
from kg.resolve.setting import document_scoped_id
from kg.vocabulary import surface


@dataclass(frozen=True, slots=True)
class Named:
    """A chain with the name that speaks for it, and the abbreviations that it explains."""

    chain: Chain
    head: str
    key: str
    spelled: tuple[str, ...] = ()

    @classmethod
    def of(cls, chain: Chain) -> Named:
        head = head_name(chain)
        spelled = {body_key(name) for name in chain.names if is_spelled_out(name, chain)}
        return cls(chain, head, body_key(head), tuple(sorted(spelled)))


def link_free(
    case: Case, chains: Iterable[Chain], kind: MentionType, *, per_document: bool = False
) -> None:
    """Leave chains to the collection, which gives one entity to all who share a name.

    With `per_document` every chain is an entity of its article alone.
    """
    if not per_document:
        case.leave(chains, kind)
        return
    for chain in chains:
        name = head_name(chain) if chain.names else surface(chain.nominals[0])
        link_alone(case, chain, name, kind)


def link_alone(case: Case, chain: Chain, name: str, kind: MentionType) -> None:
    entity = Entity(document_scoped_id(chain), kind, name, chain.names or (name,))
    case.link(chain, entity, Score.UNRESOLVED)


def is_spelled_out(name: str, chain: Chain) -> bool:
    """True if the chain has a longer name that this one abbreviates."""
    return is_abbreviated(name) and any(abbreviates(name, other) for other in chain.names)


def head_name(chain: Chain) -> str:
    """The name that speaks for the chain: the first, or the long form of it if it is short.

    Later names do not decide across articles: coreference within the article may be wrong.
    """
    return _longest(chain.names)


@lru_cache(maxsize=200_000)
def _longest(names: tuple[str, ...]) -> str:
    first = names[0]
    longer = [name for name in names[1:] if _extends(first, name)]
    return max(longer, key=lambda name: (len(name.split()), name), default=first)


def _extends(first: str, other: str) -> bool:
    if is_abbreviated(first):
        return abbreviates(first, other)
    return body_key(other).startswith(body_key(first) + " ")

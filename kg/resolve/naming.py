"""Ids and labels of entities that the vocabulary does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kg.records import Chain, MentionType, slug, stable_id
from kg.vocabulary import surface


@dataclass(frozen=True, slots=True)
class Draft:
    """An entity that waits for its id. `hint` tells it from namesakes, if something does."""

    label: str
    type: MentionType
    chains: tuple[Chain, ...]
    hint: str = ""

    @property
    def order(self) -> tuple[str, str, str]:
        """The earliest article comes first; articles without a date come last."""
        return min((str(c.published or "9999"), c.document, c.id) for c in self.chains)


def canonical_name(names: Iterable[str], completeness: Callable[[str], float]) -> str:
    """The most complete name, then the most frequent, then the alphabetically first.

    `names` repeats a name once per article that uses it.
    """
    counts = Counter(names)
    return min(counts, key=lambda n: (-completeness(n), n.isupper(), -counts[n], n))


def entity_ids(drafts: Sequence[Draft], is_taken: Callable[[str], bool]) -> list[str]:
    """One id per draft, in their order, from the label alone where it is free.

    Of several with one label the one with the earliest article keeps the plain id; the
    others add their hint, their type, or at last a hash of their first mention.
    """
    given: dict[int, str] = {}
    used: set[str] = set()
    for number in sorted(range(len(drafts)), key=lambda n: drafts[n].order):
        draft = drafts[number]
        base = slug(surface(draft.label)) or stable_id("e", draft.label)
        kind = str(draft.type).lower()
        tried = [base, f"{base}-{slug(draft.hint)}" if draft.hint else "", f"{base}-{kind}"]
        given[number] = next(
            (i for i in tried if i and i not in used and not is_taken(i)),
            f"{base}-{stable_id('', draft.order[2])}",
        )
        used.add(given[number])
    return [given[number] for number in range(len(drafts))]

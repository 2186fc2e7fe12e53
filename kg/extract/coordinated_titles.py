"""Titles of one person that stand side by side: "the founder and CEO of Bitlabs, Ada Lind"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise, takewhile

from kg.extract.draft import Draft
from kg.extract.roles import Role

_CONJUNCTIONS = frozenset({"and", "&", "/"})
_BETWEEN_TITLES = _CONJUNCTIONS | {",", "the", "a", "an", "as", "also"}


def share_titles(
    draft: Draft, complement_end: Callable[[int], int], held: list[list[Role]]
) -> None:
    """ "the founder and CEO of Bitlabs, A": one holder, and where only one names a body, that."""
    for first, second in reversed(list(_pairs(draft, complement_end, held))):
        if first.holder is None and second.holder is not None and not second.stated:
            first.holder = second.holder
            if first.explicit_status and not second.explicit_status and _adjoin(first, second):
                second.status = first.status
    for first, second in _pairs(draft, complement_end, held):
        if second.holder is None and first.holder is not None:
            second.holder, second.stated = first.holder, first.stated
            if not second.explicit_status:
                second.status = first.status
        if second.holder is first.holder is not None:
            if first.body is None and first.right == first.span.end:
                first.body = second.body
            elif second.body is None and first.right == first.span.end:
                second.body = first.body


def _adjoin(first: Role, second: Role) -> bool:
    """ "the former manager and president", with nothing between but "and"."""
    return first.right == first.span.end and second.left == second.span.start == first.right + 1


def _pairs(
    draft: Draft, complement_end: Callable[[int], int], held: list[list[Role]]
) -> Iterator[tuple[Role, Role]]:
    """Neighbouring titles of one person: joined by "and", "," without an article between."""
    single = [several[0] for several in held if len(several) == 1 and not several[0].plural]
    for first, second in pairwise(single):
        between = draft.doc[complement_end(first.right) : second.left]
        words = list(takewhile(_BETWEEN_TITLES.__contains__, (token.lower_ for token in between)))
        joined = not _CONJUNCTIONS.isdisjoint(words) or words == [","]
        if joined and len(words) == len(between):
            own = "the" in words and first.holder is None
            if not own and first.head.sent == second.head.sent:
                yield first, second

"""Titles that an article has told at more length before: whose post it is, and which.

"A Harbour Authority spokesman said so. … spokesman Pavel Novak said": the second is that of the
authority too. "Trade Minister Ada Lind … Minister Lind": one post, not two.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile

from kg.extract import phrases
from kg.extract.draft import Draft
from kg.extract.roles import Role, holder_id, is_deputy, with_body
from kg.vocabulary import fold

_FAR = 3  # sentences from the title with its body to the name


def give_earlier_bodies(draft: Draft, roles: Sequence[Role]) -> None:
    """Sets the body of a named holder's title where nobody was named for it before."""
    begins = [sentence.start for sentence in draft.doc.sents]
    bodied = with_body(roles)
    told: dict[str, list[tuple[int, Role]]] = defaultdict(list)  # by title, with its sentence
    for role in roles:
        title, sentence = fold(role.title), bisect(begins, role.head.i)
        if role.body is not None:
            told[title].append((sentence, role))
        elif _needs_body(role) and (holder_id(role), title) not in bodied:
            near = _near(told[title], sentence)
            bodies = {id(other.body and other.body.actor) for other in near}
            if len(bodies) == 1 and all(_is_open(other) for other in near):
                role.body = near[0].body


def _near(told: Sequence[tuple[int, Role]], sentence: int) -> list[Role]:
    """Those of the few sentences before, the last first."""
    recent = takewhile(lambda one: sentence - one[0] <= _FAR, reversed(told))
    return [role for at, role in recent if at < sentence]


def _needs_body(role: Role) -> bool:
    if role.holder is None or role.to_body is not None or role.plural or role.stated:
        return False
    if phrases.child(role.head, "nmod:poss") is not None:
        return False  # "the company's president"
    word = role.word
    return bool(word.leads) or word.spokesperson or word.of_state or word.to_body


def _is_open(role: Role) -> bool:
    return role.holder is None and not role.plural and not role.explicit_status


def without_repeats(roles: Sequence[Role]) -> list[Role]:
    """The roles but for titles that the article gives the holder at more length elsewhere."""
    longer: dict[tuple[int, str], set[str]] = defaultdict(set)
    for role in roles:
        if role.holder is not None and not is_deputy(role):
            longer[_key(role)].add(fold(role.title))
    return [role for role in roles if not _is_repeat(role, longer[_key(role)])]


def _key(role: Role) -> tuple[int, str]:
    return holder_id(role), role.head.lemma_.lower()


def _is_repeat(role: Role, titles: set[str]) -> bool:
    if role.holder is None or role.body is not None or role.explicit_status or role.stated:
        return False
    return len(role.span) == 1 and any(len(title.split()) > 1 for title in titles)

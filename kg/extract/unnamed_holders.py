"""Holders of a post whom the article does not name: "Ukraine's president".

They become mentions without a name, for whom the resolution may know who held the post on that
day. What they do stays with their state, as with every title that nobody is named for.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.draft import Actor, Draft
from kg.extract.phrases import POSSESSIVES
from kg.extract.posts import PostRecords
from kg.extract.roles import Role
from kg.language.plain import Token
from kg.records import MentionType, TenureStatus
from kg.vocabulary import fold

_SURE = 0.7
_NO_SUBJECT = frozenset({"appos", "compound", "flat", "nmod:desc", "vocative"})
_ORDER = frozenset({"first", "second", "third", "last", "only"})  # "Borland's first president"
_OTHER_TIME = frozenset({"then", "former", "next", "time", "ago"})
_YEAR = range(1800, 2101)


def note_unnamed(draft: Draft, roles: Iterable[Role], posts: PostRecords) -> None:
    """Spots for holders without a name, one actor for each post, and where the post is."""
    found: dict[tuple[str, int], Actor] = {}
    open_ = [role for role in roles if role.holder is None and not role.stated]
    named = {role.head.lemma_.lower() for role in roles if role.holder is not None}
    for role in open_:
        if role.body is None or not _is_holder(draft, role):
            continue
        actor = found.setdefault(
            (fold(role.title), id(role.body.actor)), Actor(MentionType.PERSON, role.title)
        )
        _spot(draft, role, actor)
        posts.unheld(role)
    meant = {id(actor): actor for actor in found.values()}
    for role in open_:
        again = [a for a in meant.values() if fold(a.name) == fold(role.title)]
        follows = role.body is None and role.head.lemma_.lower() not in named
        if follows and len(again) == 1 and _is_the(draft, role) and _is_now(draft, role):
            _spot(draft, role, again[0])


def _spot(draft: Draft, role: Role, actor: Actor) -> None:
    spot = draft.spot(role.span, MentionType.PERSON, score=_SURE, proper=False)
    spot.actor = actor


def _is_holder(draft: Draft, role: Role) -> bool:
    """Whether the phrase means the one who is in a post of a state now."""
    body, word = role.body, role.word
    if body is None or body.actor is None or body.actor.kind is not MentionType.STATE:
        return False
    unique = word.leads or (word.named_field and len(role.span) > 1)
    ordered = {token.lower_ for token in draft.doc[role.left : role.span.start]} & _ORDER
    return bool(unique) and not ordered and _is_owned(draft, role) and _is_now(draft, role)


def _is_now(draft: Draft, role: Role) -> bool:
    if role.plural or role.status is not TenureStatus.CURRENT or role.span.start in draft.actor_at:
        return False
    head = role.head
    if head.dep_ in _NO_SUBJECT or any(c.dep_ == "cop" or c.lower_ == "as" for c in head.children):
        return False
    return not any(_tells_other_time(draft, token) for token in head.sent)


def _tells_other_time(draft: Draft, token: Token) -> bool:
    published = draft.document.published
    if token.lower_ in _OTHER_TIME:
        return True
    year = int(token.text) if token.text.isdecimal() and len(token) == 4 else 0
    return year in _YEAR and (published is None or year != published.year)


def _is_owned(draft: Draft, role: Role) -> bool:
    """ "Borland's president", "the Borland president", "the president of Borland"."""
    between = draft.doc[role.left : role.span.start]
    owned = any(token.text in POSSESSIVES for token in between)
    return owned or _is_the(draft, role)


def _is_the(draft: Draft, role: Role) -> bool:
    doc, left = draft.doc, role.left
    return (left > 0 and doc[left - 1].lower_ == "the") or (
        left < role.span.start and doc[left].lower_ == "the"
    )

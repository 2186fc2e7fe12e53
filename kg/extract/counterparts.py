"""Posts told by somebody else's: "her Avarian counterpart, Ada Lind", "his predecessor".

A counterpart holds the same post as the one he is told with, in the state named beside it; who
came before or comes after him holds the very one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract import phrases
from kg.extract.draft import Actor, Draft
from kg.extract.roles import Role, is_person, role_lexicon
from kg.records import MentionType, TenureStatus

_FORMER, _CURRENT = TenureStatus.FORMER, TenureStatus.CURRENT
_COUNTERPART, _PREDECESSOR, _SUCCESSOR = "counterpart", "predecessor", "successor"
_NOUNS = frozenset({_COUNTERPART, _PREDECESSOR, _SUCCESSOR})


def give_counterparts(draft: Draft, roles: Sequence[Role]) -> None:
    """Makes posts of such nouns where the article tells the post of the other one."""
    told: dict[Actor, list[Role]] = {}
    for role in roles:
        if role.holder is not None and role.holder.actor is not None and role.word.post:
            told.setdefault(role.holder.actor, []).append(role)
    for role in roles:
        noun = role.head.lemma_.lower()
        if noun not in _NOUNS or role.plural or role.holder is None or role.holder.actor in told:
            continue
        other = _post_of(_other(draft, role), role, told)
        if other is not None:
            _give(role, noun, other)


def _give(role: Role, noun: str, other: Role) -> None:
    if noun == _COUNTERPART:
        common = other.head.lemma_.lower() in role_lexicon().counterparts
        if role.body is None or not (common and _is_state(role) and _is_state(other)):
            return
    else:
        role.body = other.body
        if noun == _PREDECESSOR:
            role.status = _FORMER
        elif not role.explicit_status:
            role.status = _CURRENT if other.status is _FORMER else TenureStatus.INCOMING
    role.like = other


def _is_state(role: Role) -> bool:
    """Whether the post is one that a state has."""
    body = role.body.actor if role.body is not None else None
    return body.kind is MentionType.STATE if body is not None else role.word.of_state


def _other(draft: Draft, role: Role) -> Actor | None:
    """Whose counterpart he is: the owner's, else that of who meets him."""
    owner = phrases.child(role.head, "nmod:poss")
    spot = draft.actor_at.get(owner.i) if owner is not None else None
    if owner is not None and (owner.pos_ == "PRON" or is_person(spot)):
        return spot.actor if is_person(spot) else None
    if role.head.lemma_.lower() != _COUNTERPART:
        return None
    for verb in role.head.ancestors:
        subject = phrases.subject(verb) if verb.pos_ == "VERB" else None
        spot = draft.actor_at.get(subject.i) if subject is not None else None
        if is_person(spot):
            return spot.actor
    return None


def _post_of(person: Actor | None, role: Role, told: Mapping[Actor, list[Role]]) -> Role | None:
    """The post that was told of him last before, else the first told after; never a plural one."""
    if person is None or (role.holder is not None and role.holder.actor is person):
        return None
    posts = [post for post in told.get(person, ()) if not post.plural and post.span != role.span]
    before = [post for post in posts if post.head.i < role.head.i]
    return before[-1] if before else next(iter(posts), None)

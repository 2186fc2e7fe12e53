"""Persons without a full name: a family name alone, or no name at all."""

from __future__ import annotations

from collections.abc import Iterable

from kg.records import Entity, MentionType, Verdict
from kg.resolve.collection import Collection
from kg.resolve.holders import Holders
from kg.resolve.known_persons import Bearer
from kg.resolve.names.person_names import parse_person
from kg.resolve.names.titles import is_shared
from kg.resolve.person_blocks import family_key
from kg.resolve.posts import PostKey
from kg.resolve.scores import Score
from kg.resolve.setting import document_scoped_id
from kg.vocabulary import surface

_BY = "posts.v1"
_MOST_CANDIDATES = 5


def join_family_names(case: Collection) -> None:
    """A family name alone is somebody from elsewhere only if a post says who.

    "President Yoon" of South Korea is the one Yoon known as its president; "Kim" stays an
    entity of its article, with its candidates as unsure judgements.
    """
    bearers = [b for b in case.persons if not case.entity_of(b.chain.id)]
    holders = Holders(case)
    for bearer in bearers:
        name = parse_person(bearer.chain.names[0])
        family = family_key(name.family_core)
        posts = case.posts_of(bearer)
        found = _candidates(case, bearer, family, posts, holders)
        if len(found) == 1:
            ((entity, post),) = found.items()
            _link_holder(case, bearer, entity, name.text, post)
        else:
            _leave_open(case, bearer, sorted(found) or holders.of_states(family, posts))


def _candidates(
    case: Collection, bearer: Bearer, family: str, posts: Iterable[PostKey], holders: Holders
) -> dict[str, PostKey]:
    """Who of the family held one of the posts, with that post.

    A title without a state counts for those whose state the article names: "President Putin"
    in an article about Russia.
    """
    found: dict[str, PostKey] = {}
    chain = bearer.chain
    for title, owner in sorted(posts):
        if is_shared(title):
            continue
        for place in (owner,) if owner else sorted(case.states_in(chain.document)):
            for entity in holders.of_post(family, (title, place), chain.published):
                if not case.forbids(chain, entity):
                    found.setdefault(entity, (title, place))
    return found


def _link_holder(
    case: Collection, bearer: Bearer, identifier: str, name: str, post: PostKey
) -> None:
    chain, known = bearer.chain, case.vocabulary.get(identifier)
    entity = case.entity(identifier) or (case.known_entity(known) if known else None)
    if entity is None:
        return
    case.link(chain, entity, Score.SAME_POST)
    reason = f"only one person named {name} is known as {post[0]} ({post[1]})"
    case.judge(chain.id, identifier, Verdict.SAME, score=Score.SAME_POST, reason=reason, by=_BY)


def _leave_open(case: Collection, bearer: Bearer, candidates: list[str]) -> None:
    chain = bearer.chain
    name = parse_person(chain.names[0]).text
    label = surface(name) or chain.names[0]
    names = tuple(dict.fromkeys((label, *chain.names)))
    entity = Entity(document_scoped_id(chain), MentionType.PERSON, label, names)
    case.link(chain, entity, Score.UNRESOLVED)
    for candidate in candidates[:_MOST_CANDIDATES]:
        case.judge(
            entity.id,
            candidate,
            Verdict.UNSURE,
            score=0.5,
            reason=f"the article gives only the family name ({label})",
            by=_BY,
        )

"""Titles without a body: the post that their holder is known for, else one of the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.records import Entity, MentionType, PartialDate, Verdict
from kg.resolve.collection import Collection
from kg.resolve.holders import Holders
from kg.resolve.names.titles import display_title
from kg.resolve.posts import OpenPost, known_post, link_post, tenure_keys
from kg.resolve.scores import Score
from kg.resolve.setting import document_scoped_id
from kg.resolve.unnamed import Unnamed, link_one
from kg.vocabulary import KnownTenure

_BY = "posts.v1"

Held = dict[str, set[tuple[str, str]]]  # entity id of a person: titles with their owner


def join_owned_posts(case: Collection) -> None:
    """Link posts of bodies that their articles left open."""
    for post in case.posts:
        if post.owner:
            link_post(case, post.chain, post.title, case.owner(post.owner), Score.OWN_BODY)


def join_open_posts(case: Collection) -> None:
    """Link titles that their articles give without a body, after persons are known.

    "President Joe Biden" says nothing of the United States, but the vocabulary or another
    article does. Where the holders of a title in an article do not lead to one post, the
    title is a post of this article alone.
    """
    told = _told_by_articles(case)
    holders = _holders_by_title(case)
    for post in case.posts:
        if post.owner:
            continue
        chain, title = post.chain, post.title
        owners: dict[str, str] = {}
        own = holders.get((chain.document, chain.id)) or holders.get((chain.document, title), set())
        for person in sorted(own):
            for owner in _owners(case, post, person, told):
                known = known_post(case, (title, owner))
                owners[known.id if known else owner] = owner
        if len(owners) == 1:
            link_post(case, chain, title, next(iter(owners.values())), Score.BY_ARTICLE)
        else:
            _link_alone(case, post)


def join_unnamed(case: Collection) -> None:
    """Link persons without a name: to the only one who held the post, else to the post itself.

    So are those that stand for a body which their articles left open.
    """
    titled = [person for person in case.unnamed if person.title]
    holders = Holders(case) if titled else None
    for person in case.unnamed:
        owner = case.owner(person.owner)
        if not (holders and person.title and _link_holder(case, person, owner, holders)):
            link_one(case, person, owner)


def _link_holder(case: Collection, person: Unnamed, owner: str, holders: Holders) -> bool:
    chain, post = person.chain, (person.title, case.state_of(owner) or owner)
    found = holders.on(post, chain.published)
    if len(found) != 1 or case.forbids(chain, found[0]):
        return False
    known = case.vocabulary.get(found[0])
    entity = case.entity(found[0]) or (case.known_entity(known) if known else None)
    if entity is None:
        return False
    case.link(chain, entity, Score.UNNAMED_HOLDER)
    reason = f"nobody else is known as {post[0]} ({post[1]}) in {chain.published}"
    score = Score.UNNAMED_HOLDER
    case.judge(chain.id, entity.id, Verdict.SAME, score=score, reason=reason, by=_BY)
    return True


def _told_by_articles(case: Collection) -> Held:
    """The posts that any article gives each person together with a body."""
    told: Held = defaultdict(set)
    for bearer in case.persons:
        if bearer.posts:
            posts = case.posts_of(bearer)
            told[case.entity_of(bearer.chain.id)].update(key for key in posts if key[1])
    return told


def _holders_by_title(case: Collection) -> dict[tuple[str, str], set[str]]:
    """Persons by article and title, or role chain, where the article gives no body."""
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for bearer in case.persons:
        chain, person = bearer.chain, case.entity_of(bearer.chain.id)
        for title, owner in case.posts_of(bearer) if bearer.posts else ():
            if not owner:
                holders[chain.document, title].add(person)
        for held in chain.posts:
            if held.role and not held.body:
                holders[chain.document, held.role].add(person)
    return holders


def _owners(case: Collection, post: OpenPost, person: str, told: Held) -> Iterator[str]:
    """Where the person is known to hold the title: the vocabulary first, else the articles."""
    known = case.vocabulary.get(person)
    posts = [
        tenure
        for tenure in (known.tenures if known else ())
        if _in_office(tenure, post.chain.published)
        and post.title in {key[0] for key in tenure_keys(case.vocabulary, tenure)}
    ]
    for tenure in posts:
        yield tenure.body
    if not posts:
        yield from sorted(owner for held, owner in told.get(person, ()) if held == post.title)


def _in_office(tenure: KnownTenure, published: PartialDate | None) -> bool:
    """False only if the article is older than the tenure; a former president is still one."""
    return not (published and tenure.begin and published.first_day < tenure.begin.first_day)


def _link_alone(case: Collection, post: OpenPost) -> None:
    label = display_title(post.title)
    names = (label, *(name for name in post.chain.names if name != label))
    entity = Entity(document_scoped_id(post.chain), MentionType.ROLE, label, names)
    case.link(post.chain, entity, Score.UNRESOLVED)

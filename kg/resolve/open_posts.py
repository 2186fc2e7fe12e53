"""Titles without a body: the post that their holder is known for, else one of the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.records import Chain, Entity, MentionType, PartialDate
from kg.resolve.case import Case, document_scoped_id
from kg.resolve.posts import known_post, link_post, post_keys, tenure_keys, title_in
from kg.resolve.scores import Score
from kg.resolve.titles import display_title
from kg.vocabulary import KnownTenure

Held = dict[str, set[tuple[str, str]]]  # entity id of a person: titles with their owner


def link_open_posts(case: Case) -> None:
    """Link what is left of type ROLE, after persons are known.

    "President Joe Biden" says nothing of the United States, but the vocabulary or another
    article does. Where the holders of a title in an article do not lead to one post, the
    title is a post of this article alone.
    """
    told = _told_by_articles(case)
    holders = _holders_by_title(case)
    for chain in list(case.open_chains(MentionType.ROLE)):
        text = (chain.names or chain.nominals or ("",))[0]
        title, _ = title_in(case, text, chain.body)
        if not title:
            continue
        owners: dict[str, str] = {}
        own = holders.get((chain.document, chain.id)) or holders.get((chain.document, title), set())
        for person in sorted(own):
            for owner in _owners(case, chain, person, title, told):
                known = known_post(case, (title, owner))
                owners[known.id if known else owner] = owner
        if len(owners) == 1:
            link_post(case, chain, title, next(iter(owners.values())), Score.BY_ARTICLE)
        else:
            _link_alone(case, chain, title)


def _told_by_articles(case: Case) -> Held:
    """The posts that any article gives each person together with a body."""
    told: Held = defaultdict(set)
    for chain in case.chains:
        person = case.entity_of(chain.id)
        if person and case.type_of(chain) is MentionType.PERSON:
            told[person] |= {key for key in post_keys(case, chain) if key[1]}
    return told


def _holders_by_title(case: Case) -> dict[tuple[str, str], set[str]]:
    """Persons by article and title, or role chain, where the article gives no body."""
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for chain in case.chains:
        person = case.entity_of(chain.id)
        if person and case.type_of(chain) is MentionType.PERSON:
            for title, owner in post_keys(case, chain):
                if not owner:
                    holders[chain.document, title].add(person)
            for held in chain.posts:
                if held.role and not held.body:
                    holders[chain.document, held.role].add(person)
    return holders


def _owners(case: Case, chain: Chain, person: str, title: str, told: Held) -> Iterator[str]:
    """Where the person is known to hold the title: the vocabulary first, else the articles."""
    known = case.vocabulary.get(person)
    posts = [
        tenure
        for tenure in (known.tenures if known else ())
        if _in_office(tenure, chain.published)
        and title in {key[0] for key in tenure_keys(case.vocabulary, tenure)}
    ]
    for tenure in posts:
        yield tenure.body
    if not posts:
        yield from sorted(owner for held, owner in told.get(person, ()) if held == title)


def _in_office(tenure: KnownTenure, published: PartialDate | None) -> bool:
    """False only if the article is older than the tenure; a former president is still one."""
    return not (published and tenure.begin and published.first_day < tenure.begin.first_day)


def _link_alone(case: Case, chain: Chain, title: str) -> None:
    label = display_title(title)
    names = (label, *(name for name in chain.names if name != label))
    entity = Entity(document_scoped_id(chain), MentionType.ROLE, label, names)
    case.link(chain, entity, Score.UNRESOLVED)

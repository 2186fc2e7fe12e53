"""Persons without a full name: a family name alone, or no name at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.records import Chain, Entity, MentionType, PartialDate, Verdict
from kg.resolve.case import Case, document_scoped_id
from kg.resolve.person_blocks import family_key, family_keys
from kg.resolve.person_names import parse_person
from kg.resolve.persons import full_name
from kg.resolve.posts import PostKey, link_post, post_keys, tenure_keys, title_in
from kg.resolve.scores import Score
from kg.resolve.titles import is_post, is_shared, speaks_for_body
from kg.vocabulary import KnownTenure, surface

_BY = "posts.v1"
_MOST_CANDIDATES = 5
_YEARS_APART = 4  # a post may have passed to a namesake by then


@dataclass(frozen=True, slots=True)
class _Holder:
    """Somebody with a full name who has held a post; `since` and `until` as far as known."""

    entity: str
    since: PartialDate | None = None
    until: PartialDate | None = None

    def fits(self, published: PartialDate | None) -> bool:
        if published is None:
            return True
        day = published.first_day
        return not (
            (self.since and day < self.since.first_day)
            or (self.until and day > self.until.first_day)
        )


class _Holders:
    """Holders by family name and post."""

    def __init__(self, case: Case) -> None:
        self._by_post: dict[tuple[str, PostKey], set[_Holder]] = defaultdict(set)
        self._by_state: dict[tuple[str, str], set[str]] = defaultdict(set)
        for chain in case.chains:
            entity = case.entity_of(chain.id)
            if entity and case.type_of(chain) is MentionType.PERSON and chain.posts:
                self._note_chain(case, chain, entity)
        for known in case.vocabulary:
            if known.type is MentionType.PERSON:
                family = known.family_name or known.label
                self._note_known(case, known.id, family, known.tenures)

    def _note_chain(self, case: Case, chain: Chain, entity: str) -> None:
        year = chain.published.year if chain.published else 0
        since = PartialDate(max(1, year - _YEARS_APART)) if year else None
        until = PartialDate(year + _YEARS_APART, 12, 31) if year else None
        for post in post_keys(case, chain):
            for family in family_keys(full_name(chain)):
                self._add(family, post, _Holder(entity, since, until))

    def _note_known(
        self, case: Case, entity: str, family: str, tenures: Iterable[KnownTenure]
    ) -> None:
        keys = family_keys(parse_person(family))
        for tenure in tenures:
            for post in tenure_keys(case.vocabulary, tenure):
                for key in keys:
                    self._add(key, post, _Holder(entity, tenure.begin, tenure.end))

    def _add(self, family: str, post: PostKey, holder: _Holder) -> None:
        self._by_post[family, post].add(holder)
        self._by_state[family, post[1]].add(holder.entity)

    def of_post(self, family: str, post: PostKey, chain: Chain) -> list[str]:
        """Who of this family held the post when the article appeared."""
        held = self._by_post.get((family, post), ())
        return sorted({holder.entity for holder in held if holder.fits(chain.published)})

    def of_states(self, family: str, posts: Iterable[PostKey]) -> list[str]:
        """Who of this family held any post in one of the states."""
        states = {owner for _, owner in posts if owner}
        return sorted({e for state in states for e in self._by_state.get((family, state), ())})


def link_family_names(case: Case) -> None:
    """A family name alone is somebody from elsewhere only if a post says who.

    "President Yoon" of South Korea is the one Yoon known as its president; "Kim" stays an
    entity of its article, with its candidates as unsure judgements.
    """
    chains = [c for c in case.open_chains(MentionType.PERSON) if c.names]
    holders = _Holders(case)
    for chain in chains:
        name = parse_person(chain.names[0])
        family = family_key(name.family_core)
        posts = post_keys(case, chain)
        found = _candidates(case, chain, family, posts, holders)
        if len(found) == 1:
            ((entity, post),) = found.items()
            _link_holder(case, chain, entity, name.text, post)
        else:
            _leave_open(case, chain, sorted(found) or holders.of_states(family, posts))


def _candidates(
    case: Case, chain: Chain, family: str, posts: Iterable[PostKey], holders: _Holders
) -> dict[str, PostKey]:
    """Who of the family held one of the posts, with that post.

    A title without a state counts for those in office by the vocabulary whose state the
    article names: "President Putin" in an article about Russia.
    """
    found: dict[str, PostKey] = {}
    for title, owner in sorted(posts):
        if is_shared(title):
            continue
        for place in (owner,) if owner else sorted(case.states_in(chain.document)):
            for entity in holders.of_post(family, (title, place), chain):
                if (owner or case.vocabulary.get(entity)) and not case.forbids(chain, entity):
                    found.setdefault(entity, (title, place))
    return found


def _link_holder(case: Case, chain: Chain, identifier: str, name: str, post: PostKey) -> None:
    known = case.vocabulary.get(identifier)
    entity = case.entity(identifier) or (case.known_entity(known) if known else None)
    if entity is None:
        return
    case.link(chain, entity, Score.SAME_POST)
    reason = f"only one person named {name} is known as {post[0]} ({post[1]})"
    case.judge(chain.id, identifier, Verdict.SAME, score=Score.SAME_POST, reason=reason, by=_BY)


def _leave_open(case: Case, chain: Chain, candidates: list[str]) -> None:
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


def link_unnamed(case: Case) -> None:
    """Persons without a name: officials stand for their body, office holders for the post.

    Others ("a resident") are linked to nothing: no other article could mean them.
    """
    for chain in list(case.open_chains(MentionType.PERSON)):
        wordings = [(held.title, held.body) for held in chain.posts]
        wordings += [(text, chain.body) for text in chain.nominals]
        for text, body in wordings:
            title, owner = title_in(case, text, body)
            if not owner or not title:
                continue
            if speaks_for_body(title):
                _link_body(case, chain, owner)
                break
            if is_post(title):
                link_post(case, chain, title, owner, Score.UNNAMED_HOLDER)
                break


def _link_body(case: Case, chain: Chain, owner: str) -> None:
    known = case.vocabulary.get(owner)
    entity = case.entity(owner) or (case.known_entity(known) if known else None)
    if entity:
        case.link(chain, entity, Score.UNNAMED_HOLDER)

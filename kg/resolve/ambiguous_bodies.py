"""Names that several organizations bear, or that the vocabulary marks as not telling alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from kg.records import PUBLISHER, Chain, MentionType, Verdict
from kg.resolve.case import Case
from kg.resolve.free import link_free
from kg.resolve.known_persons import known_states
from kg.resolve.scores import Score
from kg.vocabulary import KnownEntity, surface

_BY = "bodies.v1"
_ONE_OF_THE_NAME = frozenset({"company", "media"})  # known as such wherever they are in the news
_DOMAIN = re.compile(r"(?:www\.)?([a-z0-9-]+)(?:\.[a-z]{2,4}){1,2}", re.IGNORECASE)


def organizations_called(case: Case, chain: Chain, name: str) -> list[KnownEntity]:
    """Known organizations of this name; a publisher may also be named by its domain."""
    found = case.vocabulary.called(name)
    if not found and chain.id.startswith(PUBLISHER):
        found = _by_domain(case, name)
    return [
        e for e in found if e.type is MentionType.ORGANIZATION and not case.forbids(chain, e.id)
    ]


def _by_domain(case: Case, name: str) -> tuple[KnownEntity, ...]:
    """ "bbc.co.uk" as publisher is the BBC."""
    match = _DOMAIN.fullmatch(name.strip())
    stem = match.group(1) if match else ""
    return case.vocabulary.called(stem.upper()) or case.vocabulary.called(stem.capitalize())


def named_in_articles(
    case: Case, doubtful: Iterable[Chain], worded: Iterable[Chain] = ()
) -> dict[str, set[str]]:
    """What the articles of these chains name for sure, and the states of that, by document.

    Doubtful names bear each other out: "Republicans" and "Democrats" in one article; so do
    names that are wordings for many bodies, as "Senate", and persons who have served a state.
    """
    named: dict[str, set[str]] = {chain.document: set() for chain in doubtful}
    for chain in case.chains:
        if chain.document in named:
            entity = case.entity_of(chain.id)
            known = case.vocabulary.get(entity)
            named[chain.document] |= {entity, known.parent if known else ""}
            if case.type_of(chain) is MentionType.PERSON and not case.groups[chain.id]:
                named[chain.document] |= _states_served(case, chain)
    homes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for chain in (*doubtful, *(one for one in worded if one.document in named)):
        for body in (e for name in chain.names for e in organizations_called(case, chain, name)):
            for home in homes_of(case, body):
                homes[chain.document][home].add(body.id)
    for document, found in homes.items():
        named[document] |= {home for home, bearers in found.items() if len(bearers) > 1}
    return named


def _states_served(case: Case, chain: Chain) -> frozenset[str]:
    """The states in which the person of this full name has held posts, if it is a known one."""
    served: frozenset[str] = frozenset()
    for name in chain.names:
        known = case.vocabulary.called(name)
        alone = len(known) == 1 and " " in name and not known[0].is_ambiguous(name)
        if alone and known[0].type is MentionType.PERSON:
            served |= known_states(case.vocabulary, known[0])
    return served


def homes_of(case: Case, entity: KnownEntity) -> set[str]:
    """Whom a body belongs to, and where it sits."""
    return {entity.parent, entity.based_in, case.state_of(entity.id)} - {""}


def states_in_names(case: Case, doubtful: Iterable[Chain]) -> dict[tuple[str, str], str]:
    """The state that an article's longer names give a doubtful one, by document and name.

    Where an article speaks of the "Norwegian Labour Party", "Labour Party" is that one.
    """
    documents = {chain.document for chain in doubtful}
    given: dict[tuple[str, str], str] = {}
    for chain in case.chains:
        if chain.document in documents and case.type_of(chain) is MentionType.ORGANIZATION:
            for name in chain.names:
                parted = case.vocabulary.owner_and_rest(name)
                if parted:
                    given.setdefault((chain.document, parted[1]), parted[0].id)
    return given


def link_otherwise(
    case: Case, chain: Chain, sure: dict[str, set[str]], given: dict[tuple[str, str], str]
) -> bool:
    """Link by an ambiguous name, a metonym, or a state's name; False if nobody is meant.

    `sure` is of `named_in_articles`, `given` of `states_in_names`.
    """
    owner = case.owner_of(chain)
    longer = (given.get((chain.document, surface(name)), "") for name in chain.names)
    state = case.state_of(owner) or _state_in(case, chain) or next(filter(None, longer), "")
    for name in chain.names:
        named = organizations_called(case, chain, name)
        owned = [e for e in named if owner and owner in (e.parent, e.based_in)]
        if named and state:
            named = [e for e in named if may_be_of(case, e, state)]
            if not named:
                return False  # "Norway's Labour Party" is another one than the known
        if len(owned) == 1:
            case.link_known(chain, owned[0], Score.AMBIGUOUS_NAME)
            return True
        if named:
            return _link_by_article(case, chain, named, sure[chain.document])
        other = case.vocabulary.metonym(name) or case.vocabulary.state(name)
        if other and not case.forbids(chain, other.id):
            case.link_known(chain, other, Score.OTHER_TYPE)
            return True
    return False


def may_be_of(case: Case, entity: KnownEntity, state: str) -> bool:
    """False if the body belongs to another state; companies and media are everywhere."""
    states = {home for home in homes_of(case, entity) if case.state_of(home)}
    return not states or state in states or entity.organization_type in _ONE_OF_THE_NAME


def _state_in(case: Case, chain: Chain) -> str:
    """The state that one of the names begins with: "Norwegian Labour Party"; "" if none does."""
    parted = (case.vocabulary.owner_and_rest(name) for name in chain.names)
    return next((found[0].id for found in parted if found), "")


def _link_by_article(case: Case, chain: Chain, named: list[KnownEntity], sure: set[str]) -> bool:
    """ABC of the United States or of Australia: the one whose country the article names.

    "Greens" in an article that does not name Germany are not the German ones, even if the
    vocabulary knows no others. Companies ("Apple") and what belongs to no state ("Amnesty")
    are there but once.
    """
    fitting = [e for e in named if _is_at_home(case, e, sure) or _is_only_one(e, named)]
    if len(named) == len(fitting) == 1:
        case.link_known(chain, fitting[0], Score.AMBIGUOUS_NAME)
        return True
    if len(fitting) == 1:
        case.link_known(chain, fitting[0], Score.BY_ARTICLE)
        return True
    link_free(case, [chain], MentionType.ORGANIZATION, per_document=True)
    for entity in named:
        case.judge(
            case.entity_of(chain.id),
            entity.id,
            Verdict.UNSURE,
            score=0.5,
            reason=_doubt(chain.names[0], named),
            by=_BY,
        )
    return True


def _is_at_home(case: Case, entity: KnownEntity, sure: set[str]) -> bool:
    """True if the article names the body elsewhere, or whom it belongs to, or it is nobody's."""
    homes = homes_of(case, entity)
    return not homes or not sure.isdisjoint({entity.id, *homes})


def _is_only_one(entity: KnownEntity, named: list[KnownEntity]) -> bool:
    return len(named) == 1 and entity.organization_type in _ONE_OF_THE_NAME


def _doubt(name: str, named: list[KnownEntity]) -> str:
    if len(named) > 1:
        return f"several organizations are called '{name}'"
    return f"'{name}' may be {named[0].label}, but nothing else in the article says so"

"""Organizations: known ones, bodies of a state, and the rest by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.records import Chain, Entity, MentionType, Verdict
from kg.resolve.ambiguous_bodies import (
    homes_of,
    link_otherwise,
    may_be_of,
    named_in_articles,
    organizations_called,
    states_in_names,
)
from kg.resolve.case import Case
from kg.resolve.free import link_free
from kg.resolve.groups import link_group, state_of_article
from kg.resolve.scores import Score
from kg.vocabulary import BodyPattern
from kg.vocabulary.groups import OPPOSITION

_BY = "bodies.v1"
_MOST_OWNER_WORDS = 4  # in front of a body wording: "the Democratic Republic's army"
_PARTY = "party"
_CAPITALISED = re.compile(r"(?<!^)\b[A-Z]")


class _Bodies:
    """The bodies that each article names together with their state, by pattern."""

    def __init__(self) -> None:
        self._named: dict[tuple[str, str], set[str]] = defaultdict(set)

    def note(self, chain: Chain, pattern: BodyPattern | None, entity: str) -> None:
        if pattern:
            self._named[chain.document, pattern.id].add(entity)

    def in_article(self, chain: Chain, pattern: BodyPattern) -> set[str]:
        return self._named.get((chain.document, pattern.id), set())


def link_organizations(case: Case) -> None:
    """Link chains of type ORGANIZATION; bodies of bodies after the bodies they are in.

    A chain without a name is linked only if it words a body of a state ("Seoul's spy
    agency") or a group ("the Borlandic rebels"); "the company" alone is nobody in particular.
    """
    bodies = _Bodies()
    waiting: list[tuple[Chain, BodyPattern]] = []
    doubtful: list[Chain] = []
    unknown: list[Chain] = []
    for chain in _owners_first(case):
        if case.groups[chain.id] and chain.names:
            unknown.append(chain)
            continue
        if _link_known(case, chain, bodies) or _link_body(case, chain, bodies):
            continue
        if not chain.names and OPPOSITION in chain.nominals[0].lower().split():
            _link_opposition(case, chain, bodies)
            continue
        pattern = _bare_pattern(case, chain)
        if pattern:
            waiting.append((chain, pattern))
        elif chain.names:
            doubtful.append(chain)
        else:
            link_group(case, chain)
    for chain, pattern in waiting:
        _link_bare(case, chain, pattern, bodies)
    named = named_in_articles(case, doubtful, [chain for chain, _ in waiting])
    given = states_in_names(case, doubtful)
    unknown += [chain for chain in doubtful if not link_otherwise(case, chain, named, given)]
    link_free(case, unknown, MentionType.ORGANIZATION)


def _owners_first(case: Case) -> Iterator[Chain]:
    """Chains in table order, but never before the chain that names their owner."""
    chains = {chain.id: chain for chain in case.open_chains(MentionType.ORGANIZATION)}
    done: set[str] = set()

    def walk(chain: Chain, depth: int) -> Iterator[Chain]:
        if chain.id in done:
            return
        owner = chains.get(chain.body)
        if owner and owner.id not in done and depth < 5:
            yield from walk(owner, depth + 1)
        if chain.id not in done:
            done.add(chain.id)
            yield chain

    for chain in chains.values():
        yield from walk(chain, 0)


def _link_known(case: Case, chain: Chain, bodies: _Bodies) -> bool:
    """An unambiguous name of the vocabulary, unless the article gives it another state."""
    owner = case.state_of(case.owner_of(chain))
    for name in chain.names:
        named = organizations_called(case, chain, name)
        sure = [e for e in named if not e.is_ambiguous(name)]
        pattern = case.vocabulary.body(name)
        if owner and (len(name.split()) > 1 or (pattern and not pattern.generic)):
            # "National Assembly" is a name of one parliament and a wording for many.
            sure = [e for e in sure if case.state_of(e.id) in ("", owner)]
        if owner:
            sure = [e for e in sure if e.organization_type != _PARTY or may_be_of(case, e, owner)]
        contested = len(named) > 1 and any(homes_of(case, e) for e in sure)
        if len(sure) == 1 and (owner or not contested):
            case.link_known(chain, sure[0], Score.KNOWN_NAME)
            bodies.note(chain, pattern or _pattern_after_owner(case, name), sure[0].id)
            return True
    return False


def _pattern_after_owner(case: Case, name: str) -> BodyPattern | None:
    parted = case.vocabulary.owner_and_rest(name)
    return case.vocabulary.body(parted[1]) if parted else None


def _link_body(case: Case, chain: Chain, bodies: _Bodies) -> bool:
    """A body wording together with its state, in the name or by the chain's own body."""
    for text in (*chain.names, *chain.nominals):
        for state, rest in _readings(case, chain, text):
            pattern = case.vocabulary.body(rest)
            if pattern and not pattern.generic:
                entity = _body_entity(case, state, pattern)
                if not case.forbids(chain, entity.id):
                    case.link(chain, entity, Score.OWN_BODY)
                    bodies.note(chain, pattern, entity.id)
                    return True
    return False


def _readings(case: Case, chain: Chain, text: str) -> Iterator[tuple[str, str]]:
    """State and wording: by the text itself, else by the chain's body and the text's end.

    The end alone because the vocabulary may not know the demonym: "Cestrian army".
    """
    parted = case.vocabulary.owner_and_rest(text)
    if parted:
        yield parted[0].id, parted[1]
    else:
        yield from _with_new_state(case, text.split())
    if opposed := _opposition_of(case, text):
        yield opposed
    body, _, city = text.rpartition(" in ")
    seat = case.vocabulary.capital_of(city) if body else None
    if seat:
        yield seat.id, body
    owner = case.state_of(case.owner_of(chain))
    words = text.split() if owner else []
    for start in range(min(len(words), _MOST_OWNER_WORDS)):
        yield owner, " ".join(words[start:])


def _with_new_state(case: Case, words: list[str]) -> Iterator[tuple[str, str]]:
    for place in range(1, len(words)):
        before, after = " ".join(words[:place]), " ".join(words[place:])
        tail = case.new_state(after.removeprefix("of ")) if after.startswith("of ") else ""
        head = case.new_state(before)
        if tail or head:
            yield (tail, before) if tail else (head, after)


def _body_entity(case: Case, state: str, pattern: BodyPattern) -> Entity:
    identifier = pattern.entity_id(state)
    known = case.vocabulary.get(identifier)
    if known:
        return case.known_entity(known)
    owner = case.entity(state) or case.known_entity(case.vocabulary.entities[state])
    label = pattern.label_for(owner.label)
    kind = MentionType.ORGANIZATION
    names = (label, f"{owner.label}'s {_wording(pattern)}")
    return Entity(identifier, kind, label, names, "", pattern.organization_type, body=state)


def _wording(pattern: BodyPattern) -> str:
    return pattern.id.replace("-", " ")


def _opposition_of(case: Case, text: str) -> tuple[str, str] | None:
    """The state of "Borland's opposition movement" or "opposition parties in Avaria"."""
    parted = case.vocabulary.owner_and_rest(text)
    noun, _, place = text.partition(" in ")
    state = case.vocabulary.state(place) if place else None
    owner, rest = parted if parted else (state, noun)
    if owner is None or owner.type is not MentionType.STATE:
        return None
    return (owner.id, OPPOSITION) if OPPOSITION in rest.lower().split() else None


def _link_opposition(case: Case, chain: Chain, bodies: _Bodies) -> None:
    """ "The opposition", "opposition leaders": of the state that the article is about."""
    state = state_of_article(case, chain.document)
    pattern = case.vocabulary.body(OPPOSITION)
    if state and pattern:
        entity = _body_entity(case, state, pattern)
        if not case.forbids(chain, entity.id):
            case.link(chain, entity, Score.BY_ARTICLE)
            bodies.note(chain, pattern, entity.id)
            return
    link_group(case, chain)


def _bare_pattern(case: Case, chain: Chain) -> BodyPattern | None:
    for text in (*chain.names, *chain.nominals):
        pattern = case.vocabulary.body(text)
        if pattern and not pattern.generic:
            return pattern
    return None


def _link_bare(case: Case, chain: Chain, pattern: BodyPattern, bodies: _Bodies) -> None:
    """A body wording without a state: the only such body that the article can mean.

    "Security Council" alone is that of the United Nations, "Congress" that of a state the
    article names. With several candidates, or none, a name becomes an entity of this
    article alone; words without capitals ("the central bank") become none.
    """
    named = {e.id: e for name in chain.names for e in organizations_called(case, chain, name)}
    above_states = [e for e in named.values() if not case.state_of(e.id)]
    states = case.states_in(chain.document)
    local = [e for e in named.values() if case.state_of(e.id) in states]
    here = sorted(bodies.in_article(chain, pattern))
    if len(above_states) == 1:
        case.link_known(chain, above_states[0], Score.AMBIGUOUS_NAME)
    elif len(local) == 1 and not here:
        case.link_known(chain, local[0], Score.BY_ARTICLE)
    elif len(here) == 1:
        entity = case.entity(here[0])
        if entity:
            case.link(chain, entity, Score.BY_ARTICLE)
    elif chain.names or _CAPITALISED.search(chain.nominals[0]):
        link_free(case, [chain], MentionType.ORGANIZATION, per_document=True)
        for candidate in here:
            case.judge(
                case.entity_of(chain.id),
                candidate,
                Verdict.UNSURE,
                score=0.5,
                reason=f"several states of this article have a {_wording(pattern)}",
                by=_BY,
            )

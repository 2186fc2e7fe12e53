"""States: a short closed list, found by name, code, demonym, metonym or capital."""

from __future__ import annotations

import re

from kg.records import Chain, MentionType, Verdict
from kg.resolve.case import Case
from kg.resolve.free import link_free
from kg.resolve.scores import Score
from kg.vocabulary import KnownEntity

_BY = "states.v1"
# Participles that follow a state with a hyphen: "U.S.-led", "Russian-backed".
_JOINED = re.compile(r"(.+)-(?:led|backed|brokered|controlled|funded|held|occupied|supplied)")


def link_states(case: Case) -> None:
    """Link chains of type STATE, and demonyms, if any were left as chains of their own."""
    unknown: list[Chain] = []
    contested: list[tuple[Chain, tuple[KnownEntity, ...]]] = []
    for chain in list(case.open_chains(MentionType.STATE, MentionType.DEMONYM)):
        found, score = (None, 0.0) if case.groups[chain.id] else _best(case, chain)
        if found:
            case.link_known(chain, found, score)
        elif not case.groups[chain.id] and (rivals := _rivals(case, chain)):
            contested.append((chain, rivals))
        elif case.type_of(chain) is MentionType.STATE and chain.names:
            unknown.append(chain)
    hinted = _hinted(case, {chain.document for chain, _ in contested})
    for chain, rivals in contested:
        _decide_by_article(case, chain, rivals, hinted[chain.document])
    link_free(case, unknown, MentionType.STATE)


def _best(case: Case, chain: Chain) -> tuple[KnownEntity | None, float]:
    """The best reading of any of the names; the earlier name wins a tie."""
    best: KnownEntity | None = None
    best_score = 0.0
    for name in chain.names or chain.nominals:
        found, score = _read(case, name)
        if found and score > best_score and not case.forbids(chain, found.id):
            best, best_score = found, score
    return best, best_score


def _read(case: Case, name: str) -> tuple[KnownEntity | None, float]:
    vocabulary = case.vocabulary
    state = vocabulary.state(name)
    if state:
        return state, Score.AMBIGUOUS_NAME if state.is_ambiguous(name) else Score.KNOWN_NAME
    metonym = vocabulary.metonym(name)
    if metonym and metonym.type is MentionType.STATE:
        return metonym, Score.METONYM
    for other, score in (
        (vocabulary.demonym(name), Score.METONYM),
        (vocabulary.capital_of(name), Score.CAPITAL),
        (vocabulary.by_code(name), Score.CAPITAL),
    ):
        if other and other.type is MentionType.STATE:
            return other, score
    # What the reader took for a state may be known as something else: "EU", "Hong Kong".
    others = [e for e in vocabulary.called(name) if e.type is not MentionType.PERSON]
    if len(others) == 1 and others[0].type is not MentionType.ROLE:
        return others[0], Score.OTHER_TYPE
    joined = _JOINED.fullmatch(name)
    return _read(case, joined[1]) if joined else (None, 0.0)


def _rivals(case: Case, chain: Chain) -> tuple[KnownEntity, ...]:
    for name in chain.names or chain.nominals:
        named = case.vocabulary.called(name)
        states = tuple(e for e in named if e.type is MentionType.STATE)
        if states or case.vocabulary.demonyms(name):
            return states or case.vocabulary.demonyms(name)
    return ()


def _hinted(case: Case, documents: set[str]) -> dict[str, set[str]]:
    """The states to which cities, bodies and leaders belong that these documents name."""
    hinted: dict[str, set[str]] = {document: set() for document in documents}
    for chain in case.chains:
        if chain.document in hinted:
            for name in chain.names:
                known = case.vocabulary.called(name)
                hinted[chain.document] |= {known[0].parent} if len(known) == 1 else set()
    return hinted


def _decide_by_article(
    case: Case, chain: Chain, rivals: tuple[KnownEntity, ...], hinted: set[str]
) -> None:
    """Of several states of one name, the only one that the article names in full.

    If it names none, the only one that something in the article belongs to: the Congo of
    an article that names Kinshasa.
    """
    here = [rival for rival in rivals if rival.id in case.states_in(chain.document)]
    here = here or [rival for rival in rivals if rival.id in hinted]
    if len(here) == 1:
        case.link_known(chain, here[0], Score.BY_ARTICLE)
    if len(here) == 1 or case.type_of(chain) is not MentionType.STATE:
        return
    link_free(case, [chain], MentionType.STATE, per_document=True)
    for rival in rivals:
        case.judge(
            case.entity_of(chain.id),
            rival.id,
            Verdict.UNSURE,
            score=0.5,
            reason=f"'{chain.names[0] if chain.names else rival.label}' names several states",
            by=_BY,
        )

"""Places: known ones by name; a country taken for a place is still the country."""

from __future__ import annotations

from kg.records import Chain, MentionType
from kg.resolve.case import Case
from kg.resolve.free import link_free
from kg.resolve.scores import Score
from kg.vocabulary import KnownEntity


def link_places(case: Case) -> None:
    """Link chains of type PLACE. A metonym or capital stays the building or the city here."""
    unknown: list[Chain] = []
    for chain in list(case.open_chains(MentionType.PLACE)):
        found, score = (None, 0.0) if case.groups[chain.id] else _best(case, chain)
        if found:
            case.link_known(chain, found, score)
        elif chain.names:
            unknown.append(chain)
    link_free(case, unknown, MentionType.PLACE)


def _best(case: Case, chain: Chain) -> tuple[KnownEntity | None, float]:
    for name in chain.names:
        called = [e for e in case.vocabulary.called(name) if not case.forbids(chain, e.id)]
        places = [e for e in called if e.type is MentionType.PLACE]
        states = [e for e in called if e.type is MentionType.STATE]
        if states and places and places[0].is_ambiguous(name):
            return _place_or_state(case, chain, places, states), Score.BY_ARTICLE
        if len(places) == 1:
            sure = not places[0].is_ambiguous(name)
            return places[0], Score.KNOWN_NAME if sure else Score.AMBIGUOUS_NAME
        if places:
            return _of_this_article(case, chain, places), Score.BY_ARTICLE
        if len(states) == 1:
            return states[0], Score.OTHER_TYPE
    return None, 0.0


def _place_or_state(
    case: Case, chain: Chain, places: list[KnownEntity], states: list[KnownEntity]
) -> KnownEntity:
    """Georgia: the part of the United States only in an article that names these."""
    here = case.states_in(chain.document)
    inside = [p for p in places if p.parent in here and here.isdisjoint({s.id for s in states})]
    return min(inside or states, key=lambda entity: entity.id)


def _of_this_article(case: Case, chain: Chain, places: list[KnownEntity]) -> KnownEntity:
    """The one whose country the article names; else a seat of government; else by id."""
    here = [p for p in places if p.parent in case.states_in(chain.document)] or places
    seats = [p for p in here if case.vocabulary.is_seat(p.id)] or here
    return min(seats, key=lambda place: place.id)

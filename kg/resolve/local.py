"""What one article decides alone, and what it leaves to the collection.

Most of the work of a resolution is done here, article by article. The outcome depends on the
article's chains, on the setting, and on who its unknown states turned out to be; so it can be
kept from one run to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.records import Chain, Entity, Judgement, MentionType, Verdict
from kg.resolve.case import BY_USER, DECIDED, Case
from kg.resolve.decisions.parted import pointed_at
from kg.resolve.free import Named, is_spelled_out
from kg.resolve.in_office import link_in_office
from kg.resolve.known_persons import Bearer, link_known_persons
from kg.resolve.names.body_names import body_key
from kg.resolve.organizations import link_organizations
from kg.resolve.places import link_places
from kg.resolve.posts import OpenPost, link_posts
from kg.resolve.scores import Score
from kg.resolve.setting import Setting
from kg.resolve.states import link_states
from kg.resolve.unnamed import Unnamed, link_unnamed

Spelled = tuple[str, str, str]  # abbreviation as a key, as written, and whose it is


@dataclass(frozen=True, slots=True)
class Local:
    """The outcome for one article.

    - links: chain → entity and score; entities: those of them that are not in the vocabulary
    - states: known states that the article names
    - names: chains to be joined by name, by type; and posts, without or with an open body
    - persons: chains with names, if they are open or hold posts; written: names of the others
    - unnamed: persons for whom an open body or post stands
    - spelled: abbreviations that the article explains by the name of a known body
    - pointed: what the user keeps apart from others, with the chain that is meant
    """

    links: Mapping[str, tuple[str, float]]
    entities: tuple[Entity, ...]
    judgements: tuple[Judgement, ...]
    states: tuple[str, ...]
    names: Mapping[MentionType, tuple[Named, ...]]
    posts: tuple[OpenPost, ...]
    persons: tuple[Bearer, ...]
    written: Mapping[str, tuple[str, ...]]
    unnamed: tuple[Unnamed, ...]
    spelled: tuple[Spelled, ...]
    pointed: tuple[tuple[str, str], ...]


def unknown_states(setting: Setting, chains: Iterable[Chain]) -> tuple[Chain, ...]:
    """The chains of an article that name a state the vocabulary does not know."""
    case = Case(setting, chains)
    _link_decided(case)
    link_states(case)
    return tuple(case.left.get(MentionType.STATE, ()))


def decide(setting: Setting, chains: Iterable[Chain], told: Mapping[str, Entity]) -> Local:
    """Decide what can be decided in one article; `told` are its unknown states, by chain.

    The order of the steps matters: bodies need their states, posts their bodies, and persons
    are told apart by their posts.
    """
    case = Case(setting, chains)
    _link_decided(case)
    link_states(case)
    for chain in case.left.pop(MentionType.STATE, ()):
        case.link(chain, told[chain.id], Score.SAME_NAME)
    link_places(case)
    link_organizations(case)
    posts = link_posts(case)
    persons = link_known_persons(case)
    link_in_office(case, persons)
    unnamed = link_unnamed(case)
    linked = {chain.id: case.entity_of(chain.id) for chain in case.chains}
    written: dict[str, dict[str, None]] = {}
    for bearer in persons:
        if linked[bearer.chain.id]:
            names = dict.fromkeys(bearer.written)
            written.setdefault(linked[bearer.chain.id], {}).update(names)
    new = (entity for entity in case.entities.values() if not entity.known)
    strangers = {entity.id for entity in told.values()}
    return Local(
        links={
            one: (entity, case.scores[one]) for one, entity in case.links.items() if one not in told
        },
        entities=tuple(sorted(entity for entity in new if entity.id not in strangers)),
        judgements=tuple(sorted(case.judgements)),
        states=tuple(sorted({s for c in case.chains for s in case.states_in(c.document)})),
        names={
            kind: tuple(map(Named.of, found)) for kind, found in sorted(case.left.items()) if found
        },
        posts=tuple(posts),
        persons=tuple(b for b in persons if b.posts or not linked[b.chain.id]),
        written={entity: tuple(names) for entity, names in sorted(written.items())},
        unnamed=tuple(unnamed),
        spelled=tuple(sorted(set(_spelled(case)))),
        pointed=tuple(pointed_at(case)),
    )


def _link_decided(case: Case) -> None:
    """What the user has identified with an entry of the vocabulary."""
    for chain in case.chains:
        known = case.rulings.known_group(case.groups[chain.id])
        if known:
            case.link_known(chain, case.vocabulary.entities[known], Score.USER)
            case.judge(
                chain.id,
                known,
                Verdict.SAME,
                score=Score.USER,
                reason=DECIDED,
                by=BY_USER,
            )


def _spelled(case: Case) -> Iterable[Spelled]:
    """Abbreviations that the article gives together with the name of a known body."""
    for chain in case.chains:
        known = case.vocabulary.get(case.entity_of(chain.id))
        if known and known.type is MentionType.ORGANIZATION:
            for name in chain.names:
                if is_spelled_out(name, chain):
                    yield body_key(name), name, known.id

"""Who is who over all articles: from the mention table to a linker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.records import Chain, Linker, Verdict
from kg.resolve.case import BY_USER, DECIDED, Case
from kg.resolve.decisions import NO_DECISIONS, Decisions
from kg.resolve.namesakes import link_family_names, link_unnamed
from kg.resolve.open_posts import link_open_posts
from kg.resolve.organizations import link_organizations
from kg.resolve.persons import link_persons
from kg.resolve.places import link_places
from kg.resolve.posts import link_posts
from kg.resolve.scores import Score
from kg.resolve.states import link_states
from kg.vocabulary import Vocabulary


def resolve(
    chains: Sequence[Chain],
    publishers: Iterable[str],
    vocabulary: Vocabulary,
    decisions: Decisions = NO_DECISIONS,
) -> Linker:
    """Decide which entity every chain refers to.

    A pure function of its arguments; the order of chains and publishers does not matter.
    Chains that name nobody in particular ("the soldiers", without a state) and types that
    are not entities stay out of the linker. The order of the steps does matter: bodies
    need their states, posts their bodies, and persons are told apart by their posts.
    """
    case = Case(chains, publishers, vocabulary, decisions)
    _link_decided(case)
    link_states(case)
    link_places(case)
    link_organizations(case)
    link_posts(case)
    link_persons(case)
    link_family_names(case)
    link_open_posts(case)
    link_unnamed(case)
    return case.linker()


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

"""Persons whom an article gives a family name only, and who are in office in a state it names."""

from __future__ import annotations

from collections.abc import Iterable

from kg.records import Verdict
from kg.resolve.case import Case
from kg.resolve.known_persons import Bearer
from kg.resolve.names.given_names import is_given_name
from kg.resolve.names.person_names import common_families
from kg.resolve.person_blocks import family_key, family_keys
from kg.resolve.scores import Score
from kg.resolve.tenures import known_in_state

_BY = "posts.v1"


def link_in_office(case: Case, bearers: Iterable[Bearer]) -> None:
    """Link "Zelensky", in an article about Ukraine, to the one in office there at that time.

    Only if the vocabulary has no other of the name there, nobody of the article has the name in
    full, and the article gives no post, which would tell more. Names so common, and given
    names, may be anybody's.
    """
    persons = list(bearers)
    full = {
        (bearer.chain.document, family)
        for bearer in persons
        if bearer.name.full
        for family in family_keys(bearer.name)
    }
    for bearer in persons:
        chain, family = bearer.chain, bearer.name.family_core
        if bearer.name.full or bearer.posts or case.entity_of(chain.id) or case.groups[chain.id]:
            continue
        if family in common_families() or is_given_name(family):
            continue
        if (chain.document, family_key(family)) not in full:
            _link(case, bearer)


def _link(case: Case, bearer: Bearer) -> None:
    chain, family = bearer.chain, family_key(bearer.name.family_core)
    table = known_in_state(case.vocabulary)
    found = {
        holder.entity
        for state in case.states_in(chain.document)
        for holder in table.get((family, state), ())
        if chain.published and holder.fits(chain.published)
    }
    if len(found) != 1:
        return
    (identifier,) = found
    if case.forbids(chain, identifier):
        return
    case.link_known(chain, case.vocabulary.entities[identifier], Score.IN_OFFICE)
    reason = f"only one {bearer.name.text} is known in office then in a state of the article"
    case.judge(chain.id, identifier, Verdict.SAME, score=Score.IN_OFFICE, reason=reason, by=_BY)

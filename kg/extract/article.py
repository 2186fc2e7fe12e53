"""All extractors over one article, in the one order they depend on each other."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.actors import find_actors
from kg.extract.attribution import Attributor
from kg.extract.claims import ClaimRecords, attach_figures
from kg.extract.classified import classify
from kg.extract.coreference import link_pronouns, link_roles
from kg.extract.counterparts import give_counterparts
from kg.extract.definite import link_definites
from kg.extract.draft import Draft
from kg.extract.earlier_titles import give_earlier_bodies, without_repeats
from kg.extract.echoes import Echoes
from kg.extract.events import filled_in, find_interactions
from kg.extract.figures import find_figures
from kg.extract.first_person import link_first_person
from kg.extract.implied_bodies import give_states
from kg.extract.lexicon import EventLexicon, event_lexicon
from kg.extract.nominals import link_nominals
from kg.extract.plurals import link_plurals
from kg.extract.posts import PostRecords, Role, find_roles
from kg.extract.propositions import Propositions
from kg.extract.relations import RelationRecords, find_relations
from kg.extract.scoring import EventScorer
from kg.extract.shared_owners import share_owners
from kg.extract.unnamed_holders import note_unnamed
from kg.records import Document, Extraction
from kg.vocabulary import Vocabulary


def extract(
    document: Document, doc: Doc, vocabulary: Vocabulary, scorer: EventScorer | None = None
) -> Extraction:
    """Everything the article says, with evidence; a pure function of its arguments.

    `doc` is the analysis of exactly `document.text`, so that offsets hold in both. With a
    `scorer` (`kg.extract.scoring.EventClassifier`) events are found that no word list knows.
    """
    draft = Draft(document, doc, vocabulary)
    lexicon = event_lexicon()
    find_actors(draft)
    link_definites(draft)
    link_pronouns(draft)
    roles = find_roles(draft)
    give_earlier_bodies(draft, roles)
    link_roles(draft, roles)
    draft.held = {role.head.i: role.holder for role in roles if role.holder and not role.stated}
    for role in roles:
        draft.note_body(role.holder, role.body)
    link_first_person(draft, roles)
    link_nominals(draft)
    link_plurals(draft, lexicon)
    share_owners(draft, roles)
    give_states(draft, roles)
    give_counterparts(draft, roles)
    attributor = Attributor(draft, lexicon)
    records = ClaimRecords(draft, lexicon, attributor)
    _relations(draft, lexicon, roles, records)
    figures = find_figures(draft)
    listed = find_interactions(draft, lexicon)
    interactions = classify(draft, lexicon, scorer, listed) if scorer else filled_in(listed)
    counted = attach_figures(interactions, figures)
    for found in interactions:
        records.event(found, counted.get(found.token.i, ()))
    records.acts(interactions)
    Echoes(records).write()
    Propositions(records, figures).write()
    draft.figures = [found.record for found in figures]
    draft.events = list(records.events.values())
    draft.claims = records.weighed()
    return draft.finish()


def _relations(
    draft: Draft, lexicon: EventLexicon, roles: list[Role], claims: ClaimRecords
) -> None:
    records = RelationRecords(draft)
    posts = PostRecords(draft, records)
    told = without_repeats(roles)
    for role in sorted(told, key=lambda r: r.body is None and r.to_body is None):
        if role.holder is None:
            continue
        if not role.holder.proper and not role.stated and role.body is None:
            continue  # "the ambassador" adds nothing, "the Russian ambassador" may
        posts.write(role)
    note_unnamed(draft, roles, posts)
    find_relations(draft, lexicon, roles, records)
    draft.relations = list(records.relations.values())
    spot_of = {spot.handle: spot for spot in draft.spots()}
    for key, relation in records.relations.items():
        claims.relation(relation.id, spot_of[relation.evidence[0]], records.stated[key])

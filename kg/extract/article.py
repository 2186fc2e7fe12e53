"""All extractors over one article, in the one order they depend on each other."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.actors import find_actors
from kg.extract.attribution import Attributor
from kg.extract.claims import ClaimRecords, attach_figures
from kg.extract.classified import classify
from kg.extract.coreference import link_pronouns, link_roles
from kg.extract.draft import Actor, Draft, Spot
from kg.extract.echoes import Echoes
from kg.extract.events import filled_in, find_interactions
from kg.extract.figures import find_figures
from kg.extract.lexicon import event_lexicon
from kg.extract.nominals import link_nominals
from kg.extract.posts import PostRecords, Role, find_roles
from kg.extract.scoring import EventScorer
from kg.extract.spotting import is_party
from kg.extract.unnamed_holders import note_unnamed
from kg.records import Document, Extraction, MentionType
from kg.vocabulary import Vocabulary


def extract(
    document: Document, doc: Doc, vocabulary: Vocabulary, scorer: EventScorer | None = None
) -> Extraction:
    """Everything the article says, with evidence; a pure function of its arguments.

    `doc` is the analysis of exactly `document.text`, so that offsets hold in both. With a
    `scorer` (`kg.extract.scoring.EventClassifier`) what the word lists find is weighed, and pairs
    of actors that no list joins are classified too.
    """
    draft = Draft(document, doc, vocabulary)
    lexicon = event_lexicon()
    find_actors(draft)
    link_pronouns(draft)
    roles = find_roles(draft)
    link_roles(draft, roles)
    draft.held = {role.head.i: role.holder for role in roles if role.holder and not role.stated}
    for role in roles:
        if role.holder is not None and role.holder.actor and role.body and role.body.actor:
            draft.bodies_of.setdefault(role.holder.actor, []).append(role.body.actor)
    link_nominals(draft)
    attributor = Attributor(draft, lexicon)
    records = ClaimRecords(draft, lexicon, attributor)
    _posts(draft, roles, records)
    figures = find_figures(draft)
    interactions = find_interactions(draft, lexicon)
    if scorer is not None:
        interactions = classify(draft, lexicon, scorer, interactions)
    interactions = filled_in(interactions)
    counted = attach_figures(interactions, figures)
    for found in interactions:
        records.event(found, counted.get(found.token.i, ()))
    records.acts(interactions)
    Echoes(records).write()
    draft.figures = [found.record for found in figures]
    draft.events = list(records.events.values())
    draft.claims = records.weighed()
    return draft.finish()


def _posts(draft: Draft, roles: list[Role], records: ClaimRecords) -> None:
    posts = PostRecords(draft)
    stated = {}
    for role in sorted(roles, key=lambda r: r.body is None and r.to_body is None):
        if role.holder is None:
            continue
        if not role.holder.proper and not role.stated and role.body is None:
            continue  # "the ambassador" adds nothing, "the Russian ambassador" may
        for key in posts.write(role):
            stated[key] = role.head if role.stated else None
    note_unnamed(draft, roles, posts)
    _affiliations(draft, posts)
    _bodies(draft, posts)
    draft.relations = list(posts.relations.values())
    spot_of = {spot.handle: spot for spot in draft.spots()}
    for key, relation in posts.relations.items():
        records.relation(relation.id, spot_of[relation.evidence[0]], stated.get(key))


def _bodies(draft: Draft, posts: PostRecords) -> None:
    """ "Seoul's spy agency" is part of South Korea: tells it from every other spy agency."""
    first: dict[Actor, Spot] = {}
    for spot in draft.spots():
        if spot.actor is not None:
            first.setdefault(spot.actor, spot)
    for actor, spot in first.items():
        if actor.kind is MentionType.ORGANIZATION and actor.body in first:
            sentence = draft.sentence_of(spot)
            whole = first[actor.body]
            if any(map(is_party, draft.vocabulary.called(actor.name))):
                posts.based_in(spot, whole, sentence)
            else:
                posts.part_of(spot, whole, sentence)


def _affiliations(draft: Draft, posts: PostRecords) -> None:
    """ "Moon Seong-mok from the Korea National Strategy Institute"."""
    doc = draft.doc
    for index in range(1, len(doc) - 1):
        person = draft.actor_at.get(index - 1)
        if doc[index].lower_ not in {"of", "from", "at", "with"} or person is None:
            continue
        if person.actor is None or person.actor.kind is not MentionType.PERSON or not person.proper:
            continue
        after = index + 2 if doc[index + 1].lower_ in {"the", "a"} else index + 1
        body = draft.actor_at.get(after)
        if body is not None and body.actor and body.actor.kind is MentionType.ORGANIZATION:
            posts.affiliation(person, body, doc[index].sent)

""" "They" and "their": whom the plural mention before them in their chain stands for.

"France and Italy … they" are both, "Russian officials … they" Russia, "the rebels … their" the
rebels, if the article names them. Only chains decide; by rule nothing is linked.
"""

from __future__ import annotations

from kg.extract.chained import Chains
from kg.extract.draft import Draft, Spot
from kg.extract.lexicon import EventLexicon
from kg.extract.participants import acting_spot, participants
from kg.extract.phrases import PLURAL, SUBJECTS, coordinated
from kg.language.plain import Token
from kg.records import MentionType

_PRONOUNS = frozenset({"they", "them", "their", "themselves"})
# Of people only those who act for their state or body; "his supporters" are not he.
_DEPUTED = frozenset({"troops", "officials", "diplomats", "peacekeepers"})
_PEOPLE = _DEPUTED | {"people", "detainees", "workers"}
_NO: frozenset[str] = frozenset()
_SURE = 0.6
_FARTHEST = 100  # tokens


def link_plurals(draft: Draft, lexicon: EventLexicon) -> None:
    """A spot for one body, else `draft.groups` for several actors or people of a state."""
    wanted = [t for t in draft.doc if t.lower_ in _PRONOUNS and t.i not in draft.actor_at]
    chained = Chains(draft) if wanted else None
    for token in wanted:
        nearest = next(chained.heads(token), None) if chained is not None else None
        if nearest is None or _others_between(lexicon, nearest, token):
            continue
        own = acting_spot(draft, nearest)
        several = len(coordinated(nearest)) > 1
        if own is not None and not several:
            _link(draft, token, nearest, own)
        elif nearest.i in draft.groups:
            draft.groups[token.i] = draft.groups[nearest.i]
        elif several or _acts_for_another(lexicon, nearest):
            found = [s for s in participants(draft, lexicon, nearest) if several or not _is_one(s)]
            if len(found) > several:
                draft.groups[token.i] = tuple(found)


def _link(draft: Draft, token: Token, antecedent: Token, own: Spot) -> None:
    """ "The Russians … they" through the demonym, "the rebels … they" themselves.

    A body of a singular name only as the subject just before: "Hamas said they would".
    """
    if own.kind is MentionType.DEMONYM:
        if any(child.lower_ == "the" for child in antecedent.children):
            draft.groups[token.i] = (own,)
    elif own.actor is not None and own.actor.kind is MentionType.ORGANIZATION:
        if antecedent.tag_ in PLURAL or _is_only_subject(draft, antecedent, token):
            span = draft.doc[token.i : token.i + 1]
            draft.actor_spot(span, own.actor, own.actor.kind, score=_SURE, proper=False)


def _is_only_subject(draft: Draft, antecedent: Token, pronoun: Token) -> bool:
    between = draft.doc[antecedent.i + 1 : pronoun.i]
    others = any(t.tag_ in PLURAL or t.i in draft.actor_at for t in between)
    return antecedent.dep_ in SUBJECTS and antecedent.sent == pronoun.sent and not others


def _acts_for_another(lexicon: EventLexicon, noun: Token) -> bool:
    """ "Russian officials", "the ministry's inspectors"."""
    classes = lexicon.classes.of_lemma.get(noun.lemma_.lower(), frozenset())
    return noun.tag_ == "NNS" and bool(classes & _DEPUTED)


def _others_between(lexicon: EventLexicon, antecedent: Token, pronoun: Token) -> bool:
    """Whether people come in after the antecedent whom the pronoun may mean as well."""
    if pronoun.i - antecedent.i > _FARTHEST:
        return True
    between = antecedent.doc[antecedent.i + 1 : pronoun.i]
    reached = {token.i for token in coordinated(antecedent)}
    return any(
        token.i not in reached
        and (
            (token.tag_ == "NNS" and lexicon.classes.of_lemma.get(token.lemma_, _NO) & _PEOPLE)
            or (
                token.dep_ == "conj"
                and MentionType.PERSON.value in {token.ent_type_, token.head.ent_type_}
            )
        )
        for token in between
    )


def _is_one(spot: Spot) -> bool:
    return spot.actor is not None and spot.actor.kind is MentionType.PERSON

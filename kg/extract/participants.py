"""From a slot of a predicate ("obj", "obl:to", "poss") to the actors that fill it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.extract import phrases
from kg.extract.draft import ACTORS, Draft, Spot, start_of
from kg.extract.group_nouns import is_apart, noun_of_group
from kg.extract.lexicon import EventLexicon
from kg.language.plain import Token
from kg.records import MentionType
from kg.vocabulary.groups import group_words

_DEEPEST = 3
_OWNERS = ("poss", "nmod:by", "amod", "compound")
_PARTITIVES = frozenset({"one", "some", "many", "all", "both", "several", "none"})


def fillers(head: Token, slot: str, theme: Token | None = None) -> list[Token]:
    """Heads of the nominals in a slot of `head`; the passive is undone."""
    kind, _, case = slot.partition(":")
    verbal = head.pos_ in {"VERB", "AUX"}
    found = _of_verb(head, kind, case, theme) if verbal else _of_noun(head, kind, case)
    return [phrases.antecedent(token) for token in found]


def _of_verb(verb: Token, kind: str, case: str, theme: Token | None) -> list[Token]:
    passive = phrases.is_passive(verb)
    if kind == "subj":
        if passive:
            agents = phrases.children(verb, "obl:agent") or list(phrases.oblique(verb, "by"))
            return agents
        found = phrases.subject(verb)
        return [found] if found is not None else []
    if kind == "obj":
        if passive:
            found = phrases.child(verb, "nsubj:pass") or phrases.subject(verb)
            return [found] if found is not None else []
        # A lone object is sometimes parsed as the indirect one.
        objects = phrases.children(verb, "obj") or phrases.children(verb, "iobj")
        return objects or phrases.described(verb)
    if kind in {"iobj", "ccomp"}:
        return phrases.children(verb, kind)
    if kind in {"obl", "nmod"}:
        found_all = list(phrases.oblique(verb, case))
        if not found_all and theme is not None:
            found_all = list(phrases.oblique(theme, case))
        return found_all
    return []


def _of_noun(noun: Token, kind: str, case: str) -> list[Token]:
    if kind == "subj":
        found = phrases.child(noun, "nsubj", "nsubj:pass")
        return [found] if found is not None else []
    if kind == "poss":
        return phrases.children(noun, "nmod:poss")
    if kind in {"amod", "compound"}:
        return phrases.children(noun, kind)
    if kind in {"nmod", "obl"}:
        return list(phrases.oblique(noun, case))
    return []


def of_first_slot(
    draft: Draft,
    lexicon: EventLexicon,
    token: Token,
    slots: Sequence[str],
    theme: Token | None = None,
    takes: Callable[[Token, str], bool] = lambda _filler, _slot: True,
) -> list[Spot]:
    """Participants of the first slot that has any, of those fillers that it `takes`."""
    for slot in slots:
        found: dict[int, Spot] = {}
        for filler in fillers(token, slot, theme):
            if takes(filler, slot):
                for spot in participants(draft, lexicon, filler):
                    found.setdefault(id(spot.actor), spot)
        if found:
            return list(found.values())
    return []


def participants(draft: Draft, lexicon: EventLexicon, token: Token, depth: int = 0) -> list[Spot]:
    """The actor spots that a nominal stands for: itself, or whoever it belongs to.

    "Seoul and Washington" gives two, "North Korean soldiers" the demonym, "the ambassador
    Georgiy Zinoviev" the person. One spot per actor, in text order.
    """
    out: dict[int, Spot] = {}
    for part in phrases.coordinated(token):
        for spot in stands_for(draft, lexicon, part, depth):
            out.setdefault(id(spot.actor), spot)
    return sorted(out.values(), key=start_of)


def stands_for(draft: Draft, lexicon: EventLexicon, token: Token, depth: int = 0) -> list[Spot]:
    """The actor spots of one word, without what is coordinated with it."""
    spot = acting_spot(draft, token)
    if spot is not None:
        return [spot]
    if token.i in draft.held:
        return [draft.held[token.i]]
    if token.i in draft.groups:
        return list(draft.groups[token.i])
    if depth >= _DEEPEST or (token.pos_ == "PRON" and token.lower_ not in _PARTITIVES):
        return []
    for named in phrases.children(token, *phrases.NAMING, "compound"):
        spot = acting_spot(draft, named)
        if spot is None or spot.actor is None:
            continue
        agency = spot.actor.kind is MentionType.ORGANIZATION and named.dep_ in {"appos", "flat"}
        if agency or spot.actor.kind is MentionType.PERSON:
            return [spot]
    if token.ent_type_ == MentionType.DATE.value:
        return []
    if is_apart(token):
        return []
    # A word that never acts ("attack", "report") may still belong to somebody who does.
    inert = token.lemma_.lower() in lexicon.classes.not_actor and token.lower_ not in _PARTITIVES
    for slot in _OWNERS if inert else lexicon.descend:
        found = [
            spot
            for filler in _of_noun(token, *_split(slot))
            for spot in participants(draft, lexicon, filler, depth + 1)
        ]
        if found:
            return _speaking(token, found)
    return []


def _speaking(noun: Token, owners: list[Spot]) -> list[Spot]:
    """The owners for whom the people act that a noun names: "Borland's dissidents" for none.

    Those inside a body do for it, as "Greenpeace activists"; a son is not his father.
    """
    if noun.lemma_.lower() in group_words().kin:
        return [s for s in owners if s.actor and s.actor.kind is not MentionType.PERSON]
    if not noun_of_group(noun):
        return owners
    inside = noun.lemma_.lower() in group_words().members
    return [
        spot
        for spot in owners
        if inside and spot.actor is not None and spot.actor.kind is MentionType.ORGANIZATION
    ]


def _split(slot: str) -> tuple[str, str]:
    kind, _, case = slot.partition(":")
    return kind, case


def acting_spot(draft: Draft, token: Token) -> Spot | None:
    """The spot on a token if it can act: a person, state or organization, not a place."""
    spot = draft.actor_at.get(token.i)
    if spot is None or spot.actor is None or spot.actor.kind not in ACTORS:
        return None
    return None if spot.actor.kind is MentionType.PLACE else spot

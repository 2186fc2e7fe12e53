"""What kind of body an actor is, as its name, the vocabulary and the article's own words tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from kg.extract import phrases
from kg.extract.draft import Actor, Draft, Spot
from kg.extract.lexicon import table
from kg.extract.phrases import NAMING
from kg.language.plain import Token
from kg.records import MentionType
from kg.vocabulary import fold

_BEFORE = frozenset({"compound", "nmod:desc", "amod"})


@cache
def kinds_of_noun() -> Mapping[str, frozenset[str]]:
    """Noun → the kinds of body that it is used of."""
    return _inverted(table("nominals")["bodies"])


@cache
def kinds_of_sign() -> Mapping[str, frozenset[str]]:
    """Word of a name or description → the kinds of body that it tells of."""
    return _inverted(table("nominals")["signs"])


def _inverted(listed: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for kind, words in listed.items():
        for word in words:
            found[word].add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


class Descriptions:
    """The kinds of the bodies of one article, and the nouns that it introduces them by."""

    def __init__(self, draft: Draft) -> None:
        self.kinds: dict[Actor, set[str]] = defaultdict(set)
        self.nouns: dict[Actor, set[str]] = defaultdict(set)
        for spot in draft.actor_spots():
            if spot.actor is not None and spot.actor.kind is MentionType.ORGANIZATION:
                self._note(draft, spot, spot.actor)

    def fits(self, actor: Actor, noun: str) -> bool | None:
        """Whether the actor may be called by the noun; None where nothing tells."""
        kinds = self.kinds.get(actor)
        if noun in self.nouns.get(actor, ()):
            return True
        return bool(kinds & kinds_of_noun().get(noun, frozenset())) if kinds else None

    def _note(self, draft: Draft, spot: Spot, actor: Actor) -> None:
        if actor not in self.kinds:
            words = fold(actor.name).split()
            if actor.known is not None and actor.known.organization_type:
                self.kinds[actor].add(actor.known.organization_type)
            elif words:  # "Bank of X", "X Bank"
                for word in (*words[-2:], words[0]):
                    self.kinds[actor] |= kinds_of_sign().get(word, frozenset())
            self.nouns[actor].update(words[-1:])
        span = draft.doc.char_span(spot.start, spot.end, alignment_mode="expand")
        if actor.group and span is not None:
            self.kinds[actor].add(actor.group)
            self.nouns[actor].add(span.root.lemma_.lower())
        for noun in _introducing(span.root) if span is not None else ():
            lemma = noun.lemma_.lower()
            self.nouns[actor].add(lemma)
            for word in (lemma, *(c.lower_ for c in noun.children if c.dep_ in _BEFORE)):
                self.kinds[actor] |= kinds_of_sign().get(word, frozenset())


def _introducing(name: Token) -> Iterator[Token]:
    """ "ELN, a rebel group", "the rebel group ELN", "ELN is a rebel group"."""
    for child in name.children:
        if child.dep_ in NAMING | {"compound"} and child.pos_ == "NOUN":
            yield child
    head = name.head
    predicate = name.dep_ == "nsubj" and phrases.child(head, "cop") is not None
    if head.pos_ == "NOUN" and (name.dep_ in NAMING or predicate):
        yield head

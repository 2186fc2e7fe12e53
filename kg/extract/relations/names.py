"""Where the names of an article stand, token by token, and what a noun beside one stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from kg.extract import phrases
from kg.extract.draft import ACTORS, Actor, Draft, Spot
from kg.extract.phrases import POSSESSIVES
from kg.language.plain import Token
from kg.records import MentionType

Kinds = Set[MentionType]
_COMMAS = frozenset({",", "–", "—", "-", "("})
_APPOSED = frozenset({"appos", "conj", "parataxis", "ROOT", "dep", "nmod", "list", "flat"})
_ASIDE = frozenset({"the", "a", "an", "its", "their"})


@dataclass(frozen=True, slots=True)
class Named:
    """An actor's spot with its tokens [start, end)."""

    spot: Spot
    actor: Actor
    start: int
    end: int

    @property
    def kind(self) -> MentionType:
        return self.actor.kind

    @property
    def is_demonym(self) -> bool:
        return self.spot.kind is MentionType.DEMONYM


class Names:
    """The names of one document in text order."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.doc = draft, draft.doc
        self.all: list[Named] = []
        self.at: dict[int, Named] = {}
        self.starting: dict[int, Named] = {}
        for index in sorted(draft.actor_at):
            spot = draft.actor_at[index]
            if self.all and self.all[-1].spot is spot and self.all[-1].end == index:
                self.all[-1] = replace(self.all[-1], end=index + 1)
            elif spot.actor is not None:
                self.all.append(Named(spot, spot.actor, index, index + 1))
        self.first: dict[Actor, Named] = {}
        for named in self.all:
            self.first.setdefault(named.actor, named)
            self.starting[named.start] = named
            self.at.update(dict.fromkeys(range(named.start, named.end), named))

    def root(self, named: Named) -> Token:
        """The head word of a name: of "The Chilean" the adjective."""
        if named.is_demonym:
            return self.doc[named.end - 1]
        return self.doc[named.start : named.end].root

    def after(self, index: int, within: int = 1) -> Named | None:
        """The name that begins at `index`, or after the article, at most `within` words on."""
        for at in range(index, min(index + within, len(self.doc))):
            if at in self.starting:
                return self.starting[at]
            if self.doc[at].is_punct and self.doc[at].text != "-":
                return None
            if at > index and self.doc[at].pos_ in {"VERB", "AUX", "ADP", "SCONJ"}:
                return None
        return None

    def skip_article(self, index: int) -> int:
        """`index`, or the token after "the" or "a" there."""
        return index + 1 if self.doc[index : index + 1].text.lower() in _ASIDE else index

    def owner_before(self, index: int) -> Named | None:
        """Whose "'s" ends right before `index`."""
        before = index - 1
        while before >= 0 and self.doc[before].text in POSSESSIVES | {"s"}:
            before -= 1
        owns = before < index - 1 and self.doc[before + 1].text in POSSESSIVES
        return self.at.get(before) if owns else None

    def bearers(self, token: Token, kinds: Kinds = ACTORS) -> list[Spot]:
        """Who of `kinds` a nominal is: itself and its conjuncts, a name beside it, its subject.

        "Bitlabs" for "firm" in "Bitlabs, a firm", "the firm Bitlabs", "Bitlabs is a firm".
        """
        part = phrases.antecedent(token)
        found = {id(spot.actor): spot for spot in self._bearer(part, kinds)}
        if part.i in self.at:
            for one in phrases.coordinated(part)[1:]:
                if one.i in self.at:
                    found.update((id(spot.actor), spot) for spot in self._bearer(one, kinds))
        return list(found.values())

    def _bearer(self, token: Token, kinds: Kinds) -> Sequence[Spot]:
        own = self.at.get(token.i)
        if own is not None and not own.is_demonym:
            return [own.spot] if own.kind in kinds else []
        if token.i in self.draft.groups:
            return self.draft.groups[token.i]
        for named in (self._named_after(token), self.before_comma(token)):
            if named is not None and named.kind in kinds:
                return [one.spot for one in self._listed(token, named) if one.kind in kinds]
        held = self.draft.held.get(token.i)
        if held is not None and MentionType.PERSON in kinds:
            return [held]
        apposed = self._apposed(token)
        if apposed is not None and apposed.kind in kinds:
            return [apposed.spot]
        if any(child.dep_ == "cop" for child in token.children):
            subject = phrases.subject(token)
            if subject is not None and subject.i != token.i:
                return self.bearers(subject, kinds)
        return []

    def _listed(self, noun: Token, named: Named) -> list[Named]:
        """All names of "NATO members A, B and C", one of "the firm A and B"."""
        if noun.tag_ not in phrases.PLURAL:
            return [named]
        listed = [self.at.get(one.i) for one in phrases.coordinated(self.root(named))]
        return [one for one in listed if one is not None and not one.is_demonym]

    def _named_after(self, noun: Token) -> Named | None:
        """ "the Swiss firm Bitlabs"; "the firm, Bitlabs"."""
        for child in phrases.children(noun, *phrases.NAMING):
            named = self.at.get(child.i)
            if named is not None and child.i > noun.i and not named.is_demonym:
                return named
        head = noun.head
        named = self.at.get(head.i)
        beside = noun.dep_ in {"compound", *phrases.NAMING} and head.i == noun.i + 1
        return named if beside and named is not None and not named.is_demonym else None

    def before_comma(self, noun: Token) -> Named | None:
        """Bitlabs in "the head of Bitlabs, a Swiss firm", whatever the parse takes it for."""
        before = noun.left_edge.i - 1
        while before + 1 < noun.i and self.doc[before + 1].is_punct:
            before += 1
        if before < 1 or self.doc[before].text not in _COMMAS:
            return None
        if noun.dep_ not in _APPOSED:
            return None
        before -= 1
        if self.doc[before].text == ")" and self.doc[before - 2].text == "(":
            before -= 3  # "the National Front (NF), a rebel group"
        named = self.at.get(before)
        return named if named is not None and not named.is_demonym else None

    def _apposed(self, noun: Token) -> Named | None:
        named = self.at.get(noun.head.i) if noun.dep_ in {"appos", "flat"} else None
        return named if named is not None and not named.is_demonym else None

    def spots(self, tokens: Iterable[Token], kinds: Kinds = ACTORS) -> list[Spot]:
        """The spots of all bearers of some nominals, each actor once."""
        found: dict[int, Spot] = {}
        for token in tokens:
            for spot in self.bearers(token, kinds):
                found.setdefault(id(spot.actor), spot)
        return list(found.values())

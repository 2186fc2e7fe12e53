"""What the grammar forbids of the interactions that the model sees in a sentence.

Two actors may stand in one sentence and have nothing to do with what a word of it tells: one comes
in with another clause, or both are named side by side as those whom a third has met.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Protocol

from kg.extract import phrases
from kg.extract.conditions import fits, is_blocked
from kg.extract.draft import Draft, Spot
from kg.extract.lexicon import EventLexicon, table
from kg.extract.participants import stands_for
from kg.language.plain import Token

# What two do with each other; what two may each do with a third, without the other.
_JOINT = frozenset({"AGREE", "CONSULT", "COOPERATE"})
# Types whose recipient may stand in the clause that is said: "demanded that Borland withdraw".
_SAID = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
_CLAUSES = frozenset({"advcl", "advcl:relcl", "acl", "acl:relcl", "conj", "parataxis", "ccomp"})
_CONTROLLED = frozenset({"xcomp", "ccomp", "advcl"})
_CONJUNCTS = frozenset({"conj", "flat"})
_NAMING = frozenset({"conj", "appos", "flat", "nmod:desc"})
_BELONGING = frozenset({"nmod:poss", "compound", "amod", "nmod:desc", "ROOT"})
_SHARED = frozenset({"between", "of", "among", "by", "from"})  # cases of those who do it together


@dataclass(frozen=True, slots=True)
class _Words:
    """implausible.yaml"""

    never: Mapping[str, frozenset[str]]
    apart: frozenset[str]
    beside: frozenset[str]


@cache
def _words() -> _Words:
    data = table("implausible")
    never = {kind: frozenset(words) for kind, words in data["never"].items()}
    return _Words(never, frozenset(data["apart"]), frozenset(data["beside"]))


class Party(Protocol):
    """Somebody who may take part in an event: the head of a noun phrase, and whom it stands for."""

    @property
    def head(self) -> Token: ...

    @property
    def spot(self) -> Spot: ...


class Plausible:
    """Judges what may be told in one document."""

    def __init__(self, draft: Draft, lexicon: EventLexicon) -> None:
        self._draft = draft
        self._lexicon = lexicon
        self._words = _words()
        self._known: dict[tuple[int, str, int, int, bool], bool] = {}
        self._above: dict[int, dict[int, Token]] = {}

    def judge(self, word: Token, kind: str, actor: Party, recipient: Party) -> bool:
        """Whether the word may tell that the one does this to the other."""
        if word.lemma_.lower() in self._words.never.get(kind, ()):
            return False
        if kind in _JOINT and self._are_listed(word, actor.head, recipient.head):
            return False
        return self._may(word, kind, actor, acts=True) and self._may(
            word, kind, recipient, acts=False
        )

    def _may(self, word: Token, kind: str, party: Party, *, acts: bool) -> bool:
        key = (word.i, kind, party.head.i, party.spot.start, acts)
        if key not in self._known:
            beside = phrases.case_of(_top(party.head, _NAMING)) in self._words.beside
            self._known[key] = not beside and not self._is_elsewhere(word, kind, party, acts=acts)
        return self._known[key]

    def _are_listed(self, word: Token, one: Token, other: Token) -> bool:
        """ "met Lind and Beck", "Lind and Beck visited": not each other."""
        top = _top(one, _CONJUNCTS)
        if top != _top(other, _CONJUNCTS):
            return False
        if top.dep_ in phrases.SUBJECTS:
            return word.lemma_.lower() in self._words.apart
        if top.dep_ in _BELONGING or phrases.case_of(top) in _SHARED:
            return False
        # "pushed Lind and Beck to hold talks": they are to hold them together.
        above = (word, *word.ancestors)
        return not any(t.head == top.head and t.dep_ in _CONTROLLED for t in above)

    def _is_elsewhere(self, word: Token, kind: str, party: Party, *, acts: bool) -> bool:
        """Whether somebody stands in a clause of his own, beside the one of the word."""
        above = self._up_from(word)
        below: list[Token] = []  # from him up to what stands above both
        node = party.head
        while node.i not in above and node.head != node:
            below.append(node)
            node = node.head
        inside = list(takewhile(lambda token: token is not node, above.values()))
        if _is_crossed(inside, below):
            return False
        here = party.head.i
        beyond = [t for t in below if (here < word.i) == (t.i < word.i)]  # else parsed wrongly
        return any(_is_closed(token, word, kind) for token in beyond) or any(
            self._is_done_by_another(token, word, kind, party, acts=acts) for token in inside
        )

    def _up_from(self, word: Token) -> Mapping[int, Token]:
        """The word and those above it, by where they stand: many are asked about one word."""
        if word.i not in self._above:
            self._above[word.i] = {token.i: token for token in (word, *word.ancestors)}
        return self._above[word.i]

    def _is_done_by_another(
        self, verb: Token, word: Token, kind: str, party: Party, *, acts: bool
    ) -> bool:
        """Whether the clause of the word has a subject of its own, who does it instead."""
        subject = _own_subject(verb)
        if subject is None or word == subject or subject in word.ancestors:
            return False
        if verb.dep_ == "acl:relcl" and _top(verb.head, _NAMING) == _top(party.head, _NAMING):
            return False
        meant = stands_for(self._draft, self._lexicon, phrases.antecedent(subject))
        if not meant or any(spot.actor is party.spot.actor for spot in meant):
            return False
        return acts != phrases.is_passive(verb) or kind in _JOINT


def is_listed(draft: Draft, lexicon: EventLexicon, word: Token, kind: str) -> bool:
    """Whether the lists take the word, as it stands here, for one of the type."""
    entries = [entry for entry in lexicon.readings(word) if entry.type == kind]
    return any(fits(draft, lexicon, word, entry) for entry in entries) and not (
        is_blocked(draft, lexicon, word)
    )


def _top(head: Token, relations: frozenset[str]) -> Token:
    """The head of the name or list that a word is part of."""
    while head.dep_ in relations and head.head != head:
        head = head.head
    return head


def _own_subject(clause: Token) -> Token | None:
    """The subject of a clause; not one that the parse takes from beyond the word it hangs on."""
    above = clause.head.i
    for subject in reversed(phrases.children(clause, *phrases.SUBJECTS)):
        if above == clause.i or (subject.i < above) == (clause.i < above):
            return subject
    return None


def _is_closed(clause: Token, word: Token, kind: str) -> bool:
    """Whether a clause has its own subject and does not belong to the word."""
    if clause.dep_ not in _CLAUSES or _own_subject(clause) is None:
        return False
    said = clause.dep_ == "ccomp" and kind in _SAID
    return not said and not (clause.dep_ == "acl:relcl" and clause.head == word)


def _is_crossed(inside: list[Token], below: list[Token]) -> bool:
    """Whether the parse joins two words across those that it does not join them to."""
    place = below[-1].i if below else None
    return place is not None and any(
        min(token.i, token.head.i) < place < max(token.i, token.head.i)
        for token in inside
        if token.head.pos_ in {"VERB", "AUX"}
    )

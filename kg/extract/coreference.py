"""Nominal and pronominal mentions of actors already named: "the envoy", "he", "it".

The model's chains first, where they join a pronoun to an actor that fits; else by rule: recency
among the actors that fit, subjects before others, sieve after sieve as in Raghunathan et al.
(2010). Gender is never guessed from a name: a title ("Ms") or the first pronoun linked
settles it for the article.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Span, Token

from kg.extract import phrases
from kg.extract.draft import Actor, Draft, Spot
from kg.extract.posts import Role
from kg.language.discourse import chains
from kg.records import MentionType

_HUMAN = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_THING = frozenset({"it", "its", "itself"})
_REACH = 3  # sentences back
_HUMANS = frozenset({MentionType.PERSON})
_BODIES = frozenset({MentionType.STATE, MentionType.ORGANIZATION})


class _Chains:
    """The model's coreference chains, as the actor spots that they join."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._chain_at = {
            start: chain for chain in chains(draft.doc) for start, end in chain if end == start + 1
        }

    def antecedent(
        self, pronoun: Token, kinds: frozenset[MentionType], titled: Mapping[int, Spot]
    ) -> Spot | None:
        """The nearest actor of one of `kinds` before `pronoun` in its chain."""
        for start, end in reversed(self._chain_at.get(pronoun.i, ())):
            if start >= pronoun.i:
                continue
            root = self._draft.doc[start:end].root.i
            spot = self._draft.actor_at.get(root) or titled.get(root)
            if spot is None or spot.actor is None or spot.kind is MentionType.DEMONYM:
                continue
            gender = spot.actor.gender
            if spot.actor.kind in kinds and (kinds is _BODIES or gender in ("", _gender(pronoun))):
                return spot
        return None


class _Titled:
    """Persons by the titles they were named with, for nouns that mean them: "the president"."""

    def __init__(self) -> None:
        self.at: dict[int, Spot] = {}  # by token of the noun
        self._bearers: dict[str, dict[Actor, Spot]] = {}

    def note(self, spot: Spot) -> None:
        if spot.actor is not None:
            for title in spot.actor.titles:
                self._bearers.setdefault(title, {})[spot.actor] = spot

    def meant(self, noun: Token) -> Spot | None:
        """The last mention of the only person with this title, where it is definite."""
        bearers = self._bearers.get(noun.lower_)
        if bearers is None or len(bearers) != 1:
            return None
        if not any(c.dep_ == "det" and c.lower_ == "the" for c in noun.children):
            return None
        (self.at[noun.i],) = bearers.values()
        return self.at[noun.i]


def link_roles(draft: Draft, roles: list[Role]) -> None:
    """ "the Russian ambassador" is the person whom the article gives that post.

    Only where one person fits: same role noun, and no other body.
    """
    held: list[tuple[Role, Actor]] = [
        (role, role.holder.actor) for role in roles if role.holder and role.holder.actor
    ]
    titled = {id(actor) for _, actor in held}
    people = [s for s in draft.spots() if s.actor and s.actor.kind is MentionType.PERSON]
    for role in roles:
        if role.holder is not None or role.stated or role.span.start in draft.actor_at:
            continue
        before = draft.doc[role.left - 1] if role.left else None
        if before is None or (
            before.lower_ not in {"the", "its", "their", "'s", "’s"} and role.body is None
        ):
            continue
        fitting = {
            id(person): person
            for other, person in held
            if other.head.lemma_.lower() == role.head.lemma_.lower() and _same_body(role, other)
        }
        if len(fitting) == 1:
            person = next(iter(fitting.values()))
            if _somebody_new(draft, role, person, titled, people):
                continue
            spot = draft.actor_spot(role.span, person, MentionType.PERSON, score=0.7, proper=False)
            role.holder = spot


def _somebody_new(
    draft: Draft, role: Role, holder: Actor, titled: set[int], people: list[Spot]
) -> bool:
    """Whether one without a title has come in since the sentence that names the holder last.

    The noun may mean him: "the minister", after "his colleague, Ada Lind" in between.
    """
    begin = role.head.sent.start_char  # one who comes in with the noun is another
    first: dict[Actor, Spot] = {}
    last: dict[Actor, Spot] = {}
    for spot in people:
        if spot.start < begin and spot.actor is not None:
            first.setdefault(spot.actor, spot)
            last[spot.actor] = spot
    if holder not in last:
        return False
    named = draft.sentence_of(last[holder]).end_char
    return any(spot.start >= named for actor, spot in first.items() if id(actor) not in titled)


def _same_body(role: Role, other: Role) -> bool:
    if role.body is None or role.body.actor is None:
        return True
    return other.body is not None and other.body.actor is role.body.actor


def link_pronouns(draft: Draft) -> None:
    """Third-person singular pronouns to the nearest fitting actor before them."""
    history: list[tuple[int, bool, Spot]] = []  # sentence number, is subject, spot
    chained = _Chains(draft)
    titled = _Titled()
    for number, sentence in enumerate(draft.doc.sents):
        for token in sentence:
            spot = draft.actor_at.get(token.i)
            if spot is not None and token.i == _first(draft, spot, token):
                titled.note(spot)
                history.append((number, _is_subject(token, spot, draft), spot))
            elif (meant := titled.meant(token)) is not None:
                history.append((number, token.dep_ in phrases.SUBJECTS, meant))
            elif token.lower_ in _HUMAN and token.pos_ == "PRON":
                found = chained.antecedent(token, _HUMANS, titled.at)
                found = found or _choose(history, number, token, human=True)
                _link(draft, token, found, history, number)
            elif token.lower_ in _THING and token.pos_ == "PRON" and token.dep_ != "expl":
                if token.dep_ in {"nsubj", "nmod:poss", "nsubj:pass"}:
                    found = chained.antecedent(token, _BODIES, titled.at)
                    found = found or _choose(history, number, token, human=False)
                    _link(draft, token, found, history, number)


def _first(draft: Draft, spot: Spot, token: Token) -> int:
    index = token.i
    while index > 0 and draft.actor_at.get(index - 1) is spot:
        index -= 1
    return index


def _is_subject(token: Token, spot: Spot, draft: Draft) -> bool:
    while token.dep_ in {"flat", "compound"} and draft.actor_at.get(token.head.i) is spot:
        token = token.head
    if token.dep_ == "appos" or token.dep_ == "flat":
        token = token.head
    return token.dep_ in phrases.SUBJECTS


def _choose(
    history: list[tuple[int, bool, Spot]], number: int, token: Token, *, human: bool
) -> Spot | None:
    kinds = {MentionType.PERSON} if human else {MentionType.STATE, MentionType.ORGANIZATION}
    reach = _REACH if human else 1
    best: tuple[tuple[int, bool, int], Spot] | None = None
    for sentence, subject, spot in reversed(history):
        if number - sentence > reach:
            break
        actor = spot.actor
        if actor is None or actor.kind not in kinds or spot.kind is MentionType.DEMONYM:
            continue
        if human and actor.gender and actor.gender != _gender(token):
            continue
        # The nearest subject, unless a nearer name stands in a later sentence.
        rank = (sentence, subject, spot.start)
        if best is None or rank > best[0]:
            best = rank, spot
    return best[1] if best is not None else None


def _gender(token: Token) -> str:
    return "he" if token.lower_ in {"he", "him", "his", "himself"} else "she"


def _link(
    draft: Draft,
    token: Token,
    antecedent: Spot | None,
    history: list[tuple[int, bool, Spot]],
    number: int,
) -> None:
    if antecedent is None or antecedent.actor is None:
        return
    if antecedent.actor.kind is MentionType.PERSON:
        antecedent.actor.gender = antecedent.actor.gender or _gender(token)
    span: Span = draft.doc[token.i : token.i + 1]
    spot = draft.actor_spot(span, antecedent.actor, antecedent.actor.kind, score=0.6, proper=False)
    history.append((number, token.dep_ in phrases.SUBJECTS, spot))

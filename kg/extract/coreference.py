"""Nominal and pronominal mentions of actors already named: "the envoy", "he", "it".

The model's chains first, where they join a pronoun to an actor that fits; else by rule: recency
among the actors that fit, subjects before others, sieve after sieve as in Raghunathan et al.
(2010). Gender is never guessed from a name: a title ("Ms") or the first pronoun linked
settles it for the article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from kg.extract import phrases
from kg.extract.binding import excluded
from kg.extract.chained import Chains
from kg.extract.draft import Actor, Draft, Spot
from kg.extract.pleonastic import is_chained_away, is_empty
from kg.extract.posts import Role
from kg.extract.quoted import Quoted
from kg.extract.roles import is_deputy
from kg.extract.same_post import meant
from kg.language.plain import Span, Token
from kg.records import MentionType

_HUMAN = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_THING = frozenset({"it", "its", "itself"})
_PRONOUNS = _HUMAN | _THING
_THING_SLOTS = frozenset({"nsubj", "nsubj:pass", "nmod:poss"})
_REACH = 3  # sentences back
_HUMANS = frozenset({MentionType.PERSON})
_BODIES = frozenset({MentionType.STATE, MentionType.ORGANIZATION})


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
    held: dict[tuple[str, bool], list[tuple[Role, Actor]]] = defaultdict(list)
    for role in roles:
        if role.holder and role.holder.actor:
            held[_kind_of(role)].append((role, role.holder.actor))
    titled = {id(actor) for several in held.values() for _, actor in several}
    people = [s for s in draft.spots() if s.actor and s.actor.kind is MentionType.PERSON]
    for role in roles:
        if role.holder is not None or role.stated or role.span.start in draft.actor_at:
            continue
        before = draft.doc[role.left - 1] if role.left else None
        if before is None or (
            before.lower_ not in {"the", "its", "their", "'s", "’s"} and role.body is None
        ):
            continue
        alike = [
            (other, person)
            for other, person in held.get(_kind_of(role), ())
            if _same_body(role, other)
        ]
        fitting = meant(draft, role, alike, people)
        if len(fitting) == 1:
            person = next(iter(fitting.values()))
            other = next(other for other, holder in reversed(alike) if holder is person)
            if _somebody_new(draft, role, person, titled, people):
                continue
            spot = draft.actor_spot(role.span, person, MentionType.PERSON, score=0.7, proper=False)
            if not role.explicit_status:
                role.status = other.status
            role.holder = spot


def _kind_of(role: Role) -> tuple[str, bool]:
    """The noun of a title; a deputy's is another one."""
    return role.head.lemma_.lower(), is_deputy(role)


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
    """Third-person singular pronouns to the nearest fitting actor before them.

    First those that the article itself says, then those in quotations, whose speakers are known
    by then and never mean themselves.
    """
    chained = Chains(draft)
    quoted = Quoted(draft)
    for inside in (False, True):
        _Reading(draft, chained, quoted, inside=inside).read()


class _Reading:
    """One pass over the article; `inside`: over what stands in quotations."""

    def __init__(self, draft: Draft, chained: Chains, quoted: Quoted, *, inside: bool) -> None:
        self.draft = draft
        self.chained = chained
        self.quoted = quoted
        self.inside = inside
        self.titled = _Titled()
        self.history: list[tuple[int, bool, Spot]] = []  # sentence number, is subject, spot

    def read(self) -> None:
        for number, sentence in enumerate(self.draft.doc.sents):
            for token in sentence:
                spot = self.draft.actor_at.get(token.i)
                if spot is not None:
                    if token.i == _first(self.draft, spot, token):
                        self.titled.note(spot)
                        subject = _is_subject(token, spot, self.draft)
                        self.history.append((number, subject, spot))
                elif (meant := self.titled.meant(token)) is not None:
                    self.history.append((number, token.dep_ in phrases.SUBJECTS, meant))
                elif token.lower_ in _PRONOUNS and token.pos_ == "PRON":
                    if self.quoted.is_inside(token) == self.inside:
                        found = self._antecedent(token, number)
                        _link(self.draft, token, found, self.history, number)

    def _antecedent(self, pronoun: Token, number: int) -> Spot | None:
        human = pronoun.lower_ in _HUMAN
        if not human and (pronoun.dep_ not in _THING_SLOTS or is_empty(pronoun)):
            return None
        barred = excluded(self.draft, pronoun) | self.quoted.barred(pronoun, self.inside)
        kinds = _HUMANS if human else _BODIES

        def fits(spot: Spot) -> bool:
            actor = spot.actor
            if actor is None or actor.kind not in kinds or actor in barred or actor.group:
                return False
            return not human or actor.gender in ("", _gender(pronoun))

        found = self.chained.antecedent(pronoun, fits, self.titled.at)
        if found is not None:
            return found
        if not human and is_chained_away(pronoun, self.chained.heads(pronoun)):
            return None
        return _choose(self.history, number, fits, _REACH if human else 1)


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
    history: list[tuple[int, bool, Spot]], number: int, fits: Callable[[Spot], bool], reach: int
) -> Spot | None:
    best: tuple[tuple[int, bool, int], Spot] | None = None
    for sentence, subject, spot in reversed(history):
        if number - sentence > reach:
            break
        if spot.kind is MentionType.DEMONYM or not fits(spot):
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

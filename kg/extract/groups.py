"""Groups without a name of their own: "the Borlandic opposition", "pro-Avarian rebels", "the West".

A noun of vocabulary/groups.yaml is one where something tells the group apart: a demonym or name
before or after it, an adjective such as "Western", a prefix such as "pro-". Whoever is told apart
alike in one article is one actor. Soldiers, officials and the like act for their state.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from kg.extract import phrases
from kg.extract.draft import Actor, Draft
from kg.extract.group_nouns import is_resistance, noun_of_group
from kg.extract.implied_groups import imply_groups, shared_key
from kg.extract.registry import Registry
from kg.extract.spotting import ORGANIZATION, PERSON, PLACE, STATE
from kg.language.plain import Span, Token
from kg.records import MentionType
from kg.vocabulary.groups import COUNTRY, GROUP, OPPOSITION, GroupWords, SharedGroup, group_words

_SCORE = 0.8
_LONGEST = 8  # tokens before the noun
_NO_HEAD = frozenset({"compound", "amod", "flat", "nmod:desc"})
_BEFORE = frozenset({"DT", "PDT", "PRP$", "CD", "WP$", "IN", "MD"})
_NO_NAME = frozenset({"Date", "Quantity", "Role"})
_AFTER = frozenset({"in", "of", "from", "along", "across"})
_AROUND = frozenset({"in", "across", "through", "throughout", "into"})  # the West as a place


def find_groups(registry: Registry) -> None:
    """Spots of the groups that an article tells apart, one actor for each."""
    groups = _Groups(registry)
    groups.find()
    imply_groups(registry, groups.actors)


@dataclass(slots=True)
class _Told:
    """What tells a group apart: from `start` on, by `keys`, of which `owners` are actors."""

    start: int
    keys: list[Hashable] = field(default_factory=list)
    owners: list[Actor] = field(default_factory=list)
    region: bool = False
    apart: bool = False


class _Groups:
    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.draft: Draft = registry.draft
        self.doc = registry.draft.doc
        self.words: GroupWords = group_words()
        self.actors: dict[Hashable, Actor] = {}

    def find(self) -> None:
        for token in self.doc:
            lemma = token.lemma_.lower()
            if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in _NO_HEAD:
                continue
            shared = self._shared_name(token)
            if shared is not None:
                span = self.doc[token.i : token.i + 1]
                self._add(span, token, shared_key(shared), GROUP)
            elif lemma in self.words.types or lemma in self.words.deputies:
                self._read(token)

    def _read(self, head: Token) -> None:
        many = head.tag_ in phrases.PLURAL or head.lemma_.lower() in self.words.collective
        if not many or self._is_named(head) or is_resistance(head):
            return
        told = self._before(head)
        end = head.i + 1
        if not told.keys:
            end = self._after(head, told)
        if not told.keys or not self._is_own(head, told):
            return
        span = self.doc[told.start : end]
        kind = noun_of_group(head) or head.lemma_.lower()
        shared = self.words.shared_by(span.text)
        key: Hashable = (kind, *told.keys) if shared is None else shared_key(shared)
        self._add(span, head, key, self.words.type_of(span.text) or GROUP, told)

    def _is_named(self, head: Token) -> bool:
        """A name ends with the noun: but "Gulf states" is none."""
        spot = self.draft.actor_at.get(head.i)
        if spot is None or spot.actor is None:
            return False
        loose = spot.actor.known is None and head.is_lower and spot.actor.kind is not PERSON
        return not loose or head.lemma_.lower() in self.words.ending_names

    def _before(self, head: Token) -> _Told:
        """What stands before the noun, from the first word on that tells it apart."""
        told = _Told(head.i)
        for i in range(head.i - 1, max(-1, head.i - 1 - _LONGEST), -1):
            token = self.doc[i]
            if token.tag_ in _BEFORE or token.is_space or not head.is_ancestor(token):
                break
            if token.is_punct and token.text not in {"-", "’", "'"}:
                break
            key = self._key(token, told)
            if key is not None:
                told.start = i
                told.keys.append(key)
            elif token.lemma_.lower() in self.words.opposing and told.start == i + 1:
                told.start, told.apart = i, True
        return told

    def _key(self, token: Token, told: _Told) -> Hashable | None:
        """By what a word before the noun tells it apart; None if it does not."""
        lower = token.lower_
        if lower in self.words.prefixes and self.doc[token.i + 1].text == "-":
            told.apart = True
            return lower, self.doc[token.i + 2].lower_
        if lower in self.words.led and token.i and self.doc[token.i - 1].text == "-":
            told.apart = True
            return None
        spot = self.draft.actor_at.get(token.i)
        if spot is not None and spot.actor is not None and spot.actor.known is not None:
            return self._owner(spot.actor, told)
        if lower in self.words.regions:
            told.region = True
            return lower
        if spot is not None and spot.actor is not None and not self._covers(token, spot.end):
            return self._owner(spot.actor, told)
        if token.ent_type_ in _NO_NAME or token.is_sent_start or not token.text[:1].isupper():
            return None
        if token.pos_ == "ADJ" or token.ent_type_ == MentionType.DEMONYM.value:
            told.region = True
            return lower
        return None

    def _covers(self, token: Token, end: int) -> bool:
        """Whether a loose name goes on up to the noun itself."""
        return token.idx + len(token) < end and self.doc[token.i + 1].is_lower

    def _owner(self, actor: Actor, told: _Told) -> Actor:
        if actor not in told.owners:
            told.owners.append(actor)
        return actor

    def _after(self, head: Token, told: _Told) -> int:
        """ "Opposition parties in Kenya", "opponents of President Lind": its end."""
        for child in head.rights:
            if child.dep_ != "nmod" or child.left_edge.i != head.i + 1:
                continue
            if head.lemma_.lower() in self.words.inside:
                return head.i + 1  # "members of the union" are it
            spot = self.draft.actor_at.get(child.i)
            if spot is None or spot.actor is None or spot.kind is MentionType.DEMONYM:
                return head.i + 1
            if phrases.case_of(child) not in _AFTER or child.i - head.i > _LONGEST:
                return head.i + 1
            told.keys.append(self._owner(spot.actor, told))
            while told.start > 0 and self._goes_before(told.start - 1, head):
                told.start -= 1
            told.apart = told.apart or any(
                token.lemma_.lower() in self.words.opposing
                for token in self.doc[told.start : head.i]
            )
            end = child.i + 1
            while end < len(self.doc) and self.draft.actor_at.get(end) is spot:
                end += 1
            return end
        return head.i + 1

    def _goes_before(self, index: int, head: Token) -> bool:
        token = self.doc[index]
        return token.dep_ in {"compound", "amod"} and token.head.i == head.i and token.is_alpha

    def _is_own(self, head: Token, told: _Told) -> bool:
        """Whether the group acts for itself, not for the state or body that is named with it."""
        lemma = head.lemma_.lower()
        kinds = {actor.kind for actor in told.owners}
        if told.apart:
            return True
        if lemma in self.words.deputies:
            return told.region and not kinds
        if lemma in self.words.wide:
            return (told.region and not kinds) or self._has_members(head, kinds)
        if kinds == {ORGANIZATION} and lemma in self.words.members:
            return False
        if self.words.same.get(lemma) == COUNTRY:
            return not kinds & {STATE, PERSON}
        return bool(kinds & {STATE, PERSON, PLACE, ORGANIZATION}) or told.region

    def _has_members(self, head: Token, kinds: set[MentionType]) -> bool:
        """ "EU member states", "NATO members"."""
        states = self.words.same.get(head.lemma_.lower()) == COUNTRY
        return states and kinds == {ORGANIZATION}

    def _shared_name(self, token: Token) -> SharedGroup | None:
        """ "The West", not "the West Bank" and not "in the West"."""
        if not token.text[:1].isupper() or token.i == 0 or token.nbor(-1).lower_ != "the":
            return None
        spot = self.draft.actor_at.get(token.i)
        if spot is not None and spot.actor is not None and spot.actor.known is not None:
            return None
        following = self.doc[token.i + 1 : token.i + 2].text
        if following[:1].isupper() or phrases.case_of(token) in _AROUND:
            return None
        return self.words.shared_by(token.text)

    def _add(
        self, span: Span, head: Token, key: Hashable, kind: str, told: _Told | None = None
    ) -> None:
        actor = self.actors.get(key)
        if actor is None:
            actor = self._opposition(span, key, told) or self.registry.described(span.text)
            actor.group, self.actors[key] = kind, actor
        loose = self.draft.actor_at.get(head.i)
        if loose is not None:
            self.draft.withdraw(loose)
        free = self._free(span, head)
        spot = self.registry.add(free, actor, ORGANIZATION, _SCORE, proper=False, whole=span)
        self.draft.in_groups |= {t.i for t in span if self.draft.actor_at.get(t.i) is not spot}

    def _opposition(self, span: Span, key: Hashable, told: _Told | None) -> Actor | None:
        """That of a known state, of which the vocabulary knows that there is one."""
        if told is None or not isinstance(key, tuple) or key[0] != OPPOSITION:
            return None
        owners = [actor.known for actor in told.owners]
        pattern = self.registry.vocabulary.body(OPPOSITION)
        if len(told.keys) != 1 or len(owners) != 1 or owners[0] is None or pattern is None:
            return None
        if owners[0].type is not STATE:
            return None
        return self.registry.body(owners[0], pattern, span.text)

    def _free(self, span: Span, head: Token) -> Span:
        """The noun and what is right before it, up to another's name."""
        start = head.i
        while start > span.start and start - 1 not in self.draft.actor_at:
            start -= 1
        return self.doc[start : head.i + 1]

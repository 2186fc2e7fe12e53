"""Where a body has its seat or home: "Lindqvist Centre, based in Sweden", "the Swiss firm Bitlabs".

A body that only a state can have (a ministry, an army) is part of the state instead.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract import phrases
from kg.extract.draft import Spot
from kg.extract.phrases import POSSESSIVES
from kg.extract.relations.names import Named, Names
from kg.extract.relations.parts import is_of_state
from kg.extract.relations.records import RelationRecords
from kg.extract.relations.words import RelationWords, relation_words
from kg.extract.spotting import ORGANIZATION, PERSON, PLACE, STATE
from kg.language.plain import Token

_IN = frozenset({"in", "at", "near"})
_BASED = frozenset({ORGANIZATION, PERSON})
_MODIFIERS = frozenset({"amod", "compound"})
_FAR = 6  # tokens between "in" and the place: "in the Swiss city of Geneva"


def find_bases(names: Names, records: RelationRecords) -> None:
    """Writes which place or state a body is based in, or which state it is part of."""
    finder = _Bases(names, records, relation_words())
    for token in names.doc:
        lemma = token.lemma_.lower()
        if token.lower_ in finder.words.based:
            finder.based(token)
        elif lemma in finder.words.seats:
            finder.seat(token)
        elif lemma in finder.words.home_nouns or lemma in finder.words.state_nouns:
            finder.home(token)
    for named in names.all:
        if named.kind is ORGANIZATION and named.spot.proper and not named.is_demonym:
            finder.owned(named)
            finder.located(named)


class _Bases:
    def __init__(self, names: Names, records: RelationRecords, words: RelationWords) -> None:
        self.names, self.doc = names, names.doc
        self.records = records
        self.words = words

    def based(self, token: Token) -> None:
        """ "based in Oslo", "Oslo-based"."""
        doc, at = self.doc, token.i
        if at >= 2 and doc[at - 1].text == "-":
            place = self.names.at.get(at - 2)
            if place is None or place.kind not in {PLACE, STATE}:
                return
            nominal = token.head if token.dep_ in {"amod", "compound", "acl"} else None
            spots: Sequence[Spot] = (
                self.names.bearers(nominal, _BASED) if nominal is not None else []
            )
            following = self.names.after(at + 1, within=_FAR)
            if not spots and following is not None and following.kind in _BASED:
                spots = [following.spot]
        else:
            place = self._place_after(at + 1)
            if place is None:
                return
            spots = self._based_ones(token)
        for spot in spots:
            self.records.relate("basedIn", spot, place.spot, token.sent)

    def _based_ones(self, token: Token) -> Sequence[Spot]:
        """Who is "based in Oslo": the name before the comma, the noun before, the subject."""
        named = self.names.before_comma(token) or self.names.at.get(token.i - 1)
        if token.dep_ in {"acl", "amod", "advcl"} and named is None:
            named = self._named_before_comma(token)
        if named is not None and named.kind in _BASED:
            return [named.spot]
        holder = token.head if token.dep_ in {"acl", "amod"} else phrases.subject(token)
        if holder is None:
            return []
        return self.names.bearers(holder, {ORGANIZATION}) or self.names.bearers(holder, _BASED)

    def _named_before_comma(self, token: Token) -> Named | None:
        before = token.i - 1
        if before < 1 or self.doc[before].text != ",":
            return None
        return self.names.at.get(before - 1)

    def seat(self, token: Token) -> None:
        """ "has its headquarters in Oslo", "Bitlabs headquarters in Oslo"."""
        place = self._place_after(token.i + 1)
        if place is None:
            return
        owners = phrases.children(token, "nmod:poss", "compound")
        pronoun = any(owner.pos_ == "PRON" for owner in owners)
        if token.head.lemma_.lower() in {"have", "move"} and (pronoun or not owners):
            subject = phrases.subject(token.head)
            owners = [subject] if subject is not None else []
        owners += list(phrases.oblique(token, "of"))
        for spot in self.names.spots(owners, {ORGANIZATION}):
            self.records.relate("basedIn", spot, place.spot, token.sent)

    def home(self, noun: Token) -> None:
        """ "the Swiss newspaper X", "X, a Swiss newspaper"."""
        own = self.names.at.get(noun.i)
        if own is not None and own.actor.body is not None:
            return  # part of who owns it
        place = self._home_of(noun)
        if place is None:
            return
        for spot in self.names.bearers(noun, {ORGANIZATION}):
            if not spot.proper:
                continue
            part = noun.lemma_.lower() in self.words.state_nouns and place.kind is STATE
            self.records.relate("partOf" if part else "basedIn", spot, place.spot, noun.sent)

    def _home_of(self, noun: Token) -> Named | None:
        for child in phrases.children(noun, "amod", "compound", "nmod:poss", "nmod:desc"):
            named = self.names.at.get(child.i)
            if named is None or child.i > noun.i or named.kind not in {STATE, PLACE}:
                continue
            beside = (i for i in (named.start - 1, named.end) if 0 <= i < len(self.doc))
            if all(self.doc[i].text != "-" for i in beside):
                return named  # not "pro-Borland"
        return None

    def owned(self, named: Named) -> None:
        """ "Peru's Bitlabs", "Norway's ruling Labour Party", "the Peruvian Bitlabs"."""
        root = self.names.root(named)
        if named.actor.body is not None or (root.dep_ in _MODIFIERS and root.head.i >= named.end):
            return  # "Borland's UN ambassador"
        start = named.start
        while start > 0 and self._describes(start - 1, named):
            start -= 1
        owner = self.names.owner_before(start)
        if owner is None:
            before = self.names.at.get(start - 1)
            if before is None or not before.is_demonym or start != named.start:
                return
            root = self.names.root(before)
            if root.dep_ not in _MODIFIERS or root.head.i not in range(start, named.end):
                return
            owner = before
        if owner.kind in {STATE, PLACE}:
            part = owner.kind is STATE and is_of_state(self.names, named)
            predicate = "partOf" if part else "basedIn"
            self.records.relate(predicate, named.spot, owner.spot, self.doc[named.start].sent)

    def _describes(self, index: int, named: Named) -> bool:
        token = self.doc[index]
        if index in self.names.at or token.is_space or token.text in POSSESSIVES:
            return False
        inside = token.head.i in range(named.start, named.end)
        return token.pos_ in {"ADJ", "NOUN", "VERB"} and inside and token.dep_ != "nsubj"

    def located(self, named: Named) -> None:
        """ "the Lindqvist Centre in Oslo"."""
        doc, at = self.doc, named.end
        if doc[at : at + 1].text == ")":
            at += 1
        if doc[at : at + 1].text != "in":
            return
        place = self._place_after(at)
        if place is None or place.is_demonym:
            return
        head = self.names.root(place).head
        while head.i > at and head.i not in self.names.at and head.head.i != head.i:
            head = head.head  # "in the city of Oslo"
        if head.i in range(named.start, named.end):
            self.records.relate("basedIn", named.spot, place.spot, doc[named.start].sent)

    def _place_after(self, index: int) -> Named | None:
        """The place after "in" at `index`: Geneva in "in the Swiss city of Geneva"."""
        doc = self.doc
        if doc[index : index + 1].text.lower() not in _IN:
            return None
        at = index + 1
        while at < min(index + 1 + _FAR, len(doc)):
            named = self.names.at.get(at)
            if named is not None and named.kind in {PLACE, STATE} and not named.is_demonym:
                return named
            token = doc[at]
            if named is None and token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN"}:
                if token.lower_ != "of" and token.text not in POSSESSIVES:
                    return None
            elif named is not None and named.kind not in {PLACE, STATE}:
                return None
            at = named.end if named is not None else at + 1
        return None

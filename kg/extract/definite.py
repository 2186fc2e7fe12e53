"""Common nouns for a body or state named before: "the lender", "the rebels", "the regime".

A noun goes with the actor of its coreference chain if one of that kind is there; else with the
nearest actor that is known to be of the kind, in this sentence or the one before it, or with the
only one a little farther back. An indefinite noun in between ("a bank") brings in another.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections import Counter
from collections.abc import Callable, Iterator

from kg.extract.chained import Chains
from kg.extract.described import Descriptions, kinds_of_noun, kinds_of_sign
from kg.extract.draft import Actor, Draft, Spot, start_of
from kg.extract.lexicon import table
from kg.extract.phrases import NAMING
from kg.language.plain import Token
from kg.records import MentionType

_WORDS = table("nominals")
STATES = frozenset(_WORDS["states"])
_CHAINED = STATES | frozenset(_WORDS["states_chained"])
_CONTRASTS = frozenset(_WORDS["contrasts"])
_SURE, _LIKELY = 0.7, 0.6
_NEAR, _FAR = 1, 4  # sentences back
_DEFINITE = frozenset({"the", "that", "this"})
_PLAIN = frozenset({"det", "case", "punct", "cc", "conj", "advmod", "amod", "nmod:poss", "appos"})
_NO_HEAD = NAMING | {"compound", "amod"}


def link_definites(draft: Draft) -> None:
    """Spots for definite nouns whose actor the article has named."""
    nouns = [t for t in draft.doc if t.pos_ == "NOUN" and t.i not in draft.actor_at]
    described = {lemma for spot in draft.actor_spots() for lemma in _nouns_of_group(draft, spot)}
    listed = kinds_of_noun().keys() | described
    wanted = [t for t in nouns if t.lemma_.lower() in listed or _is_state(t)]
    if wanted:
        _Linker(draft, wanted).link()


def _nouns_of_group(draft: Draft, spot: Spot) -> Iterator[str]:
    """ "Dissident" of "the Avarian dissidents"."""
    span = draft.doc.char_span(spot.start, spot.end) if spot.actor and spot.actor.group else None
    if span is not None:
        yield span.root.lemma_.lower()


def _is_state(noun: Token) -> bool:
    plain = all(c.dep_ not in {"compound", "nmod:desc"} for c in noun.children)
    return noun.lemma_.lower() in _CHAINED and noun.tag_ == "NN" and plain


class _Linker:
    def __init__(self, draft: Draft, wanted: list[Token]) -> None:
        self.draft = draft
        self.wanted = wanted
        self.chained = Chains(draft)
        self.described = Descriptions(draft)
        self.begins = [sentence.start_char for sentence in draft.doc.sents]
        spots = draft.actor_spots()
        self.named = [spot for spot in spots if _is_body(spot)]
        self.states = [spot for spot in spots if _is_of_state(spot)]
        self.introduced: dict[str, int] = {}  # noun → where an indefinite one stood last

    def link(self) -> None:
        for noun in self.wanted:
            lemma = noun.lemma_.lower()
            if is_definite(noun) and not self._is_owned(noun):
                found = self._state(noun) if _is_state(noun) else self._body(noun)
                if found is not None:
                    actor, score = found
                    span = self.draft.doc[noun.i : noun.i + 1]
                    spot = self.draft.actor_spot(span, actor, actor.kind, score=score, proper=False)
                    if actor.kind is MentionType.ORGANIZATION:
                        insort(self.named, spot, key=start_of)
            elif _is_new(noun):
                self.introduced[lemma] = noun.idx

    def _is_owned(self, noun: Token) -> bool:
        """ "the German government", "Iran's army" are another's."""
        return any(
            c.dep_ == "nmod:poss" or (c.i in self.draft.actor_at and c.dep_ in _NO_HEAD)
            for c in noun.children
        )

    def _state(self, noun: Token) -> tuple[Actor, float] | None:
        spot = self.chained.antecedent(noun, _is_of_state)
        if spot is None or spot.actor is None:
            return None
        at = bisect(self.states, noun.idx, key=start_of)
        if noun.lemma_.lower() not in STATES and self.states[at - 1].actor is not spot.actor:
            return None  # "the government" is that of the state named last, or it is unclear whose
        return spot.actor, _SURE

    def _body(self, noun: Token) -> tuple[Actor, float] | None:
        lemma = noun.lemma_.lower()
        needed = self._needed(noun)
        if needed is None or any(child.lower_ == "this" for child in noun.children):
            return None  # "this court" is the one that is spoken to

        def fits(spot: Spot) -> bool | None:
            if spot.actor is None or (needed and not needed & self.described.kinds[spot.actor]):
                return False
            return self.described.fits(spot.actor, lemma)

        singular = noun.tag_ == "NN"
        spot = self.chained.antecedent(
            noun, lambda s: _is_body(s) and bool(fits(s) or (singular and fits(s) is None))
        )
        chained = spot.actor if spot is not None else None
        near, times = self._recent(noun, fits)
        if chained is not None:  # unless another of the kind stands nearer and counts as much
            rival = near not in (None, chained) and times[near] >= times[chained]
            return None if rival else (chained, _SURE)
        if near is None and len(times) == 1:  # what the article speaks of, not once in passing
            near = next((actor for actor, count in times.items() if count > 1), None)
        return (near, _LIKELY) if near is not None else None

    def _recent(
        self, noun: Token, fits: Callable[[Spot], bool | None]
    ) -> tuple[Actor | None, Counter[Actor | None]]:
        """The nearest body that fits, if it is near enough, and how often each is named."""
        after = self.introduced.get(noun.lemma_.lower(), -1)
        here = bisect(self.begins, noun.idx)
        near: Actor | None = None
        times: Counter[Actor | None] = Counter()
        for at in range(bisect(self.named, noun.idx, key=start_of) - 1, -1, -1):
            spot = self.named[at]
            back = here - bisect(self.begins, spot.start)
            if back > _FAR or spot.start < after:
                break
            if fits(spot):
                near = near or (spot.actor if back <= _NEAR else None)
                times[spot.actor] += 1
        return near, times

    def _needed(self, noun: Token) -> frozenset[str] | None:
        """The kinds that the words before the noun ask for: "the rebel group"; None if unclear."""
        before = [c for c in noun.children if c.dep_ in {"compound", "nmod:desc", "amod"}]
        needed: frozenset[str] = frozenset()
        for word in before:
            kinds = kinds_of_sign().get(word.lower_)
            if kinds is None and word.dep_ != "amod":
                return None
            needed |= kinds or frozenset()
        return needed


def is_definite(noun: Token) -> bool:
    """ "the country", "the war-torn country", with nothing that says another one is meant."""
    if noun.dep_ in _NO_HEAD or not noun.is_lower:
        return False
    article = any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in noun.children)
    # "The group's leader": the parse may give the article to the leader.
    article = article or (noun.dep_ == "nmod:poss" and noun.i > 0 and noun.nbor(-1).lower_ == "the")
    if not article or noun.tag_ not in {"NN", "NNS"}:
        return False
    return all(_says_nothing_new(child) for child in noun.children)


def _says_nothing_new(child: Token) -> bool:
    if child.dep_ == "acl:relcl":
        return child.left_edge.i > 0 and child.left_edge.nbor(-1).text == ","
    if child.dep_ == "amod":
        return child.lower_ not in _CONTRASTS and child.tag_ not in {"JJS", "JJR"}
    return child.dep_ in _PLAIN or child.dep_ in {"compound", "nmod:desc"}


def _is_new(noun: Token) -> bool:
    """ "a bank", "two groups", where they do not say what a name stands for."""
    if noun.dep_ in _NO_HEAD or any(c.dep_ in {"cop", "appos", "flat"} for c in noun.children):
        return False
    counted = any(
        c.dep_ == "nummod" or (c.dep_ == "det" and c.lower_ in {"a", "an", "another", "some"})
        for c in noun.children
    )
    return counted or (noun.tag_ == "NNS" and not any(c.dep_ == "det" for c in noun.children))


def _is_body(spot: Spot) -> bool:
    return spot.actor is not None and spot.actor.kind is MentionType.ORGANIZATION


def _is_of_state(spot: Spot) -> bool:
    return spot.actor is not None and spot.actor.kind is MentionType.STATE

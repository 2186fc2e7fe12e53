"""Spans that may be names: from the entity recogniser, and from the vocabulary.

Where the two overlap, one of them wins; what a name stands for is decided in `actors`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

from kg.extract.phrases import POSSESSIVES
from kg.language import SCORE
from kg.language.plain import Doc, Token
from kg.records import MentionType
from kg.vocabulary import KnownEntity, Vocabulary

LISTS: dict[str, frozenset[str]] = {
    name: frozenset(words)
    for name, words in yaml.safe_load(
        (Path(__file__).parent / "names.yaml").read_text(encoding="utf-8")
    ).items()
}
PERSON, STATE = MentionType.PERSON, MentionType.STATE
ORGANIZATION, PLACE = MentionType.ORGANIZATION, MentionType.PLACE
DEMONYM = MentionType.DEMONYM
LONGEST = 7  # tokens in a known name
_AFTER_WORD = frozenset(" \n,.")


@dataclass(slots=True)
class Candidate:
    """A possible name: token range, type, score and the known entity if there is one."""

    start: int
    end: int
    kind: MentionType
    score: float
    known: KnownEntity | None = None


class Recognised(NamedTuple):
    """A name that the entity recogniser marks: [start, end) in tokens, type, score."""

    start: int
    end: int
    kind: MentionType
    score: float


def recognised_names(doc: Doc) -> list[Recognised]:
    """All entities of types that we know, in text order; pieces of one name are joined."""
    out: list[Recognised] = []
    for ent in doc.ents:
        try:
            kind = MentionType(ent.label_)
        except ValueError:
            continue
        score = float(doc.source.user_data.get(f"{SCORE}{ent.start}", 0.9))
        found = Recognised(ent.start, ent.end, kind, score)
        if out and _goes_on(doc, out[-1], found):
            before = out.pop()
            found = Recognised(before.start, found.end, kind, min(before.score, score))
        out.append(found)
    return out


def _goes_on(doc: Doc, first: Recognised, second: Recognised) -> bool:
    """ "Rolf-" and "Dieter Kern", "2011" and "Song Festival", "coast guard" and "spokesman"."""
    if (
        first.kind is not second.kind
        or first.end != second.start
        or doc[second.start].is_sent_start
    ):
        return False
    if first.kind is PERSON:
        hyphen = doc[first.end - 1].text == "-"
        lone = 1 in {first.end - first.start, second.end - second.start}
        return hyphen or (lone and doc[first.end - 1].lower_.rstrip(".") not in LISTS["titles"])
    if first.kind is MentionType.ROLE:
        return doc[first.end - 1].pos_ in {"NOUN", "PROPN"}
    return first.kind is MentionType.AGREEMENT


class NameSpotter:
    """Finds the candidates of one document."""

    def __init__(self, doc: Doc, vocabulary: Vocabulary, words: Sequence[str]) -> None:
        self.doc = doc
        self.vocabulary = vocabulary
        self._words = words

    def candidates(self) -> list[Candidate]:
        """Non-overlapping candidates in text order: known names against recognised ones."""
        recognised = [c for name in recognised_names(self.doc) for c in self._recognised(name)]
        taken: dict[int, Candidate] = {i: c for c in recognised for i in range(c.start, c.end)}
        for known in self._gazetteer():
            rivals = {id(taken[i]): taken[i] for i in range(known.start, known.end) if i in taken}
            if all(self._beats(known, rival) for rival in rivals.values()):
                for rival in rivals.values():
                    for i in range(rival.start, rival.end):
                        taken.pop(i, None)
                for i in range(known.start, known.end):
                    taken[i] = known
        unique = {id(c): c for c in taken.values()}
        return sorted(unique.values(), key=lambda c: (c.start, c.end))

    def _recognised(self, name: Recognised) -> Iterator[Candidate]:
        start, end, kind, score = name
        if kind in {MentionType.DATE, MentionType.QUANTITY, MentionType.ROLE}:
            return  # read by their own modules
        while start < end and (
            self.doc[start].lower_ in {"the", "a", "an"} or self.doc[start].is_punct
        ):
            start += 1
        while end > start and (
            self.doc[end - 1].text in POSSESSIVES or _is_edge(self.doc[end - 1])
        ):
            end -= 1
        if kind is ORGANIZATION and self.doc[end - 1].lower_ in LISTS["agreement_heads"]:
            kind = MentionType.AGREEMENT
        if kind is PERSON:
            while start < end and self.doc[start].lower_.rstrip(".") in LISTS["titles"]:
                start += 1
        if start >= end:
            return
        text = self.doc[start:end].text
        if not any(c.isalpha() for c in text) or text.lower() in LISTS["never"] or "\n" in text:
            return
        if kind in {PERSON, ORGANIZATION, STATE, PLACE} and text.islower():
            return
        yield from self._split_owner(Candidate(start, end, kind, score))

    def _split_owner(self, candidate: Candidate) -> Iterator[Candidate]:
        """ "South Korea's National Security Council" is a state and a body."""
        if candidate.kind in {ORGANIZATION, MentionType.MISC, MentionType.AGREEMENT}:
            for i in range(candidate.start + 1, candidate.end - 1):
                if self.doc[i].text in {"'s", "’s"}:
                    owner = self.doc[candidate.start : i].text
                    if self.vocabulary.state(owner) or self.vocabulary.capital_of(owner):
                        yield Candidate(candidate.start, i, STATE, candidate.score)
                        yield Candidate(i + 1, candidate.end, candidate.kind, candidate.score)
                        return
        yield candidate

    def _gazetteer(self) -> Iterator[Candidate]:
        """Known names in the text, longest first, without overlaps."""
        doc, text, index = self.doc, self.doc.text, 0
        words = self._words
        while index < len(doc):
            step, start = 1, doc[index].idx
            if text[start].isupper():
                for length in range(self._longest(words[index : index + LONGEST]), 0, -1):
                    last = doc[index + length - 1]
                    if last.is_space or (last.is_punct and length > 1) or last.text in POSSESSIVES:
                        continue
                    found = self._known(text[start : last.idx + len(last)], index, length)
                    if found is not None:
                        kind, known = found
                        yield Candidate(index, index + length, kind, 0.99, known)
                        step = length
                        break
            index += step

    def _longest(self, words: Sequence[str]) -> int:
        """How many tokens a known name may have at most that begins with the first of `words`."""
        first, *others = words
        if first and not self.vocabulary.may_begin(first):
            return 0
        if first and others and others[0] and not self.vocabulary.may_go_on(first, others[0]):
            return 1
        return len(words)

    def _known(
        self, text: str, index: int, length: int
    ) -> tuple[MentionType, KnownEntity | None] | None:
        """What `text`, so many tokens from `index` on, is the name of."""
        if length == 1 and len(text) < 2:
            return None
        named = self.vocabulary.called(text)
        states = [e for e in named if e.type is STATE]
        if len(states) == 1:
            return STATE, states[0]
        metonym = self.vocabulary.metonym(text)
        if metonym is not None and metonym.type is STATE:
            return STATE, metonym
        if length == 1 and self.doc[index].tag_ not in {"NNP", "NNPS", "JJ", "NN", "NNS"}:
            return None
        demonym = self.vocabulary.demonym(text)
        if demonym is not None:
            return DEMONYM, demonym
        organizations = [e for e in named if e.type is ORGANIZATION]
        if len(organizations) == 1 and (length > 1 or text.isupper() or len(named) == 1):
            return ORGANIZATION, organizations[0]
        if length > 1 and len(organizations) > 1 and all(map(is_party, organizations)):
            return ORGANIZATION, None  # "Labour Party": one of several
        if metonym is not None:
            return ORGANIZATION, metonym
        places = [e for e in named if e.type is PLACE]
        if places:
            return PLACE, places[0]
        return None

    def _beats(self, known: Candidate, rival: Candidate) -> bool:
        """Whether a known name replaces an overlapping recognised one."""
        inside = rival.start <= known.start and known.end <= rival.end
        same = known.start == rival.start and known.end == rival.end
        if rival.known is not None:
            return False
        if known.known is None:  # a name that several parties bear
            longer = known.start <= rival.start and rival.end <= known.end
            return longer and not (same and rival.kind is ORGANIZATION)
        if same:
            text = self.doc[known.start : known.end].text
            ambiguous = known.known is not None and text in known.known.ambiguous
            if rival.kind is PERSON:
                return known.kind in {STATE, PLACE} and not ambiguous and not self._titled(rival)
            return not (ambiguous and rival.kind in {PLACE, PERSON, ORGANIZATION})
        return not inside

    def _titled(self, candidate: Candidate) -> bool:
        before = self.doc[candidate.start - 1].lower_.rstrip(".") if candidate.start else ""
        return before in LISTS["titles"]


def lone_words(doc: Doc) -> list[str]:
    """Of each token the text, if it is of letters only and nothing is glued to its end: any name
    that begins there has it for its first word. "" for other tokens."""
    text = f"{doc.text} "
    return [
        token.text
        if token.is_alpha and len(token) > 1 and text[token.idx + len(token)] in _AFTER_WORD
        else ""
        for token in doc
    ]


def is_party(known: KnownEntity) -> bool:
    return known.organization_type == "party"


def _is_edge(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text not in {")", "."})

"""What kind of thing a lone name is, as the whole article tells.

The recogniser decides sentence by sentence; a name that it takes for a person here may be the
state that owns a parliament there, and "Holub" may be the person named in full before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.persons import word_before
from kg.extract.phrases import SUBJECTS, case_of, children
from kg.extract.spotting import LISTS, ORGANIZATION, PERSON, PLACE, STATE, Candidate
from kg.language.plain import Doc, Span
from kg.records import MentionType
from kg.vocabulary import Vocabulary, fold

_OPEN = frozenset({PERSON, PLACE, ORGANIZATION, STATE, MentionType.MISC})
_SURE = 0.85


def retyped(doc: Doc, vocabulary: Vocabulary, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, of another type where the article as a whole speaks against theirs."""
    article = _Article(doc, vocabulary, candidates)
    return [article.judged(candidate) for candidate in candidates]


class _Article:
    def __init__(self, doc: Doc, vocabulary: Vocabulary, candidates: Sequence[Candidate]) -> None:
        self._doc = doc
        self._vocabulary = vocabulary
        self._full: set[str] = set()  # full names of persons, folded
        self._families: set[str] = set()
        self._parts: set[str] = set()  # all words of the full names
        for one in candidates:
            words = fold(doc[one.start : one.end].text).split()
            if one.kind is PERSON and len(words) > 1:
                self._full.add(" ".join(words))
                self._parts.update(words)
                self._families.add(words[-1])
                self._families.update({words[0]} & LISTS["family_first"])
        self._bodies = {
            fold(doc[one.start : one.end].text) for one in candidates if one.kind is ORGANIZATION
        }
        self._towns = {self._doc[one.start].lower_ for one in candidates if self._is_located(one)}
        self._states = {
            self._doc[one.start].lower_ for one in candidates if self._owns_a_state(one)
        }

    def judged(self, candidate: Candidate) -> Candidate:
        if candidate.kind not in _OPEN:
            return candidate
        span = self._doc[candidate.start : candidate.end]
        if self._vocabulary.called(span.text) or candidate.known is not None:
            kind = self._kind_of_known(candidate, span)
        else:
            kind = self._kind_of_unknown(candidate, span)
        if kind is candidate.kind:
            return candidate
        score = max(candidate.score, _SURE) if kind is STATE else candidate.score
        return replace(candidate, kind=kind, score=score, known=None)

    def _kind_of_known(self, candidate: Candidate, span: Span) -> MentionType:
        """ "Washington", "Chad": a place, unless somebody of the article has this family name."""
        bears = len(span) == 1 and fold(span.text) in self._families
        if candidate.kind is not PERSON:
            root = span.root
            human = root.dep_ in SUBJECTS and root.head.lemma_.lower() in LISTS["human_verbs"]
            return PERSON if bears and human else candidate.kind
        if len(span) > 1 or word_before(span) in LISTS["titles"]:
            return PERSON
        known = self._vocabulary.called(span.text)
        joined = [span.root.head] if span.root.dep_ == "conj" else children(span.root, "conj")
        if bears and all(token.ent_type_ != STATE for token in joined):
            return PERSON
        types = {entity.type for entity in known}
        if ORGANIZATION in types and fold(span.text) in self._bodies:
            return ORGANIZATION  # "Apple said", read as a company elsewhere in the article
        return STATE if STATE in types else PLACE if PLACE in types else PERSON

    def _kind_of_unknown(self, candidate: Candidate, span: Span) -> MentionType:
        folded = fold(span.text)
        if len(span) == 1 and span.text.lower() in self._states:
            return STATE
        town = len(span) == 1 and span.text.lower() in self._towns
        named = folded in self._full or (len(span) == 1 and folded in self._parts)
        return PERSON if named and not town else candidate.kind

    def _is_located(self, candidate: Candidate) -> bool:
        """ "in Velmar", "the mayor of Velmar": a town, whoever else is called so."""
        if candidate.kind is not PLACE or candidate.end - candidate.start > 1:
            return False
        token = self._doc[candidate.start]
        case = case_of(token)
        of_town = case == "of" and token.head.lemma_.lower() in LISTS["place_parts"]
        return case in LISTS["place_cases"] or of_town

    def _owns_a_state(self, candidate: Candidate) -> bool:
        """ "Borland's parliament", "the capital of Borland": what only states have."""
        if candidate.kind not in _OPEN or candidate.end - candidate.start > 1:
            return False
        token = self._doc[candidate.start]
        if token.lower_ in self._parts or self._vocabulary.called(token.text):
            return False
        if self._vocabulary.persons_of_family(token.text):
            return False
        owns = token.dep_ == "nmod:poss" or (token.dep_ == "nmod" and case_of(token) == "of")
        if owns and token.head.pos_ == "PROPN" and candidate.kind is PLACE:
            # "President Ada Lind of Borland"
            titles = children(token.head, "nmod:desc")
            return any(title.lemma_.lower() in LISTS["state_nouns"] for title in titles)
        return owns and token.head.lemma_.lower() in LISTS["state_nouns"]

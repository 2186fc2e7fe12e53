"""What else is said: what a source asserts, denies or demands that is no event or relation.

"The pact threatens nobody, he said" tells of no interaction, but whoever asks what he says needs
it. Such content is kept in the words of its clause, with the actors named in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract import phrases
from kg.extract.attribution import Attribution, Level
from kg.extract.claims import ClaimRecords
from kg.extract.cues import Cue, beside, cue_lexicon, reading
from kg.extract.draft import ACTORS, Spot
from kg.extract.figures import Found
from kg.extract.participants import of_first_slot
from kg.language.plain import Span, Token
from kg.records import Factuality, MentionType, Proposition, Stance

_CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "csubj:pass", "parataxis", "acl", "advcl"})
_PHRASES = frozenset({"obj", "nsubj:pass", "obl", "nmod"})
_VERBAL = frozenset({"VERB", "AUX"})
# What hangs below a clause by these is part of what it says; a subject or a relative clause is not.
_WITHIN = frozenset({"obj", "iobj", "xcomp", "compound", "obl", "nmod", "amod", "obl:agent"})
_COMPLEMENTS = frozenset({"xcomp", "obl", "ccomp", "advcl", "obl:as"})
_SHORTEST = 2  # words


class Propositions:
    """Finds the contents of one article that nothing else tells, and writes them."""

    def __init__(self, records: ClaimRecords, figures: Sequence[Found]) -> None:
        self._records = records
        self._draft = records.draft
        self._classes = records.lexicon.classes
        self._attributor = records.attributor
        counted = {one for event in records.events.values() for one in event.figures}
        self._figures = [found for found in figures if found.record.id not in counted]
        self._cues = {
            level.cue.i
            for attribution in records.told.values()
            for level in attribution.levels
            if level.cue is not None
        }
        self._claimed = {claim.cue for claim in records.claims.values() if claim.cue}

    def write(self) -> None:
        """Adds the propositions and their claims to the records."""
        found = list(self._judgements())
        for head in self._contents():
            attribution = self._attributor.attribute(head)
            if _is_said(attribution.levels[0]) and not self._is_told(head, attribution):
                found.append((head, self._span(head, attribution), attribution))
        self._cues |= {
            level.cue.i for _, _, one in found for level in one.levels if level.cue is not None
        }
        for head, span, attribution in sorted(found, key=lambda one: one[0].i):
            # "Tass reported that he said": what Tass reports is his claim.
            if head.i not in self._cues and len(span) >= _SHORTEST:
                self._write(head, span, attribution)

    def _write(self, head: Token, span: Span, attribution: Attribution) -> None:
        records, number = self._records, len(self._draft.propositions)
        verbal = head.pos_ in _VERBAL or phrases.child(head, "cop") is not None
        proposition = Proposition(
            id=f"#s{number}",
            about=tuple(spot.handle for spot in self._actors(span)),
            evidence=(self._draft.evidence(span).handle,),
            time_frame=records.frame(head, attribution) if verbal else None,
            figures=tuple(f.record.id for f in self._figures if f.head in span),
        )
        self._draft.propositions.append(proposition)
        records.claim(proposition.id, attribution, self._draft.evidence(head.sent))

    def _actors(self, span: Span) -> list[Spot]:
        """One spot of each person, state and organization named in a stretch of text."""
        found: dict[int, Spot] = {}
        for token in span:
            spot = self._draft.actor_at.get(token.i)
            if spot is None or spot.actor is None or spot.actor.kind not in ACTORS:
                continue
            if spot.actor.kind is not MentionType.PLACE:
                found.setdefault(id(spot.actor), spot)
        return list(found.values())

    # -- where something is said -------------------------------------------------------------------

    def _contents(self) -> Iterator[Token]:
        """The heads of clauses and phrases that may be what somebody says, in text order."""
        heads: set[int] = set()
        for token in self._draft.doc:
            if self._is_content(token) or (token.dep_ == "conj" and self._goes_on(token, heads)):
                heads.add(token.i)
                yield token

    def _is_content(self, token: Token) -> bool:
        if token.dep_ == "ROOT":
            return self._is_attributed(token)
        if token.dep_ not in _CLAUSES | _PHRASES:
            return False
        cue = reading(token.head, token, self._classes)
        return cue is not None and bool(cue.source) and _is_saying(cue, token)

    def _is_attributed(self, root: Token) -> bool:
        """Whether a sentence stands in a quotation or a turn, or its source beside it."""
        speakers = self._attributor.speakers
        if root.is_space or root.is_punct:
            return False
        if speakers.is_turn(root) or speakers.quote_at(root.idx) is not None:
            return root.text != "?" and root.sent[-1].text != "?"
        if beside(root) is not None or self._attributor.spans.sources(root) is not None:
            return True
        return bool(self._attributor.according_to([root], Factuality.CERTAIN))

    def _goes_on(self, token: Token, heads: set[int]) -> bool:
        """Whether a clause beside one that is said is one of its own."""
        first = token.head
        if first.i not in heads or token.pos_ not in _VERBAL | {"NOUN", "ADJ"}:
            return False
        return phrases.child(token, *phrases.SUBJECTS) is not None

    def _is_told(self, head: Token, attribution: Attribution) -> bool:
        """Whether an event or relation says what a clause says."""
        if head.pos_ not in _VERBAL and self._is_claimed(attribution.levels[0]):
            return True
        waiting = [head]
        while waiting:
            token = waiting.pop()
            if token.i in self._records.told:
                return True
            waiting += phrases.children(token, *_WITHIN)
        return False

    def _is_claimed(self, level: Level) -> bool:
        cue = level.cue
        if cue is None:
            return False
        return self._draft.word(cue, MentionType.CUE).handle in self._claimed

    # -- its words ---------------------------------------------------------------------------------

    def _span(self, head: Token, attribution: Attribution) -> Span:
        """The stretch around a head without who says it, and without what follows as well."""
        apart: set[int] = set()
        for level in attribution.levels:
            if level.cue is not None:
                cue = level.cue if level.cue.dep_ not in {"case", "mark"} else level.cue.head
                if cue != head and head not in cue.subtree:
                    apart |= {token.i for token in cue.subtree}
        for below in head.children:
            own = below.dep_ == "conj" and phrases.child(below, *phrases.SUBJECTS) is not None
            mark = below.dep_ == "mark" and below.lower_ in {"that", "whether", "if"}
            if own or mark:
                apart |= {token.i for token in below.subtree}
        kept = {token.i for token in head.subtree} - apart
        if head.dep_ in _PHRASES:
            kept |= {t.i for as_ in _as_what(head) for t in as_.subtree}
        start = end = head.i
        while start - 1 in kept:
            start -= 1
        while end + 1 in kept:
            end += 1
        doc = self._draft.doc
        while start < head.i and _is_edge(doc[start]):
            start += 1
        while end > head.i and _is_edge(doc[end]):
            end -= 1
        return doc[start : end + 1]

    # -- "called the move a provocation" -----------------------------------------------------------

    def _judgements(self) -> Iterator[tuple[Token, Span, Attribution]]:
        """What is called, branded or described as something."""
        for verb in self._draft.doc:
            cue = next((cue for cue in cue_lexicon().of(verb) if cue.describes), None)
            judged = phrases.child(verb, "obj", "nsubj:pass") if cue is not None else None
            if cue is None or judged is None or verb.i in self._records.told:
                continue
            said = [t for t in phrases.children(verb, *_COMPLEMENTS) if t.i > judged.i]
            if not said or not of_first_slot(self._draft, self._records.lexicon, verb, ("subj",)):
                continue
            level = self._attributor.level(cue, verb, Factuality.CERTAIN)
            if any(token.lower_ in cue_lexicon().falsehoods for t in said for token in t.subtree):
                continue
            outer = self._attributor.attribute(verb)
            above = outer.levels if _is_said(outer.levels[0]) else ()
            span = self._draft.doc[judged.left_edge.i : said[0].right_edge.i + 1]
            yield said[0], span, Attribution((level, *above), outer.own, outer.future)


def _is_said(level: Level) -> bool:
    """Whether somebody says it, not the article itself."""
    return bool(level.sources) or level.anonymous


def _is_saying(cue: Cue, content: Token) -> bool:
    """Whether a cue of this reading puts something into words, not only plans or tries it."""
    if cue.stance is Stance.CONSIDER and cue.form:
        return False
    if content.dep_ in _PHRASES or content.pos_ not in _VERBAL:
        return cue.stance is not Stance.ASSERT or content.dep_ in _CLAUSES
    return True


def _as_what(judged: Token) -> list[Token]:
    """ "dismissed the reports as groundless"."""
    return [
        token
        for token in judged.head.children
        if token.i == judged.right_edge.i + 1 + 0 and phrases.case_of(token) == "as"
    ]


def _is_edge(token: Token) -> bool:
    return token.is_space or token.is_punct or token.dep_ == "cc"

"""What else is said: what a source asserts, denies or demands that is no event or relation.

"The pact threatens nobody, he said" tells of no interaction, but whoever asks what he says needs
it. Such content is kept in the words of its clause, with the actors named in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract import factuality, phrases
from kg.extract.attribution import Attribution, Level
from kg.extract.claims import ClaimRecords
from kg.extract.climbing import governor
from kg.extract.cues import Cue, beside, cue_lexicon, reading
from kg.extract.draft import ACTORS, Spot
from kg.extract.figures import Found
from kg.extract.participants import acting_spot
from kg.extract.saying import (
    CLAUSES,
    PHRASES,
    VERBAL,
    can_stand,
    is_direct,
    is_saying,
    is_verbal,
    says_something,
)
from kg.extract.speakers import is_speaker
from kg.extract.wording import Wording, is_clause_beside, opens_quotation
from kg.language.plain import Span, Token
from kg.records import Factuality, MentionType, Proposition, Stance

# What hangs below a clause by these is part of what it says; a subject or a relative clause is not.
_WITHIN = frozenset({"obj", "iobj", "xcomp", "compound", "obl", "nmod", "amod", "obl:agent"})
_JUDGED = frozenset({"obj", "nsubj:pass"})
_JUDGEMENTS = frozenset({"xcomp", "ccomp", "obl", "advcl"})
_ASKED = frozenset({"whether", "if"})


@dataclass(frozen=True, slots=True)
class Content:
    """The head of something said, its words, and who says it."""

    head: Token
    span: Span
    attribution: Attribution


class Propositions:
    """Finds the contents of one article that nothing else tells, and writes them."""

    def __init__(self, records: ClaimRecords, figures: Sequence[Found]) -> None:
        self._records = records
        self._draft = records.draft
        self._attributor = records.attributor
        self._wording = Wording(records.attributor)
        counted = {one for event in records.events.values() for one in event.figures}
        self._figures = [found for found in figures if found.record.id not in counted]
        self._claimed = {claim.cue for claim in records.claims.values() if claim.cue}

    def write(self) -> None:
        """Adds the propositions and their claims to the records."""
        found = [*self._clauses(), *self._judgements()]
        attributions = [*self._records.told.values(), *(one.attribution for one in found)]
        cues = {
            level.cue.i
            for attribution in attributions
            for level in attribution.levels
            if level.cue is not None
        }
        for content in sorted(found, key=lambda one: one.head.i):
            # "Tass reported that he said": what Tass reports is his claim.
            if content.head.i not in cues and says_something(content.head, content.span):
                self._write(content)

    def _write(self, content: Content) -> None:
        head, span, attribution = content.head, content.span, content.attribution
        records, draft = self._records, self._draft
        proposition = Proposition(
            id=f"#s{len(draft.propositions)}",
            about=tuple(spot.handle for spot in self._actors(span)),
            evidence=(draft.evidence(span).handle,),
            time_frame=records.frame(head, attribution) if is_verbal(head) else None,
            figures=tuple(f.record.id for f in self._figures if f.head in span),
        )
        draft.propositions.append(proposition)
        records.claim(proposition.id, _of_words(head, attribution), draft.evidence(head.sent))

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

    # -- clauses that are said ---------------------------------------------------------------------

    def _clauses(self) -> Iterator[Content]:
        """What somebody is said to say, in text order."""
        heads: set[int] = set()
        for token in self._draft.doc:
            if not self._is_content(token) and not self._goes_on(token, heads):
                continue
            heads.add(token.i)
            attribution = self._attributor.attribute(token)
            if self._is_said(attribution) and not self._is_told(token, attribution):
                if token.dep_ in PHRASES and not is_direct(token, attribution.levels[0]):
                    continue
                yield Content(token, self._wording.of_clause(token, attribution), attribution)

    def _is_content(self, token: Token) -> bool:
        if token.dep_ == "ROOT":
            return self._is_attributed(token)
        if token.dep_ not in CLAUSES | PHRASES:
            return False
        parent = governor(token)
        cue = reading(parent, token, self._records.lexicon.classes)
        if cue is None or not cue.source or self._is_addressed(cue, parent, token):
            return False
        return is_saying(cue, parent, token)

    def _goes_on(self, token: Token, heads: set[int]) -> bool:
        """Whether a clause stands beside one that is said, and is one of its own."""
        if token.head.i not in heads or not is_clause_beside(token):
            return False
        quote_at = self._attributor.speakers.quote_at
        quote = quote_at(token.head.idx)
        return quote is None or quote == quote_at(token.idx)  # "“…,” he said, and he left"

    def _is_addressed(self, cue: Cue, verb: Token, content: Token) -> bool:
        """Whether it is rather to whom something is said: "urged the senate to", "asked her"."""
        if content.dep_ not in PHRASES or "obj" not in cue.addressee:
            return False
        told = any(c.dep_ in CLAUSES and c.i > content.i for c in verb.children)
        return told or acting_spot(self._draft, content) is not None

    def _is_attributed(self, root: Token) -> bool:
        """Whether a sentence stands in a quotation or a turn, or its source beside it."""
        at = self._attributor
        if not is_verbal(root) or not can_stand(root):
            return False  # a dateline, "Absolutely."
        if at.speakers.is_inside(root):
            return not _is_asked(root, quoted=True)
        if beside(root) is not None or at.spans.sources(root) is not None:
            return True
        return bool(at.according_to([root], Factuality.CERTAIN))

    def _is_said(self, attribution: Attribution) -> bool:
        """Whether somebody says it who can, and not the article itself, nor "refused to say"."""
        level, *outer = attribution.levels
        if not (level.sources or level.anonymous) or not is_speaker(self._draft, level):
            return False
        held = (Stance.ASSERT, Factuality.CERTAIN)
        meant = all(one.beside or (one.stance, one.factuality) == held for one in outer)
        return meant and self._is_reported(attribution)

    def _is_reported(self, attribution: Attribution) -> bool:
        """Whether the article holds that it is said: not "may say", "failed to", "Did he say"."""
        cues = [level.cue for level in attribution.levels if level.cue is not None]
        if not cues:
            return True
        if _is_asked(cues[-1], quoted=self._attributor.speakers.is_inside(cues[-1])):
            return False
        open_ = attribution.levels[0].factuality is Factuality.UNCOMMITTED
        negated = any(cue.negated is not None for cue in cue_lexicon().of(cues[-1]))
        left_open = open_ and negated  # "has not confirmed that": so much is told of it
        return attribution.reported is Factuality.CERTAIN or left_open

    def _is_told(self, head: Token, attribution: Attribution) -> bool:
        """Whether an event or relation says what a clause says."""
        if head.pos_ not in VERBAL and self._is_claimed(attribution.levels[0]):
            return True
        waiting = [head]
        while waiting:
            token = waiting.pop()
            if token.i in self._records.told:
                return True
            waiting += phrases.children(token, *_WITHIN)
        return False

    def _is_claimed(self, level: Level) -> bool:
        """Whether the denial of a noun is one of an event told before."""
        if level.cue is None:
            return False
        return self._draft.word(level.cue, MentionType.CUE).handle in self._claimed

    # -- "called the move a provocation" -----------------------------------------------------------

    def _judgements(self) -> Iterator[Content]:
        """What is called, branded or described as something; as false, that is a denial."""
        for verb in self._draft.doc:
            cue = next((cue for cue in cue_lexicon().of(verb) if cue.describes), None)
            judged = phrases.child(verb, *_JUDGED) if cue is not None else None
            if cue is None or judged is None or verb.i in self._records.told:
                continue
            said = [t for t in phrases.children(verb, *_JUDGEMENTS) if t.i > judged.i]
            said = said or [
                t for t in phrases.children(judged, "appos", "acl") if opens_quotation(t)
            ]
            if not said:
                continue
            level = self._attributor.level(cue, verb, Factuality.CERTAIN)
            if _is_false(said[0]) and level.stance is Stance.ASSERT:
                level = _denied(level)
            above = self._attributor.attribute(verb)
            outer = above.levels if self._is_said(above) else ()
            reported = above.reported if outer else factuality.read(verb).factuality
            attribution = Attribution((level, *outer), above.own, above.future, reported)
            if self._is_said(attribution) and not self._is_claimed(level):
                span = self._wording.of_judgement(judged, said[0])
                yield Content(said[0], span, attribution)


def _of_words(head: Token, attribution: Attribution) -> Attribution:
    """The same of a clause that is kept with its "not", which then is no part of its value."""
    own, (first, *outer) = attribution.own, attribution.levels
    value = factuality.of_words(first.factuality, own.factuality)
    if any(c.dep_ == "mark" and c.lower_ in _ASKED for c in head.children):
        value = Factuality.UNCOMMITTED  # "said whether the sea was calm"
    return replace(attribution, levels=(replace(first, factuality=value), *outer))


def _is_asked(cue: Token, *, quoted: bool) -> bool:
    """Whether a cue stands in a question: "Did he say", not "“Why?” he said"."""
    return any(token.text == "?" for token in cue.sent) if quoted else phrases.is_question(cue.sent)


def _is_false(judgement: Token) -> bool:
    return any(token.lower_ in cue_lexicon().falsehoods for token in judgement.subtree)


def _denied(level: Level) -> Level:
    return replace(level, stance=Stance.DENY, factuality=Factuality.NOT_CERTAIN)

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
from kg.extract.speakers import is_speaker
from kg.language.plain import Span, Token
from kg.records import Factuality, MentionType, Proposition, Stance

_CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "csubj:pass", "parataxis", "acl", "advcl"})
_PHRASES = frozenset({"obj", "nsubj:pass", "obl", "nmod"})
_VERBAL = frozenset({"VERB", "AUX"})
# What hangs below a clause by these is part of what it says; a subject or a relative clause is not.
_WITHIN = frozenset({"obj", "iobj", "xcomp", "compound", "obl", "nmod", "amod", "obl:agent"})
_RAISED = frozenset({"xcomp", "advcl", "acl", "obl"})  # "urged NATO to close", "accused him of"
_JUDGED = frozenset({"obj", "nsubj:pass"})
_JUDGEMENTS = frozenset({"xcomp", "ccomp", "obl", "advcl"})
_OUTSPOKEN = frozenset({Stance.DENY, Stance.DEMAND, Stance.ASK, Stance.REFUSE})
_OPENING, _CLOSING = frozenset({"“", "‘"}), frozenset({"”", "’"})
_QUOTES = _OPENING | {'"'}
_TOLD = frozenset({"ccomp", "xcomp", "obj", "iobj", "obl", "advcl", "parataxis", "conj", "advmod"})
_CALLED = frozenset({"for", "on", "upon"})
_FINITE = frozenset({"ccomp", "parataxis"})
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
            if content.head.i not in cues and _says_something(content):
                self._write(content)

    def _write(self, content: Content) -> None:
        head, span, attribution = content.head, content.span, content.attribution
        records, draft = self._records, self._draft
        verbal = head.pos_ in _VERBAL or phrases.child(head, "cop") is not None
        proposition = Proposition(
            id=f"#s{len(draft.propositions)}",
            about=tuple(spot.handle for spot in self._actors(span)),
            evidence=(draft.evidence(span).handle,),
            time_frame=records.frame(head, attribution) if verbal else None,
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
            if not self._is_content(token) and not _goes_on(token, heads):
                continue
            heads.add(token.i)
            attribution = self._attributor.attribute(token)
            if self._is_said(attribution) and not self._is_told(token, attribution):
                if token.dep_ in _PHRASES and not _is_direct(token, attribution.levels[0]):
                    continue
                yield Content(token, self._span(token, attribution), attribution)

    def _is_content(self, token: Token) -> bool:
        if token.dep_ == "ROOT":
            return self._is_attributed(token)
        if token.dep_ not in _CLAUSES | _PHRASES:
            return False
        parent = governor(token)
        cue = reading(parent, token, self._records.lexicon.classes)
        if cue is None or not cue.source or self._is_addressed(cue, parent, token):
            return False
        return _is_saying(cue, parent, token)

    def _is_addressed(self, cue: Cue, verb: Token, content: Token) -> bool:
        """Whether it is rather to whom something is said: "urged the senate to", "asked her"."""
        if content.dep_ not in _PHRASES or "obj" not in cue.addressee:
            return False
        told = phrases.child(verb, "ccomp", "xcomp") is not None
        return told or acting_spot(self._draft, content) is not None

    def _is_attributed(self, root: Token) -> bool:
        """Whether a sentence stands in a quotation or a turn, or its source beside it."""
        at = self._attributor
        if root.pos_ not in _VERBAL and phrases.child(root, "cop") is None:
            return False  # a dateline, "Absolutely."
        if at.is_quoted(root):
            return not any(token.text == "?" for token in root.sent)
        if beside(root) is not None or at.spans.sources(root) is not None:
            return True
        return bool(at.according_to([root], Factuality.CERTAIN))

    def _is_said(self, attribution: Attribution) -> bool:
        """Whether somebody says it who can, and not the article itself, nor "refused to say"."""
        level, *outer = attribution.levels
        if not (level.sources or level.anonymous) or not is_speaker(self._draft, level):
            return False
        meant = all(one.stance is Stance.ASSERT or one.beside for one in outer)
        return meant and self._is_reported(attribution)

    def _is_reported(self, attribution: Attribution) -> bool:
        """Whether the article holds that it is said: not "may say", "failed to", "Did he say"."""
        cues = [level.cue for level in attribution.levels if level.cue is not None]
        if not cues:
            return True
        if cues[-1].sent[-1].text == "?" and not self._attributor.is_quoted(cues[-1]):
            return False
        open_ = attribution.levels[0].factuality is Factuality.UNCOMMITTED
        negated = any(cue.negated is not None for cue in cue_lexicon().of(cues[-1]))
        left_open = open_ and negated  # "has not confirmed that": so much is told of it
        return attribution.reported is Factuality.CERTAIN or left_open

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
        """Whether the denial of a noun is one of an event told before."""
        if level.cue is None:
            return False
        return self._draft.word(level.cue, MentionType.CUE).handle in self._claimed

    def _span(self, head: Token, attribution: Attribution) -> Span:
        """The stretch around a head without who says it, and without what is said as well."""
        apart: set[int] = set()
        for level in attribution.levels:
            if level.cue is None:
                continue
            said = level.cue.head if level.cue.dep_ in {"case", "mark"} else level.cue
            if said != head and head not in said.subtree:
                apart |= {token.i for token in said.subtree}
        for below in head.children:
            mark = below.dep_ == "mark" and below.lower_ == "that"
            if mark or _is_clause_beside(below) or self._is_anothers(below):
                apart |= {token.i for token in below.subtree}
        begin = self._attributor.speakers.begin(head)
        kept = {token.i for token in head.subtree if token.idx >= begin} - apart
        kept |= {token.i for part in _completing(head) for token in part.subtree}
        return self._run(head, kept)

    def _is_anothers(self, clause: Token) -> bool:
        """ "…, while Cestria said it was not", "… and warned that it would"."""
        at = self._attributor
        if at.goes_on_after(clause) is not None:
            return True
        contrast = clause.dep_ == "advcl" and phrases.case_of(clause) in at.lexicon.contrasts
        return contrast and any(cue.speaks for cue in at.lexicon.of(clause))

    def _run(self, head: Token, kept: set[int]) -> Span:
        """The unbroken stretch of these words around one of them, from word to word."""
        doc = self._draft.doc
        start = end = head.i
        while start - 1 in kept:
            start -= 1
        while end + 1 in kept:
            end += 1
        subject = phrases.child(head, *phrases.SUBJECTS)
        if subject is not None and subject.left_edge.i < start and subject.i in kept:
            start = subject.left_edge.i  # "“The pact,” he said, “threatens nobody”": all of it
        while start < head.i and _is_edge(doc[start], head):
            start += 1
        while end > head.i and _is_edge(doc[end], head):
            end -= 1
        return _with_quotes(doc[start : end + 1])

    # -- "called the move a provocation" -----------------------------------------------------------

    def _judgements(self) -> Iterator[Content]:
        """What is called, branded or described as something; as false, that is a denial."""
        for verb in self._draft.doc:
            cue = next((cue for cue in cue_lexicon().of(verb) if cue.describes), None)
            judged = phrases.child(verb, *_JUDGED) if cue is not None else None
            if cue is None or judged is None or verb.i in self._records.told:
                continue
            said = [t for t in phrases.children(verb, *_JUDGEMENTS) if t.i > judged.i]
            said = said or [t for t in phrases.children(judged, "appos", "acl") if _is_quoted(t)]
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
                kept = {t.i for part in (judged, said[0]) for t in part.subtree}
                if judged.dep_ == "nsubj:pass":  # "the move was called a provocation by Avaria"
                    kept |= set(range(min(kept), said[0].i))
                yield Content(said[0], self._run(said[0], kept), attribution)


def _of_words(head: Token, attribution: Attribution) -> Attribution:
    """The same of a clause that is kept with its "not", which then is no part of its value."""
    own, (first, *outer) = attribution.own, attribution.levels
    value = factuality.of_words(first.factuality, own.factuality)
    if any(c.dep_ == "mark" and c.lower_ in _ASKED for c in head.children):
        value = Factuality.UNCOMMITTED  # "said whether the sea was calm"
    return replace(attribution, levels=(replace(first, factuality=value), *outer))


def _says_something(content: Content) -> bool:
    """More than "it", "so" or "yes", and than "the figures show" without what they show."""
    head = content.head
    cues = cue_lexicon().of(head) if head.pos_ == "VERB" else ()
    reports = any(cue.stance is Stance.ASSERT and "ccomp" in cue.content for cue in cues)
    if reports and not any(child.dep_ in _TOLD for child in head.children):
        return False
    return len(content.span) > 1 or head.pos_ == "NOUN"


def _goes_on(token: Token, heads: set[int]) -> bool:
    """Whether a clause stands beside one that is said, and is one of its own."""
    return token.head.i in heads and _is_clause_beside(token)


def _is_clause_beside(token: Token) -> bool:
    """ "that they had left and that it would follow", not "that they had left and returned"."""
    if token.dep_ != "conj":
        return False
    marked = phrases.child(token, "mark") is not None and token.pos_ in _VERBAL
    return marked or phrases.child(token, *phrases.SUBJECTS) is not None


def _is_saying(cue: Cue, word: Token, content: Token) -> bool:
    """Whether a cue puts something into words: planning, trying and agreeing do not."""
    if cue.stance is Stance.CONSIDER and (cue.form or word.pos_ != "VERB" or _is_held(word)):
        return False
    if content.dep_ in _FINITE and not _has_subject(content):
        return False  # "asked about it", taken for what he said
    if word.lemma_.lower() in cue_lexicon().unspoken:
        return False
    clause = content.dep_ in _CLAUSES
    doubtful = cue.stance is Stance.DENY and cue.factuality is not Factuality.NOT_CERTAIN
    if not clause and doubtful:
        return False  # "challenged the measures"
    if phrases.is_passive(content) and content.lemma_.lower() in cue_lexicon().naming:
        return False  # "asked not to be named"
    if word.pos_ == "NOUN":
        return clause and content.pos_ in _VERBAL
    return clause or cue.stance not in {Stance.ASSERT, Stance.THREATEN}


def _is_held(verb: Token) -> bool:
    """ "considered the loan safe": an opinion, no plan."""
    held = phrases.child(verb, "xcomp")
    return held is not None and held.pos_ != "VERB" and phrases.child(verb, "obj") is not None


def _has_subject(clause: Token) -> bool:
    """Whether a clause can stand by itself, or is an order, a heading or a fragment in quotes."""
    if phrases.child(clause, "expl", *phrases.SUBJECTS) is not None:
        return True
    return clause.tag_ not in {"VBN", "VBG"}


def _is_direct(phrase: Token, level: Level) -> bool:
    """Whether it is the word above a phrase that says it: not "said it rejected the charge"."""
    unnamed = not level.sources and level.stance not in _OUTSPOKEN
    return level.cue == governor(phrase) and not unnamed


def _completing(head: Token) -> list[Token]:
    """What belongs to a content but hangs beside its head, under the verb.

    "Urged NATO to close", "accused him of lying", "dismissed the reports as groundless".
    """
    verb = governor(head)
    if head.dep_ in _RAISED:
        called = phrases.oblique(verb, "on", "upon", "for", "to")
        return [c for c in (*phrases.children(verb, "obj", "iobj"), *called) if c.i < head.i]
    if head.dep_ in _PHRASES:
        return [c for c in verb.children if c.i > head.i and phrases.case_of(c) == "as"]
    return []


def _is_quoted(token: Token) -> bool:
    """Whether a quotation begins with it: "called them “offensive”", parsed as apposition."""
    start = token.left_edge.i
    return token.doc[start].text in _QUOTES or (start > 0 and token.doc[start - 1].text in _QUOTES)


def _is_false(judgement: Token) -> bool:
    return any(token.lower_ in cue_lexicon().falsehoods for token in judgement.subtree)


def _denied(level: Level) -> Level:
    return replace(level, stance=Stance.DENY, factuality=Factuality.NOT_CERTAIN)


def _with_quotes(span: Span) -> Span:
    """With the quotation mark that an inner one needs, if it stands next to the words."""
    doc, start, end = span.doc, span.start, span.end
    opened = sum(t.text in _OPENING for t in span) - sum(t.text in _CLOSING for t in span)
    plain = sum(t.text == '"' for t in span) % 2
    for mark in (at for at in range(end, min(end + 2, len(doc))) if opened > 0 or plain):
        if doc[mark].text in _CLOSING or doc[mark].text == '"':
            return doc[start : mark + 1]
    before = doc[start - 1].text if start else ""
    if (opened < 0 and before in _OPENING) or (plain and before == '"'):
        return doc[start - 1 : end]
    return span


def _is_edge(token: Token, head: Token) -> bool:
    """Marks, "and", and the preposition: "asked for help", "called on them to leave"."""
    called = token.lower_ in _CALLED and (token.head == head or token.head.head == head.head)
    own = token.head == head and head.dep_ in _PHRASES
    case = token.dep_ in {"case", "mark"} and (called or own)
    return token.is_space or token.is_punct or token.dep_ == "cc" or case

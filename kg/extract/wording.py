"""The words of what is said: one stretch of text, without who says it where that is possible."""

from __future__ import annotations

from kg.extract import phrases
from kg.extract.attribution import Attribution, Attributor
from kg.extract.climbing import governor
from kg.extract.saying import PHRASES, VERBAL
from kg.language.plain import Span, Token

_RAISED = frozenset({"xcomp", "advcl", "acl", "obl"})  # "urged NATO to close", "accused him of"
_OPENING, _CLOSING = frozenset({"“", "‘"}), frozenset({"”", "’"})
_QUOTES = _OPENING | {'"'}
_CALLED = frozenset({"for", "on", "upon"})


class Wording:
    """Cuts contents out of one article."""

    def __init__(self, attributor: Attributor) -> None:
        self._attributor = attributor

    def of_clause(self, head: Token, attribution: Attribution) -> Span:
        """Around a head, without what is said as well, and without who says it, unless he stands
        between the subject and its verb: "the pact, he said, threatens nobody"."""
        apart: set[int] = set()
        for level in attribution.levels:
            if level.cue is None:
                continue
            said = level.cue.head if level.cue.dep_ in {"case", "mark"} else level.cue
            if said != head and head not in said.subtree:
                apart |= {token.i for token in said.subtree}
        for below in head.children:
            mark = below.dep_ == "mark" and below.lower_ == "that"
            if mark or is_clause_beside(below) or self._is_anothers(below):
                apart |= {token.i for token in below.subtree}
        begin = self._attributor.speakers.begin(head)
        kept = {token.i for token in head.subtree if token.idx >= begin} - apart
        kept |= {token.i for part in _completing(head) for token in part.subtree}
        return _run(head, kept)

    def of_judgement(self, judged: Token, judgement: Token) -> Span:
        """ "the move a provocation"; "the move was called a provocation" by somebody."""
        kept = {token.i for part in (judged, judgement) for token in part.subtree}
        if judged.dep_ == "nsubj:pass":
            kept |= set(range(min(kept), judgement.i))
        return _run(judgement, kept)

    def _is_anothers(self, clause: Token) -> bool:
        """ "…, while Cestria said it was not", "… and warned that it would"."""
        at = self._attributor
        return at.goes_on_after(clause) is not None or at.is_set_against(clause)


def is_clause_beside(token: Token) -> bool:
    """ "that they had left and that it would follow", not "that they had left and returned"."""
    if token.dep_ != "conj":
        return False
    marked = phrases.child(token, "mark") is not None and token.pos_ in VERBAL
    return marked or phrases.child(token, *phrases.SUBJECTS) is not None


def opens_quotation(token: Token) -> bool:
    """Whether a quotation begins with it: "called them “offensive”", parsed as apposition."""
    start = token.left_edge.i
    return token.doc[start].text in _QUOTES or (start > 0 and token.doc[start - 1].text in _QUOTES)


def _completing(head: Token) -> list[Token]:
    """What belongs to a content but hangs beside its head, under the verb.

    "Urged NATO to close", "accused him of lying", "dismissed the reports as groundless".
    """
    verb = governor(head)
    if head.dep_ in _RAISED:
        called = phrases.oblique(verb, "on", "upon", "for", "to")
        return [c for c in (*phrases.children(verb, "obj", "iobj"), *called) if c.i < head.i]
    if head.dep_ in PHRASES:
        return [c for c in verb.children if c.i > head.i and phrases.case_of(c) == "as"]
    return []


def _run(head: Token, kept: set[int]) -> Span:
    """The unbroken stretch of these words around one of them, from word to word."""
    doc = head.doc
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


def _is_edge(token: Token, head: Token) -> bool:
    """Marks, "and", and the preposition: "asked for help", "called on them to leave"."""
    called = token.lower_ in _CALLED and (token.head == head or token.head.head == head.head)
    own = token.head == head and head.dep_ in PHRASES
    case = token.dep_ in {"case", "mark"} and (called or own)
    return token.is_space or token.is_punct or token.dep_ == "cc" or case


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

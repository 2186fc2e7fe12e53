"""Is a capital or a seat of government the city or the government? Decided for each mention.

"Moscow said" is the state, "in Moscow" the city. The syntax decides: the preposition, the
verb or noun that the name depends on, what it is joined to. A name without any such sign, as in
a list or a timetable, is the place.
"""

from __future__ import annotations

from kg.extract.draft import Draft
from kg.extract.phrases import POSSESSIVES, SUBJECTS, case_of, child
from kg.extract.spotting import LISTS
from kg.language.plain import Span, Token
from kg.records import MentionType
from kg.vocabulary import surface

_DASHES = frozenset({"—", "–", "-", "("})
_HYPHENS = frozenset({"-", "‐", "–"})
_ARGUMENTS = SUBJECTS | {"obj", "iobj", "obl", "obl:agent", "nmod", "dislocated", "vocative"}
_LONGEST_DATELINE = 8
_MOTION = LISTS["motion_verbs"] | LISTS["motion_nouns"]


def is_government(draft: Draft, span: Span) -> bool:
    """Whether `span`, a capital or a seat of government, stands for whoever governs there."""
    root = span.root
    case = case_of(root)
    if surface(span.text) in LISTS["buildings"]:
        return case not in LISTS["building_cases"]
    if _opens_article(span) or _is_addressed(draft, span):
        return False
    side = _beside(span)
    if side is not None:
        return side
    if case in LISTS["place_cases"]:
        return False
    if root.dep_ == "conj":
        return _as_first_conjunct(draft, root, case)
    if root.dep_ == "nmod:poss":
        return root.head.lemma_.lower() not in LISTS["place_parts"]
    if root.dep_ in {"compound", "amod", "nmod:desc", "det"}:
        return root.head.lemma_.lower() in LISTS["government_nouns"]
    if root.dep_ in {"appos", "flat"}:
        return root.head.lemma_.lower() not in LISTS["place_parts"] and _is_state(draft, root.head)
    if root.dep_ not in _ARGUMENTS:
        return _heads_line(root)
    return _as_argument(root, case)


def _as_argument(root: Token, case: str) -> bool:
    """What acts, is acted on or dealt with is a government, unless one goes there."""
    head = root.head
    lemma = head.lemma_.lower()
    if root.dep_ in SUBJECTS:
        copular = child(head, "cop") is not None and head.pos_ == "NOUN"
        return not (copular and lemma in LISTS["place_parts"]) and lemma not in LISTS["city_verbs"]
    if root.dep_ in {"obj", "iobj"}:
        return lemma not in LISTS["place_verbs"]
    if case in {"to", "from", "for", "between"} and lemma in _MOTION:
        return False
    if case == "on" and lemma in LISTS["closing_verbs"]:
        return False
    if case == "of":
        return lemma not in LISTS["place_parts"] | LISTS["place_events"]
    return bool(case) or _is_bare_subject(root)


def _is_bare_subject(root: Token) -> bool:
    """ "Seoul summoned the envoy", where the parse takes the subject for something else."""
    return root.i < root.head.i and child(root.head, *SUBJECTS) is None


def _opens_article(span: Span) -> bool:
    """ "MOSCOW, Oct 3 (Agency) —"."""
    after = span.doc[span.end : span.end + _LONGEST_DATELINE]
    capitals = span.text.isupper() and len(span.text) > 3
    return capitals and any(token.text in _DASHES for token in after)


def _is_addressed(draft: Draft, span: Span) -> bool:
    """ "Seoul, South Korea"."""
    after = span.doc[span.end : span.end + 2]
    if len(after) < 2 or after[0].text != ",":
        return False
    return after[1].ent_type_ in {"State", "Place"} and after[1].text[:1].isupper()


def _beside(span: Span) -> bool | None:
    """ "pro-Moscow", "Moscow-backed" are of the government, "Moscow-based" is of the city."""
    doc, start, end = span.doc, span.start, span.end
    if end + 1 < len(doc) and doc[end].text in _HYPHENS and not doc[end].whitespace_:
        return doc[end + 1].lower_ in LISTS["government_participles"]
    if start > 1 and doc[start - 1].text in _HYPHENS:
        if doc[start - 2].lower_ in {"pro", "anti"}:
            return True
    return None


def _as_first_conjunct(draft: Draft, root: Token, case: str) -> bool:
    """ "between Washington and Seoul": what holds of the first holds of all."""
    first = root.head
    while first.dep_ == "conj" and first.head.i != first.i:
        first = first.head
    spot = draft.actor_at.get(first.i)
    if spot is not None and spot.actor is not None:
        return spot.actor.kind in {MentionType.STATE, MentionType.ORGANIZATION}
    return first.dep_ in _ARGUMENTS and _as_argument(first, case or case_of(first))


def _is_state(draft: Draft, token: Token) -> bool:
    spot = draft.actor_at.get(token.i)
    return spot is not None and spot.kind is MentionType.STATE


def _heads_line(root: Token) -> bool:
    """ "Moscow: no talks this year"."""
    nxt = root.doc[root.i + 1 : root.i + 2].text
    return root.dep_ == "ROOT" and (nxt == ":" or nxt in POSSESSIVES)

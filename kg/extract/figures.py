"""Numbers with their range and unit: "up to 3,000 soldiers", "$1.64-billion", "thousands"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from kg.extract import phrases
from kg.extract.draft import Draft
from kg.extract.lexicon import table
from kg.records import Figure, MentionType

_NUMBER = re.compile(r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_HUGE = 1e15
_OPEN = None


@dataclass(frozen=True, slots=True)
class UnitLexicon:
    concept_of: Mapping[str, str]  # noun lemma → concept, only those that are figures
    skipped: frozenset[str]  # nouns of durations and ages
    currencies: frozenset[str]
    numerals: Mapping[str, float]
    magnitudes: Mapping[str, float]
    vague: Mapping[str, tuple[float | None, float | None]]
    approximators: tuple[tuple[tuple[str, ...], bool, bool], ...]  # words, low open, high open
    not_before: frozenset[str]
    not_after: frozenset[str]

    @classmethod
    def load(cls) -> UnitLexicon:
        data = table("units")
        concepts: dict[str, str] = {}
        skipped: set[str] = set()
        for row in data["counts"]:
            for lemma in map(str, row["lemmas"]):
                if row.get("figure", True) and row["concept"]:
                    concepts.setdefault(lemma, row["concept"])
                elif not row.get("figure", True):
                    skipped.add(lemma)
        bounds = [
            (tuple(str(row["words"]).split()), row["low"] == "open", row["high"] == "open")
            for row in data["approximators"]
            if not row.get("after")
        ]
        return cls(
            concepts,
            frozenset(skipped),
            frozenset(map(str, data["currencies"]["symbols"])),
            {str(k): float(v) for k, v in data["numerals"].items()},
            {str(k): float(v) for k, v in data["magnitudes"].items()},
            {str(r["words"]): (r["low"], r["high"]) for r in data["vague"]},
            tuple(sorted(bounds, key=lambda row: -len(row[0]))),
            frozenset(map(str, data["not_figures"]["before"])),
            frozenset(map(str, data["not_figures"]["after"])),
        )


@cache
def unit_lexicon() -> UnitLexicon:
    return UnitLexicon.load()


@dataclass(frozen=True, slots=True)
class Found:
    """A figure and the token that places it in the tree: what is counted."""

    record: Figure
    head: Token


def find_figures(draft: Draft) -> list[Found]:
    """All figures of the document, in text order, with their quantity spots."""
    lexicon = unit_lexicon()
    out: list[Found] = []
    doc, index = draft.doc, 0
    while index < len(doc):
        end = index + 1
        if index not in draft.actor_at and doc[index].ent_type_ != MentionType.DATE.value:
            found = _vague(lexicon, doc[index:]) or _number(lexicon, doc[index:])
            if found is not None:
                length, low, high, money = found
                end = index + length
                made = _make(draft, lexicon, index, end, low, high, money, len(out))
                if made is not None:
                    out.append(made)
        index = end
    return out


def _vague(lexicon: UnitLexicon, rest: Span) -> tuple[int, float | None, float | None, bool] | None:
    """ "tens of thousands" → (3 tokens, 20000, open)."""
    for length in (3, 2, 1):
        if len(rest) >= length:
            words = " ".join(t.lower_ for t in rest[:length])
            if words in lexicon.vague:
                low, high = lexicon.vague[words]
                if low is None and high is None:
                    return None
                return length, low, high, False
    return None


def _number(
    lexicon: UnitLexicon, rest: Span
) -> tuple[int, float | None, float | None, bool] | None:
    money = rest[0].text in lexicon.currencies
    at = 1 if money else 0
    first = _value(lexicon, rest, at)
    if first is None:
        return None
    value, at = first
    upper = None
    if at + 1 < len(rest) and rest[at].lower_ in {"-", "–", "to"}:
        second = _value(lexicon, rest, at + 1)
        if second is not None:
            upper, at = second
            if upper > value * 1000:  # "10 to 12 million": the magnitude holds for both
                value *= upper / max(_bare(rest, at), 1)
    low, high = (value, value) if upper is None else (min(value, upper), max(value, upper))
    return at, low, high, money


def _bare(rest: Span, end: int) -> float:
    for token in reversed(list(rest[:end])):
        match = _NUMBER.fullmatch(token.text)
        if match:
            return float(token.text.replace(",", ""))
    return 1.0


def _value(lexicon: UnitLexicon, rest: Span, at: int) -> tuple[float, int] | None:
    """The number at token `at` of `rest` with its magnitudes, and the token after it."""
    if at >= len(rest):
        return None
    token = rest[at]
    glued = re.fullmatch(
        r"(\d[\d,.]*?)[-]?(bn|mn|m|k|million|billion|trillion|thousand)", token.lower_
    )
    text = token.text
    if glued:
        base, scale = glued.group(1), lexicon.magnitudes.get(glued.group(2), 1.0)
        value = float(base.replace(",", "")) * scale if _NUMBER.fullmatch(base) else None
    elif _NUMBER.fullmatch(text):
        value = float(text.replace(",", "").replace(" ", ""))
    elif token.pos_ == "NUM" and token.lower_ in lexicon.numerals:
        value = lexicon.numerals[token.lower_]
    else:
        return None
    if value is None:
        return None
    at += 1
    while at < len(rest):
        skip = 1 if rest[at].text == "-" and at + 1 < len(rest) else 0
        word = rest[at + skip].lower_
        if word in lexicon.magnitudes and (len(word) > 1 or skip):
            value *= lexicon.magnitudes[word]
            at += 1 + skip
        else:
            break
    return (value, at) if value < _HUGE else None


def _make(
    draft: Draft,
    lexicon: UnitLexicon,
    start: int,
    end: int,
    low: float | None,
    high: float | None,
    money: bool,
    number: int,
) -> Found | None:
    doc = draft.doc
    if start and doc[start - 1].lower_ in lexicon.not_before | {"#"}:
        return None
    if (
        end < len(doc)
        and doc[end].lower_ in lexicon.not_after | {"%", "percent", "per"}
        and not money
    ):
        if doc[end].lower_ in lexicon.not_after:
            return None
    head = _counted(draft, start, end)
    lemma = head.lemma_.lower()
    compound = phrases.child(head, "compound", "amod")
    pair = f"{compound.lemma_.lower()} {lemma}" if compound is not None else ""
    if lemma in lexicon.skipped or pair in lexicon.skipped:
        return None
    concept = lexicon.concept_of.get(pair) or lexicon.concept_of.get(lemma)
    if concept == "duration":
        return None  # "eight years" is a time, not a figure
    if money:
        concept = "money"
    is_number = head.i in range(start, end)
    if concept is None:
        if is_number or head.pos_ not in {"NOUN", "PROPN"}:
            return None
        concept = "other"
    plain_year = re.fullmatch(r"(?:1[5-9]|20)\d\d", doc[start:end].text) is not None
    if plain_year and concept == "other":
        return None  # most likely a year
    if (
        concept in {"states", "organizations", "other"}
        and not doc[start].text[:1].isdigit()
        and (low is not None and low <= 12)
    ):
        return None  # "two countries" says nothing to count with
    begin, low, high = _bounds(lexicon, draft, start, low, high)
    last = end if money or is_number else max(end, head.i + 1)
    span = doc[begin : last if last - begin <= 12 else end]
    spot = draft.spot(span, MentionType.QUANTITY, score=0.9)
    unit = "" if is_number else (pair if pair in lexicon.concept_of else head.lower_)
    record = Figure(f"#f{number}", concept, low, high, (spot.handle,), unit=unit)
    return Found(record, head)


def _counted(draft: Draft, start: int, end: int) -> Token:
    """The noun that a number counts: its syntactic head, or the next noun."""
    number = draft.doc[end - 1]
    for token in reversed(list(draft.doc[start:end])):
        if token.dep_ in {"nummod", "compound", "det", "amod"} and token.head.i >= end:
            return token.head
        number = token
    of = phrases.child(draft.doc[end - 1], "nmod")
    if of is not None and phrases.case_of(of) == "of":
        return of
    return _noun_after(draft, end) or number


def _noun_after(draft: Draft, end: int) -> Token | None:
    """The last noun of the run of words after a number, for when the parse looks elsewhere."""
    found = None
    for token in draft.doc[end : end + 6]:
        if token.pos_ == "NOUN":
            found = token
        elif token.pos_ not in {"ADJ", "PROPN"} or found is not None:
            break
    return found


def _bounds(
    lexicon: UnitLexicon, draft: Draft, start: int, low: float | None, high: float | None
) -> tuple[int, float | None, float | None]:
    doc = draft.doc
    for words, low_open, high_open in lexicon.approximators:
        first = start - len(words)
        if first >= 0 and tuple(t.lower_ for t in doc[first:start]) == words:
            return first, (_OPEN if low_open else low), (_OPEN if high_open else high)
    return start, low, high

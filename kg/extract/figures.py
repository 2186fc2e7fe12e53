"""Numbers with their range and unit: "up to 3,000 soldiers", "$1.64-billion", "thousands"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.extract import phrases
from kg.extract.draft import Draft
from kg.extract.lexicon import table
from kg.language.plain import Doc, Span, Token
from kg.records import Figure, MentionType

_NUMBER = re.compile(r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_GLUED = re.compile(r"(?P<base>\d[\d,.]*?)-?(?P<scale>bn|mn|m|k|million|billion|trillion|thousand)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_HUGE = 1e15


@dataclass(frozen=True, slots=True)
class UnitLexicon:
    concept_of: Mapping[str, str]  # noun lemma → concept, only those that are figures
    skipped: frozenset[str]  # nouns of durations and ages
    currencies: frozenset[str]
    numerals: Mapping[str, float]
    magnitudes: Mapping[str, float]
    vague: Mapping[str, tuple[float | None, float | None]]
    vague_starts: frozenset[str]
    # words, whether the low end is open, the high; longest first
    approximators: tuple[tuple[tuple[str, ...], bool, bool], ...]
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
            frozenset(str(r["words"]).split()[0] for r in data["vague"]),
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


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as written: its length in tokens and both ends, None where open."""

    length: int
    low: float | None
    high: float | None
    money: bool = False


def find_figures(draft: Draft) -> list[Found]:
    """All figures of the document, in text order, with their quantity spots."""
    lexicon = unit_lexicon()
    out: list[Found] = []
    doc, end = draft.doc, 0
    for index, token in enumerate(doc):
        if index < end or not _may_begin(lexicon, token):
            continue
        end = index + 1
        amount = _vague(lexicon, doc, index) or _number(lexicon, doc, index)
        if amount is not None and _is_free(draft, index):
            end = index + amount.length
            made = _make(draft, lexicon, index, amount, len(out))
            if made is not None:
                out.append(made)
    return out


def _may_begin(lexicon: UnitLexicon, token: Token) -> bool:
    """False for most words, with which no figure begins."""
    word = token.lower_
    return (
        word[:1].isdigit()
        or word in lexicon.numerals
        or word in lexicon.vague_starts
        or token.text in lexicon.currencies
    )


def _is_free(draft: Draft, index: int) -> bool:
    """Whether the token is part of no name or date."""
    return index not in draft.actor_at and draft.doc[index].ent_type_ != MentionType.DATE.value


def _vague(lexicon: UnitLexicon, doc: Doc, start: int) -> Amount | None:
    """ "tens of thousands" → 3 tokens, 20000, open."""
    if doc[start].lower_ not in lexicon.vague_starts:
        return None
    for length in (3, 2, 1):
        if start + length <= len(doc):
            words = " ".join(t.lower_ for t in doc[start : start + length])
            if words in lexicon.vague:
                low, high = lexicon.vague[words]
                return None if low is None and high is None else Amount(length, low, high)
    return None


def _number(lexicon: UnitLexicon, doc: Doc, start: int) -> Amount | None:
    money = doc[start].text in lexicon.currencies
    first = _value(lexicon, doc, start + 1 if money else start)
    if first is None:
        return None
    value, _, at = first
    upper = value
    between = start > 0 and doc[start - 1].lower_ == "between"
    joins = {"and"} if between else {"-", "–", "to"}
    if at + 1 < len(doc) and doc[at].lower_ in joins:
        second = _value(lexicon, doc, at + 1)
        if second is not None:
            upper, scale, at = second
            if upper > value * 1000:  # "10 to 12 million": the magnitude holds for both
                value *= scale
    return Amount(at - start, min(value, upper), max(value, upper), money)


def _value(lexicon: UnitLexicon, doc: Doc, at: int) -> tuple[float, float, int] | None:
    """The number at token `at`, what its magnitudes make of one, the token after it."""
    if at >= len(doc):
        return None
    token = doc[at]
    lower = token.lower_
    base: float | None = None
    scale = 1.0
    if lower[:1].isdigit():
        if glued := _GLUED.fullmatch(lower):
            base = _plain(glued["base"])
            scale = lexicon.magnitudes.get(glued["scale"], 1.0)
        else:
            base = _plain(token.text)
    elif lower in lexicon.numerals and token.pos_ == "NUM":
        base = lexicon.numerals[lower]
    if base is None:
        return None
    at += 1
    while at < len(doc):
        skip = 1 if doc[at].text == "-" and at + 1 < len(doc) else 0
        word = doc[at + skip].lower_
        if word not in lexicon.magnitudes or (len(word) == 1 and not skip):
            break
        scale *= lexicon.magnitudes[word]
        at += 1 + skip
    return (base * scale, scale, at) if base * scale < _HUGE else None


def _plain(digits: str) -> float | None:
    return float(digits.replace(",", "").replace(" ", "")) if _NUMBER.fullmatch(digits) else None


def _make(
    draft: Draft, lexicon: UnitLexicon, start: int, amount: Amount, number: int
) -> Found | None:
    doc, end = draft.doc, start + amount.length
    if start and doc[start - 1].lower_ in lexicon.not_before:
        return None
    if not amount.money and end < len(doc) and doc[end].lower_ in lexicon.not_after:
        return None
    head = _counted(draft, start, end)
    lemma = head.lemma_.lower()
    compound = phrases.child(head, "compound", "amod")
    pair = f"{compound.lemma_.lower()} {lemma}" if compound is not None else ""
    concept = _concept(lexicon, doc[start:end], amount, head, pair)
    if not concept:
        return None
    is_number = start <= head.i < end
    begin, low, high = _bounds(lexicon, draft, start, amount)
    last = end if amount.money or is_number else max(end, head.i + 1)
    span = doc[begin : last if last - begin <= 12 else end]
    spot = draft.spot(span, MentionType.QUANTITY, score=0.9)
    unit = "" if is_number else (pair if pair in lexicon.concept_of else head.lower_)
    record = Figure(f"#f{number}", concept, low, high, (spot.handle,), unit=unit)
    return Found(record, head)


def _concept(lexicon: UnitLexicon, written: Span, amount: Amount, head: Token, pair: str) -> str:
    """What is counted, by `head` or the `pair` of it and the word before; "" for no figure."""
    lemma = head.lemma_.lower()
    if lemma in lexicon.skipped or pair in lexicon.skipped:
        return ""
    found = lexicon.concept_of.get(pair) or lexicon.concept_of.get(lemma)
    if found == "duration":
        return ""  # "eight years" is a time, not a figure
    if amount.money:
        return "money"
    if found is None:
        if written.start <= head.i < written.end or head.pos_ not in {"NOUN", "PROPN"}:
            return ""
        found = "other"
    if found == "other" and _YEAR.fullmatch(written.text):
        return ""  # most likely a year
    few = amount.low is not None and amount.low <= 12 and not written.text[:1].isdigit()
    if few and found in {"states", "organizations", "other"}:
        return ""  # "two countries" says nothing to count with
    return found


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
    lexicon: UnitLexicon, draft: Draft, start: int, amount: Amount
) -> tuple[int, float | None, float | None]:
    """The first token and the ends of an amount with the words before it: "up to", "over"."""
    longest = len(lexicon.approximators[0][0])
    before = tuple(t.lower_ for t in draft.doc[max(0, start - longest) : start])
    for words, low_open, high_open in lexicon.approximators:
        if before[-len(words) :] == words:
            first = start - len(words)
            return first, (None if low_open else amount.low), (None if high_open else amount.high)
    return start, amount.low, amount.high

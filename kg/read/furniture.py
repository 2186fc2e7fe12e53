"""Which character ranges of a text are page furniture.

The patterns are data (`furniture.yaml`); here is only where they may match: a whole line, a
part at the start of a line or after a sentence, or leftovers of markup anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.read.publications import load_publications

Range = tuple[int, int]

_DATA = Path(__file__).with_name("furniture.yaml")
_MAX_LINE = 700  # longer lines are paragraphs: no whole-line pattern applies
_DEFAULT_WORDS = 30
_OUTER = " \t\u00a0\u200b\ufeff.:;,!?…|-–—―•·*>»›→_=~#()[]{}\"'“”‘’"
_HAS_CONTENT = re.compile(r"[^\W_]")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’)\]]*\s*$")
_NAVIGATION_RUN = 3
_MARKUP_SIGNS = ("<", ">", "pic.")  # without one of them nothing of `anywhere` can match
_CONTEXT = 40  # characters looked at before and after a part


@dataclass(frozen=True, slots=True)
class Patterns:
    """`furniture.yaml`, compiled."""

    labels: frozenset[str]
    sections: frozenset[str]
    lines: tuple[tuple[int, re.Pattern[str]], ...]  # maximal words, pattern
    parts: re.Pattern[str]
    anywhere: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its outer blanks, and where it stands in the text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def lines_of(text: str) -> Iterator[Line]:
    """The lines that are not blank."""
    start = 0
    for raw in text.split("\n"):
        if stripped := raw.strip():
            yield Line(start + raw.index(stripped), stripped)
        start += len(raw) + 1


def furniture_of(lines: Iterable[Line]) -> list[Range]:
    """Furniture that can be told from one line alone, in order."""
    patterns = load_patterns()
    found: list[Range] = []
    for line in lines:
        if _is_furniture(line.text, patterns):
            found.append((line.start, line.end))
        else:
            found.extend((line.start + a, line.start + b) for a, b in _parts(line.text, patterns))
    return found


def merge(ranges: Iterable[Range], text: str) -> tuple[Range, ...]:
    """Sorted, disjoint, without blanks at their ends; ranges with only blanks between join."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and (start <= merged[-1][1] or not _between(text, merged[-1][1], start)):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(trimmed for span in merged if (trimmed := _trim(span, text)))


def without(text: str, ranges: Iterable[Range]) -> str:
    """`text` with the ranges left out."""
    kept, at = [], 0
    for start, end in ranges:
        kept.append(text[at:start])
        at = end
    kept.append(text[at:])
    return "".join(kept)


def _between(text: str, start: int, end: int) -> str:
    gap = text[start:end]
    # ranges on different lines stay apart, so that each is a line or part of one
    return "\n" if "\n" in gap else gap.strip()


def _trim(span: Range, text: str) -> Range | None:
    start, end = span
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    end -= len(inner) - len(inner.rstrip())
    return (start, end) if start < end else None


def _is_furniture(line: str, patterns: Patterns) -> bool:
    if len(line) > _MAX_LINE:
        return False
    core = line.strip(_OUTER)
    if not core or not _HAS_CONTENT.search(core):
        return True
    folded = _fold(core)
    if folded in patterns.labels:
        return True
    words = len(line.split())
    if _is_navigation(folded.split(), patterns.sections):
        return True
    return any(words <= limit and pattern.match(line) for limit, pattern in patterns.lines)


def _is_navigation(words: list[str], sections: frozenset[str]) -> bool:
    names = [core for word in words if (core := word.strip(_OUTER + "&"))]
    return len(names) > 1 and all(name in sections or name == "and" for name in names)


def _parts(line: str, patterns: Patterns) -> Iterator[Range]:
    if run := _navigation_run(line, patterns.sections):
        yield run
    if any(sign in line for sign in _MARKUP_SIGNS):
        for match in patterns.anywhere.finditer(line):
            yield match.span()
    for match in patterns.parts.finditer(line):
        if match.end() > match.start() and _stands_apart(line, match):
            yield match.span()


def _navigation_run(line: str, sections: frozenset[str]) -> Range | None:
    """ "Home World Live Ministers meet": the section words before a headline."""
    end = 0
    count = 0
    for word in re.finditer(r"\S+", line):
        if word[0].casefold() not in sections or not word[0][0].isupper():
            break
        end = word.end()
        count += 1
    # three capitalised section words may begin a headline too ("World News Media Congress")
    if count >= _NAVIGATION_RUN and line[:4].casefold() == "home":
        return (0, end)
    return None


def _stands_apart(line: str, match: re.Match[str]) -> bool:
    """Furniture begins a line, follows a sentence or is glued to one; nothing runs on after."""
    before = line[max(0, match.start() - _CONTEXT) : match.start()]
    after = line[match.end() : match.end() + _CONTEXT]
    starts = not before.strip() or bool(_SENTENCE_END.search(before)) or before[-1:].islower()
    ends = not after.strip() or after[0].isupper() or after[0] in "“\"‘'<("
    if not starts:
        return False
    if before.strip() or not after.strip():
        return ends
    # a sentence may begin with the same words: "Advertisement Standards Board says"
    signed = match[0].rstrip()[-1] in ".,:-–—|)"
    return (ends and not match[0][-1].isspace()) or (signed and after.lstrip()[0].isupper())


@lru_cache(maxsize=1)
def load_patterns() -> Patterns:
    """Read and compile the patterns once, when first needed."""
    import yaml  # only when there is text to look at

    data: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    site = load_publications().site
    return Patterns(
        labels=frozenset(
            _fold(label) for group in data["labels"].values() for label in group.split("|")
        ),
        sections=frozenset(data["sections"].split()),
        lines=tuple(
            (entry.get("max_words", _DEFAULT_WORDS), re.compile(_joined(entry["pattern"])))
            for entry in data["lines"]
        ),
        parts=_any(entry["pattern"].replace("{site}", site) for entry in data["parts"]),
        anywhere=_any(
            [*(entry["pattern"] for entry in data["anywhere"]), _cut_tags(data["cut_tags"].split())]
        ),
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_joined(pattern)})" for pattern in patterns))


def _joined(pattern: str) -> str:
    """Patterns are written over several lines; the breaks are not part of them."""
    return "".join(line.strip() for line in pattern.splitlines())


def _cut_tags(names: Iterable[str]) -> str:
    """The ends of tag names before ">", at the start of a word: "Ong>", "trong>"."""
    ends = sorted({name[at:] for name in names for at in range(len(name) - 1)}, key=len)
    return rf"(?<![\w<])(?i:{'|'.join(reversed(ends))})>(?=\S|$)"


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())

"""A portrait of an entity for the terminal. All that articles say is made harmless."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence

from kg.query.layout import counted, wrapped
from kg.query.portrait import Joint, Meeting, Portrait, Refusal, decided_pairs
from kg.query.terminal import printable
from kg.resolve.decisions import Entry

LONGEST = 300  # characters of a sentence
SHOWN = 12  # lines of a section, unless all are wanted


def portrait_text(portrait: Portrait, *, whole: bool = False, width: int | None = None) -> str:
    """The portrait in sections; `whole` cuts no section."""
    return "\n".join(_portrait(portrait, whole, width or shutil.get_terminal_size().columns)) + "\n"


def meeting_text(meeting: Meeting, *, width: int | None = None) -> str:
    """How the comparison of two entities came out."""
    wide = width or shutil.get_terminal_size().columns
    lines = wrapped(printable(f"the two: {meeting.outcome}"), wide)
    lines += _refusals("judgements about the two", meeting.judgements, wide, whole=True)
    lines += _joints("taken for one", meeting.joints, wide, whole=False)
    lines += _decided(meeting.decisions, wide)
    return "\n".join(lines) + "\n"


def _portrait(portrait: Portrait, whole: bool, width: int) -> Iterator[str]:
    one = portrait.being
    known = ", ".join(f"wd:{number}" for number in one.same_as)
    yield printable(f"{one.name}  ({one.kind or 'no class'}, ent:{one.id}{known and ', ' + known})")
    for title, values in (("posts", one.posts), ("part of", one.part_of)):
        if values:
            yield from wrapped(printable(f"{title}: {', '.join(values)}"), width)
    yield from wrapped(f"names: {_counted(one.counts, whole)}", width)
    if one.descriptions:
        yield from wrapped(f"described as: {_counted(one.descriptions, whole)}", width)
    yield from _occurrences(portrait, width)
    yield from _joints("why these are one", portrait.joints, width, whole=whole)
    yield from _joints("how sure the links are", portrait.links, width, whole=whole)
    title = "considered and not joined"
    yield from _refusals(title, portrait.refusals, width, whole=whole)
    yield from _decided(portrait.decisions, width)


def _counted(counts: Mapping[str, int], whole: bool) -> str:
    parts = [f"{name} {count or '(in no article)'}" for name, count in counts.items()]
    shown = parts if whole else parts[:SHOWN]
    more = f", and {len(parts) - len(shown)} more" if len(shown) < len(parts) else ""
    return printable(", ".join(shown) + more)


def _occurrences(portrait: Portrait, width: int) -> Iterator[str]:
    one = portrait.being
    shown = len(portrait.occurrences)
    of = f", {shown} of them (--all: every one)" if shown < len(one.places) else ""
    yield ""
    yield f"== {counted(len(one.places), 'mention')} in {counted(one.articles, 'article')}{of}"
    for found in portrait.occurrences:
        source = found.source
        parts = (source.published, _cut(source.publisher or source.title), f"doc:{found.mention}")
        yield from _paragraph(f"{', '.join(filter(None, parts))}: {found.text}", width)
        yield from _paragraph(f"“{_cut(found.sentence)}”", width, indent=5)


def _joints(title: str, joints: Sequence[Joint], width: int, *, whole: bool) -> Iterator[str]:
    lines = [
        f"{counted(j.count, 'mention')}: {j.left} = {j.right}  ({j.score:.2f}: {j.reason}; {j.by})"
        for j in joints
    ]
    yield from _section(title, lines, width, whole)


def _refusals(title: str, refusals: Sequence[Refusal], width: int, *, whole: bool) -> Iterator[str]:
    lines = [
        f"{r.verdict}: {r.name}, ent:{r.entity}  ({r.score:.2f}: {r.reason}; {r.by})"
        for r in refusals
    ]
    yield from _section(title, lines, width, whole)


def _decided(entries: Sequence[Entry], width: int) -> Iterator[str]:
    if entries:
        yield ""
        yield "== your decisions"
        for line in decided_pairs(entries):
            yield from wrapped(f" {printable(line)}", width)


def _section(title: str, lines: Sequence[str], width: int, whole: bool) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"== {title}"
    shown = lines if whole else lines[:SHOWN]
    for line in shown:
        yield from _paragraph(line, width)
    if len(shown) < len(lines):
        yield f"… and {len(lines) - len(shown)} more: --all prints them"


def _paragraph(text: str, width: int, indent: int = 1) -> Iterator[str]:
    """The text, made harmless, in lines that go on further in than they begin."""
    for number, line in enumerate(wrapped(printable(text), width - indent - 2)):
        yield " " * (indent + 2 * bool(number)) + line


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + " …"

"""Undecided pairs for the terminal, one block each, with the commands that decide them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from kg.query.doubts import Doubt, Half
from kg.query.layout import counted, wrapped
from kg.query.terminal import printable

LONGEST = 300  # characters of a sentence


def doubt_text(doubt: Doubt, number: int, folder: str, width: int | None = None) -> str:
    """One pair: who, how often, with which posts, one sentence each, and why it is open."""
    wide = width or shutil.get_terminal_size().columns
    return "\n".join(_lines(doubt, number, folder, wide)) + "\n"


def _lines(doubt: Doubt, number: int, folder: str, width: int) -> Iterator[str]:
    head = f"{number}. {doubt.left.name} — {doubt.right.name}"
    yield from wrapped(printable(f"{head}  (score {doubt.score:.2f}: {doubt.reason})"), width)
    for half in (doubt.left, doubt.right):
        yield from _half(half, width)
    # Never broken: they are there to be copied.
    yield printable(f"   {doubt.command('same', folder)}")
    yield printable(f"   {doubt.command('different', folder)}")


def _half(half: Half, width: int) -> Iterator[str]:
    posts = f"; {', '.join(half.posts)}" if half.posts else ""
    where = (
        f"{counted(half.mentions, 'mention')} in {counted(half.articles, 'article')}"
        if half.mentions
        else "not named"
    )
    line = f"ent:{half.entity}: {half.kind or 'vocabulary'}, {where}{posts}"
    for part in wrapped(printable(line), width - 3):
        yield f"   {part}"
    if half.sentence:
        cut = half.sentence[:LONGEST] + (" …" if len(half.sentence) > LONGEST else "")
        for part in wrapped(printable(f"“{cut}”"), width - 5):
            yield f"     {part}"

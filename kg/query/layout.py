"""Rows of text laid out for a terminal: a grid, or one block per row.

Widths are those of the cells of a terminal, of which a Chinese character takes two. A library's
tables look the same, but take seconds for a thousand rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, chop_cells

GAP = "   "
RULE = "─"


def grid(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """A head, a rule and the rows, in columns that together fit into `width`."""
    natural = [
        max(cell_len(column), *(cell_len(row[place]) for row in rows))
        for place, column in enumerate(columns)
    ]
    widths = shared(natural, width - 2 - len(GAP) * (len(columns) - 1))
    yield ""
    yield from _lines(columns, widths)
    yield " " + RULE * (sum(widths) + len(GAP) * (len(columns) - 1))
    for row in rows:
        yield from _lines(row, widths)
    yield ""


def blocks(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Each row as lines of a column's name and its value; what is empty is left out."""
    label = min(max(map(cell_len, columns)), width // 2)
    widths = [label, max(1, width - 2 - label - len(GAP))]
    for number, row in enumerate(rows, 1):
        yield ""
        yield f" {number}"
        yield " " + RULE * (width - 2)
        for column, cell in zip(columns, row, strict=True):
            if cell:
                yield from _lines([column, cell], widths)
    yield ""


def shared(natural: Sequence[int], room: int) -> list[int]:
    """Widths of at most `room` in sum: narrow columns get what they need, the others share."""
    widths = [max(1, need) for need in natural]
    rest, waiting = room, sorted(range(len(widths)), key=lambda place: widths[place])
    for done, place in enumerate(waiting):
        fair = rest // (len(waiting) - done)
        widths[place] = max(1, min(widths[place], fair))
        rest -= widths[place]
    return widths


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width`, broken at blanks, and within words only where they are wider."""
    if cell_len(text) <= width:
        return [text]
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(joined) <= width:
            lines[-1] = joined
            continue
        pieces = [word] if cell_len(word) <= width else chop_cells(word, width)
        lines += pieces if lines[-1] else []
        if not lines[-1]:
            lines[-1:] = pieces
    return lines


def counted(number: int, thing: str) -> str:
    """ "1 mention", "2 mentions"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _lines(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    columns = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for place in range(max(map(len, columns))):
        parts = [column[place] if place < len(column) else "" for column in columns]
        yield " " + GAP.join(
            part + " " * (width - cell_len(part)) for part, width in zip(parts, widths, strict=True)
        )

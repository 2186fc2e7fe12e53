"""An answer as Python code and notebooks want it: rows to loop over, a table, a data frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING

from kg.query import Result, format_result

if TYPE_CHECKING:
    from pandas import DataFrame

SHOWN = 50  # rows that a notebook shows of an answer


@dataclass(frozen=True, slots=True, repr=False)
class Answer(Result):
    """The answer to a query: `columns`, and rows in the order that the query asks for.

    `for row in answer` gives dictionaries of strings, "" where nothing is bound. IRIs are
    shortened by the usual prefixes (`ent:borland`); `rows` has them whole, with their datatypes.
    """

    prefixes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, result: Result, prefixes: Mapping[str, str]) -> Answer:
        """The same answer, with the prefixes to shorten its IRIs by."""
        return cls(result.columns, result.rows, result.kind, prefixes)

    def values(self) -> list[tuple[str, ...]]:
        """The rows as tuples of strings."""
        return [
            tuple("" if term is None else term.short(self.prefixes) for term in row)
            for row in self.rows
        ]

    def first(self, limit: int) -> Answer:
        """The first rows only; 0 means all."""
        return replace(self, rows=self.rows[: limit or None])

    def to_pandas(self) -> DataFrame:
        """A data frame: numbers and truth values typed, all else strings; needs pandas.

        Dates stay strings, because "2024-10" is as precise as the text was.
        """
        from kg.api.frames import answer_frame  # pandas is optional and heavy

        return answer_frame(self.columns, self.rows, self.values())

    def __iter__(self) -> Iterator[dict[str, str]]:
        return iter(self.dicts())

    def __repr__(self) -> str:
        number = len(self.rows)
        rows = "1 row" if number == 1 else f"{number} rows"
        return f"<kg.Answer: {rows} of {', '.join(self.columns)}>"

    def __str__(self) -> str:
        return format_result(self, "table", prefixes=self.prefixes)

    def _repr_html_(self) -> str:
        """A table for notebooks. Cells hold words of articles, so all of it is escaped."""
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.first(SHOWN).values()
        )
        count = f"{len(self)} rows" + (f", {SHOWN} shown" if len(self) > SHOWN else "")
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{count}</p>"

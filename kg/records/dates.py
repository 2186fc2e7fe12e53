"""Dates as precise as the text supports, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month or a day: 2024, 2024-10 or 2024-10-22.

    `month` and `day` are 0 where the text does not say.
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999 or (self.day and not self.month):
            raise ValueError(f"not a date: {self.year}-{self.month}-{self.day}")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def from_date(cls, day: date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """Read `2024`, `2024-10` or `2024-10-22`."""
        return cls(*(int(part) for part in text.split("-")))

    @property
    def datatype(self) -> str:
        """The XML Schema type of the same precision: date, gYearMonth or gYear."""
        return "date" if self.day else "gYearMonth" if self.month else "gYear"

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        if self.month:
            parts.append(f"{self.month:02}")
        if self.day:
            parts.append(f"{self.day:02}")
        return "-".join(parts)

"""An article as read, and the inputs that could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.records.dates import PartialDate
from kg.records.ids import stable_id


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `text` is the exact string that every offset refers to.

    `furniture` holds the character ranges (start, end) of page furniture: kept in the
    text, left out of extraction. `path` says where it was read, for messages only: it is
    not part of the graph, so that the same article read elsewhere gives the same bytes.
    """

    text: str
    title: str = ""
    url: str = ""
    publisher: str = ""
    author: str = ""
    published: PartialDate | None = None
    date_source: str = ""  # "metadata", "dateline" or ""
    furniture: tuple[tuple[int, int], ...] = ()
    path: str = ""

    @property
    def id(self) -> str:
        """The local name, from content: same article, same id, wherever it was read."""
        return stable_id("d", self.url, self.publisher, str(self.published or ""), self.text)


class Reason(StrEnum):
    """Why an input was not taken into the graph."""

    EMPTY = "empty"
    BINARY = "binary"
    TOO_LARGE = "too large"
    UNREADABLE = "unreadable"
    UNKNOWN_FORMAT = "unknown format"
    BROKEN_RECORD = "broken record"
    NO_TEXT = "no text"
    NOT_ENGLISH = "not English"
    DUPLICATE = "duplicate"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, order=True)
class Rejection:
    """One input left out, with the reason and what the user can do about it."""

    path: str
    reason: Reason
    detail: str = ""

"""Spans of a document that name or point at something."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MentionType(StrEnum):
    """What a span names. The first four become entities, the rest stay in the text."""

    PERSON = "Person"
    STATE = "State"
    ORGANIZATION = "Organization"
    PLACE = "Place"
    DEMONYM = "Demonym"  # "North Korean": stands for its state
    ROLE = "Role"  # "Defense Secretary": names a post
    DATE = "Date"
    QUANTITY = "Quantity"
    AGREEMENT = "Agreement"  # named events and treaties
    MISC = "Misc"
    EVIDENCE = "Evidence"  # the clause or sentence a record was read from
    CUE = "Cue"  # "denied", "according to"
    TRIGGER = "Trigger"  # the word that expresses an event


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A span, half-open, in Unicode code points: `document.text[start:end] == text`.

    `chain` is the id of the first mention of the same actor in the article ("" if the
    span is not part of a chain; a chain's first mention carries its own id).
    `proper` is false for nominal and pronominal mentions ("the president", "he").
    """

    start: int
    end: int
    id: str
    text: str
    type: MentionType
    chain: str = ""
    score: float = 1.0
    proper: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"mention {self.id} has no extent: {self.start}..{self.end}")

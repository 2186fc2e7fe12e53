"""Everything one article yields, and the mention table that identity is decided on."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records.dates import PartialDate
from kg.records.documents import Document
from kg.records.mentions import Mention, MentionType
from kg.records.situations import Claim, Event, Figure, Proposition, Relation


@dataclass(frozen=True, slots=True)
class Extraction:
    """The records of one document; a pure function of the document and the models."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class PostHeld:
    """A post as the article words it: title "foreign minister", body chain or "".

    `in_office` is false for a former holder, and for one who has not begun.
    """

    title: str
    body: str = ""  # chain id of the state or organization the post is in
    role: str = ""  # chain id of the title itself, where known
    in_office: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Chain:
    """One row of the mention table: an actor, place or role as one article names it.

    `id` is the id of its first mention (unique over all documents), `names` are the
    distinct proper texts in order of appearance, `nominals` the other texts. `posts` are
    filled for persons; for a Role chain `body` is the chain the post belongs to.
    """

    id: str
    document: str
    type: MentionType
    names: tuple[str, ...]
    mentions: tuple[str, ...]
    nominals: tuple[str, ...] = ()
    posts: tuple[PostHeld, ...] = ()
    body: str = ""
    published: PartialDate | None = None

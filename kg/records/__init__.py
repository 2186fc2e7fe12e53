"""The values that flow between rooms: frozen, stdlib only, nothing here reads or writes."""

from kg.records.dates import PartialDate
from kg.records.documents import Document, Reason, Rejection
from kg.records.extraction import Chain, Extraction, PostHeld
from kg.records.ids import slug, stable_id
from kg.records.judgements import PUBLISHER, Entity, Judgement, Linker, Verdict
from kg.records.mentions import Mention, MentionType
from kg.records.situations import (
    Claim,
    Event,
    Factuality,
    Figure,
    Proposition,
    Relation,
    Stance,
    TenureStatus,
    TimeFrame,
)

__all__ = [
    "PUBLISHER",
    "Chain",
    "Claim",
    "Document",
    "Entity",
    "Event",
    "Extraction",
    "Factuality",
    "Figure",
    "Judgement",
    "Linker",
    "Mention",
    "MentionType",
    "PartialDate",
    "PostHeld",
    "Proposition",
    "Reason",
    "Rejection",
    "Relation",
    "Stance",
    "TenureStatus",
    "TimeFrame",
    "Verdict",
    "slug",
    "stable_id",
]

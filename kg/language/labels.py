"""Label sets that training and the run-time components share."""

EVENT_LABELS = (
    "NONE",
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONCEDE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "RETREAT",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
)
"""No event between a pair, then the 16 event types of PLOVER (Open Event Data Alliance 2021)."""

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

EVENT_NUMBER = {name: number for number, name in enumerate(EVENT_LABELS)}

ROLES = ("NONE", "ACTOR", "RECIPIENT", "BOTH")
"""What somebody is to an event; BOTH in a mutual one, "they met"."""

NONE = EVENT_LABELS[0]
YIELD = ("CONCEDE", "RETREAT")  # one class in PLV and in CAMEO
CAMEO: dict[str, tuple[str, ...]] = {
    "Appeal": ("REQUEST",),
    "Assault": ("ASSAULT",),
    "Coerce": ("COERCE",),
    "Consult": ("CONSULT",),
    "Demand": ("REQUEST",),
    "Disapprove": ("ACCUSE",),
    "Engage In Diplomatic Cooperation": ("SUPPORT",),
    "Engage In Material Cooperation": ("COOPERATE",),
    "Exhibit Military Posture": ("MOBILIZE",),
    "Express Intend to Cooperate": ("AGREE",),
    "Express Intent to Cooperate": ("AGREE",),
    "Fight": ("ASSAULT",),
    "Investigate": ("ACCUSE",),
    "Make Public Statement": (),
    "Protest": ("PROTEST",),
    "Provide Aid": ("AID",),
    "Reduce Relations": ("SANCTION",),
    "Reject": ("REJECT",),
    "Threaten": ("THREATEN",),
    "Yield": YIELD,
}
"""The PLOVER types of the CAMEO classes of the triplets of Werner 2023, as they are spelt there and
otherwise; "Make Public Statement" has none."""

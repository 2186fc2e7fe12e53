"""How claims decide the way a line is drawn."""

from __future__ import annotations

import pytest

from kg.view.records import Status
from kg.view.status import Voice, status_of

SAID, LIKELY, MAYBE = (Voice("assert", value) for value in ("CT+", "PR+", "PS+"))
DENIED, PROMISED = Voice("deny", "CT-"), Voice("promise", "CT+")
REPORTED = Voice("assert", "CT+", doubted=True)
CONTRADICTED = Voice("assert", "CT+", opposed=True)

CASES = [
    ("asserted as certain", [SAID], "past", Status.ASSERTED),
    ("certain beside probable", [LIKELY, SAID], "", Status.ASSERTED),
    ("probable only", [LIKELY], "past", Status.ALLEGED),
    ("possible only", [MAYBE], "past", Status.ALLEGED),
    ("uncommitted", [Voice("assert", "U")], "past", Status.ALLEGED),
    ("asked about", [Voice("ask", "U")], "past", Status.ALLEGED),
    ("nobody says anything", [], "past", Status.ALLEGED),
    ("certain, but doubted by who reports it", [REPORTED], "", Status.ALLEGED),
    ("denied", [DENIED], "past", Status.DENIED),
    ("asserted not to be so", [Voice("assert", "CT-")], "past", Status.DENIED),
    ("refused", [Voice("refuse", "CT-")], "past", Status.DENIED),
    ("asserted and denied", [SAID, DENIED], "past", Status.DISPUTED),
    ("alleged and denied", [MAYBE, DENIED], "past", Status.DISPUTED),
    ("denied in another article", [CONTRADICTED], "past", Status.DISPUTED),
    ("certain, in the future", [SAID], "future", Status.PLANNED),
    ("certain, in a condition", [SAID], "hypothetical", Status.PLANNED),
    ("promised", [PROMISED], "", Status.PLANNED),
    ("considered", [Voice("consider", "PS+")], "", Status.PLANNED),
    ("threatened", [Voice("threaten", "CT+")], "future", Status.PLANNED),
    ("demanded", [Voice("demand", "U")], "", Status.PLANNED),
    ("a future that is denied", [DENIED], "future", Status.DENIED),
    ("promised and by now asserted", [PROMISED, SAID], "past", Status.ASSERTED),
]


@pytest.mark.parametrize(
    ("voices", "frame", "status"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_status(voices: list[Voice], frame: str, status: Status) -> None:
    assert status_of(voices, frame) is status
    assert status_of(reversed(voices), frame) is status


def test_nothing_but_certain_assertion_becomes_a_fact() -> None:
    facts = {case[0] for case in CASES if case[3] is Status.ASSERTED}
    assert len(CASES) >= 20
    assert len(facts) == 3

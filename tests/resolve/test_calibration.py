"""The counted chances: every kind has a row, rows are used, and the counting is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.records import Verdict
from kg.resolve.names import calibration
from kg.resolve.names.calibration import Comparison, chance
from kg.resolve.names.data import table
from kg.resolve.scores import LinkScore, Score
from scripts import calibrate_identity as identity

NAMES = Path(calibration.__file__).parent
COMPARING = ["comparison", "family_names", "given_comparison", "body_names", "evidence"]
ROWS = table("calibration")


def used() -> set[str]:
    """Every string of the modules that compare."""
    files = [*(NAMES / f"{name}.py" for name in COMPARING), NAMES.parent / "scores.py"]
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    return set(re.findall(r'"([^"\n]+)"', source))


@pytest.mark.parametrize("section", ["persons", "organizations", "links"])
def test_every_row_is_used_and_between_zero_and_one(section: str) -> None:
    assert len(ROWS[section]) >= 13
    assert set(ROWS[section]) <= used()
    assert all(0 <= row["p"] <= 1 for row in ROWS[section].values())


def test_wished_precision_is_ordered() -> None:
    wished = (
        calibration.SAME_FROM,
        calibration.SPEAKS_AGAINST,
        calibration.UNSURE_FROM,
        calibration.NEAR_MISS_FROM,
    )
    assert 1 > wished[0] > wished[1] > wished[2] > wished[3] > 0


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        chance("persons", "a kind nobody counted")


def test_the_reason_names_the_row() -> None:
    found = Comparison.of("given names differ", "(ada / eva)")
    assert (found.kind, found.reason) == ("given names differ", "given names differ (ada / eva)")
    assert found.score == chance("persons", "given names differ")
    assert found.verdict is Verdict.DIFFERENT


def test_two_parts_are_as_sure_as_the_less_sure_one() -> None:
    whole = Comparison.of("same family name").with_part(Comparison.of("an initial that fits"))
    assert whole.kind == "an initial that fits"
    assert whole.score == chance("persons", "an initial that fits")
    assert whole.reason == "same family name, an initial that fits"


def test_scores_of_links_are_read_by_kind() -> None:
    scores = [score for score in vars(Score).values() if isinstance(score, LinkScore)]
    assert {score.kind for score in scores} == set(ROWS["links"])
    assert Score.USER == 1
    assert Score.KNOWN_NAME > Score.METONYM > Score.CAPITAL > Score.UNRESOLVED


def pair(same: float, score: float, kind: str) -> identity.Pair:
    return identity.Pair("persons", "a", "b", same, Comparison(score, "", kind))


def test_counts_are_drawn_towards_the_prior() -> None:
    rows = {"persons": {"k": {"prior": 0.5}, "l": {"prior": 0.9}}, "organizations": {}}
    counted = identity.counted(rows, [pair(1, 0.5, "k")] * 9 + [pair(0, 0.5, "k")])["persons"]
    assert counted["k"] == {"p": 0.7, "n": 10, "same": 9, "prior": 0.5}
    assert counted["l"] == {"p": 0.9, "n": 0, "same": 0, "prior": 0.9}


def test_reliability_of_certain_and_of_wrong_chances() -> None:
    assert identity.reliability([(1.0, 1.0), (0.0, 0.0)]) == (0.0, 0.0)
    error, brier = identity.reliability([(0.8, 1.0), (0.8, 0.0)])
    assert (round(error, 4), round(brier, 4)) == (0.3, 0.34)


def test_offices_of_one_country_may_have_one_holder() -> None:
    assert identity.may_be_one("Olivia GRANGE", "Olivia Atavia GRANGE")
    assert identity.may_be_one("Mostafa MADBOULY", "Moustafa MADBOULY")
    assert not identity.may_be_one("Ada LIND", "Eva LIND")

"""What stands around two names, weighed with how far they agree."""

from __future__ import annotations

import pytest

from kg.records import Verdict
from kg.resolve import compare_persons, parse_person
from kg.resolve.names.calibration import Comparison
from kg.resolve.names.evidence import Circumstances, weigh


def names(left: str, right: str) -> Comparison:
    return compare_persons(parse_person(left), parse_person(right))


INITIAL = names("J. Tern", "John Tern")
SAME = names("Anna Tern", "Anna Tern")


@pytest.mark.parametrize(
    ("found", "circumstances", "verdict"),
    [
        pytest.param(INITIAL, Circumstances(), Verdict.UNSURE, id="nothing known"),
        pytest.param(
            INITIAL, Circumstances(posts=("judge, borland",)), Verdict.SAME, id="one post"
        ),
        pytest.param(INITIAL, Circumstances(actors=("Ada Lind",)), Verdict.UNSURE, id="one friend"),
        pytest.param(
            INITIAL, Circumstances(actors=("A", "B", "C"), states=2), Verdict.SAME, id="one circle"
        ),
        pytest.param(SAME, Circumstances(actors=(), states=0), Verdict.SAME, id="another circle"),
        pytest.param(SAME, Circumstances(posts_apart=True), Verdict.UNSURE, id="two states"),
        pytest.param(SAME, Circumstances(posts_apart=True, years=30), Verdict.UNSURE, id="years"),
        pytest.param(
            names("Ada Tern", "Eva Tern"),
            Circumstances(posts=("judge, borland",), actors=("A", "B", "C")),
            Verdict.DIFFERENT,
            id="other names",
        ),
        pytest.param(
            names("John Tern", "John Tern Jr."),
            Circumstances(posts=("judge, borland",), actors=("A", "B", "C")),
            Verdict.UNSURE,
            id="father and son",
        ),
    ],
)
def test_circumstances_settle_what_names_leave_open(
    found: Comparison, circumstances: Circumstances, verdict: Verdict
) -> None:
    assert weigh(found, circumstances).verdict is verdict


def test_without_circumstances_nothing_changes() -> None:
    assert weigh(INITIAL, Circumstances()) is INITIAL


def test_reasons_are_shown() -> None:
    found = weigh(INITIAL, Circumstances(posts=("judge, borland",), actors=("Bo Sund", "Ada Lind")))
    assert found.reason.endswith(
        ", and the same post (judge, borland), both with Ada Lind, Bo Sund"
    )
    assert found.kind == INITIAL.kind


def test_more_in_common_is_more_likely() -> None:
    scores = [weigh(INITIAL, Circumstances(actors=tuple("ABCD"[:n]))).score for n in range(5)]
    assert scores == sorted(scores)
    assert scores[0] < INITIAL.score < scores[1]
    assert scores[3] == scores[4]


def test_posts_in_two_states_outweigh_a_title_in_common() -> None:
    both = Circumstances(posts=("president, borland",), posts_apart=True)
    assert weigh(SAME, both).score < SAME.score


def test_long_between_two_articles_lowers_the_score() -> None:
    scores = [weigh(SAME, Circumstances(years=years)).score for years in (1, 12, 30)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3

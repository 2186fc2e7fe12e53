"""The labelled pairs of `cases/names.csv`: the comparison must give the verdict listed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.records import Verdict
from kg.resolve import canonical_title, compare_persons, parse_person
from kg.resolve.body_names import body_key, compare_bodies
from kg.vocabulary import load_vocabulary

PATH = Path(__file__).parents[1] / "cases" / "names.csv"
with PATH.open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


def verdict_on(kind: str, left: str, right: str) -> Verdict:
    if kind == "person":
        return compare_persons(parse_person(left), parse_person(right)).verdict
    if kind == "organization":
        return compare_bodies(body_key(left), body_key(right)).verdict
    if kind == "title":
        same = canonical_title(left) == canonical_title(right)
    else:
        vocabulary = load_vocabulary()
        found = [vocabulary.state(name) or vocabulary.metonym(name) for name in (left, right)]
        same = found[0] is not None and found[0] is found[1]
    return Verdict.SAME if same else Verdict.DIFFERENT


def test_cases_are_all_there() -> None:
    decided = [case for case in CASES if case["expected"] in ("same", "different")]
    assert len(decided) >= 150
    assert all(case["why"] for case in CASES)
    pairs = {(case["kind"], case["left"], case["right"]) for case in CASES}
    assert len(pairs) == len(CASES)


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{c['kind']}: {c['left']} / {c['right']}" for c in CASES]
)
def test_pair(case: dict[str, str]) -> None:
    kind, left, right = case["kind"], case["left"], case["right"]
    assert verdict_on(kind, left, right) == case["expected"], case["why"]
    assert verdict_on(kind, right, left) == case["expected"], "not symmetric"

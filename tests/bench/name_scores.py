"""The labelled pairs of `cases/names.csv`, and the verdict that the product gives on each.

What is expected is the verdict on the names alone: the same, where they are two ways of writing
one name; different, where one person, body, post or state cannot have both; unsure only where no
reader could tell. `part` is "first" or "tuned", or "held-out": pairs that nobody tunes on, of
which only the score is shown.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.records import MentionType, Verdict
from kg.resolve import canonical_title, compare_persons, parse_person
from kg.resolve.names.body_names import body_key, compare_bodies
from kg.vocabulary import Vocabulary, load_vocabulary

PAIRS = Path(__file__).parent.parent / "cases" / "names.csv"
OPEN = PAIRS.with_name("names-open.csv")
HELD_OUT = "held-out"
KINDS = ("person", "organization", "title", "state")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names with the verdict that is right, and why."""

    kind: str
    left: str
    right: str
    expected: str
    part: str
    why: str

    @property
    def names(self) -> tuple[str, str, str]:
        return self.kind, self.left, self.right

    def __str__(self) -> str:
        return f"{self.kind}: {self.left} / {self.right}"


@cache
def pairs() -> tuple[Pair, ...]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return tuple(Pair(**row) for row in csv.DictReader(file))


def verdict(kind: str, left: str, right: str) -> Verdict:
    """What the product says of two names, when it knows nothing else."""
    if kind == "person":
        return compare_persons(parse_person(left), parse_person(right)).verdict
    if kind == "title":
        return _same_if(canonical_title(left) == canonical_title(right))
    vocabulary = load_vocabulary()
    if kind == "state":
        return _verdict_on_states(_states(vocabulary, left), _states(vocabulary, right))
    known = [_bodies(vocabulary, name) for name in (left, right)]
    if all(len(found) == 1 for found in known):
        return _same_if(known[0] == known[1])
    return compare_bodies(body_key(left), body_key(right)).verdict


def _same_if(same: bool) -> Verdict:
    return Verdict.SAME if same else Verdict.DIFFERENT


def _bodies(vocabulary: Vocabulary, name: str) -> set[str]:
    return {e.id for e in vocabulary.called(name) if e.type is MentionType.ORGANIZATION}


def _states(vocabulary: Vocabulary, name: str) -> set[str]:
    """States of this name, else those it is a metonym or a demonym of."""
    named = {e.id for e in vocabulary.called(name) if e.type is MentionType.STATE}
    metonym = vocabulary.metonym(name)
    demonyms = {e.id for e in vocabulary.demonyms(name) if e.type is MentionType.STATE}
    return named or ({metonym.id} if metonym else set()) or demonyms


def _verdict_on_states(left: set[str], right: set[str]) -> Verdict:
    if left == right and len(left) == 1:
        return Verdict.SAME
    return Verdict.UNSURE if left & right else Verdict.DIFFERENT


@cache
def found() -> dict[tuple[str, str, str], Verdict]:
    """The product's verdict on every pair."""
    return {pair.names: verdict(*pair.names) for pair in pairs()}


def wrong() -> Iterator[Pair]:
    """Pairs that come out wrong, held-out ones left out."""
    verdicts = found()
    for pair in pairs():
        if pair.part != HELD_OUT and verdicts[pair.names] != pair.expected:
            yield pair


def right_by_part() -> dict[str, Counter[str]]:
    """Part, and part with kind ("held-out person") → "right", "all", and "merged".

    Merged are those that are different and come out as the same: the costly mistake.
    """
    out: dict[str, Counter[str]] = {}
    verdicts = found()
    for pair in pairs():
        for name in ("all pairs", pair.part, f"{pair.part} {pair.kind}"):
            count = out.setdefault(name, Counter(right=0, all=0, merged=0))
            count["all"] += 1
            count["right"] += verdicts[pair.names] == pair.expected
            joined = verdicts[pair.names] is Verdict.SAME
            count["merged"] += joined and pair.expected == Verdict.DIFFERENT
    return dict(sorted(out.items()))


def known_to_be_wrong() -> frozenset[tuple[str, str, str]]:
    """Pairs that came out wrong when the list was last frozen; none of them is held out."""
    with OPEN.open(encoding="utf-8", newline="") as file:
        return frozenset((r["kind"], r["left"], r["right"]) for r in csv.DictReader(file))


def freeze() -> None:
    """Write down the pairs that are wrong now."""
    with OPEN.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["kind", "left", "right", "expected", "found"])
        for pair in wrong():
            writer.writerow([*pair.names, pair.expected, found()[pair.names].value])

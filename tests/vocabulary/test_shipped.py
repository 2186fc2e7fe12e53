"""The vocabulary that ships: enough of it, and the names that news turns on."""

import subprocess
import sys

import pytest

from kg.records import MentionType
from kg.vocabulary import Vocabulary


def test_every_kind_is_there(shipped: Vocabulary) -> None:
    counts = {kind: sum(e.type is kind for e in shipped) for kind in MentionType}
    assert counts[MentionType.STATE] >= 190
    assert counts[MentionType.ORGANIZATION] >= 300
    assert counts[MentionType.PLACE] >= 300
    assert counts[MentionType.PERSON] >= 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ROK", "south-korea"),
        ("DPRK", "north-korea"),
        ("Republic of Korea", "south-korea"),
        ("U.S.", "united-states"),
        ("Britain", "united-kingdom"),
        ("Russian Federation", "russia"),
        ("Nato", "nato"),
        ("UN", "united-nations"),
        ("Kim Jong Un", "kim-jong-un"),
        ("Volodymyr Zelensky", "volodymyr-zelenskyy"),
    ],
)
def test_names_of_the_news(shipped: Vocabulary, text: str, expected: str) -> None:
    assert [entity.id for entity in shipped.named(text)] == [expected]


@pytest.mark.parametrize(
    ("capital", "state"),
    [
        ("Seoul", "south-korea"),
        ("Moscow", "russia"),
        ("Kyiv", "ukraine"),
        ("London", "united-kingdom"),
    ],
)
def test_capitals(shipped: Vocabulary, capital: str, state: str) -> None:
    found = shipped.capital_of(capital)
    assert found is not None
    assert found.id == state
    assert [e.type for e in shipped.called(capital)] == [MentionType.PLACE]


def test_parents_and_seats_exist(shipped: Vocabulary) -> None:
    named = {r for e in shipped for r in (e.parent, e.based_in, *e.seats) if r}
    missing = sorted(name for name in named if shipped.get(name) is None)
    assert missing == []


def test_bodies_name_entities_that_exist(shipped: Vocabulary) -> None:
    agency = shipped.body("spy agency")
    assert agency is not None
    assert [i for i in agency.known.values() if shipped.get(i) is None] == []


def test_loading_is_quick_and_small() -> None:
    # A fresh process: in this one the vocabulary may be loaded already. The limits are for a
    # busy machine; alone it takes a third of them.
    script = (
        "import resource, time\n"
        "from kg.vocabulary import load_vocabulary\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "start = time.process_time(); load_vocabulary(); used = time.process_time() - start\n"
        "after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(used, (after - before) / 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < 1.0
    assert megabytes < 60

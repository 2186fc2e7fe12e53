"""The user's file: entries come and go, and nothing else in it moves."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ConfigError
from kg.resolve.decisions import Entry
from kg.resolve.decisions.edits import with_entry, without_entry
from kg.resolve.decisions.files import items, load_decisions

NEW = {
    "same": Entry("same", ("Ann Tern", "Anne Holm")),
    "different": Entry("different", ("Tern", "Tern Marine"), why="a company", date="2026-11"),
    "alias": Entry("alias", ("The Gull", "ent:nina-holm")),
}
LAYOUTS = {
    "nothing": "",
    "comments only": "# mine\n\n# also mine\n",
    "block": (
        "# about persons\nsame:\n  - [A, B]  # seen twice\n\n  # a family\n  - [C, D]\n\n"
        "# about bodies\ndifferent:\n  - [E, F]\nalias:\n  # nick names\n  X: y\n# the end\n"
    ),
    "flush": "same:\n- [A, B]\n- names:\n  - C\n  - D\n  why: known\ndifferent: []\nalias: {}\n",
    "flow": "same: [[A, B], [C, D]]  # short\ndifferent: [\n  [E, F],  # first\n]\nalias: {X: y}\n",
    "all in braces": "{same: [[A, B]], alias: {X: y}}\n",
    "empty lists": "same:  # none yet\ndifferent: ~\nalias:\n",
    "no last line end": "same:\n  - [A, B]",
    "windows": "# mine\r\nsame:\r\n  - [A, B]\r\nalias:\r\n  X: y\r\n",
    "marks": "\ufeff---\nsame:\n  - [A, 'B: \"b\"']\n",
    "nested dashes": "same:\n- - A\n  - B\n- - C\n  - D\n",
    "quoted": "'same':\n  - - 'A'\n    - \"B\"\n",
}


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("verdict", sorted(NEW))
def test_entry_comes_and_goes_and_nothing_else_moves(layout: str, verdict: str) -> None:
    assert len(LAYOUTS) == 12
    text, entry = LAYOUTS[layout], NEW[verdict]
    made = with_entry(text, entry)
    added = [i.entry for i in items(made) if i.entry.key == entry.key]
    assert [(e.names, e.why, e.date) for e in added] == [(entry.names, entry.why, entry.date)]
    for line in text.splitlines():
        if "#" in line:
            assert line.split("#")[1] in made
    back = without_entry(made, added[0])
    assert said(back) == said(text)


def said(text: str) -> list[tuple[str, ...]]:
    return [(item.entry.verdict, *item.entry.names) for item in items(text)]


# Where a list that was not there, or a line end, has been added, that stays.
EXACT = sorted(set(LAYOUTS) - {"empty lists", "no last line end", "all in braces"})


@pytest.mark.parametrize("layout", EXACT)
def test_taking_back_restores_every_byte(layout: str) -> None:
    text = LAYOUTS[layout]
    for entry in NEW.values():
        made = with_entry(text, entry)
        added = next(i.entry for i in items(made) if i.entry.key == entry.key)
        back = without_entry(made, added)
        assert back == (text if text.strip() else "")


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_every_entry_of_the_user_can_be_taken_back(layout: str) -> None:
    text = LAYOUTS[layout]
    count = len(list(items(text)))
    for left in range(count - 1, -1, -1):
        first = next(items(text)).entry
        text = without_entry(text, first)
        assert len(list(items(text))) == left
    assert count >= (0 if layout in ("nothing", "comments only", "empty lists") else 1)


def test_comment_above_the_next_entry_stays() -> None:
    text = LAYOUTS["block"]
    first = next(items(text)).entry
    left = without_entry(text, first)
    assert "# a family" in left
    assert "# seen twice" not in left


name = st.text(min_size=1, max_size=30).filter(lambda t: t.strip())


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(NEW)), name, name), max_size=6))
def test_any_names_can_be_written_and_read_again(rows: list[tuple[str, str, str]]) -> None:
    text, wanted = "# mine\n", []
    for verdict, left, right in rows:
        entry = Entry(verdict, (left, right))
        try:
            text = with_entry(text, entry)
        except ConfigError:
            assert verdict == "alias"  # one name twice in a mapping
            continue
        wanted.append((verdict, left, right))
    assert sorted(said(text)) == sorted(wanted)
    assert text.startswith("# mine\n")
    if wanted:
        assert set(yaml.safe_load(text)) == {verdict for verdict, *_ in wanted}


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        ("same:\n  - [A, B\n", "line 3, column 1", "not valid YAML"),
        ("same: [A, B]: c\n", "line 1", "not valid YAML"),
        ("same:\n  - [A, 'B\x07']\n", "line 2, column 11", "a control character"),
        ("same:\n  - [A, ]\n", "line 2, column 5", "not a pair"),
        ("same:\n  - [A, 12]\n", "line 2, column 9", "put it in quotes"),
        ("same:\n  - [A, No]\n", "line 2, column 9", "put it in quotes"),
        ("same:\n  - [A, '']\n", "line 2, column 5", "a name is empty"),
        ("same:\n  - {names: [A, B], reason: x}\n", "line 2, column 21", "expected names, why"),
        ("same:\n  - {names: [A, B], date: soon}\n", "line 2, column 5", "is no date"),
        ("same: []\nsame: []\n", "line 2, column 1", "a second time"),
        ("equal: []\n", "line 1, column 1", "expected the keys"),
        ("- [A, B]\n", "line 1, column 1", "expected the keys"),
        ("alias: [[A, B, C]]\n", "line 1, column 9", "not a pair"),
        (f"same: [[A, {'b' * 10_000}]]\n", "line 1, column 8", "10,000 characters"),
        ("[" * 5_000, "", "nested too deeply"),
    ],
)
def test_mistake_is_told_with_its_place(
    tmp_path: Path, content: str, place: str, reason: str
) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_decisions(path)
    assert str(path) in str(caught.value)
    assert place in str(caught.value)
    assert reason in str(caught.value)
    assert len(str(caught.value)) < 500


def test_csv_has_reasons_and_tells_lines(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("verdict,left,right,why,date\nsame,A,B,known,2026-11-17\n", encoding="utf-8")
    (entry,) = load_decisions(path).entries
    assert entry == Entry("same", ("A", "B"), "known", "2026-11-17", 2)
    path.write_text("verdict,left,right,date\nsame,A,B,soon\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="line 2, column date"):
        load_decisions(path)


def test_contradiction_by_way_of_others_names_the_lines(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(
        "same:\n  - [A Tern, B Tern]\n  - [b-tern, C Tern]\ndifferent:\n  - [C Tern, ent:a-tern]\n",
        encoding="utf-8",
    )
    with pytest.raises(ConfigError) as caught:
        load_decisions(path)
    for part in ("decided both ways", "different by line 5", "line 2 (A Tern = B Tern)", "line 3"):
        assert part in str(caught.value)


def test_same_of_several_joins_all(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text("same: [[A, B, C]]\n", encoding="utf-8")
    assert load_decisions(path).same == (("A", "B"), ("A", "C"))

"""Files, folders and patterns become a fixed list of paths."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.read.inputs import count_inputs, expand
from kg.records import Reason, Rejection


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/deep/d.md", ".hidden.txt", ".git/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path


def paths(*inputs: str | Path) -> list[str]:
    return [one for one in expand([str(given) for given in inputs]) if isinstance(one, str)]


def rejections(*inputs: str | Path) -> list[Rejection]:
    return [one for one in expand([str(given) for given in inputs]) if isinstance(one, Rejection)]


def test_a_folder_is_walked_in_name_order_without_hidden_files(folder: Path) -> None:
    names = [str(Path(path).relative_to(folder)) for path in paths(folder)]
    assert names == ["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.md"]


def test_inputs_keep_their_order_and_a_file_is_read_once(folder: Path) -> None:
    found = paths(folder / "b.txt", folder, folder / "sub" / ".." / "a.txt")
    assert [Path(path).name for path in found] == ["b.txt", "a.txt", "c.txt", "d.md"]


def test_one_path_and_path_objects_are_taken_too(folder: Path) -> None:
    assert len(list(expand(str(folder)))) == len(list(expand([folder]))) == 4  # type: ignore[list-item]


def test_a_hidden_file_can_be_named(folder: Path) -> None:
    assert len(paths(folder / ".hidden.txt")) == 1


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("**/*.txt", ["a.txt", "b.txt", "c.txt"]),
        ("su?", ["c.txt", "d.md"]),
        ("[b].txt", ["b.txt"]),
    ],
)
def test_patterns(folder: Path, pattern: str, names: list[str]) -> None:
    assert [Path(path).name for path in paths(folder / pattern)] == names


def test_a_name_that_looks_like_a_pattern_is_a_name(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("x")
    assert [Path(path).name for path in paths(tmp_path / "a[1].txt")] == ["a[1].txt"]


@pytest.mark.parametrize("name", ["missing.txt", "*.nothing", "dangling.txt"])
def test_what_is_not_there_is_unreadable(tmp_path: Path, name: str) -> None:
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    found = rejections(tmp_path / name)
    assert [one.reason for one in found] == [Reason.UNREADABLE]
    assert found[0].path.endswith(name)
    assert found[0].detail


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    assert [one.reason for one in rejections(tmp_path)] == [Reason.EMPTY]


def test_a_link_to_a_folder_above_ends_and_is_reported(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder)
    assert len(paths(folder)) == 4
    assert ["up" in one.path for one in rejections(folder)] == [True]


def test_links_to_folders_are_followed_once(folder: Path) -> None:
    for name in ("one", "two"):
        (folder / name).symlink_to(folder / "sub")
    assert sorted(Path(path).name for path in paths(folder)) == ["a.txt", "b.txt", "c.txt", "d.md"]
    assert rejections(folder) == []


def test_a_pipe_in_a_folder_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert [one.reason for one in rejections(folder)] == [Reason.UNREADABLE]


def test_a_name_that_is_no_utf8_is_found(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(str(tmp_path)) + b"/caf\xe9.txt")
    Path(name).write_text("x")
    assert len(paths(tmp_path)) == 1


def test_counting_opens_nothing(folder: Path) -> None:
    (folder / "broken.gz").write_bytes(b"\x1f\x8b")
    assert count_inputs([str(folder), str(folder / "missing"), "-"]) == 6


def test_many_files_are_listed_in_order(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"{number:05}.txt").touch()
    found = paths(tmp_path)
    assert len(found) == 3000
    assert found == sorted(found)

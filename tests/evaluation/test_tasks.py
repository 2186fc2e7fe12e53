"""The tasks of `kg evaluate`: the command knows those that there are; files also packed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kg import evaluation
from kg.cli.models import Task
from kg.errors import ConfigError, ReadError
from kg.evaluation.files import lines_of


def test_the_command_and_the_package_know_the_same_tasks() -> None:
    assert {task.value for task in Task} == set(evaluation.TASKS)


def test_an_unknown_task_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such task: 'poetry'; there are attribution, coref"):
        evaluation.evaluate("poetry", tmp_path / "f")


def test_an_unwritable_place_for_predictions_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(evaluation.TASKS, "ner", lambda file, map_file: (1, {"f1": 1.0}, ["a"]))
    result = evaluation.evaluate("ner", tmp_path / "f", None, tmp_path / "out")
    assert (result["n"], result["metrics"]) == (1, {"f1": 1.0})
    assert (tmp_path / "out").read_text(encoding="utf-8") == "a\n"
    with pytest.raises(ConfigError, match="cannot write"):
        evaluation.evaluate("ner", tmp_path / "f", None, tmp_path / "none" / "out")


def test_packed_files_are_unpacked_and_broken_ones_told(tmp_path: Path) -> None:
    packed = tmp_path / "a.gz"
    packed.write_bytes(gzip.compress("\ufeffa\r\nb".encode()))
    assert lines_of(packed) == ["a", "b"]
    for content in (b"plain text", gzip.compress(b"cut" * 50)[:15]):
        packed.write_bytes(content)
        with pytest.raises(ReadError, match="cannot read"):
            lines_of(packed)

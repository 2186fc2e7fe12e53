"""docs/knowledge.md: its examples load, and together say what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from kg.cli import app
from kg.records import MentionType
from kg.vocabulary import load_vocabulary, use_of
from kg.vocabulary.own import read_file

PAGE = (Path(__file__).parents[3] / "docs" / "knowledge.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```(csv|turtle)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
SHELL = re.findall(r"^    (kg .*?)(?:  +#.*)?$", PAGE, re.MULTILINE)
SUFFIX = {"csv": ".csv", "turtle": ".ttl"}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = []
    for number, (kind, text) in enumerate(EXAMPLES):
        path = tmp_path / f"example{number}{SUFFIX[kind]}"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def test_examples_were_found() -> None:
    assert [kind for kind, _ in EXAMPLES] == ["csv", "turtle", "turtle"]
    assert len(SHELL) >= 8


def test_examples_load_without_a_remark(files: list[Path]) -> None:
    assert [(use.new, use.extended, use.remarks) for use in use_of(files)] == [
        (6, 0, ()),
        (4, 0, ()),
        (2, 0, ()),
    ]


def test_examples_say_what_the_page_says(files: list[Path]) -> None:
    vocabulary = load_vocabulary(files)
    brun = vocabulary.entities["ana-brun"]
    assert brun.names == ("Ana Brun", "A. Brun", "Ana-Maria Brun")
    assert [one.post for one in brun.tenures] == ["foreign-minister-of-borland"]
    assert vocabulary.entities["tern-steel"].organization_type == "company"
    assert vocabulary.entities["borland-times"].organization_type == "media"
    assert vocabulary.entities["ilsa-maren"].tenures[0].body == "cestria"
    for name, bearer in (
        ("Borlandia", "borland"),
        ("TSL", "tern-steel"),
        ("Gail Media", "gale-media"),
        ("Cestrian Republic", "cestria"),
        ("Marsh Palace", "avaria"),
    ):
        assert [one.id for one in vocabulary.named(name)] == [bearer]
    assert vocabulary.capital_of("Port Avar") is vocabulary.entities["avaria"]
    assert vocabulary.entities["odo-brandt"].type is MentionType.PERSON


@pytest.mark.parametrize("line", SHELL)
def test_commands_of_the_page_exist(line: str) -> None:
    group = typer.main.get_command(app)
    command = group.commands[line.split()[1]]  # type: ignore[attr-defined]
    options = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in line.split() if word.startswith("--")} <= options


def test_columns_of_the_page_are_those_that_are_read(tmp_path: Path) -> None:
    table = PAGE.split("| column |")[1].split("\n\n")[0]
    rows = [line.split("|") for line in re.sub(r"\\\|", "/", table).splitlines()[2:]]
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row[1])}
    assert len(named) >= 18
    path = tmp_path / "columns.csv"
    others = {
        name.strip(" …")
        for row in rows
        for name in re.split("[,;]", re.sub("`[^`]*`", "", row[2]))
        if name.strip(" …")
    }
    assert len(others) >= 20
    path.write_text(",".join(sorted(named | others | {"name"})) + "\n" + "," * 60, encoding="utf-8")
    unknown = [remark.reason for remark in read_file(path).remarks if "column" in remark.reason]
    assert unknown == []

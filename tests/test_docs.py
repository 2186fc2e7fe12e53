"""What the documents promise is there, and nothing in the repository names a machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import typer

from kg.cli import app
from kg.query import named_queries
from tests.conftest import Command

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
SHELL = [line.strip() for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
GROUP = typer.main.get_command(app)
COMMANDS = sorted(getattr(GROUP, "commands", {}))

# Written in pieces, so that this file does not match itself.
TRACES = {
    "a path of somebody's machine": rf"(?<![\w.~])/({'wo' + 'rk'}|{'ro' + 'ot'}|{'ho' + 'me'})/\w",
    "a package registry": rf"py{'pi'}\.org|python{'hosted'}|{'registry'}\.npm|deb\.{'debian'}",
    "an address of a private network": r"\b(?:10\.\d+|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d+\.\d+\b",
}
BINARY = {".onnx", ".png", ".gz", ".zip"}


def repository_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in paths if path.is_file() and path.suffix not in BINARY]


def make_targets() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][\w-]*):", text, re.MULTILINE))


def test_blocks_of_the_readme_were_found() -> None:
    assert len(SHELL) >= 6
    assert len(COMMANDS) >= 12


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("make ")])
def test_make_command_of_the_readme_exists(line: str) -> None:
    assert line.split()[1] in make_targets()


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("kg ")])
def test_kg_command_of_the_readme_exists(line: str) -> None:
    command = GROUP.commands[line.split()[1]]  # type: ignore[attr-defined]
    options = {name for parameter in command.params for name in parameter.opts}
    words = line.split("#")[0].split()
    assert {word for word in words[2:] if re.fullmatch(r"--?[a-z]+", word)} <= options
    if "--name" in words:
        assert words[words.index("--name") + 1] in named_queries()


def test_two_commands_do_all_set_up() -> None:
    assert "make demo" in SHELL
    assert "make test" in SHELL


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_help_and_stands_in_the_readme(command: str) -> None:
    assert GROUP.commands[command].help  # type: ignore[attr-defined]
    assert re.search(rf"kg {command}\b", README)


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_named_question_says_what_it_answers(name: str) -> None:
    question = named_queries()[name]
    assert question.title
    assert question.answers.endswith(".")
    assert f"--name {name}" in question.example


def test_answer_in_the_readme_is_the_real_one(kg: Command, sample_folder: Path) -> None:
    """The block after the SPARQL of the README is what that query prints on the demo."""
    at = next(i for i, (kind, _) in enumerate(BLOCKS) if kind == "sparql")
    query, (kind, promised) = BLOCKS[at][1], BLOCKS[at + 1]
    assert kind == "text"
    shown = kg("query", sample_folder, query)
    assert shown.status == 0
    assert lines(shown.out) == lines(promised)


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_links_of_the_documents_lead_somewhere() -> None:
    broken = []
    for document in ROOT.glob("*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8")):
            if "://" not in target and not (ROOT / target).exists():
                broken.append(f"{document.name}: {target}")
    assert broken == []


@pytest.mark.parametrize("trace", sorted(TRACES))
def test_no_file_names_a_machine(trace: str) -> None:
    files = repository_files()
    assert len(files) > 150
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files
        if (match := re.search(TRACES[trace], path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert found == []


def test_changelog_is_kept() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## \[Unreleased\]", text, re.MULTILINE)
    assert re.search(r"^## \[0\.1\.0\] - \d{4}-\d{2}-\d{2}", text, re.MULTILINE)


def test_decisions_are_dated_and_short() -> None:
    text = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    entries = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert len(entries) >= 15
    for entry in entries:
        title, _, body = entry.partition("\n")
        assert re.match(r"\d{4}-\d{2}-\d{2} ", title), title
        assert 2 <= len(lines(body)) <= 12, title


@pytest.mark.parametrize("name", ["run", "test", "build"])
def test_lock_pins_everything_by_hash(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^(torch|nvidia)", text, re.MULTILINE)
    pinned = re.findall(
        r"^[a-z0-9][\w.-]*==\S+.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", text, re.M
    )
    starts = [line for line in text.splitlines() if line and line[0].isalnum()]
    assert len(pinned) == len(starts) >= 5

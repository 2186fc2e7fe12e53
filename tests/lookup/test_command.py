"""`kg lookup`: what it says, what it sends, what it leaves behind."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kg import pipeline
from tests.conftest import Command
from tests.lookup.api import told, wikidata
from tests.servers import Reply

STATES = "name,type,wikidata,demonym\nBorland,state,Q99900987,Borlander\nCestria,country,Q99900988,Cestrian\n"
TEXT = (
    "Borland's foreign minister Ana Brun accused Cestria on Tuesday of sending 1,500 troops to the "
    "border. Ana Brun will meet Odo Brandt on Friday. Cestria's president Odo Brandt denied it."
)
pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "states.csv").write_text(STATES, encoding="utf-8")
    (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    options = pipeline.Options(vocabularies=(folder / "states.csv",), files=False)
    pipeline.build([str(folder / "article.txt")], folder / "graph", options)
    return folder / "graph"


@pytest.fixture
def graph(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "graph"))


def address(host: str) -> str:
    return f"http://{host}/w/api.php"


def test_dry_run_shows_names_and_asks_nothing(kg: Command, graph: Path) -> None:
    with wikidata() as server:
        shown = kg("lookup", graph, "--dry-run", "--url", address(server.host))
    assert server.seen == []
    lines = shown.out.splitlines()
    assert {line.split(None, 2)[2] for line in lines} == {"Ana Brun", "Odo Brandt"}
    counts = [int(line.split()[0]) for line in lines]
    assert counts == sorted(counts, reverse=True)
    assert not (graph / "lookup.csv").exists()


def test_only_names_are_sent_and_it_is_said_before(kg: Command, graph: Path) -> None:
    with wikidata() as server:
        shown = kg("lookup", graph, "--url", address(server.host))
    assert shown.status == 0
    assert f"sending these names to {address(server.host)}, and nothing else" in shown.err
    searches = [one.path for one in server.seen if "wbsearchentities" in one.path]
    assert len(searches) == 2
    assert all("search=Ana+Brun&" in path or "search=Odo+Brandt&" in path for path in searches)
    sent = " ".join(f"{one.path} {one.headers} {one.body!r}" for one in server.seen)
    for word in ("accused", "troops", "minister", "Cestria", "Tuesday", "graph"):
        assert word not in sent


def test_suggestions_taken_give_wikidata_ids_and_the_same_iri(kg: Command, graph: Path) -> None:
    with wikidata() as server:
        shown = kg("lookup", graph, "--url", address(server.host))
    assert "1 sure, 1 to look at, 0 not found" in shown.out
    assert "review" in shown.out
    assert kg("resolve", graph, "--kb", graph / "lookup.csv", "--no-files").status == 0
    asked = "SELECT ?e ?w { ?e a kg:Person ; owl:sameAs ?w }"
    (row,) = kg("query", graph, asked, "--format", "csv").out.split()[1:]
    assert row.endswith("entity/ana-brun,http://www.wikidata.org/entity/Q99901001")
    with wikidata() as server:
        again = kg("lookup", graph, "--url", address(server.host))
    assert "0 entities to ask about, 1 are in" in again.err
    assert server.seen == []


def test_named_entities_only(kg: Command, graph: Path) -> None:
    with wikidata() as server:
        assert kg("lookup", graph, "odo brandt", "--url", address(server.host)).status == 0
        unknown = kg("lookup", graph, "Nobody", "--url", address(server.host))
    assert (unknown.status, "'Nobody'" in unknown.err) == (2, True)
    assert len([one for one in server.seen if "wbsearchentities" in one.path]) == 1


def test_type_and_limit(kg: Command, graph: Path) -> None:
    shown = kg("lookup", graph, "--dry-run", "--limit", "1")
    assert len(shown.out.splitlines()) == 1
    assert "(1 more: --limit)" in shown.err
    assert kg("lookup", graph, "--dry-run", "--type", "organization").out == ""


def test_failures_are_listed_and_asked_again(kg: Command, graph: Path) -> None:
    def rule(_number: int, parameters: dict[str, str]) -> Reply | None:
        return told({}, status=404) if parameters.get("search") == "Odo Brandt" else None

    with wikidata(rule) as server:
        shown = kg("lookup", graph, "--url", address(server.host))
        assert shown.status == 1
        assert "not answered: Odo Brandt" in shown.err
        assert "404" in shown.err
    with wikidata() as server:
        again = kg("lookup", graph, "--url", address(server.host))
    assert again.status == 0
    assert all("Brun" not in one.path for one in server.seen)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["GRAPH", "--url", "http://www.example.org/api"], "https"),
        (["nowhere", "--dry-run"], "no graph in nowhere"),
        (["GRAPH", "-o", "TAKEN"], "no file of suggestions"),
    ],
)
def test_mistakes_are_explained(
    kg: Command, graph: Path, tmp_path: Path, arguments: list[str], reason: str
) -> None:
    taken = tmp_path / "mine.csv"
    taken.write_text("name\nBorland\n", encoding="utf-8")
    places = {"GRAPH": str(graph), "TAKEN": str(taken)}
    shown = kg("lookup", *(places.get(one, one) for one in arguments))
    assert (shown.status, shown.out) == (2, "")
    assert reason in shown.err


def test_interruption_loses_nothing(kg: Command, graph: Path) -> None:
    waiting, go_on = threading.Event(), threading.Event()
    searched: list[str] = []

    def rule(_number: int, parameters: dict[str, str]) -> Reply | None:
        if "search" in parameters:
            searched.append(parameters["search"])
            if len(searched) == 2:
                waiting.set()
                go_on.wait(20)
        return None

    with wikidata(rule) as server:
        command = [sys.executable, "-m", "kg", "lookup", graph, "--url", address(server.host)]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        assert waiting.wait(30)
        process.send_signal(signal.SIGINT)
        go_on.set()
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 128 + signal.SIGINT
    assert b"Traceback" not in errors
    rows = (graph / "lookup.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 2
    with wikidata() as server:
        assert kg("lookup", graph, "--url", address(server.host)).status == 0
    again = [one.path for one in server.seen if "wbsearchentities" in one.path]
    assert len(again) == 1
    assert searched[0].replace(" ", "+") not in again[0]


def test_no_answer_at_all_is_a_failure_and_changes_nothing(kg: Command, graph: Path) -> None:
    before = {path.name for path in graph.iterdir()}
    with wikidata(lambda _number, _parameters: told({}, status=404)) as server:
        shown = kg("lookup", graph, "--url", address(server.host))
    assert shown.status == 2
    assert "not answered: Ana Brun" in shown.err
    assert "is there a network?" in shown.err
    assert {path.name for path in graph.iterdir()} - before <= {"lookup.sqlite"}

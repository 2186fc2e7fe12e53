"""Users' files of entities in a graph folder: remembered, replaced, dropped, and honoured."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import kg as api
from kg import pipeline
from kg.errors import ConfigError
from kg.folder import KNOWLEDGE, is_settled, keep_knowledge, known_files, remove_file
from tests.conftest import Command

STATES = (
    "name,aliases,type,wikidata\nBorland,Borlandia,state,Q99900987\nCestria,,country,Q99900988\n"
)
MINISTERS = (
    "name,type,state,post\nAna Brun,person,Borland,foreign minister\nOdo Brandt,wizard,Borland,\n"
)
TEXT = (
    "Borland's foreign minister Ana Brun accused Cestria on Tuesday of sending 1,500 troops to the "
    "border. Cestria denied the accusation. Borlandia will send drones to Cestria."
)


def names(out: Path) -> list[str]:
    return [path.name for path in known_files(out)]


def entities(out: Path) -> set[str]:
    with pipeline.open_store(out, read_only=True) as store:
        prefix = store.namespaces.entity("").value
        subjects = store.quads.quads_for_pattern(None, None, None, store.namespaces.identity)
        iris = {getattr(quad.subject, "value", "") for quad in subjects}
        return {iri.removeprefix(prefix) for iri in iris if iri.startswith(prefix)}


def dump(out: Path) -> str:
    with pipeline.open_store(out, read_only=True) as store:
        return store.dump()


@pytest.fixture
def states(tmp_path: Path) -> Path:
    path = tmp_path / "states.csv"
    path.write_text(STATES, encoding="utf-8")
    return path


@pytest.fixture
def ministers(tmp_path: Path) -> Path:
    path = tmp_path / "ministers.csv"
    path.write_text(MINISTERS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph made with states.csv, and the article beside it. Copy it, do not write to it."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "states.csv").write_text(STATES, encoding="utf-8")
    (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    options = pipeline.Options(vocabularies=(folder / "states.csv",))
    pipeline.build([str(folder / "article.txt")], folder / "graph", options)
    return folder


@pytest.fixture
def graph(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built / "graph", tmp_path / "graph"))


# The folder


def test_files_are_copied_once_and_found_again(tmp_path: Path, states: Path) -> None:
    out = tmp_path / "graph"
    first = keep_knowledge(out, [states])
    assert (first.taken, first.replaced) == (("states.csv",), ())
    assert [path.read_text(encoding="utf-8") for path in known_files(out)] == [STATES]
    again = keep_knowledge(out, [states])
    assert (again.taken, again.replaced, again.files) == ((), (), first.files)
    assert keep_knowledge(out, []).files == first.files
    assert keep_knowledge(out, first.files).files == first.files


def test_file_of_the_same_name_takes_the_place_of_the_earlier_one(
    tmp_path: Path, states: Path
) -> None:
    out = tmp_path / "graph"
    keep_knowledge(out, [states])
    states.write_text(STATES + "Avaria,,state,\n", encoding="utf-8")
    kept = keep_knowledge(out, [states])
    assert (kept.taken, kept.replaced) == (("states.csv",), ("states.csv",))
    assert "Avaria" in known_files(out)[0].read_text(encoding="utf-8")


def test_two_files_of_one_name_are_kept_apart_and_replaced_together(
    tmp_path: Path, states: Path
) -> None:
    out, other = tmp_path / "graph", tmp_path / "other" / "states.csv"
    other.parent.mkdir()
    other.write_text("name,type\nAvaria,state\n", encoding="utf-8")
    keep_knowledge(out, [states])
    kept = keep_knowledge(out, [states, other])
    assert len(kept.files) == len(names(out)) == 2
    assert all(name.startswith("states-") and name.endswith(".csv") for name in names(out))
    assert keep_knowledge(out, [other, states]).taken == ()
    assert keep_knowledge(out, [states]).replaced == ("states.csv",)
    assert names(out) == ["states.csv"]


def test_a_name_that_only_looks_marked_is_another_file(tmp_path: Path, states: Path) -> None:
    out, alike = tmp_path / "graph", tmp_path / "states-0123abcd.csv"
    alike.write_text("name,type\nAvaria,state\n", encoding="utf-8")
    keep_knowledge(out, [alike])
    keep_knowledge(out, [states])
    assert names(out) == ["states-0123abcd.csv", "states.csv"]


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path, states: Path) -> None:
    out = tmp_path / "graph"
    keep_knowledge(out, [states])
    for name in ("notes.txt", ".states.csv.tmp.csv"):
        (out / KNOWLEDGE / name).write_text("mine", encoding="utf-8")
    assert names(out) == ["states.csv"]
    with pytest.raises(ConfigError, match=r"no file 'notes\.txt'.*states\.csv"):
        remove_file(out, "notes.txt")
    remove_file(out, "states.csv")
    assert sorted(path.name for path in (out / KNOWLEDGE).iterdir()) == [
        ".states.csv.tmp.csv",
        "notes.txt",
    ]


# The pipeline


@pytest.mark.model
def test_build_remembers_its_files(built: Path) -> None:
    graph = built / "graph"
    assert names(graph) == ["states.csv"]
    assert {"borland", "cestria"} <= entities(graph)
    report = json.loads((graph / "report.json").read_text(encoding="utf-8"))
    (file,) = report["knowledge"]
    assert (file["name"], file["new"], file["extended"]) == ("states.csv", 2, 0)
    assert is_settled(graph)


@pytest.mark.model
@pytest.mark.parametrize("command", ["add", "resolve", "build"])
def test_later_commands_use_them_without_being_told(
    kg: Command, graph: Path, built: Path, command: str
) -> None:
    before = dump(graph)
    article = built / "article.txt"
    arguments = {
        "add": ["add", graph, article],
        "resolve": ["resolve", graph],
        "build": ["build", article, "--out", graph],
    }
    shown = kg(*arguments[command])
    assert shown.status == 0
    assert "kb states.csv: 2 new, 0 known ones extended, 0 not used" in shown.out
    assert dump(graph) == before


@pytest.mark.model
def test_add_then_remove_restores_the_bytes(kg: Command, graph: Path, tmp_path: Path) -> None:
    before = dump(graph)
    more = tmp_path / "more.txt"
    more.write_text("Cestria praised Borlandia for its patience on Friday.", encoding="utf-8")
    assert kg("add", graph, more, "--json").json()["added"] == 1
    ids = kg("query", graph, "--name", "documents", "--format", "json").out
    known = set(entities(graph))
    assert known == {"borland", "cestria"} | known
    with pipeline.open_store(graph, read_only=True) as store:
        assert len(store.document_ids()) == 2
        late = next(one for one, text in store.texts().items() if "patience" in text)
    assert late in ids
    assert kg("remove", graph, late).status == 0
    assert dump(graph) == before


@pytest.mark.model
def test_file_taken_and_dropped_again_restores_the_bytes(
    kg: Command, graph: Path, ministers: Path
) -> None:
    before = dump(graph)
    shown = kg("resolve", graph, "--kb", ministers)
    assert shown.status == 0
    assert "ministers.csv: line 3: not used: the type 'wizard' is not known" in shown.err
    assert "kb ministers.csv: 1 new, 0 known ones extended, 1 not used" in shown.out
    assert "were there before keep" in shown.err
    assert dump(graph) != before
    dropped = kg("kb", graph, "--drop", "ministers.csv")
    assert dropped.status == 0
    assert dump(graph) == before
    assert names(graph) == ["states.csv"]


@pytest.mark.model
def test_replacing_a_file_is_said_and_takes_effect(kg: Command, graph: Path, states: Path) -> None:
    states.write_text(STATES.replace("Cestria,", "Cestrian Realm,Cestria"), encoding="utf-8")
    shown = kg("resolve", graph, "--kb", states, "--quiet")
    assert shown.out == ""
    assert "kb: states.csv takes the place of the earlier file of this name" in shown.err
    assert {"borland", "cestrian-realm"} <= entities(graph)
    assert "cestria" not in entities(graph)


@pytest.mark.model
def test_file_put_or_changed_by_hand_is_noticed(kg: Command, graph: Path) -> None:
    (graph / KNOWLEDGE / "more.csv").write_text("name,type\nAvaria,state\n", encoding="utf-8")
    listed = kg("kb", graph)
    assert "more.csv: 1 new" in listed.out
    assert "changed since the last run" in listed.out
    assert "'kg resolve" in kg("query", graph, "--name", "summary").err
    assert kg("resolve", graph).status == 0
    assert kg("query", graph, "--name", "summary").err == ""
    assert "changed since" not in kg("kb", graph).out


@pytest.mark.model
def test_list_and_check(kg: Command, graph: Path, ministers: Path) -> None:
    checked = kg("kb", graph, "--check", ministers)
    assert checked.out == "ministers.csv: 1 new, 0 known ones extended, 1 not used\n"
    assert "line 3" in checked.err
    assert names(graph) == ["states.csv"]
    (file,) = kg("kb", graph, "--json").json()
    assert (file["name"], file["new"], file["remarks"]) == ("states.csv", 2, [])


@pytest.mark.model
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["kb", "nowhere"], "no graph in nowhere"),
        (["kb", "GRAPH", "--drop", "none.csv"], "uses no file 'none.csv'"),
        (["kb", "GRAPH", "--check", "none.csv"], "none.csv: cannot be read"),
        (["resolve", "GRAPH", "--kb", "none.csv"], "none.csv: cannot be read"),
        (["resolve", "GRAPH", "--kb", "BROKEN"], "broken.ttl: cannot be read as Turtle"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_mistakes_are_explained_and_change_nothing(
    kg: Command, graph: Path, tmp_path: Path, arguments: list[str], reason: str
) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("ent:x a", encoding="utf-8")
    before = dump(graph)
    places = {"GRAPH": str(graph), "BROKEN": str(broken)}
    shown = kg(*(places.get(one, one) for one in arguments))
    assert (shown.status, shown.out) == (2, "")
    assert reason in shown.err
    assert dump(graph) == before
    assert names(graph) == ["states.csv"]


@pytest.mark.model
def test_names_cannot_write_to_the_terminal(kg: Command, graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "hostile.csv"
    path.write_text("name,type\n\x1b[2JBorland,state\nTern,[bold]\x1b]0;x\n", encoding="utf-8")
    shown = kg("resolve", graph, "--kb", path)
    assert "\x1b" not in shown.out + shown.err
    assert "line 2: not used" in shown.err
    assert "[bold]" in shown.err


# The Python API


@pytest.mark.model
def test_python_remembers_as_well(tmp_path: Path, states: Path, ministers: Path) -> None:
    out = tmp_path / "graph"
    with pytest.warns(UserWarning, match=r"ministers\.csv: 1 entries not used"):
        graph = api.build(api.Article(TEXT), out, kb=[states, ministers])
    with graph:
        assert [file["name"] for file in graph.report["knowledge"]] == names(out)
    states.unlink()
    ministers.unlink()
    with pytest.warns(UserWarning, match=r"ministers\.csv"):
        graph = api.build(api.Article("Cestria thanked Borlandia on Monday."), out)
    with graph:
        assert len(graph) == 2
    assert {"borland", "cestria", "ana-brun"} <= entities(out)

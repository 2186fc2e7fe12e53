"""The Python API: what `import kg` gives, and that it does what docs/python.md says."""

from __future__ import annotations

import ast
import doctest
import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

import kg
from kg import pipeline
from kg.folder import open_store
from tests.factories import Article, resolved_store

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
EXAMPLES = "\n".join(text for kind, text in BLOCKS if kind == "python")
STATES = next(text for kind, text in BLOCKS if kind == "turtle")
PUBLIC = {"Answer", "Article", "Graph", "KgError", "build", "open", "queries", "__version__"}
TABLES = {
    "claims": 11,
    "documents": 5,
    "edges": 11,
    "entities": 9,
    "mentions": 60,
    "nodes": 9,
}  # table: rows at least
ARTICLES = (
    kg.Article(
        "Borland sent 1,500 soldiers to Cestria last week, the Cestrian defence ministry said.",
        publisher="Northwire",
        date="2026-11-17",
    ),
    kg.Article(
        "President Ilsa Maren of Cestria accused Borland of aggression on Tuesday.",
        publisher="Plain Post",
        date="2026-11",
    ),
)


@pytest.fixture(scope="module")
def graph() -> Iterator[kg.Graph]:
    """Made of records, without the language model."""
    with kg.Graph(resolved_store()) as made:
        yield made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same graph on disk."""
    out = tmp_path_factory.mktemp("stored") / "graph"
    with open_store(out) as store:
        resolved_store(store)
    return out


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kb") / "states.ttl"
    path.write_text(STATES, encoding="utf-8")
    return path


def run(code: str) -> str:
    """What a fresh Python prints, where warnings are errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


# The names


def test_all_is_exactly_what_is_public() -> None:
    assert set(kg.__all__) == PUBLIC
    assert kg.__all__ == sorted(kg.__all__)
    starred: dict[str, object] = {}
    exec("from kg import *", starred)
    assert set(starred) - {"__builtins__"} == PUBLIC
    assert set(dir(kg)) >= PUBLIC


def test_type_checkers_see_the_names_that_load_later() -> None:
    tree = ast.parse((ROOT / "kg" / "__init__.py").read_text(encoding="utf-8"))
    typed = {
        alias.name: node.module
        for branch in tree.body
        if isinstance(branch, ast.If) and ast.unparse(branch.test) == "TYPE_CHECKING"
        for node in branch.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert len(typed) == 6
    assert typed == kg._HOMES


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'kg' has no attribute 'nonsense'"):
        kg.nonsense  # type: ignore[attr-defined]  # noqa: B018


def test_import_is_light() -> None:
    assert (
        run(
            "import sys, kg; print(sorted({m.split('.')[0] for m in sys.modules} & {'spacy', 'pyoxigraph', 'rdflib', 'pandas', 'networkx', 'numpy', 'rich'}))"
        )
        == "[]"
    )


def test_opening_and_asking_loads_no_model_and_no_frames(folder: Path) -> None:
    code = (
        f"import sys, kg\nwith kg.open({str(folder)!r}) as graph: print(len(graph.query('documents')))\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'spacy', 'onnxruntime', 'rdflib', 'pandas', 'networkx', 'trafilatura'}))"
    )
    assert run(code).split("\n") == ["6", "[]"]


# Asking


def test_named_question_takes_parameters_of_any_type(graph: kg.Graph) -> None:
    assert graph.query("post_holders", body="Cestria").column("personName") == ["Ilsa Maren"]
    assert len(graph.query("sources", limit=2)) == 2


def test_sparql_knows_the_prefixes_and_shortens_by_them(graph: kg.Graph) -> None:
    answer = graph.query("SELECT ?x WHERE { ?x a kg:State } ORDER BY ?x")
    assert list(answer) == [{"x": "ent:borland"}, {"x": "ent:cestria"}]
    assert str(answer.rows[0][0]) == "https://w3id.org/newskg/entity/borland"
    assert repr(answer) == "<kg.Answer: 2 rows of x>"
    assert "ent:borland" in str(answer)
    assert answer.first(1).values() == [("ent:borland",)]


@pytest.mark.parametrize(
    ("question", "params", "message"),
    [
        ("no_such_question", {}, "no named query 'no_such_question'; there are: .*denials"),
        ("denials", {"sauce": "x"}, "no parameter sauce"),
        ("SELECT * WHERE { ?s ?p ?o }", {"limit": 3}, "named questions only: write limit"),
        ("DELETE WHERE { ?s ?p ?o }", {}, "read"),
    ],
)
def test_wrong_question_is_a_kg_error(
    graph: kg.Graph, question: str, params: dict[str, object], message: str
) -> None:
    with pytest.raises(kg.KgError, match=message):
        graph.query(question, **params)  # type: ignore[arg-type]


def test_slow_query_is_stopped(graph: kg.Graph) -> None:
    slow = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with pytest.raises(kg.KgError, match=r"longer than 0.1 s"):
        graph.query(slow, timeout_s=0.1)


def test_explain_needs_a_name(graph: kg.Graph) -> None:
    for names in (("",), ("Borland", " ")):
        with pytest.raises(kg.KgError, match="an entity has a name"):
            graph.explain(*names)


def test_explain_one_and_two(graph: kg.Graph) -> None:
    assert "actor" in graph.explain("Borland").column("part")
    assert set(graph.explain("Borland", "Cestria").column("document")) < set(
        graph.query("documents").column("document")
    )


def test_answer_types_its_columns(graph: kg.Graph) -> None:
    frame = graph.query(
        'SELECT * WHERE { VALUES (?n ?x ?yes ?word ?mixed ?big) { (1 1.5 true "a" 1 1) '
        '(UNDEF 2.5 false "1" "b" 100000000000000000000) } }'
    ).to_pandas()
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "n": "Int64",
        "x": "Float64",
        "yes": "boolean",
        "word": "str",
        "mixed": "str",
        "big": "str",
    }
    assert frame["x"].sum() == 4.0
    assert frame["n"].isna().sum() == 1
    assert frame["big"].tolist() == ["1", "100000000000000000000"]


def test_empty_answer_is_a_frame_with_its_columns(graph: kg.Graph) -> None:
    frame = graph.query("SELECT ?a ?b WHERE { ?a kg:nothing ?b }").to_pandas()
    assert (list(frame.columns), len(frame)) == (["a", "b"], 0)


def test_answer_in_a_notebook_is_escaped() -> None:
    hostile = "<script>alert(1)</script> & Borland"
    store = resolved_store()
    article = Article(f"{hostile} spoke.", title=hostile, publisher="Northwire")
    store.add([article.extraction()])
    with kg.Graph(store) as graph:
        shown = graph.query("documents")._repr_html_()
    assert html.escape(hostile) in shown
    assert "<script" not in shown


# Elsewhere


@pytest.mark.parametrize("table", sorted(TABLES))
def test_tables_are_typed_frames(graph: kg.Graph, table: str) -> None:
    frame = graph.to_pandas(table)
    assert isinstance(frame, pd.DataFrame)
    assert len(frame) >= TABLES[table]
    assert not (frame == "").any(axis=None)
    kinds = {name: str(kind) for name, kind in frame.dtypes.items()}
    for name, kind in kinds.items():
        if name in ("begin", "end", "claims", "mentions"):
            assert kind == "int64"
        elif name == "score":
            assert kind == "float64"
            assert frame[name].between(0, 1).all()
        elif name == "anonymous":
            assert kind == "bool"
            assert frame[name].sum() == 1
        else:
            assert kind == ("datetime64[s]" if name.endswith("From") else "str")
    for name in [name for name in frame.columns if name.endswith("From")]:
        assert (frame[name].isna() == frame[name.removesuffix("From")].isna()).all()


def test_tables_join_by_their_ids(graph: kg.Graph) -> None:
    edges, entities = graph.to_pandas("edges"), graph.to_pandas("entities")
    assert set(edges["subject"]) | set(edges["object"]) <= set(entities["id"])
    assert set(edges["claim"]) <= set(graph.to_pandas("claims")["claim"])
    assert set(graph.to_pandas("mentions")["article"]) == set(
        graph.to_pandas("documents")["article"]
    )


def test_mentions_are_slices_of_the_text(graph: kg.Graph) -> None:
    texts = graph.store.texts()
    for row in graph.to_pandas("mentions").itertuples():
        assert texts[row.article.removeprefix("doc:")][row.begin : row.end] == row.text


def test_unknown_table_lists_the_known(graph: kg.Graph) -> None:
    with pytest.raises(kg.KgError, match="'people': claims, documents, edges, entities, mentions"):
        graph.to_pandas("people")


def test_missing_pandas_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\nimport kg\nfrom kg.graph import Store\n"
        "try: kg.Graph(Store.memory()).to_pandas('claims')\n"
        "except kg.KgError as error: print(error)"
    )
    assert run(code).endswith("pip install 'newskg[pandas]'")


def test_empty_graph_gives_empty_frames() -> None:
    with kg.Graph(kg.graph.Store.memory()) as empty:  # type: ignore[attr-defined]
        assert [len(empty.to_pandas(table)) for table in sorted(TABLES)] == [0] * len(TABLES)
        assert len(empty) == len(empty.to_networkx()) == 0


def test_networks_of_every_kind(graph: kg.Graph) -> None:
    whole = graph.to_networkx()
    parts = [graph.to_networkx("events"), graph.to_networkx("relations")]
    assert whole.number_of_edges() == sum(part.number_of_edges() for part in parts)
    assert isinstance(whole, nx.MultiDiGraph)
    assert not graph.to_networkx("balance").is_directed()
    with pytest.raises(kg.KgError, match="balance"):
        graph.to_networkx("people")  # type: ignore[call-overload]


def test_rdflib_sees_every_quad(graph: kg.Graph) -> None:
    assert len(list(graph.to_rdflib().quads())) == len(graph.store)


def test_export_and_page_write_files(graph: kg.Graph, tmp_path: Path) -> None:
    exported = graph.export("turtle", tmp_path / "graph.ttl")
    assert "ent:borland" in exported.read_text(encoding="utf-8")
    assert "Borland" in graph.page(tmp_path / "graph.html").read_text(encoding="utf-8")
    with pytest.raises(kg.KgError, match="unknown format 'doc'"):
        graph.export("doc", tmp_path / "x")


# Making and changing: with the language model


@pytest.mark.model
def test_graph_in_memory_equals_the_one_in_a_folder(tmp_path: Path, states: Path) -> None:
    folder = tmp_path / "graph"
    steps: list[str] = []
    with kg.build(list(ARTICLES), folder, kb=[states]) as stored:
        in_folder = stored.store.dump()
    with kg.build(ARTICLES, kb=[states], progress=lambda stage, *_: steps.append(stage)) as graph:
        assert graph.store.dump() == in_folder
        assert (
            graph.report
            == stored.report
            == json.loads((folder / "report.json").read_text(encoding="utf-8"))
        )
        assert (graph.directory, stored.directory) == (None, folder)
        assert repr(graph).startswith("<kg.Graph in memory: 2 articles, ")
    assert {"articles", "who is who"} <= set(steps)
    assert repr(graph) == "<kg.Graph in memory, closed>"


@pytest.mark.model
def test_added_in_parts_and_removed_again(tmp_path: Path, states: Path) -> None:
    first, second = ARTICLES
    for out in (None, tmp_path / "graph"):
        with kg.build(first, out, kb=[states]) as graph:
            before, documents = graph.store.dump(), set(graph.store.document_ids())
            assert graph.add([second])["added"] == 1
            assert len(graph) == 2
            (late,) = set(graph.store.document_ids()) - documents
            assert graph.remove(f"doc:{late}")["removed"] == 1
            assert graph.store.dump() == before
            with pytest.warns(UserWarning, match="no such document"):
                assert graph.remove(late)["removed"] == 0


@pytest.mark.model
def test_what_cannot_be_read_is_warned_of_and_reported(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="not taken in: .*nowhere.*and 1 more") as told:
        graph = kg.build([tmp_path / "nowhere.txt", kg.Article("   ")])
    assert told[0].filename == __file__
    assert [one["reason"] for one in graph.report["rejected"]] == ["unreadable", "no text"]
    assert len(graph) == 0


@pytest.mark.parametrize("inputs", [7, [None], b"text"])
def test_input_of_another_kind_is_a_kg_error(inputs: object) -> None:
    with pytest.raises(kg.KgError, match="give paths, globs or kg.Article"):
        kg.build(inputs)  # type: ignore[arg-type]


def test_opened_graph_is_for_reading(folder: Path) -> None:
    with kg.open(folder) as one, kg.open(str(folder)) as other:
        assert len(one) == len(other) == 6
        assert one.report == {}  # nobody wrote one here, and nothing depends on it
        with pytest.raises(kg.KgError, match="call kg.build"):
            one.add("more/")
        with pytest.raises(kg.KgError, match="call kg.build"):
            one.remove("doc:d1")


def test_opening_nothing_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(kg.KgError, match="no graph in"):
        kg.open(tmp_path)


def test_pipeline_has_the_options_of_the_keywords() -> None:
    assert pipeline.Options().model == kg.build.__kwdefaults__["model"]
    assert pipeline.Options().read.max_bytes == kg.build.__kwdefaults__["max_bytes"]


# The page about it


@pytest.mark.model
def test_examples_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = doctest.DocTestParser().get_doctest(EXAMPLES, {}, "python.md", "docs/python.md", 0)
    assert len(parsed.examples) >= 25
    monkeypatch.chdir(tmp_path)
    Path("states.ttl").write_text(STATES, encoding="utf-8")
    Path("articles").mkdir()
    given = next(one.source for one in parsed.examples if one.source.startswith("articles = "))
    records = eval(given.removeprefix("articles = "), {"kg": kg})
    lines = [json.dumps({f: getattr(one, f) for f in one.__slots__}) for one in records]
    Path("articles/wire.jsonl").write_text("\n".join(lines), encoding="utf-8")
    failures: list[str] = []
    outcome = doctest.DocTestRunner().run(parsed, out=failures.append)
    assert outcome.failed == 0, "".join(failures)


def test_page_tells_of_all_that_is_public() -> None:
    methods = {name for name in vars(kg.Graph) if not name.startswith("_")}
    assert len(methods) >= 12
    wanted = {f"kg.{name}" for name in PUBLIC - {"__version__", "Answer", "Graph"}} | methods - {
        "store",
        "directory",
    }
    assert {name for name in wanted if name not in PAGE} == set()

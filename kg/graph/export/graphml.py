"""GraphML: entities as nodes; as edges, what each claim says that one does or is to the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO
from xml.sax.saxutils import quoteattr

from kg.graph.export.rdfxml import xml_text
from kg.graph.export.source import Source
from kg.graph.tables import columns, read_rows

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns
        http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_TYPES = {"mentions": "int", "begin": "int", "end": "int", "score": "double"}
_ENDS = {"nodes": ("id",), "edges": ("subject", "object")}


def write_graphml(source: Source, out: IO[bytes]) -> None:
    """Every column of the tables of nodes and edges becomes an attribute."""
    out.writelines(part.encode() for part in _parts(source))


def _parts(source: Source) -> Iterator[str]:
    yield _HEAD
    for table, kind in (("nodes", "node"), ("edges", "edge")):
        for name in _attributes(table):
            type_ = _TYPES.get(name, "string")
            yield f'  <key id="{kind}-{name}" for="{kind}" attr.name="{name}" '
            yield f'attr.type="{type_}"/>\n'
    yield '  <graph edgedefault="directed">\n'
    for row in read_rows(source.store, "nodes"):
        yield f"    <node id={quoteattr(row['id'])}>\n{_data('node', row)}    </node>\n"
    for number, row in enumerate(read_rows(source.store, "edges"), 1):
        ends = f"source={quoteattr(row['subject'])} target={quoteattr(row['object'])}"
        yield f'    <edge id="e{number}" {ends}>\n{_data("edge", row)}    </edge>\n'
    yield "  </graph>\n</graphml>\n"


def _attributes(table: str) -> list[str]:
    return [name for name in columns(table) if name not in _ENDS[table]]


def _data(kind: str, row: Mapping[str, str]) -> str:
    """What is not known is left out."""
    return "".join(
        f'      <data key="{kind}-{name}">{xml_text(row[name])}</data>\n'
        for name in _attributes(f"{kind}s")
        if row[name]
    )

"""RDF/XML, for tools that read nothing newer. XML has no way to write control characters, not
even escaped: they become U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from kg.errors import ConfigError
from kg.graph.export.source import Source
from kg.graph.export.terms import Literal, read_term
from kg.graph.namespaces import term
from kg.graph.turtle import Pair

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*$")  # of the names that XML allows, those in use
_TYPE = term("rdf:type").value
_DESCRIPTION = term("rdf:Description").value


def write_rdfxml(source: Source, out: IO[bytes]) -> None:
    """The union of all graphs, by subject."""
    names = _Names(source.store.namespaces.prefixes())
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF')
    out.writelines(f"\n    {one}".encode() for one in names.declarations())
    out.write(b">\n")
    for subject, pairs in source.all_subjects():
        out.write(_node(subject, pairs, names).encode())
    out.write(b"</rdf:RDF>\n")


def xml_text(text: str) -> str:
    """What XML can hold of a text; carriage returns as references, for parsers drop them."""
    return escape(_NOT_XML.sub("\ufffd", text)).replace("\r", "&#13;")


class _Names:
    """Splits the IRIs of properties and classes into namespace and name."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._tags: dict[str, tuple[str, str]] = {}

    def declarations(self) -> Iterator[str]:
        for namespace, prefix in self._prefixes.items():
            yield f"xmlns:{prefix}={quoteattr(namespace)}"

    def tag(self, iri: str) -> tuple[str, str]:
        """The element's name, and with a declaration where its namespace has no prefix."""
        found = self._tags.get(iri)
        if found is None:
            found = self._tags[iri] = self._split(iri)
        return found

    def _split(self, iri: str) -> tuple[str, str]:
        local = _LOCAL.search(iri)
        if local is None:
            raise ConfigError(f"RDF/XML cannot write the property {iri}: choose another format")
        namespace = iri[: local.start()]
        prefix = self._prefixes.get(namespace)
        if prefix:
            return f"{prefix}:{local[0]}", f"{prefix}:{local[0]}"
        return f"own:{local[0]}", f"own:{local[0]} xmlns:own={quoteattr(namespace)}"


def _node(subject: bytes, pairs: Iterable[Pair], names: _Names) -> str:
    properties = sorted({(_iri(predicate), obj) for predicate, obj in pairs})
    types = [obj for predicate, obj in properties if predicate == _TYPE]
    name, opened = names.tag(_iri(types[0]) if types else _DESCRIPTION)
    lines = [
        _property(names, predicate, read_term(obj))
        for predicate, obj in properties
        if not (types and predicate == _TYPE and obj == types[0])
    ]
    about = _reference("about", _iri(subject))
    return f"  <{opened} {about}>\n{''.join(lines)}  </{name}>\n"


@lru_cache(4096)
def _iri(iri: bytes) -> str:
    return iri.decode().removeprefix("<").removesuffix(">")


def _property(names: _Names, predicate: str, value: str | Literal) -> str:
    name, opened = names.tag(predicate)
    if isinstance(value, str):
        return f"    <{opened} {_reference('resource', value)}/>\n"
    if value.language:
        opened += f" xml:lang={quoteattr(value.language)}"
    elif value.datatype:
        opened += f" rdf:datatype={quoteattr(value.datatype)}"
    return f"    <{opened}>{xml_text(value.text)}</{name}>\n"


@lru_cache(4096)
def _reference(attribute: str, iri: str) -> str:
    if iri.startswith("_:"):
        return f"rdf:nodeID={quoteattr(iri[2:])}"
    return f"rdf:{attribute}={quoteattr(iri)}"

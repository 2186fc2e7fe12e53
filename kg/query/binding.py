"""Parameters into queries, as RDF terms.

A value never becomes query text by itself: it is turned into an IRI or a literal first,
and the serialiser of the RDF library writes that into the query.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.graph import Store
from kg.graph.namespaces import VOCABULARIES, term
from kg.query.library import NamedQuery, Parameter
from kg.query.names import find_document, find_entity
from kg.records import PartialDate

Node = NamedNode | Literal
_CONCEPT = re.compile(r"(?:(?P<prefix>[a-z]+):)?(?P<local>[A-Za-z][A-Za-z0-9-]*)")


def bind(store: Store, query: NamedQuery, params: Mapping[str, str]) -> str:
    """The query's text with its parameters filled in."""
    known = {parameter.name for parameter in query.parameters}
    unknown = sorted(set(params) - known)
    if unknown:
        raise QueryError(
            f"{query.name} has no parameter {', '.join(unknown)}; it has "
            f"{', '.join(sorted(known)) or 'none'}"
        )
    text = query.text
    for parameter in query.parameters:
        value = params.get(parameter.name, parameter.default)
        if value is None:
            raise QueryError(
                f"{query.name} needs --param {parameter.name}=… ({parameter.type}). {query.answers}"
            )
        text = _fill(text, parameter, _node(store, parameter, str(value)) if value else None)
    return text


def _fill(text: str, parameter: Parameter, node: Node | None) -> str:
    if parameter.name == "limit":
        limit = node.value if node is not None else "1000000"
        return re.sub(r"(?m)^LIMIT\s+\d+", f"LIMIT {limit}", text)
    # Without a value the variable is left free: any will do.
    block = f"VALUES ?{parameter.name} {{ {node} }}" if node is not None else ""
    pattern = rf"VALUES\s+\?{re.escape(parameter.name)}\s*\{{[^{{}}]*\}}"
    return re.sub(pattern, lambda _: block, text)


def _node(store: Store, parameter: Parameter, value: str) -> Node:
    if parameter.type == "entity":
        return find_entity(store, value)
    if parameter.type == "document":
        return find_document(store, value)
    make = _MAKERS.get(parameter.type)
    if make is None:
        raise QueryError(f"unknown parameter type {parameter.type!r} of {parameter.name}")
    try:
        return make(value)
    except ValueError as error:
        raise QueryError(
            f"{parameter.name}={value!r} is not a value of type {parameter.type}: {error}"
        ) from error


def _concept(prefix: str) -> Callable[[str], NamedNode]:
    def make(value: str) -> NamedNode:
        match = _CONCEPT.fullmatch(value.strip())
        if match is None or (match["prefix"] or prefix) not in VOCABULARIES:
            raise ValueError(f"write a name such as {prefix}:example")
        return term(f"{match['prefix'] or prefix}:{match['local']}")

    return make


def _event_type(value: str) -> NamedNode:
    prefix, _, local = value.strip().rpartition(":")
    return _concept("plover")(f"{prefix or 'plover'}:{local.upper()}")


def _integer(value: str) -> Literal:
    number = int(value)
    if number < 0:
        raise ValueError("it may not be negative")
    return Literal(str(number), datatype=term("xsd:integer"))


def _number(value: str) -> Literal:
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ValueError("write it as 0.5") from error
    if not number.is_finite():
        raise ValueError("it must be finite")
    return Literal(f"{number:f}", datatype=term("xsd:decimal"))


def _date(value: str) -> Literal:
    date = PartialDate.from_iso(value)
    return Literal(str(date), datatype=term(f"xsd:{date.datatype}"))


_MAKERS: dict[str, Callable[[str], Node]] = {
    "text": Literal,
    "integer": _integer,
    "number": _number,
    "date": _date,
    "event-type": _event_type,
    "stance": _concept("kg"),
    "property": _concept("kg"),
}

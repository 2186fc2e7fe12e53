"""Parameters into queries, as RDF terms.

A value never becomes query text by itself: it is turned into an IRI or a literal first,
and the serialiser of the RDF library writes that into the query.

| type | what users write |
|---|---|
| entity, document | an IRI, `ent:slug`, a slug, a name, a title, a URL |
| text, integer, number, boolean | plain; true or false |
| date | 2024, 2024-10 or 2024-10-22 |
| event-type, stance, property | a name such as MOBILIZE, deny, memberOf |
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
from kg.records import PartialDate, Stance

Node = NamedNode | Literal
_CONCEPT = re.compile(r"(?:(?P<prefix>[a-z]+):)?(?P<local>[A-Za-z][A-Za-z0-9-]*)")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")


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
    if node is not None:
        text = re.sub(rf"(?m)^(\s*)# if {re.escape(parameter.name)}: ", r"\1", text)
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


def _stance(value: str) -> NamedNode:
    local = value.strip().removeprefix("kg:")
    if local not in set(Stance):
        raise ValueError(f"write one of {', '.join(Stance)}")
    return term(f"kg:{local}")


def _integer(value: str) -> Literal:
    if _INTEGER.fullmatch(value.strip()) is None:
        raise ValueError("write it as 20")
    number = int(value)
    if number < 0:
        raise ValueError("it may not be negative")
    return Literal(str(number), datatype=term("xsd:integer"))


def _number(value: str) -> Literal:
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ValueError("write it as 0.5") from error
    if not number.is_finite() or abs(number.adjusted()) > 18:
        raise ValueError("it must be finite, and of at most 18 digits")
    return Literal(f"{number:f}", datatype=term("xsd:decimal"))


def _date(value: str) -> Literal:
    if _DATE.fullmatch(value.strip()) is None:
        raise ValueError("write it as 2024, 2024-10 or 2024-10-22")
    date = PartialDate.from_iso(value.strip())
    return Literal(str(date), datatype=term(f"xsd:{date.datatype}"))


def _boolean(value: str) -> Literal:
    word = value.strip().lower()
    if word not in ("true", "false"):
        raise ValueError("write true or false")
    return Literal(word, datatype=term("xsd:boolean"))


_MAKERS: dict[str, Callable[[str], Node]] = {
    "text": Literal,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "event-type": _event_type,
    "stance": _stance,
    "property": _concept("kg"),
}

"""Turtle and TriG for readers: prefixed, grouped by subject, in an order that never changes.

Terms come as bytes, written as in N-Triples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import pyoxigraph as ox

from kg.graph.namespaces import term

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Triple = tuple[Node, Node, Node]
Pair = tuple[bytes, bytes]  # predicate and object
_LOCAL = re.compile(rb"[A-Za-z0-9_][A-Za-z0-9_-]*")
_REMEMBERED = 50_000  # terms kept as written
_SHORT = 200  # bytes; longer terms are texts, which do not come again
_DIGITS = re.compile(rb"0*(\d+)")
_LONGEST = 90  # digits of a number that is still sorted as one
_TYPE = str(term("rdf:type")).encode()
_BARE = {  # what may stand without quotes and datatype
    str(term(curie)).encode(): re.compile(pattern)
    for curie, pattern in {
        "xsd:boolean": rb"true|false",
        "xsd:integer": rb"[+-]?\d+",
        "xsd:decimal": rb"[+-]?\d*\.\d+",
    }.items()
}


def turtle_text(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> str:
    """Turtle; only the prefixes that are used are declared. A triple twice is written once."""
    names = Names(prefixes)
    grouped: dict[bytes, list[Pair]] = {}
    for subject, predicate, obj in triples:
        pair = str(predicate).encode(), str(obj).encode()
        grouped.setdefault(str(subject).encode(), []).append(pair)
    subjects = sorted((natural(text.removesuffix(b">")), text) for text in grouped)
    body = b"\n".join(block(subject, grouped[subject], names) for _, subject in subjects)
    return (names.declarations() + b"\n" + body).decode()


def block(subject: bytes, pairs: Iterable[Pair], names: Names, indent: bytes = b"") -> bytes:
    """All that is said of one subject, as one statement of Turtle."""
    written, known = names.write, names.known
    objects: dict[bytes, list[bytes]] = {}
    for predicate, obj in pairs:
        text = known.get(obj) or written(obj)
        if predicate in objects:
            objects[predicate].append(text)
        else:
            objects[predicate] = [text]
    lines = [
        (b"a" if predicate == _TYPE else known.get(predicate) or written(predicate))
        + b" "
        + (found[0] if len(found) == 1 else _listed(found))
        for predicate, found in objects.items()
    ]
    lines.sort()
    joined = (b" ;\n" + indent + b"    ").join(lines)
    return indent + names.write(subject) + b" " + joined + b" .\n"


def _listed(objects: list[bytes]) -> bytes:
    ordered: list[bytes] = sorted(set(objects), key=natural)
    return b" , ".join(ordered)


def natural(text: bytes) -> bytes:
    """Sort key under which `m2` comes before `m10`: a zero byte parts it from the text itself."""
    head, dash, tail = text.rpartition(b"-")
    return _weighed(head) + dash + _DIGITS.sub(_number, tail) + b"\x00" + text


@lru_cache(1024)
def _weighed(head: bytes) -> bytes:
    """Remembered, because all that stands in one article begins with its name."""
    return _DIGITS.sub(_number, head)


def _number(match: re.Match[bytes]) -> bytes:
    """Digits led by their count; \x01 sorts before everything that may follow a shorter text."""
    digits = match[1]
    return b"\x01%c%b" % (33 + min(len(digits), _LONGEST), digits)


class Names:
    """Writes terms, short where a prefix fits, and remembers which prefixes it used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        # Longest namespace first: one may begin with another.
        self._prefixes = sorted(
            ((iri.encode(), prefix.encode()) for prefix, iri in prefixes.items()),
            key=lambda item: (-len(item[0]), item[1]),
        )
        self._used: dict[bytes, bytes] = {}
        self.known: dict[bytes, bytes] = {}

    def declarations(self) -> bytes:
        return b"".join(b"@prefix %b: <%b> .\n" % item for item in sorted(self._used.items()))

    def write(self, text: bytes) -> bytes:
        """The term, which is `known` afterwards if it is one that may come again."""
        found = self._short(text)
        if len(text) <= _SHORT:
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            self.known[text] = found
        return found

    def _short(self, text: bytes) -> bytes:
        if text.startswith(b'"'):
            return self._literal(text)
        return self._iri(text) if text.startswith(b"<") else text

    def _iri(self, text: bytes) -> bytes:
        iri = text[1:-1]
        for namespace, prefix in self._prefixes:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self._used[prefix] = namespace
                return prefix + b":" + iri[len(namespace) :]
        return text

    def _literal(self, text: bytes) -> bytes:
        end = text.rindex(b'"')
        datatype = text[end + 3 :]
        if text[end + 1 : end + 2] != b"^":
            return text  # plain, or in a language
        bare = _BARE.get(datatype)
        if bare and bare.fullmatch(text, 1, end):
            return text[1:end]
        return text[: end + 3] + self._iri(datatype)

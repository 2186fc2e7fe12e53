"""Terms of N-Triples as values, for the formats with a syntax of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.graph.namespaces import VOCABULARIES

XSD = VOCABULARIES["xsd"]
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Literal:
    text: str
    datatype: str = ""  # "" for plain strings
    language: str = ""


def read_term(term: bytes) -> str | Literal:
    """A literal, or the IRI as it is; blank nodes keep their `_:`."""
    text = term.decode()
    if not text.startswith('"'):
        return text.removeprefix("<").removesuffix(">")
    end = text.rindex('"')
    value, rest = _unescaped(text[1:end]), text[end + 1 :]
    if rest.startswith("@"):
        return Literal(value, language=rest[1:])
    return Literal(value, datatype=rest[3:-1])


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    short, long, letter = match.groups()
    return _LETTERS.get(letter, letter) if letter else chr(int(short or long, 16))

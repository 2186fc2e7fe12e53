"""What an entity is, by the words and classes that users write."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.records import MentionType
from kg.vocabulary.names import fold

Kind = tuple[MentionType, str]
"""A type and, of an organization, what kind of body it is ("" if that is not said)."""

_TYPES = {
    "person": MentionType.PERSON,
    "state": MentionType.STATE,
    "place": MentionType.PLACE,
    "post": MentionType.ROLE,
    "organization": MentionType.ORGANIZATION,
}
# Where classes of several types meet, the first decides: a country is a place as well.
_ORDER = (
    MentionType.PERSON,
    MentionType.STATE,
    MentionType.ROLE,
    MentionType.ORGANIZATION,
    MentionType.PLACE,
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|[_-]")


def kind_of_word(text: str) -> Kind | None:
    """The kind that a word in a column means; None if it is not known."""
    words = fold(_HUMP.sub(" ", text))
    kinds = _kinds()
    return kinds.get(words) or kinds.get(words.removesuffix("s"))


def kind_of_class(iri: str) -> Kind | None:
    """The kind that a class of any vocabulary means, by its local name."""
    iri = iri.replace("http://schema.org/", "https://schema.org/")
    exceptions = _table()["classes"]
    word = exceptions[iri] if iri in exceptions else re.split(r"[/#:]", iri)[-1]
    return kind_of_word(word) if word else None


def organization_type(text: str) -> str:
    """Our concept for a kind of body in the user's words; "" if there is none."""
    local = re.split(r"[/#:]", text.strip())[-1]
    if local in _table()["organization"]:
        return local
    kind = kind_of_word(local)
    return kind[1] if kind else ""


def joint_kind(kinds: Iterable[Kind]) -> Kind | None:
    """The kind of what is several at once; a body of two kinds is of the alphabetically first.

    Raises ValueError if somebody is a person and something else.
    """
    found = set(kinds)
    types = {kind for kind, _ in found}
    if not types:
        return None
    if MentionType.PERSON in types and len(types) > 1:
        others = sorted(types - {MentionType.PERSON})
        raise ValueError(f"a Person and a {others[0].value} at once")
    best = min(types, key=_ORDER.index)
    return best, min((body for kind, body in found if kind is best and body), default="")


@cache
def _kinds() -> dict[str, Kind]:
    table = _table()
    out: dict[str, Kind] = {}
    for name, kind in _TYPES.items():
        rows = table[name] if isinstance(table[name], dict) else {"": table[name]}
        for body, words in rows.items():
            out |= {fold(word): (kind, body) for word in words}
    return out


@cache
def _table() -> dict[str, Any]:
    text = (Path(__file__).parent / "kinds.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content

"""Generic body wordings: what "spy agency" or "foreign ministry" is called in every state.

Together with a state they name one body: "Canada's spy agency" is
`canada-intelligence-agency`, unless the pattern knows what that state calls it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from kg.errors import OntologyError
from kg.vocabulary.names import REMEMBERED, cased_key, fold, surface

_BRITISH = {
    "defence": "defense",
    "centre": "center",
    "labour": "labor",
    "organisation": "organization",
    "programme": "program",
    "armoured": "armored",
}
_HEADS = (
    "Agency|Army|Assembly|Association|Bank|Board|Bureau|Center|Centre|Commission|Committee|Congress"
    "|Council|Court|Department|Emirates|Federation|Forces|Fund|Institute|Kingdom|League|Ministry"
    "|Nations|Office|Organization|Parliament|Party|Republic|Senate|Service|States|Union|University"
)
_TAKES_ARTICLE = re.compile(
    rf"(?:(?:\w+ ){{0,2}}(?:{_HEADS}) (?:of|for)\b.*|.*\b(?:{_HEADS})"
    r"|Bahamas|Comoros|Gambia|Holy See|Maldives|Marshall Islands|Netherlands|Philippines"
    r"|Solomon Islands)"
)


@dataclass(frozen=True, slots=True)
class BodyPattern:
    """A kind of body that most states have one of.

    `label` has a place for the state. `bare` patterns may stand alone for the body of the
    state an article is about; `generic` ones ("ministry") are never an entity of their own.
    `known` maps states to the vocabulary entity that is this body.
    """

    id: str
    label: str
    organization_type: str
    bare: bool = False
    generic: bool = False
    known: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    def entity_id(self, state: str) -> str:
        """The entity that is this body of the state."""
        return self.known.get(state, f"{state}-{self.id}")

    def label_for(self, state_label: str) -> str:
        return self.label.format(state=with_article(state_label))


class BodyIndex:
    """Body patterns by wording."""

    __slots__ = ("_cased", "_first_words", "_folded", "_needs_capital")

    def __init__(self, rows: Iterable[tuple[str, BodyPattern, bool]] = ()) -> None:
        self._cased: dict[str, BodyPattern] = {}
        self._folded: dict[str, BodyPattern] = {}
        self._needs_capital: set[str] = set()
        for wording, pattern, needs_capital in rows:
            plain = surface(wording)
            key = american(fold(plain))
            if cased_key(plain):
                self._cased.setdefault(cased_key(plain), pattern)
                continue
            self._folded.setdefault(key, pattern)
            if needs_capital:
                self._needs_capital.add(key)
        names = (*self._cased, *self._folded)
        self._first_words = frozenset(name.partition(" ")[0] for name in names)

    def __len__(self) -> int:
        return len(self._cased) + len(self._folded)

    def may_begin(self, word: str) -> bool:
        """False if no wording begins with this word, which is of letters only."""
        known = word in self._first_words or american(fold(word)) in self._first_words
        return known or word.lower() == "the"

    def get(self, text: str) -> BodyPattern | None:
        plain = surface(text)
        if cased_key(plain) in self._cased:
            return self._cased[cased_key(plain)]
        key = american(fold(plain))
        if key in self._needs_capital and plain == plain.lower():
            return None
        return self._folded.get(key)


@lru_cache(maxsize=REMEMBERED)
def american(folded: str) -> str:
    """A folded wording in American spelling, so that "defence" and "defense" agree."""
    return " ".join(_BRITISH.get(word, word) for word in folded.split())


def with_article(name: str) -> str:
    """The name as it stands after "of": "the United States", "South Korea", "NATO"."""
    if name.lower().startswith("the ") or not _TAKES_ARTICLE.fullmatch(name):
        return name
    return f"the {name}"


def read_bodies(path: Path) -> BodyIndex:
    """The patterns of `body-patterns.yaml`."""
    try:
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)["patterns"]  # noqa: S506 (a safe loader)
        return BodyIndex(
            (wording, pattern, bool(row.get("case")))
            for row in rows
            for pattern in (_pattern(row),)
            for wording in row["names"]
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise OntologyError(f"{path}: not a file of body patterns: {error}") from error


def _pattern(row: Mapping[str, Any]) -> BodyPattern:
    return BodyPattern(
        id=row["id"],
        label=row["label"],
        organization_type=row["type"],
        bare=bool(row.get("bare")),
        generic=bool(row.get("generic")),
        known=MappingProxyType(dict(row.get("known", {}))),
    )


# libyaml is ten times faster; a build without it still works.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

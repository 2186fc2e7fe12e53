"""Words for groups without a name of their own: "the Borlandic opposition", "pro-Avarian rebels".

The data are in groups.yaml. Reading an article and telling entities apart both need them: the one
to find such groups, the other to say what kind of group a description means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml

from kg.errors import OntologyError

_FILE = Path(__file__).parent / "groups.yaml"
GROUP = "group"  # kg:organizationType
OPPOSITION, COUNTRY = "opposition", "country"  # nouns of which more is known
_MOST, _OFTEN = 0.6, 3  # of the mentions of states, and times, for the one an article is about
_AFTER = re.compile(r"\s(?:in|of|from|along|across)\s")  # what stands after the noun

State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class SharedGroup:
    """A group that every article means alike: "the West", "Western countries"."""

    label: str
    names: frozenset[str]
    adjectives: frozenset[str]
    nouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class GroupWords:
    """The lists of groups.yaml; words are lemmas in small letters.

    - types: noun → kg:organizationType
    - same: noun → the noun that stands for all that mean the same people
    - collective: one word for many, in the singular
    - members: act for the body that they are in, if there is one
    - wide: need more than a name before them
    - ending_names: may be the last word of a name, in small letters too
    - inside: with "of", "in" after them they are not told apart: "members of the union"
    - deputies: act for their state or body, so that they are a group only of a region
    - belonging: of a state; what is done to them is done to it, but they do not act for it
    - kin: of a person, for whom they do not act and are not acted upon: "Lind's brother"
    - opposing: say before any of these nouns that it is not the state's
    - counting, some: say of a people's name that it is not the state: "thousands of", "most"
    - regions: adjectives that tell apart without naming a state
    - prefixes, led: with a hyphen after or before: "pro-", "-backed"
    """

    types: Mapping[str, str]
    same: Mapping[str, str]
    collective: frozenset[str]
    members: frozenset[str]
    wide: frozenset[str]
    ending_names: frozenset[str]
    inside: frozenset[str]
    deputies: frozenset[str]
    belonging: frozenset[str]
    kin: frozenset[str]
    opposing: frozenset[str]
    counting: frozenset[str]
    some: frozenset[str]
    regions: frozenset[str]
    prefixes: frozenset[str]
    led: frozenset[str]
    shared: tuple[SharedGroup, ...]

    def type_of(self, text: str) -> str:
        """The organization type of a group as a text describes it; "" if it describes none."""
        if self.shared_by(text) is not None:
            return GROUP
        words = _AFTER.split(text.lower(), maxsplit=1)[0].replace("-", " ").split()
        for word in reversed(words):
            for one in _singulars(word):
                kind = self.types.get(one) or (GROUP if one in self.deputies else "")
                if kind:
                    return kind
        return ""

    def shared_by(self, text: str) -> SharedGroup | None:
        """The group that every article means by this description, or None."""
        words = text.lower().removeprefix("the ").split()
        for one in self.shared:
            if " ".join(words) in one.names | one.adjectives:
                return one
            if len(words) == 2 and words[0] in one.adjectives:
                if not one.nouns.isdisjoint(_singulars(words[1])):
                    return one
        return None


def main_state(mentions: Counter[State]) -> State | None:
    """The state whose opposition an article means by "the opposition", by mentions of states."""
    best, times = next(iter(mentions.most_common(1)), (None, 0))
    return best if times >= max(_OFTEN, _MOST * mentions.total()) else None


def _singulars(word: str) -> tuple[str, ...]:
    """What a plural may be the plural of: "parties" of "party"."""
    if word.endswith("ies"):
        return (word, word[:-3] + "y", word[:-1])
    if word.endswith("men"):
        return (word, word[:-3] + "man")
    return (word, word.removesuffix("s"))


@cache
def group_words() -> GroupWords:
    """Raises OntologyError where the file cannot be read."""
    try:
        data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise OntologyError(f"{_FILE}: cannot be read: {error}") from error
    named = {"types", "same", "shared"}
    sets = [field.name for field in fields(GroupWords) if field.name not in named]
    return GroupWords(
        types={noun: kind for kind, nouns in data["types"].items() for noun in nouns},
        same={noun: nouns[0] for nouns in data["alike"] for noun in nouns},
        shared=tuple(
            SharedGroup(
                one["label"],
                *(frozenset(one[part]) for part in ("names", "adjectives", "nouns")),
            )
            for one in data["shared"]
        ),
        **{name: frozenset(data[name]) for name in sets},
    )

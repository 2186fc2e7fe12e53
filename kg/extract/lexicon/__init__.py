"""The word lists that extraction reads, as typed tables. The data are the YAML files here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import OntologyError
from kg.language.plain import Token

FOLDER = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times faster


def table(name: str) -> Any:
    """The content of one of the YAML files, by its stem."""
    path = FOLDER / f"{name}.yaml"
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  a safe one either way
    except (OSError, yaml.YAMLError) as error:
        raise OntologyError(f"{path}: cannot be read: {error}") from error


@dataclass(frozen=True, slots=True)
class NounClasses:
    """Which classes a noun lemma belongs to; types of mentions count as members too."""

    of_lemma: Mapping[str, frozenset[str]]
    of_type: Mapping[str, frozenset[str]]
    not_actor: frozenset[str]

    @classmethod
    def load(cls) -> NounClasses:
        data = table("nounclasses")
        lemmas: dict[str, set[str]] = defaultdict(set)
        types: dict[str, set[str]] = defaultdict(set)
        classes = data["classes"]
        for name, spec in classes.items():
            for part in (spec, *(classes[other] for other in spec.get("include", ()))):
                for lemma in part.get("lemmas", ()):
                    lemmas[str(lemma)].add(name)
                for kind in part.get("types", ()):
                    types[kind].add(name)
        return cls(
            {k: frozenset(v) for k, v in lemmas.items()},
            {k: frozenset(v) for k, v in types.items()},
            frozenset(map(str, data["not_actor"])),
        )


@dataclass(frozen=True, slots=True)
class EventEntry:
    """One reading of a word as a political event; see the head of events.yaml."""

    type: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    theme: str = ""
    reciprocal: bool = False
    mode: str = ""
    context: str = ""
    particle: str = ""
    needs: frozenset[str] = frozenset()
    needs_class: frozenset[str] = frozenset()
    needs_at: tuple[str, ...] = ("obj",)
    needs_xcomp: bool = False
    needs_reason: bool = False
    needs_persons: bool = False
    together: str = ""  # type where several do it with each other

    @property
    def conditions(self) -> int:
        nouns = self.needs or self.needs_class
        built = self.needs_xcomp, self.needs_reason, self.needs_persons
        return sum(map(bool, (self.particle, nouns, *built)))


@dataclass(frozen=True, slots=True)
class Block:
    """A context in which a word is no political event; see negatives.yaml."""

    slots: tuple[str, ...]
    nouns: frozenset[str]
    classes: frozenset[str]
    only: bool


@dataclass(frozen=True, slots=True)
class EventLexicon:
    entries: Mapping[tuple[str, str], tuple[EventEntry, ...]]
    blocks: Mapping[tuple[str, str], tuple[Block, ...]]
    fields: tuple[Block, ...]
    descend: tuple[str, ...]
    classes: NounClasses
    hints: Mapping[tuple[str, str], frozenset[str]]  # types that a word often tells of

    @classmethod
    def load(cls) -> EventLexicon:
        data = table("events")
        entries: dict[tuple[str, str], list[EventEntry]] = defaultdict(list)
        for row in data["entries"]:
            entry = _entry(row, data["frames"])
            for lemma in _lemmas(row):
                entries[lemma, row["pos"]].append(entry)
        negatives = table("negatives")
        blocks: dict[tuple[str, str], list[Block]] = defaultdict(list)
        for row in negatives["blocked"]:
            for lemma in _lemmas(row):
                blocks[lemma, row["pos"]].append(_block(row))
        return cls(
            {key: tuple(rows) for key, rows in entries.items()},
            {key: tuple(rows) for key, rows in blocks.items()},
            tuple(_block(row) for row in negatives["fields"]),
            tuple(data["descend"]),
            NounClasses.load(),
            _hints(),
        )

    def readings(self, token: Token) -> tuple[EventEntry, ...]:
        """The entries of a word; a name is looked up as a noun."""
        return self.entries.get((token.lemma_.lower(), part_of_speech(token)), ())

    def types(self, token: Token) -> frozenset[str]:
        """The types that a word may tell of, by its entries and hints."""
        key = token.lemma_.lower(), part_of_speech(token)
        return self.hints.get(key, frozenset()) | {e.type for e in self.entries.get(key, ())}


def part_of_speech(token: Token) -> str:
    """As the lists have it: names are nouns."""
    part = token.pos_
    return "NOUN" if part == "PROPN" else part


@cache
def event_lexicon() -> EventLexicon:
    return EventLexicon.load()


def _hints() -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind, words in table("event_words").items():
        for part, lemmas in words.items():
            for lemma in lemmas.split():
                found[lemma, part].add(kind)
    return {key: frozenset(kinds) for key, kinds in found.items()}


def _lemmas(row: Mapping[str, Any]) -> Sequence[str]:
    return [str(lemma) for lemma in row.get("lemmas") or [row["lemma"]]]


def _strings(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _entry(row: Mapping[str, Any], frames: Mapping[str, Any]) -> EventEntry:
    default = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj"}[row["pos"]]
    frame = frames[row.get("frame", default)]
    theme = row.get("theme", frame.get("theme", ""))
    return EventEntry(
        type=row["type"],
        actor=_strings(row.get("actor", frame["actor"])),
        recipient=_strings(row.get("recipient", frame["recipient"])),
        theme=theme,
        reciprocal=row.get("reciprocal", frame.get("reciprocal", False)),
        mode=row.get("mode", ""),
        context=row.get("context", ""),
        particle=row.get("particle", ""),
        needs=frozenset(_strings(row.get("needs"))),
        needs_class=frozenset(_strings(row.get("needs_class"))),
        needs_at=_strings(row.get("needs_at") or theme or "obj"),
        needs_xcomp=row.get("needs_xcomp", False),
        needs_reason=row.get("needs_reason", False),
        needs_persons=row.get("needs_persons", False),
        together=row.get("together", ""),
    )


def _block(row: Mapping[str, Any]) -> Block:
    return Block(
        slots=_strings(row.get("slots", ["obj", "subj"])),
        nouns=frozenset(_strings(row.get("nouns"))),
        classes=frozenset(_strings(row.get("classes"))),
        only=row.get("only", False),
    )

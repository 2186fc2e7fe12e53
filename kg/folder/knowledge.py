"""The user's own entities in a graph folder: copies of the files given, used until dropped.

They lie in DIR/knowledge under their own names. Files of one name that are given together are
told apart by a mark of their content; given again, a name's files take the place of those before.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from kg.errors import ConfigError
from kg.graph.export import write_atomically
from kg.vocabulary import SUFFIXES

KNOWLEDGE = "knowledge"
REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """The files that a graph uses; names of those copied now, and of those that made way."""

    files: tuple[Path, ...]
    taken: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


def known_files(out: Path) -> tuple[Path, ...]:
    """The files of entities that the folder uses, sorted by name; others are left alone."""
    folder = out / KNOWLEDGE
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return tuple(
        path
        for path in found
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and path.is_file()
    )


def keep_knowledge(out: Path, given: Sequence[Path]) -> Kept:
    """Copy the files given into the folder, each whole or not at all.

    Raises ConfigError where one cannot be copied.
    """
    named: dict[str, dict[Path, bytes]] = {}
    for path in given:
        if path.resolve().parent != (out / KNOWLEDGE).resolve():
            named.setdefault(path.name, {})[path.resolve()] = _content(path)
    taken, replaced = [], []
    for name, contents in sorted(named.items()):
        wanted = _targets(out / KNOWLEDGE, name, [*dict.fromkeys(contents.values())])
        held = {path: _content(path) for path in _family(out, name)}
        for path, content in wanted.items():
            if held.get(path) != content:
                _write(path, content)
                taken.append(path.name)
        for path in held.keys() - wanted.keys():
            path.unlink(missing_ok=True)
        if held and held != wanted:
            replaced.append(name)
    return Kept(known_files(out), tuple(taken), tuple(replaced))


def remove_file(out: Path, name: str) -> None:
    """Take a file out of the folder; ConfigError if it has none of this name."""
    found = {path.name: path for path in known_files(out)}
    if name not in found:
        names = ", ".join(found) or "none"
        raise ConfigError(f"{out} uses no file {name!r}; its files of entities: {names}")
    found[name].unlink()


def is_settled(out: Path) -> bool:
    """False if the files are not those that the last run decided with, by its report.json."""
    try:
        report = json.loads((out / REPORT).read_text(encoding="utf-8"))
        before = {row["name"]: row["digest"] for row in report.get("knowledge", ())}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return True  # no word of the last run: nothing to compare with
    return before == {path.name: digest(path) for path in known_files(out)}


def digest(path: Path) -> str:
    """A mark of what is in a file."""
    return blake2b(_content(path), digest_size=8).hexdigest()


def _targets(folder: Path, name: str, contents: Sequence[bytes]) -> dict[Path, bytes]:
    """Where files of one name go: under that name, or if they are several, with a mark each."""
    if len(contents) == 1:
        return {folder / name: contents[0]}
    return {folder / _marked(name, one): one for one in contents}


def _family(out: Path, name: str) -> list[Path]:
    """Files in the folder that were given under this name."""
    return [path for path in known_files(out) if path.name in (name, _marked(name, _content(path)))]


def _marked(name: str, content: bytes) -> str:
    """The name with a mark of the content."""
    path = Path(name)
    return f"{path.stem}-{blake2b(content, digest_size=4).hexdigest()}{path.suffix}"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    except OSError as error:
        raise ConfigError(f"cannot write {path}: {error.strerror or error}") from error

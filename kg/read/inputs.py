"""Arguments of the user → the files to read, in an order that does not change.

Folders are walked depth first in name order; hidden files and folders are passed over.
Links to folders are followed once; one that leads back to a folder above it is rejected.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.read.canonical import printable_path
from kg.records import Reason, Rejection

STDIN = "-"
_GLOB_SIGNS = frozenset("*?[")
_NOT_FOR_READING = frozenset({"__MACOSX", "__pycache__", "node_modules"})

Identity = tuple[int, int]  # device and inode


@dataclass(slots=True)
class _Walk:
    """What one call has seen, so that no file is read twice and no loop is entered."""

    files: set[str] = field(default_factory=set)
    folders: set[Identity] = field(default_factory=set)


def expand(inputs: Sequence[str]) -> Iterator[str | Rejection]:
    """The path of each file to read, and a rejection for each input that gives none."""
    walk = _Walk()
    # one path instead of a list of one, and Path objects, are easily given
    for given in map(os.fspath, [inputs] if isinstance(inputs, str) else inputs):
        if given == STDIN:
            yield from _once(STDIN, walk)
        elif os.path.lexists(given):
            yield from _existing(given, walk, above=())
        elif _GLOB_SIGNS & set(given):
            yield from _matching(given, walk)
        else:
            yield _unreadable(given, "no such file or folder: check the path")


def count_inputs(inputs: Sequence[str]) -> int:
    """How many files `read` will open: an estimate for a progress bar, nothing is opened."""
    return sum(isinstance(found, str) for found in expand(inputs))


def _matching(pattern: str, walk: _Walk) -> Iterator[str | Rejection]:
    paths = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  (absolute patterns too)
    if not paths:
        yield _unreadable(pattern, "no file matches this pattern: check the path and the quotes")
    for path in paths:
        yield from _existing(path, walk, above=())


def _existing(path: str, walk: _Walk, above: tuple[Identity, ...]) -> Iterator[str | Rejection]:
    try:
        status = Path(path).stat()
    except OSError as error:
        yield _unreadable(path, _why(error))
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(path, (status.st_dev, status.st_ino), walk, above)
    elif stat.S_ISREG(status.st_mode) or (stat.S_ISFIFO(status.st_mode) and not above):
        # A pipe named by the user is a shell's <(command); one met in a folder would block.
        yield from _once(path, walk)
    else:
        yield _unreadable(path, "not a regular file: leave it out")


def _folder(
    path: str, identity: Identity, walk: _Walk, above: tuple[Identity, ...]
) -> Iterator[str | Rejection]:
    if identity in above:
        yield _unreadable(path, "a link that leads back to a folder above it: remove the link")
        return
    if identity in walk.folders:
        return
    walk.folders.add(identity)
    try:
        names = sorted(os.listdir(path))  # noqa: PTH208  (100,000 names: no objects)
    except OSError as error:
        yield _unreadable(path, _why(error))
        return
    visible = [name for name in names if not name.startswith(".") and name not in _NOT_FOR_READING]
    if not visible and not above:
        yield Rejection(
            printable_path(path), Reason.EMPTY, "no files in this folder: name another one"
        )
    for name in visible:
        yield from _existing(os.path.join(path, name), walk, (*above, identity))  # noqa: PTH118


def _once(path: str, walk: _Walk) -> Iterator[str]:
    key = path if path == STDIN else os.path.realpath(path)
    if key not in walk.files:
        walk.files.add(key)
        yield path


def _unreadable(path: str, detail: str) -> Rejection:
    return Rejection(printable_path(path), Reason.UNREADABLE, detail)


def _why(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "permission denied: make it readable for this user"
    if isinstance(error, FileNotFoundError):
        return "no such file (any more), or a link that leads nowhere"
    return f"{(error.strerror or 'cannot be opened').lower()}: check the file and the disk"

"""The vocabulary that one run works with: what is shipped, and what the user brings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from kg.vocabulary.lookup import Vocabulary, load_shipped
from kg.vocabulary.own import FileUse, OwnFile, add_own, read_file


def load_vocabulary(extra: Sequence[Path] = ()) -> Vocabulary:
    """The shipped vocabulary with the user's own files on top; each is read once per process.

    A file that has changed since is read again. Raises OntologyError for one that cannot be read.
    """
    if not extra:
        return load_shipped()
    return _with_own(tuple(map(read_file, extra)))[0]


def use_of(extra: Sequence[Path]) -> tuple[FileUse, ...]:
    """What becomes of each of the user's files, in their order."""
    return _with_own(tuple(map(read_file, extra)))[1] if extra else ()


@lru_cache(maxsize=2)
def _with_own(files: tuple[OwnFile, ...]) -> tuple[Vocabulary, tuple[FileUse, ...]]:
    joined = add_own(load_shipped(), files)
    return load_shipped().extended(joined.entities), joined.files

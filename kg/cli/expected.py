"""How many articles a build will meet, so that its bar can say how long the rest takes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kg.read.inputs import STDIN, expand
from kg.read.options import ReadOptions
from kg.read.records import Found, read_json, read_json_lines, read_table
from kg.read.rejects import Rejected
from kg.read.streams import open_input
from kg.records import Rejection

Reader = Callable[[io.BufferedReader, ReadOptions], Iterator[Found]]
ARCHIVES: dict[str, Reader] = {
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
    ".csv": lambda stream, options: read_table(stream, options, ","),
    ".tsv": lambda stream, options: read_table(stream, options, "\t"),
}


def count_articles(inputs: Sequence[str], options: ReadOptions) -> int:
    """Articles in files, folders and archives; 0 if that cannot be known without using it up.

    Archives are read through, which takes a thousandth of what reading their articles takes.
    """
    total = 0
    for found in expand(inputs):
        if isinstance(found, Rejection):
            continue
        if found == STDIN or not Path(found).is_file():
            return 0  # standard input and pipes can be read once only
        total += _in_file(found, options)
    return total


def _in_file(path: str, options: ReadOptions) -> int:
    read = ARCHIVES.get(Path(path.removesuffix(".gz")).suffix.lower())
    if read is None:
        return 1
    count = 0
    try:
        with open_input(path) as stream:
            for _ in read(stream, options):
                count += 1
    except Rejected:  # told when it is read in earnest
        pass
    return count

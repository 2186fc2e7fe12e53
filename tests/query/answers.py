"""The example answers in the heads of the `.rq` files: asked again, and written anew.

`python -m tests.query.answers DIR` asks every example of the graph in DIR (that of `kg demo`) and
rewrites its `# answer:` lines with the same columns and as many rows; read what it changed.
"""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.graph import Store
from kg.query import NamedQuery, Result, named_queries, run_named
from kg.query.library import QUERIES

LONGEST = 70  # characters of a value, the rest is "…"
COLUMN = re.compile(r"(?:^| \| )(\w+)=")


def example_parameters(query: NamedQuery) -> dict[str, str]:
    """What the example command gives after `--param`."""
    words = shlex.split(query.example)
    pairs = [words[i + 1] for i, word in enumerate(words) if word == "--param"]
    return dict(pair.split("=", 1) for pair in pairs)


def answer_lines(
    result: Result, columns: Sequence[str], count: int, prefixes: Mapping[str, str]
) -> list[str]:
    """The first rows of an answer as they stand in a head."""
    places = [result.columns.index(column) for column in columns]
    lines = []
    for row in result.rows[:count]:
        cells = ["" if (term := row[place]) is None else term.short(prefixes) for place in places]
        lines.append(" | ".join(f"{c}={_cut(v)}" for c, v in zip(columns, cells, strict=True)))
    return lines


def asked_again(store: Store, query: NamedQuery) -> list[str]:
    """The lines that the head of `query` should have."""
    written = query.answer.splitlines()
    columns = COLUMN.findall(written[0])
    result = run_named(store, query.name, example_parameters(query))
    return answer_lines(result, columns, len(written), store.namespaces.prefixes())


def _cut(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1] + "…"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a graph as `kg demo` makes it")
    options = parser.parse_args()
    with Store.open(options.folder / "store", read_only=True) as store:
        for query in named_queries().values():
            path = QUERIES / f"{query.name}.rq"
            lines = "".join(f"# answer: {line}\n" for line in asked_again(store, query))
            text = re.sub(r"(?m)(^# answer: .*\n)+", lambda _, new=lines: new, query.text)
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

"""The example answers in the heads of the `.rq` files: asked again, and written anew.

`python -m tests.query.answers DIR` asks every example of the graph in DIR (that of `kg demo`) and
rewrites its `# answer:` lines with the same columns and as many rows; what is still answered
stays, so that a row can be chosen by hand. Read what it changed.
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
NUMBER = re.compile(r"=-?\d+(?:\.\d+)?(?= \| |$)")


def example_parameters(query: NamedQuery) -> dict[str, str]:
    """What the example command gives after `--param`."""
    words = shlex.split(query.example)
    pairs = [words[i + 1] for i, word in enumerate(words) if word == "--param"]
    return dict(pair.split("=", 1) for pair in pairs)


def answer_lines(result: Result, columns: Sequence[str], prefixes: Mapping[str, str]) -> list[str]:
    """The rows of an answer as they stand in a head, each once."""
    places = [result.columns.index(column) for column in columns]
    lines = []
    for row in result.rows:
        cells = ["" if (term := row[place]) is None else term.short(prefixes) for place in places]
        lines.append(" | ".join(f"{c}={_cut(v)}" for c, v in zip(columns, cells, strict=True)))
    return list(dict.fromkeys(lines))


def asked_again(store: Store, query: NamedQuery) -> list[str]:
    """The whole answer to the example of `query`, in the columns that its head shows."""
    columns = COLUMN.findall(query.answer.splitlines()[0])
    result = run_named(store, query.name, example_parameters(query))
    return answer_lines(result, columns, store.namespaces.prefixes())


def comparable(line: str) -> str:
    """A line without its numbers: counts and scores hang on every event of the articles."""
    return NUMBER.sub("=#", line)


def missing(written: Sequence[str], answer: Sequence[str]) -> list[str]:
    """The lines that an answer has not got with about the same numbers, whatever its order."""
    return [line for line in written if not any(_alike(line, other) for other in answer)]


def _alike(written: str, given: str) -> bool:
    numbers = zip(NUMBER.findall(written), NUMBER.findall(given), strict=False)
    return comparable(written) == comparable(given) and all(_near(*pair) for pair in numbers)


def _near(written: str, given: str) -> bool:
    """Within a quarter of what is written; a small count may differ by two."""
    one, other = float(written.strip("=")), float(given.strip("="))
    whole = "." not in written + given
    return abs(one - other) <= max(abs(one) / 4, 2 if whole else 0)


def written_anew(written: Sequence[str], answer: Sequence[str]) -> list[str]:
    """The lines of a head after an answer: those still in it stay, the first others follow."""
    kept = {comparable(line) for line in written}
    known = [line for line in answer if comparable(line) in kept]
    others = [line for line in answer if comparable(line) not in kept]
    return sorted([*known, *others][: len(written)], key=list(answer).index)


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
            anew = written_anew(query.answer.splitlines(), asked_again(store, query))
            lines = "".join(f"# answer: {line}\n" for line in anew)
            text = re.sub(r"(?m)(^# answer: .*\n)+", lambda _, new=lines: new, query.text)
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

"""How good the shipped model is on a file in a public format: scores by type, and every error.

`evaluate` gives what `kg evaluate` prints, with the answers to look at. Needs no graph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from kg.errors import ConfigError

if TYPE_CHECKING:
    from pandas import DataFrame

RIGHT, OTHER, MISSED, EXTRA = "right", "other type", "missed", "too much"


@dataclass(frozen=True, slots=True)
class Item:
    """One answer beside what the file has: types, "" for none, and the words within a sentence."""

    expected: str
    found: str
    before: str
    text: str
    after: str

    @property
    def verdict(self) -> str:
        if self.expected == self.found:
            return RIGHT
        return OTHER if self.expected and self.found else MISSED if self.expected else EXTRA


@dataclass(frozen=True, slots=True)
class Scores:
    """The outcome of an evaluation: `n` items of the file, `metrics` as `kg evaluate` has them.

    `items` are the answers one by one, in the order of the file.
    """

    task: str
    n: int
    metrics: dict[str, Any]
    items: tuple[Item, ...]

    def by_type(self) -> DataFrame:
        """A row for each type: precision, recall and f1 from 0 to 1, and how many are expected."""
        import pandas as pd  # optional and heavy

        from kg.evaluation.scores import prf

        right = Counter(one.expected for one in self.items if one.verdict == RIGHT)
        found = Counter(one.found for one in self.items if one.found)
        expected = Counter(one.expected for one in self.items if one.expected)
        rows = {
            name: {**prf(right[name], found[name], expected[name]), "expected": expected[name]}
            for name in sorted(found.keys() | expected.keys())
        }
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis("type")

    def confusion(self) -> DataFrame:
        """How often an expected type (row) got which answer (column); "none" for none."""
        import pandas as pd

        rows = pd.DataFrame(
            [(one.expected or "none", one.found or "none") for one in self.items],
            columns=["expected", "found"],
        )
        return pd.crosstab(rows["expected"], rows["found"])

    def errors(self) -> DataFrame:
        """A row for each answer that is not right: verdict, types, text, sentence."""
        import pandas as pd

        rows = [
            (one.verdict, one.expected, one.found, one.text, one.before + one.text + one.after)
            for one in self.items
            if one.verdict != RIGHT
        ]
        return pd.DataFrame(rows, columns=["verdict", "expected", "found", "text", "sentence"])

    def browse(self) -> ErrorBrowser:
        """The errors to unfold by type in a notebook, with their sentences."""
        return ErrorBrowser(self.items)

    def __repr__(self) -> str:
        wrong = sum(one.verdict != RIGHT for one in self.items)
        return f"<kg.Scores of {self.task}: {len(self.items)} answers, {wrong} not right>"


@dataclass(frozen=True, slots=True)
class ErrorBrowser:
    """Errors by type, folded; a notebook shows it as HTML without scripts."""

    items: Sequence[Item]

    def _repr_html_(self) -> str:
        """All words are those of a file, so all of them are escaped."""
        wrong = [one for one in self.items if one.verdict != RIGHT]
        kinds = sorted({one.expected or one.found for one in wrong})
        return "".join(_folded(kind, self.items) for kind in kinds) or "<p>no errors</p>"

    def __repr__(self) -> str:
        wrong = sum(one.verdict != RIGHT for one in self.items)
        return f"<kg.ErrorBrowser: {wrong} errors, shown in a notebook>"


def evaluate(
    task: str, file: str | PathLike[str], map_file: str | PathLike[str] | None = None
) -> Scores:
    """Score the shipped model on a file; `task` is ner or events, which have types to compare.

    The file is as for `kg evaluate TASK FILE`, `map_file` as its --map. Raises ConfigError or
    ReadError where the task, the file or the map is wrong.
    """
    from kg import evaluation  # loads the language model

    if task not in _READERS:
        raise ConfigError(
            f"no types to compare in {task!r}: {', '.join(sorted(_READERS))} have some; "
            f"'kg evaluate {task} FILE --predictions FILE' writes the answers of any task"
        )
    with TemporaryDirectory() as folder:
        answers = Path(folder) / "answers"
        mapped = None if map_file is None else Path(map_file)
        told = evaluation.evaluate(task, Path(file), mapped, answers)
        lines = answers.read_text(encoding="utf-8").splitlines()
    return Scores(task, told["n"], told["metrics"], tuple(_READERS[task](lines, Path(file))))


def _entities(lines: Sequence[str], _file: Path) -> Iterator[Item]:
    """From columns of token, right tag and ours: an item for each span of either."""
    from kg.evaluation.columns import spans_of

    for filled, block in groupby(lines, key=bool):
        if not filled:
            continue
        words, gold, ours = zip(*(line.split("\t") for line in block), strict=True)
        expected = {(start, end): kind for start, end, kind in spans_of(gold)}
        found = {(start, end): kind for start, end, kind in spans_of(ours)}
        for start, end in sorted(expected.keys() | found.keys()):
            at = (start, end)
            yield Item(
                expected.get(at, ""),
                found.get(at, ""),
                " ".join([*words[:start], ""]),
                " ".join(words[start:end]),
                " ".join(["", *words[end:]]),
            )


def _events(lines: Sequence[str], file: Path) -> Iterator[Item]:
    """From rows of gold root and ours; the words are those from one actor to the other."""
    from kg.evaluation.events import read_rows

    for line, row in zip(lines, read_rows(file), strict=True):
        expected, found = line.split("\t")[:2]
        places = [at for span in (row.source, row.target) if span for at in span] or [0]
        low, high = min(places), max(places)
        yield Item(expected, found, row.text[:low], row.text[low:high], row.text[high:])


def _folded(kind: str, items: Sequence[Item]) -> str:
    of_kind = [one for one in items if kind == (one.expected or one.found)]
    wrong = [one for one in of_kind if one.verdict != RIGHT]
    rows = "".join(
        f"<tr><td>{escape(one.verdict)}</td><td>{escape(one.found or '–')}</td><td>"
        f"{escape(one.before)}<mark>{escape(one.text)}</mark>{escape(one.after)}</td></tr>"
        for one in wrong
    )
    head = "<tr><th>verdict</th><th>found</th><th>sentence</th></tr>"
    told = f"{escape(kind)}: {len(wrong)} of {len(of_kind)} not right"
    return f"<details><summary>{told}</summary><table>{head}{rows}</table></details>"


_READERS: dict[str, Callable[[Sequence[str], Path], Iterator[Item]]] = {
    "events": _events,
    "ner": _entities,
}

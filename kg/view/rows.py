"""Reading query rows: the questions in `queries/`, and their answers grouped by subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from pathlib import Path

QUERIES = Path(__file__).parent / "queries"

# Values are lexical forms: IRIs in full, literals without type and language.
Row = Mapping[str, str | None]
Query = Callable[[str], Iterable[Row]]


def ask(query: Query, name: str) -> list[dict[str, str]]:
    """The answer to `queries/NAME.rq`, sorted, unbound values as ""."""
    text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    rows = [{key: value or "" for key, value in row.items()} for row in query(text)]
    return sorted(rows, key=itemgetter(*sorted(rows[0]))) if rows else []


def grouped(rows: Iterable[dict[str, str]], key: str) -> dict[str, list[dict[str, str]]]:
    groups: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return dict(groups)


def distinct(rows: Iterable[Mapping[str, str]], key: str) -> tuple[str, ...]:
    """The values of one column, without repetitions and gaps, in order."""
    return tuple(dict.fromkeys(row[key] for row in rows if row.get(key)))


def local(iri: str) -> str:
    """The last part of an IRI."""
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]

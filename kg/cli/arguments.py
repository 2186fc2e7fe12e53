"""Arguments and options that several commands share."""

from __future__ import annotations

import math
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Shape(StrEnum):
    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    turtle = "turtle"


def _seconds(value: float) -> float:
    if not (0 < value and math.isfinite(value)):
        raise typer.BadParameter("it must be more than 0, and finite")
    return min(value, LONGEST_S)


LONGEST_S = 1e6  # eleven days; the system's own clocks end not far above
Seconds = Annotated[float, typer.Option(help="Seconds a query may take.", callback=_seconds)]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a graph.")]
Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Files, folders, quoted globs, or - for standard input. Text, Markdown, HTML, "
        "JSONL, JSON, CSV, each also as .gz.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]
FieldNames = Annotated[
    list[str] | None,
    typer.Option(
        "--field", metavar="NAME=KEY", help="Key of a field in JSONL or CSV, e.g. text=body."
    ),
]
Encoding = Annotated[str, typer.Option(help="Encoding of the inputs, if known.")]
AnyLanguage = Annotated[bool, typer.Option(help="Do not reject texts that look non-English.")]
MaxBytes = Annotated[
    int, typer.Option(min=1, help="Largest article file, or record of an archive.")
]
Model = Annotated[str, typer.Option(help="Any installed spaCy pipeline in place of ours.")]
Knowledge = Annotated[
    list[Path] | None,
    typer.Option(
        "--kb",
        metavar="FILE",
        help="Entities of your own, in CSV, Turtle, RDF/XML, JSON-LD or N-Triples; remembered in "
        "DIR. See docs/knowledge.md.",
    ),
]
Decided = Annotated[
    Path | None,
    typer.Option(help="Your same/different decisions (default: DIR/decisions.yaml if there)."),
]
Address = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="ADDRESS",
        help="Keep the graph on a SPARQL 1.1 server, sparql+http://HOST:PORT/PATH, in place of "
        "DIR/store; remembered in DIR. See docs/stores.md.",
    ),
]
Files = Annotated[
    bool | None,
    typer.Option(
        "--files/--no-files",
        help="Write graph.trig, graph.ttl and graph.html (default: unless the graph has more "
        "than three million quads).",
    ),
]

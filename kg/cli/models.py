"""Commands about the language model: evaluate, train."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import app, fail


class Task(StrEnum):
    ner = "ner"
    parse = "parse"
    coref = "coref"
    events = "events"
    triplets = "triplets"
    relations = "relations"
    attribution = "attribution"
    factuality = "factuality"
    linking = "linking"


@app.command(no_args_is_help=True)
def evaluate(
    task: Annotated[Task, typer.Argument(help="What to score.")],
    file: Annotated[Path, typer.Argument(help="The file, in a format below.")],
    map_: Annotated[
        Path | None,
        typer.Option("--map", help="ner: YAML from the file's labels to ours; null: not scored."),
    ] = None,
    predictions: Annotated[
        Path | None, typer.Option(help="Write per-item predictions here.")
    ] = None,
) -> None:
    """Score the shipped model on a file in the public format; prints one JSON object.

    \b
    ner          CoNLL columns, token first, tag last
    parse        CoNLL-U
    coref        CoNLL-2012 columns, or GAP (TSV)
    events       TSV with marked_sentence, gold_root, gold_penta
    triplets     JSONL with text, triplets
    relations    JSONL of CrossRE, KnowledgeNet or DWIE, JSON of Re-DocRED
    attribution  JSONL of PolNeAR
    factuality   JSONL of UDS-IH2
    linking      .benchmark.jsonl of ELEVANT

    Example: kg evaluate coref gap-development.tsv --predictions answers.tsv
    """
    from kg import evaluation

    print(json.dumps(evaluation.evaluate(task.value, file, map_, predictions)))


@app.command()
def train(
    corpora: Annotated[Path, typer.Option(help="Folder of the public corpora.")],
    out: Annotated[Path, typer.Option(help="Folder for the run: checkpoints, then weights.")],
    epochs: Annotated[int, typer.Option(min=1, help="How often every corpus is read.")] = 6,
    steps: Annotated[
        int, typer.Option(min=0, help="Batches in all, instead of epochs; 0: go by epochs.")
    ] = 0,
    start: Annotated[
        Path | None,
        typer.Option(
            metavar="CHECKPOINT",
            help="checkpoint.pt of an earlier run, in its folder, to start from.",
        ),
    ] = None,
    leave_out: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CORPUS", help="Do not train on it; once for each. See the model card."
        ),
    ] = None,
) -> None:
    """Retrain the language model from the public corpora (needs: pip install 'newskg[train]').

    Run again after an interruption: it goes on from the last checkpoint in OUT. The weights come to
    OUT/weights; they take the place of those in kg/language/weights.

    Example: kg train --corpora corpora --out run2 --start run1/checkpoint.pt --steps 7000
    --leave-out dwie --leave-out dwie-relations
    """
    try:
        from kg.train import events, fit, links, pairs, thresholds
        from kg.train import export as exporter
    except ModuleNotFoundError as error:
        fail(f"training needs {error.name}: pip install 'newskg[train]'")
    fit.run(corpora, out, epochs=epochs, steps=steps, start=start, leave_out=leave_out or ())
    pairs.run(corpora, out)
    links.run(corpora, out)
    exporter.export(out, out / "weights")
    events.run(corpora, out / "weights")
    thresholds.write(corpora, out / "weights")

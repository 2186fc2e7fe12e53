"""Commands about what is known of entities from elsewhere: kb, lookup."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app, fail, shown, told
from kg.cli.arguments import AsJson, Files, Folder, Quiet
from kg.cli.knowledge import counts, tell_remarks
from kg.cli.progress import Bar, finish
from kg.cli.reading import reading

if TYPE_CHECKING:
    from kg.lookup import Asked, Client, Outcome, SuggestionFile


class Kind(StrEnum):
    person = "person"
    state = "state"
    organization = "organization"
    place = "place"


@app.command(no_args_is_help=True)
def kb(
    directory: Folder,
    check: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Say what a file would do, without taking it."),
    ] = None,
    drop: Annotated[
        str | None, typer.Option(metavar="NAME", help="Do without a file from now on.")
    ] = None,
    limit: Annotated[
        int, typer.Option(min=0, help="Entries not used to list of each file; 0: all.")
    ] = 20,
    files: Files = None,
    quiet: Quiet = False,
    json_: AsJson = False,
) -> None:
    """List your files of entities that a graph uses, with what is not used of them and why; check
    a file before you take it, or drop one.

    Files are taken by --kb of build, add, remove and resolve, and kept in DIR/knowledge.

    Examples: kg kb graph --check ministers.csv; kg resolve graph --kb ministers.csv; kg kb graph
    --drop ministers.csv
    """
    from kg import pipeline  # imported on demand, as everything heavy here
    from kg.folder import has_store, is_settled, known_files, open_store

    if not has_store(directory):
        open_store(directory, must_exist=True)
    if drop is not None:
        options = pipeline.Options(files=files)
        with Bar(quiet or json_) as progress:
            report = pipeline.drop_knowledge(directory, drop, options, progress)
        finish(report, directory, quiet=quiet, json_=json_)
    used = pipeline.knowledge_use((*known_files(directory), *([check] if check else [])))
    shown_files = used[-1:] if check else used
    if json_:
        print(json.dumps(shown_files, indent=2, ensure_ascii=False))
        return
    for file in shown_files:
        shown.print(counts(file), highlight=False, soft_wrap=True)
        tell_remarks(file, limit, directory)
    if not shown_files:
        shown.print(f"{directory} uses no files of entities: 'kg resolve {directory} --kb FILE'")
    if not check and not is_settled(directory):
        shown.print(f"changed since the last run: 'kg resolve {directory}' takes them into account")


@app.command(no_args_is_help=True)
def lookup(
    directory: Folder,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME...", help="Ask about these entities only."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Most entities to ask about.")] = 50,
    type_: Annotated[
        list[Kind] | None, typer.Option("--type", help="Only entities of this type.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="File of suggestions (default: DIR/lookup.csv)."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option(help="Show what would be asked, and ask nothing.")
    ] = False,
    refresh: Annotated[bool, typer.Option(help="Ask again what was answered before.")] = False,
    contact: Annotated[
        str,
        typer.Option(
            help="Your mail address, for the operators of the server; sent with requests."
        ),
    ] = "",
    url: Annotated[
        str, typer.Option(help="Another MediaWiki API that has Wikibase items.")
    ] = "https://www.wikidata.org/w/api.php",
    quiet: Quiet = False,
) -> None:
    """Ask Wikidata, over the network, about entities that have no Wikidata id, the most mentioned
    first, and write what it suggests to a CSV file for you to review.

    Only names are sent, no text of articles, one request a second. Answers are kept in
    DIR/lookup.sqlite: what was answered is not asked again, also after Ctrl-C. Nothing in the graph
    changes until you take the file: 'kg resolve DIR --kb DIR/lookup.csv'.

    Examples: kg lookup graph --dry-run; kg lookup graph --limit 20 --type person; kg lookup graph
    "Kim Hong Kyun"
    """
    from kg.folder import known_files  # imported on demand, as everything heavy here
    from kg.lookup import Client, SuggestionFile, entities_to_ask
    from kg.records import MentionType
    from kg.vocabulary import load_vocabulary

    client = Client(url, contact=contact)
    file = SuggestionFile(output or directory / "lookup.csv")
    vocabulary = load_vocabulary(known_files(directory))
    types = [MentionType(one.value.capitalize()) for one in type_ or ()]
    with reading(directory, "") as store:
        found = entities_to_ask(store, vocabulary, names or (), types)
    open_ = [one for one in found if names or refresh or one.id not in file.ids]
    asked = open_[:limit]
    if not quiet:
        rest = f" ({len(open_) - len(asked)} more: --limit)" if len(open_) > len(asked) else ""
        done = f", {len(found) - len(open_)} are in {file.path} already" if found != open_ else ""
        told.print(f"{len(asked)} entities to ask about{rest}{done}", soft_wrap=True)
    if dry_run:
        for one in asked:
            print(f"{one.mentions:6}  {one.type.value:12}  {one.label}")
        return
    if asked:
        _ask(directory, asked, file, client, refresh=refresh, quiet=quiet)


def _ask(
    directory: Path,
    asked: list[Asked],
    file: SuggestionFile,
    client: Client,
    *,
    refresh: bool,
    quiet: bool,
) -> None:
    from kg.folder import LOOKUP
    from kg.graph.memo import Memo
    from kg.lookup import AskLater, Outcome, Wikidata, look_up

    if not quiet:
        told.print(
            f"sending these names to {client.address}, and nothing else of the articles",
            soft_wrap=True,
            highlight=False,
        )
    outcome, later = Outcome(), ""
    memo = Memo(directory / LOOKUP)
    try:
        with client, Bar(quiet) as progress:
            source = Wikidata(client, memo, refresh=refresh)
            look_up(asked, source, outcome, lambda done, total: progress("names", done, total))
    except AskLater as error:
        later = str(error)
    finally:  # also where the user interrupts
        memo.close()
        if outcome.suggestions:
            file.write(outcome.suggestions)
    _tell_outcome(directory, file, outcome, later, quiet=quiet)


def _tell_outcome(
    directory: Path, file: SuggestionFile, outcome: Outcome, later: str, *, quiet: bool
) -> None:
    for one, reason in outcome.failed:
        told.print(f"not answered: {one.label}: {reason}", highlight=False, soft_wrap=True)
    if later or outcome.stopped:
        told.print(later or "too many failures: the rest is left", highlight=False, soft_wrap=True)
    if not quiet:
        sure = sum(one.sure for one in outcome.suggestions)
        unsure = sum(one.best is not None and not one.sure for one in outcome.suggestions)
        none = len(outcome.suggestions) - sure - unsure
        shown.print(f"{sure} sure, {unsure} to look at, {none} not found", highlight=False)
        if outcome.suggestions:
            shown.print(
                f"review {file.path}: rows with 'yes' in the column 'use' count; then "
                f"'kg resolve {directory} --kb {file.path}'",
                highlight=False,
                soft_wrap=True,
            )
    if outcome.failed and not outcome.suggestions:
        fail("nothing was answered, and nothing changed: is there a network? Run it again later")
    raise typer.Exit(1 if later or outcome.failed else 0)

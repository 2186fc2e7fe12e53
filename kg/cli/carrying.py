"""Carrying out a decision about who is who, and telling what came of it."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.app import shown
from kg.cli.progress import Bar

if TYPE_CHECKING:
    from kg.api.changes import Correction


class Carried:
    """Carries out a decision and tells what came of it."""

    def __init__(
        self,
        directory: Path,
        decisions: Path | None,
        store: str,
        files: bool | None,
        *,
        quiet: bool,
        json_: bool,
    ) -> None:
        self.directory = directory
        self._given = decisions, store, files
        self._quiet = quiet
        self._json = json_

    def change(
        self,
        verdict: str,
        names: list[str],
        why: str = "",
        date: str = "",
        *,
        ahead: bool = False,
        undo: bool = False,
    ) -> None:
        from kg import pipeline
        from kg.api.correcting import decide, undecide
        from kg.query.terminal import json_text

        decisions, store, files = self._given
        options = pipeline.Options(decisions=decisions, store=store, files=files)
        with Bar(self._quiet or self._json) as progress:
            if undo:
                made = undecide(self.directory, names, verdict, options=options, progress=progress)
            else:
                made = decide(
                    self.directory,
                    verdict,
                    names,
                    why=why,
                    date=date,
                    ahead=ahead,
                    options=options,
                    progress=progress,
                )
        if self._json:
            print(json_text(made.as_json()))
        elif not self._quiet:
            self._tell(made)

    def _tell(self, made: Correction) -> None:
        from kg.query.portrait import decided_pairs
        from kg.query.terminal import printable

        def say(line: str) -> None:
            shown.print(printable(line), highlight=False, soft_wrap=True)

        for line in decided_pairs(made.entries):
            say(f"{made.done} in {made.path}, {line}")
        _tell_changes(made, say)
        if made.done == "recorded":
            decisions = self._given[0]
            named = ["--decisions", str(decisions)] if decisions else []
            words = ["kg", "undecide", str(self.directory), *made.entries[0].names, *named]
            say(f"take it back: {shlex.join(words)}")


def _tell_changes(made: Correction, say: Callable[[str], None]) -> None:
    from kg.query.layout import counted

    for name in made.unknown:
        say(f"  no article writes '{name}' yet; the decision waits for one")
    for gone, into in made.joined:
        say(f"  joined: ent:{gone} is now part of ent:{into}")
    for new, of in made.parted:
        say(f"  parted: ent:{new} is new, from ent:{of}")
    for move in made.moves[:20]:
        words = ", ".join(f"'{word}'" for word in move.words)
        before, after = (f"ent:{one}" if one else "nobody" for one in (move.before, move.after))
        say(f"  {before} → {after}: {counted(move.mentions, 'mention')} ({words})")
    if len(made.moves) > 20:
        say(f"  … and {len(made.moves) - 20} more, see --json")
    if made.done != "already there" and not made.moves:
        say("  nobody changes hands: the articles agree with it already")
    for opinion in made.against[:5]:
        said = f"{opinion.verdict}, {opinion.score:.2f}: {opinion.reason} ({opinion.by})"
        say(f"  against a rule, which said {said}")

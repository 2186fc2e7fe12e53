"""The user's decisions about who is who: record one or take one back, and see what it changes.

A decision is tried first. If it contradicts another one, or would not have the effect it asks
for, nothing is written. Identity is a function of the articles and the decisions, so taking one
back leaves the graph as it was, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg import pipeline
from kg.api.changes import Correction, Move, joined_and_parted, moves_of
from kg.api.checking import Before, check_names, check_outcome, check_words
from kg.errors import ConfigError, KgError
from kg.folder import DECISIONS, open_store
from kg.graph import Store
from kg.graph.identity import LINKER
from kg.query.dossier import Dossier, Opinion
from kg.query.meant import Meant, as_pointer, find_meant
from kg.records import Verdict
from kg.resolve import Decisions, resolve
from kg.resolve.decisions import ALIAS, DIFFERENT, SAME, Entry, bare, reference
from kg.resolve.decisions.edits import with_entry, without_entry
from kg.resolve.decisions.files import is_csv, parse_decisions, read_text
from kg.vocabulary import Vocabulary, load_vocabulary


def decide(
    folder: Path,
    verdict: str,
    texts: Sequence[str],
    *,
    why: str = "",
    date: str = "",
    ahead: bool = False,
    options: pipeline.Options | None = None,
    progress: pipeline.Progress = lambda _stage, _done, _total: None,
) -> Correction:
    """Record that names, ids or mentions are the same, different, or one an alias of the other.

    `ahead` lets names pass that no article writes yet. The graph is resolved anew.
    """
    check_words(why, date)
    with _Desk.open(folder, options) as desk:
        meant = [
            find_meant(desk.store, text, desk.vocabulary, ahead=ahead or _may_be_new(verdict, at))
            for at, text in enumerate(texts)
        ]
        entry = Entry(verdict, tuple(one.recorded for one in meant), why.strip(), date.strip())
        check_names(entry)
        for earlier in desk.decisions.entries:
            if earlier.key == entry.key:
                desk.refresh(desk.decisions, progress)  # it may have been written by hand
                return Correction("already there", desk.path, (earlier,))
        text = with_entry(desk.text, entry)
        changed = parse_decisions(text, str(desk.path))
        against = _against(desk, entry, meant)
        change = desk.change(
            text, changed, progress, lambda after: check_outcome(desk.case, entry, meant, after)
        )
        written = next(one for one in changed.entries if one.key == entry.key)
        return replace(
            change,
            done="recorded",
            entries=(written,),
            against=against if change.moves else (),
            unknown=tuple(one.text for one in meant if not one.entities),
        )


def undecide(
    folder: Path,
    texts: Sequence[str],
    verdict: str = "",
    *,
    options: pipeline.Options | None = None,
    progress: pipeline.Progress = lambda _stage, _done, _total: None,
) -> Correction:
    """Take back what was decided on exactly these names; of one verdict, or of any."""
    with _Desk.open(folder, options) as desk:
        found = _matching(desk, texts, verdict)
        text = desk.text
        for entry in sorted(found, key=lambda one: -one.line):
            text = without_entry(text, entry)
        change = desk.change(text, parse_decisions(text, str(desk.path)), progress)
        return replace(change, done="taken back", entries=found)


class _Desk:
    """A graph folder opened to write, with its decisions."""

    def __init__(self, folder: Path, store: Store, options: pipeline.Options) -> None:
        self.folder = folder
        self.store = store
        self.report = pipeline.Report()
        self.options = pipeline.with_knowledge(folder, options, self.report)
        self.vocabulary: Vocabulary = load_vocabulary(self.options.vocabularies)
        self.path = options.decisions or folder / DECISIONS
        if is_csv(self.path):
            raise ConfigError(
                f"{self.path}: the commands write YAML: add the row by hand and run 'kg resolve', "
                "or name a .yaml file"
            )
        self.text = read_text(self.path) if self.path.exists() else ""
        self.decisions = parse_decisions(self.text, str(self.path))
        if waiting := len(store.waiting()):
            raise ConfigError(
                f"{waiting} articles are stored but not resolved by this version of kg: run "
                f"'kg resolve {folder}' first"
            )
        self.chains = store.chains()
        # Not what is stored, which an earlier version of kg or other files may have led to.
        self.publishers = sorted(set(store.publishers().values()))
        self.before = self._resolved(self.decisions)

    @classmethod
    def open(cls, folder: Path, options: pipeline.Options | None) -> _Desk:
        given = options or pipeline.Options()
        store = open_store(folder, given.store, must_exist=True)
        try:
            return cls(folder, store, given)
        except BaseException:
            store.close()
            raise

    def __enter__(self) -> _Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    @property
    def case(self) -> Before:
        return Before(self.chains, self.before, self.vocabulary, self.path)

    def _resolved(self, decisions: Decisions) -> Mapping[str, str]:
        return resolve(self.chains, self.publishers, self.vocabulary, decisions).entity_of

    def change(
        self,
        text: str,
        decisions: Decisions,
        progress: pipeline.Progress,
        check: Any = lambda _linked: None,
    ) -> Correction:
        """Try the decisions, write the file, resolve anew; the file goes back if that fails.

        Once the graph is resolved, the decision stays: if writing the files beside the store is
        interrupted, the same command, or any other that resolves, writes them.
        """
        after = self._resolved(decisions)
        check(after)
        moves = tuple(moves_of(self.chains, self.before, after))
        joined, parted = joined_and_parted(self.before, after)
        settled = False
        try:
            self._write(text)
            pipeline.settle(self.store, self.options, self.report, progress, decisions)
            settled = True
            self._write_files(progress)
        except BaseException:
            if not settled:
                self._write(self.text)
            raise
        return Correction("", self.path, (), moves, joined, parted)

    def refresh(self, decisions: Decisions, progress: pipeline.Progress) -> None:
        """Resolve with these decisions, and write the files beside the store."""
        pipeline.settle(self.store, self.options, self.report, progress, decisions)
        self._write_files(progress)

    def _write_files(self, progress: pipeline.Progress) -> None:
        pipeline.write_files(self.store, self.folder, self.options, self.report, progress)

    def _write(self, text: str) -> None:
        # The user's file may be a link to one that is kept elsewhere; that one is written.
        if text or self.options.decisions or self.path.is_symlink():
            pipeline.write_text(self.path.resolve(), text)
        else:
            self.path.unlink(missing_ok=True)


def _may_be_new(verdict: str, place: int) -> bool:
    return verdict == ALIAS and place == 0


def _against(desk: _Desk, entry: Entry, meant: Sequence[Meant]) -> tuple[Opinion, ...]:
    """What rules had said of these before, where it is not what the user says."""
    held = {one for side in meant for one in side.entities}
    names = {reference(name) for name in entry.names}
    parting = entry.verdict == DIFFERENT

    def contrary(opinion: Opinion) -> bool:
        sides = (opinion.left, opinion.right)
        if opinion.by in ("user", LINKER) or (opinion.verdict == Verdict.SAME) is not parting:
            return False
        if parting:
            return names == {reference(side.text) for side in sides}
        return {side.entity for side in sides} <= held

    return tuple(filter(contrary, Dossier(desk.store).opinions(sorted(held))))


def _matching(desk: _Desk, texts: Sequence[str], verdict: str) -> tuple[Entry, ...]:
    """The entries on exactly these names; ConfigError with what there is if none."""
    wanted = [{bare(as_pointer(desk.store, " ".join(text.split()))) for text in texts}, set[str]()]
    for text in texts:
        try:
            wanted[1].add(bare(find_meant(desk.store, text, desk.vocabulary).recorded))
        except KgError:  # an entry may name what is not there any more
            wanted[1].add("")
    found = tuple(
        entry
        for entry in desk.decisions.entries
        if verdict in ("", entry.verdict) and entry.key[1] in map(frozenset, wanted)
    )
    if found:
        return found
    near = [e for e in desk.decisions.entries if not e.key[1].isdisjoint(wanted[0] | wanted[1])]
    told = "".join(f"\n  line {e.line}: {e.verdict}: {', '.join(e.names)}" for e in near)
    said = f"; it says of these:{told}" if near else ""
    raise ConfigError(
        f"{desk.path} has no such decision on {' and '.join(texts)!r:.300} (if you edited it, or "
        f"were interrupted: 'kg resolve {desk.folder}'){said}"
    )


__all__ = ["ALIAS", "DIFFERENT", "SAME", "Correction", "Move", "decide", "undecide"]

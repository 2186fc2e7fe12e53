"""What is said about users' files of entities."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.cli.app import shown, told

FIRST = 20  # remarks of a file that are printed without being asked for


def tell_use(report: Mapping[str, Any], out: Path, *, quiet: bool) -> None:
    """What became of the files in a run; what was not used of new ones, in any case."""
    for name in report["knowledge_replaced"]:
        _tell(f"kb: {name} takes the place of the earlier file of this name")
    documents = sum(report["graph"].get("documents", {}).values())
    if report["knowledge_taken"] and documents > report["added"] and not quiet:
        _tell(
            "kb: articles that were there before keep what was read in them without these files; "
            "to have them read with them, build anew into another folder"
        )
    for file in report["knowledge"]:
        if file["name"] in report["knowledge_taken"]:
            tell_remarks(file, FIRST, out)
        if not quiet:
            shown.print(f"kb {counts(file)}", highlight=False, soft_wrap=True)


def counts(file: Mapping[str, Any]) -> str:
    """One line: the file's name and how many entities it has."""
    whole = sum(remark["whole"] for remark in file["remarks"])
    parts = [f"{file['new']} new", f"{file['extended']} known ones extended"]
    if file["unchosen"]:
        parts.append(f"{file['unchosen']} switched off")
    return f"{file['name']}: {', '.join(parts)}, {whole} not used"


def tell_remarks(file: Mapping[str, Any], limit: int, out: Path) -> None:
    """The first so many entries that are not used, or all (0), with place and reason."""
    remarks = file["remarks"]
    for remark in remarks[: limit or None]:
        what = "not used" if remark["whole"] else "note"
        _tell(f"{file['name']}: {remark['where']}: {what}: {remark['reason']}")
    if limit and len(remarks) > limit:
        more = f"'kg kb {out} --limit 0' or {out / 'report.json'}"
        _tell(f"… and {len(remarks) - limit} more: {more}")


def _tell(text: str) -> None:
    told.print(_harmless(text), highlight=False, soft_wrap=True)


def _harmless(text: str) -> str:
    """A user's file may hold control characters as well as an article."""
    from kg.query.terminal import harmless

    return harmless(text)

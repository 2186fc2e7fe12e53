"""What a user's file says of one entity, whatever the format it was written in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.records import MentionType, PartialDate, slug

ENTITY = "https://w3id.org/newskg/entity/"
LONGEST_NAME = 200  # characters
MOST_NAMES = 500  # of one entity

_WIKIDATA = re.compile(
    r"(?:https?://(?:www\.|m\.)?wikidata\.org/(?:entity|wiki)/|wd:)?(?P<id>Q[1-9]\d{0,11})"
)
_FORMULA = re.compile(
    r"=.*|#(?:N/A|[A-Z0-9/]+[!?])"
)  # as spreadsheets write what they cannot work out
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know of an entry: what of it is not used and why, or whom it renames.

    `whole` is true if nothing of the entry is used.
    """

    where: str  # "line 3", or the IRI of a subject
    reason: str
    whole: bool = True

    @property
    def place(self) -> tuple[int, str, str]:
        """By what remarks are ordered: as they stand in the file, or by IRI."""
        number = self.where.removeprefix("line ")
        return (int(number) if number.isdecimal() else 0, self.where, self.reason)


@dataclass(frozen=True, slots=True)
class OwnTenure:
    """One person's time in one post, as the file names post and body."""

    post: str
    body: str = ""
    status: str = ""
    begin: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entity of a user's file.

    `id` is set if the file gives one in our form; `key` is what the file itself calls it (an IRI,
    a number), by which other entries may refer to it. `parent`, `based_in`, `seats` and the parts
    of tenures are references: ids, keys, Wikidata ids or names. No field is required but `where`.
    """

    where: str
    key: str = ""
    id: str = ""
    wikidata: str = ""
    type: MentionType | None = None
    organization_type: str = ""
    label: str = ""
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    parent: str = ""
    based_in: str = ""
    seats: tuple[str, ...] = ()
    family_name: str = ""
    tenures: tuple[OwnTenure, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of a user: its name, its entries in their order, and what was not used of it.

    `unchosen` counts the rows that the file itself switches off.
    """

    name: str
    entries: tuple[Entry, ...] = ()
    remarks: tuple[Remark, ...] = field(default=())
    unchosen: int = 0


def wikidata_id(text: str) -> str:
    """The id alone, after the prefix `wd` or at the end of an address; "" for anything else."""
    match = _WIKIDATA.fullmatch(text.strip())
    return match["id"] if match else ""


def own_id(text: str) -> str:
    """The local name, if `text` is one of our entity ids or IRIs and no bare number; else ""."""
    local = text.strip().removeprefix(ENTITY).removeprefix("ent:")
    return local if slug(local, limit=200) == local and not local.isdigit() else ""


def usable_names(texts: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names without repetitions and stray blanks, and what is wrong with some or with others."""
    good: dict[str, None] = {}
    bad = []
    for text in texts:
        name = _SPACES.sub(" ", text).strip()
        problem = name_problem(name)
        if problem:
            bad.append(problem)
        elif name:
            good[name] = None
            if name == name.lower() != name.upper():
                bad.append(f"the name {name!r} has no capital letter and so is found in no article")
    kept: Sequence[str] = tuple(good)
    if len(kept) > MOST_NAMES:
        bad.append(f"{len(kept)} names: only the first {MOST_NAMES} are taken")
    return tuple(kept[:MOST_NAMES]), tuple(bad)


def name_problem(name: str) -> str:
    """Why `name` cannot be a name; "" if it can, or is empty."""
    shown = name if len(name) <= 40 else f"{name[:40]}…"
    if len(name) > LONGEST_NAME:
        return f"the name {shown!r} is longer than {LONGEST_NAME} characters"
    if not (name.isprintable() and "\ufffd" not in name) and not all(map(_is_text, name)):
        return f"the name {shown!r} holds control characters or unreadable ones (\ufffd)"
    if _FORMULA.fullmatch(name):
        return f"{shown!r} is a formula or an error of a spreadsheet: save its values"
    if len(name) == 1 or (name and not any(map(str.isalpha, name))):
        return f"{shown!r} is no name: it needs two characters and a letter"
    return ""


def _is_text(character: str) -> bool:
    return character != "\ufffd" and (character.isprintable() or character in "\u200b\u200c\u200d")

"""The file of office holders: rows "QID NAME (FAMILY) BEGIN/END" by state and office, or by body and post."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_DATE = r"\d{4}(?:-\d\d){0,2}|-"
_ROW = re.compile(rf"(Q\d+) (.+?)(?: \((.+)\))? ({_DATE})/({_DATE})")
_FAMILY_FIRST = {"china", "taiwan", "south-korea", "north-korea", "vietnam", "cambodia"}


@dataclass(frozen=True)
class Holder:
    qid: str
    name: str
    family: str  # "" where it is the last word of the name
    place: str  # the id of the state or body
    office: str  # of a state: a key of `offices`; of a body: the name of the post
    begin: str | None
    end: str | None


def read_holders(content: dict[str, Any]) -> Iterator[Holder]:
    """All rows, in the order of the file; a row that cannot be read stops the build."""
    for places in (content["states"], content["bodies"]):
        for place, offices in places.items():
            for office, rows in offices.items():
                for row in rows:
                    yield _holder(row, place, office)


def _holder(row: str, place: str, office: str) -> Holder:
    found = _ROW.fullmatch(row)
    if not found:
        raise ValueError(f"officeholders.yaml: {place}, {office}: cannot read {row!r}")
    qid, name, family, begin, end = found.groups()
    first = name.split()[0] if place in _FAMILY_FIRST else ""
    return Holder(
        qid, name, family or first, place, office, *(None if d == "-" else d for d in (begin, end))
    )


class Offices:
    """What an office of a state is called: its own name, that of another source, or by pattern."""

    def __init__(self, content: dict[str, Any], posts: dict[str, str]) -> None:
        self._patterns: dict[str, str] = content["patterns"]
        self._own: dict[str, dict[str, str]] = content["own"]
        self._posts = posts

    def post(self, holder: Holder, state: str) -> str:
        """The name of the post; `state` is the state's name as it stands after "of"."""
        if holder.office not in self._patterns:
            own = self._own.get(holder.place, {}).get(holder.office)
            return own or holder.office
        own = self._own.get(holder.place, {}).get(holder.office)
        return own or self._known(holder) or self._patterns[holder.office].format(state=state)

    def _known(self, holder: Holder) -> str | None:
        title = self._patterns[holder.office].partition(" {")[0].lower()
        known = [
            label
            for label, place in self._posts.items()
            if place == holder.place and label.lower().startswith(title)
        ]
        return min(known, key=len) if known else None

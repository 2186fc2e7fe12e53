"""Which states are or were members of which bodies, with dates where they are known."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from builder.entities import Registry, date_term
from builder.names import name_key
from builder.sources import Sources

CURATED = "<https://w3id.org/newskg/vocabulary/curated>"
FACTBOOK = "<https://github.com/dieghernan/Country-Codes-and-International-Organizations>"  # as of January 2020


@dataclass(frozen=True, order=True)
class Membership:
    body: str
    state: str
    begin: str
    end: str
    source: str

    def to_turtle(self) -> str:
        when = f"-{self.begin}" if self.begin else ""
        dates = [
            f" ; sem:{name} {date_term(date)}"
            for name, date in (("hasBeginTimeStamp", self.begin), ("hasEndTimeStamp", self.end))
            if date
        ]
        return (
            f"ent:membership-{self.state}-{self.body}{when} a org:Membership ; org:member ent:{self.state} ;"
            f" org:organization ent:{self.body}{''.join(dates)} ; dcterms:source {self.source} .\n"
        )


def read_memberships(
    registry: Registry, sources: Sources, curated: dict[str, Any]
) -> list[Membership]:
    """Sorted; a body of the curated file is taken from there, unless it says `andFactbook`."""
    place_of = Places(registry, curated["codes"])
    found = list(_curated(place_of, curated["bodies"]))
    full = {body for body, notes in curated["bodies"].items() if not notes.get("andFactbook")}
    dated = {(m.body, m.state) for m in found}
    for body, state in _factbook(registry, place_of, sources, curated["factbook"]):
        if body not in full and (body, state) not in dated:
            found.append(Membership(body, state, "", "", FACTBOOK))
    return sorted(found)


class Places:
    """States and territories by their two-letter code, or by the codes of the curated file."""

    def __init__(self, registry: Registry, more: dict[str, str]) -> None:
        self._ids = dict(more)
        for place in registry.of_kind("State", "Place"):
            for code in place.facts["kg:isoCode"]:
                self._ids.setdefault(code.strip('"'), place.id)

    def __getitem__(self, code: str) -> str:
        if code not in self._ids:
            raise ValueError(f"memberships.yaml: no state has the code {code!r}")
        return self._ids[code]

    def get(self, code: str) -> str | None:
        return self._ids.get(code)


def _curated(place_of: Places, bodies: dict[str, Any]) -> Iterator[Membership]:
    for body, notes in bodies.items():
        left: dict[str, list[str]] = defaultdict(list)
        for date, codes in notes.get("left", {}).items():
            for code in codes.split():
                left[code].append(str(date))
        for date, codes in sorted((str(d), c) for d, c in notes["joined"].items()):
            begin = "" if date == "-" else date
            for code in codes.split():
                ends = [end for end in sorted(left[code]) if end > begin]
                if ends:
                    left[code].remove(ends[0])
                yield Membership(body, place_of[code], begin, ends[0] if ends else "", CURATED)
        unused = sorted(code for code, dates in left.items() if dates)
        if unused:
            raise ValueError(f"memberships.yaml: {body}: left without having joined: {unused}")


def _factbook(
    registry: Registry, place_of: Places, sources: Sources, same: dict[str, str | None]
) -> Iterator[tuple[str, str]]:
    """Members in the Factbook's tables, of bodies that the vocabulary knows by name or by `same`."""
    bodies = {
        name_key(label): e.id
        for e in registry.of_kind("Organization")
        for label in sorted(e.labels())
    }
    for row in sources.memberships:
        key = row["org_id"].strip()
        body = same[key] if key in same else bodies.get(name_key(row["org_name"]))
        state = place_of.get(row["ISO_3166_2"])
        if body and state and row["org_member"].strip() == "member":
            yield body, state

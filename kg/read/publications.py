"""Publications and agencies by name, and what a text says at its edges about its origin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).with_name("publications.yaml")
_EDGE = 800  # characters at the beginning and the end where such notices stand
_YEAR = re.compile(r"(?:©|\([cC]\)|[Cc]opyright)\s*(?:©|\([cC]\))?\s*(20\d\d|19\d\d)")
# A word of a name; "InsiderSeoul" ends after "Insider", "BBCSeoul" after "BBC".
_WORD = (
    r"(?:[A-Z][a-z'’]+(?:\.(?:com|org|net|co\.uk))?|[A-Z]{2,}(?=[A-Z][a-z]|[^A-Za-z]|$)"
    r"|[A-Z]\.(?:[A-Z]\.)*|[a-z]+\.(?:com|org|net))"
)


@dataclass(frozen=True, slots=True)
class Publications:
    """`publications.yaml`, compiled."""

    agencies: frozenset[str]
    site: str  # a regular expression for the name of a publication
    origin: re.Pattern[str]  # group "site"


@dataclass(frozen=True, slots=True)
class Origin:
    publisher: str = ""
    year: int = 0


def find_origin(text: str) -> Origin:
    """The publication of "Read the original article on …", and the year after ©."""
    edges = text if len(text) <= 2 * _EDGE else f"{text[:_EDGE]}\n{text[-_EDGE:]}"
    named = load_publications().origin.search(edges)
    rights = _YEAR.search(edges)
    return Origin(
        publisher=named["site"] if named else "",
        year=int(rights[1]) if rights else 0,
    )


@lru_cache(maxsize=1)
def load_publications() -> Publications:
    """Read and compile the names once, when first needed."""
    import yaml  # only when there is text to look at

    data: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    known = "|".join(re.escape(name) for name in _names(data["sites"]))
    site = f"(?:{known}|{_WORD}(?: (?:(?:of|the|and|&) )?{_WORD}){{0,4}})"
    origin = "".join(line.strip() for line in data["origin"].splitlines())
    return Publications(
        agencies=frozenset(_names(data["agencies"])),
        site=site,
        origin=re.compile(origin.replace("{site}", f"(?P<site>{site})")),
    )


def _names(row: str) -> list[str]:
    return [name.strip() for name in row.split("|")]

"""Who held which post when, as several sources say it, put together."""

from dataclasses import dataclass

CURATED = "<https://w3id.org/newskg/vocabulary/curated>"
HOLDERS = "<https://github.com/every-politician-scrapers>"
WORLD_LEADERS = "<https://github.com/every-politician-scrapers/world-leaders-2021>"
_STRONGEST_FIRST = (CURATED, HOLDERS, WORLD_LEADERS)
_SEVERAL_AT_ONCE = ("Deputy ", "Vice ", "State Councillor", "Spokesperson", "First Deputy")


@dataclass
class Holding:
    """A person's time in a post, both by what the sources call them; an open or unknown end is None."""

    person: str
    post: str
    begin: str | None
    end: str | None
    status: str | None
    source: str


def merge(holdings: list[Holding]) -> list[Holding]:
    """Each tenure once, from the strongest source that has it; a weaker one may add the end."""
    kept: list[Holding] = []
    for holding in sorted(holdings, key=lambda h: _STRONGEST_FIRST.index(h.source)):
        same = [
            h
            for h in kept
            if h.person == holding.person and h.post == holding.post and _meet(h, holding)
        ]
        if not same:
            kept.append(holding)
        elif len(same) == 1 and same[0].source != holding.source:
            _complete(same[0], holding)
    _close_succeeded(kept)
    return kept


def _meet(one: Holding, other: Holding) -> bool:
    """True if the two times overlap by more than the year in which one ends and the other begins."""
    if one.begin == other.begin or one.begin is None or other.begin is None:
        return True
    first, second = sorted((one, other), key=lambda h: h.begin or "")
    same_year = (first.begin or "")[:4] == (second.begin or "")[:4]
    return (
        first.end is None
        or first.end[:4] > (second.begin or "")[:4]
        or (same_year and first.end == second.end)
    )


def _complete(strong: Holding, weak: Holding) -> None:
    if strong.begin is None:
        strong.begin = weak.begin
    if (
        strong.end is None
        and weak.end
        and strong.begin
        and weak.begin
        and strong.begin[:4] == weak.begin[:4]
    ):
        strong.end, strong.status = weak.end, "former"


def _close_succeeded(holdings: list[Holding]) -> None:
    """A tenure that a source left open ends where the next holder of the post begins."""
    for holding in holdings:
        if (
            holding.source != CURATED
            and holding.end is None
            and not holding.post.startswith(_SEVERAL_AT_ONCE)
        ):
            nexts = [h.begin for h in holdings if h.post == holding.post and h.person != holding.person
                     and h.begin and h.begin > (holding.begin or "")]  # fmt: skip
            if nexts:
                holding.end, holding.status = min(nexts), "former"

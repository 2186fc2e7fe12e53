"""What articles say around two names, weighed with how far the names agree.

The odds that two names are one person are those of the names, times one ratio for each
circumstance: how much more often it is met with one person than with two (section `evidence`
of `calibration.yaml`). Circumstances never join what names keep apart for sure, a father and
a son above all, who share posts, states and friends.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.resolve.names.calibration import UNSURE_FROM, Comparison, ratio

_KEPT_APART = frozenset(
    {
        "only one has a generation; may be parent and child",
        "two generations of one name",
        "a man's and a woman's form of a name",
        "same family name, but no given name to tell",
    }
)
_MOST_COUNTED = 3
_MOST_SHOWN = 2
_LONG, _VERY_LONG = 10, 25  # years between two articles


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the articles of two names say; the defaults say nothing.

    `posts` are posts in common that one person holds at a time, as "title, owner";
    `posts_apart` says that both hold posts, in different states. `states` counts the states and
    `actors` lists the other persons and bodies that both name (None: nobody looked).
    `years` lie between the articles.
    """

    posts: tuple[str, ...] = ()
    posts_apart: bool = False
    states: int | None = None
    actors: tuple[str, ...] | None = None
    years: int | None = None


def weigh(found: Comparison, circumstances: Circumstances) -> Comparison:
    """The comparison of the names with the circumstances; unchanged where there are none."""
    told = _told(circumstances)
    if not told or found.score < UNSURE_FROM or found.kind in _KEPT_APART:
        return found
    odds = found.score / max(1 - found.score, 1e-6)
    for kind, _ in told:
        odds *= ratio(kind)
    reasons = "".join(f", {reason}" for _, reason in told if reason)
    return Comparison(round(odds / (1 + odds), 3), f"{found.reason}{reasons}", found.kind)


def _told(circumstances: Circumstances) -> list[tuple[str, str]]:
    """The rows that apply, each with what a reader is shown."""
    told = []
    if circumstances.posts_apart:
        told.append(("posts in different states", "but posts in different states"))
    elif circumstances.posts:
        told.append(("the same post", f"and the same post ({min(circumstances.posts)})"))
    if circumstances.states is not None:
        count = min(circumstances.states, _MOST_COUNTED)
        told.append((f"states in common: {count}", ""))
    if circumstances.actors is not None:
        told.append(_actors(sorted(circumstances.actors)))
    if circumstances.years is not None and circumstances.years > _LONG:
        very = circumstances.years > _VERY_LONG
        kind = (
            "over 25 years between the articles" if very else "over 10 years between the articles"
        )
        told.append((kind, f"but {circumstances.years} years between the articles"))
    return told


def _actors(shared: list[str]) -> tuple[str, str]:
    shown = ", ".join(shared[:_MOST_SHOWN])
    kind = f"actors in common: {min(len(shared), _MOST_COUNTED)}"
    return kind, f"both with {shown}" if shared else ""

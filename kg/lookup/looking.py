"""From entities of a graph to suggestions, one name at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kg.lookup.asked import Asked
from kg.lookup.client import NoAnswer
from kg.lookup.matching import Suggestion, candidate, choose
from kg.lookup.wikidata import Wikidata
from kg.vocabulary import surface

MOST_FAILURES = 3  # names in a row without an answer, after which the rest is left


@dataclass(slots=True)
class Outcome:
    """What came of it. `failed` are entities without an answer, each with the reason; they, and
    those after them where it `stopped`, are asked again by the next run."""

    suggestions: list[Suggestion] = field(default_factory=list)
    failed: list[tuple[Asked, str]] = field(default_factory=list)
    stopped: bool = False


def look_up(
    asked: Sequence[Asked],
    source: Wikidata,
    outcome: Outcome,
    progress: Callable[[int, int], None],
) -> None:
    """Ask about each and put what is found into `outcome`, which is good whenever this is left.

    Raises AskLater where the server wants no more questions.
    """
    in_a_row = 0
    for number, one in enumerate(asked):
        progress(number, len(asked))
        try:
            outcome.suggestions.append(suggestion_for(one, source))
            in_a_row = 0
        except NoAnswer as error:
            outcome.failed.append((one, str(error)))
            in_a_row += 1
            if in_a_row == MOST_FAILURES:
                outcome.stopped = True
                return
    progress(len(asked), len(asked))


def suggestion_for(asked: Asked, source: Wikidata) -> Suggestion:
    """The best item of the entity's name, if there is one."""
    ids = source.search(asked.label)
    plain = surface(asked.label)  # "the Tern Club" may be listed as "Tern Club"
    if not ids and plain and plain != asked.label:
        ids = source.search(plain)
    items = source.items(ids).values()
    found = (candidate(asked, item, source.types) for item in items)
    return choose(asked, [one for one in found if one is not None])

"""What a decision about identity changes: whose mentions go to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.query.dossier import Opinion
from kg.query.portrait import as_json as entry_json
from kg.records import Chain
from kg.resolve.decisions import Entry


@dataclass(frozen=True, slots=True)
class Move:
    """Mentions that were one entity's and are another's; `words` is how they are written."""

    before: str
    after: str
    mentions: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a command did. `done` is recorded, already there, or taken back.

    `joined` maps entities that are gone to those that hold their mentions; `parted` maps new
    entities to those that their mentions had belonged to. `against` is what rules had said.
    """

    done: str
    path: Path
    entries: tuple[Entry, ...]
    moves: tuple[Move, ...] = ()
    joined: tuple[tuple[str, str], ...] = ()
    parted: tuple[tuple[str, str], ...] = ()
    against: tuple[Opinion, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def mentions(self) -> int:
        """How many mentions are somebody else's now."""
        return sum(move.mentions for move in self.moves)

    def as_json(self) -> dict[str, Any]:
        return {
            "done": self.done,
            "file": str(self.path),
            "decisions": [entry_json(entry) for entry in self.entries],
            "mentions": self.mentions,
            "moves": [
                {
                    "before": f"ent:{m.before}" if m.before else "",
                    "after": f"ent:{m.after}" if m.after else "",
                    "mentions": m.mentions,
                    "words": list(m.words),
                }
                for m in self.moves
            ],
            "joined": {f"ent:{gone}": f"ent:{into}" for gone, into in self.joined},
            "parted": {f"ent:{new}": f"ent:{of}" for new, of in self.parted},
            "against": [
                {"verdict": o.verdict, "score": o.score, "reason": o.reason, "by": o.by}
                for o in self.against
            ],
            "unknown": list(self.unknown),
        }


def moves_of(
    chains: Sequence[Chain], before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Move]:
    """Who got whose mentions, the most first."""
    counts: Counter[tuple[str, str]] = Counter()
    words: dict[tuple[str, str], Counter[str]] = {}
    for chain in chains:
        way = before.get(chain.id, ""), after.get(chain.id, "")
        if way[0] != way[1]:
            counts[way] += len(chain.mentions)
            words.setdefault(way, Counter()).update((chain.names or chain.nominals)[:1])
    for (old, new), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        common = sorted(words[old, new].items(), key=lambda item: (-item[1], item[0]))
        yield Move(old, new, count, tuple(word for word, _ in common[:3]))


def joined_and_parted(
    before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Entities that are gone with who has their mentions now; new ones with whose they were."""
    old, new = set(before.values()), set(after.values())
    ways = Counter((before[chain], after[chain]) for chain in before.keys() & after.keys())
    joined: dict[str, tuple[int, str]] = {}
    parted: dict[str, tuple[int, str]] = {}
    for (source, target), count in sorted(ways.items()):
        if source not in new:
            joined[source] = max(joined.get(source, (0, "")), (count, target))
        if target not in old:
            parted[target] = max(parted.get(target, (0, "")), (count, source))
    return (
        tuple((gone, into) for gone, (_, into) in sorted(joined.items())),
        tuple((one, of) for one, (_, of) in sorted(parted.items())),
    )

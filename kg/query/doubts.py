"""Pairs that could not be decided, those first where a look is worth most.

A look is worth more the nearer the score is to the threshold of joining, and the more mentions
would change hands:

    benefit = (1 - |threshold - score|) * mentions of the rarer of the two

The rarer one, because its mentions are what is in the wrong place if the two are one: a name
that stands once in one article is worth one mention, however famous the other.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from kg.graph import Store
from kg.query.dossier import Being, Dossier, Place
from kg.query.results import Result, Term
from kg.resolve.names.comparison import SAME_FROM


@dataclass(frozen=True, slots=True)
class Half:
    """One of a pair, with what helps to decide."""

    entity: str
    name: str
    kind: str
    mentions: int
    articles: int
    posts: tuple[str, ...]
    sentence: str
    document: str

    def as_json(self) -> dict[str, Any]:
        return {
            "entity": f"ent:{self.entity}",
            "name": self.name,
            "class": self.kind,
            "mentions": self.mentions,
            "articles": self.articles,
            "posts": list(self.posts),
            "sentence": self.sentence,
            "document": f"doc:{self.document}" if self.document else "",
        }


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair with score, reason and what a decision is worth, in mentions."""

    left: Half
    right: Half
    score: float
    reason: str
    by: str
    benefit: float

    def command(self, verb: str, folder: str) -> str:
        """The command that decides it, to be copied."""
        ids = (f"ent:{half.entity}" for half in (self.left, self.right))
        return shlex.join(["kg", verb, folder, *ids])

    def as_json(self, folder: str) -> dict[str, Any]:
        return {
            "left": self.left.as_json(),
            "right": self.right.as_json(),
            "score": self.score,
            "reason": self.reason,
            "by": self.by,
            "benefit": self.benefit,
            "same": self.command("same", folder),
            "different": self.command("different", folder),
        }


def doubts(store: Store, entities: Collection[str] = ()) -> list[Doubt]:
    """All undecided pairs, best first; with `entities` (local names) those with one of them."""
    dossier = Dossier(store)
    pairs = [
        (left.entity, right.entity, score, reason, by)
        for left, right, score, reason, by in dossier.doubts()
        if not entities or not {left.entity, right.entity}.isdisjoint(entities)
    ]
    beings = dossier.beings({one for pair in pairs for one in pair[:2]})
    first = {one: _first_named(being) for one, being in beings.items()}
    dossier.look_up(place.document for place in first.values() if place)
    halves = {one: _half(dossier, being, first[one]) for one, being in beings.items()}
    found = []
    for left, right, score, reason, by in pairs:
        a, b = (
            halves.get(one) or Half(one, _title(one), "", 0, 0, (), "", "") for one in (left, right)
        )
        # An entity of the vocabulary that no article names yet would take over the other's.
        touched = min(a.mentions or b.mentions, b.mentions or a.mentions)
        found.append(Doubt(a, b, score, reason, by, benefit(score, touched)))
    return sorted(found, key=_best_first)


def benefit(score: float, touched: int) -> float:
    """What a decision on a pair is worth; see above."""
    return round((1 - abs(SAME_FROM - score)) * touched, 2)


def _best_first(doubt: Doubt) -> tuple[float, int, str, str, str]:
    total = doubt.left.mentions + doubt.right.mentions
    return -doubt.benefit, -total, doubt.left.entity, doubt.right.entity, doubt.reason


def _first_named(being: Being) -> Place | None:
    """The first mention by name, in the order of documents; one without a name if there is none."""
    return min(being.places, key=lambda p: (p.nominal, p.document, p.begin), default=None)


def _half(dossier: Dossier, being: Being, place: Place | None) -> Half:
    sentence = dossier.sentence(place) if place else ""
    document = place.document if place else ""
    posts = (*being.posts, *being.part_of)
    count = len(being.places)
    return Half(being.id, being.name, being.kind, count, being.articles, posts, sentence, document)


def _title(local: str) -> str:
    return local.replace("-", " ").title()


def doubts_table(found: Collection[Doubt], folder: str) -> Result:
    """The same as a table, for CSV."""
    columns = (
        "benefit", "score", "left", "leftName", "leftClass", "leftMentions", "leftArticles",
        "leftPosts", "leftSentence", "right", "rightName", "rightClass", "rightMentions",
        "rightArticles", "rightPosts", "rightSentence", "reason", "by", "same", "different",
    )  # fmt: skip
    rows = []
    for d in found:
        cells = [f"{d.benefit:g}", f"{d.score:g}"]
        for half in (d.left, d.right):
            cells += [f"ent:{half.entity}", half.name, half.kind]
            cells += [str(half.mentions), str(half.articles), "; ".join(half.posts), half.sentence]
        cells += [d.reason, d.by, d.command("same", folder), d.command("different", folder)]
        rows.append(tuple(map(Term, cells)))
    return Result(columns, tuple(rows))

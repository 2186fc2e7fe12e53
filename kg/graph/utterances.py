"""Who holds and who denies what, flattened for comparison: one row per claim.

A document's part (`Told`) names mentions and is read once; who they are is filled in when
identity is known (`utterances`), because pairing claims in SPARQL would mean a product of all
claims with all claims.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.graph.articles import ArticleGraph
from kg.graph.namespaces import term
from kg.records import PartialDate

FOREVER = 10**7
UNNAMED = "somebody unnamed"  # a source that the text gives no words for: not the article itself
POSITIVE = frozenset(term(f"kg:{name}").value for name in ("CTplus", "PRplus", "PSplus"))
CONFIDENT = frozenset(term(f"kg:{name}").value for name in ("CTplus", "PRplus"))
NEGATIVE = frozenset(term(f"kg:{name}").value for name in ("CTminus", "PRminus", "PSminus"))
# Amounts of these are comparable only in the same unit: dollars with dollars.
MEASURED = frozenset(
    term(f"kg:{name}").value
    for name in ("money", "distance", "area", "mass", "duration", "percent", "other", "people")
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure; None is an open end. `kind` is equal for figures that can be compared."""

    kind: str
    low: float | None
    high: float | None

    def disjoint(self, other: Amount) -> bool:
        return self.kind == other.kind and (_above(self, other) or _above(other, self))


def _above(a: Amount, b: Amount) -> bool:
    return a.low is not None and b.high is not None and a.low > b.high


@dataclass(frozen=True, slots=True)
class Situation:
    """An event or relation with its participants: mentions in a document's part, else entities.

    `when` is the first and last day (as ordinals) the text gives for an event, if any.
    """

    kind: str
    actors: frozenset[str]
    recipients: frozenset[str]
    amounts: tuple[Amount, ...] = ()
    when: tuple[int, int] | None = None
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One claim that holds (+1) or denies (-1) something, as its document has it.

    `source` is the first mention of a chain, UNNAMED, or "" for what the document tells in its
    own voice.
    """

    claim: str
    content: str
    source: str
    sign: int
    confident: bool


@dataclass(frozen=True, slots=True)
class Utterance:
    """A claim that holds (+1) or denies (-1) a situation, made ready for comparison.

    `witness` is whoever answers for the article: its publisher, and for a reprint the
    publisher of the original. `day` is when the article was published.
    """

    claim: str
    content: str
    document: str
    source: str
    witness: str
    sign: int
    confident: bool
    day: int | None
    situation: Situation | None


def read_told(article: ArticleGraph) -> list[Told]:
    """The claims that take a side, sorted; what is considered, demanded … takes none."""
    stances, factualities = dict(article.pairs("kg:stance")), dict(article.pairs("kg:factuality"))
    sources = {claim: UNNAMED for claim, true in article.pairs("kg:anonymous") if true == "true"}
    first = dict(article.pairs("kg:corefersWith"))  # one who stays a mention is one all the same
    sources.update((claim, first.get(who, who)) for claim, who in article.pairs("kg:sourceMention"))
    return sorted(
        (
            Told(claim, content, sources.get(claim, ""), sign, factualities[claim] in CONFIDENT)
            for claim, content in article.pairs("kg:content")
            if (sign := _sign(stances[claim], factualities[claim]))
        ),
        key=lambda told: told.claim,
    )


def _sign(stance: str, factuality: str) -> int:
    if stance == term("kg:deny").value:
        return -1
    if stance != term("kg:assert").value:
        return 0
    return 1 if factuality in POSITIVE else -1 if factuality in NEGATIVE else 0


def read_situations(article: ArticleGraph) -> dict[str, Situation]:
    """The events and relations of a document, with mentions for participants."""

    def participants(curie: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for situation, mention in article.pairs(curie):
            found.setdefault(situation, set()).add(mention)
        return found

    actors, recipients = participants("kg:actorMention"), participants("kg:recipientMention")
    subjects, objects = participants("kg:subjectMention"), participants("kg:objectMention")
    amounts, times = _amounts(article), _times(article)
    found = {
        event: Situation(
            kind=kind,
            actors=frozenset(actors.get(event, ())),
            recipients=frozenset(recipients.get(event, ())),
            amounts=tuple(amounts.get(event, ())),
            when=times.get(event),
        )
        for event, kind in article.pairs("kg:eventType")
    }
    for relation, predicate in article.pairs("rdf:predicate"):
        both = frozenset(subjects.get(relation, ())), frozenset(objects.get(relation, ()))
        found[relation] = Situation(predicate, *both, lasting=True)
    return found


def with_entities(situation: Situation, entity_of: Callable[[str], str]) -> Situation | None:
    """The same with entities in place of mentions; None if nobody is known who takes part.

    A relation needs both its ends.
    """
    actors = frozenset(filter(None, map(entity_of, situation.actors)))
    recipients = frozenset(filter(None, map(entity_of, situation.recipients)))
    if not actors or (situation.lasting and not recipients):
        return None
    return Situation(
        situation.kind, actors, recipients, situation.amounts, situation.when, situation.lasting
    )


def _amounts(article: ArticleGraph) -> dict[str, list[Amount]]:
    counts, units = dict(article.pairs("kg:counts")), dict(article.pairs("kg:unit"))
    low, high = dict(article.pairs("kg:low")), dict(article.pairs("kg:high"))
    amounts: dict[str, list[Amount]] = {}
    for situation, figure in sorted(article.pairs("kg:figure")):
        kind = counts[figure]
        if kind in MEASURED:
            kind += " " + units.get(figure, "").lower()
        bottom, top = low.get(figure), high.get(figure)
        amount = Amount(kind, float(bottom) if bottom else None, float(top) if top else None)
        amounts.setdefault(situation, []).append(amount)
    return amounts


def _times(article: ArticleGraph) -> dict[str, tuple[int, int]]:
    times = {node: _days(text) for node, text in article.pairs("sem:hasTimeStamp")}
    for node, text in article.pairs("sem:hasBeginTimeStamp"):
        times[node] = (_days(text)[0], FOREVER)
    for node, text in article.pairs("sem:hasEndTimeStamp"):
        times[node] = (times.get(node, (0, 0))[0], _days(text)[1])
    return times


def _days(text: str) -> tuple[int, int]:
    """The first and last day of a date, month or year."""
    stamp = PartialDate.from_iso(text)
    month = stamp.month or 12
    day = stamp.day or calendar.monthrange(stamp.year, month)[1]
    last = PartialDate(stamp.year, month, day).first_day
    return stamp.first_day.toordinal(), last.toordinal()


def bound(
    told: Iterable[Told],
    situations: Mapping[str, Situation],
    entity_of: Callable[[str], str],
) -> Iterator[tuple[Told, str, Situation | None]]:
    """Each claim of a document with its source and its situation in entities.

    A source that is no entity stays a mention; the document's own voice stays "".
    """
    known = {local: with_entities(one, entity_of) for local, one in situations.items()}
    for one in told:
        yield one, entity_of(one.source) or one.source, known.get(one.content)

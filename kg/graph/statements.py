"""What is said of what, flattened for comparison: one row per claim, with entities.

Read from the document graphs and the identity graph by bulk scans, because pairing claims
in SPARQL would mean a product of all claims with all claims.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Store as Quads

from kg.graph.chains import values
from kg.graph.namespaces import term
from kg.records import PartialDate

FOREVER = 10**7
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
    """An event or relation with its participants as entities.

    `when` is the first and last day (as ordinals) the text gives for an event, if any.
    """

    kind: str
    actors: frozenset[str]
    recipients: frozenset[str]
    amounts: tuple[Amount, ...] = ()
    when: tuple[int, int] | None = None
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim that holds (+1) or denies (-1) a situation.

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


def read_statements(quads: Quads) -> list[Statement]:
    """The claims that take a side, sorted; what is considered, demanded … takes none."""
    documents = _Documents.read(quads)
    situations = _situations(quads)
    stances, factualities = dict(values(quads, "kg:stance")), dict(values(quads, "kg:factuality"))
    sources = dict(values(quads, "kg:sourceMention"))
    entity_of = dict(values(quads, "kg:refersTo"))
    statements = []
    for quad in quads.quads_for_pattern(None, term("kg:content"), None, None):
        claim, content = quad.subject.value, quad.object.value  # type: ignore[union-attr]
        factuality = factualities[claim]
        sign = _sign(stances[claim], factuality)
        if not sign:
            continue
        document = quad.graph_name.value  # type: ignore[union-attr]
        source = sources.get(claim, document)
        statements.append(
            Statement(
                claim=claim,
                content=content,
                document=document,
                source=entity_of.get(source, source),
                witness=documents.witness(document),
                sign=sign,
                confident=factuality in CONFIDENT,
                day=documents.day.get(document),
                situation=situations.get(content),
            )
        )
    return sorted(statements, key=lambda statement: statement.claim)


def _sign(stance: str, factuality: str) -> int:
    if stance == term("kg:deny").value:
        return -1
    if stance != term("kg:assert").value:
        return 0
    return 1 if factuality in POSITIVE else -1 if factuality in NEGATIVE else 0


@dataclass(frozen=True, slots=True)
class _Documents:
    day: Mapping[str, int]
    publisher: Mapping[str, str]
    original: Mapping[str, str]

    @classmethod
    def read(cls, quads: Quads) -> _Documents:
        days = {
            document: PartialDate.from_iso(text).first_day.toordinal()
            for document, text in values(quads, "schema:datePublished")
        }
        publisher = dict(values(quads, "schema:publisher"))
        publisher.update(values(quads, "kg:publishedBy"))
        return cls(days, publisher, dict(values(quads, "kg:reprintOf")))

    def witness(self, document: str) -> str:
        original = self.original.get(document, document)
        return self.publisher.get(original, original)


def _situations(quads: Quads) -> dict[str, Situation]:
    entity_of = dict(values(quads, "kg:refersTo"))

    def participants(curie: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for situation, mention in values(quads, curie):
            if mention in entity_of:
                found.setdefault(situation, set()).add(entity_of[mention])
        return found

    actors, recipients = participants("kg:actorMention"), participants("kg:recipientMention")
    subjects, objects = participants("kg:subjectMention"), participants("kg:objectMention")
    amounts, times = _amounts(quads), _times(quads)
    found = {
        event: Situation(
            kind=kind,
            actors=frozenset(actors[event]),
            recipients=frozenset(recipients.get(event, ())),
            amounts=tuple(amounts.get(event, ())),
            when=times.get(event),
        )
        for event, kind in values(quads, "kg:eventType")
        if event in actors
    }
    for relation, predicate in values(quads, "rdf:predicate"):
        if relation in subjects and relation in objects:
            found[relation] = Situation(
                predicate, frozenset(subjects[relation]), frozenset(objects[relation]), lasting=True
            )
    return found


def _amounts(quads: Quads) -> dict[str, list[Amount]]:
    counts, units = dict(values(quads, "kg:counts")), dict(values(quads, "kg:unit"))
    low, high = dict(values(quads, "kg:low")), dict(values(quads, "kg:high"))
    amounts: dict[str, list[Amount]] = {}
    for situation, figure in sorted(values(quads, "kg:figure")):
        kind = counts[figure]
        if kind in MEASURED:
            kind += " " + units.get(figure, "").lower()
        bottom, top = low.get(figure), high.get(figure)
        amount = Amount(kind, float(bottom) if bottom else None, float(top) if top else None)
        amounts.setdefault(situation, []).append(amount)
    return amounts


def _times(quads: Quads) -> dict[str, tuple[int, int]]:
    times = {node: _days(text) for node, text in values(quads, "sem:hasTimeStamp")}
    for node, text in values(quads, "sem:hasBeginTimeStamp"):
        times[node] = (_days(text)[0], FOREVER)
    for node, text in values(quads, "sem:hasEndTimeStamp"):
        times[node] = (times.get(node, (0, 0))[0], _days(text)[1])
    return times


def _days(text: str) -> tuple[int, int]:
    """The first and last day of a date, month or year."""
    stamp = PartialDate.from_iso(text)
    month = stamp.month or 12
    day = stamp.day or calendar.monthrange(stamp.year, month)[1]
    last = PartialDate(stamp.year, month, day).first_day
    return stamp.first_day.toordinal(), last.toordinal()

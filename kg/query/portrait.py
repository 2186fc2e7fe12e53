"""Why an entity is who it is: its names and mentions, what was joined, what was kept apart.

It explains from what the graph holds and from the user's decisions; nothing is decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kg.graph import Store
from kg.graph.identity import LINKER
from kg.query.dossier import Being, Dossier, Opinion, Side, Source
from kg.resolve.decisions import Decisions, Entry, bare, pointed, reference
from kg.resolve.names.comparison import SAME_FROM, UNSURE_FROM, compare_persons
from kg.resolve.names.person_names import parse_person

SHOWN = 10  # mentions that are told unless all are wanted


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A mention with its article and sentence."""

    mention: str
    text: str
    source: Source
    sentence: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Another entity that was considered and not joined."""

    entity: str
    name: str
    verdict: str
    score: float
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Joint:
    """Two spellings, or a mention and its entity, taken for one; `count` mentions rest on it."""

    left: str
    right: str
    score: float
    reason: str
    by: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Portrait:
    """Everything that bears on who one entity is."""

    being: Being
    occurrences: tuple[Occurrence, ...]
    joints: tuple[Joint, ...]
    links: tuple[Joint, ...]
    refusals: tuple[Refusal, ...]
    decisions: tuple[Entry, ...]

    def as_json(self) -> dict[str, Any]:
        one = self.being
        return {
            "entity": f"ent:{one.id}",
            "name": one.name,
            "class": one.kind,
            "wikidata": list(one.same_as),
            "posts": list(one.posts),
            "partOf": list(one.part_of),
            "names": one.counts,
            "descriptions": one.descriptions,
            "mentions": len(one.places),
            "articles": one.articles,
            "shown": [
                {
                    "mention": f"doc:{o.mention}",
                    "text": o.text,
                    "sentence": o.sentence,
                    "document": f"doc:{o.source.id}",
                    "title": o.source.title,
                    "publisher": o.source.publisher,
                    "published": o.source.published,
                }
                for o in self.occurrences
            ],
            "same": [asdict(joint) for joint in self.joints],
            "links": [asdict(joint) for joint in self.links],
            "refused": [
                asdict(refusal) | {"entity": f"ent:{refusal.entity}"} for refusal in self.refusals
            ],
            "decisions": [as_json(entry) for entry in self.decisions],
        }


@dataclass(frozen=True, slots=True)
class Meeting:
    """What was found when two entities were compared; without a judgement, their names now."""

    one: bool
    outcome: str
    judgements: tuple[Refusal, ...]
    joints: tuple[Joint, ...]
    decisions: tuple[Entry, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "one": self.one,
            "outcome": self.outcome,
            "judgements": [asdict(found) for found in self.judgements],
            "same": [asdict(joint) for joint in self.joints],
            "decisions": [as_json(entry) for entry in self.decisions],
        }


def as_json(entry: Entry) -> dict[str, Any]:
    found = {"verdict": entry.verdict, "names": list(entry.names), "line": entry.line}
    return found | {k: v for k, v in (("why", entry.why), ("date", entry.date)) if v}


def portrait(
    store: Store, entity: str, decisions: Decisions, *, limit: int | None = SHOWN
) -> Portrait:
    """The portrait of an entity by its local name; at most `limit` mentions, None for all."""
    dossier = Dossier(store)
    being = dossier.beings([entity]).get(entity, Being(entity))
    opinions = dossier.opinions([entity])
    places = sorted(being.places, key=lambda place: place.nominal)[:limit]
    dossier.look_up(place.document for place in places)
    occurrences = [
        Occurrence(place.id, place.text, dossier.source(place.document), dossier.sentence(place))
        for place in places
    ]
    return Portrait(
        being,
        tuple(sorted(occurrences, key=lambda o: (o.source.published or "9999", o.source.id))),
        _joints(opinions),
        _links(opinions),
        _refusals(dossier, opinions, entity),
        bearing_on(being, decisions),
    )


def bearing_on(being: Being, decisions: Decisions) -> tuple[Entry, ...]:
    """The user's decisions that name the entity, one of its names or one of its mentions."""
    mentions = {place.id for place in being.places}
    names = {reference(name) for name in (*being.names, *being.counts)} | {being.id}
    numbers = {f"wd:{number}" for number in being.same_as}

    def concerns(text: str) -> bool:
        kind, local = pointed(text)
        return (local in mentions) if kind == "doc" else (bare(text) in names or text in numbers)

    return tuple(entry for entry in decisions.listed if any(map(concerns, entry.names)))


def _joints(opinions: Iterable[Opinion]) -> tuple[Joint, ...]:
    """Each pair of wordings that was taken for one, with how often."""
    counts: Counter[tuple[str, str, float, str, str]] = Counter()
    for o in opinions:
        if o.verdict == "same" and o.by != LINKER:
            left, right = sorted((_shown(o.left), _shown(o.right)))
            counts[left, right, o.score, o.reason, o.by] += 1
    found = [Joint(*key, count=number) for key, number in counts.items()]
    return tuple(sorted(found, key=lambda j: (-j.score, j.left, j.right, j.reason)))


def _links(opinions: Iterable[Opinion]) -> tuple[Joint, ...]:
    """How sure the links of mentions are, as groups of mentions with the same wording."""
    counts: Counter[tuple[str, str, float, str, str]] = Counter()
    for o in opinions:
        if o.verdict == "same" and o.by == LINKER:
            mention, entity = (o.right, o.left) if o.left.is_entity else (o.left, o.right)
            counts[_shown(mention), _shown(entity), o.score, o.reason, o.by] += 1
    found = [Joint(*key, count=number) for key, number in counts.items()]
    return tuple(sorted(found, key=lambda j: (-j.count, -j.score, j.left)))


def _refusals(dossier: Dossier, opinions: Iterable[Opinion], entity: str) -> tuple[Refusal, ...]:
    found = set()
    for o in opinions:
        other = o.right if entity in (o.left.id, o.left.entity) else o.left
        if o.verdict != "same" and other.entity != entity:
            found.add(Refusal(other.entity, other.text, o.verdict, o.score, o.reason, o.by))
    labels = dossier.beings({refusal.entity for refusal in found})
    named = (
        Refusal(
            r.entity,
            labels[r.entity].name if r.entity in labels else r.name or r.entity,
            r.verdict,
            r.score,
            r.reason,
            r.by,
        )
        for r in found
    )
    return tuple(sorted(named, key=lambda r: (-r.score, r.verdict, r.entity, r.reason)))


def _shown(side: Side) -> str:
    return side.text or side.id


def meeting(store: Store, left: str, right: str, decisions: Decisions) -> Meeting:
    """Whether two entities, by local name, were compared and how it came out."""
    dossier = Dossier(store)
    beings = dossier.beings({left, right})
    a, b = (beings.get(one, Being(one)) for one in (left, right))
    both = [o for o in dossier.opinions([left]) if {left, right} == {o.left.entity, o.right.entity}]
    shared = [entry for entry in bearing_on(a, decisions) if entry in bearing_on(b, decisions)]
    refusals = _refusals(dossier, both, left)
    if left == right:
        outcome = "they are one: both names are of this entity"
    elif refusals:
        outcome = "compared and not joined"
    else:
        outcome = _never_compared(a, b)
    joints = _joints(dossier.opinions([left])) if left == right else ()
    return Meeting(left == right, outcome, refusals, joints, tuple(shared))


def _never_compared(a: Being, b: Being) -> str:
    """The comparison that nobody made, because nothing brought the two names together."""
    if a.kind != b.kind:
        return f"never compared: one is a {a.kind or 'name'}, the other a {b.kind or 'name'}"
    if a.kind != "Person":
        return "never compared: no name of one begins like a name of the other"
    found = compare_persons(parse_person(a.name), parse_person(b.name))
    how = "would be joined" if found.score >= SAME_FROM else "would stay apart"
    if UNSURE_FROM <= found.score < SAME_FROM:
        how = "would be left open"
    return f"never compared; by their names they {how}: {found.score:.2f}, {found.reason}"


def decided_pairs(entries: Sequence[Entry]) -> list[str]:
    """The entries as lines: where, what, why."""
    lines = []
    for entry in entries:
        where = f"line {entry.line}: " if entry.line else ""
        said = f" — {entry.why}" if entry.why else ""
        day = f" ({entry.date})" if entry.date else ""
        lines.append(f"{where}{entry.verdict}: {', '.join(entry.names)}{said}{day}")
    return lines

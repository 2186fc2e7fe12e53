"""What must hold of the whole vocabulary before it is written."""

from collections import defaultdict
from collections.abc import Iterator

from builder.entities import Entity, Registry
from builder.memberships import Membership
from builder.names import name_key

_NAMED = ("State", "Place", "Organization", "Person")


class BrokenVocabulary(ValueError):
    """Something in the curated files or the sources contradicts the rest; all faults are listed."""


def mark_shared_names(registry: Registry) -> int:
    """kg:ambiguousName on every name that two entities bear. A city inside the entity, or its seat, does not count:
    there the mention's sentence decides, not the name. Returns how many names are shared."""
    bearers: dict[str, list[Entity]] = defaultdict(list)
    for entity in registry.of_kind(*_NAMED):
        for key in sorted({_key(entity, label) for label in _marked(entity)}):
            bearers[key].append(entity)
    shared = set()
    for entity in registry.of_kind(*_NAMED):
        for label in sorted(_marked(entity)):
            key = _key(entity, label)
            if any(not _belong_together(entity, other) for other in bearers[key]):
                entity.names["kg:ambiguousName"].add(label)
                shared.add(key)
    return len(shared)


def _marked(entity: Entity) -> set[str]:
    return entity.labels() | entity.names["kg:demonym"]


def _key(entity: Entity, label: str) -> str:
    """People are looked up without regard to accents and hyphens, so these tell none apart."""
    return name_key(label) if entity.kind == "Person" else label


def _belong_together(one: Entity, other: Entity) -> bool:
    return one is other or _is_seat(one, other) or _is_seat(other, one)


def _is_seat(place: Entity, actor: Entity) -> bool:
    return (
        f"ent:{place.id}" in actor.facts["kg:seatOfGovernment"]
        or f"ent:{actor.id}" in place.facts["schema:containedInPlace"]
    )


def check(registry: Registry, memberships: list[Membership]) -> None:
    """Raise BrokenVocabulary with all faults, if there are any."""
    faults = [
        *_references(registry),
        *_tenures(registry),
        *_states(registry),
        *_memberships(registry, memberships),
    ]
    if faults:
        raise BrokenVocabulary("\n".join(["the vocabulary is not written:", *faults]))


def _references(registry: Registry) -> Iterator[str]:
    for entity in registry.by_id.values():
        for predicate, terms in entity.facts.items():
            for term in terms:
                if term.startswith("ent:") and term[4:] not in registry.by_id:
                    yield f"{entity.id} {predicate} {term}: no such entity"


def _tenures(registry: Registry) -> Iterator[str]:
    for tenure in registry.of_kind("Tenure"):
        begin, end = (_date(tenure, p) for p in ("sem:hasBeginTimeStamp", "sem:hasEndTimeStamp"))
        if begin and end and not _before(begin, end):
            yield f"{tenure.id} ends {end}, before it begins"


def _date(entity: Entity, predicate: str) -> str:
    return next((term.split('"')[1] for term in entity.facts[predicate]), "")


def _before(begin: str, end: str) -> bool:
    shorter = min(len(begin), len(end))
    return begin[:shorter] <= end[:shorter]


def _states(registry: Registry) -> Iterator[str]:
    for state in registry.of_kind("State"):
        if not state.facts["owl:sameAs"]:
            yield f"{state.id} is a state without a Wikidata id"


def _memberships(registry: Registry, memberships: list[Membership]) -> Iterator[str]:
    for membership in memberships:
        for name in (membership.body, membership.state):
            if name not in registry.by_id:
                yield f"membership of {membership.state} in {membership.body}: no entity {name}"
        if membership.end and not _before(membership.begin, membership.end):
            yield f"membership of {membership.state} in {membership.body} ends before it begins"

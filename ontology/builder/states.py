"""States, territories, subdivisions and capitals."""

import sys
from typing import Any

from builder.entities import Entity, Registry, add_curated_names
from builder.names import demonym_forms, is_plain_english, slug
from builder.sources import Sources

_UNRECOGNISED_STATES = {"tw", "xk", "ps", "eh", "va"}


def add_states(registry: Registry, sources: Sources, curated: dict[str, Any]) -> dict[str, str]:
    """States, territories and subdivisions. Returns Wikidata ids → entity ids, all that rigour knows."""
    groups = {**curated["claimedStates"], **curated["formerStates"]}
    by_code: dict[str, str] = {}
    for territory in sorted(sources.territories, key=lambda t: (t.parent is not None, t.code)):
        code = territory.code
        country = sources.mledoze.get(code, {})
        notes = (
            curated["states"].get(code.upper())
            or groups.get(code)
            or curated["territories"].get(code)
            or {}
        )
        if notes.get("skip") or (territory.is_historical and code not in groups):
            continue
        sovereign = (
            country.get("independent") or country.get("unMember") or code in _UNRECOGNISED_STATES
        )
        kind = "State" if sovereign or code in groups else "Place"
        name = notes.get("name") or country.get("name", {}).get("common") or territory.name
        parent = by_code.get(territory.parent.code) if territory.parent else None
        entity_id = notes.get("id") or registry.free_id(
            name, *([parent] if parent else []), f"territory-{code}"
        )
        entity = registry.add(
            Entity(entity_id, kind, name, curated=bool(notes)),
            notes.get("qid") or sources.state_qid(territory),
        )
        by_code[code] = entity.id
        if notes.get("officialFromSource", True) and (
            kind == "State" or not territory.parent or code in sources.codes
        ):
            entity.add_names("skos:altLabel", sources.state_names(territory))
        elif is_plain_english(territory.name) and notes.get("officialFromSource", True):
            entity.add_names("skos:altLabel", [territory.name])
        add_curated_names(entity, notes)
        demonym = country.get("demonyms", {}).get("eng", {}).get("m", "")
        if "demonym" not in notes and (kind == "State" or demonym[:3] == name[:3]):
            entity.add_names("kg:demonym", demonym_forms(demonym))
        if code in sources.mledoze:
            entity.facts["kg:isoCode"] = [f'"{code.upper()}"', f'"{country["cca3"]}"']
        if kind == "Place" and parent:
            entity.facts["schema:containedInPlace"] = [f"ent:{parent}"]
    return {
        qid: by_code[t.code]
        for t in sources.territories
        if t.code in by_code
        for qid in sorted(t.qids)
    }


def add_former_states(registry: Registry, curated: dict[str, Any]) -> None:
    """States of the past that the sources lack."""
    for notes in curated["statesOfThePast"]:
        state = Entity(notes.get("id") or slug(notes["name"]), "State", notes["name"], curated=True)
        add_curated_names(registry.add(state, notes["qid"]), notes)


def add_capitals(registry: Registry, sources: Sources, curated: dict[str, Any]) -> None:
    used = set()
    for state in registry.of_kind("State"):
        iso = next((c.strip('"').lower() for c in state.facts["kg:isoCode"]), "")
        notes = curated["states"].get(iso.upper(), {})
        capitals = (
            [notes["capital"]]
            if "capital" in notes
            else sources.mledoze.get(iso, {}).get("capital", [])
        )
        for capital in capitals:
            used.add(capital)
            extra = curated["capitals"].get(capital, {})
            name = extra.get("name", capital)
            place_id = extra.get("id") or registry.free_id(name, "city", state.id)
            if place_id not in registry.by_id:
                place = registry.add(
                    Entity(place_id, "Place", name, curated=bool(extra)), extra.get("qid")
                )
                add_curated_names(place, extra)
                place.facts["schema:containedInPlace"] = [f"ent:{state.id}"]
            state.facts["kg:seatOfGovernment"].append(f"ent:{place_id}")
    for capital in sorted(set(curated["capitals"]) - used):
        print(f"note: no state has the capital {capital!r} of curated.yaml", file=sys.stderr)

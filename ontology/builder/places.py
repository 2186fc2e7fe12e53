"""Places that are neither territory nor capital, and the seats of states among them."""

from typing import Any

from builder.entities import Entity, Registry, add_curated_names
from builder.names import slug


def add_places(registry: Registry, curated: dict[str, Any]) -> None:
    for group in curated["places"]:
        for notes in group["items"]:
            place_id = notes.get("id") or slug(notes["name"])
            if place_id in registry.by_id and registry.by_id[place_id].kind == "Place":
                there = registry.by_id[place_id]  # a capital or territory that is here already
                if notes.get("qid") and f"wd:{notes['qid']}" not in there.facts["owl:sameAs"]:
                    raise ValueError(
                        f"{place_id} is {there.facts['owl:sameAs']}, not {notes['qid']}"
                    )
                add_curated_names(there, notes)
                continue
            place = registry.add(
                Entity(place_id, "Place", notes["name"], curated=True), notes.get("qid")
            )
            add_curated_names(place, notes)
            if "state" in notes:
                place.facts["schema:containedInPlace"] = [f"ent:{notes['state']}"]
    for code, notes in curated["states"].items():
        for seat in notes.get("seats", ()):
            state = next(
                e for e in registry.of_kind("State") if f'"{code}"' in e.facts["kg:isoCode"]
            )
            state.facts["kg:seatOfGovernment"].append(f"ent:{seat}")

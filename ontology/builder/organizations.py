"""Organizations: the curated ones, and the supranational bodies of supraverden."""

import re
from collections import Counter
from typing import Any

from builder.entities import Entity, Registry, add_curated_names
from builder.names import name_key, slug, strip_article
from builder.sources import Sources

_POINTERS = {"partOf": "kg:partOf", "basedIn": "kg:basedIn", "seat": "kg:seatOfGovernment"}
_PARENT_FAMILIES = {"EU institutions and bodies": "european-union", "UN and affiliates": "united-nations",
                    "African Union entities": "african-union", "ECOWAS entities": "ecowas",
                    "Council of Europe entities": "council-of-europe"}  # fmt: skip


def add_curated_organizations(registry: Registry, groups: list[dict[str, Any]]) -> None:
    """The groups of curated.yaml and curated-parties.yaml; what a group says holds for all its items."""
    for group in groups:
        for item in group["items"]:
            _add_curated(registry, {**group, **item})


def _add_curated(registry: Registry, notes: dict[str, Any]) -> None:
    name = notes["name"]
    entity = Entity(notes.get("id") or slug(name), "Organization", name, curated=True)
    add_curated_names(registry.add(entity, notes.get("qid")), notes)
    if notes.get("generic"):
        entity.names["kg:ambiguousName"].add(name)
    entity.facts["kg:organizationType"] = [f"kg:{notes['type']}"]
    for key, predicate in _POINTERS.items():
        found = notes.get(key, [])
        entity.facts[predicate] = [
            f"ent:{i}" for i in (found if isinstance(found, list) else [found])
        ]


def body_type(name: str) -> str:
    if re.search(r"\b(Court|Tribunal)\b", name):
        return "court"
    if re.search(r"\b(University|College)\b", name):
        return "university"
    return "intergovernmental"


def body_names(name: str, record: dict[str, Any]) -> list[str]:
    fields = [
        k for k in record if re.fullmatch(r"Name_(en|other(_\d)?_en|former_en|other_\d_en)", k)
    ]
    found = [name, *(str(record[k]) for k in fields if record[k])]
    found += [n.replace("rganisation", "rganization") for n in found] + [
        n.replace("rganization", "rganisation") for n in found
    ]
    return [strip_article(n) for n in found if "[No " not in n]


def body_abbreviations(record: dict[str, Any]) -> list[str]:
    found = [
        str(record[k])
        for k in ("Abbreviation_en", "Abbreviation_former_en", "Abbreviation_other_en")
        if record.get(k)
    ]
    return [a for a in found if 1 < len(a) <= 16 and "[No " not in a]


def add_supranational_bodies(registry: Registry, sources: Sources) -> int:
    """Bodies of supraverden: merged into a curated one by Wikidata id or name, else added. Returns how many merged."""
    known = {name_key(label): e for e in registry.of_kind("Organization") for label in e.labels()}
    taken = {label for e in registry.of_kind("Organization") for label in e.labels()}
    shared = Counter(record.get("Wikidata_code") for record in sources.bodies.values())
    merged = 0
    for name, record in sources.bodies.items():
        qid = record.get("Wikidata_code", "")
        qid = qid if re.fullmatch(r"Q\d+", qid) and shared[qid] == 1 else None
        names = body_names(name, record)
        long_names = [*names, *(a for a in body_abbreviations(record) if len(a) >= 5)]
        by_name = next((known[name_key(n)] for n in long_names if name_key(n) in known), None)
        entity = registry.by_id.get(registry.by_qid.get(qid or "", "")) or by_name
        if entity:
            merged += 1
            entity.add_names("skos:altLabel", names)
            if qid and not entity.facts["owl:sameAs"] and qid not in registry.by_qid:
                entity.facts["owl:sameAs"] = [f"wd:{qid}"]
                registry.by_qid[qid] = entity.id
            continue
        entity = registry.add(
            Entity(
                registry.free_id(strip_article(name), "body"), "Organization", strip_article(name)
            ),
            qid,
        )
        entity.add_names(
            "skos:altLabel", [n for n in [*names, *body_abbreviations(record)] if n not in taken]
        )
        entity.facts["kg:organizationType"] = [f"kg:{body_type(name)}"]
        if parent := _PARENT_FAMILIES.get(record.get("Org_family", "")):
            entity.facts["kg:partOf"] = [f"ent:{parent}"]
    return merged

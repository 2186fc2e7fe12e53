"""Builds ontology/vocabulary/*.ttl from public sources and the curated files beside them.

    python ontology/build_vocabulary.py --knowledge DIR

The output depends on the inputs only: run it twice and no byte changes. The curated files win over every source.
"""

import argparse
import csv
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from rigour.territories import get_territories
from rigour.territories.territory import Territory

HERE = Path(__file__).parent
LICENCES = {
    "states": "rigour territories (MIT), mledoze/countries (ODbL 1.0), datasets/country-codes (PDDL), curated.yaml",
    "places": "rigour territories (MIT), mledoze/countries (ODbL 1.0), curated.yaml",
    "organizations": "confirmordeny/supraverden (CC BY-SA 4.0), curated.yaml",
    "leaders": "every-politician-scrapers/world-leaders-2021 (content from Wikidata, CC0), curated-leaders.yaml",
}
LEADERS_SOURCE = "<https://github.com/every-politician-scrapers/world-leaders-2021>"
CURATED_SOURCE = "<https://w3id.org/newskg/vocabulary/curated>"
PREFIXES = """\
@prefix ent:     <https://w3id.org/newskg/entity/> .
@prefix kg:      <https://w3id.org/newskg/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix org:     <http://www.w3.org/ns/org#> .
@prefix owl:     <http://www.w3.org/2002/07/owl#> .
@prefix schema:  <https://schema.org/> .
@prefix sem:     <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix skos:    <http://www.w3.org/2004/02/skos/core#> .
@prefix wd:      <http://www.wikidata.org/entity/> .
@prefix xsd:     <http://www.w3.org/2001/XMLSchema#> .
"""
PREDICATES = (  # in the order they are written
    "skos:prefLabel", "skos:altLabel", "kg:metonym", "kg:demonym", "kg:ambiguousName", "kg:familyName", "kg:isoCode", "kg:organizationType",
    "kg:seatOfGovernment", "kg:partOf", "kg:basedIn", "kg:postIn", "schema:containedInPlace", "org:member", "kg:post",
    "org:organization", "kg:tenureStatus", "sem:hasBeginTimeStamp", "sem:hasEndTimeStamp", "dcterms:source", "owl:sameAs",
)  # fmt: skip
UNRECOGNISED_STATES = {"tw", "xk", "ps", "eh", "va"}
PARENT_FAMILIES = {"EU institutions and bodies": "european-union", "UN and affiliates": "united-nations",
                   "African Union entities": "african-union", "ECOWAS entities": "ecowas",
                   "Council of Europe entities": "council-of-europe"}  # fmt: skip
SINGULAR_DEMONYM = re.compile(r"(ese|ish|ch|ss|ois|ati|atu|ais|gasy|ux|is|na)$")


class BrokenReference(ValueError):
    """A curated entry names an entity that does not exist."""


def slug(name: str) -> str:
    """The local name of an entity: letters, digits and hyphens of its English name."""
    for odd, plain in {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "\u0131": "i",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
    }.items():
        name = name.replace(odd, plain)
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['.]", "", ascii_name).lower()).strip("-")


def name_key(name: str) -> str:
    return slug(name).replace("-", " ")


def unique(names: Iterable[str]) -> list[str]:
    return sorted({name.strip() for name in names if name and name.strip()})


@dataclass
class Entity:
    id: str
    kind: str  # local name of the kg: class
    name: str
    facts: dict[str, list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )  # predicate → Turtle terms
    names: dict[str, set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )  # predicate → texts
    curated: bool = False

    def add_names(self, predicate: str, texts: Iterable[str] | None) -> None:
        self.names[predicate].update(text.strip() for text in texts or () if text and text.strip())

    def labels(self) -> set[str]:
        return {self.name} | self.names["skos:altLabel"] | self.names["kg:metonym"]

    def to_turtle(self) -> str:
        metonyms, alternatives = self.names["kg:metonym"], self.names["skos:altLabel"] - {self.name}
        texts = {
            **self.names,
            "skos:prefLabel": {self.name},
            "skos:altLabel": alternatives - metonyms,
        }
        terms = {
            predicate: [f"{quote(text)}@en" for text in sorted(found)]
            for predicate, found in texts.items()
        }
        for predicate, found in self.facts.items():
            terms[predicate] = terms.get(predicate, []) + sorted(set(found))
        if self.kind == "Tenure":
            del terms["skos:prefLabel"]
        lines = [f"    {p} {' , '.join(terms[p])}" for p in PREDICATES if terms.get(p)]
        return f"ent:{self.id} a kg:{self.kind} ;\n" + " ;\n".join(lines) + " .\n"


def quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Registry:
    """All entities by id; an id is used once."""

    def __init__(self) -> None:
        self.by_id: dict[str, Entity] = {}
        self.by_qid: dict[str, str] = {}

    def add(self, entity: Entity, qid: str | None = None) -> Entity:
        if entity.id in self.by_id:
            raise ValueError(
                f"two entities with the id {entity.id}: {self.by_id[entity.id].name} and {entity.name}"
            )
        self.by_id[entity.id] = entity
        if qid:
            if qid in self.by_qid:
                raise ValueError(f"{qid} is given to {self.by_qid[qid]} and {entity.id}")
            self.by_qid[qid] = entity.id
            entity.facts["owl:sameAs"].append(f"wd:{qid}")
        return entity

    def free_id(self, name: str, *suffixes: str) -> str:
        for candidate in (slug(name), *(f"{slug(name)}-{suffix}" for suffix in suffixes)):
            if candidate not in self.by_id:
                return candidate
        raise ValueError(f"no free id for {name}")

    def of_kind(self, *kinds: str) -> list[Entity]:
        return sorted((e for e in self.by_id.values() if e.kind in kinds), key=lambda e: e.id)


# ---------------------------------------------------------------------------------------------- states and places


def demonym_forms(demonym: str) -> Iterator[str]:
    for form in re.split(r",| or ", demonym):
        form = form.strip()
        if form:
            yield form
            if not SINGULAR_DEMONYM.search(form):
                yield form + "s"


def is_plain_english(name: str) -> bool:
    """No code, no inverted form, no foreign script, no note in brackets."""
    return len(name) > 3 and not re.search(r"[,(\[]|[^\x00-\u024f\u2018\u2019]", name)


def strip_article(name: str) -> str:
    return re.sub(r"^the ", "", name).strip(" *")


class Sources:
    """The public sources, read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        countries = json.loads(
            (folder / "mledoze-countries/countries.json").read_text(encoding="utf-8")
        )
        self.mledoze = {c["cca2"].lower(): c for c in countries}
        with (folder / "country-codes/country-codes.csv").open(encoding="utf-8") as f:
            self.codes = {row["ISO3166-1-Alpha-2"].lower(): row for row in csv.DictReader(f)}
        with (folder / "world-leaders-2021/wikidata.csv").open(encoding="utf-8") as f:
            self.leaders = list(csv.DictReader(f))
        self.bodies = yaml.safe_load(
            (folder / "supraverden/general_list.yaml").read_text(encoding="utf-8")
        )
        self.territories = sorted(get_territories(), key=lambda t: t.code)

    def state_names(self, territory: Territory) -> list[str]:
        country, row = self.mledoze.get(territory.code, {}), self.codes.get(territory.code, {})
        found = [territory.name, territory.full_name]
        if country:
            found += [
                country["name"]["common"],
                country["name"]["official"],
                *country["altSpellings"],
            ]
        for column in (
            "UNTERM English Short",
            "UNTERM English Formal",
            "official_name_en",
            "CLDR display name",
        ):
            found.append(strip_article(row.get(column) or ""))
        return [name for name in found if is_plain_english(name)]

    def state_qid(self, territory: Territory) -> str | None:
        match = re.search(r"Q\d+", self.codes.get(territory.code, {}).get("wikidata_id") or "")
        return match.group() if match else territory.qid


def add_states(registry: Registry, sources: Sources, curated: dict) -> dict[str, str]:
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
            country.get("independent") or country.get("unMember") or code in UNRECOGNISED_STATES
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


def add_curated_names(entity: Entity, notes: dict) -> None:
    entity.add_names("skos:altLabel", notes.get("alt"))
    entity.add_names("kg:metonym", notes.get("metonym"))
    entity.add_names("kg:demonym", notes.get("demonym"))
    entity.add_names("kg:ambiguousName", notes.get("ambiguous"))


def add_capitals(registry: Registry, sources: Sources, curated: dict) -> None:
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


def add_places(registry: Registry, curated: dict) -> None:
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


# ---------------------------------------------------------------------------------------------- organizations


def add_curated_organizations(registry: Registry, curated: dict) -> None:
    for group in curated["organizations"]:
        for notes in group["items"]:
            entity_id = notes.get("id") or slug(notes["name"])
            entity = registry.add(
                Entity(entity_id, "Organization", notes["name"], curated=True), notes.get("qid")
            )
            add_curated_names(entity, notes)
            entity.facts["kg:organizationType"] = [f"kg:{notes.get('type', group['type'])}"]
            for key, predicate in (
                ("partOf", "kg:partOf"),
                ("basedIn", "kg:basedIn"),
                ("seat", "kg:seatOfGovernment"),
            ):
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


def body_names(name: str, record: dict) -> list[str]:
    fields = [
        k for k in record if re.fullmatch(r"Name_(en|other(_\d)?_en|former_en|other_\d_en)", k)
    ]
    found = [name, *(str(record[k]) for k in fields if record[k])]
    found += [n.replace("rganisation", "rganization") for n in found] + [
        n.replace("rganization", "rganisation") for n in found
    ]
    return [strip_article(n) for n in found if "[No " not in n]


def body_abbreviations(record: dict) -> list[str]:
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
        if parent := PARENT_FAMILIES.get(record.get("Org_family", "")):
            entity.facts["kg:partOf"] = [f"ent:{parent}"]
    return merged


# ---------------------------------------------------------------------------------------------- leaders


@dataclass
class Holding:
    person: str
    post: str
    begin: str | None
    end: str | None
    status: str | None
    source: str


def date_term(date: str) -> str:
    return f'"{date}"^^xsd:{ {4: "gYear", 7: "gYearMonth", 10: "date"}[len(date)] }'


def add_leaders(
    registry: Registry, sources: Sources, curated: dict, entity_of_qid: dict[str, str]
) -> None:
    holdings: list[Holding] = []
    person_of_key: dict[str, str] = {}
    for notes in curated["people"]:
        person = registry.add(
            Entity(notes.get("id") or slug(notes["name"]), "Person", notes["name"], curated=True),
            notes.get("qid"),
        )
        add_curated_names(person, notes)
        if "family" in notes:
            person.facts["kg:familyName"] = [quote(notes["family"])]
        for label in sorted(person.labels()):
            person_of_key[name_key(label)] = person.id
        for post, begin, end, *status in notes.get("posts") or ():
            begin, end = (str(date) if date else None for date in (begin, end))
            status_name = status[0] if status else "former" if end else "current"
            holdings.append(Holding(person.id, post, begin, end, status_name, CURATED_SOURCE))

    posts = {post: notes["in"] for post, notes in curated["posts"].items()}
    post_qids: dict[str, str] = {}
    for row in sources.leaders:
        name, place = row["officeholderLabel"], entity_of_qid.get(row["countryid"])
        if re.fullmatch(r"Q\d+", name) or place is None:
            continue
        person_id = registry.by_qid.get(row["officeholder"]) or person_of_key.get(name_key(name))
        if person_id is None:
            person_id = registry.add(
                Entity(registry.free_id(name, row["officeholder"].lower()), "Person", name),
                row["officeholder"],
            ).id
        person = registry.by_id[person_id]
        person.add_names("skos:altLabel", [name, unaccented(name)])
        if not person.facts["owl:sameAs"]:
            person.facts["owl:sameAs"] = [f"wd:{row['officeholder']}"]
            registry.by_qid[row["officeholder"]] = person_id
        post = row["positionLabel"]
        posts.setdefault(post, place)
        post_qids[post] = row["position"]
        if not any(
            h.person == person_id and h.post == post and h.source == CURATED_SOURCE
            for h in holdings
        ):
            begin, end = row["start_year"] or None, row["end_year"] or None
            holdings.append(
                Holding(person_id, post, begin, end, "former" if end else None, LEADERS_SOURCE)
            )

    close_succeeded(holdings)
    post_ids = add_posts(registry, curated, posts, post_qids)
    for holding in holdings:
        add_tenure(registry, holding, post_ids[holding.post], posts[holding.post])


def unaccented(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def close_succeeded(holdings: list[Holding]) -> None:
    """A tenure that the 2021-2023 source left open ends where the curated file has the next holder begin."""
    for holding in holdings:
        if holding.source == LEADERS_SOURCE and holding.end is None:
            nexts = [h.begin for h in holdings if h.post == holding.post and h.person != holding.person
                     and h.source == CURATED_SOURCE and h.begin and h.begin > (holding.begin or "")]  # fmt: skip
            if nexts:
                holding.end, holding.status = min(nexts), "former"


def add_posts(
    registry: Registry, curated: dict, posts: dict[str, str], qids: dict[str, str]
) -> dict[str, str]:
    ids = {}
    for label, place in sorted(posts.items()):
        notes = curated["posts"].get(label, {})
        name = notes.get("name") or label[0].upper() + label[1:]
        post = registry.add(
            Entity(registry.free_id(name, place), "Post", name, curated=bool(notes)),
            qids.get(label),
        )
        post.add_names("skos:altLabel", notes.get("alt"))
        post.facts["kg:postIn"] = [f"ent:{place}"]
        ids[label] = post.id
    return ids


def add_tenure(registry: Registry, holding: Holding, post_id: str, place: str) -> None:
    when = holding.begin or holding.status or "undated"
    tenure = registry.add(Entity(f"tenure-{holding.person}-{post_id}-{when}", "Tenure", ""))
    tenure.facts.update({
        "org:member": [f"ent:{holding.person}"], "kg:post": [f"ent:{post_id}"], "org:organization": [f"ent:{place}"],
        "dcterms:source": [holding.source]})  # fmt: skip
    if holding.status:
        tenure.facts["kg:tenureStatus"] = [f"kg:{holding.status}"]
    if holding.begin:
        tenure.facts["sem:hasBeginTimeStamp"] = [date_term(holding.begin)]
    if holding.end:
        tenure.facts["sem:hasEndTimeStamp"] = [date_term(holding.end)]


# ---------------------------------------------------------------------------------------------- whole


def mark_shared_names(registry: Registry) -> Counter:
    """kg:ambiguousName on every name that two entities bear. A city inside the entity, or its seat, does not count:
    there the mention's sentence decides, not the name."""
    bearers: dict[str, list[Entity]] = defaultdict(list)
    for entity in registry.of_kind("State", "Place", "Organization", "Person"):
        for label in sorted(entity.labels() | entity.names["kg:demonym"]):
            bearers[label].append(entity)
    marked: Counter = Counter()
    for label, entities in sorted(bearers.items()):
        for entity in entities:
            others = [
                o
                for o in entities
                if o is not entity and not is_seat(entity, o) and not is_seat(o, entity)
            ]
            if others:
                entity.names["kg:ambiguousName"].add(label)
                marked[label] += 1
    return marked


def is_seat(place: Entity, actor: Entity) -> bool:
    return (
        f"ent:{place.id}" in actor.facts["kg:seatOfGovernment"]
        or f"ent:{actor.id}" in place.facts["schema:containedInPlace"]
    )


def check_references(registry: Registry) -> None:
    for entity in registry.by_id.values():
        for predicate, terms in entity.facts.items():
            for term in terms:
                if term.startswith("ent:") and term[4:] not in registry.by_id:
                    raise BrokenReference(f"{entity.id} {predicate} {term}")


def build(knowledge: Path, vocabulary: Path) -> Registry:
    curated = yaml.safe_load((vocabulary / "curated.yaml").read_text(encoding="utf-8"))
    people = yaml.safe_load((vocabulary / "curated-leaders.yaml").read_text(encoding="utf-8"))
    sources, registry = Sources(knowledge), Registry()
    entity_of_qid = add_states(registry, sources, curated)
    add_capitals(registry, sources, curated)
    add_places(registry, curated)
    add_curated_organizations(registry, curated)
    merged = add_supranational_bodies(registry, sources)
    add_leaders(registry, sources, people, entity_of_qid)
    marked = mark_shared_names(registry)
    check_references(registry)
    print(
        f"supranational bodies merged into curated ones: {merged}; names shared by two entities: {len(marked)}"
    )
    return registry


def write(registry: Registry, out: Path) -> None:
    files = {
        "states": ("State",),
        "places": ("Place",),
        "organizations": ("Organization",),
        "leaders": ("Person", "Post", "Tenure"),
    }
    for stem, kinds in files.items():
        entities = registry.of_kind(*kinds)
        head = f"# Generated by ontology/build_vocabulary.py; edit the curated files instead.\n# Sources: {LICENCES[stem]}.\n\n"
        text = head + PREFIXES + "\n" + "\n".join(e.to_turtle() for e in entities)
        path = out / f"{stem}.ttl"
        path.write_text(text, encoding="utf-8")
        counts = Counter(e.kind for e in entities)
        with_qid = sum(bool(e.facts["owl:sameAs"]) for e in entities)
        print(
            f"{path.name}: {dict(sorted(counts.items()))}, {with_qid} with a Wikidata id, {len(text.encode()) // 1024} KiB"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--knowledge", type=Path, required=True, help="folder of the public sources"
    )
    parser.add_argument(
        "--vocabulary", type=Path, default=HERE / "vocabulary", help="folder of the curated files"
    )
    parser.add_argument(
        "--out", type=Path, default=HERE / "vocabulary", help="where the .ttl files go"
    )
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    write(build(args.knowledge, args.vocabulary), args.out)


if __name__ == "__main__":
    main()

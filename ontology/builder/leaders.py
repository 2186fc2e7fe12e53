"""People, posts and tenures."""

import re
from typing import Any

from builder.entities import Entity, Registry, add_curated_names, date_term, quote
from builder.holders import Offices, read_holders
from builder.names import name_key, slug, unaccented
from builder.sources import Sources
from builder.tenures import CURATED, HOLDERS, WORLD_LEADERS, Holding, merge

_TAKES_ARTICLE = re.compile(
    r"United |.* (Republic|Islands|Emirates|Kingdom|States)$|Republic of|Democratic Republic of|(Netherlands|Philippines|Gambia|Bahamas|Maldives)$"
)


class People:
    """The people of the registry, found again by Wikidata id or name."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._by_name: dict[str, str] = {}

    def add_curated(self, notes: dict[str, Any]) -> str:
        person = Entity(
            notes.get("id") or slug(notes["name"]), "Person", notes["name"], curated=True
        )
        self._registry.add(person, notes.get("qid"))
        add_curated_names(person, notes)
        if "family" in notes:
            person.facts["kg:familyName"] = [quote(notes["family"])]
        for label in sorted(person.labels()):
            self._by_name[name_key(label)] = person.id
        return person.id

    def find_or_add(self, name: str, qid: str, family: str = "") -> str:
        """The person with this id, else the curated one of this name and no other id, else a new one."""
        person = self._registry.by_id.get(self._registry.by_qid.get(qid, "")) or self._namesake(
            name
        )
        if person is None:
            person = self._registry.add(
                Entity(self._registry.free_id(name, qid.lower()), "Person", name), qid
            )
            if family:
                person.facts["kg:familyName"] = [quote(family)]
        elif not person.facts["owl:sameAs"]:
            self._registry.name_by(person, qid)
        person.add_names("skos:altLabel", [name, unaccented(name)])
        return person.id

    def _namesake(self, name: str) -> Entity | None:
        person = self._registry.by_id.get(self._by_name.get(name_key(name), ""))
        return person if person and not person.facts["owl:sameAs"] else None


def add_leaders(
    registry: Registry, sources: Sources, curated: dict[str, Any], entity_of_qid: dict[str, str]
) -> None:
    people = People(registry)
    holdings = [
        h
        for notes in curated["people"]
        for h in _curated_holdings(people.add_curated(notes), notes)
    ]
    posts = {post: notes["in"] for post, notes in curated["posts"].items()}
    post_qids: dict[str, str] = {}
    for row in sources.leaders:
        name, place = row["officeholderLabel"], entity_of_qid.get(row["countryid"])
        if re.fullmatch(r"Q\d+", name) or place is None:
            continue
        post = row["positionLabel"]
        posts.setdefault(post, place)
        post_qids[post] = row["position"]
        begin, end = row["start_year"] or None, row["end_year"] or None
        person = people.find_or_add(name, row["officeholder"])
        holdings.append(Holding(person, post, begin, end, "former" if end else None, WORLD_LEADERS))
    holdings += _holders(registry, people, sources, curated, posts)
    for name in curated["ambiguousPeople"]:
        _mark_ambiguous(registry, name)
    ids = _add_posts(registry, curated, posts, post_qids)
    for holding in merge(holdings):
        _add_tenure(registry, holding, ids[holding.post], posts[holding.post])


def _curated_holdings(person: str, notes: dict[str, Any]) -> list[Holding]:
    found = []
    for post, begin, end, *status in notes.get("posts") or ():
        begin, end = (str(date) if date else None for date in (begin, end))
        found.append(
            Holding(
                person,
                post,
                begin,
                end,
                status[0] if status else "former" if end else "current",
                CURATED,
            )
        )
    return found


def _holders(
    registry: Registry,
    people: People,
    sources: Sources,
    curated: dict[str, Any],
    posts: dict[str, str],
) -> list[Holding]:
    offices, found = Offices(curated["offices"], dict(posts)), []
    for holder in read_holders(sources.holders):
        post = offices.post(holder, with_article(registry.by_id[holder.place].name))
        posts.setdefault(post, holder.place)
        person = people.find_or_add(holder.name, holder.qid, holder.family)
        found.append(
            Holding(
                person, post, holder.begin, holder.end, "former" if holder.end else None, HOLDERS
            )
        )
    return found


def with_article(name: str) -> str:
    return f"the {name}" if _TAKES_ARTICLE.match(name) else name


def _mark_ambiguous(registry: Registry, name: str) -> None:
    bearers = [e for e in registry.of_kind("Person") if name in e.labels()]
    if not bearers:
        raise ValueError(f"curated-leaders.yaml: nobody is called {name!r}")
    for person in bearers:
        person.names["kg:ambiguousName"].add(name)


def _add_posts(
    registry: Registry, curated: dict[str, Any], posts: dict[str, str], qids: dict[str, str]
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


def _add_tenure(registry: Registry, holding: Holding, post: str, place: str) -> None:
    when = holding.begin or holding.status or "undated"
    tenure = registry.add(Entity(f"tenure-{holding.person}-{post}-{when}", "Tenure", ""))
    tenure.facts.update({
        "org:member": [f"ent:{holding.person}"], "kg:post": [f"ent:{post}"], "org:organization": [f"ent:{place}"],
        "dcterms:source": [holding.source]})  # fmt: skip
    if holding.status:
        tenure.facts["kg:tenureStatus"] = [f"kg:{holding.status}"]
    if holding.begin:
        tenure.facts["sem:hasBeginTimeStamp"] = [date_term(holding.begin)]
    if holding.end:
        tenure.facts["sem:hasEndTimeStamp"] = [date_term(holding.end)]

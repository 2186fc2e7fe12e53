"""The actors of the page: what they are called, where they are mentioned, and why as one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.view.records import Source, ViewEdge, ViewJudgement, ViewNode
from kg.view.rows import Query, ask, distinct, grouped, local
from kg.view.text import wikidata_id

# As much as a reader will look at; the store has the rest.
MAX_FORMS = 8
MAX_ARTICLES = 8
MAX_JUDGEMENTS = 8
MAX_WORDS = 4

Rows = list[dict[str, str]]
Kind = tuple[str, str, str]  # verdict, reason, by


def actors(
    query: Query, edges: Iterable[ViewEdge], sources: Mapping[str, Source]
) -> Iterator[ViewNode]:
    """All that are mentioned or take part in an edge, in the order of their IRIs."""
    names = grouped(ask(query, "names"), "entity")
    posts = grouped(ask(query, "posts"), "person")
    mentions = grouped(ask(query, "mentions"), "entity")
    judgements = _judgements(ask(query, "judgements"), ask(query, "links"))
    linked = {end for edge in edges for end in (edge.source, edge.target)}
    for row in ask(query, "actors"):
        entity = row["entity"]
        mentioned = mentions.get(entity, [])
        if not mentioned and local(entity) not in linked:
            continue
        articles = _counted(mentioned, "doc")
        yield ViewNode(
            id=local(entity),
            label=row["label"],
            type=local(row["type"]),
            names=distinct(names.get(entity, ()), "name"),
            wikidata=wikidata_id(row["wikidata"]),
            posts=distinct(posts.get(entity, ()), "post"),
            mentions=sum(int(found["mentions"]) for found in mentioned),
            forms=_counted(mentioned, "words")[:MAX_FORMS],
            articles=tuple(
                (sources[document], times)
                for document, times in articles[:MAX_ARTICLES]
                if document in sources
            ),
            judgements=judgements.get(entity, ()),
        )


def _counted(mentioned: Rows, key: str) -> tuple[tuple[str, int], ...]:
    """The values of a column with how many mentions have them, commonest first."""
    counts: Counter[str] = Counter()
    for row in mentioned:
        if row[key]:
            counts[row[key]] += int(row["mentions"])
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _judgements(pairs: Rows, links: Rows) -> dict[str, tuple[ViewJudgement, ...]]:
    """What was judged of each entity, the doubtful first: that needs looking at."""
    found: defaultdict[str, list[ViewJudgement]] = defaultdict(list)
    for row in links:
        score, times = float(row["score"] or 1), int(row["times"])
        verdict = local(row["verdict"])
        found[row["entity"]].append(ViewJudgement(verdict, row["reason"], (), times, score))
    for entity, kinds in _alike(pairs).items():
        found[entity] += [_told(kind, sides) for kind, sides in kinds.items()]
    return {
        entity: tuple(sorted(told, key=lambda j: (j.score, j.reason, j.by))[:MAX_JUDGEMENTS])
        for entity, told in found.items()
    }


def _alike(pairs: Rows) -> dict[str, dict[Kind, Rows]]:
    """By entity and kind of judgement: the other sides of all judgements of that kind."""
    alike: defaultdict[str, defaultdict[Kind, Rows]] = defaultdict(lambda: defaultdict(list))
    for sides in grouped(pairs, "judgement").values():
        kind = (local(sides[0]["verdict"]), sides[0]["reason"], sides[0]["by"])
        for entity in {_entity(row) for row in sides} - {""}:
            alike[entity][kind] += [row for row in sides if row["side"] != entity]
    return {entity: dict(kinds) for entity, kinds in alike.items()}


def _entity(row: dict[str, str]) -> str:
    """The entity that one side of a judgement is, or refers to; "" if none."""
    return row["entity"] or ("" if row["words"] else row["side"])


def _told(kind: Kind, sides: Rows) -> ViewJudgement:
    words = Counter(row["words"] or row["name"] for row in sides)
    return ViewJudgement(
        verdict=kind[0],
        reason=kind[1],
        words=tuple(sorted(words, key=lambda word: (-words[word], word))[:MAX_WORDS]),
        times=len({row["judgement"] for row in sides}),
        score=min((float(row["score"] or 1) for row in sides), default=1.0),
        by=kind[2],
    )

"""From a store to what the page shows, by the SPARQL queries in `queries/`.

An event of two actors and two recipients becomes four edges; one without recipient is kept
as an edge to nowhere, so that the list and the actor's panel still have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, product

from kg.graph.namespaces import DEFAULT_BASE
from kg.graph.plover import quad_classes
from kg.view.actors import actors
from kg.view.passages import sentence_around
from kg.view.records import (
    PAIR,
    UNNAMED,
    Evidence,
    Kind,
    Source,
    ViewClaim,
    ViewEdge,
    ViewGraph,
    ViewProposition,
)
from kg.view.rows import Query, ask, distinct, grouped, local
from kg.view.status import Voice, status_of

SYMMETRIC = frozenset({"alliedWith"})
FACTUALITY = {
    "CTplus": "CT+",
    "PRplus": "PR+",
    "PSplus": "PS+",
    "CTminus": "CT-",
    "PRminus": "PR-",
    "PSminus": "PS-",
    "U": "U",
}
MAX_EVIDENCE = 3  # per claim; more of the same article adds nothing a reader can use

Rows = list[dict[str, str]]
Tie = tuple[str, str, bool]  # from, to, mutual


def collect(query: Query, *, title: str = "") -> ViewGraph:
    """Read the whole store; the same store gives the same graph, in the same order."""
    archive = _Archive.read(query)
    edges = tuple(sorted((*_events(query, archive), *_relations(query, archive)), key=_order))
    return ViewGraph(
        nodes=tuple(actors(query, edges, archive.sources)),
        edges=edges,
        documents=tuple(archive.sources.values()),
        title=title,
        base=_base(archive.sources),
        propositions=tuple(_propositions(query, archive)),
    )


def _base(documents: Iterable[str]) -> str:
    """The namespace that the store's documents, and with them all of its data, live in."""
    first = next(iter(documents), "")
    return first[: first.rfind("document/")] if "document/" in first else DEFAULT_BASE


def _order(edge: ViewEdge) -> tuple[str, str]:
    return edge.date, edge.id


@dataclass(frozen=True, slots=True)
class _Archive:
    """Documents, claims and evidence, looked up by the situation they belong to."""

    sources: Mapping[str, Source]
    texts: Mapping[str, str]
    claims: Mapping[str, Rows]  # by content
    evidence: Mapping[str, Rows]  # by claim or situation
    figures: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    conflicts: Mapping[str, Rows]
    by_id: Mapping[str, Rows]
    spans: Mapping[str, tuple[int, int]]  # of mentions that serve as evidence

    @classmethod
    def read(cls, query: Query) -> _Archive:
        documents = ask(query, "documents")
        claims = ask(query, "claims")
        actors = ask(query, "actors")
        evidence = ask(query, "evidence")
        return cls(
            sources={
                row["doc"]: Source(row["title"], row["publisher"], row["date"], row["url"])
                for row in documents
            },
            texts={row["doc"]: row["text"] for row in documents},
            claims=grouped(claims, "content"),
            evidence=grouped(evidence, "item"),
            figures=_figures(ask(query, "figures")),
            labels={row["entity"]: row["label"] for row in actors},
            conflicts=grouped(ask(query, "conflicts"), "claim"),
            by_id=grouped(claims, "claim"),
            spans={row["mention"]: (int(row["begin"]), int(row["end"])) for row in evidence},
        )

    def claims_about(self, situation: str) -> list[Rows]:
        """The claims with this content, each with all of its rows (one per source)."""
        return list(grouped(self.claims.get(situation, ()), "claim").values())

    def source_label(self, rows: Rows) -> str:
        names = [self.labels[iri] for iri in distinct(rows, "source") if iri in self.labels]
        if names:
            return " and ".join(names)
        row = rows[0]
        if row["narrated"] and not _is_anonymous(row):
            source = self.sources.get(row["doc"], Source())
            return source.publisher or source.title or "the article"
        return row["words"] or UNNAMED

    def opponents(self, claim: str) -> list[Rows]:
        others = distinct(self.conflicts.get(claim, ()), "other")
        return [self.by_id[other] for other in others if other in self.by_id]

    def voices(self, situation: str) -> list[Voice]:
        """What the claims do; a denial of a claim counts as a denial of its content."""
        found: list[Voice] = []
        for rows in self.claims_about(situation):
            claim = rows[0]
            reports = self.claims_about(claim["claim"])
            voice = Voice(
                local(claim["stance"]),
                FACTUALITY.get(local(claim["factuality"]), "U"),
                doubted=any(_doubts(report[0]) for report in reports),
                opposed=any(_contradict(rows[0], o[0]) for o in self.opponents(claim["claim"])),
            )
            found.append(voice)
            if any(local(report[0]["stance"]) == "deny" for report in reports):
                found.append(Voice("deny", "CT-"))
        return found

    def view_claims(self, situation: str, trigger: str) -> tuple[ViewClaim, ...]:
        claims = []
        for rows in self.claims_about(situation):
            reports = self.claims_about(rows[0]["claim"])
            reporters = [self.source_label(one) for one in reports if _reports(one[0])]
            claim = self._view_claim(rows, situation, trigger)
            claims.append(replace(claim, reported_by=tuple(dict.fromkeys(reporters))))
            about = local(rows[0]["claim"])
            denials = [report for report in reports if local(report[0]["stance"]) == "deny"]
            claims += [self._view_claim(report, situation, trigger, about) for report in denials]
        return tuple(claims)

    def _view_claim(self, rows: Rows, situation: str, trigger: str, about: str = "") -> ViewClaim:
        row = rows[0]
        opponents = self.opponents(row["claim"])
        opposed = (self.source_label(other) for other in opponents)
        addressees = [self.labels.get(iri, "") for iri in distinct(rows, "addressee")]
        return ViewClaim(
            source=self.source_label(rows),
            stance=local(row["stance"]),
            factuality=FACTUALITY.get(local(row["factuality"]), "U"),
            anonymous=_is_anonymous(row),
            addressee=" and ".join(name for name in addressees if name),
            evidence=self.passages(row["claim"], skip=(row["cue"],), mark=trigger)
            or self.passages(situation, skip=(trigger,), mark=trigger),
            opposed_by=tuple(dict.fromkeys(opposed)),
            id=local(row["claim"]),
            speakers=tuple(local(iri) for iri in distinct(rows, "source") if iri in self.labels),
            about=about,
            opposes=tuple(local(other[0]["claim"]) for other in opponents),
            date=row["time"],
        )

    def passages(
        self, item: str, *, skip: Iterable[str] = (), mark: str = ""
    ) -> tuple[Evidence, ...]:
        """The sentences of the item's evidence; the clause, or else the trigger, marked."""
        rows = {row["mention"]: row for row in self.evidence.get(item, ())}
        chosen = [row for mention, row in rows.items() if mention not in skip]
        found: dict[tuple[str, str], Evidence] = {}
        for row in chosen or list(rows.values()):
            evidence = self._passage(row, mark)
            found.setdefault((row["doc"], evidence.sentence), evidence)
        return tuple(found.values())[:MAX_EVIDENCE]

    def _passage(self, row: dict[str, str], mark: str) -> Evidence:
        source = self.sources.get(row["doc"], Source())
        text, start, end = self.texts.get(row["doc"], ""), int(row["begin"]), int(row["end"])
        if text[start:end] != row["anchor"]:
            # The offsets are not of this text: show the words that the store holds.
            return Evidence(row["anchor"], (0, 0), source)
        left, right = sentence_around(text, start, end)
        if end - start >= (right - left) * 0.9:
            begin, stop = self.spans.get(mark, (start, end))
            if left <= begin < stop <= right:
                start, end = begin, stop
        return Evidence(text[left:right], (start - left, end - left), source)


def _is_anonymous(claim: dict[str, str]) -> bool:
    return claim["anonymous"] in {"true", "1"}


def _reports(report: dict[str, str]) -> bool:
    return local(report["stance"]) == "assert"


def _doubts(report: dict[str, str]) -> bool:
    return local(report["stance"]) != "assert" or local(report["factuality"]) != "CTplus"


def _contradict(claim: dict[str, str], other: dict[str, str]) -> bool:
    """One says yes and the other no; two figures that do not meet are another matter."""
    return _is_negative(claim) != _is_negative(other)


def _is_negative(claim: dict[str, str]) -> bool:
    return local(claim["stance"]) == "deny" or local(claim["factuality"]).endswith("minus")


def _figures(rows: Rows) -> dict[str, tuple[str, ...]]:
    texts: dict[str, tuple[str, ...]] = {}
    for situation, of_situation in grouped(rows, "situation").items():
        by_figure = grouped(of_situation, "figure").values()
        texts[situation] = tuple(dict.fromkeys(_figure(figure[0]) for figure in by_figure))
    return texts


def _figure(row: dict[str, str]) -> str:
    if row["words"]:
        return row["words"]
    low, high, what = row["low"], row["high"], local(row["counts"])
    if low and high:
        return f"{low} {what}" if low == high else f"{low} to {high} {what}"
    return f"at least {low} {what}" if low else f"up to {high} {what}"


def _events(query: Query, archive: _Archive) -> Iterable[ViewEdge]:
    roles = grouped(ask(query, "participants"), "situation")
    for rows in grouped(ask(query, "events"), "situation").values():
        row = rows[0]
        taking_part = grouped(roles.get(row["situation"], ()), "role")
        ends = {local(role): distinct(found, "entity") for role, found in taking_part.items()}
        kind = local(row["type"])
        ties = _ties(ends.get("actor", ()), ends.get("recipient", ()))
        yield from _edges(
            row,
            ties,
            archive,
            ViewEdge("", "", "", Kind.EVENT, kind, quad=quad_classes().get(kind, "")),
        )


def _ties(actors: tuple[str, ...], recipients: tuple[str, ...]) -> list[Tie]:
    others = tuple(entity for entity in recipients if entity not in actors)
    if others:
        return [(actor, other, False) for actor, other in product(actors, others)]
    if len(actors) > 1:
        return [(one, other, True) for one, other in combinations(sorted(actors), 2)]
    return [(actor, "", False) for actor in actors]


def _relations(query: Query, archive: _Archive) -> Iterable[ViewEdge]:
    for rows in grouped(ask(query, "relations"), "situation").values():
        row = rows[0]
        kind, target = local(row["type"]), row["object"]
        detail = ""
        if row["post"]:
            target = row["body"]
            tenure = local(row["tenure"])
            detail = f"{tenure} {row['post']}" if tenure not in ("", "current") else row["post"]
        if row["subject"] not in archive.labels:
            continue
        tie = (row["subject"], target if target in archive.labels else "", kind in SYMMETRIC)
        model = ViewEdge("", "", "", Kind.RELATION, kind, detail=detail)
        yield from _edges(row, [tie], archive, model)


def _edges(
    row: dict[str, str], ties: list[Tie], archive: _Archive, model: ViewEdge
) -> Iterable[ViewEdge]:
    """One edge per pair, alike in all but the two ends."""
    situation, trigger = row["situation"], row.get("trigger", "")
    claims = archive.view_claims(situation, trigger)
    status = status_of(archive.voices(situation), local(row.get("frame", "")))
    publishers = {e.source.publisher or e.source.title for c in claims for e in c.evidence}
    for number, (source, target, mutual) in enumerate(ties, start=1):
        yield ViewEdge(
            id=local(situation) + (f"{PAIR}{number}" if len(ties) > 1 else ""),
            source=local(source),
            target=local(target),
            kind=model.kind,
            type=model.type,
            quad=model.quad,
            status=status,
            date=row.get("stamp", "") or row.get("begin", ""),
            claims=claims,
            figures=archive.figures.get(situation, ()),
            publishers=len(publishers),
            mutual=mutual,
            detail=model.detail,
            score=float(row.get("score") or 1),
            since=not row.get("stamp") and bool(row.get("begin")),
        )


def _propositions(query: Query, archive: _Archive) -> Iterable[ViewProposition]:
    """By article and place in it; what nobody says, or no words are known of, is left out."""
    found = []
    for situation, rows in grouped(ask(query, "propositions"), "situation").items():
        clause = archive.evidence.get(situation, ())
        claims = archive.view_claims(situation, "")
        if clause and claims:
            place = min((row["doc"], int(row["begin"]), int(row["end"])) for row in clause)
            proposition = ViewProposition(
                id=local(situation),
                claims=tuple(replace(claim, evidence=()) for claim in claims),
                evidence=archive.passages(situation),
                names=tuple(local(iri) for iri in distinct(rows, "entity")),
            )
            found.append(((*place, situation), proposition))
    return [proposition for _, proposition in sorted(found, key=lambda one: one[0])]

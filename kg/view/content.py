"""What travels into the page as JSON: the graph's records, with every text made safe to show."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kg.view.picture import picture_of
from kg.view.records import (
    UNNAMED,
    Evidence,
    Source,
    ViewClaim,
    ViewEdge,
    ViewGraph,
    ViewJudgement,
    ViewNode,
    ViewProposition,
)
from kg.view.text import marked, printable, units, web_link, wikidata_id

MAX_NAMES = 24


def content_of(graph: ViewGraph, heading: str) -> dict[str, Any]:
    """The JSON in the page; the same graph gives the same, whatever its texts hold."""
    documents = _Documents()
    sentences = _Sentences(documents)
    return {
        "title": heading,
        "base": graph.base,
        "summary": asdict(graph.summary),
        "picture": picture_of(graph),
        "actors": [_actor(node, documents) for node in graph.nodes],
        "edges": [_edge(edge, sentences) for edge in graph.edges],
        "propositions": [_proposition(one, sentences) for one in graph.propositions],
        "sentences": sentences.rows,
        "documents": documents.rows,
    }


class _Documents:
    """Numbers the articles in order of use, so that each is in the page once."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._numbers: dict[Source, int] = {}

    def number(self, source: Source) -> int:
        found = self._numbers.get(source)
        if found is None:
            found = self._numbers[source] = len(self.rows)
            self.rows.append(
                [
                    printable(source.title, 200),
                    printable(source.publisher),
                    printable(source.date, 10),
                    web_link(source.url),
                ]
            )
        return found


class _Sentences:
    """Numbers the sentences, so that each is in the page once, whatever was read from it."""

    def __init__(self, documents: _Documents) -> None:
        self.rows: list[tuple[str, int]] = []
        self._documents = documents
        self._numbers: dict[tuple[str, int], int] = {}

    def place(self, evidence: Evidence) -> list[int]:
        """The number of the sentence, and begin and end of the highlight as a browser counts."""
        before, inside, after = marked(evidence.sentence, evidence.highlight)
        row = (before + inside + after, self._documents.number(evidence.source))
        if row not in self._numbers:
            self._numbers[row] = len(self.rows)
            self.rows.append(row)
        start = units(before)
        return [self._numbers[row], start, start + units(inside)]


def _actor(node: ViewNode, documents: _Documents) -> dict[str, Any]:
    names = dict.fromkeys(printable(name) for name in node.names)
    return {
        "id": node.id,
        "label": printable(node.label) or node.id,
        "type": node.type,
        "names": [name for name in names if name and name != node.label][:MAX_NAMES],
        "wikidata": wikidata_id(node.wikidata),
        "posts": [printable(post) for post in node.posts],
        "mentions": node.mentions,
        "forms": [[printable(words), times] for words, times in node.forms],
        "articles": [[documents.number(source), times] for source, times in node.articles],
        "judgements": [_judgement(judgement) for judgement in node.judgements],
    }


def _judgement(judgement: ViewJudgement) -> list[Any]:
    return [
        judgement.verdict,
        printable(judgement.reason, 200),
        [printable(words) for words in judgement.words],
        judgement.times,
        judgement.score,
        printable(judgement.by, 40),
    ]


def _edge(edge: ViewEdge, sentences: _Sentences) -> dict[str, Any]:
    return {
        "id": edge.id,
        "source": edge.source,
        "target": edge.target,
        "kind": edge.kind.value,
        "type": printable(edge.type, 40),
        "quad": edge.quad,
        "status": edge.status.value,
        "date": printable(edge.date, 10),
        "detail": printable(edge.detail),
        "mutual": edge.mutual,
        "figures": [printable(figure) for figure in edge.figures],
        "publishers": edge.publishers,
        "score": edge.score,
        "since": edge.since,
        "claims": [_claim(claim, sentences) for claim in edge.claims],
    }


def _proposition(proposition: ViewProposition, sentences: _Sentences) -> dict[str, Any]:
    return {
        "names": proposition.names,
        "evidence": [sentences.place(evidence) for evidence in proposition.evidence],
        "claims": [
            _voice(claim) | {"date": printable(claim.date, 10)} for claim in proposition.claims
        ],
    }


def _claim(claim: ViewClaim, sentences: _Sentences) -> dict[str, Any]:
    return {
        "id": claim.id,
        **_voice(claim),
        "opposes": claim.opposes,
        "about": claim.about,
        "opposed": [printable(name) for name in claim.opposed_by],
        "evidence": [sentences.place(evidence) for evidence in claim.evidence],
    }


def _voice(claim: ViewClaim) -> dict[str, Any]:
    """Who says it, how, and to whom."""
    return {
        "source": printable(claim.source) or UNNAMED,
        "stance": claim.stance,
        "factuality": claim.factuality,
        "anonymous": claim.anonymous,
        "addressee": printable(claim.addressee),
        "reported": [printable(name) for name in claim.reported_by],
        "speakers": claim.speakers,
    }

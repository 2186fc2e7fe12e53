"""What identity and comparison need of each document, in short form.

A digest is a pure function of the document's graph. It is made when the graph is written and
kept in the memo, so that one article more does not mean reading all the others again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Quad

from kg.graph.articles import ArticleGraph
from kg.graph.chains import read_chains
from kg.graph.memo import Memo
from kg.graph.namespaces import Namespaces
from kg.graph.utterances import Amount, Situation, Told, read_situations, read_told
from kg.records import Chain, MentionType, PartialDate, PostHeld

KIND = "digest.1"  # raise the number when what is kept changes


class Digests(Mapping[str, "Digest"]):
    """The digests of documents (id → run that wrote it), sorted; each is read when asked for."""

    def __init__(self, runs: Mapping[str, str], memo: Memo, made: Callable[[str], Digest]) -> None:
        self._runs = dict(sorted(runs.items()))
        self._memo = memo
        self._made = made
        self._read: dict[str, Digest] = {}

    def without(self, documents: Collection[str]) -> Digests:
        """The others."""
        left = {one: run for one, run in self._runs.items() if one not in documents}
        made = Digests(left, self._memo, self._made)
        made._read = self._read
        return made

    @property
    def runs(self) -> Mapping[str, str]:
        return self._runs

    def __getitem__(self, document: str) -> Digest:
        found = self._read.get(document)
        if found is None:
            kept = self._memo.one(KIND, document, self._runs[document])
            found = self._made(document) if kept is None else Digest.from_bytes(kept)
            self._read[document] = found
            if kept is None:
                self._memo.put(KIND, self._runs, {document: found.to_bytes()})
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._runs)

    def __len__(self) -> int:
        return len(self._runs)


class Tables(Mapping[str, Sequence[Chain]]):
    """The chains of documents, each document's read when asked for."""

    def __init__(self, digests: Mapping[str, Digest]) -> None:
        self._digests = digests

    def __getitem__(self, document: str) -> Sequence[Chain]:
        return self._digests[document].chains

    def __iter__(self) -> Iterator[str]:
        return iter(self._digests)

    def __len__(self) -> int:
        return len(self._digests)


class Mentions(Mapping[str, Sequence[str]]):
    """The mentions of every chain of documents."""

    def __init__(self, digests: Mapping[str, Digest]) -> None:
        self._digests = digests
        self._of: dict[str, dict[str, Sequence[str]]] = {}

    def __getitem__(self, chain: str) -> Sequence[str]:
        document = chain.partition("-")[0]
        if document not in self._of:
            chains = self._digests[document].chains
            self._of[document] = {one.id: one.mentions for one in chains}
        return self._of[document].get(chain, ())

    def __iter__(self) -> Iterator[str]:
        return (chain.id for digest in self._digests.values() for chain in digest.chains)

    def __len__(self) -> int:
        return sum(len(digest.chains) for digest in self._digests.values())


@dataclass(frozen=True, slots=True)
class Digest:
    """One document: its chains, what it tells with mentions for participants, and its head."""

    document: str
    publisher: str
    published: str
    chains: tuple[Chain, ...]
    told: tuple[Told, ...]
    situations: Mapping[str, Situation]

    @classmethod
    def of(cls, document: str, quads: Iterable[Quad], namespaces: Namespaces) -> Digest:
        article = ArticleGraph(document, quads, namespaces)
        return cls(
            document=document,
            publisher=article.value("schema:publisher"),
            published=article.value("schema:datePublished"),
            chains=tuple(read_chains(article)),
            told=tuple(read_told(article)),
            situations=read_situations(article),
        )

    def to_bytes(self) -> bytes:
        rows = [
            [self.document, self.publisher, self.published],
            [_chain_row(chain) for chain in self.chains],
            [[t.claim, t.content, t.source, t.sign, t.confident] for t in self.told],
            [[name, *situation_row(one)] for name, one in sorted(self.situations.items())],
        ]
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, value: bytes) -> Digest:
        (document, publisher, published), chains, told, situations = json.loads(value)
        day = PartialDate.from_iso(published) if published else None
        return cls(
            document,
            publisher,
            published,
            tuple(_chain(row, document, day) for row in chains),
            tuple(Told(*row) for row in told),
            {row[0]: situation_of(row[1:]) for row in situations},
        )


def _chain_row(chain: Chain) -> list[Any]:
    posts = [[post.title, post.body, post.role, post.in_office] for post in chain.posts]
    names = chain.names, chain.mentions, chain.nominals
    return [chain.id, chain.type.value, *names, posts, chain.body]


def _chain(row: list[Any], document: str, published: PartialDate | None) -> Chain:
    local, kind, names, mentions, nominals, posts, body = row
    return Chain(
        local,
        document,
        MentionType(kind),
        tuple(names),
        tuple(mentions),
        tuple(nominals),
        tuple(PostHeld(*post) for post in posts),
        body,
        published,
    )


def situation_row(one: Situation) -> list[Any]:
    amounts = [[amount.kind, amount.low, amount.high] for amount in one.amounts]
    return [one.kind, sorted(one.actors), sorted(one.recipients), amounts, one.when, one.lasting]


def situation_of(row: list[Any]) -> Situation:
    kind, actors, recipients, amounts, when, lasting = row
    return Situation(
        kind,
        frozenset(actors),
        frozenset(recipients),
        tuple(Amount(*amount) for amount in amounts),
        tuple(when) if when else None,
        lasting,
    )

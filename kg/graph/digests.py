"""What identity and comparison need of each document, in short form.

A digest is a pure function of the document's graph. It is made when the graph is written and
kept in the memo, so that one article more does not mean reading all the others again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Quad

from kg.graph.articles import ArticleGraph
from kg.graph.chains import read_chains
from kg.graph.namespaces import Namespaces
from kg.graph.statements import (
    Amount,
    Situation,
    Statement,
    Told,
    bound,
    read_situations,
    read_told,
)
from kg.records import PUBLISHER, Chain, Linker, MentionType, PartialDate, PostHeld

KIND = "digest.1"  # raise the number when what is kept changes


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
            [[name, *_situation_row(one)] for name, one in sorted(self.situations.items())],
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
            {row[0]: _situation(row[1:]) for row in situations},
        )


def statements(
    digests: Iterable[Digest], linker: Linker, reprints: Mapping[str, str]
) -> list[Statement]:
    """The claims of all documents that take a side, with entities, sorted by claim."""
    by_id = {digest.document: digest for digest in digests}
    witnesses = {name: _witness(digest, linker) for name, digest in by_id.items()}
    found = []
    for name, digest in by_id.items():
        entities = {
            mention: entity
            for chain in digest.chains
            if (entity := linker.entity_of.get(chain.id))
            for mention in chain.mentions
        }
        published = digest.published
        day = PartialDate.from_iso(published).first_day.toordinal() if published else None
        original = reprints.get(name, name)
        witness = witnesses.get(original, original)
        rows = bound(digest.told, digest.situations, lambda m: entities.get(m, ""))  # noqa: B023
        found += [
            Statement(
                claim=told.claim,
                content=told.content,
                document=name,
                source=source or name,
                witness=witness,
                sign=told.sign,
                confident=told.confident,
                day=day,
                situation=situation,
            )
            for told, source, situation in rows
        ]
    return sorted(found, key=lambda statement: statement.claim)


def _witness(digest: Digest, linker: Linker) -> str:
    if not digest.publisher:
        return digest.document
    return linker.entity_of.get(PUBLISHER + digest.publisher, digest.publisher)


def _chain_row(chain: Chain) -> list[Any]:
    posts = [[post.title, post.body, post.role] for post in chain.posts]
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


def _situation_row(one: Situation) -> list[Any]:
    amounts = [[amount.kind, amount.low, amount.high] for amount in one.amounts]
    return [one.kind, sorted(one.actors), sorted(one.recipients), amounts, one.when, one.lasting]


def _situation(row: list[Any]) -> Situation:
    kind, actors, recipients, amounts, when, lasting = row
    return Situation(
        kind,
        frozenset(actors),
        frozenset(recipients),
        tuple(Amount(*amount) for amount in amounts),
        tuple(when) if when else None,
        lasting,
    )

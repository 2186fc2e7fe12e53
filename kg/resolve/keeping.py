"""What articles decide alone, and which names are alike, kept as JSON from one run to the next.

Disposable: what cannot be read, or was made in another setting, is worked out again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, fields
from functools import lru_cache
from typing import Any, Protocol

from kg.records import Chain, Entity, Judgement, MentionType, PartialDate, PostHeld, Verdict
from kg.resolve.free import Named
from kg.resolve.known_persons import Bearer
from kg.resolve.local import Local
from kg.resolve.names.comparison import Comparison
from kg.resolve.names.person_names import PersonName
from kg.resolve.near import Near
from kg.resolve.posts import OpenPost
from kg.resolve.unnamed import Unnamed

Row = list[Any]


class Kept(Protocol):
    """A place for bytes by kind and document ("": of the whole collection).

    `get` returns what is there for a kind under this mark; entries of documents that have
    changed since must not be among it. `put` adds or replaces entries.
    """

    def get(self, kind: str, mark: str) -> Mapping[str, bytes]: ...

    def put(self, kind: str, mark: str, values: Mapping[str, bytes]) -> None: ...


def pack(rows: object) -> bytes:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def local_row(local: Local) -> Row:
    return [
        [[chain, *link] for chain, link in local.links.items()],
        [_entity_row(entity) for entity in local.entities],
        [_plain(judgement) for judgement in local.judgements],
        local.states,
        [[kind.value, [named_row(one) for one in rows]] for kind, rows in local.names.items()],
        [[_chain_row(post.chain), post.title, post.owner] for post in local.posts],
        [_bearer_row(bearer) for bearer in local.persons],
        list(local.written.items()),
        [[_chain_row(one.chain), one.owner, one.title] for one in local.unnamed],
        local.spelled,
        local.pointed,
    ]


def local_of(row: Row, document: str) -> Local:
    links, entities, judgements, states, names, posts, persons, written, unnamed, *pairs = row
    return Local(
        {chain: (entity, score) for chain, entity, score in links},
        tuple(map(_entity, entities)),
        tuple(Judgement(a, b, Verdict(v), *rest) for a, b, v, *rest in judgements),
        tuple(states),
        {MentionType(k): tuple(named_of(one, document) for one in rows) for k, rows in names},
        tuple(OpenPost(_chain(chain, document), *rest) for chain, *rest in posts),
        tuple(_bearer(one, document) for one in persons),
        {entity: tuple(found) for entity, found in written},
        tuple(Unnamed(_chain(chain, document), *rest) for chain, *rest in unnamed),
        *(tuple(tuple(one) for one in rows) for rows in pairs),
    )


def named_row(one: Named) -> Row:
    return [_chain_row(one.chain), one.head, one.key, one.spelled]


def named_of(row: Row, document: str) -> Named:
    chain, head, key, spelled = row
    return Named(_chain(chain, document), head, key, tuple(spelled))


def near_row(near: Near) -> Row:
    pairs = [[*pair, *astuple(found)] for pair, found in near.pairs.items()]
    return [dict(near.names), pairs]


def near_of(row: Row) -> Near:
    names, pairs = row
    return Near(names, {(a, b): Comparison(*found) for a, b, *found in pairs})


def _plain(record: Any) -> Row:
    return list(astuple(record))


def _entity_row(one: Entity) -> Row:
    return [one.id, one.type, one.label, one.names, one.same_as, one.organization_type, one.body]


def _entity(row: Row) -> Entity:
    local, kind, label, names, *rest = row
    return Entity(local, MentionType(kind), label, tuple(names), *rest)


def _chain_row(chain: Chain) -> Row:
    """Without mentions, which decide nothing."""
    posts = [[post.title, post.body, post.role, post.in_office] for post in chain.posts]
    day = str(chain.published) if chain.published else ""
    return [chain.id, chain.type.value, chain.names, chain.nominals, posts, chain.body, day]


def _chain(row: Row, document: str) -> Chain:
    local, kind, names, nominals, posts, body, day = row
    return Chain(
        local,
        document,
        MentionType(kind),
        tuple(names),
        (),
        tuple(nominals),
        tuple(PostHeld(*post) for post in posts),
        body,
        _day(day),
    )


@lru_cache(maxsize=20_000)
def _day(text: str) -> PartialDate | None:
    return PartialDate.from_iso(text) if text else None


def _bearer_row(one: Bearer) -> Row:
    name = [getattr(one.name, field.name) for field in fields(PersonName)]
    return [_chain_row(one.chain), name, one.keys, one.written, one.posts, one.away]


def _bearer(row: Row, document: str) -> Bearer:
    chain, name, keys, written, *posts = row
    parts: Row = [tuple(part) if isinstance(part, list) else part for part in name]
    held, away = (tuple((title, owner) for title, owner in keys_) for keys_ in posts)
    return Bearer(
        _chain(chain, document), PersonName(*parts), tuple(keys), tuple(written), held, away
    )

"""The claims of all documents that take a side, with entities for participants.

What a document tells is bound to entities once and kept until somebody in it is somebody else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from kg.graph.digests import Digest, situation_of, situation_row
from kg.graph.identity import Links
from kg.graph.memo import Notes
from kg.graph.utterances import Situation, Utterance, bound
from kg.records import PUBLISHER, Linker, PartialDate

KIND = "utterances.1"
Row = list[Any]


def utterances(
    digests: Mapping[str, Digest],
    links: Links,
    publishers: Mapping[str, str],
    linker: Linker,
    reprints: Mapping[str, str],
    notes: Notes,
) -> list[Utterance]:
    """Sorted by claim; `publishers` and `reprints` are by document."""
    kept = notes.get(KIND, "")
    made: dict[str, bytes] = {}
    found: list[Utterance] = []
    for document in digests:
        mark = blake2b(repr(links[document]).encode(), digest_size=12).hexdigest()
        row = json.loads(kept[document]) if document in kept else None
        if row is None or row[0] != mark:
            row = [mark, *_bound(digests[document], dict(links[document]))]
            made[document] = json.dumps(row, ensure_ascii=False).encode()
        original = reprints.get(document, document)
        witness = _witness(original, publishers, linker)
        found += _utterances(document, witness, *row[1:])
    notes.put(KIND, "", made)
    return sorted(found, key=lambda utterance: utterance.claim)


def _witness(document: str, publishers: Mapping[str, str], linker: Linker) -> str:
    name = publishers.get(document, "")
    return linker.entity_of.get(PUBLISHER + name, name) if name else document


def _bound(digest: Digest, entities: Mapping[str, str]) -> tuple[int | None, list[Row]]:
    """The day of publication, and what the document tells."""
    of_mention = {
        mention: entities[chain.id]
        for chain in digest.chains
        if chain.id in entities
        for mention in chain.mentions
    }
    published = digest.published
    day = PartialDate.from_iso(published).first_day.toordinal() if published else None
    rows = bound(digest.told, digest.situations, lambda mention: of_mention.get(mention, ""))
    return day, [
        [
            told.claim,
            told.content,
            source,
            told.sign,
            told.confident,
            situation_row(situation) if situation else None,
        ]
        for told, source, situation in rows
    ]


def _utterances(
    document: str, witness: str, day: int | None, rows: Iterable[Row]
) -> Iterator[Utterance]:
    situations: dict[str, Situation] = {}
    for claim, content, source, sign, confident, row in rows:
        if row is not None and content not in situations:
            situations[content] = situation_of(row)
        yield Utterance(
            claim,
            content,
            document,
            source or document,
            witness,
            sign,
            confident,
            day,
            situations.get(content),
        )

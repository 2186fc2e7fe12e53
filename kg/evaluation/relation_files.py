"""The formats of relation corpora, told apart by content: CrossRE, KnowledgeNet, DWIE, DocRED."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from kg.errors import ReadError

Span = tuple[int, int]  # half-open; tokens or, in a Passage, characters
EntityFact = tuple[int, int, str]  # head and tail as positions in `entities`, relation


@dataclass(frozen=True, slots=True)
class Sentence:
    """CrossRE: tokens, and the given pairs (head, tail, labels)."""

    name: str
    words: tuple[str, ...]
    pairs: tuple[tuple[Span, Span, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A property between two character spans, each with a Wikidata id or ""."""

    property: str
    subject: Span
    object: Span
    subject_qid: str = ""
    object_qid: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """KnowledgeNet: all facts of the properties in `annotated`, and of no others."""

    name: str
    text: str
    annotated: frozenset[str]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """DWIE or DocRED: `entities` are lists of mentions (sentence, first token, token after)."""

    name: str
    corpus: str  # "dwie" or "redocred", which the names of the model's relations begin with
    sentences: tuple[tuple[str, ...], ...]
    entities: tuple[tuple[tuple[int, int, int], ...], ...]
    facts: frozenset[EntityFact]
    offsets: tuple[int, ...]  # the place of each sentence's first token in the document


Item = Sentence | Passage | Annotated
Row = Mapping[str, Any]


def read(file: Path) -> list[Item]:
    """The items of a file, all of one class; ReadError where it is none of the formats."""
    rows = list(_rows(file))
    if not rows:
        raise ReadError(f"{file}: no rows; {_WANTED}")
    reader = next((reader for keys, reader in _FORMATS if keys <= rows[0][1].keys()), None)
    if reader is None:
        raise ReadError(f"{file}: the format is not known; {_WANTED}")
    out: list[Item] = []
    for place, row in rows:
        try:
            out += reader(row)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise ReadError(
                f"{file}, {place}: broken row ({type(error).__name__}: {error})"
            ) from error
    return out


def _rows(file: Path) -> Iterator[tuple[str, Row]]:
    """Objects of a JSON list or of JSON lines, with their place, also from a .gz."""
    try:
        data = file.read_bytes()
        text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8-sig")
    except (UnicodeDecodeError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ReadError(f"{file}: cannot be decoded: {error}") from error
    except OSError as error:
        raise ReadError(f"cannot read {file}: {error.strerror or error}") from error
    whole = text.lstrip()[:1] == "["
    pieces = [text] if whole else text.split("\n")
    for number, piece in enumerate(pieces, 1):
        if not piece.strip():
            continue
        try:
            value = json.loads(piece)
        except ValueError as error:
            raise ReadError(f"{file}, line {number}: not JSON: {error}") from error
        for index, row in enumerate(value if whole else [value], 1):
            place = f"item {index}" if whole else f"line {number}"
            if not isinstance(row, dict):
                raise ReadError(f"{file}, {place}: not a JSON object")
            yield place, row


def _crossre(row: Row) -> list[Item]:
    words = tuple(map(str, row["sentence"]))
    pairs: dict[tuple[Span, Span], set[str]] = {}
    for one, one_end, other, other_end, label, *_ in row["relations"]:
        head = _checked(one, one_end + 1, len(words))
        tail = _checked(other, other_end + 1, len(words))
        pairs.setdefault((head, tail), set()).add(str(label))
    found = tuple((*pair, frozenset(labels)) for pair, labels in pairs.items())
    return [Sentence(str(row.get("doc_key", "")), words, found)]


def _knowledgenet(row: Row) -> list[Item]:
    facts = []
    for fact in row["facts"]:
        subject, object_ = fact["subject"], fact["object"]
        one, other = (_checked(s["start"], s["end"], len(row["text"])) for s in (subject, object_))
        ids = _qid(subject.get("qid")), _qid(object_.get("qid"))
        facts.append(Fact(str(fact["relation"]), one, other, *ids))
    annotated = frozenset(map(str, row["annotated"]))
    return [Passage(str(row.get("passage", "")), str(row["text"]), annotated, tuple(facts))]


def _knowledgenet_document(row: Row) -> list[Item]:
    """The original release: a document with its passages, offsets into the document."""
    text = str(row["documentText"])
    out: list[Item] = []
    for passage in row["passages"]:
        begin, end = _checked(passage["passageStart"], passage["passageEnd"], len(text))
        names = {
            str(p["propertyId"]): str(p["propertyName"])
            for p in passage["exhaustivelyAnnotatedProperties"]
        }
        facts = []
        for fact in passage["facts"]:
            one, other = (
                _checked(fact[f"{side}Start"] - begin, fact[f"{side}End"] - begin, end - begin)
                for side in ("subject", "object")
            )
            ids = _qid(fact.get("subjectUri")), _qid(fact.get("objectUri"))
            facts.append(Fact(names[str(fact["propertyId"])], one, other, *ids))
        annotated = frozenset(names.values())
        name = str(passage.get("passageId", ""))
        out.append(Passage(name, text[begin:end], annotated, tuple(facts)))
    return out


def _qid(value: Any) -> str:
    """The id at the end of a Wikidata address, or as it stands; "" for none."""
    return str(value or "").rstrip("/").rsplit("/", 1)[-1]


def _dwie(row: Row) -> list[Item]:
    sentences = _sentences(row["sentences"])
    entities = [
        [(m["sent"], m["start"], m["end"]) for m in entity["mentions"]]
        for entity in row["entities"]
    ]
    place = {entity["id"]: number for number, entity in enumerate(row["entities"])}
    facts = frozenset(
        (place[fact["head"]], place[fact["tail"]], str(fact["relation"]))
        for fact in row["relations"]
    )
    return [_annotated(str(row.get("id", "")), "dwie", sentences, entities, facts)]


def _docred(row: Row) -> list[Item]:
    sentences = _sentences(row["sents"])
    entities = [
        [(mention["sent_id"], *mention["pos"]) for mention in entity] for entity in row["vertexSet"]
    ]
    facts = frozenset((int(f["h"]), int(f["t"]), str(f["r"])) for f in row.get("labels") or ())
    if facts and max(max(fact[:2]) for fact in facts) >= len(entities):
        raise IndexError("a label of an entity that is not there")
    return [_annotated(str(row.get("title", "")), "redocred", sentences, entities, facts)]


def _sentences(value: Iterable[Iterable[Any]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(str, sentence)) for sentence in value)


def _annotated(
    name: str,
    corpus: str,
    sentences: tuple[tuple[str, ...], ...],
    entities: Sequence[Sequence[Sequence[int]]],
    facts: frozenset[EntityFact],
) -> Annotated:
    checked = []
    for mentions in entities:
        kept = []
        for sentence, start, end in mentions:
            words = sentences[sentence]
            if any(words[start:end]):  # the words of a withheld sentence are gone
                kept.append((sentence, *_checked(start, end, len(words))))
        checked.append(tuple(kept))
    offsets = tuple(accumulate(map(len, sentences), initial=0))
    return Annotated(name, corpus, sentences, tuple(checked), facts, offsets)


def _checked(start: Any, end: Any, length: int) -> Span:
    start, end = int(start), int(end)
    if not 0 <= start < end <= length:
        raise ValueError(f"no such span: {start} to {end} of {length}")
    return start, end


_FORMATS: tuple[tuple[frozenset[str], Callable[[Row], list[Item]]], ...] = (
    (frozenset({"sentence", "relations"}), _crossre),
    (frozenset({"text", "annotated", "facts"}), _knowledgenet),
    (frozenset({"documentText", "passages"}), _knowledgenet_document),
    (frozenset({"sentences", "entities", "relations"}), _dwie),
    (frozenset({"sents", "vertexSet"}), _docred),
)
_WANTED = (
    "relations needs the JSONL of CrossRE, KnowledgeNet or DWIE, or the JSON list of DocRED or "
    "Re-DocRED"
)

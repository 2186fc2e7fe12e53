"""The mini-corpora of `cases/identity`: short articles with every mention marked in place.

A file holds a list of corpora. In the text of an article `{kim|Kim Hong Kyun}` marks the words
"Kim Hong Kyun" as naming what the corpus calls `kim`; `entities` says of every such key what it is:

    Person                 known to no knowledge base: to be linked to no Wikidata id
    State Q159             this class and this Wikidata id
    Organization any       real, of this class; its id is not asked for
    Nobody                 no entity of ours: need not be linked, but never to another key's

`apart` lists what must never be one: keys, or Wikidata ids that a key must not be taken for.
A publisher may be marked as well, where it is an actor of the news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from kg.read import Article
from kg.records import MentionType

FOLDER = Path(__file__).parent.parent / "cases" / "identity"
ENTITIES = (
    MentionType.PERSON,
    MentionType.STATE,
    MentionType.ORGANIZATION,
    MentionType.PLACE,
)
UNASKED = "any"  # a real entity whose Wikidata id is not part of the gold

_MARK = re.compile(r"\{(?P<key>[a-z0-9-]+)\|(?P<form>[^{}|]+)\}")
_QID = re.compile(r"Q[1-9]\d*")
NOBODY = MentionType.MISC  # a ship, a family, "an official": no entity of ours
_CLASSES = {kind.value: kind for kind in ENTITIES} | {"Nobody": NOBODY}
_PRONOUNS = frozenset("he she they it him her them his its their i we".split())


@dataclass(frozen=True, slots=True)
class Expected:
    """What a key of a corpus stands for; `wikidata` is "" for what no knowledge base has."""

    type: MentionType
    wikidata: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """One marked mention; offsets are half-open in the article's plain text."""

    key: str
    start: int
    end: int
    form: str

    @property
    def is_name(self) -> bool:
        """False for "he", "the president", "the North's leader's": no capital, or a pronoun."""
        words = self.form.removeprefix("The ").removeprefix("the ")
        return any(c.isupper() for c in words) and self.form.lower() not in _PRONOUNS


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article without its marks, and where they were."""

    article: Article
    spans: tuple[Span, ...]
    publisher: str = ""  # key of the publisher, where it is marked


@dataclass(frozen=True, slots=True)
class Corpus:
    """A few articles, who is who in them, and the phenomenon they are about."""

    id: str
    phenomenon: str
    why: str
    articles: tuple[MarkedArticle, ...]
    entities: dict[str, Expected] = field(hash=False)
    apart: tuple[tuple[str, str], ...] = ()


class BadCorpusError(ValueError):
    """A corpus that does not keep to the form; says which and why."""


@cache
def corpora(folder: Path = FOLDER) -> tuple[Corpus, ...]:
    """All corpora, in the order of files and of their places in them."""
    rows = [
        row
        for path in sorted(folder.glob("*.yaml"))
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    return tuple(_corpus(row) for row in rows)


def _corpus(row: dict[str, Any]) -> Corpus:
    name = row["id"]
    articles = tuple(_article(name, number, one) for number, one in enumerate(row["articles"], 1))
    entities = {key: _expected(name, str(value)) for key, value in row["entities"].items()}
    used = {span.key for one in articles for span in one.spans} | {a.publisher for a in articles}
    if wrong := (used - {""}) ^ entities.keys():
        raise BadCorpusError(f"{name}: marked or described, but not both: {sorted(wrong)}")
    apart = tuple(pair for group in row.get("apart", ()) for pair in combinations(group, 2))
    if wrong := {k for p in apart for k in p if k not in entities and not _QID.fullmatch(k)}:
        raise BadCorpusError(f"{name}: kept apart, but not described: {sorted(wrong)}")
    return Corpus(name, row["phenomenon"], row["why"], articles, entities, apart)


def _expected(name: str, text: str) -> Expected:
    kind, _, wikidata = text.partition(" ")
    if kind not in _CLASSES or not (wikidata in ("", UNASKED) or _QID.fullmatch(wikidata)):
        raise BadCorpusError(f"{name}: {text!r} is no class with a Wikidata id, 'any' or nothing")
    return Expected(_CLASSES[kind], wikidata)


def _article(name: str, number: int, row: dict[str, Any]) -> MarkedArticle:
    text, spans = without_marks(row["text"].strip())
    if "{" in text or "}" in text:
        raise BadCorpusError(f"{name}: a mark in article {number} is not closed: {text}")
    publisher, of_publisher = without_marks(row.get("publisher", ""))
    article = Article(text, publisher=publisher, date=str(row.get("published", "")))
    return MarkedArticle(article, spans, of_publisher[0].key if of_publisher else "")


def without_marks(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The plain text, and its marked mentions in order."""
    plain, spans, last = "", [], 0
    for mark in _MARK.finditer(marked):
        plain += marked[last : mark.start()]
        spans.append(Span(mark["key"], len(plain), len(plain) + len(mark["form"]), mark["form"]))
        plain += mark["form"]
        last = mark.end()
    return plain + marked[last:], tuple(spans)


def marked(corpus: Corpus) -> Iterator[tuple[int, Span]]:
    """Every marked mention with the number of its article, publishers left out."""
    for number, article in enumerate(corpus.articles):
        for span in article.spans:
            yield number, span

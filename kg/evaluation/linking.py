"""`linking`: names to Wikidata ids, as `kg build` links them in a single article.

The file has ELEVANT's benchmark format (Bast, Hertel and Prange 2023, "A Fair and In-Depth
Evaluation of Existing End-to-End Entity Linking Systems"): on each line an object with `text`,
`evaluation_span` and `labels`, each with `span`, `entity_id` and `type`, and where they apply
`coref`, `optional`, `parent` and `children`.

Scored are persons, states and organizations, by the Wikidata classes in `type`: human (Q215627),
organization (Q43229) unless it is a place as well, and places (Q27096213) that our vocabulary
knows as states; every label where the file has no types. Left out are labels without a Wikidata
id (NIL, dates, quantities), optional ones, and on our side mentions without an id. A label with
`children` counts once with them: it is right if it or a part with the same id is found.

`precision`, `recall`, `f1`: micro, over names only; right is the exact span with the exact
id; an article in front of a name is no part of our span, unless it is of the name ("The Hague").
What we link outside the `evaluation_span` is ignored, as is a link that equals a label that
is not scored; a link on a label without an id is wrong. `with_coreference`: the same with
pronouns and common nouns. `with_nil`: the same, where a name that we find and know no id for
counts as well, as the answer NIL: it is right on a label that the file marks `<NIL>` (whatever
its type: the file cannot know), wrong where the label has an id or there is none, and ignored on
labels that are not scored. A `<NIL>` label that we do not find is missed. `known`: share of the
labels whose id is in our vocabulary, above which recall cannot rise. Predictions: one JSON object
for each article.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language

from kg.errors import ReadError
from kg.evaluation.files import json_rows, refuse_map
from kg.evaluation.scores import prf
from kg.extract import extract
from kg.graph import Store
from kg.language import load
from kg.records import Document, MentionType
from kg.resolve import resolve
from kg.vocabulary import Vocabulary, load_vocabulary

PERSON, ORGANIZATION, PLACE = "Q215627", "Q43229", "Q27096213"
STATES = frozenset({"Q6256", "Q3624078", "Q7275"})  # country, sovereign state, state
LINKED_TYPES = frozenset({MentionType.PERSON, MentionType.STATE, MentionType.ORGANIZATION})
NIL = "<NIL>"

_ARTICLE = re.compile(r"[Tt]he\s+(?=\S)")

Key = tuple[int, int, str]  # first character, character after the last, Wikidata id


@dataclass(frozen=True, slots=True)
class Link:
    """A mention that the product links to an entity; `qid` is "" if that has no Wikidata id."""

    start: int
    end: int
    qid: str
    type: MentionType  # of the entity
    proper: bool

    @property
    def key(self) -> Key:
        return self.start, self.end, self.qid


@dataclass(frozen=True, slots=True)
class Label:
    """One label of the file; `qid` is "" for what has no Wikidata id.

    `nil` marks something that has a name and is not in Wikidata; dates and quantities are not.
    """

    id: int
    start: int
    end: int
    qid: str
    types: frozenset[str]
    coref: bool = False
    optional: bool = False
    parent: int | None = None
    nil: bool = False

    @property
    def key(self) -> Key:
        return self.start, self.end, self.qid


@dataclass(frozen=True, slots=True)
class Article:
    """A text, the part of it that is annotated, and its labels."""

    text: str
    span: tuple[int, int]
    labels: tuple[Label, ...]
    title: str = ""


Linking = Callable[[str], list[Link]]


def evaluate(file: Path, map_file: Path | None) -> tuple[int, dict[str, Any], list[str]]:
    refuse_map("linking", map_file)
    vocabulary = load_vocabulary()
    nlp = load()
    return score_articles(read_articles(file), lambda text: link(text, nlp, vocabulary), vocabulary)


def link(text: str, nlp: Language, vocabulary: Vocabulary) -> list[Link]:
    """What `kg build` links in an article of its own, in text order."""
    extraction = extract(Document(text), nlp(text), vocabulary)
    with Store.memory() as store:
        store.add([extraction])
        linker = resolve(store.chains(), (), vocabulary)
    out = []
    for mention in extraction.mentions:
        entity = linker.entities.get(linker.entity_of.get(mention.chain or mention.id, ""))
        if entity is not None:
            start = mention.start + article_length(mention.text, entity.names)
            found = (start, mention.end, entity.same_as, entity.type, mention.proper)
            out.append(Link(*found))
    return out


def article_length(text: str, names: Sequence[str]) -> int:
    """Characters of "The " before a name that goes without it."""
    match = _ARTICLE.match(text)
    if match is None or any(_ARTICLE.match(name) for name in names if name in text):
        return 0
    return match.end()


def score_articles(
    articles: Sequence[Article], linking: Linking, vocabulary: Vocabulary
) -> tuple[int, dict[str, Any], list[str]]:
    states = {e.wikidata for e in vocabulary if e.type is MentionType.STATE and e.wikidata}
    known = {e.wikidata for e in vocabulary if e.wikidata}
    names, everything, nil = [0, 0, 0], [0, 0, 0], [0, 0, 0]
    reachable = 0
    lines = []
    for article in articles:
        links = [
            one
            for one in linking(article.text)
            if one.type in LINKED_TYPES and article.span[0] <= one.start < article.span[1]
        ]
        for totals, modes in ((names, {}), (everything, {"coref": True}), (nil, {"nil": True})):
            counts = compare(article.labels, links, states, **modes)
            totals[:] = [a + b for a, b in zip(totals, counts, strict=True)]
        scored = [tree for tree in trees(article.labels) if _is_scored(tree, states)]
        reachable += sum(tree[0].qid in known for tree in scored)
        row = {
            "title": article.title,
            "gold": [list(tree[0].key) for tree in scored],
            "predicted": [list(one.key) for one in links if one.proper and one.qid],
        }
        lines.append(json.dumps(row, ensure_ascii=False))
    right, guessed, marked = names
    metrics: dict[str, Any] = {
        **prf(right, guessed, marked),
        "with_coreference": prf(*everything),
        "with_nil": prf(*nil),
        "labels": marked,
        "known": round(reachable / marked, 4) if marked else 0.0,
    }
    return len(articles), metrics, lines


def compare(
    labels: Iterable[Label],
    links: Iterable[Link],
    states: Iterable[str],
    *,
    coref: bool = False,
    nil: bool = False,
) -> tuple[int, int, int]:
    """How many labels are found, how many links count, how many labels are scored.

    A label and its parts are one: however many of them are found, that is one right link.
    """
    states = frozenset(states)
    found = {one.key for one in links if (coref or one.proper) and (nil or one.qid)}
    right = marked = 0
    excused: set[Key] = set()
    for tree in trees(labels):
        hits = {label.key for label in tree if label.qid or (nil and label.nil)} & found
        excused |= hits
        if _is_scored(tree, states, coref=coref, nil=nil):
            marked += 1
            right += any(key[2] == tree[0].qid for key in hits)
        else:
            excused |= {(label.start, label.end, "") for label in tree}
    return right, right + len(found - excused), marked


def trees(labels: Iterable[Label]) -> list[list[Label]]:
    """Labels with all their parts, the outermost first."""
    by_id = {label.id: label for label in labels}
    out: dict[int, list[Label]] = {
        i: [label] for i, label in by_id.items() if _is_root(label, by_id)
    }
    for label in by_id.values():
        top = label
        for _ in by_id:  # at most so many steps, so that a circle of parents ends
            if _is_root(top, by_id) or top.parent is None:
                break
            top = by_id[top.parent]
        if top is not label and top.id in out:
            out[top.id].append(label)
    return list(out.values())


def _is_root(label: Label, by_id: dict[int, Label]) -> bool:
    return label.parent is None or label.parent not in by_id


def _is_scored(
    tree: Sequence[Label], states: Iterable[str], *, coref: bool = False, nil: bool = False
) -> bool:
    top = tree[0]
    if top.optional or (top.coref and not coref):
        return False
    if not top.qid:
        return nil and top.nil
    if not top.types or top.types & {PERSON, *STATES}:
        return True
    if PLACE in top.types:
        return top.qid in states
    return ORGANIZATION in top.types


# -- the file ------------------------------------------------------------------------------------


def read_articles(file: Path) -> list[Article]:
    """The articles of the file; ReadError where a line is not of the format."""
    out = []
    for number, row in json_rows(file):
        try:
            text = str(row["text"])
            begin, end = row.get("evaluation_span") or (0, len(text))
            labels = tuple(_label(index, item) for index, item in enumerate(row["labels"]))
            article = Article(text, (int(begin), int(end)), labels, str(row.get("title", "")))
        except (KeyError, TypeError, ValueError) as error:
            raise ReadError(
                f"{file}, line {number}: not an article in ELEVANT's benchmark format "
                f"({type(error).__name__}: {error}); linking needs text, evaluation_span and labels"
            ) from error
        out.append(article)
    if not out:
        raise ReadError(f"{file}: no articles; linking needs one JSON object on each line")
    return out


def _label(index: int, item: dict[str, Any]) -> Label:
    start, end = item["span"]
    name = str(item["entity_id"])
    parent = item.get("parent")
    return Label(
        id=int(item.get("id", index)),
        start=int(start),
        end=int(end),
        qid=name if name[:1] == "Q" and name[1:].isdigit() and name != "Q0" else "",
        types=frozenset(filter(None, str(item.get("type") or "").split("|"))),
        coref=bool(item.get("coref")),
        optional=bool(item.get("optional")),
        parent=None if parent is None else int(parent),
        nil=name == NIL,
    )

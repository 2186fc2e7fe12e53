"""Linking on DWIE's development articles, whose links are by Wikidata id.

`python -m tests.bench.linking FOLDER` reads `relations/dwie/dev.jsonl` under the folder of
corpora and prints the scores of `kg evaluate linking`; `--wrong` lists every wrong link and
`--missed` every label whose id the vocabulary knows and that is not found, most frequent first.
DWIE links "Mexican" to a language or a people, so demonyms are not scored, nor are roles and
dates, nor the agencies that sign an article; what we link there counts neither way. A capital
that acts for its state is the city in DWIE, so that a link to the state counts neither way as well.
Where DWIE names an article of Wikipedia by a title that the vocabulary knows, the vocabulary's id
stands for it: the titles are right, but the ids were looked up by machine, and "Germany" has
that of the Weimar Republic.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.evaluation.files import json_rows
from kg.evaluation.linking import (
    ORGANIZATION,
    PERSON,
    Article,
    Label,
    Link,
    Linking,
    link,
    score_articles,
)
from kg.evaluation.tokens import blanks
from kg.language import load
from kg.vocabulary import Vocabulary, load_vocabulary

STATE = "Q3624078"
SENTENCE_END = "\n"
_CLASSES = {"person": PERSON, "gpe0": STATE, "organization": ORGANIZATION}
_OTHER = "OTHER"
_SIGNED = re.compile(
    r"^[a-z]{2,4} ?/ ?(?:[a-z]{2,4}\b ?)?[(/A-Z]|\([A-Za-z, ]*\b(?:AFP|AP|dpa|Reuters)"
)
_UNSCORED = ("-x", "role", "time", "value", "money")


def dwie(file: Path, vocabulary: Vocabulary) -> list[Article]:
    """The articles, one sentence on each line, with all their linked mentions as labels."""
    return [_article(row, vocabulary) for _, row in json_rows(file)]


def _article(row: dict[str, Any], vocabulary: Vocabulary) -> Article:
    text, begins = "", []
    for words in row["sentences"]:
        places = []
        for word, blank in zip(words, blanks(words), strict=True):
            places.append((len(text), len(text) + len(word)))
            text += word + (" " if blank else "")
        begins.append(places)
        text += SENTENCE_END
    labels = tuple(_labels(row["entities"], begins, vocabulary))
    return Article(text, (0, len(text)), labels, row["id"])


def _labels(
    entities: Sequence[dict[str, Any]],
    places: Sequence[Sequence[tuple[int, int]]],
    vocabulary: Vocabulary,
) -> Iterator[Label]:
    number = 0
    for entity in entities:
        types = frozenset(_CLASSES.get(kind, _OTHER) for kind in entity["types"])
        unscored = any(kind.endswith(_UNSCORED) for kind in entity["types"])
        qid = _qid(entity, vocabulary)
        for mention in entity["mentions"]:
            words = places[mention["sent"]][mention["start"] : mention["end"]]
            if words:
                number += 1
                yield Label(
                    number, words[0][0], words[-1][1], qid, types, optional=unscored or not qid
                )


def _qid(entity: dict[str, Any], vocabulary: Vocabulary) -> str:
    title = (entity["wikipedia"] or "").replace("_", " ")
    known = [e for e in vocabulary.called(title) if e.wikidata] if title else []
    return known[0].wikidata if len(known) == 1 else (entity["qid"] or "").removeprefix("wikidata:")


def without_unscored(article: Article, linking: Linking, vocabulary: Vocabulary) -> Linking:
    """Links that DWIE's labels can judge."""
    skipped = {(label.start, label.end) for label in article.labels if label.optional and label.qid}

    def counts(one: Link) -> bool:
        words = article.text[one.start : one.end]
        seat = vocabulary.capital_of(words) or vocabulary.metonym(words)
        stands_for = seat is not None and seat.wikidata == one.qid
        line = article.text[article.text.rfind("\n", 0, one.start) + 1 : one.end]
        return (one.start, one.end) not in skipped and not stands_for and not _SIGNED.search(line)

    return lambda text: [one for one in linking(text) if counts(one)]


def score(
    articles: Sequence[Article], linking: Linking, vocabulary: Vocabulary
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Metrics over all articles, and per article what is gold and what was predicted."""
    found = {a.text: without_unscored(a, linking, vocabulary)(a.text) for a in articles}
    _, metrics, lines = score_articles(articles, found.__getitem__, vocabulary)
    return metrics, [json.loads(line) for line in lines]


def differences(
    articles: Sequence[Article], rows: Sequence[dict[str, Any]], known: set[str]
) -> tuple[Counter[str], Counter[str]]:
    """Wrong links, and labels with a known id that were missed, each with how often."""
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for article, row in zip(articles, rows, strict=True):
        gold = {tuple(key) for key in row["gold"]}
        links = {tuple(key) for key in row["predicted"]}
        ids = {(label.start, label.end): label.qid for label in article.labels}
        every = {label.key for label in article.labels}
        for begin, end, qid in sorted(links - every):
            meant = ids.get((begin, end), "no label")
            wrong[f"{article.text[begin:end]!r} {qid} for {meant} in {article.title}"] += 1
        for begin, end, qid in sorted(gold - links):
            if qid in known:
                missed[f"{article.text[begin:end]!r} {qid} in {article.title}"] += 1
    return wrong, missed


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--missed", action="store_true")
    options = parser.parse_args(arguments)
    vocabulary, nlp = load_vocabulary(), load()
    articles = dwie(options.corpora / "relations" / "dwie" / "dev.jsonl", vocabulary)
    metrics, rows = score(articles, lambda text: link(text, nlp, vocabulary), vocabulary)
    print(json.dumps(metrics))
    wrong, missed = differences(articles, rows, {e.wikidata for e in vocabulary if e.wikidata})
    for wanted, counts in ((options.wrong, wrong), (options.missed, missed)):
        for line, count in counts.most_common() if wanted else ():
            print(f"{count:4} {line}")


if __name__ == "__main__":
    main(sys.argv[1:])

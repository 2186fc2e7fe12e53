"""The claims of the graph against PolNeAR: `python -m tests.bench.polnear FILE.jsonl`.

How many of the attributions that people marked in news articles (Newell, Margolin and Ruths 2018)
are claims in the graph, how many claims are attributions, and whose source is named there. PolNeAR
also marks what somebody only thinks, wants or is for, so that no program for statements finds all.
A claim and an attribution are the same where they share half of the shorter one's words.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.extract import extract
from kg.extract.scoring import EventClassifier
from kg.language import load
from kg.records import Document
from kg.vocabulary import load_vocabulary
from tests.bench.attributions import Attribution, found, is_said_there

Row = dict[str, Any]


def articles(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def marked(row: Row) -> list[tuple[Attribution, tuple[tuple[int, int], ...]]]:
    """The first annotator's attributions with content, and the places of their sources."""
    text, out = row["text"], []
    for one in row["annotations"][0]["attributions"]:
        places = tuple((begin, end) for begin, end in one["content"])
        if places:
            words = text[slice(*places[0])]
            sources = tuple((begin, end) for begin, end in one["source"])
            out.append((Attribution("", "", "", places, words), sources))
    return out


def count(rows: Iterable[Row]) -> Counter[str]:
    nlp, vocabulary = load(), load_vocabulary()
    scorer, counts = EventClassifier(nlp), Counter[str]()
    for row in rows:
        extraction = extract(Document(row["text"]), nlp(row["text"]), vocabulary, scorer)
        at = {mention.id: (mention.start, mention.end) for mention in extraction.mentions}
        gold, hit = marked(row), set[int]()
        for claim in found(extraction):
            same = {i for i, (one, _) in enumerate(gold) if is_said_there(one, claim)}
            hit |= same
            counts.update(claims=1, right=bool(same))
            if same and claim.source:
                begin, end = at[claim.source]
                sources = [place for i in same for place in gold[i][1]]
                named = any(begin < last and first < end for first, last in sources)
                counts.update(sourced=1, named=named)
        counts.update(attributions=len(gold), found=len(hit))
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    counts = count(articles(parser.parse_args().file))
    for name, part, whole in (
        ("attributions that are claims", "found", "attributions"),
        ("claims that are attributions", "right", "claims"),
        ("of these with the source marked", "named", "sourced"),
    ):
        share = counts[part] / max(counts[whole], 1)
        sys.stdout.write(f"{name:34}{share:7.3f}{counts[part]:8,} of {counts[whole]:,}\n")


if __name__ == "__main__":
    main()

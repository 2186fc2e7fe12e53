"""Scores from which a relation is taken to hold:

`python -m kg.train.thresholds --corpora DIR --weights DIR`.

For every relation the threshold that gives the best F1 on the held-out parts of the relation
corpora, with exported weights; written beside them as thresholds.json.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from kg.language.mentions import analysed
from kg.language.pairs import PairScorer
from kg.language.pipeline import load_reader
from kg.train.relations import read_knowledgenet, relations
from kg.train.sources import EVERY_PAIR

FEWEST = 5  # right answers among the held-out pairs; with fewer, the threshold stays the default
DEFAULT = 0.5


def best_threshold(scored: list[tuple[float, bool]]) -> float:
    """The score from which on "holds" gives the best F1; between two scores that differ."""
    ordered = sorted(scored, reverse=True)
    wanted = sum(holds for _, holds in ordered)
    if wanted < FEWEST:
        return DEFAULT
    best, chosen, right = 0.0, DEFAULT, 0
    for count, (score, holds) in enumerate(ordered, 1):
        right += holds
        following = ordered[count][0] if count < len(ordered) else 0.0
        f1 = 2 * right / (count + wanted)
        if f1 > best and following < score:
            best, chosen = f1, (score + following) / 2
    return round(min(max(chosen, 0.05), 0.95), 3)


def write(corpora: Path, weights: Path) -> None:
    """Set the thresholds for the exported weights in `weights` and write them there."""
    found = thresholds(corpora, weights)
    text = json.dumps(found, indent=0) + "\n"
    (weights / "thresholds.json").write_text(text, encoding="utf-8")


def thresholds(corpora: Path, weights: Path) -> dict[str, float]:
    nlp = load_reader(weights)
    scorer = PairScorer(nlp)
    scored: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    corpora_read = relations(corpora) | {"knowledgenet": read_knowledgenet(corpora, EVERY_PAIR)}
    for _, held_out in corpora_read.values():
        for window in held_out:
            pairs = [pair for pair in window.pairs if pair.source and pair.target]
            if not pairs:
                continue
            doc = analysed(nlp, window.words, window.starts)
            spans = [(pair.source, pair.target) for pair in pairs if pair.source and pair.target]
            for row, pair in zip(scorer.relations(doc, spans), pairs, strict=True):
                for name, score in zip(scorer.relation_labels, row, strict=True):
                    if name in pair.known or name in pair.relations:
                        scored[name].append((float(score), name in pair.relations))
    return {name: best_threshold(rows) for name, rows in sorted(scored.items())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    options = parser.parse_args()
    write(options.corpora, options.weights)


if __name__ == "__main__":
    main()

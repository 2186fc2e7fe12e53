"""Count how often links of each kind are right, and what company people keep.

    python scripts/calibrate_links.py CORPORA            # count and write
    python scripts/calibrate_links.py CORPORA --report   # reliability on halves, write nothing

Fills `links` and `evidence` of kg/resolve/names/calibration.yaml. Links: the shipped model
reads the development articles of DWIE and Wiki-Fair (some minutes); a link counts where the corpus
marks the same span with a Wikidata id. Kinds that hold across articles, and rows without counts,
keep the figure set by hand. Evidence: how many actors and states two articles of DWIE share that
name one person, against two that name different ones. Names that are alike often come from one
field, so a ratio counts by its square root.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import combinations
from math import sqrt
from pathlib import Path
from typing import Any

import yaml

from kg.evaluation.linking import Article, read_articles
from kg.extract import extract
from kg.graph import Store
from kg.language import load
from kg.records import Chain, Document, Entity
from kg.resolve import resolve
from kg.resolve.case import Case
from kg.vocabulary import Vocabulary, load_vocabulary

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from scripts.calibrate_identity import PRIOR_PAIRS, TABLE, reliability, rows, written
from tests.bench.linking import dwie

MOST_COUNTED = 3
COMPANY = frozenset({"person", "organization"})
EVERYWHERE = frozenset({"media", "footer", "igo"})  # agencies and unions that all articles name

Link = tuple[str, int, int, float]  # kind, first character, right or not, its chance


@contextmanager
def kinds_of_links() -> Iterator[dict[str, str]]:
    """The kind of every link made meanwhile, by chain; the graph keeps the number only."""
    kinds: dict[str, str] = {}
    original = Case.link

    def link(self: Case, chain: Chain, entity: Entity, score: float) -> None:
        kinds[chain.id] = getattr(score, "kind", "")
        original(self, chain, entity, score)

    Case.link = link  # type: ignore[method-assign]
    try:
        yield kinds
    finally:
        Case.link = original  # type: ignore[method-assign]


def links(articles: Sequence[Article], vocabulary: Vocabulary) -> Iterator[Link]:
    """The links of each article on spans that the corpus links as well."""
    nlp = load()
    for article in articles:
        extraction = extract(Document(article.text), nlp(article.text), vocabulary)
        with Store.memory() as store, kinds_of_links() as kinds:
            store.add([extraction])
            linker = resolve(store.chains(), (), vocabulary)
        meant: dict[tuple[int, int], set[str]] = {}
        for label in article.labels:
            if label.qid and not label.coref:
                meant.setdefault((label.start, label.end), set()).add(label.qid)
        for mention in extraction.mentions:
            chain = mention.chain or mention.id
            entity = linker.entities.get(linker.entity_of.get(chain, ""))
            gold = meant.get((mention.start, mention.end))
            if entity and entity.same_as and gold and mention.proper and kinds.get(chain):
                right = int(entity.same_as in gold)
                yield kinds[chain], mention.start, right, linker.scores.get(chain, 0.0)


def judged(corpora: Path, vocabulary: Vocabulary) -> list[Link]:
    """Links on DWIE's labels that judge them (no capitals for states), and on Wiki-Fair's."""
    articles = dwie(corpora / "relations" / "dwie" / "dev.jsonl", vocabulary)
    plain = [_without_metonyms(article, vocabulary) for article in articles]
    fair = read_articles(corpora / "linking" / "wiki-fair-v2" / "wiki-fair-v2.benchmark.jsonl")
    return [*links(plain, vocabulary), *links(fair, vocabulary)]


def _without_metonyms(article: Article, vocabulary: Vocabulary) -> Article:
    kept = tuple(
        label
        for label in article.labels
        if not label.optional
        and not vocabulary.capital_of(article.text[label.start : label.end])
        and not vocabulary.metonym(article.text[label.start : label.end])
    )
    return Article(article.text, article.span, kept, article.title)


def counted(table: dict[str, Any], found: Sequence[Link]) -> dict[str, Any]:
    seen = Counter(kind for kind, *_ in found)
    right = Counter(kind for kind, _, good, _ in found if good)
    return {
        kind: {
            "p": round((right[kind] + PRIOR_PAIRS * row["prior"]) / (seen[kind] + PRIOR_PAIRS), 3),
            "n": seen[kind],
            "right": right[kind],
            "prior": row["prior"],
        }
        for kind, row in table.items()
    }


def company(corpora: Path) -> dict[str, tuple[Counter[int], Counter[int]]]:
    """How many pairs of articles share so many actors or states: of one person, of two."""
    articles = []
    for row in rows(corpora / "relations" / "dwie" / "dev.jsonl"):
        named = [(e["wikipedia"] or e["name"], set(e["types"])) for e in row["entities"]]
        people = {name for name, types in named if "person" in types}
        actors = {n for n, types in named if types & COMPANY and not types & EVERYWHERE}
        articles.append((people, actors, {name for name, types in named if "gpe0" in types}))
    counts = {what: (Counter[int](), Counter[int]()) for what in ("actors", "states")}
    for left, right in combinations(articles, 2):
        both = left[0] & right[0]
        others = len(left[0] - right[0]) * len(right[0] - left[0])
        shared = {"actors": left[1] & right[1], "states": left[2] & right[2]}
        for what, names in shared.items():
            counts[what][1][min(len(names), MOST_COUNTED)] += others
            for person in both:
                counts[what][0][min(len(names - {person}), MOST_COUNTED)] += 1
    return counts


def evidence(table: dict[str, Any], corpora: Path) -> dict[str, Any]:
    out = dict(table)
    for what, (one, two) in company(corpora).items():
        for count in range(MOST_COUNTED + 1):
            kind = f"{what} in common: {count}"
            share = (one[count] + 1) / (one.total() + MOST_COUNTED + 1)
            other = (two[count] + 1) / (two.total() + MOST_COUNTED + 1)
            found = {"ratio": round(sqrt(share / other), 2), "one person": one[count]}
            out[kind] = {**found, "two": two[count], "prior": table[kind]["prior"]}
    return out


def report(table: dict[str, Any], found: Sequence[Link]) -> None:
    """Reliability of the figures set by hand, and of those counted on the other half."""
    halves = [found[::2], found[1::2]]
    chances = [counted(table, halves[1]), counted(table, halves[0])]
    before = [(table[kind]["prior"], float(right)) for kind, _, right, _ in found]
    after = [
        (chances[half][kind]["p"], float(right))
        for half in (0, 1)
        for kind, _, right, _ in halves[half]
    ]
    for name, pairs in (("by hand", before), ("counted", after)):
        error, brier = reliability(pairs)
        print(f"links {name}: {len(pairs)}, ECE {error:.4f} Brier {brier:.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--report", action="store_true")
    options = parser.parse_args()
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    found = judged(options.corpora, load_vocabulary())
    if options.report:
        report(table["links"], found)
        return
    table["links"] = counted(table["links"], found)
    table["evidence"] = evidence(table["evidence"], options.corpora)
    written(table)


if __name__ == "__main__":
    sys.exit(main())

"""Who is who: scores of the mini-corpora and of the pairs of names, for people to read.

`python -m tests.bench.identity` prints them, overall and by phenomenon; `--errors` lists every
difference with the reason why it is one, `--only WORD` those of corpora or phenomena with that
word, `--names` the pairs of names that come out wrong; `--freeze` writes what
test_collections.py and test_name_cases.py guard: frozen.json and results.tsv beside the corpora,
and names-open.csv.

Pairs are pairs of marked mentions of one corpus, over all its articles: precision is the share of
those the product joins that are one, recall the share of those that are one that it joins.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from tests.bench import identity_scores as scores
from tests.bench import name_scores
from tests.bench.identity_cases import FOLDER
from tests.bench.identity_scores import Outcome, outcomes

FROZEN = FOLDER / "frozen.json"
RESULTS = FOLDER / "results.tsv"
FIGURES = ("precision", "recall", "f1", "names f1", "class", "Wikidata id", "no Wikidata id")
_COLUMNS = ("corpus", "phenomenon", "pairs", "names", "class", "Wikidata id", "errors", "apart")


def figures(several: Iterable[Outcome]) -> dict[str, float]:
    """The figures of some corpora together, by counts; 1.0 where nothing was to be found."""
    chosen = tuple(several)
    pairs = sum((scores.pair_counts(one) for one in chosen), Counter())
    names = sum((scores.pair_counts(one, names_only=True) for one in chosen), Counter())
    classes = sum((scores.class_counts(one) for one in chosen), Counter())
    links = sum((scores.link_counts(one) for one in chosen), Counter())
    rows = {
        "precision": (pairs["right"], pairs["found"]),
        "recall": (pairs["right"], pairs["expected"]),
        "f1": (2 * pairs["right"], pairs["found"] + pairs["expected"]),
        "names f1": (2 * names["right"], names["found"] + names["expected"]),
        "class": (classes["right"], classes["all"]),
        "Wikidata id": (links["right"], links["all"]),
        "no Wikidata id": (links["nil_right"], links["nil_all"]),
    }
    return {name: round(right / of, 4) if of else 1.0 for name, (right, of) in rows.items()}


def broken() -> list[str]:
    """What must be apart and is not, as "corpus: left = right"."""
    return [f"{one.corpus.id}: {pair}" for one in outcomes() for pair in scores.violations(one)]


@cache
def current() -> dict[str, Any]:
    """What frozen.json holds."""
    return {
        "collections": figures(outcomes()),
        "not kept apart": sorted(broken()),
        "names": {part: dict(count) for part, count in name_scores.right_by_part().items()},
    }


def frozen() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FROZEN.read_text(encoding="utf-8"))
    return found


def result_lines() -> list[str]:
    """One line per corpus, as in results.tsv: counts as right/found/expected or right/all."""
    lines = ["\t".join(_COLUMNS)]
    for one in outcomes():
        pairs, names = scores.pair_counts(one), scores.pair_counts(one, names_only=True)
        classes, links = scores.class_counts(one), scores.link_counts(one)
        cells = [
            one.corpus.id,
            one.corpus.phenomenon,
            "/".join(str(pairs[k]) for k in ("right", "found", "expected")),
            "/".join(str(names[k]) for k in ("right", "found", "expected")),
            f"{classes['right']}/{classes['all']}",
            f"{links['right'] + links['nil_right']}/{links['all'] + links['nil_all']}",
            str(sum(1 for _ in scores.errors(one))),
            "; ".join(scores.violations(one)) or "-",
        ]
        lines.append("\t".join(cells))
    return lines


def changed() -> str:
    """Lines of results.tsv that are others now, the old with "-" and the new with "+"."""
    old = RESULTS.read_text(encoding="utf-8").splitlines()
    new = result_lines()
    lines = [f"- {line}" for line in old if line not in new]
    return "\n".join(lines + [f"+ {line}" for line in new if line not in old])


def freeze() -> None:
    name_scores.freeze()
    text = json.dumps(current(), indent=2, ensure_ascii=False)
    FROZEN.write_text(text + "\n", encoding="utf-8")
    RESULTS.write_text("\n".join(result_lines()) + "\n", encoding="utf-8")


# -- for people to read -----------------------------------------------------------------------------


def table() -> str:
    """The figures overall and by phenomenon, the worst first."""
    lines = ["".join([f"{'collections':34}{'corpora':>8}", *(f"{f:>16}" for f in FIGURES)])]
    groups: dict[str, list[Outcome]] = {}
    for one in outcomes():
        groups.setdefault(one.corpus.phenomenon, []).append(one)
    rows = sorted((figures(g)["f1"], name, figures(g), len(g)) for name, g in groups.items())
    everything = ("all", figures(outcomes()), len(outcomes()))
    for name, row, size in (everything, *((name, row, size) for _, name, row, size in rows)):
        cells = "".join(f"{row[figure]:16.3f}" for figure in FIGURES)
        lines.append(f"{name:34}{size:8}{cells}")
    lines.append(f"\nnot kept apart: {len(broken())}")
    lines += [f"  {line}" for line in broken()]
    lines.append(f"\n{'names':34}{'right':>8}{'all':>8}{'share':>8}{'merged':>8}")
    for part, count in name_scores.right_by_part().items():
        share = count["right"] / count["all"]
        lines.append(f"{part:34}{count['right']:8}{count['all']:8}{share:8.3f}{count['merged']:8}")
    return "\n".join(lines)


def error_lines(word: str = "") -> list[str]:
    """Every difference, under its corpus with its reason; of those with `word` in their names."""
    lines = []
    for one in outcomes():
        found = list(scores.errors(one))
        if found and word in f"{one.corpus.id} {one.corpus.phenomenon}":
            lines.append(f"\n{one.corpus.id} ({one.corpus.phenomenon}): {one.corpus.why}")
            lines += [f"  {wrong.kind}: {wrong.text}" for wrong in found]
    return lines


def name_lines() -> list[str]:
    """Pairs of names that come out wrong, held-out ones left out."""
    return [
        f"{pair}: {name_scores.found()[pair.names]}, not {pair.expected} ({pair.why})"
        for pair in name_scores.wrong()
    ]


def main(arguments: Sequence[str]) -> None:
    if "--freeze" in arguments:
        freeze()
    lines = [table()]
    if "--only" in arguments:
        lines += error_lines(arguments[arguments.index("--only") + 1])
    elif "--errors" in arguments:
        lines += error_lines()
    if "--names" in arguments:
        lines += ["", *name_lines()]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])

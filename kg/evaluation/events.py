"""`events`: the PLOVER type of a marked pair of actors, as in Zero-Shot-PLOVER.

The file has the columns `marked_sentence`, with the doer in <s>…</s> and the receiver in
<t>…</t>, `gold_root` and `gold_penta`, separated by tabs, without quoting (Hu et al. 2024,
"Leveraging Codebook Knowledge with NLI and ChatGPT for Zero-Shot Political Relation
Classification"). The pair is given and always has a type: NONE is never predicted. Their 15 roots
join CONCEDE and RETREAT as YIELD: its probability is the sum of the two. The quad class is
the one whose roots have the highest sum.

`macro_f1_…`: unweighted mean of F1 over the classes that occur in gold or predictions, as the
row "macro avg" of scikit-learn's `classification_report`, which that paper reports.
`accuracy_…`: share of right rows. `unmarked`: rows that lack a mark. With one mark they are
classified by the one actor; with neither they are not classified and count as the first root and
quad by name, ACCUSE and 1, with a probability of 0. Predictions: gold root, our root, gold quad,
our quad, our root's probability, sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ReadError
from kg.evaluation.files import lines_of, refuse_map
from kg.extract.phrases import POSSESSIVES
from kg.extract.scoring import EventClassifier, EventScorer
from kg.language import load
from kg.language.labels import EVENT_LABELS
from kg.language.plain import Doc as PlainDoc

Chars = tuple[int, int]

# The majority of gold_penta for each gold_root of PLV_train (all but 8 of 1,048 rows agree).
# 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "1"),
    **dict.fromkeys(("AID", "COOPERATE", "YIELD"), "2"),
    **dict.fromkeys(("ACCUSE", "REJECT", "REQUEST", "THREATEN"), "3"),
    **dict.fromkeys(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"), "4"),
}
ROOTS = tuple(sorted(QUAD))
# What other versions of PLOVER call the roots.
_OTHER_NAMES = {
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
    "INVESTIGATE": "ACCUSE",
    "DISAPPROVE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "DEMAND": "REQUEST",
}
_COLUMNS = ("marked_sentence", "gold_root", "gold_penta")
_MARK = re.compile(r"<(/?)([st])>")


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence without its marks, and the character spans of doer and receiver."""

    text: str
    source: Chars | None
    target: Chars | None
    root: str
    quad: str


def evaluate(file: Path, map_file: Path | None) -> tuple[int, dict[str, Any], list[str]]:
    refuse_map("events", map_file)
    nlp = load()
    return score_rows(read_rows(file), nlp, EventClassifier(nlp))


def score_rows(
    rows: Sequence[Row], nlp: Language, scorer: EventScorer
) -> tuple[int, dict[str, Any], list[str]]:
    gold, found, lines = [], [], []
    for row in rows:
        doc = nlp(row.text)
        pair = (_tokens(doc, row.source), _tokens(doc, row.target))
        sums = by_root(scorer.events(PlainDoc(doc), [pair])[0])
        root, quad = best(sums), best_quad(sums)
        gold.append((row.root, row.quad))
        found.append((root, quad))
        cells = (row.root, root, row.quad, quad, f"{sums[root]:.4f}", row.text)
        lines.append("\t".join(cells))
    metrics: dict[str, Any] = {}
    for place, name in enumerate(("root", "quad")):
        right, guess = [g[place] for g in gold], [f[place] for f in found]
        metrics[f"macro_f1_{name}"] = macro_f1(right, guess)
        metrics[f"accuracy_{name}"] = accuracy(right, guess)
    metrics["unmarked"] = sum(row.source is None or row.target is None for row in rows)
    return len(rows), metrics, lines


def by_root(probabilities: NDArray[np.float32]) -> dict[str, float]:
    """The probability of each of the 15 roots, given that one of them holds.

    `probabilities` has one entry for each of `EVENT_LABELS`; that of NONE is left out.
    """
    sums = dict.fromkeys(ROOTS, 0.0)
    for label, value in zip(EVENT_LABELS[1:], probabilities[1:], strict=True):
        sums[_OTHER_NAMES.get(label, label)] += float(value)
    whole = sum(sums.values()) or 1.0
    return {root: value / whole for root, value in sums.items()}


def best(sums: Mapping[str, float]) -> str:
    """The most probable; the first by name of several."""
    return max(sorted(sums), key=lambda name: sums[name])


def best_quad(sums: Mapping[str, float]) -> str:
    quads = dict.fromkeys(QUAD.values(), 0.0)
    for root, value in sums.items():
        quads[QUAD[root]] += value
    return best(quads)


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """Mean F1 over the classes of gold and predictions; 0 for a class never hit."""
    right = Counter(g for g, f in zip(gold, found, strict=True) if g == f)
    marked, guessed = Counter(gold), Counter(found)
    classes = marked.keys() | guessed.keys()
    scores = [2 * right[c] / (marked[c] + guessed[c]) for c in sorted(classes)]
    return round(sum(scores) / len(scores), 4) if scores else 0.0


def accuracy(gold: Sequence[str], found: Sequence[str]) -> float:
    right = sum(g == f for g, f in zip(gold, found, strict=True))
    return round(right / len(gold), 4) if gold else 0.0


def _tokens(doc: Doc, chars: Chars | None) -> tuple[int, int] | None:
    """The tokens that a character span touches, without a final "'s"."""
    span = doc.char_span(*chars, alignment_mode="expand") if chars else None
    if span is None:
        return None
    start, end = span.start, span.end
    while end - start > 1 and doc[end - 1].text in POSSESSIVES:
        end -= 1
    return start, end


# -- the file ------------------------------------------------------------------------------------


def read_rows(file: Path) -> list[Row]:
    """The rows of the table; ReadError where a column, a class or a mark is wrong."""
    lines = [line.rstrip("\r") for line in lines_of(file)]
    header = lines[0].split("\t")
    if missing := [name for name in _COLUMNS if name not in header]:
        raise ReadError(
            f"{file}: no column {', '.join(missing)}; events needs a table separated by tabs "
            f"with the columns {', '.join(_COLUMNS)} named in its first line"
        )
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            cells = line.split("\t")
            if len(cells) != len(header):
                raise ReadError(
                    f"{file}, line {number}: {len(cells)} columns instead of {len(header)}"
                )
            rows.append(_row(dict(zip(header, cells, strict=True)), f"{file}, line {number}"))
    if not rows:
        raise ReadError(f"{file}: no rows below the header")
    return rows


def _row(cells: Mapping[str, str], place: str) -> Row:
    root = cells["gold_root"].strip().upper()
    root = _OTHER_NAMES.get(root, root)
    quad = cells["gold_penta"].strip()
    if root not in QUAD:
        raise ReadError(f"{place}: gold_root {root!r} is none of {', '.join(ROOTS)}")
    if quad not in QUAD.values():
        raise ReadError(f"{place}: gold_penta {quad!r} is none of 1, 2, 3, 4")
    text, spans = read_marks(cells["marked_sentence"], place)
    source, target = nearest(spans["s"], spans["t"])
    return Row(text, source, target, root, quad)


def read_marks(marked: str, place: str = "") -> tuple[str, dict[str, list[Chars]]]:
    """The text without marks, and the spans of "s" and "t" in it, in text order."""
    plain, position = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, list[Chars]] = {"s": [], "t": []}
    for match in _MARK.finditer(marked):
        plain += marked[position : match.start()]
        position = match.end()
        closing, role = match.groups()
        if bool(closing) != (role in opened):
            raise ReadError(f"{place}: <{closing}{role}> without its other half")
        if not closing:
            opened[role] = len(plain)
        elif opened[role] < len(plain):
            spans[role].append((opened.pop(role), len(plain)))
        else:
            opened.pop(role)
    if opened:
        raise ReadError(f"{place}: <{min(opened)}> is never closed")
    return plain + marked[position:], spans


def nearest(
    sources: Sequence[Chars], targets: Sequence[Chars]
) -> tuple[Chars | None, Chars | None]:
    """Of an actor marked several times the two that stand closest; the first of equals."""
    pairs = [(s, t) for s in sources for t in targets]
    if not pairs:
        return (sources[0] if sources else None), (targets[0] if targets else None)
    return min(pairs, key=lambda p: max(p[0][0], p[1][0]) - min(p[0][1], p[1][1]))

"""Readers of what is annotated beyond the sentence: attributions (PolNeAR) and factuality (UDS).

`root` is a folder laid out as in the READMEs of the corpora: attribution/polnear, …
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.language import load
from kg.train.corpora import open_text
from kg.train.windows import ATTRIBUTION_LABELS, UNKNOWN, Unit, Window

THREADS = 2
LONGEST = 200  # words of one sentence; the rest of a longer one is another
_LABEL = {label: index for index, label in enumerate(ATTRIBUTION_LABELS)}
_ROLES = (("source", "Source"), ("cue", "Cue"), ("content", "Content"))


def runs(starts: Sequence[int], count: int, limit: int) -> Iterator[tuple[int, int, list[int]]]:
    """Consecutive sentences in runs of at most `limit` words: [first, last) sentence starts.

    Yields the words [begin, end) of each run and its sentence starts, counted from `begin`. A
    sentence longer than `limit` is a run of its own.
    """
    ends = [*starts[1:], count]
    first = 0
    for number in range(1, len(starts) + 1):
        begin = starts[first]
        if number == len(starts) or ends[number] - begin > limit:
            yield begin, ends[number - 1], [start - begin for start in starts[first:number]]
            first = number


def cut_long(starts: Sequence[int], count: int) -> list[int]:
    """Sentence starts with more put in, so that no sentence has over LONGEST words."""
    bounds = pairwise([*starts, count])
    return [at for start, end in bounds for at in range(start, end, LONGEST)]


def tokenise(text: str) -> tuple[list[str], list[tuple[int, int]], list[int]]:
    """Words, their character ranges and the first words of sentences, as cut at run time."""
    nlp = load(threads=THREADS)
    doc = nlp.get_pipe("kg_sentences")(nlp.make_doc(text))
    words: list[str] = []
    ranges: list[tuple[int, int]] = []
    starts: list[int] = []
    opens = True
    for token in doc:
        opens = opens or bool(token.is_sent_start)
        if token.is_space:
            continue
        if opens:
            starts.append(len(words))
            opens = False
        words.append(token.text)
        ranges.append((token.idx, token.idx + len(token)))
    return words, ranges, cut_long(starts, len(words))


def read_polnear(root: Path, part: str, limit: int = 110) -> list[Unit]:
    """PolNeAR articles (`part` "train" or "dev"), one unit per window; first annotator only.

    Every contiguous piece of a source, cue or content is a span of its own, begun by B. Its
    first word is linked to the first word of the cue (index in the window); `links` is UNKNOWN
    for every other word, for a cue that stands in another window and for an empty cue.
    """
    units: list[Unit] = []
    for line in open_text(root / f"attribution/polnear/{part}.jsonl"):
        article: dict[str, Any] = json.loads(line)
        if not article["annotations"]:
            continue
        words, ranges, starts = tokenise(article["text"])
        labels, links = _attributions(article["annotations"][0]["attributions"], ranges)
        for begin, end, inner in runs(starts, len(words), limit):
            units.append([_attribution_window(words, labels, links, begin, end, inner)])
    return units


def _attributions(
    records: Sequence[dict[str, Any]], ranges: Sequence[tuple[int, int]]
) -> tuple[list[int], list[int]]:
    """Labels and links of a whole article; the first attribution keeps a word that two claim."""
    labels = [0] * len(ranges)
    links = [UNKNOWN] * len(ranges)
    for record in records:
        begun: list[int] = []
        cue = UNKNOWN
        for field, role in _ROLES:
            inside = [w for w in _covered(record[field], ranges) if labels[w] == 0]
            previous = -2
            for word in inside:
                labels[word] = _LABEL[f"{'I' if word == previous + 1 else 'B'}-{role}"]
                if word != previous + 1 and role != "Cue":
                    begun.append(word)
                previous = word
            if role == "Cue" and inside:
                cue = inside[0]
        for word in begun:
            links[word] = cue
    return labels, links


def _covered(pieces: Sequence[Sequence[int]], ranges: Sequence[tuple[int, int]]) -> list[int]:
    """Words that overlap any of the [start, end) character pieces, in order."""
    return [
        word
        for word, (start, end) in enumerate(ranges)
        if any(start < piece_end and piece_start < end for piece_start, piece_end in pieces)
    ]


def _attribution_window(
    words: list[str], labels: list[int], links: list[int], begin: int, end: int, starts: list[int]
) -> Window:
    inner = labels[begin:end]
    # A span cut by the edge of the window begins anew: B labels are odd, the I of each follows.
    if inner and inner[0] and inner[0] % 2 == 0:
        inner[0] -= 1
    cues = [link - begin if begin <= link < end else UNKNOWN for link in links[begin:end]]
    return Window("polnear", words[begin:end], starts, attribution=inner, links=cues)


def read_factuality(root: Path, part: str) -> dict[str, list[float]]:
    """UDS-IH2: a sentence's words joined by spaces → factuality of each word, nan where none.

    From -3, did not happen, to 3, happened; repeated judgements of a word are averaged.
    """
    judged: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for line in open_text(root / f"attribution/uds-ih2/{part}.jsonl"):
        record = json.loads(line)
        for target in record["targets"]:
            judged[record["text"]][target["span1"][1] - 1].append(float(target["label"]))
    out = {}
    for text, marks in judged.items():
        values = [math.nan] * len(text.split(" "))
        for word, grades in marks.items():
            if 0 <= word < len(values):
                values[word] = sum(grades) / len(grades)
        out[text] = values
    return out

"""Readers of the corpora of names and trees, as documents of single-sentence windows.

`root` is a folder laid out as in the READMEs of the corpora: parsing/ewt, ner/dwie, …
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kg.train.windows import Tree, Unit, Window

LABELS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "labels.yaml").read_text())
TYPES: list[str] = LABELS["types"]
NER_LABELS = ["O", *(f"{bio}-{kind}" for kind in TYPES for bio in "BI")]
_INDEX = {label: index for index, label in enumerate(NER_LABELS)}


def open_text(path: Path) -> Iterator[str]:
    """The lines of `path`, or of the gzipped file beside it."""
    zipped = path.with_name(path.name + ".gz")
    opened = (
        path.open(encoding="utf-8", errors="replace")
        if path.exists()
        else gzip.open(zipped, "rt", encoding="utf-8", errors="replace")
    )
    with opened as file:
        yield from file


class PlaceNames:
    """Tells states from other places by name; names borne by both stay open."""

    AMBIGUOUS = frozenset({"Georgia", "Jordan", "Chad", "Congo", "Micronesia", "Luxembourg"})
    SHORT = frozenset({"US", "U.S.", "USA", "U.S.A.", "UK", "U.K.", "UAE", "DPRK", "ROK", "PRC"})

    def __init__(self, root: Path) -> None:
        records = json.loads((root / "knowledge/mledoze-countries/countries.json").read_text())
        self.states = set(self.SHORT)
        for record in records:
            if record.get("independent") or record["name"]["common"] in ("Taiwan", "Palestine"):
                self.states |= {record["name"]["common"], record["name"]["official"]}
                self.states |= {name for name in record["altSpellings"] if len(name) > 3}

    def types(self, text: str) -> list[str]:
        if text in self.AMBIGUOUS:
            return ["State", "Place"]
        return ["State"] if text.removeprefix("the ") in self.states else ["Place"]


def allowed_labels(
    corpus: str, words: list[str], tags: list[str], places: PlaceNames
) -> list[tuple[int, ...]]:
    """BIO (or IO) tags of a corpus as the sets of our labels they are compatible with."""
    spec = LABELS["corpora"][corpus]
    outside = (0, *(_INDEX[f"{bio}-{kind}"] for kind in spec["unmarked"] for bio in "BI"))
    out: list[tuple[int, ...]] = [outside] * len(words)
    position = 0
    while position < len(words):
        kind = tags[position].partition("-")[2]
        if kind not in spec["map"]:
            position += 1
            continue
        end = position + 1
        while end < len(words) and tags[end] == f"I-{kind}":
            end += 1
        mapped = spec["map"][kind]
        kinds = places.types(" ".join(words[position:end])) if mapped == "place" else mapped
        out[position] = tuple(_INDEX[f"B-{one}"] for one in kinds)
        inside = tuple(_INDEX[f"I-{one}"] for one in kinds)
        out[position + 1 : end] = [inside] * (end - position - 1)
        position = end
    return out


def conll_blocks(
    path: Path, token: int = 0, tag: int = 1
) -> Iterator[tuple[list[str], list[str], bool]]:
    """Words, tags, and whether a new document begins (said by a comment before the block)."""
    words: list[str] = []
    tags: list[str] = []
    opens = False
    for line in [*open_text(path), "\n"]:
        if line.startswith(("#", "-DOCSTART-")) and (line[1:2] == " " or line[0] == "-"):
            opens = opens or "article" in line or line[0] == "-"
            continue
        cells = line.rstrip("\n").split("\t") if "\t" in line else line.split()
        if len(cells) > max(token, tag):
            words.append(cells[token].strip() or "_")
            tags.append(cells[tag])
        elif words:
            yield words, tags, opens
            words, tags, opens = [], [], False


def sentence_cuts(words: list[str], longest: int = 80) -> list[int]:
    """First words of the sentences of a paragraph, by final marks; long runs are cut."""
    starts, position = [0], 0
    for position, word in enumerate(words[:-1], 1):
        if (word in {".", "!", "?"} and position - starts[-1] > 3) or (
            position - starts[-1] >= longest
        ):
            starts.append(position)
    return starts


def _cut(corpus: str, words: list[str], ner: list[tuple[int, ...]]) -> Iterator[Window]:
    starts = sentence_cuts(words)
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        yield Window(corpus, words[start:end], [0], ner=ner[start:end])


def read_ner(corpus: str, path: Path, places: PlaceNames, **columns: int) -> list[Unit]:
    """Documents as lists of sentences; a file without document marks is one per block."""
    out: list[Unit] = []
    marked = False
    for words, tags, opens in conll_blocks(path, **columns):
        marked = marked or opens
        sentences = _cut(corpus, words, allowed_labels(corpus, words, tags, places))
        if opens or not marked:
            out.append([])
        out[-1].extend(sentences)
    return out


def read_men(root: Path, places: PlaceNames) -> list[Unit]:
    """MEN: character spans that overlap on purpose; the shortest of nested spans is kept."""
    texts = json.loads((root / "ner/men/articles.json").read_text())
    out: list[Unit] = []
    for record in json.loads((root / "ner/men/annotated_set.json").read_text()):
        text = texts[record["id"]]
        spans = sorted(
            (span["position"]["start_offset"], span["position"]["end_offset"], span["label"])
            for span in record["entities"]
        )
        inner = [
            s
            for s in spans
            if not any(o != s and s[0] <= o[0] and o[1] <= s[1] and o[2] == s[2] for o in spans)
        ]
        tokens = [(m.group(), m.start(), m.end()) for m in re.finditer(r"\w+|[^\w\s]", text)]
        tags = ["O"] * len(tokens)
        for begin, end, label in sorted(inner, key=lambda span: span[0] - span[1]):
            inside = [i for i, (_, a, b) in enumerate(tokens) if a >= begin and b <= end]
            for rank, index in enumerate(inside):
                tags[index] = ("B-" if rank == 0 else "I-") + label
        words = [token[0] for token in tokens]
        out.append(list(_cut("men", words, allowed_labels("men", words, tags, places))))
    return out


def read_conllu(path: Path, corpus: str) -> Iterator[tuple[str, bool, Window]]:
    """Sentence id, whether a document begins, and the tree.

    Multi-word tokens are read as their syntactic words.
    """
    rows: list[list[str]] = []
    sent_id, opens = "", False
    for line in [*open_text(path), "\n"]:
        if line.startswith("# sent_id"):
            sent_id = line.partition("=")[2].strip()
        elif line.startswith("#"):
            opens = opens or line.startswith("# newdoc")
        elif line.strip():
            cells = line.rstrip("\n").split("\t")
            if cells[0].isdigit():
                rows.append(cells)
        elif rows:
            tree = Tree(
                upos=[row[3] for row in rows],
                xpos=[row[4] for row in rows],
                lemmas=[row[2] for row in rows],
                heads=[int(row[6]) for row in rows],
                deprels=[row[7] for row in rows],
            )
            yield sent_id, opens, Window(corpus, [row[1] for row in rows], [0], tree=tree)
            rows, opens = [], False


def read_ewt(
    root: Path, part: str, places: PlaceNames, factuality: dict[str, list[float]] | None = None
) -> list[Unit]:
    """EWT trees, with Universal NER names and UDS factuality on the sentences that have them."""
    names: dict[str, list[str]] = {}
    sent_id, tags = "", []
    for line in [*open_text(root / f"ner/uner-ewt/{part}.iob2"), "\n"]:
        if line.startswith("# sent_id"):
            sent_id, tags = line.partition("=")[2].strip(), []
            names[sent_id] = tags
        elif line[:1].isdigit():
            tags.append(line.rstrip("\n").split("\t")[2])
    out: list[Unit] = []
    for sent_id, opens, window in read_conllu(root / f"parsing/ewt/{part}.conllu", "ewt"):
        tags = names.get(sent_id, [])
        words = window.words
        ner = None
        if len(tags) == len(words):
            ner = allowed_labels("uner-ewt", words, tags, places)
        graded = (factuality or {}).get(" ".join(words))
        window = Window("ewt", words, [0], tree=window.tree, ner=ner, factuality=graded)
        if opens or not out:
            out.append([])
        out[-1].append(window)
    return out

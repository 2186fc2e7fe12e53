"""Readers of the public corpora, as sentences with whatever each corpus annotates.

`root` is a folder laid out as in the READMEs of the corpora: parsing/ewt, ner/dwie, …
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LABELS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "labels.yaml").read_text())
TYPES: list[str] = LABELS["types"]
NER_LABELS = ["O", *(f"{bio}-{kind}" for kind in TYPES for bio in "BI")]
_INDEX = {label: index for index, label in enumerate(NER_LABELS)}


@dataclass(frozen=True, slots=True)
class Tree:
    """Universal Dependencies annotation; `heads` are 1-based, 0 is the root."""

    upos: list[str]
    xpos: list[str]
    lemmas: list[str]
    heads: list[int]
    deprels: list[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """`ner[i]` lists the indices into NER_LABELS that the corpus allows for word i."""

    corpus: str
    words: list[str]
    tree: Tree | None = None
    ner: list[tuple[int, ...]] | None = None


def open_text(path: Path) -> Iterable[str]:
    zipped = path.with_name(path.name + ".gz")
    if path.exists():
        return path.open(encoding="utf-8", errors="replace")
    return gzip.open(zipped, "rt", encoding="utf-8", errors="replace")


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


def conll_blocks(path: Path, token: int = 0, tag: int = 1) -> Iterator[tuple[list[str], list[str]]]:
    words: list[str] = []
    tags: list[str] = []
    for line in [*open_text(path), "\n"]:
        if line.startswith(("#", "-DOCSTART-")) and (line[1:2] == " " or line[0] == "-"):
            continue
        cells = line.rstrip("\n").split("\t") if "\t" in line else line.split()
        if len(cells) > max(token, tag):
            words.append(cells[token].strip() or "_")
            tags.append(cells[tag])
        elif words:
            yield words, tags
            words, tags = [], []


def split_long(
    words: list[str], tags: list[str], limit: int = 60
) -> Iterator[tuple[list[str], list[str]]]:
    """A paragraph in runs of whole sentences of at most `limit` words where possible."""
    start, last_stop = 0, 0
    for position, word in enumerate(words, 1):
        if word in {".", "!", "?"} or position == len(words):
            if position - start > limit and last_stop > start:
                yield words[start:last_stop], tags[start:last_stop]
                start = last_stop
            last_stop = position
    while start < len(words):
        yield words[start : start + 2 * limit], tags[start : start + 2 * limit]
        start += 2 * limit


def read_ner(corpus: str, path: Path, places: PlaceNames, **columns: int) -> list[Sentence]:
    out = []
    for block in conll_blocks(path, **columns):
        for words, tags in split_long(*block):
            out.append(Sentence(corpus, words, ner=allowed_labels(corpus, words, tags, places)))
    return out


def read_men(root: Path, places: PlaceNames) -> list[Sentence]:
    """MEN: character spans that overlap on purpose; the shortest of nested spans is kept."""
    texts = json.loads((root / "ner/men/articles.json").read_text())
    out = []
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
        for words, cut in split_long([token[0] for token in tokens], tags):
            out.append(Sentence("men", words, ner=allowed_labels("men", words, cut, places)))
    return out


def read_conllu(path: Path, corpus: str) -> Iterator[tuple[str, Sentence]]:
    """Sentence ids and trees; multi-word tokens are read as their syntactic words."""
    rows: list[list[str]] = []
    sent_id = ""
    for line in [*open_text(path), "\n"]:
        if line.startswith("# sent_id"):
            sent_id = line.partition("=")[2].strip()
        elif line.startswith("#"):
            continue
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
            yield sent_id, Sentence(corpus, [row[1] for row in rows], tree=tree)
            rows = []


def read_ewt(root: Path, part: str, places: PlaceNames) -> list[Sentence]:
    """EWT trees, with Universal NER names on the sentences that have them."""
    names: dict[str, list[str]] = {}
    sent_id, tags = "", []
    for line in [*open_text(root / f"ner/uner-ewt/{part}.iob2"), "\n"]:
        if line.startswith("# sent_id"):
            sent_id, tags = line.partition("=")[2].strip(), []
            names[sent_id] = tags
        elif line[:1].isdigit():
            tags.append(line.rstrip("\n").split("\t")[2])
    out = []
    for sent_id, sentence in read_conllu(root / f"parsing/ewt/{part}.conllu", "ewt"):
        tags = names.get(sent_id, [])
        ner = None
        if len(tags) == len(sentence.words):
            ner = allowed_labels("uner-ewt", sentence.words, tags, places)
        out.append(Sentence("ewt", sentence.words, tree=sentence.tree, ner=ner))
    return out


def training_sentences(root: Path, leave_out: frozenset[str] = frozenset()) -> list[Sentence]:
    """Everything the shipped model is trained on; `leave_out` names corpora to skip."""
    places = PlaceNames(root)
    ner = root / "ner"
    dwie = read_ner("dwie", ner / "dwie/dev.conll", places)
    parts = {
        "ewt": read_ewt(root, "train", places),
        "gum": [s for _, s in read_conllu(root / "parsing/gum/train.conllu", "gum")],
        "worldwide-newswire": read_ner(
            "worldwide-newswire", ner / "worldwide-newswire/train.conll", places
        ),
        "dwie": dwie[: len(dwie) * 9 // 10],
        "crossner-politics": read_ner(
            "crossner-politics", ner / "crossner-politics/train.conll", places
        ),
        "wikigold": read_ner("wikigold", ner / "wikigold/wikigold.conll", places),
        "men": read_men(root, places),
    }
    return [s for name, part in parts.items() if name not in leave_out for s in part]


def development_sentences(root: Path) -> dict[str, list[Sentence]]:
    places = PlaceNames(root)
    ner = root / "ner"
    dwie = read_ner("dwie", ner / "dwie/dev.conll", places)
    return {
        "ewt": read_ewt(root, "dev", places),
        "gum": [s for _, s in read_conllu(root / "parsing/gum/dev.conllu", "gum")],
        "worldwide-newswire": read_ner(
            "worldwide-newswire", ner / "worldwide-newswire/dev.conll", places
        ),
        "dwie": dwie[len(dwie) * 9 // 10 :],
        "crossner-politics": read_ner(
            "crossner-politics", ner / "crossner-politics/dev.conll", places
        ),
    }

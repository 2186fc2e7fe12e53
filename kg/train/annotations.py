"""Our own annotation of news sentences: who does what to whom, posts and other relations.

The files in `annotations/` hold labels and token offsets only; the text comes from the corpora. A
sentence is `article:block:first:end` (blocks and tokens of the CoNLL file, sentences and tokens
of DWIE) or `article:first:end` (characters of PolNeAR). Its words are those tokens, cut once more
at blanks. GUIDE.md there is what the annotators, language models at work for us, went by.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ReadError
from kg.extract.interactions import RECIPROCAL, find_candidates
from kg.extract.scoring import head_of
from kg.language.labels import NONE
from kg.language.mentions import analysed
from kg.train.interactions import Span, fraction, overlap
from kg.train.windows import Pair

FOLDER = Path(__file__).parent / "annotations"
HELD_OUT = 8  # one article in so many is kept for development
# Pronouns that the product resolves; they are candidates too.
PRONOUNS = frozenset("he she they him her them his its their we us i".split())
Words = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Annotated:
    """One sentence; `events` are type, actor and recipient, spans [start, end) in its words."""

    article: str
    words: list[str]
    events: list[tuple[str, Span, Span]]

    @property
    def held_out(self) -> bool:
        return fraction(self.article, HELD_OUT) == 1


def read_annotated(root: Path, folder: Path = FOLDER) -> Iterator[Annotated]:
    """Every annotated sentence of the three corpora below `root`; events without a recipient are
    left out, as there is no pair to learn from. ReadError: a corpus is missing or does not fit."""
    for name, make in (("worldwide-newswire", _newswire), ("dwie", _dwie), ("polnear", _polnear)):
        try:
            words_of = make(root)
        except FileNotFoundError as error:
            raise ReadError(f"cannot read {error.filename}: {error.strerror}") from error
        path = folder / f"{name}.tsv"
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if not line or line.startswith("#"):
                continue
            place, *items = line.split("\t")
            try:
                words = words_of(place)
                events = [found for item in items if (found := _event(item, len(words)))]
            except (KeyError, ValueError, IndexError) as error:
                raise ReadError(f"{path}:{number}: does not fit the corpus: {error!r}") from error
            yield Annotated(place.partition(":")[0], words, events)


def _event(item: str, count: int) -> tuple[str, Span, Span] | None:
    kind, name, *places = item.split(" ")
    if kind != "E" or places[1] == "-":
        return None
    spans = [tuple(map(int, place.split(":"))) for place in places[:2]]
    if any(end > count for _, end in spans):
        raise ValueError(f"{item!r} ends behind the {count} words of the sentence")
    return name, *spans


def _newswire(root: Path) -> Words:
    blocks: dict[tuple[str, int], list[str]] = {}
    article, number, words = "", 0, []
    with gzip.open(root / "ner/worldwide-newswire/train.conll.gz", "rt", encoding="utf-8") as file:
        for line in [*file, ""]:
            text = line.rstrip("\n")
            if text.startswith("# article"):
                text, article, number, words = "", text.partition("= ")[2], 0, []
            elif text.startswith("# url"):
                continue
            if text.strip():
                words.append(text.split("\t")[0])
            elif words:
                blocks[article, number] = words
                number, words = number + 1, []

    def words_of(place: str) -> list[str]:
        name, block, first, end = place.rsplit(":", 3)
        return " ".join(blocks[name, int(block)][int(first) : int(end)]).split()

    return words_of


def _dwie(root: Path) -> Words:
    path = root / "relations/dwie/dev.jsonl"
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    sentences = {row["id"]: row["sentences"] for row in rows}

    def words_of(place: str) -> list[str]:
        article, sentence, first, end = place.rsplit(":", 3)
        return " ".join(sentences[article][int(sentence)][int(first) : int(end)]).split()

    return words_of


def _polnear(root: Path) -> Words:
    texts = {}
    with gzip.open(root / "attribution/polnear/train.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            texts[row["id"]] = row["text"]
    from kg.language import load

    nlp = load()

    def words_of(place: str) -> list[str]:
        article, first, end = place.rsplit(":", 2)
        doc = nlp.make_doc(texts[article][int(first) : int(end)])
        return " ".join(token.text for token in doc if not token.is_space).split()

    return words_of


# -- pairs ----------------------------------------------------------------------------------------


def pairs_of(one: Annotated, nlp: Language) -> tuple[Doc, list[Pair]]:
    """The parsed sentence, and every ordered pair of its candidates with its types or NONE.

    What is said of one mention of a name may hold of its other mentions: such pairs are left out.
    """
    doc = analysed(nlp, one.words, [0])
    spans = [(found.start, found.end) for found in find_candidates(doc[:])]
    positive: dict[tuple[Span, Span], set[str]] = {}
    for kind, actor, recipient in one.events:
        if overlap(actor, recipient):
            continue
        sides = []
        for side in (actor, recipient):
            known = _candidate(doc, side, spans)
            if known is None:
                spans.append(side)
            sides.append(known or side)
        if sides[0] != sides[1]:
            positive.setdefault((sides[0], sides[1]), set()).add(kind)
    spans += [
        (number, number + 1)
        for number, word in enumerate(one.words)
        if word.lower() in PRONOUNS and not any(a <= number < b for a, b in spans)
    ]
    said = {span: " ".join(one.words[slice(*span)]).lower().removeprefix("the ") for span in spans}
    alike = [(said[a], said[b]) for a, b in positive]
    alike += [(said[b], said[a]) for (a, b), kinds in positive.items() if kinds & RECIPROCAL]

    def like(span: Span, name: str) -> bool:
        return name in said[span] or said[span] in name

    pairs = []
    for pair in permutations(spans, 2):
        kinds = positive.get(pair)
        if overlap(*pair) or (
            kinds is None and any(like(pair[0], a) and like(pair[1], b) for a, b in alike)
        ):
            continue
        pairs.append(Pair(*pair, tuple(sorted(kinds or {NONE}))))
    return doc, pairs


def _candidate(doc: Doc, wanted: Span, spans: list[Span]) -> Span | None:
    """The candidate that a marked span means: with its head, else with a head inside it."""
    head = doc[slice(*wanted)].root.i
    near = [span for span in spans if overlap(span, wanted)]
    heads = {span: head_of(doc, span).i for span in near}
    same = (span for span in near if doc[slice(*span)].root.i == head or heads[span] == head)
    inside = (span for span in near if wanted[0] <= heads[span] < wanted[1])
    return next(same, None) or next(inside, None)

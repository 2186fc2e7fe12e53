"""Our own annotation of news sentences: who does what to whom, posts and other relations.

The files in `annotations/` hold labels and token offsets only; the text comes from the corpora, but
for sentences that we wrote ourselves, each for a word that may tell of an event (written.txt). A
sentence is `article:block:first:end` (blocks and tokens of the CoNLL file, sentences and tokens
of DWIE) or `article:first:end` (characters of PolNeAR). Its words are those tokens, cut once more
at blanks. GUIDE.md there is what the annotators, language models at work for us, went by.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ReadError
from kg.extract.classified import PRONOUNS
from kg.extract.features import head_of
from kg.extract.interactions import RECIPROCAL, find_candidates
from kg.language.labels import NONE
from kg.language.mentions import analysed
from kg.language.pairs import overlap
from kg.train.interactions import Span, fraction, text_lines
from kg.train.windows import Pair

FOLDER = Path(__file__).parent / "annotations"
HELD_OUT = 8  # one article in so many is kept for development
Words = Callable[[str], list[str]]
_MARK = re.compile(r"</?[st]>")


@dataclass(frozen=True, slots=True)
class Deed:
    """What one actor does to one recipient, if any: spans [start, end) in the words of the
    sentence; `trigger` is the place of the word that tells of it, None if no single word does."""

    type: str
    actor: Span
    recipient: Span | None
    trigger: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """A word that tells of events: the types it may stand for, and what each candidate is to them,
    as index into ROLES."""

    trigger: int
    types: tuple[str, ...]
    roles: dict[Span, int]


@dataclass(frozen=True, slots=True)
class Annotated:
    """One sentence with its events."""

    article: str
    words: list[str]
    events: list[Deed]

    @property
    def held_out(self) -> bool:
        return fraction(self.article, HELD_OUT) == 1


def read_annotated(root: Path, folder: Path = FOLDER) -> Iterator[Annotated]:
    """Every annotated sentence of the corpora below `root`. ReadError: a corpus is missing or
    does not fit."""
    for name, make in _CORPORA.items():
        try:
            words_of = make(folder if make is _written else root)
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


def _event(item: str, count: int) -> Deed | None:
    """The event of "E type actor recipient factuality time source trigger"."""
    kind, name, *places = item.split(" ")
    if kind != "E":
        return None
    actor, recipient = _span(places[0], count), None
    if places[1] != "-":
        recipient = _span(places[1], count)
    trigger = None if places[5] == "-" else int(places[5])
    if trigger is not None and not 0 <= trigger < count:
        raise ValueError(f"{item!r} has its trigger outside the {count} words of the sentence")
    return Deed(name, actor, recipient, trigger)


def _span(place: str, count: int) -> Span:
    start, end = map(int, place.split(":"))
    if end > count:
        raise ValueError(f"{place!r} ends behind the {count} words of the sentence")
    return start, end


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
    return _characters(texts)


def _plv(root: Path) -> Words:
    lines = text_lines(root / "events/plv/train.tsv")
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    plain = {row["sentence_id"]: _MARK.sub("", row["marked_sentence"]) for row in rows}
    return _characters({name: " ".join(text.split()) for name, text in plain.items()})


def _triplets(root: Path) -> Words:
    lines = text_lines(root / "events/cameo-triplets/train.jsonl")
    rows = [json.loads(line) for line in lines if line]
    return _characters({row["id"]: " ".join(row["text"].split()) for row in rows})


def _stories(root: Path) -> Words:
    path = root / "events/ngec-synthetic/stories-2023-10.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return _characters({str(n): row["text"] for n, row in enumerate(csv.DictReader(file))})


def _men(root: Path) -> Words:
    return _characters(json.loads((root / "ner/men/articles.json").read_text(encoding="utf-8")))


def _newsmtsc(root: Path) -> Words:
    texts = {}
    path = root / "attribution/newsmtsc/train.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            # Its ids hold names of people.
            name = hashlib.sha1(row["primary_gid"].encode(), usedforsecurity=False).hexdigest()
            texts[name[:12]] = " ".join(row["sentence_normalized"].split())
    return _characters(texts)


def _written(folder: Path) -> Words:
    """Sentences of our own writing: the only ones whose text lies beside the labels."""
    lines = (folder / "written.txt").read_text(encoding="utf-8").split("\n")
    return _characters({str(number): line for number, line in enumerate(lines)})


def _characters(texts: Mapping[str, str]) -> Words:
    """Sentences given by their article and its characters."""
    nlp = spacy.blank("en")

    def words_of(place: str) -> list[str]:
        article, first, end = place.rsplit(":", 2)
        doc = nlp.make_doc(texts[article][int(first) : int(end)])
        return " ".join(token.text for token in doc if not token.is_space).split()

    return words_of


_CORPORA: dict[str, Callable[[Path], Words]] = {
    "worldwide-newswire": _newswire,
    "dwie": _dwie,
    "polnear": _polnear,
    "plv": _plv,
    "cameo-triplets": _triplets,
    "ngec-synthetic": _stories,
    "men": _men,
    "newsmtsc": _newsmtsc,
    "written": _written,
}


# -- pairs and roles ------------------------------------------------------------------------------


def marked(one: Annotated, nlp: Language) -> tuple[Doc, list[Pair], list[Told]]:
    """The parsed sentence; every ordered pair of its candidates with its types or NONE; and the
    words that tell of events with the roles of all candidates.

    What is said of one mention of a name may hold of its other mentions: such pairs and roles are
    left out.
    """
    doc = analysed(nlp, one.words, [0])
    spans = [(found.start, found.end) for found in find_candidates(doc[:])]
    deeds = [_on_candidates(doc, deed, spans) for deed in one.events]
    spans += [
        (number, number + 1)
        for number, word in enumerate(one.words)
        if word.lower() in PRONOUNS and not any(a <= number < b for a, b in spans)
    ]
    said = {span: " ".join(one.words[slice(*span)]).lower().removeprefix("the ") for span in spans}
    return doc, _pairs(deeds, spans, said), _told(deeds, spans, said)


def _on_candidates(doc: Doc, deed: Deed, spans: list[Span]) -> Deed:
    """The deed with the candidates that its spans mean; those that are none yet become one."""
    sides: list[Span | None] = []
    for side in (deed.actor, deed.recipient):
        known = _candidate(doc, side, spans) if side is not None else None
        if side is not None and known is None:
            spans.append(side)
        sides.append(known or side)
    actor, recipient = sides
    return Deed(deed.type, actor or deed.actor, recipient, deed.trigger)


def _pairs(deeds: Sequence[Deed], spans: Sequence[Span], said: Mapping[Span, str]) -> list[Pair]:
    positive: dict[tuple[Span, Span], set[str]] = {}
    for deed in deeds:
        if deed.recipient is not None and not overlap(deed.actor, deed.recipient):
            positive.setdefault((deed.actor, deed.recipient), set()).add(deed.type)
    alike = [(said[a], said[b]) for a, b in positive]
    alike += [(said[b], said[a]) for (a, b), kinds in positive.items() if kinds & RECIPROCAL]
    pairs = []
    for pair in permutations(spans, 2):
        kinds = positive.get(pair)
        if overlap(*pair) or (
            kinds is None
            and any(_like(said[pair[0]], a) and _like(said[pair[1]], b) for a, b in alike)
        ):
            continue
        pairs.append(Pair(*pair, tuple(sorted(kinds or {NONE}))))
    return pairs


def _told(deeds: Sequence[Deed], spans: Sequence[Span], said: Mapping[Span, str]) -> list[Told]:
    by_word: dict[int, list[Deed]] = {}
    for deed in deeds:
        if deed.trigger is not None:
            by_word.setdefault(deed.trigger, []).append(deed)
    out = []
    for trigger, group in sorted(by_word.items()):
        actors = {deed.actor for deed in group}
        recipients = {deed.recipient for deed in group if deed.recipient is not None}
        taking = [said[span] for span in actors | recipients]
        roles = {}
        for span in spans:
            role = (span in actors) + 2 * (span in recipients)
            if role or not any(_like(said[span], name) for name in taking):
                roles[span] = role
        out.append(Told(trigger, tuple(sorted({deed.type for deed in group})), roles))
    return out


def _like(one: str, other: str) -> bool:
    return one in other or other in one


def _candidate(doc: Doc, wanted: Span, spans: list[Span]) -> Span | None:
    """The candidate that a marked span means: with its head, else with a head inside it."""
    head = doc[slice(*wanted)].root.i
    near = [span for span in spans if overlap(span, wanted)]
    heads = {span: head_of(doc, span).i for span in near}
    same = (span for span in near if doc[slice(*span)].root.i == head or heads[span] == head)
    inside = (span for span in near if wanted[0] <= heads[span] < wanted[1])
    return next(same, None) or next(inside, None)

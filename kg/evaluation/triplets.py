"""`triplets`: who does what to whom, from plain sentences (actor, event, actor).

The file has one JSON object on each line, with `text` and `triplets`, lists of an actor, an event
and another actor (the data of Werner 2023, "Extracting political relations from news articles
using transformers"). Events are CAMEO root classes by name, or PLOVER types. CAMEO names count
as the PLOVER type of their class after the table of the Open Event Data Alliance; "Make Public
Statement" has none and is not scored, but a type predicted for such a pair is wrong.

A triplet is right if its type and both actors are, and each triplet counts once. `precision`,
`recall`, `f1`: actors agree in their head word, of a name its last; the head is that of our parse
or, for an actor that is not in the text, the last word before an "of" or a comma. `f1_exact`:
they agree as a whole, but for capitals, articles and a final "'s". Triplets that agree in this
respect are one. `other_annotations` are not used. Predictions: one JSON object for each sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language

from kg.errors import ReadError
from kg.evaluation.files import json_rows, refuse_map
from kg.evaluation.scores import prf
from kg.extract.interactions import head_word, interactions
from kg.extract.scoring import EventClassifier, EventScorer
from kg.language import load
from kg.language.labels import CAMEO, EVENT_LABELS
from kg.language.plain import Doc as PlainDoc

ANY_NOUN = True  # the annotators let laws, attacks and summits act, the product does not
Types = frozenset[str]  # the PLOVER types that a gold triplet may be; none: not scored

_TYPES_OF: dict[str, Types] = {
    **{name.casefold(): frozenset(types) for name, types in CAMEO.items()},
    **{label.casefold(): frozenset({label}) for label in EVENT_LABELS[1:]},
}
_ARTICLE = re.compile(r"^(?:the|an?)\s+")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_TAIL = re.compile(r"\s+of\s.*|,.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Triplet:
    """`types` are the PLOVER types that it is, or for a gold one those that it may be."""

    actor: str
    types: Types
    recipient: str


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    triplets: tuple[Triplet, ...]


def evaluate(file: Path, map_file: Path | None) -> tuple[int, dict[str, Any], list[str]]:
    refuse_map("triplets", map_file)
    nlp = load()
    return score_sentences(read_sentences(file), nlp, EventClassifier(nlp))


def score_sentences(
    sentences: Sequence[Sentence], nlp: Language, scorer: EventScorer
) -> tuple[int, dict[str, Any], list[str]]:
    counts = {"head": Counts(), "exact": Counts()}
    lines = []
    for sentence in sentences:
        doc = PlainDoc(nlp(sentence.text))
        predicted = [
            Triplet(one.actor.text, frozenset({one.type}), one.recipient.text)
            for one in interactions(doc, scorer, any_noun=ANY_NOUN)
        ]
        gold = [triplet for triplet in sentence.triplets if triplet.types]
        heads = {name: head_of(name, doc) for t in (*gold, *predicted) for name in _actors(t)}
        counts["head"].add(*compare(gold, predicted, heads.__getitem__))
        counts["exact"].add(*compare(gold, predicted, plain))
        found = [[t.actor, min(t.types), t.recipient] for t in predicted]
        right = [[t.actor, "/".join(sorted(t.types)), t.recipient] for t in gold]
        row = {"text": sentence.text, "gold": right, "predicted": found}
        lines.append(json.dumps(row, ensure_ascii=False))
    head, exact = (prf(c.right, c.guessed, c.marked) for c in counts.values())
    scored = counts["exact"].marked
    total = sum(len(sentence.triplets) for sentence in sentences)
    metrics = {**head, "f1_exact": exact["f1"], "scored_triplets": scored, "triplets": total}
    return len(sentences), metrics, lines


@dataclass(slots=True)
class Counts:
    right: int = 0
    guessed: int = 0
    marked: int = 0

    def add(self, right: int, guessed: int, marked: int) -> None:
        self.right += right
        self.guessed += guessed
        self.marked += marked


def compare(
    gold: Iterable[Triplet], predicted: Iterable[Triplet], key: Callable[[str], str]
) -> tuple[int, int, int]:
    """How many are right, were predicted, and are in the gold, with actors compared by `key`."""
    expected = _distinct(gold, key)
    left = _distinct(predicted, key)
    guessed, right = len(left), 0
    # Those with a choice of types come last, so as not to take what only others can be.
    for actor, types, recipient in sorted(expected, key=lambda t: (len(t[1]), t[0], t[2])):
        for kind in sorted(types):
            one = (actor, frozenset({kind}), recipient)
            if one in left:
                left.remove(one)
                right += 1
                break
    return right, guessed, len(expected)


def _distinct(
    triplets: Iterable[Triplet], key: Callable[[str], str]
) -> list[tuple[str, Types, str]]:
    return list(dict.fromkeys((key(t.actor), t.types, key(t.recipient)) for t in triplets))


def _actors(triplet: Triplet) -> tuple[str, str]:
    return triplet.actor, triplet.recipient


def head_of(name: str, doc: PlainDoc) -> str:
    """The head word of an actor, lower case: where the text has it, by its first occurrence."""
    wanted = name.strip()
    found = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", doc.text) if wanted else None
    start = found.start() if found else doc.text.find(wanted)
    if wanted and start >= 0:
        span = doc.char_span(start, start + len(wanted), alignment_mode="expand")
        if span is not None:
            return head_word(span)
    words = plain(_TAIL.sub("", wanted) or wanted).split()
    return words[-1] if words else ""


def plain(name: str) -> str:
    """An actor for exact comparison: lower case, without article and possessive."""
    folded = " ".join(name.split()).casefold()
    return _POSSESSIVE.sub("", _ARTICLE.sub("", folded)).strip()


def read_sentences(file: Path) -> list[Sentence]:
    """The sentences of the file; ReadError where one has no text or an event is not known."""
    out = []
    for number, row in json_rows(file):
        place = f"{file}, line {number}"
        text, triplets = row.get("text"), row.get("triplets")
        if not isinstance(text, str) or not isinstance(triplets, list):
            raise ReadError(f'{place}: needs "text" (a string) and "triplets" (a list)')
        out.append(Sentence(text, tuple(_triplet(item, place) for item in triplets)))
    if not out:
        raise ReadError(f"{file}: no sentences; triplets needs one JSON object on each line")
    return out


def _triplet(item: object, place: str) -> Triplet:
    if not isinstance(item, list) or len(item) != 3 or not all(isinstance(i, str) for i in item):
        raise ReadError(f"{place}: {item!r} is no [actor, event, actor]")
    actor, event, recipient = item
    types = _TYPES_OF.get(event.strip().casefold())
    if types is None:
        raise ReadError(
            f"{place}: the event {event!r} is neither a PLOVER type nor a class of CAMEO; "
            f"known are {', '.join([*EVENT_LABELS[1:], *CAMEO])}"
        )
    return Triplet(actor, types, recipient)

"""Precision, recall and F1 of extraction over our own sentences and articles, by phenomenon.

`python -m tests.bench.quality` prints them; `--differences` lists what is missed and too much;
`--freeze` writes frozen.json, which test_quality.py guards; `--rules-only` leaves the event model
out; `--gold FILE` scores another file of articles in the same form. Records count as right only
whole: an event with its type, all its actors and all its recipients; a claim with its
source, stance and factuality, on an event of the right type; a post with its person, title, body
and status; a figure with both ends of its range. An interaction is one actor, the type and one
recipient of an event, so that an event of which a participant is missing counts in part. What
somebody says, whatever it is, counts as an attribution where source and words are right, as a
stance where stance and factuality are too (attributions.py); only articles have these lines.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from kg.extract import extract
from kg.extract.scoring import EventClassifier
from kg.language import FURNITURE, load
from kg.read import read
from kg.records import Document, Extraction, MentionType, PartialDate
from kg.vocabulary import Vocabulary, fold, load_vocabulary, surface
from tests.bench import attributions
from tests.bench.attributions import Attribution

CASES = Path(__file__).parent.parent / "cases" / "extraction"
SENTENCES = CASES / "sentences.yaml"
ARTICLES = CASES / "articles.yaml"
REPORTS = CASES / "reports.yaml"
FROZEN = Path(__file__).parent / "frozen.json"
KINDS = ("events", "interactions", "claims", "posts", "relations", "figures")
SAID = ("attributions", "stances")
PUBLISHED = PartialDate(2024, 10, 23)

Record = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """`why` names the phenomenon; an article stands for several, so its own name is there."""

    document: Document
    why: str
    gold: dict[str, list[Record]]
    attributions: tuple[Attribution, ...] | None = None  # None: nobody has marked them

    @property
    def text(self) -> str:
        return self.document.text


@dataclass(frozen=True, slots=True)
class Missed:
    """One difference between what was expected and what was found, for the reader."""

    kind: str
    text: str
    expected: tuple[Record, ...]
    found: tuple[Record, ...]


# -- what is expected ------------------------------------------------------------------------------


def cases(file: Path = SENTENCES) -> list[Case]:
    rows = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [_case(row) for row in rows]


def _case(row: dict[str, Any]) -> Case:
    document, lines = _document(row), row.get("attributions")
    marked = tuple(attributions.expected(lines, document.text)) if lines is not None else None
    return Case(document, row["id"] if "id" in row else row["why"], _gold(row), marked)


def _document(row: dict[str, Any]) -> Document:
    """A sentence as it is, an article as the product reads it from a file."""
    if "id" not in row:
        return Document(row["text"], published=PUBLISHED)
    date = PartialDate.from_iso(str(row["published"])) if row.get("published") else None
    with TemporaryDirectory() as folder:
        path = Path(row.get("file", f"{folder}/{row['id']}.txt"))
        if "text" in row:
            path.write_text(row["text"], encoding="utf-8")
        found = next(read([str(path)]))
    if not isinstance(found, Document):
        raise ValueError(f"{row['id']} is not read as an article: {found}")
    return replace(
        found, published=date or found.published, publisher=row.get("publisher") or found.publisher
    )


def _gold(row: dict[str, Any]) -> dict[str, list[Record]]:
    gold: dict[str, list[Record]] = {kind: [] for kind in KINDS}
    for line in row.get("events", ()):
        head, *claims = [part.strip() for part in line.split(" | ")]
        kind, _, rest = head.partition(" ")
        actors, _, recipients = rest.partition(" > ")
        sides = _sides(_names(actors), _names(recipients))
        gold["events"] += [(kind, *side) for side in sides]
        gold["interactions"] += _interactions(kind, sides)
        for claim in claims or ["-: assert CT+"]:
            who, _, what = claim.partition(": ")
            level = "claim" if who.startswith("<") else kind
            gold["claims"] += [(level, who.removeprefix("<"), *what.split())] * len(sides)
    for line in row.get("posts", ()):
        person, _, rest = line.partition(" = ")
        rest, _, status = rest.partition(" (")
        title, _, body = rest.partition(" @ ")
        gold["posts"].append((person, fold(title), body, status.rstrip(")") or "current"))
    for line in row.get("relations", ()):
        predicate, _, rest = line.partition(" | ")[0].partition(" ")
        subject, _, obj = rest.partition(" > ")
        gold["relations"].append((predicate, subject.strip(), obj.strip()))
    for line in row.get("figures", ()):
        gold["figures"].append(tuple(None if n == "-" else float(n) for n in line.split()))
    return gold


def _sides(
    actors: frozenset[str], recipients: frozenset[str]
) -> list[tuple[frozenset[str], frozenset[str]]]:
    """A mutual event, written "A & B > A & B", is one event for each side."""
    if actors != recipients:
        return [(actors, recipients)]
    return [(frozenset({actor}), recipients - {actor}) for actor in sorted(actors)]


def _interactions(kind: str, sides: Sequence[tuple[Any, Any]]) -> list[Record]:
    return [
        (kind, actor, recipient)
        for actors, recipients in sides
        for actor in sorted(actors)
        for recipient in sorted(recipients) or [""]
    ]


def _names(text: str) -> frozenset[str]:
    return frozenset(name for part in text.split(" & ") if (name := part.strip()))


# -- what is found ---------------------------------------------------------------------------------


class Naming:
    """Keys under which a mention of an extraction can be named in the cases."""

    def __init__(self, extraction: Extraction, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.mentions = {m.id: m for m in extraction.mentions}
        self.keys: dict[str, set[str]] = defaultdict(set)
        for mention in extraction.mentions:
            chain = self.keys[mention.chain or mention.id]
            chain.add(fold(surface(mention.text)))
            chain |= self._bodies(mention.text)
            if mention.type in {MentionType.STATE, MentionType.DEMONYM, MentionType.ORGANIZATION}:
                seat = vocabulary.metonym(mention.text) or vocabulary.capital_of(mention.text)
                state = vocabulary.state(mention.text) or vocabulary.demonym(mention.text)
                chain |= {found.id for found in (state or seat,) if found is not None}

    def of(self, handle: str) -> frozenset[str]:
        mention = self.mentions[handle]
        return frozenset(self.keys[mention.chain or mention.id])

    def _bodies(self, name: str) -> set[str]:
        """Known bodies of this name: the UN is the United Nations."""
        found = self.vocabulary.called(name)
        return {one.id for one in found if one.type is MentionType.ORGANIZATION}

    def is_named(self, name: str, handle: str) -> bool:
        keys = self.of(handle)
        known = self.vocabulary.state(name) or self.vocabulary.metonym(name)
        if known is not None and known.id in keys:
            return True
        if self._bodies(name) & keys:
            return True
        wanted = fold(surface(name))
        return any(k == wanted or k.endswith(f" {wanted}") for k in keys)

    def are_named(self, names: frozenset[str], handles: Sequence[str]) -> bool:
        rest = list(handles)
        for name in names:
            fitting = next((h for h in rest if self.is_named(name, h)), None)
            if fitting is None:
                return False
            rest.remove(fitting)
        return not rest


def found_records(extraction: Extraction) -> dict[str, list[Record]]:
    """The same tuples as in the cases, with handles of mentions in place of names."""
    types = {event.id: event.type for event in extraction.events}
    for claim in extraction.claims:  # a claim about another stands behind it
        if claim.content in types:
            types[claim.id] = "claim"
    posts = {r.subject: r.object for r in extraction.relations if r.predicate == "postIn"}
    chain = {m.id: m.chain or m.id for m in extraction.mentions}
    texts = {m.id: m.text for m in extraction.mentions}
    body_of = {chain[role]: body for role, body in posts.items()}
    return {
        "events": [(e.type, e.actors, e.recipients) for e in extraction.events],
        "interactions": list(
            {
                (e.type, chain[actor], chain.get(recipient, "")): (e.type, actor, recipient)
                for e in extraction.events
                for actor in e.actors
                for recipient in e.recipients or ("",)
            }.values()
        ),
        "relations": [
            (r.predicate, r.subject, r.object)
            for r in extraction.relations
            if r.predicate not in {"holdsPost", "postIn"}
        ],
        "claims": [
            (
                types[c.content],
                c.source or ("?" if c.anonymous else "-"),
                c.stance.value,
                c.factuality.value,
            )
            for c in extraction.claims
            if c.content in types
        ],
        "posts": [
            (r.subject, fold(texts[r.object]), body_of.get(chain[r.object], ""), str(r.tenure))
            for r in extraction.relations
            if r.predicate == "holdsPost"
        ],
        "figures": [(f.low, f.high) for f in extraction.figures],
    }


def agree(kind: str, naming: Naming, expected: Record, found: Record) -> bool:
    if kind == "figures":
        return expected == found
    if kind in {"interactions", "relations"}:
        return expected[0] == found[0] and all(
            naming.is_named(name, handle) if name and handle else not name and not handle
            for name, handle in zip(expected[1:], found[1:], strict=True)
        )
    if kind == "events":
        return bool(
            expected[0] == found[0]
            and naming.are_named(expected[1], found[1])
            and naming.are_named(expected[2], found[2])
        )
    if kind == "posts":
        person, title, body, status = found
        if (title, status) != (expected[1], expected[3]):
            return False
        same_body = naming.is_named(expected[2], body) if body and expected[2] else (
            not body and not expected[2]
        )  # fmt: skip
        return bool(same_body and naming.is_named(expected[0], person))
    if (expected[0], *expected[2:]) != (found[0], *found[2:]):
        return False
    if {expected[1], found[1]} & {"-", "?"}:
        return bool(expected[1] == found[1])
    return naming.is_named(expected[1], found[1])


# -- scores -----------------------------------------------------------------------------------------


Counts = dict[str, dict[str, Counter[str]]]


@cache
def run(file: Path = SENTENCES) -> tuple[Counts, tuple[Missed, ...]]:
    """Counts "right", "found", "expected" by kind and phenomenon, and every difference."""
    vocabulary = load_vocabulary()
    nlp = load()
    scorer = None if "--rules-only" in sys.argv else EventClassifier(nlp)
    counts: Counts = {k: defaultdict(Counter) for k in (*KINDS, *SAID)}
    missed: list[Missed] = []
    for case in cases(file):
        doc = nlp.make_doc(case.text)
        doc.user_data[FURNITURE] = case.document.furniture
        try:
            extraction = extract(case.document, nlp(doc), vocabulary, scorer)
        except Exception as error:  # noqa: BLE001  as in the product: the article is left out
            sys.stderr.write(f"FAILED ({type(error).__name__}): {case.text}\n")
            extraction = Extraction(case.document)
        naming = Naming(extraction, vocabulary)
        for kind, found in found_records(extraction).items():
            over, lacking = list(found), []
            for expected in case.gold[kind]:
                hit = next((f for f in over if agree(kind, naming, expected, f)), None)
                if hit is None:
                    lacking.append(expected)
                else:
                    over.remove(hit)
            right = len(case.gold[kind]) - len(lacking)
            counts[kind][case.why] += Counter(
                right=right, found=len(found), expected=len(case.gold[kind])
            )
            if over or lacking:
                said = [tuple(_say(part, naming) for part in record) for record in over]
                label = case.why if "\n" in case.text else case.text
                missed.append(Missed(kind, label, tuple(lacking), tuple(said)))
        if case.attributions is not None:
            _count_attributions(case, extraction, naming, counts, missed)
    return counts, tuple(missed)


def _count_attributions(
    case: Case, extraction: Extraction, naming: Naming, counts: Counts, missed: list[Missed]
) -> None:
    found = attributions.found(extraction)
    for kind in SAID:
        pairs = [
            (wanted, one)
            for wanted in case.attributions or ()
            for one in found
            if _is_attribution(wanted, one, naming, strict=kind == "stances")
        ]
        hit, right = {wanted for wanted, _ in pairs}, {one for _, one in pairs}
        lacking = [one for one in case.attributions or () if one not in hit]
        over = [one for one in found if one not in right]
        counts[kind][case.why] += Counter(
            right=len(hit), found=len(hit) + len(over), expected=len(hit) + len(lacking)
        )
        said = [(_say(one.source, naming) or "?", *one.level, one.words) for one in over]
        wanted = [(one.source or "?", *one.level, one.words) for one in lacking]
        if said or wanted:
            missed.append(Missed(kind, case.why, tuple(wanted), tuple(said)))


def _is_attribution(wanted: Attribution, one: Attribution, naming: Naming, *, strict: bool) -> bool:
    if not attributions.is_said_there(wanted, one) or (
        strict and not attributions.is_alike(wanted, one)
    ):
        return False
    if not wanted.source or not one.source:
        return wanted.source == one.source
    return naming.is_named(wanted.source, one.source)


def _say(part: Any, naming: Naming) -> Any:
    if isinstance(part, tuple):
        return tuple(_say(one, naming) for one in part)
    mention = naming.mentions.get(part) if isinstance(part, str) else None
    return mention.text if mention is not None else part


def score(count: Counter[str]) -> dict[str, float]:
    right, found, expected = count["right"], count["found"], count["expected"]
    return {
        "precision": round(right / found, 4) if found else 0.0,
        "recall": round(right / expected, 4) if expected else 0.0,
        "f1": round(2 * right / (found + expected), 4) if found + expected else 0.0,
    }


def overall(file: Path = SENTENCES) -> dict[str, dict[str, float]]:
    counts, _ = run(file)
    kinds = (kind for kind in (*KINDS, *SAID) if counts[kind])  # sentences have no attributions
    return {kind: score(sum(counts[kind].values(), Counter())) for kind in kinds}


def frozen() -> dict[str, dict[str, dict[str, float]]]:
    """What frozen.json holds: scores by file of cases and kind."""
    return {file.stem: overall(file) for file in (SENTENCES, ARTICLES, REPORTS)}


def table(file: Path = SENTENCES) -> str:
    """Scores as text: overall, then right/found/expected by phenomenon."""
    counts, _ = run(file)
    lines = [f"{file.stem:24}{'precision':>11}{'recall':>8}{'F1':>8}"]
    for kind, row in overall(file).items():
        lines.append(f"{kind:24}{row['precision']:11.3f}{row['recall']:8.3f}{row['f1']:8.3f}")
    lines.append(f"\n{'right / found / expected':24}" + "".join(f"{k:>14}" for k in overall(file)))
    for why in sorted({why for kind in KINDS for why in counts[kind]}, key=_order(file).get):
        cells = []
        for kind in overall(file):
            c = counts[kind][why]
            shown = f"{c['right']}/{c['found']}/{c['expected']}"
            cells.append(f"{shown if c['found'] + c['expected'] else '':>14}")
        lines.append(f"{why:24}{''.join(cells)}")
    return "\n".join(lines)


def _order(file: Path) -> dict[str, int]:
    return {why: n for n, why in enumerate(dict.fromkeys(case.why for case in cases(file)))}


def main(arguments: Sequence[str]) -> None:
    files = [SENTENCES, ARTICLES, REPORTS]
    if "--gold" in arguments:
        files = [Path(arguments[arguments.index("--gold") + 1])]
    for file in files:
        sys.stdout.write(table(file) + "\n\n")
        if "--differences" in arguments:
            for row in run(file)[1]:
                sys.stdout.write(f"\n{row.kind}: {row.text}\n")
                for record in row.expected:
                    sys.stdout.write(f"  - {_plain(record)}\n")
                for record in row.found:
                    sys.stdout.write(f"  + {_plain(record)}\n")
    if "--freeze" in arguments:
        FROZEN.write_text(json.dumps(frozen(), indent=2) + "\n", encoding="utf-8")


def _plain(record: Record) -> str:
    return "  ".join(
        " & ".join(sorted(p)) if isinstance(p, frozenset | tuple) else str(p) for p in record
    )


if __name__ == "__main__":
    main(sys.argv[1:])

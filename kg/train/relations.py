"""Readers of relation corpora: structural relations between two spans of a sentence.

`root` is a folder laid out as in the READMEs of the corpora: relations/knowledgenet, …. Every
reader returns a `Split`. Relation names carry their corpus: "knowledgenet:CEO". Corpora with
documents keep whole documents on one side.
"""

from __future__ import annotations

import gzip
import json
from ast import literal_eval
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.language.pairs import overlap
from kg.train.interactions import (
    ACTORS,
    Passage,
    Span,
    Split,
    bio_spans,
    fraction,
    marked_window,
    named_spans,
    read_text,
    sample,
    text_lines,
)
from kg.train.windows import Pair, Window

PAIRS = {"dwie": 10, "re-docred": 10, "men": 10}  # most per sentence
MEN_NEGATIVES = 4  # its annotators link few of the pairs that a reader would
FEWEST = {"dwie": 30, "re-docred": 30, "typere": 20, "men": 40}  # examples of a relation
LONGEST = 120  # words of a sentence that is used
NAMES = ACTORS | {"Place", "Role", "Date"}
PRONOUNS = frozenset(
    "i me my we us our you your he him his she her hers it its they them their theirs "
    "who whom whose which".split()
)
WIKIDATA = frozenset(
    "P131 P17 P27 P150 P463 P102 P39 P6 P35 P159 P361 P527 P108 P40 P26 P69 P19 P20 P569 P570 "
    "P571 P112 P169 P749 P355 P551 P710 P1344".split()
)
MEN_RELATIONS = frozenset(
    {
        "Gen-Aff.Loc-Origin",
        "Org-Aff.Employment",
        "Org-Aff.Membership",
        "Part-Whole.Geo",
        "Part-Whole.Subsidary",  # spelt so
        "Physical.Located",
        "candidacy in election",
        "capital of",
        "chairperson",
        "director / manager",
        "location",
        "member of",
        "occupation",
        "subsidiary",
    }
)
CROSSRE = (
    "artifact cause-effect compare general-affiliation named opposite origin part-of physical "
    "related-to role social temporal topic type-of usage win-defeat"
).split()
OWN = Path(__file__).parent / "synthetic-relations"

Linked = dict[tuple[Span, Span], set[str]]
Document = list[Window]


# -- helpers of the readers ----------------------------------------------------------------------


def relation_labels(windows: Iterable[Window]) -> tuple[str, ...]:
    """Names of all relations that hold or could hold between the pairs, sorted."""
    return tuple(
        sorted({name for w in windows for pair in w.pairs for name in pair.relations + pair.known})
    )


def label_counts(windows: Iterable[Window]) -> Counter[str]:
    """How often each relation holds; "-" counts pairs with none."""
    return Counter(name for w in windows for pair in w.pairs for name in pair.relations or ("-",))


def _pairs(positives: Linked, negatives: Sequence[Pair], known: Sequence[str]) -> list[Pair]:
    held = [
        Pair(source, target, (), tuple(sorted(names)), tuple(sorted(known)))
        for (source, target), names in sorted(positives.items())
    ]
    return [*held, *negatives]


def _unlinked(
    spans: Iterable[Span], linked: Iterable[tuple[Span, Span]]
) -> list[tuple[Span, Span]]:
    """Ordered pairs of spans that no annotated pair coincides or overlaps with."""
    known = list(linked)
    return [
        (one, other)
        for one, other in permutations(sorted(set(spans)), 2)
        if not overlap(one, other)
        and not any(overlap(one, a) and overlap(other, b) for a, b in known)
    ]


def _bounded(
    positives: Linked,
    others: Sequence[tuple[Span, Span]],
    known: Iterable[str],
    seed: str,
    most: int,
    most_negatives: int | None = None,
) -> list[Pair]:
    """At most `most` pairs, those with a relation first; the choice depends on the seed alone."""
    names = tuple(sorted(known))
    held = sample(_pairs(positives, (), names), most, seed)
    room = most - len(held)
    absent = [Pair(one, other, (), (), names) for one, other in others]
    return held + sample(
        absent, min(room, room if most_negatives is None else most_negatives), seed
    )


def _last_tenth(documents: Sequence[Document]) -> Split:
    cut = len(documents) * 9 // 10
    return Split(
        [window for document in documents[:cut] for window in document],
        [window for document in documents[cut:] for window in document],
    )


def _json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text_lines(path) if line.strip()]


def _frequent(counts: Mapping[str, int], corpus: str) -> set[str]:
    return {name for name, count in counts.items() if count >= FEWEST[corpus]}


# -- corpora -------------------------------------------------------------------------------------


def read_knowledgenet(root: Path, most_pairs: int = 12) -> Split:
    """Facts, and pairs of other candidates, for which the checked properties do not hold."""
    records = _json_lines(root / "relations/knowledgenet/train.jsonl")
    passages = [read_text(record["text"]) for record in records]
    names = named_spans([passage.words for passage in passages], NAMES)
    parts = Split([], [])
    for record, passage, entities in zip(records, passages, names, strict=True):
        positives: Linked = {}
        for fact in record["facts"]:
            source, target = (
                passage.span(fact[role]["start"], fact[role]["end"])
                for role in ("subject", "object")
            )
            if source and target and not overlap(source, target):
                name = f"knowledgenet:{fact['relation']}"
                positives.setdefault((source, target), set()).add(name)
        known = {f"knowledgenet:{name}" for name in record["annotated"]}.union(*positives.values())
        others = _candidate_pairs(passage, positives, entities)
        most = max(most_pairs, len(positives))
        pairs = _bounded(positives, others, known, passage.text, most)
        if pairs:
            held_out = fraction(str(record["document"])) == 0
            window = Window("knowledgenet", passage.words, passage.starts, pairs=pairs)
            parts[held_out].append(window)
    return parts


def _candidate_pairs(
    passage: Passage, positives: Linked, entities: Sequence[Span]
) -> list[tuple[Span, Span]]:
    gold = {span for pair in positives for span in pair}
    pronouns = {(i, i + 1) for i, word in enumerate(passage.words) if word.lower() in PRONOUNS}
    others = {s for s in {*entities, *pronouns} if not any(overlap(s, span) for span in gold)}
    said = {(passage.said(one), passage.said(other)) for one, other in positives}
    return [
        (one, other)
        for one, other in _unlinked(gold | others, positives)
        if not (one in pronouns and other in pronouns)
        and (passage.said(one), passage.said(other)) not in said
        and passage.said(one) != passage.said(other)
    ]


def read_crossre(root: Path, with_dev: bool = False) -> Split:
    """The annotated pairs only, each with all its labels; `with_dev` trains on both parts."""
    folder = root / "relations/crossre-politics"
    parts = [_json_lines(folder / f"{part}.jsonl") for part in ("train", "dev")]
    known = {
        f"crossre:{row[4]}" for part in parts for record in part for row in record["relations"]
    }
    train, dev = ([_crossre_window(record, known) for record in part] for part in parts)
    found = Split([w for w in train if w.pairs], [w for w in dev if w.pairs])
    return Split(found.train + found.dev, []) if with_dev else found


def _crossre_window(record: Mapping[str, Any], known: set[str]) -> Window:
    positives: Linked = {}
    for start, end, other_start, other_end, name, *_ in record["relations"]:
        key = ((start, end + 1), (other_start, other_end + 1))
        positives.setdefault(key, set()).add(f"crossre:{name}")
    return Window("crossre", record["sentence"], [0], pairs=_pairs(positives, (), tuple(known)))


def read_own(folder: Path) -> Split:
    """Sentences of our own in CrossRE's scheme, for training alone: crossre*.txt in `folder`.

    A line is a label, a tab and a sentence with <s>…</s> and <t>…</t>; lines with the same sentence
    are one window. ReadError: another label, or marks that are not paired.
    """
    known = [f"crossre:{name}" for name in CROSSRE]
    found: dict[tuple[str, ...], Linked] = {}
    lines = [
        (path, number, line)
        for path in sorted(folder.glob("crossre*.txt"))
        for number, line in enumerate(text_lines(path), 1)
    ]
    for path, number, line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        label, _, marked = line.strip().partition("\t")
        window = marked_window("crossre-own", marked, ()) if label in CROSSRE else None
        if window is None or (target := window.pairs[0].target) is None:
            raise ReadError(f"{path}:{number} is not a CrossRE label and a marked sentence: {line}")
        linked = found.setdefault(tuple(window.words), {})
        linked.setdefault((window.pairs[0].source, target), set()).add(f"crossre:{label}")
    windows = [
        Window("crossre-own", list(words), [0], pairs=_pairs(linked, (), known))
        for words, linked in found.items()
    ]
    return Split(windows, [])


def read_dwie(root: Path) -> Split:
    """Pairs of mentions in one sentence whose entities have, or have not, a relation."""
    records = _json_lines(root / "relations/dwie/dev.jsonl")
    counts = Counter(row["relation"] for record in records for row in record["relations"])
    known = _frequent(counts, "dwie")
    documents = []
    for record in records:
        relations: dict[tuple[Any, Any], set[str]] = {}
        for row in record["relations"]:
            relations.setdefault((row["head"], row["tail"]), set()).add(row["relation"])
        mentions = [
            (mention["sent"], (mention["start"], mention["end"]), entity["id"])
            for entity in record["entities"]
            for mention in entity["mentions"]
        ]
        documents.append(
            list(_entity_windows("dwie", record["sentences"], mentions, relations, known))
        )
    return _last_tenth(documents)


def read_re_docred(root: Path) -> Split:
    """As DWIE: every sentence that holds mentions of both entities is taken to say it."""
    with gzip.open(root / "relations/re-docred/dev.json.gz", "rt", encoding="utf-8") as file:
        records = json.load(file)
    counts: Counter[str] = Counter()
    for record in records:
        where = [{m["sent_id"] for m in mentions} for mentions in record["vertexSet"]]
        for row in record["labels"]:
            counts[row["r"]] += len(where[row["h"]] & where[row["t"]])
    known = _frequent(counts, "re-docred") & WIKIDATA
    documents = []
    for record in records:
        relations: dict[tuple[Any, Any], set[str]] = {}
        for row in record["labels"]:
            relations.setdefault((row["h"], row["t"]), set()).add(row["r"])
        mentions = [
            (mention["sent_id"], (mention["pos"][0], mention["pos"][1]), number)
            for number, vertex in enumerate(record["vertexSet"])
            for mention in vertex
            if mention["type"] != "NUM"
        ]
        documents.append(
            list(_entity_windows("re-docred", record["sents"], mentions, relations, known))
        )
    return _last_tenth(documents)


def _entity_windows(
    corpus: str,
    sentences: Sequence[list[str]],
    mentions: Sequence[tuple[int, Span, Any]],
    relations: Mapping[tuple[Any, Any], set[str]],
    known: set[str],
) -> Iterator[Window]:
    """One window per sentence with pairs; mentions are (sentence, span, entity)."""
    names = {f"{corpus}:{name}" for name in known}
    for number, words in enumerate(sentences):
        here = [
            (span, entity)
            for sentence, span, entity in mentions
            if sentence == number and span[0] < span[1] <= len(words)
        ]
        positives: Linked = {}
        others = []
        for (one, a), (other, b) in permutations(sorted(here, key=lambda m: m[0]), 2):
            held = relations.get((a, b), set())
            if a == b or overlap(one, other):
                continue
            if held & known:
                positives[one, other] = {f"{corpus}:{name}" for name in held & known}
            else:
                others.append((one, other))
        pairs = _bounded(positives, others, names, " ".join(words), PAIRS[corpus])
        if pairs and len(words) <= LONGEST:
            yield Window(corpus, words, [0], pairs=pairs)


def read_conll04(root: Path) -> Split:
    folder = root / "relations/conll04"
    return Split(*(list(_conll04_windows(folder / f"{part}.txt")) for part in ("train", "dev")))


CONLL04 = ("Kill", "Live_In", "Located_In", "OrgBased_In", "Work_For")


def _conll04_windows(path: Path) -> Iterator[Window]:
    known = tuple(f"conll04:{name}" for name in CONLL04)
    rows: list[list[str]] = []
    for line in [*text_lines(path), "#doc"]:
        cells = line.split("\t")
        if len(cells) >= 5:
            rows.append(cells)
        elif rows and line.startswith("#doc"):
            spans = [(start, end) for start, end, _ in bio_spans(row[2] for row in rows)]
            ending = {end - 1: (start, end) for start, end in spans}
            positives: Linked = {}
            for index, row in enumerate(rows):
                for name, head in zip(literal_eval(row[3]), literal_eval(row[4]), strict=True):
                    if name in CONLL04 and index in ending and head in ending:
                        key = (ending[index], ending[head])
                        positives.setdefault(key, set()).add(f"conll04:{name}")
            absent = [Pair(a, b, (), (), known) for a, b in _unlinked(spans, positives)]
            pairs = _pairs(positives, absent, known)
            if pairs:
                yield Window("conll04", [row[1] for row in rows], [0], pairs=pairs)
            rows = []


def read_typere(root: Path) -> Split:
    """One pair per row; every tenth row is for development.

    Rows from KnowledgeNet are left out: its own documents are split otherwise.
    """
    records = _json_lines(root / "relations/typere/dev.jsonl")
    records = [record for record in records if record["origin_dataset"] != "KnowledgeNet"]
    frequent = _frequent(Counter(record["relation"] for record in records), "typere")
    known = tuple(sorted(f"typere:{name}" for name in frequent - {"NA"}))
    parts = Split([], [])
    for number, record in enumerate(records):
        if record["relation"] not in frequent:
            continue
        # Some tokens are blanks; the others move up.
        kept = [bool(word.strip()) for word in record["token"]]
        words = [word for word, keep in zip(record["token"], kept, strict=True) if keep]
        source, target = (
            (sum(kept[: span[0]]), sum(kept[: span[1]]))
            for span in (record["h"]["pos"], record["t"]["pos"])
        )
        if source[0] >= source[1] or target[0] >= target[1] or overlap(source, target):
            continue
        held = () if record["relation"] == "NA" else (f"typere:{record['relation']}",)
        window = Window("typere", words, [0], pairs=[Pair(source, target, (), held, known)])
        parts[number % 10 == 0].append(window)
    return parts


def read_men(root: Path) -> Split:
    """Malaysian news: pairs within a sentence.

    A pair is annotated in one of two schemes, ACE05's or DocRED's; for a pair with a relation
    only the relations of its scheme are known.
    """
    texts = json.loads((root / "ner/men/articles.json").read_text(encoding="utf-8"))
    records = json.loads((root / "ner/men/annotated_set.json").read_text(encoding="utf-8"))
    schemes: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for record in records:
        for row in record["relations"]:
            counts[row["relation"]] += 1
            schemes[row["relation"]] = row["relation_source"]
    known = _frequent(counts, "men") & MEN_RELATIONS
    by_scheme: dict[str, set[str]] = {}
    for name in known:
        by_scheme.setdefault(schemes[name], set()).add(f"men:{name}")
    return _last_tenth(
        [list(_men_windows(texts[record["id"]], record, known, by_scheme)) for record in records]
    )


def _men_windows(
    text: str, record: Mapping[str, Any], known: set[str], schemes: Mapping[str, set[str]]
) -> Iterator[Window]:
    passage = read_text(text)
    spans = {
        entity["id"]: passage.span(
            entity["position"]["start_offset"], entity["position"]["end_offset"]
        )
        for entity in record["entities"]
    }
    linked = [
        (source, target, row["relation"], row["relation_source"])
        for row in record["relations"]
        if (source := spans.get(row["head"]))
        and (target := spans.get(row["tail"]))
        and not overlap(source, target)
    ]
    every = set().union(*schemes.values())
    for begin, end in passage.sentences():
        inside = [s for s in spans.values() if s and begin <= s[0] and s[1] <= end]
        here = [row for row in linked if row[0] in inside and row[1] in inside]
        held: dict[tuple[Span, Span], list[tuple[str, str]]] = {}
        for source, target, name, scheme in here:
            if name in known:
                held.setdefault((source, target), []).append((f"men:{name}", scheme))
        near = [pair for a, b, *_ in here for pair in ((a, b), (b, a))]
        others = _unlinked(inside, near)
        pairs = [
            Pair(
                _moved(source, begin),
                _moved(target, begin),
                (),
                tuple(sorted({name for name, _ in rows})),
                tuple(sorted(set().union(*(schemes[scheme] for _, scheme in rows)))),
            )
            for (source, target), rows in sorted(held.items())
        ]
        words = passage.words[begin:end]
        moved = [(_moved(one, begin), _moved(other, begin)) for one, other in others]
        pairs += _bounded({}, moved, every, " ".join(words), PAIRS["men"], MEN_NEGATIVES)
        if pairs and len(words) <= LONGEST:
            yield Window("men", words, [0], pairs=pairs[: PAIRS["men"]])


def _moved(span: Span, by: int) -> Span:
    return (span[0] - by, span[1] - by)


READERS: dict[str, Callable[[Path], Split]] = {
    "knowledgenet": read_knowledgenet,
    "crossre": read_crossre,
    "dwie": read_dwie,
    "re-docred": read_re_docred,
    "conll04": read_conll04,
    "typere": read_typere,
    "men": read_men,
}


def relations(root: Path) -> dict[str, Split]:
    """Every relation corpus by name; our own sentences too where their folder is here."""
    found = {name: reader(root) for name, reader in READERS.items()}
    return found | {"crossre-own": read_own(OWN)} if OWN.is_dir() else found

"""Scores of the shipped model on a file in the public format, on the file's own tokens.

`ner`: span-and-type exact micro scores; the tags are cut into spans by the rules of
conlleval, so that BIO, BIOES, BILOU and plain IO columns all work. `parse`: shares of words
with the right tag, lemma, head (UAS), and head with full relation (LAS).
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from kg.errors import ConfigError, ReadError
from kg.language import lemmas, load
from kg.language.reader import Analysis, NewsReader

Words = list[str]
SpanOf = tuple[int, int, str]  # first word, word after the last, type

OUR_TYPES = frozenset(
    {"Person", "Organization", "State", "Place", "Demonym", "Role", "Date", "Quantity"}
    | {"Agreement", "Misc"}
)
MAX_LABELS = 60  # a last column with more distinct values holds no entity tags
LONGEST_RUN = 60  # words given to the model at once where a block is a whole paragraph
LONGEST_TREE = 500  # words of a tree read whole: the encoder takes 512 pieces
AT_ONCE = 512  # sentences analysed together
CONLLU_COLUMNS = 10

# Common names of labels, folded to lower-case letters, and what of ours they may be.
_COMMON: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("per", "person", "politician"), ("Person",)),
    **dict.fromkeys(
        ("org", "organization", "organisation", "politicalparty", "corporation", "group"),
        ("Organization",),
    ),
    **dict.fromkeys(("country", "state"), ("State",)),
    **dict.fromkeys(("loc", "location", "gpe", "place"), ("State", "Place")),
    **dict.fromkeys(("fac", "facility"), ("Place",)),
    **dict.fromkeys(("norp", "demonym", "nationality"), ("Demonym",)),
    **dict.fromkeys(("role", "title"), ("Role",)),
    **dict.fromkeys(("date",), ("Date",)),
    **dict.fromkeys(("money", "quantity"), ("Quantity",)),
    **dict.fromkeys(("event", "law", "election", "agreement"), ("Agreement",)),
    **dict.fromkeys(("misc", "miscellaneous"), ("Misc", "Demonym", "Agreement")),
    **dict.fromkeys(("product", "workofart"), ("Misc",)),
    **dict.fromkeys(("time", "percent", "ordinal", "cardinal", "language"), ()),
}

# A label for one of these keeps it out of the wider ones; a facility is just one more place.
_TAKEN_AWAY = frozenset({"State", "Demonym", "Agreement"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One block of the file: its words and the spans that it marks, in the file's labels."""

    words: Words
    spans: tuple[SpanOf, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word of a treebank, or what the model makes of it; `head` 0 = root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str


def evaluate(
    task: str, file: Path, map_file: Path | None = None, predictions: Path | None = None
) -> dict[str, Any]:
    """Score the shipped model; `predictions` gets one line per word, in the file's format."""
    scorers = {"ner": _evaluate_ner, "parse": _evaluate_parse}
    if task not in scorers:
        raise ConfigError(f"no such task: {task!r}; there are {', '.join(sorted(scorers))}")
    started = time.monotonic()
    count, metrics, lines = scorers[task](file, map_file)
    if predictions is not None:
        try:
            predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
        except OSError as error:
            raise ConfigError(f"cannot write {predictions}: {error}") from error
    seconds = round(time.monotonic() - started, 2)
    return {"task": task, "n": count, "metrics": metrics, "seconds": seconds}


# -- entities -------------------------------------------------------------------------------------


def _evaluate_ner(file: Path, map_file: Path | None) -> tuple[int, dict[str, Any], list[str]]:
    sentences = read_columns(file)
    types = type_groups(label_map({s[2] for row in sentences for s in row.spans}, map_file, file))
    gold = [tuple(_mapped(row.spans, types.of_label)) for row in sentences]
    found = [
        tuple(_mapped(spans, types.of_type))
        for spans in predict_entities([row.words for row in sentences])
    ]
    lines = []
    for row, right, guess in zip(sentences, gold, found, strict=True):
        columns = zip(row.words, _bio(right, row.words), _bio(guess, row.words), strict=True)
        lines += ["\t".join(cells) for cells in columns] + [""]
    return len(sentences), score_spans(gold, found), lines


@dataclass(frozen=True, slots=True)
class Types:
    """Scored types by the file's label and by ours; what is in neither is not scored."""

    of_label: Mapping[str, str]
    of_type: Mapping[str, str]


def label_map(
    labels: Iterable[str], map_file: Path | None, file: Path
) -> dict[str, tuple[str, ...]]:
    """What each label of the file may be of our types; the user's map goes first."""
    own = _read_map(map_file) if map_file is not None else {}
    labels = sorted(labels)
    folded = {_fold_label(label) for label in labels}
    out: dict[str, tuple[str, ...]] = {}
    for label in labels:
        key = _fold_label(label)
        if label in own:
            out[label] = own[label]
        elif key in _COMMON:
            out[label] = _narrowed(_COMMON[key], folded)
        else:
            raise ConfigError(
                f"{file}: the label {label!r} is not known: give a --map FILE.yaml with a line "
                f"'{label}: TYPE', TYPE one of {', '.join(sorted(OUR_TYPES))} or null (not scored)"
            )
    return out


def _narrowed(types: tuple[str, ...], labels: set[str]) -> tuple[str, ...]:
    """Without the types for which the file has a label of its own: LOC beside COUNTRY."""
    if len(types) == 1:
        return types
    own = {t for label in labels for t in _COMMON.get(label, ()) if _COMMON[label] == (t,)}
    return tuple(t for t in types if t not in own & _TAKEN_AWAY)


def _read_map(map_file: Path) -> dict[str, tuple[str, ...]]:
    try:
        data = yaml.safe_load(map_file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"cannot read the map {map_file}: {error}") from error
    if not isinstance(data, dict):
        raise ConfigError(f"{map_file}: must hold lines 'LABEL: TYPE'")
    out: dict[str, tuple[str, ...]] = {}
    for label, value in data.items():
        types = tuple(map(str, value if isinstance(value, list) else [value] if value else []))
        if unknown := sorted(set(types) - OUR_TYPES):
            raise ConfigError(
                f"{map_file}: {label} is mapped to {', '.join(unknown)}; our types are "
                f"{', '.join(sorted(OUR_TYPES))}, and null for labels not to be scored"
            )
        out[str(label)] = types
    return out


def type_groups(labels: Mapping[str, tuple[str, ...]]) -> Types:
    """Types that a label cannot tell apart count as one: LOC makes State and Place the same."""
    group: dict[str, set[str]] = {}
    for types in labels.values():
        joined = set(types).union(*(group.get(t, {t}) for t in types)) if types else set()
        for one in joined:
            group[one] = joined
    name = {one: "/".join(sorted(members)) for one, members in group.items()}
    return Types({label: name[types[0]] for label, types in labels.items() if types}, name)


def _mapped(spans: Iterable[SpanOf], types: Mapping[str, str]) -> Iterator[SpanOf]:
    for start, end, label in spans:
        if label in types:
            yield start, end, types[label]


def score_spans(
    gold: Sequence[Sequence[SpanOf]], found: Sequence[Sequence[SpanOf]]
) -> dict[str, Any]:
    """Micro precision, recall and F1 of exact spans with type, overall and by type."""
    right: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    guessed: Counter[str] = Counter()
    for expected, guess in zip(gold, found, strict=True):
        marked.update(span[2] for span in set(expected))
        guessed.update(span[2] for span in set(guess))
        right.update(span[2] for span in set(expected) & set(guess))
    by_type = {
        name: {**_prf(right[name], guessed[name], marked[name]), "support": marked[name]}
        for name in sorted(marked.keys() | guessed.keys())
    }
    return {**_prf(right.total(), guessed.total(), marked.total()), "by_type": by_type}


def _prf(right: int, guessed: int, marked: int) -> dict[str, float]:
    precision = right / guessed if guessed else 0.0
    recall = right / marked if marked else 0.0
    f1 = 2 * right / (guessed + marked) if right else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def predict_entities(sentences: Sequence[Words]) -> Iterator[list[SpanOf]]:
    """Our spans for each sentence; a long block is read in runs that end at a stop."""
    reader = _reader()
    names = reader.labels["ner"]
    for block in _batches(sentences, AT_ONCE):
        runs = [run for words in block for run in cut_runs(words)]
        analyses = iter(reader.analyse(runs))
        for words in block:
            tags: list[str] = []
            for _ in cut_runs(words):
                tags += [names[label] for label in next(analyses).ner]
            yield list(spans_of(tags))


def cut_runs(words: Words, longest: int = LONGEST_RUN) -> list[Words]:
    """The words in runs of at most `longest`, cut after the last stop that fits."""
    out: list[Words] = []
    start = 0
    while len(words) - start > longest:
        stops = [i for i in range(start, start + longest) if words[i] in {".", "!", "?"}]
        end = stops[-1] + 1 if stops else start + longest
        out.append(words[start:end])
        start = end
    if start < len(words):
        out.append(words[start:])
    return out


# -- entity columns -------------------------------------------------------------------------------

_TAG = re.compile(r"(?:(?P<place>[BIESLUM])[-_])?(?P<label>.+)")
_COLUMN_TAG = re.compile(r"O|[BIESLUM][-_]\S+")
_BEGINS = frozenset("BSU")
_ENDS = frozenset("ESLU")


def read_columns(file: Path) -> list[Sentence]:
    """Blocks of a CoNLL file: token in the first column, tag in the last."""
    out: list[Sentence] = []
    words: Words = []
    tags: list[str] = []
    for number, line in enumerate([*_lines(file), ""], 1):
        cells = line.split("\t") if "\t" in line else line.split()
        cells = [cell.strip() for cell in cells if cell.strip()]
        if not cells or cells[0] == "-DOCSTART-":
            if words:
                out.append(Sentence(words, tuple(spans_of(tags))))
                words, tags = [], []
        elif line.startswith("# ") and not (len(cells) == 2 and _COLUMN_TAG.fullmatch(cells[1])):
            continue  # a comment, not the token "#"
        elif len(cells) == 1:
            raise ConfigError(
                f"{file}, line {number}: one column only; ner needs CoNLL columns, "
                "the token first and the tag last"
            )
        else:
            words.append(cells[0])
            tags.append(cells[-1])
    _check_columns(out, file)
    return out


def _check_columns(sentences: Sequence[Sentence], file: Path) -> None:
    labels = {span[2] for row in sentences for span in row.spans}
    if not sentences:
        raise ConfigError(f"{file}: no sentences; ner needs CoNLL columns, a blank line between")
    if len(labels) > MAX_LABELS or labels == {"_"}:
        raise ConfigError(
            f"{file}: the last column holds no entity tags ({len(labels)} different values); "
            "for a CoNLL-U treebank use the task parse"
        )


def spans_of(tags: Sequence[str]) -> Iterator[SpanOf]:
    """Spans of a tag sequence by the rules of conlleval; a bare label reads as "I-label"."""
    start, current, ended = 0, "", True
    for index, tag in enumerate([*tags, "O"]):
        match = _TAG.fullmatch(tag)
        place, label = (match["place"] or "I", match["label"]) if match else ("I", tag)
        if tag == "O":
            label = ""
        if current and (ended or place in _BEGINS or label != current):
            yield start, index, current
            current = ""
        if label and not current:
            start, current = index, label
        ended = place in _ENDS


def _bio(spans: Iterable[SpanOf], words: Words) -> list[str]:
    tags = ["O"] * len(words)
    for start, end, label in spans:
        tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return tags


# -- trees ----------------------------------------------------------------------------------------


def _evaluate_parse(file: Path, map_file: Path | None) -> tuple[int, dict[str, Any], list[str]]:
    if map_file is not None:
        raise ConfigError("--map goes with the task ner: a treebank has no entity labels to map")
    gold = read_trees(file)
    found = list(predict_trees([[word.form for word in tree] for tree in gold]))
    lines: list[str] = []
    for tree in found:
        lines += [
            f"{i}\t{w.form}\t{w.lemma}\t{w.upos}\t{w.xpos}\t_\t{w.head}\t{w.deprel}\t_\t_"
            for i, w in enumerate(tree, 1)
        ]
        lines.append("")
    return len(gold), score_trees(gold, found), lines


def read_trees(file: Path) -> list[list[Word]]:
    """Trees of a CoNLL-U file: syntactic words; ranges ("1-2") and empty nodes are left out."""
    out: list[list[Word]] = []
    tree: list[Word] = []
    for number, line in enumerate([*_lines(file), ""], 1):
        if line.startswith("#"):
            continue
        if not line.strip():
            if tree:
                out.append(tree)
                tree = []
            continue
        cells = line.split("\t")
        if len(cells) != CONLLU_COLUMNS:
            raise ConfigError(
                f"{file}, line {number}: {len(cells)} columns instead of {CONLLU_COLUMNS}; "
                "parse needs CoNLL-U, separated by tabs"
            )
        if re.fullmatch(r"\d+[-.]\d+", cells[0]):
            continue
        if cells[0] != str(len(tree) + 1) or not cells[6].isdigit():
            raise ConfigError(
                f"{file}, line {number}: word number {cells[0]!r} with head {cells[6]!r}; "
                "parse needs words numbered from 1 in every sentence, each with a head"
            )
        tree.append(Word(cells[1], cells[2], cells[3], cells[4], int(cells[6]), cells[7]))
    if not out:
        raise ConfigError(f"{file}: no sentences; parse needs CoNLL-U, a blank line after each")
    return out


def predict_trees(sentences: Sequence[Words]) -> Iterator[list[Word]]:
    reader = _reader()
    for block in _batches(sentences, AT_ONCE):
        runs = [run for words in block for run in cut_runs(words, LONGEST_TREE)]
        analyses = iter(reader.analyse(runs))
        for words in block:
            tree: list[Word] = []
            for run in cut_runs(words, LONGEST_TREE):
                tree += _as_words(reader, run, next(analyses), before=len(tree))
            yield tree


def _as_words(reader: NewsReader, words: Words, found: Analysis, before: int) -> list[Word]:
    """The words of a run that `before` words of its sentence precede."""
    labels = reader.labels
    out = []
    for index, form in enumerate(words):
        upos, head = labels["upos"][found.upos[index]], int(found.heads[index])
        out.append(
            Word(
                form=form,
                lemma=lemmas.lemma_of(form, upos, labels["lemma"][found.lemma[index]]),
                upos=upos,
                xpos=labels["xpos"][found.xpos[index]],
                head=head + before if head else 0,
                deprel=labels["deprel"][found.deprel[index]] if head else "root",
            )
        )
    return out


def score_trees(gold: Sequence[Sequence[Word]], found: Sequence[Sequence[Word]]) -> dict[str, Any]:
    """Shares of words that agree; an unannotated lemma or tag ("_") agrees with anything."""
    right: Counter[str] = Counter()
    words = 0
    for expected, guess in zip(gold, found, strict=True):
        for a, b in zip(expected, guess, strict=True):
            words += 1
            right["upos"] += a.upos == b.upos
            right["xpos"] += a.xpos in (b.xpos, "_")
            right["lemma"] += a.lemma in (b.lemma, "_") or a.form == "_"
            right["uas"] += a.head == b.head
            right["las"] += a.head == b.head and a.deprel == b.deprel
    return {key: round(right[key] / words, 4) for key in ("upos", "xpos", "lemma", "uas", "las")}


# -- shared ---------------------------------------------------------------------------------------


def _reader() -> NewsReader:
    reader: NewsReader = load().get_pipe("kg_reader")  # type: ignore[assignment]  # our own factory
    return reader


def _fold_label(label: str) -> str:
    return re.sub(r"[^a-z]", "", label.lower())


def _batches(sentences: Sequence[Words], size: int) -> Iterator[list[Words]]:
    rest = iter(sentences)
    while block := list(islice(rest, size)):
        yield block


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: not UTF-8 text: {error.reason}") from error
    except OSError as error:
        raise ReadError(f"cannot read {file}: {error.strerror or error}") from error

"""Readers of event corpora: who does what to whom, as pairs of spans with PLOVER types.

`root` is a folder laid out as in the READMEs of the corpora: events/plv, …. Every reader
returns a `Split`; a sentence is on the same side of it in all event corpora.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import logging
import random
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, permutations
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import ReadError
from kg.extract.interactions import find_candidates
from kg.extract.phrases import POSSESSIVES
from kg.language import labels, load
from kg.language.labels import EVENT_LABELS, NONE, YIELD
from kg.language.mentions import analysed
from kg.language.pairs import overlap
from kg.train.windows import Pair, Window

log = logging.getLogger("kg.train")

Span = tuple[int, int]
# A class without a type is no event.
CAMEO = {name: types or (NONE,) for name, types in labels.CAMEO.items()}
QUADS = {  # as in the columns gold_penta and gold_root of events/plv
    0: (NONE,),
    1: ("AGREE", "CONSULT", "SUPPORT"),
    2: ("AID", "CONCEDE", "COOPERATE", "RETREAT"),
    3: ("ACCUSE", "REJECT", "REQUEST", "THREATEN"),
    4: ("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"),
}
DIRECTED = frozenset(EVENT_LABELS) - {NONE, "CONSULT", "AGREE", "COOPERATE", *YIELD}
ACTORS = frozenset({"State", "Person", "Organization", "Demonym"})
THREADS = 2  # of the shipped model, which proposes actors
NEGATIVES = 6  # pairs without an event per sentence of cameo-triplets
EVERY = 40  # the same, where all pairs are wanted that the product asks about
STORY_WORDS = (15, 60)  # fewest words of a story that is used; most that are read
_MARK = re.compile(r"<(/?)([st])>")


class Split(NamedTuple):
    train: list[Window]
    dev: list[Window]


# -- raw text ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """Raw text in the words of the run-time tokenizer; `offsets` are their first characters."""

    text: str
    words: list[str]
    offsets: list[int]
    starts: list[int]

    def span(self, begin: int, end: int) -> Span | None:
        """The words that [begin, end) of the text touches, without a final "'s"."""
        inside = [
            index
            for index, (word, at) in enumerate(zip(self.words, self.offsets, strict=True))
            if at < end and at + len(word) > begin
        ]
        while len(inside) > 1 and self.words[inside[-1]] in POSSESSIVES:
            inside.pop()
        return (inside[0], inside[-1] + 1) if inside else None

    def said(self, span: Span) -> str:
        return " ".join(self.words[slice(*span)]).casefold()

    def sentences(self) -> Iterator[Span]:
        yield from pairwise([*self.starts, len(self.words)])


def read_text(text: str) -> Passage:
    nlp = load(threads=THREADS)
    doc = nlp.get_pipe("kg_sentences")(nlp.make_doc(text))
    read = [token for token in doc if not token.is_space]
    starts = [index for index, token in enumerate(read) if token.is_sent_start]
    # A sentence may start with a space, which is not read.
    return Passage(
        text,
        [token.text for token in read],
        [token.idx for token in read],
        sorted({0, *starts}) if read else [],
    )


def bio_spans(tags: Iterable[str]) -> list[tuple[int, int, str]]:
    """[start, end) and type of every span of BIO tags; an I- without its B- opens one."""
    spans: list[tuple[int, int, str]] = []
    start, kind = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        mark, _, name = tag.partition("-")
        if kind and (mark != "I" or name != kind):
            spans.append((start, index, kind))
            kind = ""
        if mark in {"B", "I"} and not kind:
            start, kind = index, name
    return spans


def named_spans(sentences: Sequence[Sequence[str]], kinds: Collection[str]) -> list[list[Span]]:
    """What the shipped model marks as entities of these types, sentence by sentence."""
    reader: Any = load(threads=THREADS).get_pipe("kg_reader")
    labels = reader.labels["ner"]
    analyses = reader.analyse(sentences) if sentences else []
    return [
        [span[:2] for span in bio_spans(labels[i] for i in found.ner) if span[2] in kinds]
        for found in analyses
    ]


# -- helpers of the readers ----------------------------------------------------------------------


def text_lines(path: Path) -> list[str]:
    """Lines without their ends; other characters that Unicode counts as line ends stay."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError as error:
        raise ReadError(f"cannot read {path}: {error}") from error


def candidate_spans(passages: Sequence[Passage]) -> list[list[Span]]:
    """The phrases of each passage that the product takes for actors, any noun included."""
    nlp = load()
    out = []
    for passage in passages:
        doc = analysed(nlp, passage.words, passage.starts)
        found = [c for one in doc.sents for c in find_candidates(one, any_noun=True)]
        out.append([(span.start, span.end) for span in found])
    return out


def normalised(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.casefold())


def fraction(text: str, parts: int = 10) -> int:
    """A number below `parts` that depends on the text alone."""
    return int(hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest(), 16) % parts


def split(windows: Iterable[Window]) -> Split:
    """A tenth to the development part, by what the words say whatever the spacing.

    The remainder is 1: cameo-triplets has no sentence with 0, its reserved part was drawn so.
    """
    parts = Split([], [])
    for window in windows:
        parts[fraction(normalised("".join(window.words))) == 1].append(window)
    return parts


def sample(items: Sequence[Pair], count: int, seed: str) -> list[Pair]:
    """At most `count` of the items, in their order; the choice depends on the seed alone."""
    if len(items) <= count:
        return list(items)
    return [items[i] for i in sorted(random.Random(seed).sample(range(len(items)), count))]


def nearest(sources: Sequence[Span], targets: Sequence[Span]) -> tuple[Span, Span] | None:
    """The pair of occurrences with the least between them, the first such."""
    apart = [(s, t) for s in sources for t in targets if not overlap(s, t)]
    return min(apart, key=lambda p: max(p[0][0], p[1][0]) - min(p[0][1], p[1][1]), default=None)


def both_ways(pair: Pair) -> list[Pair]:
    """The pair, and its reverse without an event where the type has a direction."""
    if pair.source and pair.target and len(pair.events) == 1 and pair.events[0] in DIRECTED:
        return [pair, Pair(pair.target, pair.source, (NONE,))]
    return [pair]


def marked_window(corpus: str, marked: str, events: tuple[str, ...]) -> Window | None:
    """A sentence with <s>…</s> and <t>…</t>; None when the marks are not paired.

    Without a <t> the pair has no target: the text names no recipient.
    """
    plain, opened = "", {}
    found: dict[str, list[Span]] = {"s": [], "t": []}
    position = 0
    for match in _MARK.finditer(marked):
        plain += marked[position : match.start()]
        position = match.end()
        closing, role = match.groups()
        if not closing and role not in opened:
            opened[role] = len(plain)
        elif closing and role in opened:
            found[role].append((opened.pop(role), len(plain)))
        else:
            return None
    passage = read_text(plain + marked[position:])
    spans = {
        role: [span for begin, end in places if (span := passage.span(begin, end))]
        for role, places in found.items()
    }
    if opened or not spans["s"]:
        return None
    chosen = nearest(spans["s"], spans["t"])
    if spans["t"] and chosen is None:
        return None
    source, target = chosen or (spans["s"][0], None)
    pairs = both_ways(Pair(source, target, events))
    return Window(corpus, passage.words, passage.starts, pairs=pairs)


# -- corpora -------------------------------------------------------------------------------------


def read_plv(root: Path) -> Split:
    windows = []
    lines = text_lines(root / "events/plv/train.tsv")
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        kind = row["gold_root"]
        events = YIELD if kind == "YIELD" else (kind,)
        windows.append(marked_window("plv", row["marked_sentence"], events))
    return split(_without_none("plv", windows))


def synthetic(folder: Path) -> Split:
    """Sentences of our own: TYPE.txt, TYPE-more.txt and NONE-*.txt, one marked sentence a line."""
    windows = []
    for path in sorted(folder.glob("*.txt")):
        kind = path.stem.partition("-")[0]
        if kind not in EVENT_LABELS:
            raise ReadError(f"{path}: {kind!r} is not an event type; files are named TYPE.txt")
        for number, line in enumerate(text_lines(path), 1):
            if not line.strip() or line.startswith("#"):
                continue
            window = marked_window("synthetic", line.strip(), (kind,))
            if window is None:
                log.warning("%s:%d is not a marked sentence: %s", path, number, line.strip())
            windows.append(window)
    return split(_without_none("synthetic", windows))


def read_triplets(root: Path, *, every: bool = False) -> Split:
    """Triplets as pairs, and pairs of other actors as NONE.

    With `every` the others are all that the product would ask about, not only names.
    """
    path = root / "events/cameo-triplets/train.jsonl"
    records = [json.loads(line) for line in text_lines(path) if line.strip()]
    passages = [read_text(record["text"]) for record in records]
    names = (
        candidate_spans(passages)
        if every
        else named_spans([passage.words for passage in passages], ACTORS)
    )
    windows = []
    for record, passage, entities in zip(records, passages, names, strict=True):
        annotations = [record["triplets"], *record["other_annotations"]]
        found = [_triplet_pairs(passage, triplets) for triplets in annotations]
        pairs = _positives(found)
        if pairs:
            linked = [key for part in found for key in part]
            most = EVERY if every else NEGATIVES
            pairs += _negatives(passage, linked, pairs, entities, most)
            windows.append(Window("cameo-triplets", passage.words, passage.starts, pairs=pairs))
        else:
            windows.append(None)
    return split(_without_none("cameo-triplets", windows))


Labelled = dict[tuple[Span, Span], set[str]]


def _triplet_pairs(passage: Passage, triplets: Sequence[Sequence[str]]) -> Labelled:
    out: Labelled = {}
    for actor, event, other in triplets:
        found = nearest(_occurrences(passage, actor), _occurrences(passage, other))
        if found and event in CAMEO:
            out.setdefault(found, set()).update(CAMEO[event])
    return out


def _positives(annotations: Sequence[Labelled]) -> list[Pair]:
    """Pairs of the first annotation; what another calls the same pair is allowed as well."""
    out = []
    for (source, target), events in sorted(annotations[0].items()):
        labels = events.union(*(other.get((source, target), ()) for other in annotations[1:]))
        out.append(Pair(source, target, tuple(sorted(labels - {NONE})) or (NONE,)))
    return out


def _negatives(
    passage: Passage,
    annotated: Sequence[tuple[Span, Span]],
    positives: Sequence[Pair],
    entities: Sequence[Span],
    most: int,
) -> list[Pair]:
    """Ordered pairs of actors that no annotation links, in this direction or, for types
    without a direction, in either."""
    mutual = [
        (p.target, p.source)
        for p in positives
        if p.source and p.target and p.events != (NONE,) and not DIRECTED.issuperset(p.events)
    ]
    linked = [*annotated, *mutual]
    actors = sorted({span for pair in annotated for span in pair})
    actors += [s for s in entities if not any(overlap(s, actor) for actor in actors)]

    def same(one: Span, other: Span) -> bool:
        a, b = passage.said(one), passage.said(other)
        return overlap(one, other) or a in b or b in a

    out = [
        Pair(one, other, (NONE,))
        for one, other in permutations(sorted(actors), 2)
        if not same(one, other)
        and not any(same(one, source) and same(other, target) for source, target in linked)
    ]
    return sample(out, most, passage.text)


def _occurrences(passage: Passage, actor: str) -> list[Span]:
    """Where an actor is named: as whole words if it is, or as the start of one, or anyhow."""
    name = re.escape(actor.strip())
    if not name:
        return []
    for pattern, flags in (
        (rf"(?<!\w){name}(?!\w)", 0),
        (rf"(?<!\w){name}(?!\w)", re.IGNORECASE),
        (rf"(?<!\w){name}", 0),
        (name, re.IGNORECASE),
    ):
        spans = [passage.span(*m.span()) for m in re.finditer(pattern, passage.text, flags)]
        if spans:
            return [span for span in spans if span]
    return []


def read_conflibert(root: Path) -> Split:
    """First source and first target of a sentence with the types of its class."""
    folder = root / "events/cameo-conflibert"
    classes: dict[str, tuple[str, int]] = {}
    for path in sorted(folder.glob("class.*.tsv")):
        for line in text_lines(path):
            text, _, number = line.rpartition("\t")
            if number.isdigit() and int(number) in QUADS:
                classes[normalised(text)] = (text, int(number))
    windows = []
    for path in sorted(folder.glob("ner.*.conll")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            rows = [line.rpartition(" ") for line in block.split("\n") if " " in line]
            words, tags = [word for word, _, _ in rows], [tag for _, _, tag in rows]
            found = classes.get(normalised("".join(words)))
            windows.append(_class_window(found[0], words, tags, found[1]) if found else None)
    return split(_without_none("cameo-conflibert", windows))


def _class_window(text: str, words: list[str], tags: list[str], number: int) -> Window | None:
    # The files spell quotes differently: letters and digits are counted, not looked for.
    places = [at for at, character in enumerate(text) for _ in normalised(character)]
    ends = list(accumulate(len(normalised(word)) for word in words))
    passage = read_text(text)
    spans: dict[str, Span] = {}
    for start, end, role in bio_spans(tags):
        inside = places[ends[start - 1] if start else 0 : ends[end - 1]]
        if inside and (span := passage.span(inside[0], inside[-1] + 1)):
            spans.setdefault(role, span)
    source, target = spans.get("S"), spans.get("T")
    if not source or not target or overlap(source, target):
        return None
    pairs = [Pair(source, target, QUADS[number])]
    return Window("cameo-conflibert", passage.words, passage.starts, pairs=pairs)


def read_stories(root: Path) -> Split:
    """Openings of machine-written stories: at most three sentences, labelled as a whole."""
    path = root / "events/ngec-synthetic/stories-2023-10.csv.gz"
    fewest, most = STORY_WORDS
    windows: list[Window | None] = []
    with gzip.open(path, "rb") as file:
        for row in csv.DictReader(io.TextIOWrapper(file, encoding="utf-8", newline="")):
            # Three sentences of news are hardly ever longer than this many characters.
            passage = read_text(row["text"].strip()[:2000])
            if len(passage.words) < fewest:
                windows.append(None)
                continue
            ends = [end for _, end in passage.sentences()][:3]
            end = max([e for e in ends if e <= most], default=min(ends[0], most))
            starts = [start for start in passage.starts if start < end]
            pairs = [Pair(None, None, (row["label"],))]
            windows.append(Window("ngec", passage.words[:end], starts, pairs=pairs))
    return split(_without_none("ngec", windows))


def _without_none(corpus: str, windows: Sequence[Window | None]) -> list[Window]:
    kept = [window for window in windows if window is not None]
    if len(kept) < len(windows):
        log.info("%s: %d sentences could not be used", corpus, len(windows) - len(kept))
    return kept


# -- other states in the same story --------------------------------------------------------------

NAME, DEMONYM, CAPITAL = range(3)
ALIASES = {  # what a state is also called; read, never written
    "Philippines": {"Philippine": DEMONYM},
    "Saudi Arabia": {"Saudi": DEMONYM},
    "United Arab Emirates": {"UAE": NAME},
    "United Kingdom": {"UK": NAME, "U.K.": NAME, "Britain": NAME},
    "United States": dict.fromkeys(("US", "U.S.", "USA", "U.S.A.", "America"), NAME),
}
# Adjectives before a capitalised word: "US Senate".
ADJECTIVES = frozenset({"US", "U.S.", "UK", "U.K.", "UAE"})
SMALLEST = 10_000  # square kilometres
OPEN = frozenset({"Georgia", "Jordan", "Chad"})  # also persons, or a part of a state
_PLAIN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class StateNames:
    """`forms[state]` are name, demonym and capital in words; `found` looks up by the first word
    (words, state, which of the three), longest first. `drawn` are the states to write."""

    forms: list[tuple[list[str], ...]]
    drawn: list[int]
    found: dict[str, list[tuple[tuple[str, ...], int, int]]]


def state_names(root: Path) -> StateNames:
    """Independent states whose three names are letters; a shared demonym is nobody's.

    The smallest states are read but not written: news of their armies would be odd.
    """
    path = root / "knowledge/mledoze-countries/countries.json"
    rows: list[tuple[str, str, str]] = []
    large: list[int] = []
    for record in json.loads(path.read_text(encoding="utf-8")):
        capital = (record.get("capital") or [""])[0].removesuffix(" D.C.")
        demonym = record.get("demonyms", {}).get("eng", {}).get("m", "")
        row = (record["name"]["common"], demonym, capital)
        if record.get("independent") and all(_PLAIN.fullmatch(form) for form in row):
            if record["area"] >= SMALLEST and " " not in demonym and "-" not in demonym:
                large.append(len(rows))
            rows.append(row)
    written = Counter(form for row in rows for form in row)
    forms: list[tuple[list[str], ...]] = []
    found: dict[str, list[tuple[tuple[str, ...], int, int]]] = {}
    for state, row in enumerate(rows):
        forms.append(tuple(re.findall(r"\w+|-", form) for form in row))
        known = [(form, kind) for kind, form in enumerate(row)]
        known += ALIASES.get(row[NAME], {}).items()
        for form, kind in known:
            if written[form] < 2 and form not in OPEN:
                words = tuple([form] if "." in form else re.findall(r"\w+|-", form))
                found.setdefault(words[0], []).append((words, state, kind))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return StateNames(forms, large, found)


def swap_states(window: Window, rng: random.Random, names: StateNames) -> Window:
    """The same story about other states: each is replaced throughout by another, drawn anew.

    Names give way to names, demonyms to demonyms, capitals to capitals; spans of pairs follow.
    A window with annotation per word or with mentions is returned as it is.
    """
    if any(
        getattr(window, part) is not None
        for part in ("tree", "ner", "attribution", "links", "factuality", "mentions")
    ):
        return window
    hits = _state_hits(window.words, names)
    if not hits:
        return window
    states = sorted({state for _, _, state, _ in hits})
    others = [state for state in names.drawn if state not in states]
    if len(others) < len(states):
        return window
    drawn = dict(zip(states, rng.sample(others, len(states)), strict=True))
    words: list[str] = []
    first, last = [], []  # where an old word begins now, and where it ends
    position = 0
    for start, end, state, kind in [*hits, (len(window.words), len(window.words), -1, 0)]:
        for word in window.words[position:start]:
            first.append(len(words))
            words.append(word)
            last.append(len(words))
        if state >= 0:
            new = names.forms[drawn[state]][kind]
            if words and words[-1].lower() in {"a", "an"}:
                words[-1] = words[-1][0] + ("n" if new[0][0] in "AEIO" else "")
            first.extend([len(words)] * (end - start))
            words.extend(new)
            last.extend([len(words)] * (end - start))
        position = end

    def moved(span: Span | None) -> Span | None:
        return (first[span[0]], last[span[1] - 1]) if span else None

    pairs = [
        replace(pair, source=moved(pair.source), target=moved(pair.target)) for pair in window.pairs
    ]
    starts = sorted({first[start] for start in window.starts})
    return replace(window, words=words, starts=starts, pairs=pairs)


def _state_hits(words: Sequence[str], names: StateNames) -> list[tuple[int, int, int, int]]:
    """(start, end, state, which form) of every name; a name takes the article before it along."""
    hits = []
    index = 0
    while index < len(words):
        for form, state, kind in names.found.get(words[index], ()):
            end = index + len(form)
            if tuple(words[index:end]) != form:
                continue
            start = index
            following = words[end] if end < len(words) else ""
            if words[index] in ADJECTIVES and following[:1].isupper() and following.isalpha():
                kind = DEMONYM
            elif kind == NAME and index and words[index - 1].lower() == "the":
                start = index - 1
            hits.append((start, end, state, kind))
            index = end - 1
            break
        index += 1
    return hits


READERS: dict[str, Callable[[Path], Split]] = {
    "plv": read_plv,
    "cameo-triplets": read_triplets,
    "cameo-conflibert": read_conflibert,
    "ngec": read_stories,
}


def interactions(root: Path, synthetic_folder: Path | None = None) -> dict[str, Split]:
    """Every event corpus by name; our own sentences too where their folder is given."""
    found = {name: reader(root) for name, reader in READERS.items()}
    if synthetic_folder is not None:
        found["synthetic"] = synthetic(synthetic_folder)
    return found


def summary(windows: Iterable[Window]) -> str:
    """Windows, pairs and how often each set of labels occurs, on one line."""
    count, pairs = 0, 0
    labels: Counter[str] = Counter()
    for window in windows:
        count += 1
        pairs += len(window.pairs)
        for pair in window.pairs:
            labels["|".join(pair.events or pair.relations) or "-"] += 1
    told = ", ".join(f"{label} {number}" for label, number in labels.most_common())
    return f"{count} windows, {pairs} pairs: {told}"

"""Readers of the coreference corpora: OntoGUM, LitBank, DWIE and GAP.

Every document is read by the shipped pipeline, so that candidate mentions are those of run
time; chains come from the corpus. A unit is a document, or a part of one of at most
`PART` words; its windows are runs of whole sentences.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from kg.errors import ReadError
from kg.extract.phrases import POSSESSIVES
from kg.language import load
from kg.language.mentions import Candidate, Parse, candidates, parse_words
from kg.train.corpora import PlaceNames, open_text, read_conllu, read_ner
from kg.train.discourse import THREADS, cut_long, runs, tokenise
from kg.train.windows import Mention, Tree, Unit, Window

PART = 1200  # words of a document that are read together
GAP_DEVELOPMENT = 200  # the last examples, held out
_BRACKET = re.compile(r"\((\d+)\)|\((\d+)|(\d+)\)")

Span = tuple[int, int, int]  # [start, end) in words, chain


@dataclass(frozen=True, slots=True)
class _Document:
    corpus: str
    words: list[str]
    starts: list[int]
    gold: list[Span]
    trees: list[Tree] | None = None
    ner: list[tuple[int, ...]] | None = None


def read_ontogum(
    root: Path, part: str, limit: int = 110, counts: Counter[str] | None = None
) -> list[Unit]:
    """OntoGUM with gold trees; `part` is "train" or "dev". Singletons are not marked.

    `counts` takes up how many gold mentions were found ("exact", "by head") or "dropped".
    """
    chains = _ontogum_chains(root / f"coreference/gum/{part}.ontogum.conll")
    sentences: dict[str, list[Window]] = defaultdict(list)
    for sent_id, _, window in read_conllu(root / f"parsing/gum/{part}.conllu", "gum"):
        sentences[sent_id.rpartition("-")[0]].append(window)
    documents = []
    for name, windows in sentences.items():
        words = [word for window in windows for word in window.words]
        tokens, gold = chains.get(name, ([], []))
        trees = [window.tree for window in windows if window.tree]
        starts = _starts(len(window.words) for window in windows)
        documents.append(_Document("gum", words, starts, carry_over(gold, tokens, words), trees))
    return _units(documents, limit, counts)


def _ontogum_chains(path: Path) -> dict[str, tuple[list[str], list[Span]]]:
    rows: dict[str, list[tuple[str, str]]] = {}
    name = ""
    for line in open_text(path):
        cells = line.rstrip("\n").split("\t")
        if line.startswith("# begin document"):
            name = line.split()[-1]
            rows[name] = []
        elif len(cells) == 3:
            rows[name].append((cells[1], cells[2]))
    return {
        name: ([word for word, _ in row], spans([cell for _, cell in row], path))
        for name, row in rows.items()
    }


def read_litbank(
    root: Path, part: str, limit: int = 110, counts: Counter[str] | None = None
) -> list[Unit]:
    """LitBank; every tenth book is "dev", the others "train"."""
    documents = _conll_documents("litbank", root / "coreference/litbank/litbank.conll")
    held_out = part == "dev"
    chosen = [d for number, d in enumerate(documents) if (number % 10 == 9) == held_out]
    return _units(chosen, limit, counts)


def read_dwie(
    root: Path, part: str, limit: int = 110, counts: Counter[str] | None = None
) -> list[Unit]:
    """DWIE with its names; the last tenth of the articles is "dev", the others "train"."""
    documents = list(_conll_documents("dwie", root / "coreference/dwie/dev.conll"))
    named = read_ner("dwie", root / "ner/dwie/dev.conll", PlaceNames(root))
    if len(documents) != len(named):
        raise ReadError(f"{root}: coreference/dwie and ner/dwie hold different articles")
    joined = []
    for document, unit in zip(documents, named, strict=True):
        words = [word for window in unit for word in window.words]
        ner = [allowed for window in unit for allowed in window.ner or ()]
        joined.append(
            _Document(
                "dwie",
                document.words,
                document.starts,
                document.gold,
                ner=ner if words == document.words else None,
            )
        )
    border = len(joined) * 9 // 10
    return _units(joined[border:] if part == "dev" else joined[:border], limit, counts)


def _conll_documents(corpus: str, path: Path) -> Iterator[_Document]:
    """CoNLL-2012: token in the fourth column, chains in the last, blank between sentences."""
    words: list[str] = []
    cells: list[str] = []
    starts: list[int] = []
    opens = True
    for line in [*open_text(path), "#begin document"]:
        row = line.rstrip("\n").split("\t")
        if line.startswith("#begin document"):
            if words:
                yield _Document(corpus, words, cut_long(starts, len(words)), spans(cells, path))
            words, cells, starts, opens = [], [], [], True
        elif len(row) > 4:
            if opens:
                starts.append(len(words))
                opens = False
            words.append(row[3].strip() or "_")
            cells.append(row[-1])
        else:
            opens = True


def read_gap(
    root: Path, part: str, limit: int = 110, counts: Counter[str] | None = None
) -> list[Unit]:
    """GAP: the pronoun and the names it means share a chain, another name has its own.

    Everything else has chain -1, which here means not annotated. The last examples are "dev".
    """
    path = root / "coreference/gap/development.tsv"
    rows = list(csv.DictReader(open_text(path), delimiter="\t", quoting=csv.QUOTE_NONE))
    border = len(rows) - GAP_DEVELOPMENT
    units: list[Unit] = []
    for row in rows[border:] if part == "dev" else rows[:border]:
        words, ranges, starts = tokenise(row["Text"])
        gold: list[Span] = []
        for number, name in enumerate(("Pronoun", "A", "B")):
            first = int(row[f"{name}-offset"])
            last = first + len(row[name])
            inside = [i for i, (a, b) in enumerate(ranges) if a < last and first < b]
            same = number == 0 or row[f"{name}-coref"].upper() == "TRUE"
            if inside:
                gold.append((inside[0], inside[-1] + 1, 0 if same else number))
        document = _Document("gap", words, starts, gold)
        units.extend(_units([document], limit, counts, keep_all=True))
    return units


def spans(cells: Sequence[str], path: Path) -> list[Span]:
    """Bracketed chains ("(3", "3)", "(3)", "(3|(4)") as spans in order of their start."""
    opened: dict[str, list[int]] = defaultdict(list)
    out: list[Span] = []
    for word, cell in enumerate(cells):
        for match in _BRACKET.finditer(cell):
            single, begun, ended = match.groups()
            if single is not None:
                out.append((word, word + 1, int(single)))
            elif begun is not None:
                opened[begun].append(word)
            elif opened[ended]:
                out.append((opened[ended].pop(), word + 1, int(ended)))
            else:
                raise ReadError(f"{path}: chain {ended} is closed but was not opened")
    if any(opened.values()):
        raise ReadError(f"{path}: a chain is opened but not closed in its document")
    return sorted(out)


def carry_over(gold: Sequence[Span], source: Sequence[str], target: Sequence[str]) -> list[Span]:
    """Spans over `source` words as spans over nearly the same words in `target`."""
    if list(source) == list(target):
        return list(gold)
    blocks = SequenceMatcher(None, source, target, autojunk=False).get_matching_blocks()
    place = {block.a + i: block.b + i for block in blocks for i in range(block.size)}
    return [
        (place[start], place[end - 1] + 1, chain)
        for start, end, chain in gold
        if start in place and end - 1 in place
    ]


def match(
    found: Sequence[Candidate], gold: Sequence[Span], parsed: Parse, words: Sequence[str]
) -> tuple[dict[int, int], list[Span], Counter[str]]:
    """Candidate number → chain, the gold spans without a candidate, and counts.

    Exact spans first, a possessive "'s" aside. Schemes differ on determiners, appositions and
    relative clauses; so what is left is matched by head word, as CorefUD scores it (Nedoluzhko
    et al. 2022), unless it is a coordination.
    """
    numbers = {(candidate.start, candidate.end): i for i, candidate in enumerate(found)}
    chains: dict[int, int] = {}
    rest: list[Span] = []
    for start, end, chain in gold:
        last = end - 1 if end - start > 1 and words[end - 1] in POSSESSIVES else end
        number = numbers.get((start, last))
        if number is None or number in chains:
            rest.append((start, last, chain))
        else:
            chains[number] = chain
    counts = Counter({"exact": len(chains)})
    by_head: dict[int, list[int]] = defaultdict(list)
    for number, candidate in enumerate(found):
        by_head[candidate.head].append(number)
    dropped: list[Span] = []
    for start, end, chain in rest:
        inside = range(start, end)
        tops = [i for i in inside if parsed.heads[i] == i or parsed.heads[i] not in inside]
        joined = any(parsed.deprels[i] == "conj" and parsed.heads[i] in tops for i in inside)
        near = [n for n in by_head[tops[0]] if n not in chains] if tops and not joined else []
        if near:
            best = min(near, key=lambda n: abs(found[n].start - start) + abs(found[n].end - end))
            chains[best] = chain
        else:
            dropped.append((start, end, chain))
    counts["by head"] = len(chains) - counts["exact"]
    counts["dropped"] = len(dropped)
    return chains, dropped, counts


def _units(
    documents: Iterable[_Document],
    limit: int,
    counts: Counter[str] | None,
    *,
    keep_all: bool = False,
) -> list[Unit]:
    """Windows with mentions; `keep_all` adds the gold spans that have no candidate."""
    nlp = load(threads=THREADS)
    units: list[Unit] = []
    for document in documents:
        words = document.words
        if not words:
            continue
        parsed = parse_words(nlp, words, document.starts)
        found = candidates(
            parsed.upos, parsed.xpos, parsed.heads, parsed.deprels, words,
            parsed.entities, document.starts,
        )  # fmt: skip
        chains, dropped, matched = match(found, document.gold, parsed, words)
        mentions = [Mention(*one, chains.get(number, -1)) for number, one in enumerate(found)]
        if keep_all:
            mentions.extend(_added(span, parsed) for span in dropped)
        mentions.sort(key=lambda mention: (mention.start, -mention.end))
        if counts is not None:
            counts.update(matched)
            counts["candidates"] += len(mentions)
        for begin, end, starts in runs(document.starts, len(words), max(PART, limit)):
            units.append(
                [
                    _window(document, mentions, a + begin, b + begin, inner)
                    for a, b, inner in runs(starts, end - begin, limit)
                ]
            )
    return units


def _added(span: Span, parsed: Parse) -> Mention:
    start, end, chain = span
    head = next(
        (
            i
            for i in range(start, end)
            if not start <= parsed.heads[i] < end or parsed.heads[i] == i
        ),
        start,
    )
    return Mention(start, end, head, "pronoun" if parsed.upos[head] == "PRON" else "name", chain)


def _window(
    document: _Document, mentions: Sequence[Mention], begin: int, end: int, starts: list[int]
) -> Window:
    tree = None
    if document.trees:
        first = document.starts.index(begin)
        tree = join(document.trees[first : first + len(starts)])
    return Window(
        document.corpus,
        document.words[begin:end],
        starts,
        tree=tree,
        ner=document.ner[begin:end] if document.ner else None,
        mentions=[
            Mention(m.start - begin, m.end - begin, m.head - begin, m.kind, m.chain)
            for m in mentions
            if begin <= m.start and m.end <= end
        ],
    )


def join(trees: Sequence[Tree]) -> Tree:
    """The trees of consecutive sentences as one annotation, heads counted through."""
    out = Tree([], [], [], [], [])
    for tree in trees:
        offset = len(out.heads)
        out.upos.extend(tree.upos)
        out.xpos.extend(tree.xpos)
        out.lemmas.extend(tree.lemmas)
        out.heads.extend(head + offset if head else 0 for head in tree.heads)
        out.deprels.extend(tree.deprels)
    return out


def _starts(lengths: Iterable[int]) -> list[int]:
    starts, at = [], 0
    for length in lengths:
        starts.append(at)
        at += length
    return starts

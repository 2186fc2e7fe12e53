"""Windows as tensors: cut into pieces once, batched by length, labelled for every head."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from kg.language.coreference import KINDS, Candidate, describe, pair_features, string_relations
from kg.language.lemmas import script
from kg.language.pieces import PieceEncoder, Pieces, pad
from kg.train.windows import UNKNOWN, Pair, Tree, Unit, Window

MAX_PIECES = 320
MAX_PAIRS = 224  # of one batch


@dataclass(frozen=True, slots=True)
class Chains:
    """The mentions of one unit within a batch; arrays as `CoreferenceHead.forward` takes them."""

    words: Tensor  # [M, 3] first, last and head word as indices into the batch's [B * W] words
    kinds: Tensor  # [M]
    features: Tensor  # [M, M, F]
    chain: Tensor  # [M]
    only_marked: bool  # mentions without a chain are unknown, not singletons (GAP)


@dataclass(frozen=True, slots=True)
class Batch:
    """`tensors` by name; UNKNOWN where a corpus has no annotation."""

    tensors: dict[str, Tensor]
    chains: list[Chains]

    @property
    def pieces(self) -> int:
        return int(self.tensors["mask"].sum())


Row = tuple[Window, Pieces]


class Batcher:
    """`labels`: the inventory of each head, in the order of its logits."""

    def __init__(self, encoder: PieceEncoder, labels: dict[str, list[str]]) -> None:
        self.encoder = encoder
        self.labels = labels
        self.most_pairs = MAX_PAIRS
        self.index = {
            name: {label: i for i, label in enumerate(values)} for name, values in labels.items()
        }

    def prepare(self, units: Sequence[Unit]) -> list[list[Row]]:
        """Units with their word pieces; windows too long for the encoder are left out."""
        out = []
        for unit in units:
            rows = [(window, self.encoder.encode(window.words)) for window in unit]
            rows = [row for row in rows if len(row[1].ids) <= MAX_PIECES]
            if rows:
                out.append(rows)
        return out

    def batches(
        self, units: Sequence[list[Row]], budget: int, rng: random.Random | None
    ) -> Iterator[list[list[Row]]]:
        """Groups of units whose padded size stays below `budget` pieces; shuffled with `rng`."""
        noise = rng.random if rng else (lambda: 0.0)

        def length(unit: list[Row]) -> int:
            return max(len(row[1].ids) for row in unit)

        ordered = sorted(units, key=lambda unit: length(unit) * (1 + 0.1 * noise()))
        groups: list[list[list[Row]]] = [[]]
        longest, count = 0, 0
        for unit in ordered:
            longest, count = max(longest, length(unit)), count + len(unit)
            if groups[-1] and count * longest > budget:
                groups.append([])
                longest, count = length(unit), len(unit)
            groups[-1].append(unit)
        if rng:
            rng.shuffle(groups)
        yield from groups

    def batch(
        self,
        group: Sequence[list[Row]],
        change: Callable[[Window], Window] | None = None,
    ) -> Batch:
        """`change` may rewrite a window first (an augmentation)."""
        rows = [row for unit in group for row in unit]
        if change is not None:
            changed = ((window, change(window), pieces) for window, pieces in rows)
            rows = [
                (new, pieces if new is old else self.encoder.encode(new.words))
                for old, new, pieces in changed
            ]
        pieces = [row[1] for row in rows]
        arrays = {
            "ids": pad([p.ids for p in pieces]),
            "shapes": pad([p.shapes for p in pieces]),
            "mask": pad([[1] * len(p.ids) for p in pieces]),
            "first": pad([p.first for p in pieces]),
            "sentence": pad([_sentence_numbers(window) for window, _ in rows]),
        }
        width = arrays["first"].shape[1]
        for name in ("upos", "xpos", "lemma", "deprel", "head", "attribution", "link"):
            arrays[name] = _pad_to([self._targets(name, w) for w, _ in rows], width)
        allowed = np.zeros((len(rows), width, len(self.labels["ner"])), dtype=bool)
        factuality = np.full((len(rows), width), np.nan, dtype=np.float32)
        for number, (window, _) in enumerate(rows):
            for word, choices in enumerate(window.ner or []):
                allowed[number, word, list(choices)] = True
            if window.factuality is not None:
                factuality[number, : len(window.words)] = window.factuality
        arrays |= {"allowed": allowed, "factuality": factuality}
        arrays |= self._pairs([window for window, _ in rows])
        tensors = {name: torch.from_numpy(value) for name, value in arrays.items()}
        return Batch(tensors, list(_chains(group, width)))

    def _targets(self, name: str, window: Window) -> Sequence[int]:
        if name == "attribution":
            return window.attribution or []
        if name == "link":
            return window.links or []
        tree = window.tree
        if tree is None:
            return []
        if name == "head":
            return tree.heads
        values = {
            "upos": tree.upos,
            "xpos": tree.xpos,
            "deprel": tree.deprels,
        }.get(name) or list(map(script, window.words, tree.lemmas))
        return [self.index[name].get(value, UNKNOWN) for value in values]

    def _pairs(self, windows: Sequence[Window]) -> dict[str, np.ndarray[Any, Any]]:
        found = [(number, pair) for number, window in enumerate(windows) for pair in window.pairs]
        found = found[: self.most_pairs]
        events = np.zeros((len(found), len(self.labels["events"])), dtype=bool)
        holds = np.zeros((len(found), len(self.labels["relations"])), dtype=np.float32)
        known = np.zeros(holds.shape, dtype=bool)
        relation = self.index["relations"]
        for row, (_, pair) in enumerate(found):
            events[row, [self.index["events"][name] for name in pair.events]] = True
            known[row, [relation[name] for name in pair.known if name in relation]] = True
            at = [relation[name] for name in pair.relations if name in relation]
            known[row, at], holds[row, at] = True, 1.0
        return {
            "pair_row": np.array([row for row, _ in found], dtype=np.int64),
            "pair_spans": np.array([_bounds(p) for _, p in found], dtype=np.int64).reshape(-1, 4),
            "pair_events": events,
            "pair_relations": holds,
            "pair_known": known,
        }


def _bounds(pair: Pair) -> tuple[int, int, int, int]:
    if pair.source is None or pair.target is None:
        return (-1, -1, -1, -1)
    return (pair.source[0], pair.source[1] - 1, pair.target[0], pair.target[1] - 1)


def _sentence_numbers(window: Window) -> list[int]:
    starts = set(window.starts[1:])
    out, number = [], 0
    for word in range(len(window.words)):
        number += word in starts
        out.append(number)
    return out


def _chains(group: Sequence[list[Row]], width: int) -> Iterator[Chains]:
    first_row = 0
    for unit in group:
        if unit[0][0].mentions is not None:
            made = _unit_chains([window for window, _ in unit], first_row, width)
            if made is not None:
                yield made
        first_row += len(unit)


def _unit_chains(windows: Sequence[Window], first_row: int, width: int) -> Chains | None:
    candidates, at, chain = [], [], []
    words: list[str] = []
    sentence = 0
    for number, window in enumerate(windows):
        numbers = _sentence_numbers(window)
        base = len(words)
        flat = (first_row + number) * width
        for one in window.mentions or []:
            begin, end, head = base + one.start, base + one.end, base + one.head
            candidates.append(Candidate(begin, end, head, one.kind, sentence + numbers[one.start]))
            at.append((flat + one.start, flat + one.end - 1, flat + one.head))
            chain.append(one.chain)
        words.extend(window.words)
        sentence += numbers[-1] + 1
    if len(candidates) < 2:
        return None
    described = describe(candidates, words)
    count = len(candidates)
    numbers = np.arange(count)
    strings = string_relations(described, 0, 0, count)
    features = pair_features(described, numbers[:, None], numbers[None, :], strings)
    return Chains(
        torch.tensor(at),
        torch.tensor([KINDS.index(one.kind) for one in candidates]),
        torch.from_numpy(features),
        torch.tensor(chain),
        windows[0].corpus == "gap",
    )


def _pad_to(rows: Sequence[Sequence[int]], width: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    out = np.full((len(rows), width), UNKNOWN, dtype=np.int64)
    for number, row in enumerate(rows):
        out[number, : len(row)] = row
    return out


def merge(windows: Sequence[Window]) -> Window:
    """Consecutive sentences of one document as one window (names, trees, factuality only)."""
    if len(windows) == 1:
        return windows[0]
    words: list[str] = []
    starts: list[int] = []
    ner: list[tuple[int, ...]] = []
    heads: list[int] = []
    factuality: list[float] = []
    for window in windows:
        base = len(words)
        starts.extend(base + start for start in window.starts)
        words.extend(window.words)
        ner.extend(window.ner or [()] * len(window.words))
        factuality.extend(window.factuality or [float("nan")] * len(window.words))
        if window.tree is not None:
            heads.extend(head + base if head else 0 for head in window.tree.heads)
    trees = [window.tree for window in windows if window.tree is not None]
    tree = None
    if len(trees) == len(windows):
        tree = Tree(
            upos=[tag for one in trees for tag in one.upos],
            xpos=[tag for one in trees for tag in one.xpos],
            lemmas=[lemma for one in trees for lemma in one.lemmas],
            heads=heads,
            deprels=[label for one in trees for label in one.deprels],
        )
    return Window(windows[0].corpus, words, starts, tree=tree, ner=ner, factuality=factuality)


def merged(document: Unit, limit: int) -> Iterator[Window]:
    """A document of single sentences as windows of at most `limit` words (or one sentence)."""
    held: list[Window] = []
    size = 0
    for window in document:
        if held and size + len(window.words) > limit:
            yield merge(held)
            held, size = [], 0
        held.append(window)
        size += len(window.words)
    if held:
        yield merge(held)

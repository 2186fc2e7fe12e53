"""Fit the pair head further on the finished encoder:

`python -m kg.train.pairs --corpora DIR --run DIR`. The encoder is frozen, so its word vectors
are computed once; what the other heads do cannot change. Events and relations part ways here, both
from the head that was trained with the encoder; what is new are the pairs between which
nothing holds: all that the product would ask about, not a few. Writes RUN/pairs.pt.
"""

from __future__ import annotations

import argparse
import copy
import json
import logging
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from kg.language.pieces import PieceEncoder
from kg.train.batches import Batcher
from kg.train.fit import PRETRAINED
from kg.train.losses import known_relations, one_of
from kg.train.model import NewsModel, PairHead
from kg.train.sources import Source, pair_sources, state_swapper
from kg.train.windows import Window

log = logging.getLogger("kg.train")
EPOCHS = {"events": 1, "relations": 3}  # events are learned by heart from the second on
VERSIONS = 2  # how often an event window is encoded, each time with other states


@dataclass(frozen=True, slots=True)
class Item:
    """A window's word vectors [W, H] in half precision, and its pairs as the heads take them."""

    corpus: str
    words: Tensor
    spans: Tensor
    events: Tensor
    holds: Tensor
    known: Tensor


def encode(model: NewsModel, batcher: Batcher, windows: Sequence[Window]) -> list[Item]:
    """Items in the order of the windows; those without pairs or too long are left out."""
    prepared = batcher.prepare([[window] for window in windows if window.pairs])
    numbers = {id(unit): number for number, unit in enumerate(prepared)}
    found: dict[int, Item] = {}
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for group in batcher.batches(prepared, 4096, None):
            given = batcher.batch(group).tensors
            encoded = model.encode(given["ids"], given["shapes"], given["mask"], given["first"])
            for row, unit in enumerate(group):
                window = unit[0][0]
                mine = given["pair_row"] == row
                if mine.any():
                    found[numbers[id(unit)]] = Item(
                        window.corpus,
                        encoded[row, 1 : 1 + len(window.words)].to(torch.float16),
                        given["pair_spans"][mine],
                        given["pair_events"][mine],
                        given["pair_relations"][mine],
                        given["pair_known"][mine],
                    )
    return [found[number] for number in sorted(found)]


def batches(
    items: Sequence[Item], pairs: int, rng: random.Random | None
) -> Iterator[tuple[Tensor, Tensor, Tensor, Tensor, list[Item]]]:
    """Words, mask, row and spans of about `pairs` pairs; by length, shuffled with `rng`."""
    noise = rng.random if rng else (lambda: 0.0)
    ordered = sorted(items, key=lambda item: len(item.words) * (1 + 0.2 * noise()))
    groups: list[list[Item]] = [[]]
    count = 0
    for item in ordered:
        if groups[-1] and (count + len(item.spans) > pairs or len(groups[-1]) >= 64):
            groups.append([])
            count = 0
        groups[-1].append(item)
        count += len(item.spans)
    if rng:
        rng.shuffle(groups)
    for group in groups:
        words = torch.nn.utils.rnn.pad_sequence([i.words.float() for i in group], True)
        mask = torch.zeros(words.shape[:2], dtype=torch.long)
        for row, item in enumerate(group):
            mask[row, : len(item.words)] = 1
        row = torch.cat([torch.full((len(i.spans),), n) for n, i in enumerate(group)])
        yield words, mask, row, torch.cat([item.spans for item in group]), group


def fit_head(
    task: str,
    head: PairHead,
    train: Sequence[Item],
    held_out: dict[str, list[Item]],
    *,
    epochs: int,
    rate: float,
    seed: int,
) -> dict[str, Tensor]:
    """The weights after the last epoch; a mean over the last third of the epochs' weights.

    Averaging weights along the way: Izmailov et al. 2018, "Averaging Weights Leads to Wider
    Optima and Better Generalization".
    """
    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=0.05)
    per_epoch = sum(1 for _ in batches(train, 96, random.Random(0)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, rate, total_steps=epochs * per_epoch + 200, pct_start=0.1
    )
    kept: dict[str, Tensor] = {}
    averaged = 0
    log.info("%s before: %s", task, scores(task, head, held_out))
    for epoch in range(epochs):
        head.train()
        started, total, steps = time.monotonic(), 0.0, 0
        for words, mask, row, spans, group in batches(train, 96, random.Random(seed + epoch)):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                events, relations = head(words, mask, row, spans)
            if task == "events":
                loss = one_of(events, torch.cat([item.events for item in group]))
            else:
                holds = torch.cat([item.holds for item in group])
                loss = known_relations(relations, holds, torch.cat([i.known for i in group]))
            if loss is None:
                continue
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            total, steps = total + loss.item(), steps + 1
        if epoch >= epochs * 2 // 3:
            averaged += 1
            for name, value in head.state_dict().items():
                before = kept.get(name, torch.zeros_like(value))
                kept[name] = before + (value - before) / averaged
        log.info(
            "%s epoch %d: loss %.3f, %.0f s, %s",
            *(task, epoch, total / max(steps, 1), time.monotonic() - started),
            scores(task, head, held_out),
        )
    head.load_state_dict(kept)
    log.info("%s averaged: %s", task, scores(task, head, held_out))
    return kept


def scores(task: str, head: PairHead, held_out: dict[str, list[Item]]) -> dict[str, float]:
    """Share of right best labels by corpus, and for events the macro F1 of PLV's roots."""
    head.eval()
    out: dict[str, float] = {}
    with torch.no_grad():
        for name, items in held_out.items():
            hits, count = 0, 0
            right: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
            for words, mask, row, spans, group in batches(items, 256, None):
                events, relations = head(words, mask, row, spans)
                if task == "events":
                    gold = torch.cat([item.events for item in group])
                    if name == "plv":
                        gold[:, 0] = False
                        events[:, 0] = -1e4
                    marked = gold.any(-1)
                    best = events.argmax(-1)
                else:
                    gold = torch.cat([item.holds for item in group]) > 0
                    known = torch.cat([item.known for item in group])
                    marked = gold.any(-1)
                    best = relations.masked_fill(~known, -1e4).argmax(-1)
                found = gold.gather(-1, best.unsqueeze(-1)).squeeze(-1)
                hits += int((found & marked).sum())
                count += int(marked.sum())
                for is_right, guess, allowed, is_marked in zip(
                    found, best, gold, marked, strict=True
                ):
                    if is_marked:
                        want = int(guess) if is_right else int(allowed.float().argmax())
                        right[want][0] += int(is_right)
                        right[int(guess)][1] += 1
                        right[want][2] += 1
            out[name] = round(hits / max(count, 1), 4)
            f1 = [2 * r / max(g + w, 1) for r, g, w in right.values()]
            out[f"{name} macro"] = round(sum(f1) / max(len(f1), 1), 4)
    return out


def run(corpora: Path, folder: Path) -> None:
    """With the settings of the shipped weights, for the run in `folder`."""
    fit_run(_parser().parse_args([f"--corpora={corpora}", f"--run={folder}"]))


def fit_run(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    saved = torch.load(options.run / "checkpoint.pt", weights_only=True)
    labels = json.loads((options.run / "labels.json").read_text())
    model = NewsModel.from_pretrained(PRETRAINED, saved["sizes"])
    model.load_state_dict(saved["model"])
    model.eval()
    batcher = Batcher(PieceEncoder(PRETRAINED / "tokenizer.json"), labels)
    batcher.most_pairs = sys.maxsize
    train, held_out = pair_sources(options.corpora, every=True)
    out: dict[str, dict[str, Tensor]] = {}
    path = options.run / "pairs.pt"
    if path.exists():
        out = torch.load(path, weights_only=True)
    for task in options.tasks:
        chosen = [source for source in train if _has(source, task)]
        items = encode_sources(model, batcher, chosen, options, task)
        development = {
            source.name: encode(model, batcher, [unit[0] for unit in source.units])
            for source in held_out
            if _has(source, task)
        }
        log.info("%s: %d windows, %d of them fresh", task, len(items), len(chosen))
        head = copy.deepcopy(model.pair)
        out[task] = fit_head(
            task,
            head,
            items,
            development,
            epochs=options.epochs or EPOCHS[task],
            rate=options.rate,
            seed=options.seed,
        )
        torch.save(out, path)


def encode_sources(
    model: NewsModel,
    batcher: Batcher,
    sources: Sequence[Source],
    options: argparse.Namespace,
    task: str,
) -> list[Item]:
    """Every source in its share; event windows also with other states in their place."""
    swap = state_swapper(options.corpora, options.seed, share=1.0)
    rng = random.Random(options.seed)
    out: list[Item] = []
    for source in sources:
        windows = [window for unit in source.units for window in unit]
        if options.limit:
            windows = windows[: options.limit]
        if source.share < 1:
            windows = rng.sample(windows, round(len(windows) * source.share))
        made = encode(model, batcher, windows)
        out.extend(made * max(1, round(source.share)))
        if task == "events" and source.share >= 1:
            for _ in range(VERSIONS - 1):
                out.extend(encode(model, batcher, [swap(window) for window in windows]))
    return out


def _has(source: Source, task: str) -> bool:
    pair = source.units[0][0].pairs[0]
    return bool(pair.events) if task == "events" else bool(pair.known or pair.relations)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--tasks", nargs="*", default=list(EPOCHS))
    parser.add_argument("--epochs", type=int, default=0)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, default=0, help="windows of each source, for a trial")
    return parser


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    fit_run(_parser().parse_args())


if __name__ == "__main__":
    main()

"""Fit the head for relations of a pair further on the finished encoder:

`python -m kg.train.pairs --corpora DIR --run DIR`. The encoder is frozen, so its word vectors
are computed once; what the other heads do cannot change. It begins with the head that was
trained with the encoder; what is new are the pairs between which nothing holds: all that the
product would ask about, not a few. Writes RUN/pairs.pt. (Events: `kg.train.events`.)
"""

from __future__ import annotations

import argparse
import copy
import logging
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from kg.train.batches import Batcher
from kg.train.fit import load_run
from kg.train.losses import known_relations
from kg.train.model import NewsModel, PairHead
from kg.train.sources import Source, pair_sources
from kg.train.windows import Window

log = logging.getLogger("kg.train")
EPOCHS = 3


@dataclass(frozen=True, slots=True)
class Item:
    """A window's word vectors [W, H] in half precision, and its pairs as the head takes them."""

    words: Tensor
    spans: Tensor
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
                        encoded[row, 1 : 1 + len(window.words)].to(torch.float16),
                        given["pair_spans"][mine],
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
    head: PairHead,
    train: Sequence[Item],
    held_out: dict[str, list[Item]],
    options: argparse.Namespace,
) -> dict[str, Tensor]:
    """The weights after the last epoch."""
    torch.manual_seed(options.seed)
    optimizer = torch.optim.AdamW(head.parameters(), lr=options.rate, weight_decay=0.05)
    per_epoch = sum(1 for _ in batches(train, 96, random.Random(0)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, options.rate, total_steps=options.epochs * per_epoch + 200, pct_start=0.1
    )
    log.info("before: %s", scores(head, held_out))
    for epoch in range(options.epochs):
        head.train()
        started, total, steps = time.monotonic(), 0.0, 0
        shuffled = random.Random(options.seed + epoch)
        for words, mask, row, spans, group in batches(train, 96, shuffled):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                _, relations = head(words, mask, row, spans)
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
        log.info(
            "epoch %d: loss %.3f, %.0f s, %s",
            *(epoch, total / max(steps, 1), time.monotonic() - started),
            scores(head, held_out),
        )
    return head.state_dict()


def scores(head: PairHead, held_out: dict[str, list[Item]]) -> dict[str, float]:
    """Share of the pairs with a relation whose best-scored one is right, by corpus."""
    head.eval()
    out: dict[str, float] = {}
    with torch.no_grad():
        for name, items in held_out.items():
            hits, count = 0, 0
            for words, mask, row, spans, group in batches(items, 256, None):
                _, relations = head(words, mask, row, spans)
                gold = torch.cat([item.holds for item in group]) > 0
                known = torch.cat([item.known for item in group])
                best = relations.masked_fill(~known, -1e4).argmax(-1)
                hits += int(gold.gather(-1, best.unsqueeze(-1)).sum())
                count += int(gold.any(-1).sum())
            out[name] = round(hits / max(count, 1), 4)
    return out


def run(corpora: Path, folder: Path) -> None:
    """With the settings of the shipped weights, for the run in `folder`."""
    fit_run(_parser().parse_args([f"--corpora={corpora}", f"--run={folder}"]))


def fit_run(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    model, batcher = load_run(options.run)
    batcher.most_pairs = sys.maxsize
    train, held_out = pair_sources(options.corpora, every=True)
    items = encode_sources(model, batcher, [s for s in train if _has_relations(s)], options)
    development = {
        source.name: encode(model, batcher, [unit[0] for unit in source.units])
        for source in held_out
        if _has_relations(source)
    }
    log.info("%d windows", len(items))
    fitted = fit_head(copy.deepcopy(model.pair), items, development, options)
    torch.save({"relations": fitted}, options.run / "pairs.pt")


def encode_sources(
    model: NewsModel, batcher: Batcher, sources: Sequence[Source], options: argparse.Namespace
) -> list[Item]:
    """Every source in its share."""
    rng = random.Random(options.seed)
    out: list[Item] = []
    for source in sources:
        windows = [window for unit in source.units for window in unit]
        if options.limit:
            windows = windows[: options.limit]
        if source.share < 1:
            windows = rng.sample(windows, round(len(windows) * source.share))
        out.extend(encode(model, batcher, windows) * max(1, round(source.share)))
    return out


def _has_relations(source: Source) -> bool:
    pair = source.units[0][0].pairs[0]
    return bool(pair.known or pair.relations)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
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

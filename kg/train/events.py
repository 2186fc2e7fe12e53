"""Fit the pair classifier of events: `python -m kg.train.events --corpora DIR --out DIR`.

The shared encoder is frozen: its third and last layer are read once, from the exported weights.
Learned are three layers that go on from its third and the pair head (`kg.train.event_model`), on
our own annotation of news sentences with all pairs that the product would ask about, on triplets,
PLV and our own marked sentences. Writes OUT/events.pt after every epoch, at last OUT/events.onnx.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from spacy.tokens import Doc
from torch import Tensor

from kg.extract.scoring import Features, PairFeatures
from kg.language.labels import EVENT_LABELS
from kg.language.mentions import analysed
from kg.language.models import WEIGHTS
from kg.language.pipeline import load_reader
from kg.language.reader import MIDDLE
from kg.train.annotations import pairs_of, read_annotated
from kg.train.event_model import EventModel, kind_sizes, labels_of, shipped_layers
from kg.train.export import export_events
from kg.train.interactions import Split, read_plv, read_triplets, synthetic
from kg.train.sources import SYNTHETIC
from kg.train.windows import Pair, Window

log = logging.getLogger("kg.train")
LONGEST = 160  # words of a sentence to learn from
PAIRS = 512  # of a batch
_TYPE = {name: number for number, name in enumerate(EVENT_LABELS)}


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence as the model takes it: vectors [W, 2H] in half precision, features of its pairs,
    and which types each may be [P, 17]."""

    vectors: np.ndarray
    features: Features
    allowed: np.ndarray


class Encoder:
    """Sentences to items, with the shared encoder in `weights`."""

    def __init__(self, weights: Path) -> None:
        self.nlp = load_reader(weights)
        self.features = PairFeatures(labels_of(weights))

    def item(self, doc: Doc, pairs: Sequence[Pair]) -> Item | None:
        kept = [pair for pair in pairs if pair.source and pair.target and pair.events]
        if not kept or len(doc) > LONGEST:
            return None
        features = self.features.of(doc, [(pair.source, pair.target) for pair in kept])
        allowed = np.zeros((len(kept), len(EVENT_LABELS)), dtype=bool)
        for row, pair in enumerate(kept):
            allowed[row, [_TYPE[name] for name in pair.events]] = True
        vectors = np.concatenate([doc.user_data[MIDDLE], doc.tensor], axis=1)
        return Item(vectors.astype(np.float16), features, allowed)

    def windows(self, windows: Iterable[Window]) -> list[Item]:
        made = (self.item(analysed(self.nlp, w.words, w.starts), w.pairs) for w in windows)
        return [item for item in made if item is not None]

    def annotated(self, root: Path, limit: int | None) -> Split:
        """Our own annotation, for training and held out."""
        parts = Split([], [])
        for one in islice(read_annotated(root), limit):
            item = self.item(*pairs_of(one, self.nlp))
            if item is not None:
                parts[one.held_out].append(item)
        return parts


def batches(items: Sequence[Item], rng: random.Random | None) -> Iterator[dict[str, Tensor]]:
    """The model's inputs and `allowed` for about PAIRS pairs; by length, shuffled with `rng`."""
    noise = rng.random if rng else (lambda: 0.0)
    groups: list[list[Item]] = [[]]
    count = 0
    for item in sorted(items, key=lambda one: len(one.vectors) * (1 + 0.3 * noise())):
        if groups[-1] and count + len(item.allowed) > PAIRS:
            groups.append([])
            count = 0
        groups[-1].append(item)
        count += len(item.allowed)
    if rng:
        rng.shuffle(groups)
    for group in groups:
        rows = [torch.from_numpy(item.vectors).float() for item in group]
        mask = torch.zeros(len(group), max(map(len, rows)), dtype=torch.long)
        for number, row in enumerate(rows):
            mask[number, : len(row)] = 1
        counts = torch.tensor([len(item.allowed) for item in group])

        def joined(arrays: Iterable[np.ndarray]) -> Tensor:
            return torch.from_numpy(np.concatenate(list(arrays)))

        yield {
            "vectors": torch.nn.utils.rnn.pad_sequence(rows, batch_first=True),
            "mask": mask,
            "row": torch.repeat_interleave(torch.arange(len(group)), counts),
            "words": joined(item.features.words for item in group) + 1,
            "kinds": joined(item.features.kinds for item in group),
            "types": joined(item.features.types for item in group).flatten(1).float(),
            "allowed": joined(item.allowed for item in group),
        }


def loss_of(logits: Tensor, allowed: Tensor) -> Tensor:
    """-log of the probability of the allowed types (Tsuboi et al. 2008)."""
    inside = logits.masked_fill(~allowed, -1e9).logsumexp(-1)
    return (logits.logsumexp(-1) - inside).mean()


def scores(model: EventModel, items: Sequence[Item], least: float = 0.5) -> dict[str, float]:
    """Precision, recall and F1 of typed pairs from probability `least`; `typed`: share of the
    pairs with an event whose best type is right."""
    model.eval()
    right = guessed = marked = typed = 0
    with torch.no_grad():
        for batch in batches(items, None):
            allowed = batch.pop("allowed")
            found = model(**batch).softmax(-1)
            best = found[:, 1:].argmax(-1) + 1
            hit = allowed.gather(1, best.unsqueeze(1)).squeeze(1)
            said, event = 1 - found[:, 0] >= least, ~allowed[:, 0]
            right += int((hit & said).sum())
            guessed, marked = guessed + int(said.sum()), marked + int(event.sum())
            typed += int((hit & event).sum())
    out = {"precision": right / max(guessed, 1), "recall": right / max(marked, 1)}
    out |= {"f1": 2 * right / max(guessed + marked, 1), "typed": typed / max(marked, 1)}
    return {name: round(value, 4) for name, value in out.items()}


def run(corpora: Path, weights: Path) -> None:
    """With the settings of the shipped weights, for the encoder in `weights`."""
    at = [f"--corpora={corpora}", f"--weights={weights}", f"--out={weights}"]
    fit_run(_parser().parse_args(at))


def fit_run(options: argparse.Namespace) -> None:
    corpora, out = options.corpora, options.out
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    out.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(options.weights)
    limit = options.limit or None
    ours = encoder.annotated(corpora, limit)
    train, held_out = list(ours.train), {"annotated": ours.dev}
    for name, windows in (
        ("plv", read_plv(corpora)),
        ("cameo-triplets", read_triplets(corpora, every=True)),
        ("synthetic", synthetic(SYNTHETIC)),
    ):
        train += encoder.windows(windows.train[:limit])
        held_out[name] = encoder.windows(windows.dev[:limit])
    log.info("%d sentences, %d pairs", len(train), sum(len(item.allowed) for item in train))
    model = EventModel(kind_sizes(labels_of(options.weights)))
    model.layers.load_state_dict(shipped_layers(options.weights))
    own = list(model.layers.parameters())
    others = [value for name, value in model.named_parameters() if not name.startswith("layers.")]
    optimizer = torch.optim.AdamW(
        [{"params": own, "lr": options.rate}, {"params": others, "lr": 5 * options.rate}],
        weight_decay=0.05,
    )
    steps = options.epochs * (sum(1 for _ in batches(train, None)) + 8)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [options.rate, 5 * options.rate], total_steps=steps, pct_start=0.1
    )
    for epoch in range(options.epochs):
        model.train()
        started, total, count = time.monotonic(), 0.0, 0
        for batch in batches(train, random.Random(options.seed + epoch)):
            allowed = batch.pop("allowed")
            loss = loss_of(model(**batch), allowed)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            total, count = total + loss.item(), count + 1
        torch.save(model.state_dict(), out / "events.pt")
        told = {name: scores(model, items) for name, items in held_out.items()}
        seconds = time.monotonic() - started
        log.info("epoch %d: loss %.4f, %.0f s, %s", epoch, total / count, seconds, told)
    export_events(model, out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of the encoder")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, default=0, help="of each source, for a trial")
    return parser


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    fit_run(_parser().parse_args())


if __name__ == "__main__":
    main()

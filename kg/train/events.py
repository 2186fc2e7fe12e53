"""Fit the model of events: `python -m kg.train.events --corpora DIR --out DIR`.

The shared encoder is frozen: its third and last layer are read once, from the exported weights.
Learned are three layers that go on from its third and the heads for words, roles and pairs
(`kg.train.event_model`), on our own annotation of news sentences with all candidates that the
product would ask about; the pair head on triplets and PLV too. Writes OUT/events.pt after every
epoch, at last OUT/events.onnx, roles.onnx and pairs.onnx.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from spacy.tokens import Doc
from torch import Tensor

from kg.extract.features import Features, ParseFeatures, WordFeatures
from kg.language.labels import EVENT_LABELS, EVENT_NUMBER, NONE, ROLES
from kg.language.mentions import analysed
from kg.language.models import WEIGHTS
from kg.language.pipeline import load_reader
from kg.language.reader import MIDDLE
from kg.train.annotations import Told, marked, read_annotated
from kg.train.event_model import EventModel, kind_sizes, labels_of, shipped_layers, token_sizes
from kg.train.export import export_events
from kg.train.interactions import Split, read_plv, read_triplets
from kg.train.windows import Pair, Window

log = logging.getLogger("kg.train")
LONGEST = 160  # words of a sentence to learn from
WORDS = 700  # of a batch
SILENT = 3  # of the words that the lexicon knows but that tell of nothing, so many in a sentence
# Rates of learning, in the rate of our layers; few words are in the lexicon, so it learns fastest.
LAYERS, HEADS, LEXICON = 1, 5, 25


@dataclass(frozen=True, slots=True)
class Asked:
    """Pairs of one sentence, and which classes each may be [P, C]."""

    features: Features
    allowed: np.ndarray


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence as the model takes it: vectors [W, 2H] in half precision, its words, which types
    each word may tell of [W, 17] (None: not annotated), pairs of actors [P, 17], and candidates
    at the words that do tell [R, 4], with the type of each."""

    vectors: np.ndarray
    words: WordFeatures
    triggers: np.ndarray | None
    pairs: Asked | None
    roles: Asked | None


class Encoder:
    """Sentences to items, with the shared encoder in `weights`."""

    def __init__(self, weights: Path) -> None:
        self.nlp = load_reader(weights)
        self.features = ParseFeatures(labels_of(weights))

    def item(self, doc: Doc, pairs: Sequence[Pair], told: Sequence[Told] | None) -> Item | None:
        kept = [pair for pair in pairs if pair.source and pair.target and pair.events]
        if len(doc) > LONGEST or (not kept and told is None):
            return None
        vectors = np.concatenate([doc.user_data[MIDDLE], doc.tensor], axis=1).astype(np.float16)
        words = self.features.of_words(doc)
        found = None
        if kept:
            features = self.features.of(doc, [(pair.source, pair.target) for pair in kept])
            found = Asked(features, _allowed([pair.events for pair in kept]))
        if told is None:
            return Item(vectors, words, None, found, None)
        types = [(NONE,)] * len(doc)
        for one in told:
            types[one.trigger] = one.types
        roles = self._roles(doc, [*told, *_silent(doc, words, told, kept)])
        return Item(vectors, words, _allowed(types), found, roles)

    def _roles(self, doc: Doc, told: Sequence[Told]) -> Asked | None:
        rows = [(one, span, role) for one in told for span, role in one.roles.items()]
        if not rows:
            return None
        found = self.features.of(doc, [((t.trigger, t.trigger + 1), span) for t, span, _ in rows])
        kinds = [[EVENT_NUMBER[one.types[0]]] for one, _, _ in rows]
        features = replace(found, kinds=np.concatenate([found.kinds, kinds], axis=1))
        return Asked(features, np.eye(len(ROLES), dtype=bool)[[role for *_, role in rows]])

    def windows(self, windows: Iterable[Window]) -> list[Item]:
        made = (self.item(analysed(self.nlp, w.words, w.starts), w.pairs, None) for w in windows)
        return [item for item in made if item is not None]

    def annotated(self, root: Path, limit: int | None) -> Split:
        """Our own annotation, for training and held out."""
        parts = Split([], [])
        for one in islice(read_annotated(root), limit):
            item = self.item(*marked(one, self.nlp))
            if item is not None:
                parts[one.held_out].append(item)
        return parts


def _silent(
    doc: Doc, words: WordFeatures, told: Sequence[Told], pairs: Sequence[Pair]
) -> Iterator[Told]:
    """The first words that the lexicon knows and that tell of nothing here: nobody takes part."""
    spans = {span for pair in pairs for span in (pair.source, pair.target) if span}
    telling = {one.trigger for one in told}
    known = words.types.reshape(len(doc), -1, len(EVENT_LABELS))[..., 1:].any(1)
    silent = (at for at in np.flatnonzero(known.any(1)).tolist() if at not in telling)
    for at in islice(silent, SILENT):
        kind = EVENT_LABELS[int(known[at].argmax()) + 1]
        yield Told(at, (kind,), dict.fromkeys(sorted(spans), 0))


def _allowed(rows: Sequence[Sequence[str]]) -> np.ndarray:
    allowed = np.zeros((len(rows), len(EVENT_LABELS)), dtype=bool)
    for row, names in enumerate(rows):
        allowed[row, [EVENT_NUMBER[name] for name in names]] = True
    return allowed


def batches(items: Sequence[Item], rng: random.Random | None) -> Iterator[Batch]:
    """About WORDS words at once, by length, shuffled with `rng`."""
    noise = rng.random if rng else (lambda: 0.0)
    groups: list[list[Item]] = [[]]
    count = 0
    for item in sorted(items, key=lambda one: len(one.vectors) * (1 + 0.3 * noise())):
        if groups[-1] and count + len(item.vectors) > WORDS:
            groups.append([])
            count = 0
        groups[-1].append(item)
        count += len(item.vectors)
    if rng:
        rng.shuffle(groups)
    return map(Batch.of, groups)


@dataclass(frozen=True, slots=True)
class Batch:
    """Words of all sentences, one after the other. `words`: inputs of `EventModel.read` and
    `.triggers`; `pairs` and `roles`: those of the two heads beside them, with `allowed`."""

    vectors: Tensor  # [N, 2H]
    mask: Tensor  # [B, W] 1 where a sentence has a word
    words: dict[str, Tensor]
    annotated: Tensor  # [N] whether the word is annotated
    allowed: Tensor  # [N, 17]
    pairs: dict[str, Tensor] | None
    roles: dict[str, Tensor] | None

    @classmethod
    def of(cls, group: Sequence[Item]) -> Batch:
        none = [np.zeros((len(item.vectors), len(EVENT_LABELS)), dtype=bool) for item in group]
        sizes = np.array([len(item.vectors) for item in group])
        begins = np.concatenate([[0], sizes[:-1].cumsum()])
        heads = [begin + item.words.heads for begin, item in zip(begins, group, strict=True)]
        return cls(
            vectors=_after_another(item.vectors for item in group).float(),
            mask=torch.from_numpy((np.arange(sizes.max()) < sizes[:, np.newaxis]).astype(np.int64)),
            words={
                "heads": _after_another(heads),
                "tokens": _after_another(item.words.kinds for item in group),
                "types": _after_another(item.words.types for item in group).float(),
            },
            annotated=torch.from_numpy(
                np.repeat([item.triggers is not None for item in group], sizes)
            ),
            allowed=_after_another(
                item.triggers if item.triggers is not None else empty
                for item, empty in zip(group, none, strict=True)
            ),
            pairs=_joined([item.pairs for item in group], begins),
            roles=_joined([item.roles for item in group], begins),
        )


def _after_another(arrays: Iterable[np.ndarray]) -> Tensor:
    return torch.from_numpy(np.concatenate(list(arrays)))


def _joined(asked: Sequence[Asked | None], begins: np.ndarray) -> dict[str, Tensor] | None:
    """`begins`: where the words of each sentence begin among those of all."""
    held = [(row, one) for row, one in enumerate(asked) if one is not None]
    if not held:
        return None
    places = ((one.features.words, begins[row]) for row, one in held)
    return {
        "row": torch.cat([torch.full((len(one.allowed),), row) for row, one in held]),
        "words": _after_another(np.where(at >= 0, at + begin + 1, 0) for at, begin in places),
        "kinds": _after_another(one.features.kinds for _, one in held),
        "types": _after_another(one.features.types for _, one in held).flatten(1).float(),
        "allowed": _after_another(one.allowed for _, one in held),
    }


def loss_of(logits: Tensor, allowed: Tensor) -> Tensor:
    """-log of the probability of the allowed types (Tsuboi et al. 2008)."""
    inside = logits.masked_fill(~allowed, -1e9).logsumexp(-1)
    return (logits.logsumexp(-1) - inside).mean()


def losses(model: EventModel, batch: Batch) -> dict[str, Tensor]:
    """The loss of each head that the batch has something for."""
    return {name: loss_of(*answers) for name, answers in answered(model, batch).items()}


def answered(model: EventModel, batch: Batch) -> dict[str, tuple[Tensor, Tensor]]:
    """The logits of each head that the batch has something for, and what is allowed."""
    read = model.read(batch.vectors, batch.mask)
    out = {}
    if batch.annotated.any():
        told = model.triggers(read, **batch.words)[batch.annotated]
        out["triggers"] = told, batch.allowed[batch.annotated]
    for name, asked in (("pairs", batch.pairs), ("roles", batch.roles)):
        if asked is not None:
            given = {key: value for key, value in asked.items() if key != "allowed"}
            out[name] = getattr(model, name)(read, batch.mask, **given), asked["allowed"]
    return out


def scores(model: EventModel, items: Sequence[Item], least: float = 0.5) -> dict[str, float]:
    """F1 by head, of whatever is not NONE from probability `least`; `typed`: share of the pairs
    with an event whose best type is right."""
    model.eval()
    hits: dict[str, list[tuple[Tensor, Tensor, Tensor]]] = {}
    with torch.no_grad():
        for batch in batches(items, None):
            for name, answers in answered(model, batch).items():
                hits.setdefault(name, []).append(_hits(*answers))
    out = {}
    for name, parts in hits.items():
        hit, event, true = (torch.cat(columns) for columns in zip(*parts, strict=True))
        said = event >= least
        right = int((hit & said & true).sum())
        out[name] = 2 * right / max(int(said.sum()) + int(true.sum()), 1)
        if name == "pairs":
            out["typed"] = int((hit & true).sum()) / max(int(true.sum()), 1)
    return {name: round(value, 4) for name, value in out.items()}


def _hits(logits: Tensor, allowed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """By row: whether the best class but NONE is allowed, the probability of any, whether true."""
    found = logits.softmax(-1)
    best = found[:, 1:].argmax(-1) + 1
    return allowed.gather(1, best.unsqueeze(1)).squeeze(1), 1 - found[:, 0], ~allowed[:, 0]


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
    ):
        train += encoder.windows(windows.train[:limit])
        held_out[name] = encoder.windows(windows.dev[:limit])
    log.info("%d sentences, %d of them our own annotation", len(train), len(ours.train))
    labels = labels_of(options.weights)
    model = EventModel(kind_sizes(labels), token_sizes(labels))
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True), strict=False)
    else:
        model.layers.load_state_dict(shipped_layers(options.weights))
    first = {name: value.clone() for name, value in model.state_dict().items()}
    groups: dict[int, list[Tensor]] = {factor: [] for factor in (LAYERS, HEADS, LEXICON)}
    for name, value in model.named_parameters():
        factor = LAYERS if name.startswith("layers.") else HEADS
        groups[LEXICON if name.endswith("lexicon.weight") else factor].append(value)
    rates = [factor * options.rate for factor in groups]
    optimizer = torch.optim.AdamW(
        [{"params": group, "lr": rate} for group, rate in zip(groups.values(), rates, strict=True)],
        weight_decay=0.05,
    )
    steps = options.epochs * (sum(1 for _ in batches(train, None)) + 8)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, rates, total_steps=steps, pct_start=0.1
    )
    for epoch in range(options.epochs):
        model.train()
        started, total, count = time.monotonic(), 0.0, 0
        for batch in batches(train, random.Random(options.seed + epoch)):
            loss = torch.stack(list(losses(model, batch).values())).sum()
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
    # A mean of weights keeps what the later run forgets (Wortsman et al. 2022, "Model soups").
    last = model.state_dict()
    mean = {name: value.lerp(last[name], options.share) for name, value in first.items()}
    model.load_state_dict(mean)
    torch.save(mean, out / "events.pt")
    export_events(model, out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of the encoder")
    parser.add_argument("--start", type=Path, help="events.pt of an earlier run, to go on from")
    parser.add_argument(
        "--share", type=float, default=1.0, help="of this run in the mean with where it began"
    )
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

"""Export a checkpoint for run time: `python -m kg.train.export --run DIR --out DIR`.

ONNX graphs: model.onnx, the encoder with all heads per word; relations.onnx, which scores pairs
of spans; coreference.onnx, which scores pairs of mentions; and events.onnx, roles.onnx and
pairs.onnx, which `kg.train.events` fits. Dynamic int8 weights, but for coreference, which is small.
What only needs the best label leaves the graph as an index;
arcs, entities and roles of attribution keep their scores, because a tree and valid spans are
decoded from them.
"""

from __future__ import annotations

import argparse
import copy
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from kg.language.coreference import JOINT
from kg.language.reader import INPUTS, OUTPUTS
from kg.train.event_model import EventModel, PathHead
from kg.train.fit import PRETRAINED, load_run
from kg.train.model import NewsModel, PairHead

BEST_ONLY = ("upos", "xpos", "lemma", "deprel", "link")


class Words(nn.Module):
    """Encoder and heads per word, with the outputs as a tuple."""

    def __init__(self, model: NewsModel) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, sentence: Tensor
    ) -> tuple[Tensor, ...]:
        encoded, middle = self.model.encode_twice(ids, shapes, mask, first)
        out = self.model(encoded, first, sentence)
        out["words"], out["middle"] = encoded[:, 1:], middle
        return tuple(
            out[name].argmax(-1) if name in BEST_ONLY else out[name].float() for name in OUTPUTS
        )


class Relations(nn.Module):
    """Probabilities of relations: each by itself."""

    def __init__(self, head: PairHead) -> None:
        super().__init__()
        self.head = head

    def forward(self, words: Tensor, mask: Tensor, row: Tensor, spans: Tensor) -> Tensor:
        relations: Tensor = self.head(words, mask, row, spans)[1]
        return relations.sigmoid()


class Events(nn.Module):
    """Our own layers, and the probabilities of what each word tells of."""

    def __init__(self, model: EventModel) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, vectors: Tensor, mask: Tensor, heads: Tensor, tokens: Tensor, types: Tensor
    ) -> tuple[Tensor, Tensor]:
        read = self.model.read(vectors, mask)
        return read, self.model.triggers(read, heads, tokens, types).softmax(-1)


class Likely(nn.Module):
    """The probabilities of the classes of a head, one of which holds."""

    def __init__(self, head: PathHead) -> None:
        super().__init__()
        self.head = head

    def forward(self, *given: Tensor) -> Tensor:
        logits: Tensor = self.head(*given)
        return logits.softmax(-1)


class Links(nn.Module):
    """Scores of chosen pairs of mentions; `CoreferenceHead.forward` scores all of a document.

    The seven feature tables are added up beforehand to two (`coreference.joined`).
    """

    def __init__(self, model: NewsModel) -> None:
        super().__init__()
        self.head = model.coreference
        tables = [table.weight.detach() for table in self.head.features]
        self.distance = nn.Parameter(_summed(tables[:JOINT]))
        self.likeness = nn.Parameter(_summed(tables[JOINT:]))

    def forward(
        self, vectors: Tensor, kinds: Tensor, later: Tensor, earlier: Tensor, features: Tensor
    ) -> Tensor:
        head = self.head
        mentions = nn.functional.gelu(head.mention(vectors) + head.kind(kinds))
        bilinear = (head.bilinear(mentions) @ mentions.T / 16.0).flatten()
        mixed = head.later(mentions)[later] + head.earlier(mentions)[earlier]
        mixed = mixed + self.distance[features[:, 0]] + self.likeness[features[:, 1]]
        scores = head.out(nn.functional.gelu(mixed)).squeeze(-1)
        return scores + bilinear[later * mentions.shape[0] + earlier]


def _summed(tables: Sequence[Tensor]) -> Tensor:
    """One row for each combination of rows, the last table's running fastest."""
    out = tables[0]
    for table in tables[1:]:
        out = (out.unsqueeze(1) + table.unsqueeze(0)).flatten(0, 1)
    return out


def load_head(run: Path, model: NewsModel, task: str) -> PairHead:
    """The pair head of one task (`kg.train.pairs`); without it, the one of the run."""
    head = copy.deepcopy(model.pair)
    path = run / "pairs.pt"
    found = torch.load(path, weights_only=True) if path.exists() else {}
    if task in found:
        head.load_state_dict(found[task])
    return head.eval()


def export(run: Path, out: Path, *, keep_float: bool = False) -> None:
    out.mkdir(parents=True, exist_ok=True)
    model, _ = load_run(run)
    raw = out / "model.fp32.onnx"
    _export_words(model, raw)
    _quantize(raw, out / "model.onnx", keep_float)
    path = out / "relations.fp32.onnx"
    _export_pairs(Relations(load_head(run, model, "relations")), model, path, "relations")
    _quantize(path, out / "relations.onnx", keep_float)
    if (run / "links.pt").exists():
        model.coreference.load_state_dict(torch.load(run / "links.pt", weights_only=True))
    _export_coreference(model, out / "coreference.onnx")
    numpy.save(out / "label.npy", model.label.weight.detach().numpy().astype(numpy.float16))
    shutil.copy(PRETRAINED / "tokenizer.json", out / "tokenizer.json")
    labels = json.loads((run / "labels.json").read_text())
    (out / "labels.json").write_text(json.dumps(labels, indent=0) + "\n")


def export_events(model: EventModel, out: Path, *, keep_float: bool = False) -> None:
    """Write OUT/events.onnx, OUT/roles.onnx and OUT/pairs.onnx."""
    hidden, types = model.word.in_features, model.lexicon.in_features
    mask = torch.tensor([[1] * 7, [1] * 5 + [0] * 2])
    words = torch.zeros(12, dtype=torch.long)
    tokens = torch.zeros(12, len(model.kinds), dtype=torch.long)
    read = torch.randn(12, hidden)
    given: tuple[Tensor, ...] = (read, mask, words, tokens, torch.zeros(12, types))
    names = ("vectors", "mask", "heads", "tokens", "types")
    axes: dict[str, Any] = {name: {0: "words"} for name in (*names, "read", "triggers")}
    axes["mask"] = {0: "rows", 1: "longest"}
    raw = out / "events.fp32.onnx"
    _onnx(Events(model), given, raw, names, ("read", "triggers"), axes)
    _quantize(raw, out / "events.onnx", keep_float)
    for name in ("roles", "pairs"):
        head = getattr(model, name)
        given = (
            read,
            mask,
            torch.tensor([0, 0, 1]),
            torch.tensor([[1, 3, 2, 0, 4, 5, 2, 2]] * 3),
            torch.zeros(3, len(head.kinds), dtype=torch.long),
            torch.zeros(3, head.lexicon.in_features),
        )
        inputs = ("read", "mask", "row", "words", "kinds", "types")
        axes = {"read": {0: "words"}, "mask": {0: "rows", 1: "longest"}}
        axes |= {key: {0: "pairs"} for key in (*inputs[2:], name)}
        raw = out / f"{name}.fp32.onnx"
        _onnx(Likely(head), given, raw, inputs, (name,), axes)
        _quantize(raw, out / f"{name}.onnx", keep_float)


def _export_words(model: NewsModel, path: Path) -> None:
    ids = torch.randint(1000, 2000, (2, 9))
    first = torch.tensor([[1, 3, 4, 6], [1, 2, 5, 0]])
    sentence = torch.tensor([[0, 0, 1, 1], [0, 0, 0, 0]])
    axes: dict[str, dict[int, str]] = {name: {0: "rows", 1: "pieces"} for name in INPUTS[:3]}
    axes |= {name: {0: "rows", 1: "words"} for name in (*INPUTS[3:], *OUTPUTS)}
    axes |= {"arc": {0: "rows", 1: "words", 2: "nodes"}, "label_head": {0: "rows", 1: "nodes"}}
    given = (ids, torch.ones_like(ids), torch.ones_like(ids), first, sentence)
    _onnx(Words(model), given, path, INPUTS, OUTPUTS, axes)


def _quantize(raw: Path, path: Path, keep_float: bool) -> None:
    prepared = path.with_suffix(".prep.onnx")
    quant_pre_process(str(raw), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(str(prepared), str(path), weight_type=QuantType.QInt8, per_channel=True)
    onnx.checker.check_model(str(path))
    prepared.unlink()
    if not keep_float:
        raw.unlink()


def _export_pairs(head: Relations, model: NewsModel, path: Path, output: str) -> None:
    words = torch.randn(2, 7, model.shape.embedding_dim)
    row = torch.tensor([0, 0, 1])
    spans = torch.tensor([[0, 1, 3, 3], [3, 3, 0, 1], [2, 2, 4, 6]])
    names = ("words", "mask", "row", "spans")
    axes = {"words": {0: "rows", 1: "words"}, "mask": {0: "rows", 1: "words"}}
    axes |= {name: {0: "pairs"} for name in ("row", "spans", output)}
    given = (words, torch.ones(2, 7, dtype=torch.long), row, spans)
    _onnx(head, given, path, names, (output,), axes)


def _export_coreference(model: NewsModel, path: Path) -> None:
    vectors = torch.randn(5, 3 * model.shape.embedding_dim)
    features = torch.zeros(3, 2, dtype=torch.long)
    later, earlier = torch.tensor([2, 3, 4]), torch.tensor([0, 0, 3])
    given = (vectors, torch.tensor([0, 1, 2, 0, 1]), later, earlier, features)
    names = ("vectors", "kinds", "later", "earlier", "features")
    axes = {"vectors": {0: "mentions"}, "kinds": {0: "mentions"}}
    axes |= {name: {0: "pairs"} for name in (*names[2:], "scores")}
    _onnx(Links(model), given, path, names, ("scores",), axes)


def _onnx(
    module: nn.Module,
    given: tuple[Tensor, ...],
    path: Path,
    inputs: Sequence[str],
    outputs: Sequence[str],
    axes: dict[str, Any],
) -> None:
    torch.onnx.export(
        module.eval(),
        given,
        str(path),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep-float", action="store_true", help="also write model.fp32.onnx")
    options = parser.parse_args()
    export(options.run, options.out, keep_float=options.keep_float)


if __name__ == "__main__":
    main()

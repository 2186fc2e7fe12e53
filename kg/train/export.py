"""Export a checkpoint for run time: `python -m kg.train.export --run DIR --out DIR`.

ONNX with dynamic int8 weights. What only needs the best label leaves the graph as an index;
arcs and entities keep their scores, because a tree and valid spans are decoded from them.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from kg.train.fit import PRETRAINED
from kg.train.model import NewsModel

INPUTS = ("ids", "shapes", "mask", "first")
OUTPUTS = ("upos", "xpos", "lemma", "deprel", "arc", "ner", "label_dependent", "label_head")


class Exported(nn.Module):
    """The model with its outputs as a tuple, indices where indices are enough."""

    def __init__(self, model: NewsModel) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor
    ) -> tuple[Tensor, ...]:
        out = self.model(ids, shapes, mask, first)
        best = [out[name].argmax(-1) for name in OUTPUTS[:4]]
        return (*best, *(out[name].float() for name in OUTPUTS[4:]))


def load_checkpoint(run: Path) -> NewsModel:
    saved = torch.load(run / "checkpoint.pt", weights_only=True)
    model = NewsModel.from_pretrained(PRETRAINED, saved["sizes"])
    model.load_state_dict(saved["model"])
    return model.eval()


def export(run: Path, out: Path, *, keep_float: bool = False) -> None:
    out.mkdir(parents=True, exist_ok=True)
    model = Exported(load_checkpoint(run)).eval()
    ids = torch.randint(1000, 2000, (2, 9))
    first = torch.tensor([[1, 3, 4, 6], [1, 2, 5, 0]])
    shapes, mask = torch.ones_like(ids), torch.ones_like(ids)
    raw = out / "model.fp32.onnx"
    torch.onnx.export(
        model,
        (ids, shapes, mask, first),
        str(raw),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes={
            **{name: {0: "rows", 1: "pieces"} for name in INPUTS[:3]},
            "first": {0: "rows", 1: "words"},
            **{name: {0: "rows", 1: "words"} for name in OUTPUTS},
            "arc": {0: "rows", 1: "words", 2: "nodes"},
            "label_head": {0: "rows", 1: "nodes"},
        },
        opset_version=17,
        dynamo=False,
    )
    quant_pre_process(str(raw), str(out / "model.prep.onnx"), skip_symbolic_shape=True)
    quantize_dynamic(
        str(out / "model.prep.onnx"),
        str(out / "model.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
    )
    onnx.checker.check_model(str(out / "model.onnx"))
    (out / "model.prep.onnx").unlink()
    if not keep_float:
        raw.unlink()
    numpy.save(out / "label.npy", model.model.label.weight.detach().numpy().astype(numpy.float16))
    shutil.copy(PRETRAINED / "tokenizer.json", out / "tokenizer.json")
    labels = json.loads((run / "labels.json").read_text())
    (out / "labels.json").write_text(json.dumps(labels, indent=0) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep-float", action="store_true", help="also write model.fp32.onnx")
    options = parser.parse_args()
    export(options.run, options.out, keep_float=options.keep_float)


if __name__ == "__main__":
    main()

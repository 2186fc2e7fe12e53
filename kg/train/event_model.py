"""The model of events: layers of its own, heads for the words that tell of one and for roles."""

from __future__ import annotations

import json
from pathlib import Path

import numpy
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from kg.extract.features import CASES, DISTANCES, ENTITIES, LISTED, MOST_STEPS
from kg.language.labels import EVENT_LABELS, ROLES
from kg.language.reader import MIDDLE_LAYER
from kg.train.fit import PRETRAINED

SLOTS, LEXICON_SLOTS, HEADS, SIZE, ROLE_SIZE = 8, 6, 8, 256, 192
DROPOUT = 0.3


def kind_sizes(labels: dict[str, list[str]]) -> tuple[int, ...]:
    """Categories of each column of `Features.kinds`; 0 is none or unknown."""
    deprel, pos = len(labels["deprel"]) + 1, len(labels["upos"]) + 1
    entity, case, steps = len(ENTITIES) + 1, len(CASES) + 1, MOST_STEPS + 1
    far = 2 * (len(DISTANCES) + 1)
    ends = (deprel, deprel, deprel, deprel, steps, steps, far, entity, entity)
    return (*ends, pos, deprel, case, case, case, 2, 2)


def token_sizes(labels: dict[str, list[str]]) -> tuple[int, ...]:
    """Categories of each column of `WordFeatures.kinds`."""
    return len(labels["upos"]) + 1, len(labels["deprel"]) + 1, len(ENTITIES) + 1


class PathHead(nn.Module):
    """What two words or phrases of a sentence are to each other, from where they stand in its parse
    (`kg.extract.features`), the words there, and whatever else of the sentence they ask for."""

    def __init__(self, hidden: int, sizes: tuple[int, ...], classes: int, size: int = SIZE) -> None:
        super().__init__()
        self.size = size
        self.nothing = nn.Parameter(torch.zeros(hidden))
        self.slots = nn.Linear(hidden, SLOTS * size, bias=False)
        self.kinds = nn.ModuleList(nn.Embedding(count, size) for count in sizes)
        self.lexicon = nn.Linear(LEXICON_SLOTS * LISTED, size)
        self.ask, self.key, self.value = (
            nn.Linear(width, size) for width in (size, hidden, hidden)
        )
        self.mix = nn.Linear(3 * size, size)
        self.out = nn.Linear(size, classes)
        self.drop = nn.Dropout(DROPOUT)
        for table in self.kinds:
            nn.init.normal_(table.weight, std=0.1)

    def forward(
        self, read: Tensor, mask: Tensor, row: Tensor, words: Tensor, kinds: Tensor, types: Tensor
    ) -> Tensor:
        """read [N, 2H] and mask [B, W] (see `EventModel.read`), row [P] the sentence of each pair,
        words [P, 8] (places in `read`, from 1; 0 for none), kinds [P, K], types [P, 204] → logits
        [P, classes]."""
        given = torch.cat([self.nothing.unsqueeze(0), self.drop(read)])
        # Only the words asked for, slot by slot: to project all of them took most of the time.
        weights = self.slots.weight.view(SLOTS, self.size, -1)
        chosen = [
            nn.functional.linear(given[words[:, slot]], weights[slot]) for slot in range(SLOTS)
        ]
        seen = sum(chosen) + self.lexicon(types)
        for column, table in enumerate(self.kinds):
            seen = seen + table(kinds[:, column])
        seen = nn.functional.gelu(seen)
        context = self.asked(seen, read, row, mask.nonzero()[:, 0])
        met = (chosen[0] + chosen[1]) * chosen[2]
        mixed = self.mix(self.drop(torch.cat([seen, context, met], -1)))
        logits: Tensor = self.out(self.drop(nn.functional.gelu(mixed)))
        return logits

    def asked(self, question: Tensor, read: Tensor, row: Tensor, row_of: Tensor) -> Tensor:
        """What the pair finds in the words of its sentence, by attention with eight heads; `row_of`
        [N]: the sentence of each word."""
        width = self.size // HEADS
        asked, keys, values = (
            given.view(-1, HEADS, width).transpose(0, 1)
            for given in (self.ask(question), self.key(read), self.value(read))
        )
        elsewhere = (row.unsqueeze(1) != row_of.unsqueeze(0)).to(read.dtype) * -1e4
        scores = asked @ keys.transpose(1, 2) / width**0.5 + elsewhere
        return (scores.softmax(-1) @ values).transpose(0, 1).reshape(-1, self.size)


class EventModel(nn.Module):
    """Three layers that go on from the shared encoder's third, and three heads on them: which words
    tell of an event (`triggers`), who takes part in it as what (`roles`), and which event type
    holds between two actors wherever it is told (`pairs`)."""

    def __init__(self, sizes: tuple[int, ...], tokens: tuple[int, ...]) -> None:
        super().__init__()
        config = BertConfig.from_pretrained(PRETRAINED)
        config._attn_implementation = "eager"
        hidden, types = 2 * config.hidden_size, len(EVENT_LABELS)
        self.layers = BertModel(config, add_pooling_layer=False).encoder.layer[MIDDLE_LAYER:]
        self.pairs = PathHead(hidden, sizes, types)
        self.roles = PathHead(hidden, (*sizes, types), len(ROLES), ROLE_SIZE)
        self.word = nn.Linear(hidden, SIZE)
        self.above = nn.Linear(hidden, SIZE, bias=False)
        self.kinds = nn.ModuleList(nn.Embedding(count, SIZE) for count in tokens)
        self.lexicon = nn.Linear(LISTED, SIZE)
        self.out = nn.Linear(SIZE, types)
        self.drop = nn.Dropout(DROPOUT)

    def read(self, vectors: Tensor, mask: Tensor) -> Tensor:
        """vectors [N, 2H] (third layer, last layer) of the words of all sentences, one after the
        other, mask [B, W] 1 where a sentence has a word → [N, 2H]: the words as our own layers have
        them, beside the encoder's last."""
        half = vectors.shape[-1] // 2
        hidden, filled = vectors[:, :half], _Filled(mask, self.layers[0].attention.self)
        for layer in self.layers:
            hidden = filled.through(layer, hidden)
        return torch.cat([hidden, vectors[:, half:]], -1)

    def triggers(self, read: Tensor, heads: Tensor, tokens: Tensor, types: Tensor) -> Tensor:
        """read [N, 2H], heads [N] (places of the governors), tokens [N, 3], types [N, 34] → logits
        [N, 17]."""
        dropped = self.drop(read)
        seen = self.word(dropped) + self.lexicon(types) + self.above(dropped)[heads]
        for column, table in enumerate(self.kinds):
            seen = seen + table(tokens[:, column])
        logits: Tensor = self.out(self.drop(nn.functional.gelu(seen)))
        return logits


class _Filled:
    """Where words stand in sentences that are filled up to the longest: only attention sees them
    so, as all other work would be done for what fills them, too, a quarter of all."""

    def __init__(self, mask: Tensor, attention: nn.Module) -> None:
        count, width = mask.shape
        heads: int = attention.num_attention_heads
        number = torch.arange(heads)
        word = (mask.flatten().cumsum(0) - 1).clamp(min=0).view(count, 1, width)
        self.into = word * heads + number.view(1, heads, 1)  # [B, heads, W] from [N x heads]
        row, place = mask.nonzero().unsqueeze(1).unbind(-1)
        self.back = (row * heads + number) * width + place  # [N, heads] from [B x heads x W]
        self.closed = (1.0 - mask.to(torch.float32))[:, None, None, :] * -1e4

    def through(self, layer: nn.Module, hidden: Tensor) -> Tensor:
        """[N, H] → [N, H]: what `BertLayer` does."""
        own = layer.attention.self
        size = own.attention_head_size
        asked, keys, values = (
            part(hidden).view(-1, size)[self.into] for part in (own.query, own.key, own.value)
        )
        scores = asked @ keys.transpose(2, 3) / size**0.5 + self.closed
        met = (own.dropout(scores.softmax(-1)) @ values).view(-1, size)[self.back].flatten(1)
        hidden = layer.attention.output(met, hidden)
        out: Tensor = layer.output(layer.intermediate(hidden), hidden)
        return out


def shipped_layers(weights: Path) -> dict[str, Tensor]:
    """The encoder's upper layers, read back from the shipped int8 graph: where ours begin."""
    graph = onnx.load(weights / "model.onnx").graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    prefix = "model.encoder.encoder.layer."
    out = {}
    for name, value in held.items():
        if name.startswith(prefix) and value.dtype == numpy.float32:
            out[name.removeprefix(prefix)] = torch.from_numpy(value.copy())
    for name in [name for name in held if name.endswith("_quantized")]:
        base = name.removesuffix("_quantized")
        bias = _bias_after(name, users, held)
        if bias is not None and bias.startswith(prefix):
            zero, scale = held[f"{base}_zero_point"], held[f"{base}_scale"]
            weight = (held[name].astype(numpy.float32) - zero.astype(numpy.float32)) * scale
            out[bias.removeprefix(prefix).removesuffix("bias") + "weight"] = torch.from_numpy(
                weight.T.copy()
            )
    kept = {}
    for name, tensor in out.items():
        number, _, rest = name.partition(".")
        if int(number) >= MIDDLE_LAYER:
            kept[f"{int(number) - MIDDLE_LAYER}.{rest}"] = tensor
    return kept


def _bias_after(
    name: str, users: dict[str, list[onnx.NodeProto]], held: dict[str, numpy.ndarray]
) -> str | None:
    """The bias that is added to the product with a quantised weight."""
    node = users[name][0]
    for _ in range(6):
        if node.op_type == "Add":
            return next((i for i in node.input if i in held and i.endswith(".bias")), None)
        following = users.get(node.output[0], [])
        if not following or node.op_type not in {"MatMulInteger", "Cast", "Mul"}:
            return None
        node = following[0]
    return None


def labels_of(weights: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads((weights / "labels.json").read_text())
    return found

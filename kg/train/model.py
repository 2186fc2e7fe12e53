"""One encoder, several heads, one pass.

Per word: entities, tags, lemma scripts, arcs and relations of the dependency parse, the roles of
attribution, factuality. Per pair of spans: political event type and structural relations. Per
pair of mentions: coreference. Arcs are scored biaffinely (Dozat & Manning 2017, "Deep Biaffine
Attention for Neural Dependency Parsing").
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from kg.language.coreference import FEATURES, KINDS
from kg.language.pieces import SHAPES
from kg.language.reader import MIDDLE_LAYER

NOT_A_HEAD = -1e4  # score of an arc that may not be: to another sentence, or to padding
PLACES = 11  # before, in the source, between, in the target, after; twice; and no pair at all


class Biaffine(nn.Module):
    """score[..., i, j] = [x_i; 1] W [y_j; 1] for each of `out` labels."""

    def __init__(self, size: int, out: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(out, size + 1, size + 1))
        nn.init.normal_(self.weight, std=0.01)

    def matrix(self, x: Tensor, y: Tensor) -> Tensor:
        """[B, N, D], [B, M, D] → [B, N, M]; for a single label."""
        return _one(x) @ self.weight[0] @ _one(y).transpose(1, 2)

    def pairs(self, x: Tensor, y: Tensor) -> Tensor:
        """[B, N, D] twice, taken pair by pair → [B, N, out]."""
        out, width, _ = self.weight.shape
        left = _one(x) @ self.weight.permute(1, 0, 2).reshape(width, out * width)
        left = left.view(*x.shape[:2], out, width)
        return (left * _one(y).unsqueeze(2)).sum(-1)


def _one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], dim=-1)


def _layer(hidden: int, size: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Linear(hidden, size), nn.GELU(), nn.Dropout(dropout))


def _each(layer: nn.Module, rows: Tensor) -> Tensor:
    """`layer` over [P, D] as one matrix product of three dimensions: those are quantised."""
    out: Tensor = layer(rows.unsqueeze(0)).squeeze(0)
    return out


class PairHead(nn.Module):
    """What holds between two spans of a sentence, in this order.

    The pair asks its words twice (attention with eight heads); every word says where it stands to
    the two spans, which does the work of entity markers (Baldini Soares et al. 2019, "Matching
    the Blanks") without a second pass of the encoder.
    """

    HEADS = 8

    def __init__(self, hidden: int, events: int, relations: int, dropout: float) -> None:
        super().__init__()
        size = self.size = 256
        self.span = nn.Linear(2 * hidden, size)
        self.nobody = nn.Parameter(torch.zeros(size))
        self.key = nn.Linear(hidden, size)
        self.value = nn.Linear(hidden, size)
        self.place_key = nn.Embedding(PLACES, size)
        self.place_value = nn.Embedding(PLACES, size)
        self.ask_first = nn.Linear(2 * size, size)
        self.ask_again = nn.Linear(3 * size, size)
        self.mix = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(4 * size, 2 * size), nn.GELU(), nn.Dropout(dropout)
        )
        self.events = nn.Linear(2 * size, events)
        self.relations = nn.Linear(2 * size, relations)

    def forward(
        self, words: Tensor, mask: Tensor, row: Tensor, spans: Tensor
    ) -> tuple[Tensor, Tensor]:
        """words [B, W, H], mask [B, W] (1 = a word), row [P], spans [P, 4] → [P, E], [P, R].

        `spans` are first and last word of source and target; -1 stands for no span.
        """
        source, target = self._span(words, row, spans[:, :2]), self._span(words, row, spans[:, 2:])
        place = _places(spans, words.shape[1])
        keys = self.key(words)[row] + self.place_key(place)
        values = self.value(words)[row] + self.place_value(place)
        seen = mask[row]
        question = _each(self.ask_first, torch.cat([source, target], -1))
        first = self._ask(question, keys, values, seen)
        question = _each(self.ask_again, torch.cat([source, target, first], -1))
        second = self._ask(question, keys, values, seen)
        mixed = _each(self.mix, torch.cat([source, target, first, second], -1))
        return _each(self.events, mixed), _each(self.relations, mixed)

    def _span(self, words: Tensor, row: Tensor, span: Tensor) -> Tensor:
        at = span.clamp(min=0)
        both = torch.cat([words[row, at[:, 0]], words[row, at[:, 1]]], -1)
        return torch.where(span[:, :1] < 0, self.nobody.to(both.dtype), _each(self.span, both))

    def _ask(self, question: Tensor, keys: Tensor, values: Tensor, seen: Tensor) -> Tensor:
        pairs, words, size = keys.shape
        each = size // self.HEADS
        keys = keys.view(pairs, words, self.HEADS, each)
        scores = (keys * question.view(pairs, 1, self.HEADS, each)).sum(-1) / each**0.5
        scores = scores.float() + (1.0 - seen.float()).unsqueeze(-1) * NOT_A_HEAD
        weights = scores.softmax(1).to(values.dtype).unsqueeze(-1)
        return (weights * values.view(pairs, words, self.HEADS, each)).sum(1).reshape(pairs, size)


def _places(spans: Tensor, width: int) -> Tensor:
    """[P, W]: where each word stands to source and target, 0 … PLACES - 1."""
    word = torch.arange(width, device=spans.device).unsqueeze(0)
    begin, end, begin2, end2 = (spans[:, i : i + 1] for i in range(4))
    after_source = (word > end).long() * 2 + ((word >= begin) & (word <= end)).long()
    after_target = (word > end2).long() * 2 + ((word >= begin2) & (word <= end2)).long()
    forward = begin <= begin2
    # before 0, in the first 1, between 2, in the second 3, after 4
    ordered = torch.where(forward, after_source, after_target)
    other = torch.where(forward, after_target, after_source)
    place = ordered + other
    place = torch.where(forward, place, place + 5)
    return torch.where(begin < 0, torch.full_like(place, PLACES - 1), place)


class CoreferenceHead(nn.Module):
    """Scores of each mention's antecedents; no antecedent scores 0 (Lee et al. 2017).

    Mentions come from the parse and the entities (`kg.language.mentions`), not from all spans.
    """

    def __init__(self, hidden: int, dropout: float) -> None:
        super().__init__()
        size, inner = 256, 128
        self.mention = nn.Linear(3 * hidden, size)
        self.kind = nn.Embedding(len(KINDS), size)
        self.drop = nn.Dropout(dropout)
        self.bilinear = nn.Linear(size, size)
        self.later = nn.Linear(size, inner)
        self.earlier = nn.Linear(size, inner)
        self.features = nn.ModuleList(nn.Embedding(count, inner) for count in FEATURES.values())
        self.out = nn.Linear(inner, 1)

    def forward(self, vectors: Tensor, kinds: Tensor, rows: Tensor, features: Tensor) -> Tensor:
        """vectors [M, 3H], kinds [M], rows [R] of M, features [R, M, F] → scores [R, M]."""
        mentions = self.drop(nn.functional.gelu(self.mention(vectors) + self.kind(kinds)))
        chosen = mentions[rows]
        scores = self.bilinear(chosen) @ mentions.T / 16.0
        mixed = self.later(chosen).unsqueeze(1) + self.earlier(mentions).unsqueeze(0)
        for number, table in enumerate(self.features):
            mixed = mixed + table(features[..., number])
        return (scores + self.out(nn.functional.gelu(mixed)).squeeze(-1)).float()


class NewsModel(nn.Module):
    """Inputs: ids and shapes [B, P], mask [B, P], first [B, W] (first piece of each word, 0 =
    padding), sentence [B, W] (number of the word's sentence in its window).

    `sizes`: labels of each head: ner, upos, xpos, lemma, deprel, attribution, events, relations.
    """

    TAGS = ("ner", "upos", "xpos", "lemma", "attribution")

    def __init__(self, config: BertConfig, sizes: dict[str, int], dropout: float = 0.2) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        hidden = config.hidden_size
        self.shape = nn.Embedding(len(SHAPES), hidden)
        nn.init.zeros_(self.shape.weight)
        self.drop = nn.Dropout(dropout)
        self.tags = nn.ModuleDict({name: nn.Linear(hidden, sizes[name]) for name in self.TAGS})
        self.arc_dependent = _layer(hidden, 256, dropout)
        self.arc_head = _layer(hidden, 256, dropout)
        self.label_dependent = _layer(hidden, 96, dropout)
        self.label_head = _layer(hidden, 96, dropout)
        self.arc = Biaffine(256, 1)
        self.label = Biaffine(96, sizes["deprel"])
        self.link_from = _layer(hidden, 96, dropout)
        self.link_to = _layer(hidden, 96, dropout)
        self.link = Biaffine(96, 1)
        self.factuality = nn.Sequential(_layer(hidden, 96, dropout), nn.Linear(96, 1))
        self.pair = PairHead(hidden, sizes["events"], sizes["relations"], dropout)
        self.coreference = CoreferenceHead(hidden, dropout)

    @classmethod
    def from_pretrained(cls, folder: Path, sizes: dict[str, int]) -> NewsModel:
        """Start from a BERT-style encoder in `folder`; its word embeddings stay frozen."""
        config = BertConfig.from_pretrained(folder)
        config._attn_implementation = "eager"
        model = cls(config, sizes)
        loaded = BertModel.from_pretrained(folder, add_pooling_layer=False)
        model.encoder.load_state_dict(loaded.state_dict())
        model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        return model

    def encode(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """[B, 1 + W, H]: the start of the window, which is the root of its trees, and its words."""
        return self.encode_twice(ids, shapes, mask, first)[0]

    def encode_twice(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor
    ) -> tuple[Tensor, Tensor]:
        """The same, and the words alone [B, W, H] as layer MIDDLE_LAYER leaves them."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.shape(shapes)
        given = {"inputs_embeds": embedded, "attention_mask": mask, "output_hidden_states": True}
        found = self.encoder(**given)
        hidden, middle = found.last_hidden_state, found.hidden_states[MIDDLE_LAYER]
        index = first.unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
        words = torch.cat([hidden[:, :1], torch.gather(hidden, 1, index)], dim=1)
        return words, torch.gather(middle, 1, index)

    def forward(
        self, encoded: Tensor, first: Tensor, sentence: Tensor, heads: Tensor | None = None
    ) -> dict[str, Tensor]:
        """The heads per word: logits [B, W, labels] by name; `factuality` [B, W] in -3 … 3;

        `arc` and `link` scores [B, W, 1 + W] and [B, W, W]; `deprel` for the head given or, without
        one, for the best-scored.
        """
        nodes = self.drop(encoded)
        words = nodes[:, 1:]
        out = {name: head(words) for name, head in self.tags.items()}
        out["factuality"] = self.factuality(words).squeeze(-1)
        scores = self.arc.matrix(self.arc_dependent(words), self.arc_head(nodes)).float()
        apart = sentence.unsqueeze(2) != sentence.unsqueeze(1)
        apart = apart | (first == 0).unsqueeze(1)
        apart = torch.cat([torch.zeros_like(apart[:, :, :1]), apart], dim=2)
        scores = scores + apart.to(torch.float32) * NOT_A_HEAD
        chosen = scores.argmax(-1) if heads is None else heads
        label_nodes = self.label_head(nodes)
        pick = chosen.unsqueeze(-1).expand(-1, -1, label_nodes.shape[-1])
        dependents = self.label_dependent(words)
        out["arc"] = scores
        out["deprel"] = self.label.pairs(dependents, torch.gather(label_nodes, 1, pick))
        # For words whose head the tree decoder changes, the label is scored again from these.
        out["label_dependent"], out["label_head"] = dependents, label_nodes
        links = self.link.matrix(self.link_from(words), self.link_to(words)).float()
        out["link"] = links + (first == 0).unsqueeze(1).to(torch.float32) * NOT_A_HEAD
        return out

"""One encoder, several heads: entities, tags, lemmas and the dependency parse.

Arcs and labels are scored biaffinely (Dozat & Manning 2017, "Deep Biaffine Attention for
Neural Dependency Parsing"); labels only for the chosen head, to keep the output small.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from kg.language.pieces import SHAPES


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


class NewsModel(nn.Module):
    """Inputs: ids and shapes [B, P], mask [B, P], first [B, W] (piece of each word).

    Outputs: ner, upos, xpos, lemma logits [B, W, labels]; arc scores [B, W, W + 1] over
    the root (index 0) and the words; deprel logits [B, W, labels] for the head given or,
    without one, for the best-scored.
    """

    def __init__(self, config: BertConfig, sizes: dict[str, int], dropout: float = 0.2) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        hidden = config.hidden_size
        self.shape = nn.Embedding(len(SHAPES), hidden)
        nn.init.zeros_(self.shape.weight)
        self.drop = nn.Dropout(dropout)
        self.tags = nn.ModuleDict(
            {name: nn.Linear(hidden, sizes[name]) for name in ("ner", "upos", "xpos", "lemma")}
        )
        self.arc_dependent = nn.Sequential(nn.Linear(hidden, 256), nn.GELU(), nn.Dropout(dropout))
        self.arc_head = nn.Sequential(nn.Linear(hidden, 256), nn.GELU(), nn.Dropout(dropout))
        self.label_dependent = nn.Sequential(nn.Linear(hidden, 96), nn.GELU(), nn.Dropout(dropout))
        self.label_head = nn.Sequential(nn.Linear(hidden, 96), nn.GELU(), nn.Dropout(dropout))
        self.arc = Biaffine(256, 1)
        self.label = Biaffine(96, sizes["deprel"])

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

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, heads: Tensor | None = None
    ) -> dict[str, Tensor]:
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.shape(shapes)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        index = first.unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
        words = self.drop(torch.gather(hidden, 1, index))
        out = {name: head(words) for name, head in self.tags.items()}
        nodes = torch.cat([self.drop(hidden[:, :1]), words], dim=1)
        scores = self.arc.matrix(self.arc_dependent(words), self.arc_head(nodes))
        # Padding words have first == 0 ([CLS]): they may not be chosen as heads.
        padding = torch.cat([torch.zeros_like(first[:, :1]), (first == 0).to(first.dtype)], dim=1)
        scores = scores.float() - 1e4 * padding.unsqueeze(1).to(torch.float32)
        chosen = scores.argmax(-1) if heads is None else heads
        label_nodes = self.label_head(nodes)
        pick = chosen.unsqueeze(-1).expand(-1, -1, label_nodes.shape[-1])
        of_head = torch.gather(label_nodes, 1, pick)
        out["arc"] = scores
        dependents = self.label_dependent(words)
        out["deprel"] = self.label.pairs(dependents, of_head)
        # For words whose head the tree decoder changes, the label is scored again from these.
        out["label_dependent"], out["label_head"] = dependents, label_nodes
        return out

"""The loss of each head over what a batch has annotated for it."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from kg.train.batches import Batch, Chains
from kg.train.model import NOT_A_HEAD, CoreferenceHead, NewsModel
from kg.train.windows import UNKNOWN

WEIGHTS = {
    "ner": 2.0,
    "upos": 0.7,
    "xpos": 1.0,
    "lemma": 0.7,
    "deprel": 1.0,
    "arc": 1.0,
    "attribution": 2.0,
    "link": 0.3,
    "factuality": 0.3,
    "events": 1.0,
    "relations": 1.0,
    "coreference": 0.7,
}
FEW = 8  # a mean over fewer pairs than this counts less: it is mostly noise


def losses(model: NewsModel, batch: Batch) -> dict[str, Tensor]:
    """Loss by head, unweighted; heads without annotation in the batch are absent."""
    given = batch.tensors
    encoded = model.encode(given["ids"], given["shapes"], given["mask"], given["first"])
    out = model(encoded, given["first"], given["sentence"], given["head"].clamp(min=0))
    found: dict[str, Tensor | None] = {
        name: _cross_entropy(out[name], given[name])
        for name in ("upos", "xpos", "lemma", "deprel", "attribution", "link")
    }
    found["arc"] = _cross_entropy(out["arc"], given["head"])
    found["ner"] = one_of(out["ner"], given["allowed"])
    graded = ~given["factuality"].isnan()
    if graded.any():
        found["factuality"] = functional.smooth_l1_loss(
            out["factuality"].float()[graded], given["factuality"][graded]
        )
    if len(given["pair_row"]):
        seen = (given["first"] > 0).to(torch.long)
        words = model.drop(encoded[:, 1:])
        events, relations = model.pair(words, seen, given["pair_row"], given["pair_spans"])
        found["events"] = one_of(events, given["pair_events"], FEW)
        found["relations"] = known_relations(
            relations, given["pair_relations"], given["pair_known"]
        )
    if batch.chains:
        flat = encoded[:, 1:].reshape(-1, encoded.shape[-1])
        each = [
            chain_loss(model.coreference, flat[chains.words].flatten(1), chains)
            for chains in batch.chains
        ]
        kept = [loss for loss in each if loss is not None]
        if kept:
            found["coreference"] = torch.stack(kept).mean() * min(1.0, len(kept) / 4 + 0.5)
    return {name: loss for name, loss in found.items() if loss is not None}


def _cross_entropy(logits: Tensor, target: Tensor) -> Tensor | None:
    if not (target != UNKNOWN).any():
        return None
    return functional.cross_entropy(
        logits.float().flatten(0, 1), target.flatten(), ignore_index=UNKNOWN
    )


def one_of(logits: Tensor, allowed: Tensor, few: int = 1) -> Tensor | None:
    """-log of the probability of the allowed set (Tsuboi et al. 2008), where there is one."""
    annotated = allowed.any(-1)
    if not annotated.any():
        return None
    logits, allowed = logits.float()[annotated], allowed[annotated]
    inside = logits.masked_fill(~allowed, -1e9).logsumexp(-1)
    return (logits.logsumexp(-1) - inside).mean() * min(1.0, len(logits) / few)


def known_relations(logits: Tensor, holds: Tensor, known: Tensor) -> Tensor | None:
    """Binary cross entropy over the relations that the corpus would have marked.

    Summed over relations, as one pair's answer, and averaged over pairs.
    """
    pairs = known.any(-1)
    if not pairs.any():
        return None
    each = functional.binary_cross_entropy_with_logits(
        logits.float()[pairs], holds[pairs], reduction="none"
    )
    return (each * known[pairs]).sum(-1).mean() * min(1.0, int(pairs.sum()) / FEW)


def chain_loss(head: CoreferenceHead, vectors: Tensor, chains: Chains) -> Tensor | None:
    """-log of the probability of the right antecedents, or of none, by mention (Lee et al. 2017).

    `vectors` [M, 3H]. Where only some mentions are marked (GAP), those pairs alone are judged.
    """
    count = len(chains.kinds)
    rows = torch.arange(count)
    scores = head(vectors, chains.kinds, rows, chains.features)
    earlier = rows.unsqueeze(0) < rows.unsqueeze(1)
    same = (chains.chain.unsqueeze(1) == chains.chain.unsqueeze(0)) & (chains.chain >= 0)
    if chains.only_marked:
        marked = (chains.chain >= 0).unsqueeze(0) & (chains.chain >= 0).unsqueeze(1) & earlier
        pronoun = (chains.kinds == 2).unsqueeze(0) ^ (chains.kinds == 2).unsqueeze(1)
        marked = marked & pronoun
        if not marked.any():
            return None
        picked, gold = scores[marked], same[marked].float()
        loss = functional.binary_cross_entropy_with_logits(picked, gold)
        if 0 < int(gold.sum()) < len(gold):
            loss = loss + picked.logsumexp(0) - picked[gold > 0].logsumexp(0)
        return loss
    scores = scores.masked_fill(~earlier, NOT_A_HEAD)
    gold = same & earlier
    none = torch.zeros(count, 1)
    everything = torch.cat([none, scores], 1).logsumexp(1)
    first = ~gold.any(1, keepdim=True)
    right = torch.cat(
        [none.masked_fill(~first, NOT_A_HEAD), scores.masked_fill(~gold, NOT_A_HEAD)], 1
    ).logsumexp(1)
    return (everything - right).mean()

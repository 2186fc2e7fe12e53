"""How well two partitions of mentions agree: MUC, B³ and entity-based CEAF.

The definitions for predicted mentions of Pradhan et al. (2014), "Scoring Coreference
Partitions of Predicted Mentions: A Reference Implementation" (ACL). Mentions match when their
spans are equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

Mention = tuple[int, int]  # first token, token after the last
Chain = frozenset[Mention]
Chains = Sequence[Chain]

# Of two partitions: how much of the first the second has, and how much there is to have.
# Recall asks this of the right chains, precision of the response.
Share = Callable[[Chains, Chains], tuple[float, float]]


def chains_of(mentions: Sequence[Sequence[Mention]]) -> list[Chain]:
    """The chains as sets; a span that stands in several stays in the first of them."""
    seen: set[Mention] = set()
    out = []
    for chain in mentions:
        kept = frozenset(chain) - seen
        seen |= kept
        if kept:
            out.append(kept)
    return out


def muc(chains: Chains, other: Chains) -> tuple[float, float]:
    """Links: a chain that the other cuts in n parts keeps all but n-1 of its links."""
    home = _homes(other)
    kept = links = 0
    for chain in chains:
        parts = {home.get(mention, mention) for mention in chain}
        kept += len(chain) - len(parts)
        links += len(chain) - 1
    return kept, links


def b_cubed(chains: Chains, other: Chains) -> tuple[float, float]:
    """Mentions: each counts by the share of its chain that it meets again in the other."""
    home = _homes(other)
    kept = 0.0
    for chain in chains:
        together = Counter(home[mention] for mention in chain if mention in home)
        kept += sum(count * count for count in together.values()) / len(chain)
    return kept, sum(map(len, chains))


def ceaf_e(chains: Chains, other: Chains) -> tuple[float, float]:
    """Entities: φ4 = 2|K∩R| / (|K|+|R|) summed over the best one-to-one assignment."""
    home = _homes(other)
    alike = np.zeros((len(chains), len(other)))
    for row, chain in enumerate(chains):
        together = Counter(home[mention] for mention in chain if mention in home)
        for column, count in together.items():
            alike[row, column] = 2 * count / (len(chain) + len(other[column]))
    best = linear_sum_assignment(alike, maximize=True)
    return float(alike[best].sum()), len(chains)


MEASURES: Mapping[str, Share] = {"muc": muc, "b3": b_cubed, "ceafe": ceaf_e}


def score_chains(documents: Sequence[tuple[Chains, Chains]]) -> dict[str, float]:
    """Scores of pairs of right chains and response, micro over documents.

    Keys `{muc,b3,ceafe}_{precision,recall,f1}` and `conll_f1`, the mean of the three F1.
    """
    out: dict[str, float] = {}
    for name, share in MEASURES.items():
        recall = _ratio([share(key, response) for key, response in documents])
        precision = _ratio([share(response, key) for key, response in documents])
        both = precision + recall
        out[f"{name}_precision"] = precision
        out[f"{name}_recall"] = recall
        out[f"{name}_f1"] = 2 * precision * recall / both if both else 0.0
    mean = sum(out[f"{name}_f1"] for name in MEASURES) / len(MEASURES)
    return {key: round(value, 4) for key, value in {"conll_f1": mean, **out}.items()}


def _homes(chains: Chains) -> dict[Mention, int]:
    return {mention: number for number, chain in enumerate(chains) for mention in chain}


def _ratio(shares: Sequence[tuple[float, float]]) -> float:
    kept = sum(share[0] for share in shares)
    whole = sum(share[1] for share in shares)
    return kept / whole if whole else 0.0

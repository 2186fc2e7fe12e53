"""What coreference scores are made of, and chains from scores.

A mention links to its best antecedent, or to none when all score below 0 (the "mention-ranking"
model of Lee et al. 2017, "End-to-end Neural Coreference Resolution"); chains are what the links
connect. No gender is looked up for a name: the features are strings, distances and kinds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS = ("name", "nominal", "pronoun")
# Features of a pair (later mention, earlier mention): name → how many values it takes.
FEATURES = {
    "mentions": 10,  # distance in mentions, in buckets
    "words": 10,
    "sentences": 6,
    "kinds": 9,
    "strings": 5,
    "same": 3,  # two pronouns: the same word or not
    "in": 2,  # one inside the other
}
NEAR = (12, 20, 30)  # antecedents considered by kind of mention: this many mentions back
BACK = 250  # and this many back those whose texts are related, …
MOST_RELATED = 12  # … the last of them
_EMPTY_WORDS = frozenset(
    "the a an this that these those his her its their our my your of 's ’s ' ’ "
    "mr mr. mrs mrs. ms ms. dr dr.".split()
)
NONE, HEAD, PART, ACRONYM, EQUAL = range(5)  # how the two strings relate
JOINT = 3  # features that are distances; the exported model looks them up together
PRONOUN = KINDS.index("pronoun")

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention in document words: [start, end), head word, kind of KINDS, sentence number."""

    start: int
    end: int
    head: int
    kind: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Described:
    """The candidates of a document as arrays with one row each."""

    bounds: Ints  # [M, 4] start, end, head, sentence
    kinds: Ints  # [M]
    heads: Ints  # [M] the same number for the same head word
    texts: Ints  # [M] the same number for the same text without articles and titles
    initials: Ints  # [M] the number of the text that its capitals spell, or -1
    words: list[frozenset[str]]  # content words of names and noun phrases


def describe(candidates: Sequence[Candidate], words: Sequence[str]) -> Described:
    """`words` are those of the document that the candidates' numbers point into."""
    lower = [word.casefold() for word in words]
    numbers: dict[str, int] = {}

    def number(text: str) -> int:
        return numbers.setdefault(text, len(numbers))

    bounds, kinds, heads, texts, contents = [], [], [], [], []
    for one in candidates:
        bounds.append((one.start, one.end, one.head, one.sentence))
        kinds.append(KINDS.index(one.kind))
        heads.append(number(lower[one.head]))
        inside = lower[one.start : one.end]
        content = [word for word in inside if word not in _EMPTY_WORDS and word[0].isalnum()]
        texts.append(number(" ".join(content) or lower[one.head]))
        contents.append(frozenset(content) if one.kind != "pronoun" else frozenset())
    initials = []
    for one in candidates:
        spelling = words[one.start : one.end]
        capitals = [w[0] for w in spelling if w[:1].isupper() and w.casefold() not in _EMPTY_WORDS]
        spelt = "".join(capitals).casefold() if one.kind == "name" and len(capitals) > 1 else ""
        initials.append(numbers.get(spelt, -1))
    return Described(
        np.array(bounds, dtype=np.int64).reshape(-1, 4),
        np.array(kinds, dtype=np.int64),
        np.array(heads, dtype=np.int64),
        np.array(texts, dtype=np.int64),
        np.array(initials, dtype=np.int64),
        contents,
    )


def pair_features(of: Described, later: Ints, earlier: Ints, strings: Ints) -> Ints:
    """Features [..., F] of pairs of mentions, by their numbers; any shapes that broadcast.

    `strings` is how the two texts relate, from `string_relations`.
    """
    bounds, kinds = of.bounds, of.kinds
    shape = np.broadcast_shapes(later.shape, earlier.shape)
    out = np.zeros((*shape, len(FEATURES)), dtype=np.int64)
    out[..., 0] = _bucket(later - earlier)
    out[..., 1] = _bucket(bounds[later, 0] - bounds[earlier, 0])
    out[..., 2] = np.clip(bounds[later, 3] - bounds[earlier, 3], 0, 5)
    out[..., 3] = kinds[later] * len(KINDS) + kinds[earlier]
    out[..., 4] = strings
    pronouns = (kinds[later] == PRONOUN) & (kinds[earlier] == PRONOUN)
    out[..., 5] = np.where(pronouns, 1 + (of.heads[later] == of.heads[earlier]), 0)
    out[..., 6] = (bounds[later, 0] < bounds[earlier, 1]) & (bounds[earlier, 0] < bounds[later, 1])
    return out


def joined(features: Ints) -> Ints:
    """[N, F] → [N, 2]: the number of the combination of distances, and of the other features."""
    sizes = list(FEATURES.values())
    out = np.zeros((len(features), 2), dtype=np.int64)
    for column, size in enumerate(sizes):
        half = int(column >= JOINT)
        out[:, half] = out[:, half] * size + features[:, column]
    return out


def _bucket(distance: Ints) -> Ints:
    """0, 1, 2, 3, 4, 5-7, 8-15, 16-31, 32-63, 64 and more."""
    size = np.abs(distance)
    wide = np.floor(np.log2(np.maximum(size, 1))).astype(np.int64) + 3
    return np.where(size < 5, size, np.minimum(wide, 9))


def string_relations(of: Described, first_row: int, first: int, end: int) -> Ints:
    """NONE … EQUAL between the mentions first_row … end (rows) and first … end (columns)."""
    later, earlier = slice(first_row, end), slice(first, end)
    numbers: dict[frozenset[str], int] = {}
    sets = np.array([numbers.setdefault(one, len(numbers)) for one in of.words[earlier]], dtype=int)
    part = _one_within_other(list(numbers))[sets[first_row - first :]][:, sets]
    out: Ints = (of.heads[later, None] == of.heads[None, earlier]).astype(np.int64)  # or HEAD
    out[part] = PART
    # Few mentions have initials that spell another: these are looked at one by one.
    for number in range(first, end):
        if of.initials[number] >= 0:
            spelt = of.texts[earlier] == of.initials[number]
            out[:, number - first][spelt[first_row - first :]] = ACRONYM
            if number >= first_row:
                out[number - first_row, spelt] = ACRONYM
    texts = np.where(of.kinds[earlier] == PRONOUN, -1, of.texts[earlier])
    rows = texts[first_row - first :, None]
    out[(rows == texts) & (rows >= 0)] = EQUAL
    return out


def _one_within_other(sets: Sequence[frozenset[str]]) -> NDArray[np.bool_]:
    """[S, S]: neither is empty, and one holds all words of the other."""
    holders: dict[str, list[int]] = {}
    for number, one in enumerate(sets):
        for word in one:
            holders.setdefault(word, []).append(number)
    out = np.zeros((len(sets), len(sets)), dtype=np.bool_)
    for number, one in enumerate(sets):
        rarest = min((holders[word] for word in one), key=len, default=())
        for other in rarest:  # every set that holds all words of this one is among them
            if one <= sets[other]:
                out[number, other] = out[other, number] = True
    return out


def worth_scoring(of: Described, first_row: int, end: int) -> tuple[Ints, Ints, Ints]:
    """Pairs (later, earlier, string relation) of the mentions first_row … end.

    The NEAR mentions before each; and the last MOST_RELATED of those up to BACK before it whose
    texts are related to its own.
    """
    first = max(0, first_row - BACK)
    near = np.array(NEAR)[of.kinds[first_row:end, None]]
    strings = string_relations(of, first_row, first, end)
    distance = np.arange(first_row, end)[:, None] - np.arange(first, end)[None, :]
    related = (strings > NONE) & (of.kinds[first_row:end, None] != PRONOUN)
    related &= (distance > near) & (distance <= BACK)
    nearest = np.cumsum(related[:, ::-1], axis=1)[:, ::-1] <= MOST_RELATED
    kept = ((distance > 0) & (distance <= near)) | (related & nearest)
    rows, columns = np.nonzero(kept)
    return rows + first_row, columns + first, strings[rows, columns]


def linked(antecedents: Sequence[int]) -> list[list[int]]:
    """Chains of two or more from each mention's antecedent (-1 = none), in order of their first."""
    chain_of: dict[int, list[int]] = {}
    for mention, antecedent in enumerate(antecedents):
        if antecedent >= 0:
            chain = chain_of.setdefault(antecedent, [antecedent])
            chain.append(mention)
            chain_of[mention] = chain
    chains: dict[int, Any] = {chain[0]: chain for chain in chain_of.values()}
    return [chains[first] for first in sorted(chains)]

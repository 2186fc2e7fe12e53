"""Every corpus the shipped model is trained on, and how often it comes round."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.language.labels import EVENT_LABELS
from kg.train import coreference, corpora, discourse, interactions, relations
from kg.train.windows import ATTRIBUTION_LABELS, Unit, Window

SYNTHETIC = Path(__file__).parent / "synthetic"
HELD_OUT = ("plv", "cameo-triplets", "crossre-relations", "knowledgenet-relations")
EVERY_PAIR = 60  # of a passage of KnowledgeNet
SWAPPED = 0.4  # share of event windows whose states change names, so that none is learned by heart


@dataclass(frozen=True, slots=True)
class Source:
    """A corpus. `documents`: its units are documents of single sentences, to be merged into

    windows anew in every epoch; otherwise its units are read as they are. `share`: how often
    an epoch takes it (0.5: half of it, drawn anew)."""

    name: str
    units: list[Unit]
    documents: bool = False
    share: float = 1.0


def single(windows: Iterable[Window]) -> list[Unit]:
    return [[window] for window in windows]


def read_sources(
    root: Path, leave_out: frozenset[str] = frozenset()
) -> tuple[list[Source], list[Source]]:
    """What the shipped weights are trained on, without those named in `leave_out`; and held-out

    parts to watch training by (the figures to quote come from `kg evaluate`)."""
    train = [*_sentence_sources(root), *_document_sources(root, "train")]
    held_out = [*_held_out_sentences(root), *_document_sources(root, "dev")]
    ours, theirs = pair_sources(root)
    train, held_out = [*train, *ours], [*held_out, *theirs]
    return [source for source in train if source.name not in leave_out], held_out


def pair_sources(root: Path, *, every: bool = False) -> tuple[list[Source], list[Source]]:
    """Events and relations: for training, and held out.

    With `every`, triplets and KnowledgeNet have all the pairs that the product would ask about.
    """
    train, held_out = [], []
    shares = {"plv": 2.0, "cameo-triplets": 1.5, "ngec": 0.2, "synthetic": 1.5}
    shares |= {"crossre": 3.0, "crossre-own": 2.0, "re-docred": 0.5, "conll04": 0.5}
    pairs = interactions.interactions(root, SYNTHETIC)
    pairs |= {f"{name}-relations": both for name, both in relations.relations(root).items()}
    if every:
        pairs["cameo-triplets"] = interactions.read_triplets(root, every=True)
        facts = relations.read_knowledgenet(root, EVERY_PAIR)
        pairs["knowledgenet-relations"] = facts
    for name, (ours, theirs) in pairs.items():
        share = shares.get(name.removesuffix("-relations"), 1.0)
        train.append(Source(name, single(ours), share=share))
        if name in HELD_OUT:
            held_out.append(Source(name, single(theirs)))
    return train, held_out


def _held_out_sentences(root: Path) -> list[Source]:
    places = corpora.PlaceNames(root)
    news = root / "ner/worldwide-newswire/dev.conll"
    named = corpora.read_ner("worldwide-newswire", news, places)
    return [
        Source("ewt", corpora.read_ewt(root, "dev", places), documents=True),
        Source("newswire", named, documents=True),
    ]


def _sentence_sources(root: Path) -> list[Source]:
    places = corpora.PlaceNames(root)
    graded = discourse.read_factuality(root, "train")
    ner = root / "ner"
    named = ("crossner-politics/train.conll", "wikigold/wikigold.conll")
    return [
        Source("ewt", corpora.read_ewt(root, "train", places, graded), documents=True),
        Source(
            "worldwide-newswire",
            corpora.read_ner("worldwide-newswire", ner / "worldwide-newswire/train.conll", places),
            documents=True,
        ),
        *(
            Source(
                path.partition("/")[0],
                corpora.read_ner(path.partition("/")[0], ner / path, places),
                documents=True,
            )
            for path in named
        ),
        Source("men", corpora.read_men(root, places), documents=True),
    ]


def _document_sources(root: Path, part: str) -> list[Source]:
    """Corpora read in windows of their own: attribution and coreference (with trees or names)."""
    return [Source("polnear", discourse.read_polnear(root, part)), *chain_sources(root, part)]


def chain_sources(root: Path, part: str) -> list[Source]:
    """The coreference corpora; `part` is "train" or "dev"."""
    books = Source("litbank", marked_only(coreference.read_litbank(root, part)), share=0.4)
    return [
        Source("gum", coreference.read_ontogum(root, part)),
        Source("dwie", marked_only(coreference.read_dwie(root, part))),
        *([books] if part == "train" else []),
        Source("gap", coreference.read_gap(root, part)),
    ]


def marked_only(units: Iterable[Unit]) -> list[Unit]:
    """Without candidates that the corpus does not mark.

    DWIE and LitBank mark some kinds of mention only, each with its singletons: what they leave
    out may well corefer.
    """
    return [
        [
            replace(window, mentions=[one for one in window.mentions or () if one.chain >= 0])
            for window in unit
        ]
        for unit in units
    ]


def fixed_labels(sources: Sequence[Source]) -> dict[str, list[str]]:
    """Inventories that are not counted from trees."""
    windows = (window for source in sources for unit in source.units for window in unit)
    return {
        "ner": corpora.NER_LABELS,
        "attribution": list(ATTRIBUTION_LABELS),
        "events": list(EVENT_LABELS),
        "relations": list(relations.relation_labels(windows)),
    }


def state_swapper(root: Path, seed: int, share: float = SWAPPED) -> Callable[[Window], Window]:
    """Gives some event windows other states, each time others."""
    names = interactions.state_names(root)
    rng = random.Random(seed)

    def swap(window: Window) -> Window:
        if not any(pair.events for pair in window.pairs) or rng.random() >= share:
            return window
        return interactions.swap_states(window, rng, names)

    return swap

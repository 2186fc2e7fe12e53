"""`relations`: which relations hold between pairs, in public formats that are told by content.

CrossRE (JSONL; Bassignana and Plank 2022). The pairs are given and have at least one label each,
so that the most probable one is always predicted. `micro_f1` and `macro_f1` as in the paper's
evaluate.py: the latter is the mean over the labels that occur in the gold.

KnowledgeNet (JSONL; Mesquita et al. 2019), end to end from plain sentences. `text_f1` as its
evaluator.py by default: a fact is found if the property is equal and both spans overlap.
`link_f1`: the Wikidata ids are equal, over distinct facts that have both, without dates. Only
the (passage, property) pairs that were annotated count; both are micro.

DWIE (JSONL; Zaporojets et al. 2021) and DocRED or Re-DocRED (JSON; Tan et al. 2022), as a file or
as .gz. Entities and their mentions are given; a pair of entities has the relations that any two of
their mentions in one sentence have. `micro_f1` over (head, tail, relation), `macro_f1`
over the relations that occur in the gold, both only for relations that the model has.
`relation_types` and `facts` say how many of those in the file that is; `in_one_sentence`: in how
many of these facts two mentions share a sentence, the others cannot be found.

Predictions: one JSON object for each sentence, passage or document.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from kg.evaluation import knowledgenet
from kg.evaluation.files import refuse_map
from kg.evaluation.linking import Link, Linking, link
from kg.evaluation.relation_files import Annotated, Fact, Passage, Sentence, read
from kg.evaluation.scores import prf
from kg.evaluation.tokens import tokens_doc
from kg.extract.interactions import Pair
from kg.language import load
from kg.language.pairs import PairScorer
from kg.vocabulary import load_vocabulary

Scored = tuple[int, dict[str, Any], list[str]]
Label = tuple[Hashable, str]  # what the relation is said of, and the relation


class RelationScorer(Protocol):
    """What is needed of `kg.language.pairs.PairScorer`; labels are named "corpus:relation"."""

    @property
    def relation_labels(self) -> Sequence[str]: ...

    @property
    def thresholds(self) -> Mapping[str, float]:
        """From which probability on a relation holds, by label."""
        ...

    def relations(self, doc: Doc, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        """Independent probabilities [pairs, len(relation_labels)]."""
        ...


def evaluate(file: Path, map_file: Path | None) -> Scored:
    refuse_map("relations", map_file)
    items = read(file)
    nlp, vocabulary = load(), load_vocabulary()
    return score_items(items, nlp, PairScorer(nlp), lambda text: link(text, nlp, vocabulary))


def score_items(
    items: Sequence[Sentence | Passage | Annotated],
    nlp: Language,
    scorer: RelationScorer,
    linking: Linking,
) -> Scored:
    """Score items of one class, as `read` returns them."""
    sentences = [item for item in items if isinstance(item, Sentence)]
    passages = [item for item in items if isinstance(item, Passage)]
    documents = [item for item in items if isinstance(item, Annotated)]
    if sentences:
        return score_sentences(sentences, nlp, scorer)
    if passages:
        return score_passages(passages, nlp, scorer, linking)
    return score_documents(documents, nlp, scorer)


class Columns:
    """The relations of one corpus among the labels of a model."""

    def __init__(self, scorer: RelationScorer, corpus: str) -> None:
        self.names: list[str] = []
        self.at: list[int] = []
        self.least: list[float] = []
        for index, label in enumerate(scorer.relation_labels):
            prefix, _, name = label.partition(":")
            if prefix.replace("-", "") == corpus:  # "re-docred" and "redocred" are one
                self.names.append(name)
                self.at.append(index)
                self.least.append(float(scorer.thresholds.get(label, 0.5)))

    def holding(self, row: NDArray[np.float32], *, at_least_one: bool = False) -> set[str]:
        """The relations that reach their threshold, else perhaps the most probable one."""
        found = zip(self.names, self.at, self.least, strict=True)
        held = {name for name, index, least in found if row[index] >= least}
        if not held and at_least_one and self.at:
            held = {self.names[int(row[self.at].argmax())]}
        return held


# -- CrossRE ---------------------------------------------------------------------------------------


def score_sentences(sentences: Sequence[Sentence], nlp: Language, scorer: RelationScorer) -> Scored:
    columns = Columns(scorer, "crossre")
    gold: set[Label] = set()
    found: set[Label] = set()
    lines = []
    for number, sentence in enumerate(sentences):
        if not sentence.pairs:
            continue
        doc = tokens_doc(nlp, [sentence.words])
        rows = scorer.relations(doc, [(head, tail) for head, tail, _ in sentence.pairs])
        predicted = []
        for (head, tail, labels), row in zip(sentence.pairs, rows, strict=True):
            held = columns.holding(row, at_least_one=True)
            gold |= {((number, head, tail), label) for label in labels}
            found |= {((number, head, tail), label) for label in held}
            predicted.append([head, tail, sorted(labels), sorted(held)])
        lines.append(_line(name=sentence.name, pairs=predicted))
    pairs = sum(len(sentence.pairs) for sentence in sentences)
    return len(sentences), {**micro_and_macro(gold, found), "pairs": pairs}, lines


def micro_and_macro(gold: set[Label], found: set[Label]) -> dict[str, Any]:
    """`micro_f1` over all labels; `macro_f1` over the relations that occur in `gold`."""
    marked = Counter(name for _, name in gold)
    guessed = Counter(name for _, name in found)
    right = Counter(name for _, name in gold & found)
    micro = prf(right.total(), guessed.total(), marked.total())
    exact = [2 * right[name] / (marked[name] + guessed[name]) for name in sorted(marked)]
    by_relation = {
        name: {**prf(right[name], guessed[name], marked[name]), "support": marked[name]}
        for name in sorted(marked.keys() | guessed.keys())
    }
    return {
        "micro_f1": micro["f1"],
        "macro_f1": round(sum(exact) / len(exact), 4) if exact else 0.0,
        "precision": micro["precision"],
        "recall": micro["recall"],
        "by_relation": by_relation,
    }


# -- KnowledgeNet ----------------------------------------------------------------------------------


def score_passages(
    passages: Sequence[Passage], nlp: Language, scorer: RelationScorer, linking: Linking
) -> Scored:
    columns = Columns(scorer, "knowledgenet")
    predicted, lines = [], []
    for passage in passages:
        facts = predict_facts(passage, nlp(passage.text), scorer, columns)
        if any(fact.property not in knowledgenet.DATES for fact in facts):
            facts = with_ids(facts, linking(passage.text))
        predicted.append(facts)
        text = passage.text
        shown = [[f.property, text[slice(*f.subject)], text[slice(*f.object)]] for f in facts]
        lines.append(_line(name=passage.name, text=text, predicted=shown))
    metrics = knowledgenet.score(passages, predicted)
    properties = {name for passage in passages for name in passage.annotated}
    covered = properties & set(columns.names) & knowledgenet.ADMISSIBLE.keys()
    metrics["relation_types"] = f"{len(covered)} of {len(properties)}"
    return len(passages), metrics, lines


def predict_facts(
    passage: Passage, doc: Doc, scorer: RelationScorer, columns: Columns
) -> list[Fact]:
    """The facts of the annotated properties, without ids."""
    possible = knowledgenet.pairs_by_property(doc, passage.annotated)
    if not possible:
        return []
    facts = []
    for (pair, names), row in zip(
        possible.items(), scorer.relations(doc, list(possible)), strict=True
    ):
        subject, object_ = ((doc[a:b].start_char, doc[a:b].end_char) for a, b in pair)
        held = columns.holding(row)
        facts += [Fact(name, subject, object_) for name in names if name in held]
    return sorted(facts, key=lambda f: (f.property, f.subject, f.object))


def with_ids(facts: Iterable[Fact], links: Sequence[Link]) -> list[Fact]:
    return [
        Fact(
            fact.property,
            fact.subject,
            fact.object,
            knowledgenet.qid_of(fact.subject, links),
            knowledgenet.qid_of(fact.object, links),
        )
        for fact in facts
    ]


# -- DWIE and DocRED -------------------------------------------------------------------------------


def score_documents(
    documents: Sequence[Annotated], nlp: Language, scorer: RelationScorer
) -> Scored:
    gold: set[Label] = set()
    found: set[Label] = set()
    lines = []
    together = 0
    for number, document in enumerate(documents):
        columns = Columns(scorer, document.corpus)
        predicted = predict_entity_facts(document, nlp, scorer, columns)
        expected = {fact for fact in document.facts if fact[2] in columns.names}
        together += sum(bool(mention_pairs(document, head, tail)) for head, tail, _ in expected)
        gold |= {((number, head, tail), name) for head, tail, name in expected}
        found |= {((number, head, tail), name) for head, tail, name in predicted}
        lines.append(_line(name=document.name, gold=sorted(expected), predicted=sorted(predicted)))
    names = {name for document in documents for _, _, name in document.facts}
    total = sum(len(document.facts) for document in documents)
    covered = {name for _, name in gold}
    metrics = micro_and_macro(gold, found)
    metrics["relation_types"] = f"{len(covered)} of {len(names)}"
    metrics["facts"] = f"{len(gold)} of {total}"
    metrics["in_one_sentence"] = f"{together} of {len(gold)}"
    return len(documents), metrics, lines


def predict_entity_facts(
    document: Annotated, nlp: Language, scorer: RelationScorer, columns: Columns
) -> set[tuple[int, int, str]]:
    asked: list[Pair] = []
    of: list[tuple[int, int]] = []
    for head, tail in permutations(range(len(document.entities)), 2):
        pairs = mention_pairs(document, head, tail)
        asked += pairs
        of += [(head, tail)] * len(pairs)
    if not asked or not columns.at:
        return set()
    doc = tokens_doc(nlp, [sentence for sentence in document.sentences if sentence])
    rows = scorer.relations(doc, asked)
    return {
        (*entities, name)
        for entities, row in zip(of, rows, strict=True)
        for name in columns.holding(row)
    }


def mention_pairs(document: Annotated, head: int, tail: int) -> list[Pair]:
    """Mentions of two entities that share a sentence, as tokens of the document."""
    before = document.offsets
    return [
        ((before[s] + a, before[s] + b), (before[s] + c, before[s] + d))
        for s, a, b in document.entities[head]
        for other, c, d in document.entities[tail]
        if s == other and (b <= c or d <= a)
    ]


def _line(**values: object) -> str:
    return json.dumps(values, ensure_ascii=False)

"""`coref`: chains of mentions on the file's own tokens, or the pronouns of GAP.

CoNLL-2012 columns: MUC, B³ and CEAF-φ4 with the mean of their F1 (see `clusters`). A file with
singletons scores them, though the model marks chains of two or more only; `without_singletons`
then gives the scores of the other chains. From a file that has none, as in the OntoNotes
scheme, singletons of the response are dropped. Predictions: columns again, document, token
number, token, right chains, our chains. GAP, known by its header: see `gap`.

A file without a pronoun in any chain marks names only, as DWIE does: the response is then what
the product takes for one and the same (`name_chains`), not the chains of the coreference model,
and `given_mentions` has the scores of the grouping alone, with the file's own mentions.
`reading` says which it was, "names" or "all mentions".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from spacy.language import Language
from spacy.tokens import Doc

from kg.evaluation import gap, name_chains
from kg.evaluation.chain_columns import ChainDocument, bracketed, read_chains
from kg.evaluation.clusters import Chain, Mention, chains_of, score_chains
from kg.evaluation.files import lines_of, refuse_map
from kg.evaluation.tokens import tokens_doc
from kg.vocabulary import load_vocabulary

Scored = tuple[int, dict[str, Any], list[str]]


class Chaining(gap.Scoring, Protocol):
    """The part of kg.language.discourse that is scored here."""

    def chains(self, doc: Doc, /) -> list[list[Mention]]:
        """Chains of two or more mentions, [start, end) in tokens."""
        ...


def evaluate(file: Path, map_file: Path | None) -> Scored:
    """Score the shipped model; items are documents, or the examples of GAP."""
    refuse_map("coref", map_file)
    from kg.language import discourse, load

    return evaluate_model(file, load(), discourse)


def evaluate_model(file: Path, nlp: Language, model: Chaining) -> Scored:
    lines = lines_of(file)
    if gap.is_gap(lines):
        return _evaluate_gap(gap.read_examples(lines, file), nlp, model)
    documents = read_chains(file)
    if name_chains.is_names_only(documents):
        metrics, found = _names(documents, nlp)
    else:
        found = [model.chains(read_document(nlp, document)) for document in documents]
        metrics = {"reading": "all mentions", **score_documents(documents, found)}
    written: list[str] = []
    for document, chains in zip(documents, found, strict=True):
        written += _lines_for(document, chains)
    return len(documents), metrics, written


def _names(
    documents: Sequence[ChainDocument], nlp: Language
) -> tuple[dict[str, Any], list[list[list[Mention]]]]:
    vocabulary = load_vocabulary()
    found, given = [], []
    for document in documents:
        names = name_chains.NameChains(read_document(nlp, document), vocabulary)
        found.append(names.found())
        given.append(names.of(sorted(set(chain.from_iterable(document.chains.values())))))
    metrics = {
        "reading": "names",
        **score_documents(documents, found),
        "given_mentions": score_documents(documents, given),
    }
    return metrics, found


def read_document(nlp: Language, document: ChainDocument) -> Doc:
    """The document on its own tokens; one without sentence ends is cut by our rules."""
    return tokens_doc(nlp, document.sentences, cut=len(document.sentences) == 1)


def score_documents(
    documents: Sequence[ChainDocument], found: Sequence[Sequence[Sequence[Mention]]]
) -> dict[str, Any]:
    """MUC, B³, CEAF-φ4 and their mean; see the module about singletons."""
    key = [chains_of(list(document.chains.values())) for document in documents]
    response = [chains_of(chains) for chains in found]
    shared = [_shared(chains) for chains in key]
    without = score_chains(list(zip(shared, map(_shared, response), strict=True)))
    lone = any(len(chain) == 1 for document in documents for chain in document.chains.values())
    if not lone:
        return without
    return {
        **score_chains(list(zip(key, response, strict=True))),
        "without_singletons": without,
    }


def _shared(chains: Sequence[Chain]) -> list[Chain]:
    """The chains of two or more mentions."""
    return [chain for chain in chains if len(chain) > 1]


def _lines_for(document: ChainDocument, found: Sequence[Sequence[Mention]]) -> list[str]:
    words = document.words
    right = bracketed(list(document.chains.values()), len(words))
    ours = bracketed(found, len(words))
    rows = [
        f"{document.name}\t{number}\t{word}\t{gold}\t{guess}"
        for number, (word, gold, guess) in enumerate(zip(words, right, ours, strict=True))
    ]
    return [f"#begin document {document.name}", *rows, "#end document", ""]


def _evaluate_gap(examples: Sequence[gap.Example], nlp: Language, model: gap.Scoring) -> Scored:
    scores = list(gap.answers(examples, nlp, model))
    decisions = [gap.decide(pair) for pair in scores]
    metrics = gap.score_gap(examples, decisions)
    return len(examples), metrics, gap.lines_for(examples, decisions, scores)

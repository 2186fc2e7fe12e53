"""What the product makes of the mini-corpora, and how far that is what they expect.

Language and extraction run once over all articles; every corpus is then resolved by itself, from
its articles' graphs, as a build does it. A marked mention counts as found where the product has
a mention of nearly the same words; one that is not found, or linked to nothing, is alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from kg.graph import Store
from kg.pipeline import Options, Report, analyse
from kg.read import read
from kg.records import PUBLISHER, Document, Entity, Extraction, Linker, Mention
from kg.resolve import resolve
from kg.vocabulary import load_vocabulary
from tests.bench.identity_cases import NOBODY, UNASKED, BadCorpusError, Corpus, Span, corpora

_LEAST_OVERLAP = 0.5  # of the characters that a marked mention and a found one share
_EDGES = re.compile(r"^(?:the|a|an)\s+|(?:['’]s|['’])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A marked mention and the entity that the product takes it for, if any."""

    article: int
    span: Span
    entity: Entity | None

    @property
    def key(self) -> str:
        return self.span.key

    def __str__(self) -> str:
        return f"“{self.span.form}” ({self.article + 1})"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One corpus, resolved."""

    corpus: Corpus
    found: tuple[Found, ...]

    def entities(self) -> tuple[str, ...]:
        """The entity of every marked mention, in order; "" where there is none."""
        return tuple(one.entity.id if one.entity else "" for one in self.found)


@dataclass(frozen=True, slots=True)
class Wrong:
    """One difference from what is expected; `kind` is the heading it is listed under."""

    corpus: str
    kind: str  # "violation", "merged", "split", "unlinked", "class", "Wikidata id"
    text: str


# -- what the product says --------------------------------------------------------------------------


@cache
def extractions() -> dict[str, tuple[Extraction, ...]]:
    """Corpus id → the extractions of its articles; all of them read in one go."""
    out: dict[str, tuple[Extraction, ...]] = {}
    documents = {corpus.id: _documents(corpus) for corpus in corpora()}
    report = Report()
    done = {e.document.id: e for e in analyse(_each(documents), Options(), report)}
    if report.rejected:
        raise BadCorpusError(f"not extracted: {report.rejected[0].detail}")
    for name, several in documents.items():
        out[name] = tuple(done[document.id] for document in several)
    return out


def _each(documents: dict[str, list[Document]]) -> Iterator[Document]:
    return (document for several in documents.values() for document in several)


def _documents(corpus: Corpus) -> list[Document]:
    articles = [one.article for one in corpus.articles]
    out = []
    for article, found in zip(articles, read(articles), strict=True):
        if not isinstance(found, Document):
            raise BadCorpusError(f"{corpus.id}: not read as an article: {found.detail}")
        if found.text != article.text:
            raise BadCorpusError(f"{corpus.id}: the reader changes the text: {found.text}")
        out.append(found)
    return out


@cache
def outcomes() -> tuple[Outcome, ...]:
    """Every corpus, resolved with its articles in the order of the file."""
    return tuple(outcome(corpus) for corpus in corpora())


def outcome(corpus: Corpus, *, reverse: bool = False) -> Outcome:
    """One corpus, resolved by itself; `reverse` hands its articles over backwards."""
    several = extractions()[corpus.id]
    with Store.memory() as store:
        store.add(several[::-1] if reverse else several)
        chains = store.chains()
        publishers = [e.document.publisher for e in several if e.document.publisher]
        linker = resolve(chains[::-1] if reverse else chains, publishers, load_vocabulary())
    chain_of = {mention: chain.id for chain in chains for mention in chain.mentions}
    found = []
    for number, (article, extraction) in enumerate(zip(corpus.articles, several, strict=True)):
        if article.publisher:
            name = extraction.document.publisher
            entity = linker.entities.get(linker.entity_of.get(PUBLISHER + name, ""))
            found.append(Found(number, Span(article.publisher, 0, 0, name), entity))
        for span in article.spans:
            options = _options(span, extraction.mentions, chain_of, linker)
            found.append(Found(number, span, _pick(span, options, corpus)))
    return Outcome(corpus, tuple(found))


def _options(
    span: Span, mentions: Sequence[Mention], chain_of: dict[str, str], linker: Linker
) -> list[tuple[float, Entity | None]]:
    """Mentions of nearly the words of the span, each with how near and its entity."""
    out = []
    for mention in mentions:
        near = _overlap(span, mention) if mention.id in chain_of else 0.0
        if near >= _LEAST_OVERLAP:
            entity = linker.entity_of.get(chain_of[mention.id], "")
            out.append((near, linker.entities.get(entity)))
    return out


def _overlap(span: Span, mention: Mention) -> float:
    """1 for the same words but article and possessive, else the share of characters."""
    shared = min(span.end, mention.end) - max(span.start, mention.start)
    if shared <= 0:
        return 0.0
    if _bare(span.form) == _bare(mention.text):
        return 1.0
    if _bare(mention.text).endswith(" " + _bare(span.form)) and mention.text[0].isupper():
        return 0.9  # "President Yoon" for "Yoon": the title is part of the name
    if _bare(span.form).endswith(" " + mention.text) and mention.text.islower():
        return 0.8  # "army" for "Lebanese army": the head alone
    return shared / (max(span.end, mention.end) - min(span.start, mention.start))


def _bare(text: str) -> str:
    return _EDGES.sub("", _EDGES.sub("", text))


def _pick(span: Span, options: list[tuple[float, Entity | None]], corpus: Corpus) -> Entity | None:
    """The nearest; of equally near ones the one of the expected class ("the president")."""
    wanted = corpus.entities[span.key].type
    best = max(
        options,
        key=lambda o: (round(o[0], 3), o[1] is not None and o[1].type is wanted, o[1] is not None),
        default=(0.0, None),
    )
    return best[1]


# -- how far it is right ----------------------------------------------------------------------------


def pair_counts(outcome: Outcome, *, names_only: bool = False) -> Counter[str]:
    """Pairs of mentions that are one: "right", "found" by the product, "expected"."""
    rows = [one for one in outcome.found if one.span.is_name or not names_only]
    counts: Counter[str] = Counter(right=0, found=0, expected=0)
    for a, b in combinations(rows, 2):
        if a.key == b.key and outcome.corpus.entities[a.key].type is NOBODY:
            continue
        same = a.entity is not None and b.entity is not None and a.entity.id == b.entity.id
        counts["expected"] += a.key == b.key
        counts["found"] += same
        counts["right"] += same and a.key == b.key
    return counts


def class_counts(outcome: Outcome) -> Counter[str]:
    """Mentions of the right class of all that are linked to something."""
    types = [
        (one.entity.type, outcome.corpus.entities[one.key].type)
        for one in outcome.found
        if one.entity
    ]
    asked = [(found, expected) for found, expected in types if expected is not NOBODY]
    return Counter(right=sum(found is expected for found, expected in asked), all=len(asked))


def link_counts(outcome: Outcome) -> Counter[str]:
    """Mentions with the right Wikidata id, of all that have one; "nil": none, as expected."""
    counts: Counter[str] = Counter(right=0, all=0, nil_right=0, nil_all=0)
    for one in outcome.found:
        wanted = outcome.corpus.entities[one.key].wikidata
        if wanted != UNASKED:
            kind = "" if wanted else "nil_"
            counts[f"{kind}all"] += 1
            counts[f"{kind}right"] += _link_of(one) == wanted
    return counts


def _link_of(one: Found) -> str:
    return one.entity.same_as if one.entity else ""


def violations(outcome: Outcome) -> tuple[str, ...]:
    """Pairs listed in `apart` that the product holds to be one, as "left = right"."""
    entities: dict[str, set[str]] = {key: set() for key in outcome.corpus.entities}
    for one in outcome.found:
        if one.entity:
            entities[one.key] |= {one.entity.id, one.entity.same_as} - {""}
    return tuple(
        f"{left} = {right}"
        for left, right in outcome.corpus.apart
        if entities.get(left, {left}) & entities.get(right, {right})
    )


def errors(outcome: Outcome) -> Iterator[Wrong]:
    """Every difference from what the corpus expects, one line each."""
    name, corpus = outcome.corpus.id, outcome.corpus
    for pair in violations(outcome):
        yield Wrong(name, "violation", pair)
    clusters: dict[str, list[Found]] = {}
    for one in outcome.found:
        clusters.setdefault(one.entity.id if one.entity else "", []).append(one)
    for entity, several in sorted(clusters.items()):
        keys = list(dict.fromkeys(one.key for one in several))
        if entity and len(keys) > 1:
            said = "; ".join(f"{k}: {_forms(several, k)}" for k in keys)
            yield Wrong(name, "merged", f"{entity} ← {said}")
    for one in clusters.get("", ()):
        if corpus.entities[one.key].type is not NOBODY:
            yield Wrong(name, "unlinked", f"{one} should be {one.key}")
    for key in corpus.entities:
        ids = sorted({o.entity.id for o in outcome.found if o.key == key and o.entity})
        if len(ids) > 1:
            said = "; ".join(f"{i}: {_forms(clusters[i], key)}" for i in ids)
            yield Wrong(name, "split", f"{key} → {said}")
    yield from _wrong_descriptions(outcome)


def _wrong_descriptions(outcome: Outcome) -> Iterator[Wrong]:
    name, corpus = outcome.corpus.id, outcome.corpus
    for one in outcome.found:
        expected = corpus.entities[one.key]
        if expected.type is NOBODY:
            continue
        if one.entity and one.entity.type is not expected.type:
            yield Wrong(name, "class", f"{one} is {one.entity.type}, not {expected.type}")
        if one.entity and expected.wikidata not in (UNASKED, _link_of(one)):
            found, wanted = _link_of(one) or "none", expected.wikidata or "none"
            yield Wrong(name, "Wikidata id", f"{one} has {found}, not {wanted}")


def _forms(several: Sequence[Found], key: str) -> str:
    return ", ".join(dict.fromkeys(str(one) for one in several if one.key == key))

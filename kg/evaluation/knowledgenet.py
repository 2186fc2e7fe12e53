"""KnowledgeNet end to end: which spans of a sentence may be linked, and which facts are right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc

from kg.evaluation.linking import Link
from kg.evaluation.relation_files import Fact, Passage, Span
from kg.evaluation.scores import prf
from kg.extract.interactions import Pair
from kg.language.pairs import overlap

DATES = frozenset({"DATE_OF_BIRTH", "DATE_OF_DEATH", "DATE_FOUNDED"})

_PERSON = frozenset({"Person", "human"})
_BODY = frozenset({"Organization", "Misc", "thing"})
_PLACE = frozenset({"Place", "State", "where"})
_DATE = frozenset({"Date"})
# Which entity types, or kinds of pronoun, the subject and the object of a property may have.
ADMISSIBLE: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "CEO": (_BODY, _PERSON),
    "CHILD_OF": (_PERSON, _PERSON),
    "DATE_FOUNDED": (_BODY, _DATE),
    "DATE_OF_BIRTH": (_PERSON, _DATE),
    "DATE_OF_DEATH": (_PERSON, _DATE),
    "EDUCATED_AT": (_PERSON, _BODY | _PLACE),
    "EMPLOYEE_OR_MEMBER_OF": (_PERSON, _BODY | _PLACE),
    "FOUNDED_BY": (_BODY, _PERSON | _BODY),
    "HEADQUARTERS": (_BODY, _PLACE),
    "NATIONALITY": (_PERSON, frozenset({"State", "Place", "Demonym"})),
    "PLACE_OF_BIRTH": (_PERSON, _PLACE),
    "PLACE_OF_RESIDENCE": (_PERSON, _PLACE),
    "POLITICAL_AFFILIATION": (_PERSON, _BODY | {"Demonym"}),
    "SPOUSE": (_PERSON, _PERSON),
    "SUBSIDIARY_OF": (_BODY, _BODY),
}
_PRONOUN_TAGS = frozenset({"PRP", "PRP$", "WP", "WP$", "WDT", "WRB"})
_KINDS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys("i me my mine myself he him his himself she her hers herself".split(),
                    frozenset({"human"})),
    **dict.fromkeys("it its itself which".split(), frozenset({"thing"})),
    **dict.fromkeys(
        "we us our ours ourselves they them their theirs themselves who whom whose that".split(),
        frozenset({"human", "thing"}),
    ),
    "where": frozenset({"where", "thing"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens [start, end) that may be subject or object, as one of these kinds."""

    start: int
    end: int
    sentence: int
    kinds: frozenset[str]


def candidates(doc: Doc) -> list[Candidate]:
    """Entities, dates and pronouns of the text, in order."""
    found = []
    for number, sentence in enumerate(doc.sents):
        taken = {token.i for ent in sentence.ents for token in ent}
        for ent in sentence.ents:
            found.append(Candidate(ent.start, ent.end, number, frozenset({ent.label_})))
        for token in sentence:
            kinds = _KINDS.get(token.lower_)
            if kinds and token.i not in taken and token.tag_ in _PRONOUN_TAGS:
                found.append(Candidate(token.i, token.i + 1, number, kinds))
    return sorted(found, key=lambda c: (c.start, c.end))


def pairs_by_property(doc: Doc, properties: Iterable[str]) -> dict[Pair, list[str]]:
    """Pairs of candidates of one sentence, with the properties that may hold between them."""
    found = candidates(doc)
    out: dict[Pair, list[str]] = {}
    for name in sorted(properties):
        subjects, objects = ADMISSIBLE.get(name, (frozenset(), frozenset()))
        for one in found:
            if not one.kinds & subjects:
                continue
            for other in found:
                if other is not one and other.sentence == one.sentence and other.kinds & objects:
                    pair = ((one.start, one.end), (other.start, other.end))
                    out.setdefault(pair, []).append(name)
    return out


# -- scores ---------------------------------------------------------------------------------------


def score(passages: Sequence[Passage], predicted: Sequence[Sequence[Fact]]) -> dict[str, Any]:
    """Text and link scores of the predictions for each passage."""
    text, link = [0, 0, 0], [0, 0, 0]  # found and missed gold facts, wrong predictions
    for passage, guesses in zip(passages, predicted, strict=True):
        guesses = [fact for fact in guesses if fact.property in passage.annotated]
        _add(text, _matched(passage.facts, guesses, spans_overlap))
        linked = [_distinct(_with_ids(facts)) for facts in (passage.facts, guesses)]
        _add(link, _matched(linked[0], linked[1], same_ids))
    out: dict[str, Any] = {}
    for name, (right, missed, wrong) in (("text", text), ("link", link)):
        out |= {f"{name}_{k}": v for k, v in prf_of(right, missed, wrong).items()}
    return out


def prf_of(right: int, missed: int, wrong: int) -> dict[str, float]:
    return prf(right, right + wrong, right + missed)


def _add(totals: list[int], counts: tuple[int, int, int]) -> None:
    totals[:] = [a + b for a, b in zip(totals, counts, strict=True)]


def _matched(
    gold: Sequence[Fact], guesses: Sequence[Fact], same: Callable[[Fact, Fact], bool]
) -> tuple[int, int, int]:
    """As `evaluate` of KnowledgeNet's evaluator.py: gold facts found and missed, and the
    predictions that neither match a gold fact nor one that does."""
    left = list(guesses)
    right = 0
    for fact in gold:
        hits = [guess for guess in guesses if same(fact, guess)]
        right += bool(hits)
        left = [guess for guess in left if not any(same(guess, hit) for hit in hits)]
    return right, len(gold) - right, len(left)


def spans_overlap(one: Fact, other: Fact) -> bool:
    return (
        one.property == other.property
        and overlap(one.subject, other.subject)
        and overlap(one.object, other.object)
    )


def same_ids(one: Fact, other: Fact) -> bool:
    return _ids(one) == _ids(other)


def _ids(fact: Fact) -> tuple[str, str, str]:
    return fact.subject_qid, fact.property, fact.object_qid


def _with_ids(facts: Iterable[Fact]) -> Iterator[Fact]:
    return (f for f in facts if f.subject_qid and f.object_qid and f.property not in DATES)


def _distinct(facts: Iterable[Fact]) -> list[Fact]:
    return list({_ids(fact): fact for fact in facts}.values())


# -- Wikidata ids ---------------------------------------------------------------------------------


def qid_of(span: Span, links: Iterable[Link]) -> str:
    """The id of the linked mention that shares most characters with the span, "" for none."""
    best, most = "", 0
    for link in links:
        shared = min(span[1], link.end) - max(span[0], link.start)
        # Half of the longer one at least: "Boston" says nothing of "Boston University".
        if shared > most and 2 * shared >= max(span[1] - span[0], link.end - link.start):
            best, most = link.qid, shared
    return best

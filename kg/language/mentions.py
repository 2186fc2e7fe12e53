"""Candidate mentions for coreference, from a dependency parse and the named entities.

One candidate per nominal head word, the widest noun phrase that it heads, as OntoNotes spans
mentions (Weischedel et al. 2011; over UD trees Zhu, Pradhan and Zeldes 2021), and one more for
a coordination as a whole. Names inside a phrase that head nothing of their own come from the
entities. A possessor stands without its "'s".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

NAMES = frozenset({"Person", "Organization", "State", "Place", "Agreement", "Misc"})
_KINDS = {"PRON": "pronoun", "PROPN": "name", "NOUN": "nominal"}
# Other words head a phrase only where a noun is expected and a determiner or an argument's
# place says that they stand for one: "the two", "some of them".
_STAND_INS = frozenset({"NUM", "ADJ", "DET", "X"})
_CORE = frozenset({"nsubj", "obj", "iobj"})
_OBLIQUE = frozenset({"obl", "nmod"})
_NO_HEAD = frozenset({"flat", "title", "fixed", "goeswith", "expl", "discourse", "reparandum"})
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB", "EX"})
# Dependents that stand outside the phrase, before and after its head. Adverbs may stand inside
# ("the most recent talks") or outside ("only two products"); so may what follows a clause.
_OUT_BEFORE = frozenset(
    "case cc mark cop aux nsubj csubj expl discourse reparandum vocative parataxis dislocated "
    "obj dep list orphan punct conj".split()
)
_LOOSE_BEFORE = frozenset({"advmod", "advcl", "obl"})
_INSIDE = frozenset({"det", "nmod", "nummod", "amod"})
_OUT_AFTER = frozenset(
    "punct case cc parataxis list vocative discourse reparandum dep cop nsubj csubj advcl aux "
    "mark ccomp orphan dislocated expl obl".split()
)


class Candidate(NamedTuple):
    """Words [start, end) with head word `head`; `kind` is "name", "nominal" or "pronoun"."""

    start: int
    end: int
    head: int
    kind: str


@dataclass(frozen=True, slots=True)
class Parse:
    """What a pipeline says of words; `heads` are 0-based, a root its own."""

    upos: list[str]
    xpos: list[str]
    heads: list[int]
    deprels: list[str]
    entities: list[tuple[int, int, str]]


def analysed(nlp: Language, words: Sequence[str], starts: Sequence[int]) -> Doc:
    """A Doc of given words and sentence starts, read by the model."""
    first = set(starts)
    doc = Doc(nlp.vocab, words=list(words), sent_starts=[i in first for i in range(len(words))])
    return nlp.get_pipe("kg_reader")(doc)


def parse_words(nlp: Language, words: Sequence[str], starts: Sequence[int]) -> Parse:
    """The shipped pipeline's reading of given words in given sentences (its first words)."""
    doc = analysed(nlp, words, starts)
    return Parse(
        [token.pos_ for token in doc],
        [token.tag_ for token in doc],
        [token.head.i for token in doc],
        [token.dep_ for token in doc],
        [(entity.start, entity.end, entity.label_) for entity in doc.ents],
    )


class _Forest:
    """Dependents and the extent of the subtree of every word; cut at sentence starts."""

    def __init__(self, heads: Sequence[int], deprels: Sequence[str], starts: Sequence[int]) -> None:
        count = len(heads)
        # A title before a name ("President Zuma") is nmod:desc, and part of the name's phrase.
        self.relations = [
            "title" if relation == "nmod:desc" else relation.partition(":")[0].lower()
            for relation in deprels
        ]
        sentence = [0] * count
        for start in starts:
            if 0 < start < count:
                sentence[start] = 1
        for word in range(1, count):
            sentence[word] += sentence[word - 1]
        self.heads = [
            head if 0 <= head < count and sentence[head] == sentence[word] else word
            for word, head in enumerate(heads)
        ]
        self.dependents: list[list[int]] = [[] for _ in range(count)]
        for word, head in enumerate(self.heads):
            if head != word:
                self.dependents[head].append(word)
        self.low, self.high = list(range(count)), list(range(1, count + 1))
        order = [word for word, head in enumerate(self.heads) if head == word]
        for word in order:
            order.extend(self.dependents[word])
        for word in reversed(order):
            head = self.heads[word]
            self.low[head] = min(self.low[head], self.low[word])
            self.high[head] = max(self.high[head], self.high[word])

    def start(self, head: int) -> int:
        before = [word for word in self.dependents[head] if word < head]
        first = head
        for rank in range(len(before) - 1, -1, -1):
            word = before[rank]
            relation = self.relations[word]
            if relation == "punct":
                continue
            if relation in _OUT_BEFORE:
                break
            if relation in _LOOSE_BEFORE and not any(
                self.relations[other] in _INSIDE for other in before[:rank]
            ):
                break
            first = min(first, self.low[word])
        return first

    def end(self, head: int, xpos: Sequence[str], *, conjuncts: bool) -> int:
        """End of the phrase; a conjunct ends it, or belongs to it if `conjuncts`."""
        last = head + 1
        for word in self.dependents[head]:
            relation = self.relations[word]
            if word < head or (relation in _OUT_AFTER and relation != "cc"):
                continue
            if relation == "conj" and not conjuncts:
                break
            if relation != "cc":
                last = max(last, self.high[word])
        while last > head + 1 and (
            self.relations[last - 1] in ("punct", "cc") or xpos[last - 1] == "POS"
        ):
            last -= 1
        return last

    def top(self, start: int, end: int) -> int:
        """The head word of a span: the first that leans on a word outside it."""
        for word in range(start, end):
            if self.heads[word] == word or not start <= self.heads[word] < end:
                return word
        return end - 1


def candidates(
    upos: Sequence[str],
    xpos: Sequence[str],
    heads: Sequence[int],
    deprels: Sequence[str],
    words: Sequence[str],
    entities: Sequence[tuple[int, int, str]],
    starts: Sequence[int],
) -> list[Candidate]:
    """Candidate mentions of whole sentences, in order of (start, -end), one per span.

    `heads` are 0-based word indices, a root its own; `entities` are (start, end, type);
    `starts` are the first words of the sentences. Deterministic; time linear in the words but
    for words with very many dependents.
    """
    forest = _Forest(heads, deprels, starts)
    named: dict[int, tuple[int, int, str]] = {}
    for start, end, entity in entities:
        if 0 <= start < end <= len(words):
            named[forest.top(start, end)] = (start, end, entity)
    found: dict[tuple[int, int], Candidate] = {}
    for head in range(len(words)):
        kind = _kind(head, upos, xpos, words, forest, named)
        if kind is None:
            continue
        start, end = forest.start(head), forest.end(head, xpos, conjuncts=False)
        found.setdefault((start, end), Candidate(start, end, head, kind))
        if _coordinates(head, upos, forest):
            whole = forest.end(head, xpos, conjuncts=True)
            found.setdefault((start, whole), Candidate(start, whole, head, "nominal"))
    headed = {candidate.head for candidate in found.values()}
    for head, (start, end, entity) in named.items():
        if entity in NAMES and head not in headed and forest.heads[head] not in headed:
            found.setdefault((start, end), Candidate(start, end, head, "name"))
    return sorted(found.values(), key=lambda candidate: (candidate.start, -candidate.end))


def _kind(
    word: int,
    upos: Sequence[str],
    xpos: Sequence[str],
    words: Sequence[str],
    forest: _Forest,
    named: dict[int, tuple[int, int, str]],
) -> str | None:
    """What kind of mention a word heads, or None."""
    relation = forest.relations[word]
    if relation in _NO_HEAD or xpos[word] in _RELATIVE:
        return None
    entity = named[word][2] if word in named else ""
    if upos[word] == "PRON":
        return "pronoun"
    if entity in NAMES:
        return "name"
    if upos[word] in _KINDS:
        if relation == "compound" and (upos[word] == "NOUN" or entity):
            return None
        # "Chancellor Olaf Scholz", where the parser may take the title for the head.
        titled = any(forest.relations[other] == "flat" for other in forest.dependents[word])
        return "nominal" if entity == "Role" and not titled else _KINDS[upos[word]]
    if upos[word] == "ADV" and words[word].lower() in ("here", "there"):
        return "pronoun"
    if upos[word] in _STAND_INS and (
        relation in _CORE
        or (
            relation in _OBLIQUE
            and any(forest.relations[other] == "det" for other in forest.dependents[word])
        )
    ):
        return "nominal"
    return None


def _coordinates(word: int, upos: Sequence[str], forest: _Forest) -> bool:
    """Whether a coordination may be spoken of as one: "Ann and Eve ... they"."""
    relation = forest.relations[word]
    if relation not in _CORE and not (relation in _OBLIQUE and upos[word] == "PROPN"):
        return False
    return any(
        forest.relations[other] == "conj" and upos[other] in _KINDS
        for other in forest.dependents[word]
    )

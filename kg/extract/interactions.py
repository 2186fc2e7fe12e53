"""Interactions between actors, by the model of pairs: who does what to whom in a sentence.

Candidates are the actors named in a sentence and the noun phrases that can act ("riot
police", "North Korean soldiers"); the classifier scores every ordered pair of them. The lists
of `kg.extract.events` read single words instead; the two do not know each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from kg.extract.lexicon import event_lexicon
from kg.extract.phrases import POSSESSIVES, SUBJECTS, case_of, top_of_name
from kg.extract.scoring import EventScorer
from kg.language.labels import EVENT_LABELS
from kg.language.plain import Doc, Span, Token
from kg.records import MentionType
from kg.vocabulary.groups import group_words

Pair = tuple[tuple[int, int], tuple[int, int]]  # two spans in tokens, half-open: doer, receiver


THRESHOLD = 0.4  # least probability of an event type
MOST_ACTORS = 24  # in one sentence; the classifier reads every ordered pair of them
# Types that may hold in both directions of a pair; of the others the more probable one stays.
RECIPROCAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})

NAMED = frozenset(
    kind.value
    for kind in (
        MentionType.STATE,
        MentionType.PERSON,
        MentionType.ORGANIZATION,
        MentionType.PLACE,
        MentionType.DEMONYM,
    )
)
# Classes of nounclasses.yaml whose members act or are acted upon.
ACTING = frozenset(
    {"troops", "peacekeepers", "people", "detainees", "officials", "diplomats", "organization"}
    | {"states", "court", "media", "workers"}
)
# More such nouns, for which those classes are too wide or that no list of events needs.
_MORE = frozenset(
    {"analyst", "applicant", "army", "attacker", "author", "bank", "blogger", "buyer", "coalition"}
    | {"community", "company", "congress", "criminal", "doctor", "embassy", "employer", "expert"}
    | {"faction", "firm", "gang", "guest", "host", "inspector", "insurer", "investor", "junta"}
    | {"killer", "lender", "manager", "media", "military", "minister", "ministry", "mob", "mourner"}
    | {"network", "official", "operator", "opposition", "owner", "parliament", "platform"}
    | {"producer", "ruler", "scientist", "settler", "shooter", "staff", "survivor", "team"}
    | {"terrorist", "tribe", "voter", "watchdog", "witness", "husband", "wife", "officer"}
)
# Left dependents that belong to a noun phrase, those an actor of their own may not hide in, and
# nouns that count their of-phrase.
_INSIDE = frozenset({"det", "amod", "compound", "nmod:poss", "nmod:desc", "nummod", "nmod", "flat"})
_ABSORBED = frozenset({"amod", "compound", "nmod:desc", "flat"})
_PARTS = frozenset({"nmod:poss", "amod", "compound", "nmod", "nmod:desc", "flat"})
_DEEP = 4  # noun phrases in one another
_NO: frozenset[str] = frozenset()
_OF_MANY = frozenset({"group", "member"})  # beside the words that count


@dataclass(frozen=True, slots=True)
class Interaction:
    """`type` is a PLOVER type; `score` its probability. The spans are noun phrases."""

    type: str
    actor: Span
    recipient: Span
    score: float


def interactions(
    doc: Doc, scorer: EventScorer, threshold: float = THRESHOLD, *, any_noun: bool = False
) -> list[Interaction]:
    """What the classifier finds between the actors of each sentence, in text order.

    One type for an ordered pair, its most probable one, from `threshold` up. With `any_noun`
    everything may act that a noun names ("the law banned them"), not only people and bodies.
    """
    pairs = [
        (one, other)
        for sentence in doc.sents
        for one, other in permutations(find_candidates(sentence, any_noun=any_noun), 2)
        if not _overlap(one, other) and _may_act(one) and head_word(one) != head_word(other)
    ]
    if not pairs:
        return []
    spans = [((a.start, a.end), (b.start, b.end)) for a, b in pairs]
    scores = scorer.events(doc, spans)
    found = {
        span: Interaction(EVENT_LABELS[best], *pair, score=round(float(row[best]), 4))
        for span, pair, row in zip(spans, pairs, scores, strict=True)
        if row[best := int(row[1:].argmax()) + 1] >= threshold
    }
    kept = [one for span, one in found.items() if not _outdone(one, found.get(span[::-1]))]
    kept = _surest(_distinct(kept))
    return sorted(kept, key=lambda one: (one.actor.start, one.recipient.start))


def _distinct(found: Sequence[Interaction]) -> list[Interaction]:
    """Of interactions of one type whose actors and recipients are named alike, the surest."""
    best: dict[tuple[str, str, str], Interaction] = {}
    for one in sorted(found, key=lambda one: (-one.score, one.actor.start, one.recipient.start)):
        best.setdefault((one.type, head_word(one.actor), head_word(one.recipient)), one)
    return list(best.values())


def _surest(found: Sequence[Interaction]) -> list[Interaction]:
    """Without those that only name a part of one side, or more than it, less surely: "Avaria met
    Beck" beside "Avaria's premier met Beck"."""
    best: dict[tuple[object, ...], Interaction] = {}
    for one in found:
        for key in _sides(one):
            if key not in best or best[key].score < one.score:
                best[key] = one
    return [one for one in found if all(best[key] is one for key in _sides(one))]


def _sides(one: Interaction) -> tuple[tuple[object, ...], tuple[object, ...]]:
    actor, recipient = _outermost(one.actor), _outermost(one.recipient)
    return (
        (one.type, head_word(one.actor), recipient),
        (one.type, actor, head_word(one.recipient)),
    )


def _outermost(span: Span) -> int:
    """The head of the largest noun phrase around a phrase, as a place."""
    head, steps = top_of_name(span.root), 0
    while head.dep_ in _PARTS and head.head.i != head.i and steps < _DEEP:
        head, steps = head.head, steps + 1
    return head.i


def _outdone(one: Interaction, reverse: Interaction | None) -> bool:
    """Whether the other direction of the same pair is the one that the text means."""
    if reverse is None or reverse.type != one.type or one.type in RECIPROCAL:
        return False
    return (one.score, -one.actor.start) < (reverse.score, -reverse.actor.start)


# -- candidates ---------------------------------------------------------------------------------


def find_candidates(
    sentence: Span, *, any_noun: bool = False, groups: Collection[int] = ()
) -> list[Span]:
    """Noun phrases of the sentence that can act or be acted upon, in text order.

    `groups` are positions of nouns known to be actors, whatever they are: "researchers".
    """
    doc = sentence.doc
    heads: dict[int, Token] = {}  # by position of the head
    named = [ent for ent in sentence.ents if ent.label_ in NAMED]
    for ent in named:
        if ent.label_ != MentionType.DEMONYM.value or ent.root.pos_ != "ADJ":
            head = top_of_name(ent.root)
            heads.setdefault(head.i, head)
    people = {ent.root.i for ent in named if ent.label_ == MentionType.DEMONYM.value}
    for token in sentence:
        if token.i in groups:
            people.add(token.i)
        if _is_noun(token) and (any_noun or _acts(token, people)):
            heads.setdefault(token.i, token)
    acting = {i for i, token in heads.items() if _acts(token, people)}
    # "Russian attacks": the adjective stands for the state, unless its noun acts itself.
    for ent in named:
        if ent.label_ == MentionType.DEMONYM.value:
            heads.setdefault(ent.root.i, ent.root)
    chosen = [heads[i] for i in sorted(heads) if not _absorbed(heads[i], acting)]
    spans = [_phrase(doc, token, named) for token in chosen]
    return list({(span.start, span.end): span for span in spans}.values())[:MOST_ACTORS]


def _is_noun(token: Token) -> bool:
    """A noun at the head of its phrase that is no name, date, number or the like."""
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in _ABSORBED:
        return False
    return token.ent_type_ in {"", MentionType.ROLE.value, *NAMED}


def _acts(noun: Token, people: Collection[int]) -> bool:
    """Whether a word is a name, or a noun for people or bodies, also as in "Dutch Court"."""
    return noun.i in people or noun.ent_type_ in NAMED or _names_actors(noun.lemma_.lower())


@lru_cache(maxsize=1 << 14)
def _names_actors(lemma: str) -> bool:
    classes = event_lexicon().classes
    return any(
        word in _MORE
        or (word not in classes.not_actor and ACTING & classes.of_lemma.get(word, _NO))
        for word in (lemma, lemma.removesuffix("s"))
    )


def _absorbed(token: Token, acting: Collection[int]) -> bool:
    """Whether a candidate is only part of an actor: "UN" in "UN mission", "dozens of Germans"."""
    head = token
    while head.dep_ in _ABSORBED and head.head.i != head.i:
        head = head.head
        if head.i in acting:
            return True
    if token.dep_ != "nmod" or token.head.i not in acting:
        return False
    lemma = token.head.lemma_.lower()
    return (lemma in group_words().counting or lemma in _OF_MANY) and case_of(token) == "of"


def _phrase(doc: Doc, head: Token, named: Sequence[Span]) -> Span:
    """The head with what stands before it, the rest of its name, and an of-phrase."""
    start, end = head.i, head.i + 1
    for child in sorted(head.lefts, key=lambda t: -t.i):
        if child.dep_ not in _INSIDE or child.right_edge.i + 1 != start:
            break
        start = child.left_edge.i
    for ent in named:
        if ent.start <= head.i < ent.end:
            start, end = min(start, ent.start), max(end, ent.end)
    for child in head.rights:
        if child.dep_ == "flat" and child.i <= end:
            end = max(end, child.i + 1)
        elif child.dep_ == "nmod" and case_of(child) == "of" and child.left_edge.i == end:
            end = max(end, _phrase(doc, child, named).end)
    while end - start > 1 and doc[end - 1].text in {*POSSESSIVES, ",", ";", ":"}:
        end -= 1
    while end - start > 1 and (doc[start].is_punct or doc[start].is_space):
        start += 1
    return doc[start:end]


def _may_act(span: Span) -> bool:
    """A place acts only where a capital stands for its government, as a subject or owner."""
    head = top_of_name(span.root)
    if head.ent_type_ != MentionType.PLACE.value:
        return True
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    return head.dep_ in {*SUBJECTS, "nmod:poss", "obl:agent", "amod", "compound"}


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


# -- heads ----------------------------------------------------------------------------------------


def head_word(span: Span) -> str:
    """The word that stands for a span, lower case: of a name its last, "lind" of "Ada Lind"."""
    head = top_of_name(span.root)
    return last_of_name(head).text.casefold()


def last_of_name(head: Token) -> Token:
    return max(_name_parts(head), key=lambda token: token.i)


def _name_parts(head: Token) -> Iterator[Token]:
    yield head
    yield from (child for child in head.children if child.dep_ in {"flat", "goeswith"})

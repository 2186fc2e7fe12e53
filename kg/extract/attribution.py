"""Who says it: the chain of sources above an event, from the nearest cue outwards.

"The agency said Zelenskyy had told reporters that …" gives two levels. Cues, their slots
and what they do to the content are in lexicon/cues.yaml.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Span, Token

from kg.extract import factuality, phrases
from kg.extract.draft import Draft, Spot
from kg.extract.factuality import Reading
from kg.extract.lexicon import EventLexicon, table
from kg.extract.participants import acting_spot, fillers, participants
from kg.extract.spans import AttributedSpans
from kg.records import Factuality, MentionType, Stance, TimeFrame

_ADJUNCTS = frozenset({"advcl", "advcl:relcl", "acl:relcl", "obl", "nmod", "nmod:poss", "appos"})
_DEEPEST = 4  # levels of "X said Y said"


@dataclass(frozen=True, slots=True)
class Cue:
    """One reading of a cue word; see the head of cues.yaml."""

    stance: Stance
    factuality: Factuality
    source: tuple[str, ...]
    content: frozenset[str]
    addressee: tuple[str, ...] = ()
    particle: str = ""
    needs: frozenset[str] = frozenset()
    needs_class: frozenset[str] = frozenset()
    form: str = ""
    future: bool = False
    negated: tuple[Stance, Factuality] | None = None
    describes: bool = False


@dataclass(frozen=True, slots=True)
class CueLexicon:
    cues: Mapping[tuple[str, str], tuple[Cue, ...]]
    prepositions: Mapping[str, Factuality]
    anonymous: frozenset[str]
    bodies: frozenset[str]
    vehicles: frozenset[str]
    light_verbs: frozenset[str]

    @classmethod
    def load(cls) -> CueLexicon:
        data = table("cues")
        cues: dict[tuple[str, str], list[Cue]] = {}
        for row in data["cues"]:
            for lemma in row.get("lemmas") or [row["lemma"]]:
                cues.setdefault((str(lemma), row["pos"]), []).append(_cue(row, data["defaults"]))
        prepositions = {
            str(row["words"]): Factuality(row["factuality"])
            for row in data["prepositions"]
            if row.get("source", True)
        }
        return cls(
            {key: tuple(rows) for key, rows in cues.items()},
            prepositions,
            frozenset(data["anonymous"]),
            frozenset(data["bodies"]),
            frozenset(data["vehicles"]),
            frozenset(data["light_verbs"]),
        )


def _cue(row: Mapping[str, Any], defaults: Mapping[str, Any]) -> Cue:
    default = defaults[row["pos"]]
    negated = row.get("negated")
    return Cue(
        stance=Stance(row["stance"]),
        factuality=Factuality(row["factuality"]),
        source=tuple(_listed(row.get("source", default["source"]))),
        content=frozenset(_listed(row.get("content", default["content"]))),
        addressee=tuple(_listed(row.get("addressee", []))),
        particle=str(row.get("particle", "")),
        needs=frozenset(map(str, row.get("needs", ()))),
        needs_class=frozenset(map(str, row.get("needs_class", ()))),
        form=row.get("form", ""),
        future=row.get("time") == "future",
        negated=(Stance(negated["stance"]), Factuality(negated["factuality"])) if negated else None,
        describes=row.get("describes", False),
    )


def _listed(value: Any) -> list[str]:
    return list(value) if isinstance(value, list) else [value]


@cache
def cue_lexicon() -> CueLexicon:
    return CueLexicon.load()


@dataclass(frozen=True, slots=True)
class Level:
    """One source with what it does to what lies below it."""

    cue: Token | None
    sources: tuple[Spot, ...]
    anonymous: bool
    stance: Stance
    factuality: Factuality
    addressee: Spot | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Levels from the inside out; `own` is the reading of the event's own clause."""

    levels: tuple[Level, ...]
    own: Reading
    future: bool


class Attributor:
    """Finds the attribution of any token of one document."""

    def __init__(self, draft: Draft, events: EventLexicon) -> None:
        self.draft = draft
        self.events = events
        self.lexicon = cue_lexicon()
        self.spans = AttributedSpans(draft, events)
        self.turns = speaker_turns(draft)
        self.quotes = quotations(draft.document.text)
        self.speakers: dict[tuple[int, int], list[tuple[int, Spot]]] = {}  # by line

    def attribute(self, token: Token) -> Attribution:
        levels: list[Level] = []
        node, reported, future, adjunct = token, False, False, False
        own = factuality.read(token)
        value = own.factuality
        seen: set[int] = set()
        while node.head != node and len(levels) < _DEEPEST and node.i not in seen:
            seen.add(node.i)
            parent = _governor(node)
            said = self._reversed(node)
            cue = self._match(parent, node)
            if cue is None and said is not None:
                cue, parent = said
            if node != token:
                value = factuality.combine(factuality.condition(node), value)
            if cue is not None and adjunct and cue.stance is not Stance.ASSERT:
                cue = (
                    None  # what a threat or denial mentions in passing is not threatened or denied
                )
            if cue is not None:
                if not levels:
                    reported = factuality.tense(parent) is TimeFrame.PAST
                    own = factuality.read(token, reported=reported)
                    value = own.factuality if value is own.factuality or token == node else value
                level = self._level(cue, parent, value)
                future = future or (cue.future and not levels)
                levels.append(level)
                value = factuality.read(parent).factuality
                if said is not None and said[1] == parent:
                    node = node.head
                    continue
            elif _is_prevented(parent, node):
                value = factuality.combine(Factuality.NOT_CERTAIN, value)
            elif node.dep_ in {"xcomp", "ccomp"} and parent.pos_ in {"VERB", "ADJ"}:
                value = factuality.combine(factuality.read(parent).factuality, value)
            elif node == token and _is_aspect(node, parent) and value is Factuality.CERTAIN:
                value = Factuality.UNCOMMITTED
            elif _is_adjunct(node):
                adjunct = True
            node = parent
        said = self._reversed(node) if len(levels) < _DEEPEST else None
        if said is not None and not any(level.cue == said[1] for level in levels):
            levels.append(self._level(said[0], said[1], value))
        levels.extend(self._according_to(token, value if not levels else Factuality.CERTAIN))
        if not levels:
            levels.extend(self._speaker(token, value) or self._modelled(token, value))
        if not levels:
            stance = Stance.DEMAND if own.demanded else Stance.ASSERT
            levels.append(Level(None, (), own.hearsay, stance, value))
        return Attribution(tuple(levels), own, future)

    # -- cues -----------------------------------------------------------------------------------

    def _match(self, parent: Token, node: Token) -> Cue | None:
        """The reading under which `node` is the content of `parent`, the most specific first."""
        pos = {"PROPN": "NOUN", "AUX": "VERB"}.get(parent.pos_, parent.pos_)
        cues = self.lexicon.cues.get((parent.lemma_.lower(), pos), ())
        fitting = [
            cue for cue in cues if self._fills(cue, parent, node) and self._fits(cue, parent)
        ]
        if not fitting:
            return None
        return max(
            fitting, key=lambda c: bool(c.particle) + bool(c.needs or c.needs_class) + bool(c.form)
        )

    def _fills(self, cue: Cue, parent: Token, node: Token) -> bool:
        rel = node.dep_
        if cue.describes:
            return False
        if rel in {"ccomp", "csubj", "csubj:pass"}:
            return bool(cue.content & {"ccomp", "quote", "csubj"}) or "acl" in cue.content
        if rel == "xcomp":
            return "xcomp" in cue.content or (
                cue.form == "passive-xcomp" and phrases.is_passive(parent)
            )
        if rel == "parataxis":
            return "parataxis" in cue.content and phrases.subject(node) is not None
        if rel == "acl":
            return bool(cue.content & {"acl", f"obl:{phrases.case_of(node)}"})
        if rel == "advcl":
            mark = phrases.case_of(node)
            return f"obl:{mark}" in cue.content or ("advcl" in cue.content and node.tag_ == "VB")
        if rel == "obj" or (rel == "nsubj:pass" and phrases.is_passive(parent)):
            return "obj" in cue.content
        if rel in {"obl", "nmod"}:
            case = phrases.case_of(node)
            return f"obl:{case}" in cue.content or f"nmod:{case}" in cue.content
        return False

    def _fits(self, cue: Cue, parent: Token) -> bool:
        if cue.particle:
            particles = {t.lower_ for t in phrases.children(parent, "compound:prt", "advmod")}
            if cue.particle not in particles and not any(
                True for _ in phrases.oblique(parent, cue.particle)
            ):
                return False
        if cue.form == "passive-xcomp" and not phrases.is_passive(parent):
            return False
        if cue.form == "xcomp" and phrases.child(parent, "xcomp") is None:
            return False
        if cue.form == "obj" and phrases.child(parent, "obj") is None:
            return False
        if cue.needs or cue.needs_class:
            classes = self.events.classes.of_lemma
            return any(
                part.lemma_.lower() in cue.needs
                or classes.get(part.lemma_.lower(), frozenset()) & cue.needs_class
                for filler in fillers(parent, "obj")
                for part in phrases.coordinated(filler)
            )
        return True

    def _reversed(self, node: Token) -> tuple[Cue, Token] | None:
        """ "…, he said": the cue hangs as parataxis below what is said."""
        for verb in node.children:
            if verb.dep_ == "parataxis" and verb.pos_ == "VERB":
                cues = self.lexicon.cues.get((verb.lemma_.lower(), "VERB"), ())
                for cue in cues:
                    if "parataxis" in cue.content and phrases.child(verb, "nsubj") is not None:
                        if phrases.child(verb, "ccomp", "obj") is None:
                            return cue, verb
        return None

    def _level(self, cue: Cue, word: Token, inner: Factuality) -> Level:
        stance, value = cue.stance, cue.factuality
        if factuality.is_negated(word):
            if cue.negated is not None:
                stance, value = cue.negated
            elif stance is Stance.ASSERT:
                value = Factuality.UNCOMMITTED
        sources, anonymous = self._sources(cue, word)
        if word.pos_ != "VERB" and not sources:
            # "amid reports of": somebody says so, but neither who nor the article does.
            anonymous = True
            value = Factuality.POSSIBLE if value is Factuality.CERTAIN else value
        addressee = self._addressee(cue, word)
        return Level(word, sources, anonymous, stance, factuality.combine(value, inner), addressee)

    def _sources(self, cue: Cue, word: Token) -> tuple[tuple[Spot, ...], bool]:
        light = word.dep_ == "obj" and word.head.lemma_.lower() in self.lexicon.light_verbs
        candidates = [filler for slot in cue.source for filler in fillers(word, slot)]
        for filler in [*candidates, *(fillers(word.head, "subj") if light else ())]:
            spots = participants(self.draft, self.events, filler)
            if spots:
                return tuple(spots), self._is_anonymous(filler, spots)
            if filler.pos_ in {"NOUN", "PROPN"}:
                return (), True
        return (), word.pos_ == "VERB" and phrases.is_passive(word)

    def _is_anonymous(self, filler: Token, spots: list[Spot]) -> bool:
        if acting_spot(self.draft, filler) is not None:
            return False
        if any(s.actor and s.actor.kind is MentionType.PERSON for s in spots):
            return False
        lemma = filler.lemma_.lower()
        return lemma not in self.lexicon.bodies and lemma not in self.lexicon.vehicles

    def _addressee(self, cue: Cue, word: Token) -> Spot | None:
        for slot in cue.addressee:
            for filler in fillers(word, slot):
                spots = participants(self.draft, self.events, filler)
                if spots:
                    return spots[0]
        return None

    # -- sources outside the tree ------------------------------------------------------------------

    def _according_to(self, token: Token, value: Factuality) -> list[Level]:
        for nominal in token.sent:
            if nominal.dep_ not in {"obl", "nmod", "parataxis", "advcl"}:
                continue
            case = phrases.case_of(nominal)
            if nominal.lower_ in {"according"}:
                case = "according to"
            held = self.lexicon.prepositions.get(case)
            if held is None:
                continue
            spots = participants(self.draft, self.events, nominal)
            lemma = nominal.lemma_.lower()
            known = lemma in self.lexicon.anonymous or lemma in self.lexicon.vehicles
            if case == "per" and not spots:
                continue
            if spots or known:
                mark = phrases.child(nominal, "case", "mark") or nominal
                anonymous = self._is_anonymous(nominal, spots) if spots else True
                result = factuality.combine(held, value)
                return [Level(mark, tuple(spots), anonymous, Stance.ASSERT, result)]
        return []

    def _speaker(self, token: Token, value: Factuality) -> list[Level]:
        """The speaker of a turn, or of the quotation that the token stands in."""
        turn = next((t for t in self.turns if t[0] <= token.idx < t[1]), None)
        spot = turn[2] if turn is not None else self._quoted_by(token)
        if spot is None:
            return []
        return [Level(None, (spot,), False, Stance.ASSERT, value)]

    def _modelled(self, token: Token, value: Factuality) -> list[Level]:
        """The source that the model gives the content that the token stands in."""
        found = self.spans.sources(token)
        if found is None:
            return []
        word, spots = found
        cues = self.lexicon.cues.get((word.lemma_.lower(), "VERB"), ())
        cue = next((cue for cue in cues if "quote" in cue.content or "ccomp" in cue.content), None)
        stance, held = (cue.stance, cue.factuality) if cue else (Stance.ASSERT, Factuality.CERTAIN)
        result = factuality.combine(held, value)
        return [Level(word, tuple(spots), False, stance, result)]

    def _quoted_by(self, token: Token) -> Spot | None:
        quote = self._quote_at(token.idx)
        if quote is None:
            return None
        text = self.draft.document.text
        start = text.rfind("\n", 0, quote[0]) + 1
        end = text.find("\n", quote[1])
        end = len(text) if end < 0 else end
        if (start, end) not in self.speakers:
            self.speakers[start, end] = self._speakers_in(start, end)
        candidates = [
            (min(abs(at - quote[1]), abs(at - quote[0])), at, spot)
            for at, spot in self.speakers[start, end]
        ]
        return min(candidates, key=lambda row: row[:2])[2] if candidates else None

    def _quote_at(self, position: int) -> tuple[int, int] | None:
        index = bisect_right(self.quotes, (position, len(self.draft.document.text))) - 1
        found = self.quotes[index] if index >= 0 else None
        return found if found is not None and position < found[1] else None

    def _speakers_in(self, start: int, end: int) -> list[tuple[int, Spot]]:
        """Who speaks on a line outside its quotations, and where its verb stands."""
        out = []
        for word in self.draft.doc.char_span(start, end, alignment_mode="expand") or ():
            if word.pos_ != "VERB" or self._quote_at(word.idx) is not None:
                continue
            cues = self.lexicon.cues.get((word.lemma_.lower(), "VERB"), ())
            if any(c.stance is Stance.ASSERT and "quote" in c.content for c in cues):
                subject = phrases.subject(word)
                spots = participants(self.draft, self.events, subject) if subject else []
                if spots:
                    out.append((word.idx, spots[0]))
        return out


def _governor(node: Token) -> Token:
    """The head; of "supplying" in "accused Moscow of supplying" the verb, however parsed."""
    head = node.head
    named = head.pos_ in {"PROPN", "PRON"} and head.dep_ in {"obj", "nsubj:pass"}
    return head.head if node.dep_ == "acl" and named and phrases.case_of(node) else head


def _is_aspect(node: Token, parent: Token) -> bool:
    """ "its approach to providing aid": talked about, not said to happen."""
    clause = node.dep_ == "acl" and node.tag_ == "VBG" and parent.pos_ == "NOUN"
    return clause and bool(phrases.case_of(node))


def _is_adjunct(node: Token) -> bool:
    """Whether a clause or phrase only goes with what it hangs on; "plan to", "talk of" belong."""
    if node.dep_ == "acl":
        return not phrases.case_of(node)
    return node.dep_ in _ADJUNCTS and not factuality.is_purpose(node)


def _is_prevented(parent: Token, node: Token) -> bool:
    """ "failed to send", "barred from exporting", "a ban on sales"."""
    if parent.lemma_.lower() not in factuality.hedges().negating_heads:
        return False
    if node.dep_ in {"xcomp", "obj", "acl"}:
        return True
    case = phrases.case_of(node)
    return node.dep_ in {"advcl", "obl", "nmod"} and case in {"from", "on", "of", "against"}


_TURN = re.compile(r"(?m)^[^\S\n]*(?P<who>[A-Z][^\n:]{0,60}?):(?=\s)")
# Possessive: on hostile text a quantifier that gives back is quadratic.
_QUOTE = re.compile(r"“[^”\n]{2,2000}+”|(?<!\w)\"[^\"\n]{2,2000}+\"(?!\w)")


def speaker_turns(draft: Draft) -> list[tuple[int, int, Spot | None]]:
    """Turns of an interview: start, end and speaker (None for the one who asks).

    Only texts with several turns count; one line "Moscow: …" is no interview.
    """
    text = draft.document.text
    starts = list(_TURN.finditer(text))
    if len(starts) < 4 or len({m["who"] for m in starts}) > len(starts) // 2 + 1:
        return []
    out = []
    for match, following in zip(starts, [*starts[1:], None], strict=False):
        end = following.start() if following is not None else len(text)
        label = draft.doc.char_span(match.start("who"), match.end("who"), alignment_mode="expand")
        out.append((match.end(), end, _speaker_in(draft, label)))
    return out


def _speaker_in(draft: Draft, label: Span | None) -> Spot | None:
    for token in label or ():
        spot = draft.actor_at.get(token.i)
        if spot is not None and spot.actor and spot.actor.kind is MentionType.PERSON:
            return spot
    return None


def quotations(text: str) -> list[tuple[int, int]]:
    """Character ranges inside quotation marks."""
    return [(m.start() + 1, m.end() - 1) for m in _QUOTE.finditer(text)]

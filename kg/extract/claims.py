"""Events and relations with the claims that carry them, as records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract import factuality, phrases, times
from kg.extract.attribution import Attribution, Attributor, Level
from kg.extract.cues import Cue
from kg.extract.draft import Draft, Spot
from kg.extract.events import Interaction
from kg.extract.figures import Found
from kg.extract.lexicon import EventEntry, EventLexicon
from kg.language.plain import Token
from kg.records import Claim, Event, Factuality, MentionType, Stance, TimeFrame

_TIME_DEPS = frozenset(
    {"obl", "obl:unmarked", "nmod", "nmod:unmarked", "advmod", "obl:tmod", "nmod:tmod"}
)
_UNREAL = frozenset({TimeFrame.FUTURE, TimeFrame.HYPOTHETICAL})
# Dependents whose number counts what their head does: "sent 1,500", not "summoned him over 1,500".
_COUNTED = frozenset(
    {"nsubj", "nsubj:pass", "obj", "nmod", "nummod", "compound", "amod", "conj", "appos", "iobj"}
)
_ACTS = {
    Stance.PROMISE: "AGREE",
    Stance.THREATEN: "THREATEN",
    Stance.DEMAND: "REQUEST",
    Stance.ASK: "REQUEST",
    Stance.REFUSE: "REJECT",
}
# What has to be announced to be a threat to, or an understanding with, whom it is done to.
_ACTED = {
    "THREATEN": frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "REJECT"}),
    "AGREE": frozenset({"AID", "COOPERATE", "SUPPORT", "CONSULT", "CONCEDE", "RETREAT"}),
}
# What is not yet done by promising or threatening it.
_DONE = frozenset({"AID", "COOPERATE", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "RETREAT"})


class ClaimRecords:
    """Writes events with their claims; tellings of one event are joined."""

    def __init__(self, draft: Draft, lexicon: EventLexicon, attributor: Attributor) -> None:
        self.draft = draft
        self.lexicon = lexicon
        self.attributor = attributor
        self.events: dict[object, Event] = {}
        self.tellings: list[tuple[Interaction, str, Attribution]] = []
        self.claims: dict[tuple[object, ...], Claim] = {}
        self.told: dict[int, Attribution] = {}  # by the word that tells an event or relation

    # -- events ---------------------------------------------------------------------------------

    def event(self, found: Interaction, figures: tuple[str, ...]) -> None:
        """What a word tells, as a new event or as one more telling of one, with its claims.

        `figures`: handles of the figures that its clause counts.
        """
        attribution = self._with_act(found, self.attributor.attribute(found.token))
        evidence = self.draft.evidence(found.token.sent)
        trigger = self.draft.word(found.token, MentionType.TRIGGER)
        frame = self.frame(found.token, attribution)
        period = self._period(found.token, future=frame in _UNREAL)
        key: tuple[object, ...] = (*found.key, _is_to_come(frame, attribution))
        known = self.events.get(key)
        if known is not None and _apart(known, period):
            key = (*key, period.begin if period else None)
            known = self.events.get(key)
        if known is None:
            scores = [found.score, *(s.score for s in (*found.actors, *found.recipients))]
            event = Event(
                id=f"#e{len(self.events)}",
                type=found.entry.type,
                actors=tuple(s.handle for s in found.actors),
                recipients=tuple(s.handle for s in found.recipients),
                trigger=trigger.handle,
                evidence=(evidence.handle,),
                time_frame=frame,
                mode=found.entry.mode,
                context=found.entry.context,
                figures=figures,
                place=found.place.handle if found.place else "",
                begin=period.begin if period else None,
                end=period.end if period else None,
                score=round(min(scores), 4),
            )
        else:
            more = tuple(f for f in figures if f not in known.figures)
            again = () if evidence.handle in known.evidence else (evidence.handle,)
            event = replace(
                known,
                evidence=(*known.evidence, *again),
                figures=(*known.figures, *more),
                begin=known.begin or (period.begin if period else None),
                end=known.end or (period.end if period else None),
            )
        self.events[key] = event
        self.tellings.append((found, event.id, attribution))
        self.told[found.token.i] = attribution
        self.claim(event.id, attribution, evidence)

    def _with_act(self, found: Interaction, attribution: Attribution) -> Attribution:
        """ "Borland pledged aid": of the aid itself this says only that it is promised."""
        word, levels = found.token, attribution.levels
        cues = [cue for cue in self.attributor.lexicon.of(word) if _is_act(cue, word)]
        if not cues or _ACTS.get(cues[0].stance) == found.entry.type:
            return attribution
        if any(level.cue == word for level in levels) or found.entry.type not in _DONE:
            return attribution
        value = factuality.combine(cues[0].factuality, attribution.own.factuality)
        act = Level(word, found.actors, False, cues[0].stance, value)
        outer = levels if levels[0].cue is not None or levels[0].sources else ()
        return replace(attribution, levels=(act, *outer), future=True)

    def frame(self, token: Token, attribution: Attribution) -> TimeFrame:
        """When what a word tells takes place, from its tense and from who says what of it."""
        own = attribution.own.time_frame
        if (
            attribution.future
            and own in {TimeFrame.PAST, TimeFrame.ONGOING}
            and token.tag_ != "VBD"
        ):
            return TimeFrame.FUTURE
        stances = {level.stance for level in attribution.levels[:1]}
        if stances & {Stance.CONSIDER, Stance.THREATEN, Stance.ASK, Stance.DEMAND}:
            return own if own in _UNREAL else TimeFrame.HYPOTHETICAL
        return own

    def _period(self, token: Token, *, future: bool) -> times.Period | None:
        """The time said of the event: beside its word, else beside the verb it belongs to."""
        heads = [token]
        if token.pos_ != "VERB" and token.head != token and token.head.pos_ == "VERB":
            heads.append(token.head)
        for head in heads:
            for child in head.children:
                if child.dep_ not in _TIME_DEPS or child.i in self.draft.actor_at:
                    continue
                span = phrases.subtree_span(child)
                if len(span) > 9:
                    continue
                period = times.resolve(span.text, self.draft.document.published, future=future)
                if period is not None:
                    return period
        return None

    # -- what saying so does --------------------------------------------------------------------

    def acts(self, interactions: Sequence[Interaction]) -> None:
        """Speech acts as events: whoever promises arms to another agrees with him (AGREE).

        Searle 1976, "A classification of illocutionary acts": commissives and directives change
        what holds between speaker and hearer, whether or not their content comes true.
        """
        told = {(one.token.i, one.entry.type) for one in interactions}
        for found, _, attribution in list(self.tellings):
            level = attribution.levels[0]
            kind = _ACTS.get(level.stance)
            if kind == "REQUEST" and not attribution.future:
                continue  # "a question about the attack" asks for no deed
            if kind is None or level.cue is None or (level.cue.i, kind) in told:
                continue
            if found.entry.type not in _ACTED.get(kind, {found.entry.type}):
                continue  # "threatened to arm Cestria" is no threat to Cestria
            others = found.actors if kind == "REQUEST" else found.recipients
            speakers = {id(spot.actor) for spot in level.sources}
            hearers = tuple(s for s in others if id(s.actor) not in speakers)
            if level.sources and hearers:
                told.add((level.cue.i, kind))
                entry = EventEntry(kind, (), ())
                act = Interaction(level.cue, entry, level.sources, hearers, None, None, found.score)
                self.event(act, ())

    # -- claims ---------------------------------------------------------------------------------

    def claim(self, content: str, attribution: Attribution, evidence: Spot) -> None:
        """One claim per source, and one about it for each source further out."""
        below = [content]
        for level in attribution.levels:
            made = []
            for target in [content] if level.beside else below:
                for source in level.sources or (None,):
                    made.append(self.said(target, level, source, evidence))
            below = sorted({*made, *(below if level.beside else ())})

    def said(self, content: str, level: Level, source: Spot | None, evidence: Spot) -> str:
        """The id of the claim of one source about `content`, written once."""
        actor = id(source.actor) if source is not None else 0
        key = (content, actor, level.stance, level.factuality)
        known = self.claims.get(key)
        if known is not None:
            if evidence.handle not in known.evidence:
                known = replace(known, evidence=(*known.evidence, evidence.handle))
                self.claims[key] = known
            return known.id
        cue = self.draft.word(level.cue, MentionType.CUE) if level.cue is not None else None
        period = self._said_on(level.cue) if level.cue is not None else None
        claim = Claim(
            id=f"#c{len(self.claims)}",
            content=content,
            stance=level.stance,
            factuality=level.factuality,
            evidence=(evidence.handle,),
            source=source.handle if source is not None else "",
            addressee=level.addressee.handle if level.addressee is not None else "",
            cue=cue.handle if cue is not None else "",
            anonymous=level.anonymous,
            time=period.begin if period else None,
        )
        self.claims[key] = claim
        return claim.id

    def _said_on(self, cue: Token) -> times.Period | None:
        """When it was said; a day to come is that of what is said: "promised it for 2030"."""
        period, today = self._period(cue, future=False), self.draft.document.published
        if period is None or period.begin is None or today is None:
            return period
        return period if period.begin.first_day <= today.first_day else None

    def weighed(self) -> list[Claim]:
        """The claims without those by which a source leaves open what he asserts elsewhere."""
        said = {claim.content for claim in self.claims.values()}
        sure = {
            key[:2]
            for key, claim in self.claims.items()
            if claim.stance is Stance.ASSERT and claim.factuality is not Factuality.UNCOMMITTED
        }
        return [
            claim
            for key, claim in self.claims.items()
            if claim.stance is not Stance.ASSERT
            or claim.factuality is not Factuality.UNCOMMITTED
            or key[:2] not in sure
            or claim.id in said
        ]

    def relation(self, content: str, evidence: Spot, token: Token | None) -> None:
        """A relation stated by a verb is claimed by whoever says so, else by the article."""
        if token is not None:
            self.told[token.i] = self.attributor.attribute(token)
            self.claim(content, self.told[token.i], evidence)
        else:
            level = Level(None, (), False, Stance.ASSERT, Factuality.CERTAIN)
            self.said(content, level, None, evidence)


def _is_act(cue: Cue, word: Token) -> bool:
    """Whether a verb that names what is done only announces it: "pledged aid"."""
    own = cue.stance in {Stance.PROMISE, Stance.THREATEN, Stance.CONSIDER}
    return own and word.pos_ == "VERB" and cue.form in {"", "obj"} and not cue.particle


def _is_to_come(frame: TimeFrame, attribution: Attribution) -> bool:
    """Whether a telling is of what is planned, demanded or considered, which is another event than
    what has been done; "if Borland sends arms" may be of those that it has sent."""
    level = attribution.levels[0]
    left_open = level.stance is Stance.ASSERT and level.factuality is Factuality.UNCOMMITTED
    return frame in _UNREAL and not left_open


def _apart(known: Event, period: times.Period | None) -> bool:
    """Whether the text dates a telling otherwise than the event it would be of."""
    if period is None or known.begin is None or period.begin is None:
        return False
    one, other = str(known.begin), str(period.begin)
    return not (one.startswith(other) or other.startswith(one))  # "2024-10" may be "2024-10-22"


def attach_figures(
    interactions: list[Interaction], figures: list[Found]
) -> dict[int, tuple[str, ...]]:
    """Figure handles by the token of the interaction whose clause counts them."""
    words = {found.token.i for found in interactions}
    out: dict[int, tuple[str, ...]] = {}
    for figure in figures:
        token, steps = figure.head, 0
        while token.i not in words and steps < 5 and token.dep_ in _COUNTED:
            token, steps = token.head, steps + 1
        if token.i in words:
            out[token.i] = (*out.get(token.i, ()), figure.record.id)
    return out

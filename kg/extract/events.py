"""Interactions between actors, by the event lexicon over the dependency parse."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extract import phrases
from kg.extract.conditions import fits, is_blocked, is_one_of
from kg.extract.draft import Draft, Spot
from kg.extract.group_nouns import never_acts
from kg.extract.lexicon import EventEntry, EventLexicon
from kg.extract.participants import acting_spot, fillers, of_first_slot, participants
from kg.language.plain import Token
from kg.records import MentionType

# An event that names no recipient says enough by itself only for these types.
ALONE = frozenset({"MOBILIZE", "PROTEST", "RETREAT", "ASSAULT", "COERCE", "SANCTION", "THREATEN"})

THINGS = frozenset({"border", "territory", "infrastructure", "settlement", "goods", "money"})
LIVING = frozenset(
    {"people", "troops", "officials", "diplomats", "organization", "states", "media"}
)
SELF_CONTAINED = frozenset({"MOBILIZE", "PROTEST", "RETREAT"})
MOVEMENTS = frozenset({"MOBILIZE", "RETREAT"})
JUDGEMENTS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "PROTEST"})
WORDS = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
SET_FREE = frozenset({"release", "return"})  # by others, who are not named then
AT_IT = frozenset({"in", "during", "at", "after", "before", "following", "under"})
DEEDS = frozenset({"move", "step", "decision", "action", "gesture", "act", "measure"})


@dataclass(frozen=True, slots=True)
class Interaction:
    """An event as found at one word; several may tell of the same event."""

    token: Token
    entry: EventEntry
    actors: tuple[Spot, ...]
    recipients: tuple[Spot, ...]
    theme: Token | None
    place: Spot | None
    score: float = 1.0  # of the classifier, where it found the event

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for tellings that may be of one event within an article, in whatever words."""
        return (
            self.entry.type,
            frozenset(id(spot.actor) for spot in self.actors),
            frozenset(id(spot.actor) for spot in self.recipients),
        )


def find_interactions(draft: Draft, lexicon: EventLexicon) -> list[Interaction]:
    """All interactions of the document in text order."""
    out: list[Interaction] = []
    used: set[int] = set()  # nouns that are part of a verb's event: "hold talks"
    tokens = [t for t in draft.doc if t.pos_ in {"VERB", "NOUN", "ADJ", "PROPN"}]
    for token in sorted(tokens, key=lambda t: (t.pos_ != "VERB", t.i)):
        if token.i in used or token.i in draft.actor_at:
            continue
        found = _read(draft, lexicon, token)
        if found is None:
            continue
        out.extend(_directed(found))
        if found.entry.conditions and found.theme is not None:
            used.add(found.theme.i)
    return sorted(out, key=lambda interaction: interaction.token.i)


def filled_in(found: list[Interaction]) -> list[Interaction]:
    """Tellings without a recipient with that of the other tellings, if these name only one.

    "Borland sent troops to Cestria. … The troops left on Monday, after Borland had sent them."
    """
    named: dict[tuple[object, ...], dict[tuple[int, ...], tuple[Spot, ...]]] = {}
    for one in found:
        if one.recipients:
            sides = tuple(sorted(id(spot.actor) for spot in one.recipients))
            named.setdefault(one.key[:2], {})[sides] = one.recipients
    out = []
    for one in found:
        choices = named.get(one.key[:2], {})
        fill = not one.recipients and one.place is None and len(choices) == 1
        out.append(replace(one, recipients=next(iter(choices.values()))) if fill else one)
    return out


def _directed(found: Interaction) -> list[Interaction]:
    """One interaction for each side of a mutual one: "Seoul and Tokyo agreed" is two.

    Both directions are coded as records of their own in the PLOVER manual too, and nobody
    comes out as having met himself.
    """
    if found.actors != found.recipients:
        return [found]
    return [
        replace(
            found,
            actors=(spot,),
            recipients=tuple(s for s in found.recipients if s.actor is not spot.actor),
        )
        for spot in found.actors
    ]


def _read(draft: Draft, lexicon: EventLexicon, token: Token) -> Interaction | None:
    entries = lexicon.readings(token)
    if not entries:
        return None
    fitting = [entry for entry in entries if fits(draft, lexicon, token, entry)]
    if not fitting or is_blocked(draft, lexicon, token):
        return None
    entry = max(fitting, key=lambda e: e.conditions)
    themes = fillers(token, entry.theme) if entry.theme else []
    theme = themes[0] if themes else None
    actors = _fill(draft, lexicon, token, entry.actor, theme, acting=True) or _moved(
        draft, lexicon, token, entry
    )
    if entry.reciprocal:
        actors = actors or _companions(draft, lexicon, token)
    recipients = _fill(draft, lexicon, token, entry.recipient, theme)
    recipients = recipients or _judged(draft, lexicon, token, entry)
    acting = {id(spot.actor) for spot in actors}
    recipients = [spot for spot in recipients if id(spot.actor) not in acting]
    if entry.reciprocal and not recipients and len(acting) > 1:
        recipients = actors
    if entry.reciprocal and not actors:
        between = _between(draft, lexicon, token, entry, theme)
        actors = recipients = between if len(between) > 1 else []
    place = _place(draft, token, theme)
    if not recipients and entry.type == "ASSAULT" and _is_test(draft, lexicon, token):
        entry = replace(entry, type="MOBILIZE", mode="weapons")
    if entry.together and recipients:
        entry = replace(entry, type=entry.together, mode="")
    if not actors or not (recipients or _says_enough(token, entry, place)):
        return None
    return Interaction(token, entry, tuple(actors), tuple(recipients), theme, place)


def _is_test(draft: Draft, lexicon: EventLexicon, token: Token) -> bool:
    """ "Fired three missiles", at nobody."""
    weapons = frozenset({"weapons"})
    return any(
        is_one_of(draft, lexicon, filler, frozenset(), weapons) for filler in fillers(token, "obj")
    )


def _says_enough(token: Token, entry: EventEntry, place: Spot | None) -> bool:
    """Whether an event without a recipient is worth keeping: "blew up roads", not "fights"."""
    if entry.type not in ALONE:
        return False
    return entry.type in SELF_CONTAINED or place is not None or bool(fillers(token, "obj"))


def _fill(
    draft: Draft,
    lexicon: EventLexicon,
    token: Token,
    slots: tuple[str, ...],
    theme: Token | None,
    *,
    acting: bool = False,
) -> list[Spot]:
    """Participants of the first slot that has any; `acting`: a thing's owner does not act."""

    def takes(filler: Token, slot: str) -> bool:
        if not acting:
            return True
        if _is_thing(draft, lexicon, filler) or never_acts(filler):
            return False
        return slot != "nmod:of" or not _belongs_to_none(draft, lexicon, filler)

    return of_first_slot(draft, lexicon, token, slots, theme, takes)


def _belongs_to_none(draft: Draft, lexicon: EventLexicon, noun: Token) -> bool:
    """ "Their protest of Borland's refusal": who refuses does not protest."""
    if acting_spot(draft, noun) is not None or noun.i in draft.held or noun.i in draft.groups:
        return False
    return not lexicon.classes.of_lemma.get(noun.lemma_.lower(), frozenset()) & LIVING


def _between(
    draft: Draft, lexicon: EventLexicon, token: Token, entry: EventEntry, theme: Token | None
) -> list[Spot]:
    """Those who do it with each other: "talks between Avaria and Borland", not "with" them."""
    slots = (s for s in entry.recipient if s == "obj" or s.endswith((":between", ":among")))
    return _fill(draft, lexicon, token, tuple(slots), theme)


def _companions(draft: Draft, lexicon: EventLexicon, token: Token) -> list[Spot]:
    """ "In cooperation with Avaria, Borland opened a school": who did it in cooperation."""
    if token.pos_ == "VERB" or phrases.case_of(token) not in AT_IT:
        return []
    head = token.head
    if head.pos_ not in {"VERB", "AUX"}:
        spot = acting_spot(draft, head)
        return [spot] if spot is not None else []
    return of_first_slot(draft, lexicon, head, ("subj",))


def _judged(draft: Draft, lexicon: EventLexicon, token: Token, entry: EventEntry) -> list[Spot]:
    """ "Borland vetoed the mission, a move condemned by Avaria": whose move it is."""
    if entry.type not in JUDGEMENTS:
        return []
    for noun in fillers(token, "obj"):
        if noun.lemma_.lower() in DEEDS and noun.dep_ in {"appos", "parataxis", "dep", "conj"}:
            verb = noun.head
            while verb.pos_ != "VERB" and verb.head != verb:
                verb = verb.head
            return of_first_slot(draft, lexicon, verb, ("subj",))
    return []


def _is_thing(draft: Draft, lexicon: EventLexicon, noun: Token) -> bool:
    if acting_spot(draft, noun) is not None:
        return False
    classes = lexicon.classes.of_lemma.get(noun.lemma_.lower(), frozenset())
    return bool(classes & THINGS) and not classes & LIVING


def _moved(draft: Draft, lexicon: EventLexicon, token: Token, entry: EventEntry) -> list[Spot]:
    """ "North Korean soldiers were sent": whose troops they are is who sent them."""
    if entry.type not in MOVEMENTS or token.pos_ != "VERB" or not phrases.is_passive(token):
        return []
    if entry.mode in SET_FREE:
        return []
    moved = fillers(token, "obj")
    if not moved or acting_spot(draft, moved[0]) is not None:
        return []
    return participants(draft, lexicon, moved[0])


def _place(draft: Draft, token: Token, theme: Token | None) -> Spot | None:
    for head in (token, theme):
        if head is None:
            continue
        for nominal in phrases.oblique(head, "in", "at", "to", "into", "near", "on"):
            spot = draft.actor_at.get(nominal.i)
            if spot is not None and spot.kind is MentionType.PLACE:
                return spot
    return None

"""Interactions between actors, by the event lexicon over the dependency parse."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract import phrases
from kg.extract.draft import Draft, Spot
from kg.extract.group_nouns import never_acts
from kg.extract.lexicon import EventEntry, EventLexicon, part_of_speech
from kg.extract.participants import acting_spot, fillers, participants
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
    recipients = _fill(draft, lexicon, token, entry.recipient, theme)
    recipients = recipients or _judged(draft, lexicon, token, entry)
    acting = {id(spot.actor) for spot in actors}
    recipients = [spot for spot in recipients if id(spot.actor) not in acting]
    if entry.reciprocal and not recipients and len(acting) > 1:
        recipients = actors
    if entry.reciprocal and not actors and len(recipients) > 1:
        actors = recipients
    place = _place(draft, token, theme)
    if not recipients and entry.type == "ASSAULT" and _is_test(draft, lexicon, token):
        entry = replace(entry, type="MOBILIZE", mode="weapons")
    if not actors or not (recipients or _says_enough(token, entry, place)):
        return None
    return Interaction(token, entry, tuple(actors), tuple(recipients), theme, place)


def _is_test(draft: Draft, lexicon: EventLexicon, token: Token) -> bool:
    """ "Fired three missiles", at nobody."""
    weapons = frozenset({"weapons"})
    return any(
        _is_one_of(draft, lexicon, filler, frozenset(), weapons) for filler in fillers(token, "obj")
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
    for slot in slots:
        found: dict[int, Spot] = {}
        for filler in fillers(token, slot, theme):
            if acting and (_is_thing(draft, lexicon, filler) or never_acts(filler)):
                continue
            for spot in participants(draft, lexicon, filler):
                found.setdefault(id(spot.actor), spot)
        if found:
            return list(found.values())
    return []


def _judged(draft: Draft, lexicon: EventLexicon, token: Token, entry: EventEntry) -> list[Spot]:
    """ "Borland vetoed the mission, a move condemned by Avaria": whose move it is."""
    if entry.type not in JUDGEMENTS:
        return []
    for noun in fillers(token, "obj"):
        if noun.lemma_.lower() in DEEDS and noun.dep_ in {"appos", "parataxis", "dep", "conj"}:
            verb = noun.head
            while verb.pos_ != "VERB" and verb.head != verb:
                verb = verb.head
            return [s for f in fillers(verb, "subj") for s in participants(draft, lexicon, f)]
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
    moved = fillers(token, "obj")
    if not moved or acting_spot(draft, moved[0]) is not None:
        return []
    return participants(draft, lexicon, moved[0])


def fits(draft: Draft, lexicon: EventLexicon, token: Token, entry: EventEntry) -> bool:
    """Whether the conditions of an entry hold where a word stands."""
    if entry.particle and not _has_particle(token, entry.particle):
        return False
    if entry.needs_xcomp and not _has_infinitive(token):
        return False
    if entry.needs_reason and not _has_reason(token):
        return False
    if entry.needs or entry.needs_class:
        return any(
            _is_one_of(draft, lexicon, part, entry.needs, entry.needs_class)
            for slot in entry.needs_at
            for filler in fillers(token, slot)
            for part in phrases.coordinated(filler)
        )
    return True


def _has_infinitive(verb: Token) -> bool:
    """ "Told them to leave", not "told them that it rained"."""
    clauses = phrases.children(verb, "xcomp", "ccomp", "advcl")
    return any(c.dep_ == "xcomp" or phrases.case_of(c) == "to" for c in clauses)


def _has_reason(verb: Token) -> bool:
    """ "Attacked her for raising taxes", with words and not with arms."""
    return any(
        clause.tag_ == "VBG" and phrases.case_of(clause) == "for"
        for clause in phrases.children(verb, "advcl", "acl", "obl")
    )


def _has_particle(token: Token, particle: str) -> bool:
    if any(t.lower_ == particle for t in phrases.children(token, "compound:prt", "advmod")):
        return True
    return any(True for _ in phrases.oblique(token, particle))


def _is_one_of(
    draft: Draft,
    lexicon: EventLexicon,
    noun: Token,
    lemmas: frozenset[str],
    classes: frozenset[str],
) -> bool:
    names = {noun.lemma_.lower(), noun.lower_}
    before = phrases.child(noun, "compound", "amod")
    if before is not None:
        names.add(f"{before.lemma_.lower()} {noun.lemma_.lower()}")
    if names & lemmas:
        return True
    own: set[str] = set()
    for name in names:
        own |= lexicon.classes.of_lemma.get(name, frozenset())
    spot = draft.actor_at.get(noun.i)
    kind = spot.kind.value if spot is not None else noun.ent_type_
    own |= lexicon.classes.of_type.get(kind, frozenset())
    return bool(own & classes)


def is_blocked(draft: Draft, lexicon: EventLexicon, token: Token) -> bool:
    """Whether a word is no political event where it stands: "met the deadline"."""
    word = token.lemma_.lower(), part_of_speech(token)
    for block in (*lexicon.blocks.get(word, ()), *lexicon.fields):
        for slot in block.slots:
            for filler in fillers(token, slot):
                if block.only:
                    if acting_spot(draft, filler) is None:
                        return True
                elif acting_spot(draft, filler) is None and _is_one_of(
                    draft, lexicon, filler, block.nouns, block.classes
                ):
                    return True
    return False


def _place(draft: Draft, token: Token, theme: Token | None) -> Spot | None:
    for head in (token, theme):
        if head is None:
            continue
        for nominal in phrases.oblique(head, "in", "at", "to", "into", "near", "on"):
            spot = draft.actor_at.get(nominal.i)
            if spot is not None and spot.kind is MentionType.PLACE:
                return spot
    return None

"""Whether a word of the event lists tells of its event where it stands: what must be with it."""

from __future__ import annotations

from kg.extract import phrases
from kg.extract.draft import Draft
from kg.extract.lexicon import EventEntry, EventLexicon, part_of_speech
from kg.extract.participants import acting_spot, fillers, of_first_slot
from kg.language.plain import Token
from kg.records import MentionType

# Only behind their verb are these part of it: "gave in", not "gave in Paris".
_ADVERBS = frozenset({"in", "off", "over", "up", "down"})


def fits(draft: Draft, lexicon: EventLexicon, token: Token, entry: EventEntry) -> bool:
    """Whether the conditions of an entry hold where a word stands."""
    if entry.particle and not _has_particle(token, entry.particle):
        return False
    if entry.needs_xcomp and not _has_infinitive(token):
        return False
    if entry.needs_reason and not _has_reason(token):
        return False
    if entry.needs_persons and not _is_between_persons(draft, lexicon, token, entry):
        return False
    if entry.needs or entry.needs_class:
        return any(
            is_one_of(draft, lexicon, part, entry.needs, entry.needs_class)
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
    return particle not in _ADVERBS and phrases.has_oblique(token, particle)


def _is_between_persons(
    draft: Draft, lexicon: EventLexicon, token: Token, entry: EventEntry
) -> bool:
    """ "Lind attacked Hale", by name and with nothing in their hands: in words."""
    if any(acting_spot(draft, tool) is None for tool in phrases.oblique(token, "with")):
        return False
    sides = [
        of_first_slot(draft, lexicon, token, slots) for slots in (entry.actor, entry.recipient)
    ]
    spots = [spot for side in sides for spot in side]
    persons = all(s.actor is not None and s.actor.kind is MentionType.PERSON for s in spots)
    return all(sides) and persons and any(spot.proper for spot in spots)


def is_one_of(
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
                elif acting_spot(draft, filler) is None and is_one_of(
                    draft, lexicon, filler, block.nouns, block.classes
                ):
                    return True
    return False

"""Persons of one article: which names, whole or cut short, are one person's.

A full name joins another that differs in spaces, hyphens, a middle initial or the East Asian
order. What is shorter ("Kim", "bin Laden", "J. Biden") goes back to the bearer: the only one,
or the one whom a title names; of several the last one spoken of, and of two in one sentence
its subject. Where that does not tell them apart either, the short name stays on its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.extract.draft import Actor, Spot
from kg.extract.phrases import SUBJECTS, children, top_of_name
from kg.extract.spotting import LISTS
from kg.language.plain import Span
from kg.records import MentionType, Verdict
from kg.resolve.names.comparison import compare_persons
from kg.resolve.names.person_names import parse_person
from kg.resolve.names.spelling import skeleton
from kg.vocabulary import fold

RIVALLED = 0.6  # most that a mention scores which one of several bearers was chosen for
_LONG = 5  # letters of a name that may differ in its transliteration


class PersonNames:
    """The persons named so far; new ones are appended to `actors`. Names are compared folded.

    `full_names` are those of the whole article, also of what is not yet read.
    """

    def __init__(self, actors: list[Actor], full_names: Iterable[str] = ()) -> None:
        self._actors = actors
        self._families = {short for name in full_names for short in later_names(name)}
        self._by_key: dict[str, Actor] = {}
        self._bearers: dict[str, list[Actor]] = defaultdict(list)
        self._spelt: dict[str, list[Actor]] = defaultdict(list)  # by skeleton of family name
        self._parts: dict[str, list[Actor]] = defaultdict(list)  # by any other word
        self._last: dict[Actor, Span] = {}  # where each was named last

    def person(self, name: str, span: Span) -> tuple[Actor, float]:
        """Whom `name` at `span` names, and how sure that is: 1 where it can be no other."""
        actor, sure = self._known(name, span)
        actor = actor or self._new(name)
        self._last[actor] = span
        return actor, sure

    def is_family(self, plural: str) -> bool:
        """Whether the word is the plural of a family name of the article: "Kims"."""
        folded = fold(plural)
        single = {folded[:-1], folded[:-2]} if folded.endswith("es") else {folded[:-1]}
        return (
            folded.endswith("s") and folded not in self._families and bool(single & self._families)
        )

    def bearers(self, name: str) -> list[Actor]:
        """All persons that the shortened name may go back to."""
        return self._bearers.get(fold(name), [])

    def _known(self, name: str, span: Span) -> tuple[Actor | None, float]:
        folded = fold(name)
        whole = next((self._by_key[k] for k in name_keys(name) if k in self._by_key), None)
        bearers = self._bearers.get(folded, [])
        if " " in folded and (whole is not None or not bearers):
            bearers = [whole] if whole else self._extended(name) or self._spelled(name)
        elif not bearers:
            # A word that one person alone may be meant by: "Zelensky", "Marilyn".
            spelt = self._spelt.get(skeleton(folded), []) if len(folded) >= _LONG else []
            found = spelt or ([whole] if whole else self._parts.get(folded, []))
            bearers = found if len(found) == 1 else []
        return self._choose(bearers, folded, span) if bearers else (whole, 1.0)

    def _extended(self, name: str) -> list[Actor]:
        """ "Enrique Pena Nieto", called "Pena Nieto" or "E. Nieto" so far."""
        words = fold(name).split()
        tails = [" ".join(words[first:]) for first in range(1, len(words) - 1)]
        for short in (*tails, f"{words[0][0]} {words[-1]}"):
            actor = self._by_key.get(short.replace(" ", ""))
            if actor is not None and fold(actor.name) == short:
                actor.name = name
                self._index(actor)
                return [actor]
        return []

    def _spelled(self, name: str) -> list[Actor]:
        """ "Sergei Lavrov" and "Sergey Lavrov"; or "S. Lavrov", once he is named in full."""
        *given, family = fold(name).split()
        bearers = self._spelt.get(skeleton(family), [])
        if all(len(part) == 1 for part in given):
            found = [actor for actor in bearers if fold(actor.name)[0] == given[0]]
        else:
            parsed = parse_person(name)
            found = [
                actor
                for actor in bearers
                if compare_persons(parsed, parse_person(actor.name)).verdict is Verdict.SAME
            ]
        return found if len(found) == 1 else []

    def _choose(self, bearers: Sequence[Actor], folded: str, span: Span) -> tuple[Actor, float]:
        before = word_before(span)
        gender = gender_of(before)
        fitting = [a for a in bearers if gender and a.gender == gender]
        fitting = fitting or [a for a in bearers if not gender or not a.gender] or list(bearers)
        if before in LISTS["titles"]:
            fitting = [a for a in fitting if before in a.titles] or fitting
        if len(fitting) == 1:
            return fitting[0], 1.0 if len(bearers) == 1 else RIVALLED
        sentences = {actor: self._last[actor].sent.start for actor in fitting}
        nearest = [actor for actor in fitting if sentences[actor] == max(sentences.values())]
        if len(nearest) > 1:
            nearest = [actor for actor in nearest if _is_subject(self._last[actor])]
        if len(nearest) == 1:
            return nearest[0], RIVALLED
        return self._undecided(folded, span), RIVALLED

    def _undecided(self, folded: str, span: Span) -> Actor:
        """One of the bearers, nobody knows which: later mentions may go back to this one."""
        actor = Actor(MentionType.PERSON, span.text)
        self._actors.append(actor)
        self._bearers[folded].append(actor)
        return actor

    def _new(self, name: str) -> Actor:
        actor = Actor(MentionType.PERSON, name)
        self._actors.append(actor)
        self._index(actor)
        return actor

    def _index(self, actor: Actor) -> None:
        for key in name_keys(actor.name):
            self._by_key.setdefault(key, actor)
        shorter = later_names(actor.name)
        for short in shorter:
            if actor not in self._bearers[short]:
                self._bearers[short].append(actor)
        words = fold(actor.name).split()
        if len(words) > 1:
            spelt = self._spelt[skeleton(words[-1])]
            spelt += [] if actor in spelt else [actor]
            for word in set(words).difference(shorter):
                self._parts[word].append(actor)


def name_keys(name: str) -> list[str]:
    """Keys under which two full names of one article are one person's.

    Spaces and hyphens do not count ("Kim Hong-kyun"), nor does a middle initial
    ("Joe R. Biden"), nor on which side an East Asian family name stands.
    """
    parts = fold(name).split()
    keys = ["".join(parts)]
    if len(parts) == 3 and len(parts[1]) == 1:
        keys.append(parts[0] + parts[2])
    if len(parts) in {2, 3} and parts[-1] in LISTS["family_first"] - {parts[0]}:
        keys.append("".join((parts[-1], *parts[:-1])))
    return keys


def later_names(full_name: str) -> list[str]:
    """What later mentions of the bearer may say, folded.

    The last word, the last words ("bin laden"), a first family name.
    """
    parts = fold(full_name).split()
    if len(parts) < 2:
        return []
    tails = [" ".join(parts[first:]) for first in range(len(parts) - 1, 0, -1)]
    family_first = parts[0] in LISTS["family_first"] and parts[0] != parts[-1]
    return [*tails, parts[0]] if family_first else tails


def without_headings(
    actors: Iterable[Actor], persons: PersonNames, spots: Iterable[Spot]
) -> list[Actor]:
    """ "Yoon" in a heading is the Yoon Suk Yeol of the text below, if he is the only one.

    Moves the spots, and returns the actors that are left.
    """
    whole: dict[Actor, Actor] = {}
    kept = []
    for actor in actors:
        bearers = persons.bearers(actor.name) if actor.kind is MentionType.PERSON else []
        if len(bearers) == 1 and bearers[0] is not actor:
            whole[actor] = bearers[0]
        else:
            kept.append(actor)
    for spot in spots:
        if spot.actor is not None:
            spot.actor = whole.get(spot.actor, spot.actor)
    return kept


def _is_subject(name: Span) -> bool:
    return top_of_name(name.root).dep_ in SUBJECTS


def word_before(span: Span) -> str:
    return span.doc[span.start - 1].lower_.rstrip(".") if span.start else ""


def word_before_comma(span: Span) -> str:
    """ "wife" in "his wife, Ada Lind"."""
    before = span.doc[max(0, span.start - 2) : span.start]
    return before[0].lower_ if len(before) == 2 and before[1].text == "," else ""


def apposed(span: Span) -> set[str]:
    """ "minister" in "Ada Lind, the prime minister" and "Borland's prime minister, Ada Lind"."""
    top = top_of_name(span.root)
    nouns = [top.head] if top.dep_ == "appos" else children(top, "appos")
    return {noun.lemma_.lower() for noun in nouns}


def gender_of(title: str) -> str:
    """ "he" after "Mr", "she" after "Ms", "" after other words."""
    if title in LISTS["masculine"]:
        return "he"
    return "she" if title in LISTS["feminine"] else ""

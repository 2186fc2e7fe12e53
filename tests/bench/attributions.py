"""Who says what, whatever it is: attributions expected, found, and when the two agree.

A line of a case is "SOURCE | stance factuality | words", the words being the clause that is said, as
it stands in the text; "?" is a source without a name, "Turkey ?" one who speaks for Turkey. What is
said may be an event, a relation, another claim or a proposition: a claim is right where its source
is and its content stands at these words. Several claims on one line count once. Factuality is that
of what the main verb tells ("is no threat": CT-); a proposition keeps its "not", so it has CT+ there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.records import Claim, Extraction

Stretch = tuple[int, int]
_NOT = re.compile(r"\b(?:not?|never|nobody|none|nothing|neither|nor|cannot)\b|n['’]t\b", re.I)


@dataclass(frozen=True, slots=True)
class Attribution:
    """`stretches` are the places of the words, where these stand in the text more than once.

    A found one has the handle of its source, or "".
    """

    source: str
    stance: str
    factuality: str
    stretches: tuple[Stretch, ...]
    words: str
    worded: bool = False  # a proposition: its "not" is among its words

    @property
    def level(self) -> tuple[str, str]:
        return self.stance, self.factuality


def is_alike(wanted: Attribution, one: Attribution) -> bool:
    """Whether stance and factuality of one found are those of a line."""
    kept = one.worded and wanted.stance not in {"deny", "refuse"} and _NOT.search(wanted.words)
    factuality = wanted.factuality.replace("-", "+") if kept else wanted.factuality
    return (wanted.stance, factuality) == one.level


def expected(lines: Sequence[str], text: str) -> list[Attribution]:
    out = []
    for line in lines:
        source, level, words = (part.strip() for part in line.split(" | ", 2))
        stance, factuality = level.split()
        places = tuple(match.span() for match in re.finditer(re.escape(words), text))
        if not places:
            raise ValueError(f"not in the text: {words}")
        name = source.removesuffix("?").strip()
        out.append(Attribution(name, stance, factuality, places, words))
    return out


def found(extraction: Extraction) -> list[Attribution]:
    """The claims that somebody makes, not the article itself."""
    at = {mention.id: (mention.start, mention.end) for mention in extraction.mentions}
    text = extraction.document.text
    triggers = {event.id: at[event.trigger] for event in extraction.events}
    passages = {one.id: at[one.evidence[0]] for one in extraction.propositions}
    cues = {claim.id: at[claim.cue] for claim in extraction.claims if claim.cue}

    def places(claim: Claim) -> Iterator[Stretch]:
        if claim.content in passages:
            yield passages[claim.content]
            return
        inside = triggers.get(claim.content) or cues.get(claim.content)
        for sentence in (at[handle] for handle in claim.evidence):
            word = inside if inside and sentence[0] <= inside[0] < sentence[1] else None
            yield word or sentence

    out = []
    for claim in extraction.claims:
        if claim.source or claim.anonymous:
            where = tuple(places(claim))
            words = text[slice(*where[0])]
            level = claim.stance.value, claim.factuality.value
            worded = claim.content in passages
            out.append(Attribution(claim.source, *level, where, words, worded))
    return out


def is_said_there(one: Attribution, other: Attribution) -> bool:
    """Whether two stand at the same words: they share half of the shorter stretch."""
    return any(
        2 * (min(a[1], b[1]) - max(a[0], b[0])) >= min(a[1] - a[0], b[1] - b[0])
        for a in one.stretches
        for b in other.stretches
    )

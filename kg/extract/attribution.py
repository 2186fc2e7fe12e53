"""Who says it: the chain of sources above an event, from the nearest cue outwards.

"The agency said Zelenskyy had told reporters that …" gives two levels. Cues, their slots
and what they do to the content are in lexicon/cues.yaml.
"""

from __future__ import annotations

from kg.extract.climbing import Attribution, Climb
from kg.extract.sourcing import Level
from kg.extract.surroundings import Surroundings
from kg.language.plain import Token

__all__ = ["Attribution", "Attributor", "Level"]


class Attributor(Surroundings):
    """Finds the attribution of any token of one document."""

    def attribute(self, token: Token) -> Attribution:
        """Who says what the token tells, from the inside out."""
        return Climb(self, token).attribution()

"""How often a link of each kind is right: the scores written to the graph.

Counted on annotated articles by `scripts/calibrate_links.py`, section `links` of
`calibration.yaml`; kinds that no corpus marks keep the figure set by hand.
"""

from __future__ import annotations

from typing import Self

from kg.resolve.names.calibration import chance


class LinkScore(float):
    """A score that knows the row it was read from."""

    kind: str

    def __new__(cls, kind: str) -> Self:
        """The score of a kind of link; KeyError for an unknown kind."""
        score = super().__new__(cls, chance("links", kind))
        score.kind = kind
        return score


class Score:
    USER = LinkScore("decided by the user")
    KNOWN_NAME = LinkScore("an unambiguous name from the vocabulary")
    OWN_BODY = LinkScore("a body wording with its state")
    SAME_NAME = LinkScore("the same full name in another article")
    METONYM = LinkScore("a metonym or demonym")
    KNOWN_VARIANT = LinkScore("spelled almost like a name of the vocabulary")
    CAPITAL = LinkScore("a capital or code for its state")
    AMBIGUOUS_NAME = LinkScore("a name that also names something else, of the right type")
    SAME_POST = LinkScore("a family name with a post that one person of that name holds")
    IN_OFFICE = LinkScore("a family name of the one in office in a state of the article")
    BY_ARTICLE = LinkScore("several candidates, one of which the article names elsewhere")
    OTHER_TYPE = LinkScore("known as another type than the reader took it for")
    UNNAMED_HOLDER = LinkScore("an unnamed official for the body")
    UNRESOLVED = LinkScore("an entity of this article alone")

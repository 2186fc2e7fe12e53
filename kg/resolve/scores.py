"""How often a link of each kind is right: the scores written to the graph.

Set by hand after reading links of the development articles; ordered by trust.
"""

from __future__ import annotations

from enum import Enum


class Score(float, Enum):
    USER = 1.0
    KNOWN_NAME = 0.98  # an unambiguous name from the vocabulary
    OWN_BODY = 0.95  # a body wording with its state: "South Korea's spy agency"
    SAME_NAME = 0.95  # the same full name in another article
    METONYM = 0.92
    KNOWN_VARIANT = 0.9  # spelled almost like a name of the vocabulary
    CAPITAL = 0.88
    AMBIGUOUS_NAME = 0.85  # a name that also names something else, of the right type
    SAME_POST = 0.85  # a family name alone, with a post that one person of that name holds
    BY_ARTICLE = 0.8  # several candidates, one of which the article names elsewhere
    OTHER_TYPE = 0.8  # known, but as another type than the reader took it for
    UNNAMED_HOLDER = 0.75  # an unnamed official stands for the body
    UNRESOLVED = 0.5  # an entity of this article alone

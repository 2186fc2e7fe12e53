"""Who is known before reading: states, places, organizations, leaders and body wordings.

`load_vocabulary()` reads `ontology/vocabulary/` once per process; every lookup after that
is a dictionary lookup on a normalised name.
"""

from kg.vocabulary.bodies import BodyIndex, BodyPattern, american, with_article
from kg.vocabulary.entities import KnownEntity, KnownTenure
from kg.vocabulary.lookup import Vocabulary, load_vocabulary
from kg.vocabulary.names import fold, surface

__all__ = [
    "BodyIndex",
    "BodyPattern",
    "KnownEntity",
    "KnownTenure",
    "Vocabulary",
    "american",
    "fold",
    "load_vocabulary",
    "surface",
    "with_article",
]

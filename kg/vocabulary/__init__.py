"""Who is known before reading: states, places, organizations, leaders and body wordings.

`load_vocabulary()` reads `ontology/vocabulary/` once per process; every lookup after that
is a dictionary lookup on a normalised name.
"""

from kg.vocabulary.bodies import BodyIndex, BodyPattern, american, with_article
from kg.vocabulary.entities import KnownEntity, KnownTenure
from kg.vocabulary.loading import load_vocabulary, use_of
from kg.vocabulary.lookup import Vocabulary
from kg.vocabulary.names import fold, surface
from kg.vocabulary.own import SUFFIXES, FileUse

__all__ = [
    "SUFFIXES",
    "BodyIndex",
    "BodyPattern",
    "FileUse",
    "KnownEntity",
    "KnownTenure",
    "Vocabulary",
    "american",
    "fold",
    "load_vocabulary",
    "surface",
    "use_of",
    "with_article",
]

"""The trained pipeline: text in, spaCy `Doc` with sentences, tags, parse and entities out."""

from kg.language.pipeline import SHIPPED, WEIGHTS_VERSION, load
from kg.language.reader import SCORE
from kg.language.sentences import FURNITURE

__all__ = ["FURNITURE", "SCORE", "SHIPPED", "WEIGHTS_VERSION", "load"]

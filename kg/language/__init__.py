"""The trained pipeline: text in, spaCy `Doc` with sentences, tags, parse and entities out."""

from kg.language.pipeline import SHIPPED, load
from kg.language.reader import FURNITURE

__all__ = ["FURNITURE", "SHIPPED", "load"]

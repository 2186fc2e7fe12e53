"""spaCy Doc → Extraction: actors, posts, events, figures and who says so."""

from kg.extract.article import extract

__all__ = ["extract"]

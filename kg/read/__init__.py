"""Bytes → `Document`: files, folders, archives of articles; and which articles are reprints."""

from kg.read.articles import Article
from kg.read.options import ReadOptions
from kg.read.reader import count_inputs, read
from kg.read.reprints import fingerprint, link_fingerprints, link_reprints

__all__ = [
    "Article",
    "ReadOptions",
    "count_inputs",
    "fingerprint",
    "link_fingerprints",
    "link_reprints",
    "read",
]

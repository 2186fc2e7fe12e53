"""Bytes → `Document`: files, folders, archives of articles; and which articles are reprints."""

from kg.read.options import ReadOptions
from kg.read.reader import count_inputs, read
from kg.read.reprints import link_reprints

__all__ = ["ReadOptions", "count_inputs", "link_reprints", "read"]

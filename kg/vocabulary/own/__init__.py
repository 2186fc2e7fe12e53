"""Entities that users bring themselves, in Turtle, another form of RDF, or CSV.

`read_file` makes format-independent entries of a file, `add_own` joins them to the shipped
entities. What cannot be used is a `Remark` each, never an exception: only a file that cannot be
read at all is an error.
"""

from kg.vocabulary.own.entries import Entry, OwnFile, Remark
from kg.vocabulary.own.files import SUFFIXES, read_file
from kg.vocabulary.own.joining import FileUse, Joined, add_own

__all__ = [
    "SUFFIXES",
    "Entry",
    "FileUse",
    "Joined",
    "OwnFile",
    "Remark",
    "add_own",
    "read_file",
]

"""Which vocabulary terms the files of the repository name, as `prefix:local`.

Most are written so in the code. Some are put together at run time from a value (`term(f"kg:{…}")`):
those values are asked for where they are defined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib.term import Node

from kg.extract.lexicon import event_lexicon, table
from kg.graph.namespaces import VOCABULARIES
from kg.records import Stance, TenureStatus, TimeFrame, Verdict
from kg.vocabulary.groups import GROUP, group_words

ROOT = Path(__file__).parents[2]
PREFIXES = VOCABULARIES | {
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "sh": "http://www.w3.org/ns/shacl#",
    "vann": "http://purl.org/vocab/vann/",
}
CODE = (".py", ".rq", ".ru", ".js", ".html", ".j2")
CURIE = re.compile(rf"(?<![\w/.-])({'|'.join(PREFIXES)}):([A-Za-z][\w-]*)")
JOINED = re.compile(r"\b_([A-Z]+) \+ \"(\w+)\"")  # as in _KG + "State"
FULL = re.compile("|".join(rf"({re.escape(iri)})([A-Za-z]\w*)" for iri in PREFIXES.values()))
BY_IRI = {iri: prefix for prefix, iri in PREFIXES.items()}


def curies(text: str) -> Iterator[str]:
    """Terms in a piece of source text; what is put together at run time is not among them."""
    for prefix, name in CURIE.findall(text):
        yield f"{prefix}:{name}"
    for prefix, name in JOINED.findall(text):
        if prefix.lower() in PREFIXES:
            yield f"{prefix.lower()}:{name}"
    for groups in FULL.findall(text):
        iri, name = (group for group in groups if group)
        yield f"{BY_IRI[iri]}:{name}"


@cache
def in_code() -> dict[str, str]:
    """Term → one file of the package that names it, prefix and all."""
    files = [path for path in sorted((ROOT / "kg").rglob("*")) if path.suffix in CODE]
    files = [path for path in files if ".min." not in path.name]  # other people's, bundled
    assert len(files) >= 150
    found = {}
    for path in files:
        for curie in curies(path.read_text(encoding="utf-8")):
            found[curie] = str(path.relative_to(ROOT))
    return found


@cache
def computed() -> dict[str, set[str]]:
    """Scheme → the terms of it that records and word lists can give."""
    units = table("units")
    counted = {row["concept"] for row in units["counts"] + units["heads"]} - {None}
    counted |= {concept for row in units["heads"] for concept in row["from"]}
    entries = [entry for rows in event_lexicon().entries.values() for entry in rows]
    return {
        "kg:stances": {f"kg:{value}" for value in Stance},
        "kg:timeFrames": {f"kg:{value}" for value in TimeFrame},
        "kg:tenureStatuses": {f"kg:{value}" for value in TenureStatus},
        "kg:verdicts": {f"kg:{value}" for value in Verdict},
        "kg:countedThings": {f"kg:{name}" for name in counted},
        "kg:organizationTypes": {f"kg:{kind}" for kind in {GROUP, *group_words().types.values()}},
        "plover:eventTypes": {f"plover:{entry.type}" for entry in entries},
        "plover:eventModes": {f"plover:mode-{entry.mode}" for entry in entries if entry.mode},
        "plover:eventContexts": {
            f"plover:context-{entry.context}" for entry in entries if entry.context
        },
    }


@cache
def relations() -> set[str]:
    """The structural relations that extraction gives: the words it quotes."""
    files = sorted((ROOT / "kg" / "extract").glob("*.py"))
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    return {f"kg:{word}" for word in re.findall(r'"([a-z]+[A-Z]\w+)"', text)}


@cache
def in_turtle(*names: str) -> dict[str, str]:
    """Term → one Turtle file under `ontology` that names it."""
    found: dict[str, str] = {}
    for name in names:
        for triple in ox.parse(path=ROOT / "ontology" / name):
            nodes = (triple.subject, triple.predicate, triple.object)
            found |= {shortened(n.value): name for n in nodes if isinstance(n, ox.NamedNode)}
            if isinstance(triple.object, ox.Literal):
                found[shortened(triple.object.datatype.value)] = name
    return found


def shortened(iri: Node | str) -> str:
    """`prefix:local`; the IRI itself where it is in none of the namespaces."""
    fits = [ns for ns in BY_IRI if str(iri).startswith(ns)]
    longest = max(fits, key=len, default="")
    return f"{BY_IRI[longest]}:{str(iri)[len(longest) :]}" if longest else str(iri)

"""The posts that an article of hand-made trees tells."""

from __future__ import annotations

from kg.extract.article import extract
from kg.vocabulary import load_vocabulary
from tests.extract.trees import draft, tree


def posts(text: str, ents: list[tuple[int, int, str]]) -> list[str]:
    """ "Ada Lind = president @ Finland (former)"; "current" is left out."""
    made = draft(tree(text, ents=ents))
    found = extract(made.document, made.doc.source, load_vocabulary())
    texts = {m.id: m.text for m in found.mentions}
    chains = {m.id: m.chain for m in found.mentions}
    named = {m.chain: m.text for m in reversed(found.mentions) if m.proper}
    bodies = {
        chains[r.subject]: named[chains[r.object]]
        for r in found.relations
        if r.predicate == "postIn"
    }
    lines = []
    for relation in found.relations:
        if relation.predicate == "holdsPost":
            body = bodies.get(chains[relation.object], "")
            line = f"{named[chains[relation.subject]]} = {texts[relation.object]}"
            tenure = str(relation.tenure)
            status = f" ({tenure})" if tenure != "current" else ""
            lines.append(f"{line}{f' @ {body}' if body else ''}{status}")
    return sorted(lines)

"""The mention table, rebuilt from the stored graphs by a few bulk scans.

A store with 100,000 mentions is read in a second or two: one scan per property, joined
in dictionaries, instead of one query per mention.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Store as Quads

from kg.graph.namespaces import Namespaces, term
from kg.graph.rdf import MENTION_TYPES
from kg.records import Chain, MentionType, PartialDate, PostHeld

ENTITY_TYPES = (
    MentionType.PERSON,
    MentionType.STATE,
    MentionType.ORGANIZATION,
    MentionType.PLACE,
)
CHAIN_TYPES = frozenset((*ENTITY_TYPES, MentionType.DEMONYM, MentionType.ROLE))
# Chains told apart by what they belong to: posts, and bodies such as "the spy agency".
WITH_BODY = frozenset((MentionType.ROLE, MentionType.ORGANIZATION))
TYPE_OF_IRI = {term(curie).value: kind for kind, curie in MENTION_TYPES.items()}


def values(quads: Quads, curie: str) -> Iterator[tuple[str, str]]:
    """(subject, object) of every quad of one property, whatever graph it stands in."""
    for quad in quads.quads_for_pattern(None, term(curie), None, None):
        yield quad.subject.value, quad.object.value  # type: ignore[union-attr]


@dataclass(slots=True)
class _Row:
    """One mention as the scans find it; keys are IRIs until the very end."""

    start: int
    text: str
    type: MentionType
    proper: bool


@dataclass(slots=True)
class MentionTable:
    """Mentions and their chains; `members` maps a chain's first mention to all of it."""

    rows: dict[str, _Row]
    first: dict[str, str]
    members: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, quads: Quads) -> MentionTable:
        starts, texts = dict(values(quads, "nif:beginIndex")), dict(values(quads, "nif:anchorOf"))
        nominal = {mention for mention, _ in values(quads, "kg:nominal")}
        first = dict(values(quads, "kg:corefersWith"))
        heads = set(first.values())
        rows = {}
        for mention, iri in values(quads, "kg:mentionType"):
            kind = TYPE_OF_IRI[iri]
            if kind in CHAIN_TYPES or mention in first or mention in heads:
                proper = mention not in nominal
                rows[mention] = _Row(int(starts[mention]), texts[mention], kind, proper)
        table = cls(rows, first)
        for mention in sorted(rows, key=lambda iri: (rows[iri].start, iri)):
            table.members.setdefault(first.get(mention, mention), []).append(mention)
        return table

    def chain_of(self, mention: str) -> str:
        return self.first.get(mention, mention)


def read_chains(quads: Quads, namespaces: Namespaces) -> list[Chain]:
    """Every chain of every document, sorted by document and place in the text."""
    table = MentionTable.read(quads)
    posts = _PostTable.read(quads, table)
    published = {
        namespaces.local(iri): PartialDate.from_iso(text)
        for iri, text in values(quads, "schema:datePublished")
    }
    context = {m: namespaces.local(d) for m, d in values(quads, "nif:referenceContext")}
    chains = []
    for head in sorted(table.members, key=lambda iri: (context[iri], table.rows[iri].start, iri)):
        rows = [table.rows[mention] for mention in table.members[head]]
        kind = _chain_type(rows)
        chains.append(
            Chain(
                id=namespaces.local(head),
                document=context[head],
                type=kind,
                names=_distinct(row.text for row in rows if row.proper),
                nominals=_distinct(row.text for row in rows if not row.proper),
                mentions=tuple(namespaces.local(m) for m in table.members[head]),
                posts=posts.held_by(head, namespaces),
                body=posts.body_of(head, namespaces) if kind in WITH_BODY else "",
                published=published.get(context[head]),
            )
        )
    return chains


def _chain_type(rows: list[_Row]) -> MentionType:
    """What a chain names: the first name of an entity type decides, then what comes first.

    "South Korean" may open a chain that "South Korea" goes on with, and "the president"
    one that turns out to be a person.
    """
    for proper in (True, False):
        for row in rows:
            if row.type in ENTITY_TYPES and row.proper is proper:
                return row.type
    return rows[0].type


def _distinct(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


@dataclass(frozen=True, slots=True)
class _PostTable:
    """Who holds which role, and whose role it is, as the relations of the articles say."""

    roles: Mapping[str, list[tuple[int, str, str]]]  # holder chain -> (start, role, title)
    bodies: Mapping[str, str]  # role mention or role chain -> chain of the body
    first: Mapping[str, str]  # mention -> first mention of its chain

    @classmethod
    def read(cls, quads: Quads, table: MentionTable) -> _PostTable:
        subjects = dict(values(quads, "kg:subjectMention"))
        objects = dict(values(quads, "kg:objectMention"))
        roles: dict[str, list[tuple[int, str, str]]] = {}
        bodies: dict[str, str] = {}
        for relation, predicate in sorted(values(quads, "rdf:predicate")):
            if predicate in (term("kg:postIn").value, term("kg:partOf").value):
                body = table.chain_of(objects[relation])
                bodies.setdefault(subjects[relation], body)
                bodies.setdefault(table.chain_of(subjects[relation]), body)
            elif predicate == term("kg:holdsPost").value:
                role = table.rows.get(objects[relation])
                if role is not None:
                    holder = table.chain_of(subjects[relation])
                    held = (role.start, objects[relation], role.text)
                    roles.setdefault(holder, []).append(held)
        # A role that corefers with another takes over the other's body.
        for mention in table.first:
            if mention not in bodies and table.chain_of(mention) in bodies:
                bodies[mention] = bodies[table.chain_of(mention)]
        return cls(roles, bodies, table.first)

    def held_by(self, head: str, namespaces: Namespaces) -> tuple[PostHeld, ...]:
        held = []
        for _, role, title in sorted(self.roles.get(head, ())):
            chain = namespaces.local(self.first.get(role, role))
            held.append(PostHeld(title, self.body_of(role, namespaces), chain))
        return tuple(dict.fromkeys(held))

    def body_of(self, role: str, namespaces: Namespaces) -> str:
        body = self.bodies.get(role)
        return namespaces.local(body) if body else ""

"""The mention table of one document, read back from its graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.graph.articles import ArticleGraph
from kg.graph.namespaces import term
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
_NOT_IN_OFFICE = frozenset(term(f"kg:{name}").value for name in ("former", "incoming", "designate"))
_BELONGS = frozenset(term(f"kg:{name}").value for name in ("postIn", "partOf", "basedIn"))
TYPE_OF_IRI = {term(curie).value: kind for kind, curie in MENTION_TYPES.items()}


def read_chains(article: ArticleGraph) -> list[Chain]:
    """Every chain of the document, in the order of the text."""
    table = _MentionTable.read(article)
    posts = _PostTable.read(article, table)
    published = article.value("schema:datePublished")
    chains = []
    for head in sorted(table.members, key=lambda local: (table.rows[local].start, local)):
        rows = [table.rows[mention] for mention in table.members[head]]
        kind = _chain_type(rows)
        chains.append(
            Chain(
                id=head,
                document=article.document,
                type=kind,
                names=_distinct(row.text for row in rows if row.proper),
                nominals=_distinct(row.text for row in rows if not row.proper),
                mentions=tuple(table.members[head]),
                posts=posts.held_by(head),
                body=posts.body_of(head) if kind in WITH_BODY else "",
                published=PartialDate.from_iso(published) if published else None,
            )
        )
    return chains


@dataclass(slots=True)
class _Row:
    """One mention."""

    start: int
    text: str
    type: MentionType
    proper: bool


@dataclass(slots=True)
class _MentionTable:
    """Mentions and their chains; `members` maps a chain's first mention to all of it."""

    rows: dict[str, _Row]
    first: dict[str, str]
    members: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, article: ArticleGraph) -> _MentionTable:
        starts, texts = dict(article.pairs("nif:beginIndex")), dict(article.pairs("nif:anchorOf"))
        nominal = {mention for mention, _ in article.pairs("kg:nominal")}
        first = dict(article.pairs("kg:corefersWith"))
        heads = set(first.values())
        rows = {}
        for mention, iri in article.pairs("kg:mentionType"):
            kind = TYPE_OF_IRI[iri]
            if kind in CHAIN_TYPES or mention in first or mention in heads:
                proper = mention not in nominal
                rows[mention] = _Row(int(starts[mention]), texts[mention], kind, proper)
        table = cls(rows, first)
        for mention in sorted(rows, key=lambda local: (rows[local].start, local)):
            table.members.setdefault(first.get(mention, mention), []).append(mention)
        return table

    def chain_of(self, mention: str) -> str:
        return self.first.get(mention, mention)

    def unnamed_holders(self) -> dict[str, list[tuple[int, str, str]]]:
        """Persons without a name whom a title stands for: chain → (start, role, title)."""
        titles = {
            (row.start, row.text): mention
            for mention, row in self.rows.items()
            if row.type is MentionType.ROLE
        }
        found: dict[str, list[tuple[int, str, str]]] = {}
        for head, mentions in self.members.items():
            rows = [self.rows[mention] for mention in mentions]
            if any(row.proper or row.type is not MentionType.PERSON for row in rows):
                continue
            for row in rows:
                role = titles.get((row.start, row.text))
                if role is not None:
                    found.setdefault(head, []).append((row.start, role, row.text))
        return found


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
    """Who holds which role, and whose role it is, as the relations of the article say."""

    roles: Mapping[str, list[tuple[int, str, str]]]  # holder chain -> (start, role, title)
    away: Mapping[str, set[str]]  # holder chain -> roles held in the past or the future only
    bodies: Mapping[str, str]  # role mention or role chain -> chain of the body
    first: Mapping[str, str]  # mention -> first mention of its chain

    @classmethod
    def read(cls, article: ArticleGraph, table: _MentionTable) -> _PostTable:
        subjects = dict(article.pairs("kg:subjectMention"))
        objects = dict(article.pairs("kg:objectMention"))
        roles: dict[str, list[tuple[int, str, str]]] = table.unnamed_holders()
        away: dict[str, set[str]] = {}
        tenures, statuses = dict(article.pairs("kg:tenure")), dict(article.pairs("kg:tenureStatus"))
        bodies: dict[str, str] = {}
        for relation, predicate in sorted(article.pairs("rdf:predicate")):
            if predicate in _BELONGS:
                body = table.chain_of(objects[relation])
                bodies.setdefault(subjects[relation], body)
                bodies.setdefault(table.chain_of(subjects[relation]), body)
            elif predicate == term("kg:holdsPost").value:
                role = table.rows.get(objects[relation])
                if role is not None:
                    holder = table.chain_of(subjects[relation])
                    held = (role.start, objects[relation], role.text)
                    roles.setdefault(holder, []).append(held)
                    if statuses.get(tenures.get(relation, "")) in _NOT_IN_OFFICE:
                        away.setdefault(holder, set()).add(objects[relation])
        # A role that corefers with another takes over the other's body.
        for mention in table.first:
            if mention not in bodies and table.chain_of(mention) in bodies:
                bodies[mention] = bodies[table.chain_of(mention)]
        return cls(roles, away, bodies, table.first)

    def held_by(self, head: str) -> tuple[PostHeld, ...]:
        held = []
        for _, role, title in sorted(self.roles.get(head, ())):
            chain = self.first.get(role, role)
            in_office = role not in self.away.get(head, ())
            held.append(PostHeld(title, self.body_of(role), chain, in_office))
        return tuple(dict.fromkeys(held))

    def body_of(self, role: str) -> str:
        return self.bodies.get(role, "")

"""Hand-made mention tables: articles that name actors, without any text around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.records import Chain, Judgement, Linker, MentionType, PartialDate, PostHeld, Verdict
from kg.resolve import NO_DECISIONS, Decisions, resolve
from kg.vocabulary import load_vocabulary

Post = tuple[str, str] | tuple[str, str, str]  # title, chain id of the body or "", "former"


@dataclass
class Article:
    """Rows of one article; every method returns the id of the chain it adds."""

    id: str
    published: PartialDate | None
    rows: list[Chain]

    def person(
        self,
        *names: str,
        posts: Sequence[Post] = (),
        nominals: Sequence[str] = (),
        body: str = "",
    ) -> str:
        return self._add(MentionType.PERSON, names, nominals, posts=posts, body=body)

    def state(self, *names: str) -> str:
        return self._add(MentionType.STATE, names)

    def demonym(self, *names: str) -> str:
        return self._add(MentionType.DEMONYM, names)

    def place(self, *names: str) -> str:
        return self._add(MentionType.PLACE, names)

    def body(self, *names: str, of: str = "", nominals: Sequence[str] = ()) -> str:
        return self._add(MentionType.ORGANIZATION, names, nominals, body=of)

    def post(self, *names: str, of: str = "", nominals: Sequence[str] = ()) -> str:
        return self._add(MentionType.ROLE, names, nominals, body=of)

    def _add(
        self,
        kind: MentionType,
        names: Sequence[str],
        nominals: Sequence[str] = (),
        *,
        posts: Sequence[Post] = (),
        body: str = "",
    ) -> str:
        number = sum(row.document == self.id for row in self.rows) + 1
        identifier = f"{self.id}-m{number}"
        self.rows.append(
            Chain(
                id=identifier,
                document=self.id,
                type=kind,
                names=tuple(names),
                mentions=(identifier,),
                nominals=tuple(nominals),
                posts=tuple(PostHeld(title, where, "", not away) for title, where, *away in posts),
                body=body,
                published=self.published,
            )
        )
        return identifier


@dataclass
class Table:
    """A corpus of articles, resolved against the vocabulary that ships."""

    rows: list[Chain] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)
    decisions: Decisions = NO_DECISIONS

    def article(self, name: str, published: str = "2024-10-22") -> Article:
        day = PartialDate.from_iso(published) if published else None
        return Article(name, day, self.rows)

    def resolve(self) -> Linker:
        return resolve(self.rows, self.publishers, load_vocabulary(), self.decisions)


def together(linker: Linker, *chains: str) -> bool:
    """True if all chains are one entity."""
    return len({linker.entity_of[chain] for chain in chains}) == 1


def judgements_of(linker: Linker, *members: str, verdict: Verdict | None = None) -> list[Judgement]:
    """Judgements in which one of the chains, or its entity, takes part."""
    shown = {*members, *(linker.entity_of.get(member, member) for member in members)}
    return [
        j for j in linker.judgements if shown & {j.left, j.right} and verdict in (None, j.verdict)
    ]


def reasons(judgements: Iterable[Judgement]) -> str:
    return "; ".join(judgement.reason for judgement in judgements)

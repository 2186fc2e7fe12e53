"""What ids and mentions in the user's decisions mean among the articles at hand.

A name means all that is called so. An id means what the rules alone give it: an entry of the
vocabulary, or the chains of one entity; entities of the same name then stay apart as the rules
have them. A mention means its chain, so that a name can be another in one article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain as joined

from kg.records import Chain, Linker
from kg.resolve.case import document_scoped_id
from kg.resolve.decisions import Decisions, Pair, pointed, reference
from kg.vocabulary import Vocabulary

ByRules = Callable[[], Linker]


def anchored(
    decisions: Decisions, chains: Sequence[Chain], vocabulary: Vocabulary, by_rules: ByRules
) -> Decisions:
    """The same decisions with ids and mentions bound to the chains they mean.

    `by_rules` resolves without decisions; it is called only if an id asks for it.
    """
    texts = {text for pair in _pairs(decisions) for text in pair}
    if not texts:
        return decisions
    finder = _Finder(chains, vocabulary, by_rules)
    meant = {text: finder.meant(text) for text in sorted(texts)}
    for left, right in (*decisions.same, *decisions.alias):
        finder.single_out(meant[left], meant[right])
        finder.single_out(meant[right], meant[left])

    def translated(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
        return tuple((meant[left], meant[right]) for left, right in pairs)

    return replace(
        decisions,
        same=translated(decisions.same),
        different=translated(decisions.different),
        alias=translated(decisions.alias),
        members=tuple(sorted(finder.members.items())),
        apart=tuple(sorted(finder.apart)),
    )


def _pairs(decisions: Decisions) -> Iterable[Pair]:
    return joined(decisions.same, decisions.different, decisions.alias)


class _Finder:
    """Looks up what stands in decisions; `members` maps the own ids of chains to it."""

    def __init__(self, chains: Sequence[Chain], vocabulary: Vocabulary, by_rules: ByRules) -> None:
        self.members: dict[str, str] = {}
        self.apart: set[Pair] = set()
        self._chains = chains
        self._vocabulary = vocabulary
        self._by_rules = by_rules
        self._heads: dict[str, Chain] | None = None
        self._entities: dict[str, list[Chain]] | None = None

    def meant(self, text: str) -> str:
        """How the rulings shall call it: a name, an id of the vocabulary, `doc:…` or `ent:…`."""
        kind, local = pointed(text)
        if text.startswith("wd:"):
            return self._wikidata(text)
        if kind == "doc":
            return self._mention(local) or text
        own = self._own_id(local or text)
        if own or not kind:
            return own or text
        if self._vocabulary.get(local):
            return local
        return self._entity(local)

    def single_out(self, mention: str, other: str) -> None:
        """A mention that is somebody else than its name says does not bring its namesakes along."""
        head = self._by_mention.get(pointed(mention)[1]) if mention.startswith("doc:") else None
        if head and not other.startswith("doc:"):
            self.apart.update((mention, name) for name in head.names)

    def _wikidata(self, text: str) -> str:
        number = text.removeprefix("wd:")
        return min((e.id for e in self._vocabulary if e.wikidata == number), default=text)

    def _mention(self, local: str) -> str:
        head = self._by_mention.get(local)
        return self._bound(head) if head else ""

    def _own_id(self, text: str) -> str:
        """The chain of an id that only its article has: "kim-d17-m3"."""
        head = self._by_mention.get("-".join(text.rsplit("-", 2)[1:]))
        return self._bound(head) if head and document_scoped_id(head) == text else ""

    def _bound(self, head: Chain) -> str:
        name = f"doc:{head.id}"
        self.members[document_scoped_id(head)] = name
        return name

    def _entity(self, local: str) -> str:
        """An entity that the rules make; what shares a name with it is bound as well."""
        here = self._by_entity.get(local, [])
        if not here:
            return local  # nobody has the id: it is read as the name it was made of
        self._bind(local)
        names = {reference(name) for head in here for name in head.names}
        for other, heads in self._by_entity.items():
            if other == local or not any(reference(n) in names for h in heads for n in h.names):
                continue
            if self._vocabulary.get(other):
                self.apart.add((f"ent:{local}", other))
            elif other != document_scoped_id(heads[0]):  # of one article alone, it joins nobody
                self._bind(other)
                self.apart.add((f"ent:{local}", f"ent:{other}"))
        return f"ent:{local}"

    def _bind(self, local: str) -> None:
        for head in self._by_entity[local]:
            # A mention that was decided on for itself is not drawn in.
            self.members.setdefault(document_scoped_id(head), f"ent:{local}")

    @property
    def _by_mention(self) -> Mapping[str, Chain]:
        if self._heads is None:
            self._heads = {mention: head for head in self._chains for mention in head.mentions}
            self._heads |= {head.id: head for head in self._chains}
        return self._heads

    @property
    def _by_entity(self) -> Mapping[str, list[Chain]]:
        if self._entities is None:
            entity_of = self._by_rules().entity_of
            self._entities = {}
            for head in self._chains:
                if head.id in entity_of:
                    self._entities.setdefault(entity_of[head.id], []).append(head)
        return self._entities


def anchored_to(chains: Iterable[Chain]) -> set[str]:
    """All that a decision can point at: mentions, and ids that one article alone has."""
    rows = list(chains)
    return {m for head in rows for m in head.mentions} | set(map(document_scoped_id, rows))

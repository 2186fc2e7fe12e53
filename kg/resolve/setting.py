"""What every article of a collection is read with: knowledge, decisions, names of newspapers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path

from kg.records import Chain, MentionType, slug
from kg.resolve.decisions import Decisions, reference
from kg.resolve.decisions.rulings import Rulings
from kg.resources import ontology_dir
from kg.vocabulary import Vocabulary, surface


@dataclass(frozen=True)
class Setting:
    """Equal marks mean that equal articles are decided alike.

    `media` are publishers' names of several words, `types` what groups of the user's are.
    """

    vocabulary: Vocabulary
    decisions: Decisions
    rulings: Rulings
    media: frozenset[str] = frozenset()
    types: Mapping[str, MentionType] = field(default_factory=dict)

    @classmethod
    def of(
        cls, vocabulary: Vocabulary, decisions: Decisions, publishers: Iterable[str] = ()
    ) -> Setting:
        media = frozenset(reference(name) for name in publishers if " " in surface(name))
        return cls(vocabulary, decisions, Rulings(decisions, vocabulary), media)

    @cached_property
    def mark(self) -> str:
        """A name for all of this and for the code, from which what is kept can be told stale."""
        own = [getattr(self.decisions, field.name) for field in fields(self.decisions)]
        more = repr((own, sorted(self.media), sorted(self.types.items())))
        return _hash(self.knowledge_mark, more)

    @cached_property
    def knowledge_mark(self) -> str:
        """The same for the vocabulary and the code alone."""
        return _hash(_code_mark(), _vocabulary_mark(self.vocabulary))

    def group_of(self, chain: Chain) -> str:
        """The group that the user has put the chain into, or ""."""
        if self.rulings.none:
            return ""
        return self.rulings.group_of((*map(reference, chain.names), document_scoped_id(chain)))


def document_scoped_id(chain: Chain) -> str:
    """An id for what cannot be told apart from namesakes elsewhere: name and first mention."""
    name = chain.names[0] if chain.names else chain.nominals[0] if chain.nominals else ""
    return f"{slug(surface(name)) or 'unnamed'}-{slug(chain.id)}"


def _hash(*parts: str) -> str:
    return blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()


@cache
def _code_mark() -> str:
    """By the sources themselves, so that no change of a rule can be forgotten."""
    here = Path(__file__).parent
    rooms = (here, here.parent / "vocabulary", here.parent / "records")
    files = [path for room in rooms for path in room.rglob("*") if path.suffix in (".py", ".yaml")]
    files.append(ontology_dir() / "vocabulary" / "body-patterns.yaml")
    found = blake2b(digest_size=12)
    for path in sorted(files):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


@cache
def _vocabulary_mark(vocabulary: Vocabulary) -> str:
    found = blake2b(digest_size=12)
    for entity in vocabulary:
        found.update(repr(entity).encode())
    return found.hexdigest()

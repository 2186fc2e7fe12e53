"""Chains of names: what the product takes for one person, state, body, place, post or date.

For files that mark names only (`is_names_only`). The mentions are what the pipeline recognises
as names, dates, amounts and titles. A name goes with all names of its entity, as `kg build`
decides in an article of its own; but a city or building goes by itself where it stands for a
government ("Kremlin"), and so does a nationality: such files keep Moscow, Russia and Russian
apart. What is no actor goes with equal text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import chain

from spacy.tokens import Doc

from kg.evaluation.chain_columns import ChainDocument
from kg.evaluation.clusters import Mention
from kg.extract import extract
from kg.extract.acronyms import abbreviated
from kg.extract.spotting import LISTS, recognised_names
from kg.graph import Store
from kg.language.plain import Doc as PlainDoc
from kg.records import Document, MentionType
from kg.records import Mention as Named
from kg.resolve import resolve
from kg.vocabulary import Vocabulary, fold, surface

Key = tuple[str, Hashable]  # equal for mentions of one thing in one article

_PRONOUNS = frozenset(
    "i me my mine myself you your yours yourself he him his himself she her hers herself it its"
    " itself we us our ours ourselves they them their theirs themselves who whom whose".split()
)
_NOT_ACTORS = frozenset({MentionType.ROLE, MentionType.DATE, MentionType.QUANTITY})


def is_names_only(documents: Iterable[ChainDocument]) -> bool:
    """True if no mention of the documents is a pronoun ("US" is none, "us" and "Us" are)."""
    for document in documents:
        words = document.words
        for start, end in chain.from_iterable(document.chains.values()):
            word = words[start]
            capitals = word.isupper() and len(word) > 1
            if end == start + 1 and not capitals and word.lower() in _PRONOUNS:
                return False
    return True


class NameChains:
    """The name chains of one analysed article."""

    def __init__(self, doc: Doc, vocabulary: Vocabulary) -> None:
        self._doc = PlainDoc(doc)
        self._vocabulary = vocabulary
        self._labels = {(s, e): kind for s, e, kind, _ in recognised_names(self._doc)}
        extraction = extract(Document(doc.text), doc, vocabulary)
        with Store.memory() as store:
            store.add([extraction])
            linker = resolve(store.chains(), (), vocabulary)
        self._entity_of = linker.entity_of
        self._named = self._by_span(extraction.mentions)
        self._by_text = self._entities_by_text()
        self._long_forms = self._spelled_out(self._labels)

    def found(self) -> list[list[Mention]]:
        """Chains of the names that the pipeline recognises, in text order, lone ones too."""
        return self.of(sorted(self._labels))

    def of(self, mentions: Iterable[Mention]) -> list[list[Mention]]:
        """The given mentions, [start, end) in tokens, as chains."""
        chains: dict[Key, list[Mention]] = defaultdict(list)
        for mention in mentions:
            chains[self._key(mention)].append(mention)
        return list(chains.values())

    def _by_span(self, mentions: Sequence[Named]) -> Mapping[Mention, Named]:
        out = {}
        for mention in mentions:
            span = self._doc.char_span(mention.start, mention.end)
            name = mention.proper or mention.text.istitle()  # "Commission" is short for a name
            if name and mention.chain and span is not None:
                out[span.start, span.end] = mention
        return out

    def _entities_by_text(self) -> Mapping[str, Key]:
        """What each text mostly stands for in the article."""
        votes: dict[str, Counter[Key]] = defaultdict(Counter)
        for named in self._named.values():
            if named.type not in _NOT_ACTORS:
                votes[_plain(named.text)][self._key_of(named)] += 1
        return {text: keys.most_common(1)[0][0] for text, keys in votes.items()}

    def _spelled_out(self, spans: Iterable[Mention]) -> Mapping[str, str]:
        """Long forms of abbreviations that stand beside them, for what is no actor."""
        out: dict[str, str] = {}
        for start, end in sorted(spans):
            short = abbreviated(self._doc[start:end])
            if short:
                out.setdefault(_plain(short), _plain(self._doc[start:end].text))
        return out

    def _key(self, mention: Mention) -> Key:
        start, end = mention
        named = self._at(start, end)
        text = _plain(self._doc[start:end].text) or self._doc[start:end].text
        if self._labels.get(mention) in _NOT_ACTORS:
            return "text", text
        if named is not None:
            return self._key_of(named)
        text = self._long_forms.get(text, text)
        return self._by_text.get(text, ("text", text))

    def _at(self, start: int, end: int) -> Named | None:
        """The product's mention of these words, with or without a title or article before."""
        doc = self._doc
        while start < end:
            if (start, end) in self._named:
                return self._named[start, end]
            word = doc[start].lower_.rstrip(".")
            if word not in LISTS["titles"] and word not in {"the", "a", "an"}:
                return None
            start += 1
        return None

    def _key_of(self, named: Named) -> Key:
        text = _plain(named.text)
        if named.type is MentionType.DEMONYM:
            return "people", text
        entity = self._entity_of.get(named.chain, named.chain)
        if entity in {known.id for known in self._vocabulary.called(named.text)}:
            return "entity", entity
        seats = [p.id for p in self._vocabulary.called(named.text) if p.type is MentionType.PLACE]
        seats = [seat for seat in seats if self._vocabulary.is_seat(seat)]
        if self._vocabulary.metonym(named.text) is not None or seats:
            return "entity", seats[0] if seats else text
        return "entity", entity


def _plain(text: str) -> str:
    return fold(surface(text))

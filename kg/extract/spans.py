"""Attribution as the model reads it: whose words a token stands in.

A second opinion where no cue of the lexicon governs the token: quotations over several
sentences, "…," followed by a new line with the speaker, cues that the lists do not know.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.draft import Draft, Spot
from kg.extract.lexicon import EventLexicon
from kg.extract.participants import participants
from kg.language.discourse import Part, parts
from kg.language.plain import Token


class AttributedSpans:
    """The contents, cues and sources of one document."""

    def __init__(self, draft: Draft, lexicon: EventLexicon) -> None:
        self._draft = draft
        self._lexicon = lexicon
        self._sources: dict[int, list[Part]] = {}
        self._content_at: dict[int, Part] = {}
        for part in parts(draft.doc.source):
            if part.role == "Source":
                self._sources.setdefault(part.cue, []).append(part)
            elif part.role == "Content":
                for token in range(part.start, part.end):
                    self._content_at[token] = part

    def sources(self, token: Token) -> tuple[Token, list[Spot]] | None:
        """The cue, and who is its source, of the content that `token` stands in."""
        content = self._content_at.get(token.i)
        if content is None:
            return None
        cue = self._draft.doc[content.cue]
        if content.start <= cue.i < content.end:
            return None
        spots = list(self._spots(self._sources.get(content.cue, ())))
        return (cue, spots) if spots else None

    def _spots(self, found: Iterable[Part]) -> Iterable[Spot]:
        for part in found:
            root = self._draft.doc[part.start : part.end].root
            yield from participants(self._draft, self._lexicon, root)

"""What a caller may choose about reading; checked once, then passed along."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from kg.errors import ConfigError

# Names under which feeds, scrapers and exports keep each field, most specific first.
# Compared without case, spaces, dashes and underscores: "Publish Date" is "publishdate".
DEFAULT_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": ("id", "guid", "uuid", "article_id", "doc_id"),
        "url": ("url", "link", "permalink", "canonical_url", "source_url", "uri", "href"),
        "title": ("title", "headline", "heading", "name"),
        "text": (
            "text", "body", "content", "article", "article_text", "article_body", "full_text",
            "maintext", "main_text", "body_text", "story", "content_html", "html",
        ),
        "date": (
            "date", "published", "published_at", "publication_date", "publish_date", "pub_date",
            "date_published", "date_publish", "published_time", "created_at", "timestamp",
        ),
        "publisher": (
            "publisher", "source", "site_name", "source_name", "source_domain", "publication",
            "outlet", "newspaper", "news_outlet", "provider", "agency",
        ),
        "author": ("author", "authors", "byline", "creator", "dc_creator", "writer"),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read; the defaults fit most article files.

    `fields` names the JSONL/JSON/CSV keys of id, url, title, text, date, publisher or
    author; a field named here is looked for under these names only. `max_bytes` bounds one
    article file or one record of an archive (archives themselves are streamed), `max_chars`
    one article. `encoding` overrides detection.
    """

    fields: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    max_bytes: int = 20_000_000
    max_chars: int = 2_000_000
    check_language: bool = True
    encoding: str = ""

    def __post_init__(self) -> None:
        unknown = sorted(set(self.fields) - set(DEFAULT_FIELDS))
        if unknown:
            raise ConfigError(
                f"unknown field {', '.join(unknown)}: choose from {', '.join(DEFAULT_FIELDS)}"
            )
        if self.max_bytes < 1 or self.max_chars < 1:
            raise ConfigError("max_bytes and max_chars must be at least 1")
        if self.encoding:
            _require_text_encoding(self.encoding)

    def names_of(self, field_name: str) -> tuple[str, ...]:
        """The keys to look under for one field, folded for comparison, in order."""
        chosen = self.fields.get(field_name) or DEFAULT_FIELDS[field_name]
        names = (chosen,) if isinstance(chosen, str) else chosen
        return tuple(dict.fromkeys(fold_name(name) for name in names))


def fold_name(name: str) -> str:
    """A key as compared: no case, no separators."""
    return "".join(char for char in name.casefold() if char.isalnum())


def _require_text_encoding(name: str) -> None:
    try:
        # encode() also refuses what is a codec but not a text encoding ("rot13", "hex")
        codecs.lookup(name)
        "".encode(name)
    except LookupError as error:
        raise ConfigError(f"unknown encoding {name!r}: try utf-8, cp1252 or utf-16") from error

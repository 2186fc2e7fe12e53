"""Markdown → article: front matter as metadata, the body without the signs of its markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.read.articles import Article
from kg.read.canonical import stored_text
from kg.read.html import text_of_fragment
from kg.read.options import ReadOptions, fold_name

if TYPE_CHECKING:
    from markdown_it.token import Token

_MAX_FRONT_MATTER = 65_536
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)


def read_markdown(text: str, options: ReadOptions) -> Article:
    """The article; a front matter that is no YAML mapping stays in the text."""
    text = stored_text(text)
    front, body = _front_matter(text)
    values = {fold_name(key): value for key, value in front.items()}

    def value_of(field: str) -> str:
        found = (values[name] for name in options.names_of(field) if name in values)
        return next((value for value in found if value), "")

    plain = "\n\n".join(_blocks(body))
    return Article(
        text=plain,
        title=value_of("title"),
        url=value_of("url"),
        publisher=value_of("publisher"),
        author=value_of("author"),
        date=value_of("date"),
    )


def _front_matter(text: str) -> tuple[Mapping[str, str], str]:
    found = _FRONT_MATTER.match(text[:_MAX_FRONT_MATTER])
    if not found:
        return {}, text
    import yaml

    try:
        # the base loader keeps every value as written: "2024-10" stays a month
        tree = yaml.load(found[1], Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError):
        return {}, text
    if not isinstance(tree, dict):
        return {}, text
    return {str(key): _as_text(value) for key, value in tree.items()}, text[found.end() :]


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(one for one in value if isinstance(one, str))
    return value if isinstance(value, str) else ""


def _blocks(body: str) -> Iterator[str]:
    """One string a paragraph, heading, list item, code block or quotation."""
    from markdown_it import MarkdownIt  # only for Markdown

    for token in MarkdownIt("commonmark").parse(body):
        if token.type == "inline":
            block = _inline_text(token)
        elif token.type in ("fence", "code_block"):
            block = token.content.strip()
        elif token.type == "html_block":
            block = text_of_fragment(token.content)
        else:
            continue  # rules, and the opening and closing of blocks
        if block:
            yield block


def _inline_text(token: Token) -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts).strip()

"""HTML → article: trafilatura finds the text, the page's own metadata says the rest.

Broken pages never raise: what trafilatura cannot read is stripped of its tags instead.
Blocks become paragraphs separated by blank lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from kg.read.articles import Article
from kg.read.canonical import stored_text
from kg.read.pagedata import PageData, page_data, visible_title, without_site

if TYPE_CHECKING:
    from lxml.etree import _Element

# trafilatura's time grows faster than the page: beyond this only tags are stripped.
_MAX_MARKUP = 3_000_000
_MAX_TAGS = 60_000
_MAX_STEPS = 600_000  # sum of the depths of all elements
_MAX_INLINE = 2_000  # children of one paragraph
_SHORT = 300  # characters
# All that its tree surgery may raise on damaged pages.
_UNRULY = (ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html li list item main nav "
    "ol p pre quote row section summary table tbody tfoot thead title tr ul".split()
)
_TEXT_HOLDERS = frozenset("p span b i em strong a li td blockquote h1 h2 h3 font".split())
_INLINE_SIGNS = {"br": "\n", "lb": "\n", "td": " ", "th": " ", "cell": " "}
_SKIPPED = frozenset(
    "script style noscript template svg math nav form button select textarea iframe object embed "
    "audio video canvas map head title".split()
)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_ENTITY = re.compile(r"&(?:[a-z]{2,6}|#\d{2,5}|#x[\da-f]{2,5});")
_MARKUP = re.compile(r"</(?:p|div|li|h[1-6]|blockquote)\s*>|<br\s*/?>|<p[ >]", re.IGNORECASE)


def declared_encoding(data: bytes) -> str:
    """The encoding a page says it is in, if Python knows it."""
    found = _DECLARED.search(data[:4096])
    if not found:
        return ""
    name = found[1].decode("ascii", "ignore").lower()
    if name in ("iso-8859-1", "latin-1", "ascii", "us-ascii"):
        return "cp1252"  # what browsers do, because pages mean it
    try:
        "".encode(name)
    except LookupError:
        return ""
    return name


def read_html(markup: str) -> Article:
    """The article of a page; an empty text if there is none."""
    markup = stored_text(_XML_DECLARATION.sub("", markup))
    root = _parse(markup)
    if root is None:
        return Article("")
    data = page_data(root)
    text = ""
    if len(markup) <= _MAX_MARKUP and markup.count("<") <= _MAX_TAGS and not _is_tangled(root):
        text, known = _extract(markup)
        data = data.completed(known)
    if len(text) < _SHORT:
        # from a short page trafilatura takes the navigation with the text
        text = _marked_article(root) or text
    data = data.completed(PageData(title=visible_title(root)))
    return Article(
        text=text or _paragraphs(root, _SKIPPED),
        title=without_site(data.title, data.publisher),
        url=data.url,
        publisher=data.publisher,
        author=data.author,
        date=data.date,
    )


def strip_markup(text: str) -> str:
    """A record's text, without its tags and entities if it is a piece of HTML."""
    if len(_MARKUP.findall(text[:20_000])) < 2:
        return unescape(text) if _ENTITY.search(text) else text
    return text_of_fragment(text)


def text_of_fragment(markup: str) -> str:
    """The words of some blocks of HTML."""
    root = _parse(f"<div>{stored_text(markup)}</div>")
    return "" if root is None else _paragraphs(root, _SKIPPED)


def _marked_article(root: _Element) -> str:
    """The text of the page's only <article> or <main>, or ""."""
    for tag in ("article", "main"):
        found = list(root.iter(tag))
        if len(found) == 1:
            return _paragraphs(found[0], _SKIPPED)
    return ""


def _parse(markup: str) -> _Element | None:
    from lxml import etree, html  # only when a page is met

    if not markup.strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        # bytes, because lxml stops at characters that XML forbids in a str
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None
    return root


def _is_tangled(root: _Element) -> bool:
    """Whether a page is nested or crammed so that trafilatura would take more than seconds."""
    from lxml import etree

    depth = steps = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        steps += depth
        if element.tag in _TEXT_HOLDERS and len(element) > _MAX_INLINE:
            return True
    return steps > _MAX_STEPS


def _extract(markup: str) -> tuple[str, PageData]:
    """The article's text, and what trafilatura makes of title, site and author."""
    import trafilatura  # slow to import

    try:
        found: Any = trafilatura.bare_extraction(
            markup,
            include_comments=False,
            with_metadata=True,
            # its date is not used: it guesses, and looks at today's date
            date_extraction_params={"extensive_search": False, "max_date": "2100-12-31"},
        )
    except _UNRULY:
        return "", PageData()
    if found is None or found.body is None:
        return "", PageData()
    data = PageData(found.title or "", "", found.sitename or "", found.author or "")
    return _paragraphs(found.body, frozenset()), data


def _paragraphs(root: _Element, skipped: frozenset[str]) -> str:
    return "\n\n".join(_blocks(root, skipped))


def _blocks(root: _Element, skipped: frozenset[str]) -> Iterator[str]:
    """The text of each block in page order; a walk without recursion, for deep pages."""
    from lxml import etree

    inline: list[str] = []
    skipping = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS and not skipping:
            yield from _finished(inline)
            inline = []
        if tag in skipped:
            skipping += 1 if event == "start" else -1
        elif event == "end" and not skipping:
            inline.append(_INLINE_SIGNS.get(tag, ""))
        part = element.text if event == "start" else element.tail
        if part and not skipping and not (event == "end" and element is root):
            inline.append(_SPACES.sub(" ", part))
    yield from _finished(inline)


def _finished(inline: list[str]) -> Iterator[str]:
    """The paragraphs of a block: two line breaks in a row separate them too."""
    for block in re.split(r" *\n *\n[ \n]*", "".join(inline)):
        lines = (line.strip() for line in re.sub(" +", " ", block).split("\n"))
        if kept := "\n".join(line for line in lines if line):
            yield kept

"""What a page says about itself in JSON-LD and meta elements: title, date, site, author."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element

_ARTICLE_TYPES = ("article", "newsarticle", "report", "blogposting", "webpage")
_MAX_NODES = 2000
# Meta elements by what they tell, most specific first.
_META = {
    "title": ("og:title", "dc.title", "twitter:title", "headline"),
    "date": (
        "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate",
        "publish-date", "publication_date", "dcterms.created", "sailthru.date", "parsely-pub-date",
        "article.published", "cxenseparse:recs:publishtime",
    ),
    "publisher": ("og:site_name", "dc.publisher", "application-name", "publisher"),
    "author": (
        "author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author",
    ),
    "url": ("og:url",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageData:
    title: str = ""
    date: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""

    def completed(self, other: PageData) -> PageData:
        """Own values, and the other's where there is none."""
        names = [one.name for one in fields(self)]
        return PageData(**{name: getattr(self, name) or getattr(other, name) for name in names})


def page_data(root: _Element) -> PageData:
    """JSON-LD first, then meta elements, then <time> and <link>."""
    data = _linked_data(root).completed(_meta_data(root)).completed(_body_data(root))
    # an address as author is a profile page
    return replace(data, author="") if data.author.startswith(("http://", "https://")) else data


def visible_title(root: _Element) -> str:
    """What a reader sees as title: the first heading, else the name of the tab."""
    return _text(root, "h1") or _text(root, "title")


def without_site(title: str, publisher: str) -> str:
    """ "Ministers meet - The Ledger" without the name of the site."""
    for sign in (" | ", " - ", " – ", " — ", " :: ", " » "):
        head, found, tail = title.rpartition(sign)
        if found and publisher and tail.strip().casefold() == publisher.casefold():
            return head.strip()
    return title


def _linked_data(root: _Element) -> PageData:
    nodes: list[tuple[bool, dict[str, Any]]] = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            tree = json.loads(script.text.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        nodes.extend(_article_nodes(tree))
    found = PageData()
    for _, node in sorted(nodes, key=lambda pair: pair[0]):
        found = found.completed(_from_node(node))
    return found


def _article_nodes(tree: Any) -> Iterator[tuple[bool, dict[str, Any]]]:
    """The nodes of article types, each with whether it is only a page around an article."""
    queue = [tree]
    for node in queue:
        if len(queue) > _MAX_NODES:
            return
        if isinstance(node, list):
            queue.extend(node)
        elif isinstance(node, dict):
            types = node.get("@type", "")
            names = [str(one).lower() for one in (types if isinstance(types, list) else [types])]
            if any(name.endswith(_ARTICLE_TYPES) for name in names):
                yield "webpage" in names, node
            queue.extend(node[key] for key in ("@graph", "mainEntity") if key in node)


def _from_node(node: dict[str, Any]) -> PageData:
    return PageData(
        title=_name(node.get("headline")),
        date=_name(node.get("datePublished") or node.get("dateCreated")),
        publisher=_name(node.get("publisher") or node.get("sourceOrganization")),
        author=_name(node.get("author") or node.get("creator")),
        url=_name(node.get("url")),
    )


def _name(value: Any) -> str:
    """The text of a string, a {"name": …}, or a list of them."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return _name(value.get("name"))
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(name for one in value[:20] if (name := _name(one))))
    return ""


def _meta_data(root: _Element) -> PageData:
    content: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if value := (meta.get("content") or "").strip():
            content.setdefault(name.lower(), value)
    return PageData(
        **{
            field: next((content[name] for name in names if name in content), "")
            for field, names in _META.items()
        }
    )


def _body_data(root: _Element) -> PageData:
    links = (one.get("href") or "" for one in root.iter("link") if one.get("rel") == "canonical")
    return PageData(
        date=_time(root), url=next((link for link in links if link.startswith("http")), "")
    )


def _time(root: _Element) -> str:
    """The first <time> in an <article>, or the only one of the page: others are of other news."""
    article = next(root.iter("article"), None)
    inside = [] if article is None else [one.get("datetime") or "" for one in article.iter("time")]
    if dates := [one for one in inside if one]:
        return dates[0]
    everywhere = {one.get("datetime") or "" for one in root.iter("time")} - {""}
    return everywhere.pop() if len(everywhere) == 1 else ""


def _text(root: _Element, tag: str) -> str:
    element = next(root.iter(tag), None)
    return "" if element is None else " ".join("".join(element.itertext()).split())

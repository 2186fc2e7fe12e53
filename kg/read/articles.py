"""What every format reader yields, and how it becomes a `Document` or a `Rejection`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.read.canonical import stored_field, stored_text
from kg.read.datelines import Dateline, read_dateline
from kg.read.dates import parse_date
from kg.read.furniture import furniture_of, lines_of, merge, without
from kg.read.headlines import find_title, repeated_headlines
from kg.read.language import foreign_language
from kg.read.options import ReadOptions
from kg.read.publications import find_origin
from kg.read.rejects import Rejected
from kg.records import Document, PartialDate, Reason

_LETTER = re.compile(r"[^\W\d_]")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/.-]|$)")


@dataclass(frozen=True, slots=True)
class Article:
    """An article as a format reader found it; values as written there."""

    text: str
    title: str = ""
    url: str = ""
    publisher: str = ""
    author: str = ""
    date: str = ""


def to_document(article: Article, path: str, options: ReadOptions) -> Document:
    """Bring an article to its stored form; raises `Rejected` for what is no English article."""
    if len(article.text) > options.max_chars:
        raise Rejected(
            Reason.TOO_LARGE,
            f"{len(article.text):,} characters: split it, or raise max_chars if it is one article",
        )
    text = stored_text(article.text)
    if not _LETTER.search(text):
        raise Rejected(Reason.NO_TEXT, "no words in it: check where the text is kept")
    url = stored_field(article.url)
    given = parse_date(article.date) or _url_date(url)
    origin = find_origin(text)
    dateline = read_dateline(text, year=given.year if given else origin.year)
    title, furniture = _title_and_furniture(text, stored_field(article.title), dateline)
    body = without(text, furniture)
    if not _LETTER.search(body):
        raise Rejected(Reason.NO_TEXT, "nothing but page furniture: check how it was saved")
    if options.check_language and (language := foreign_language(body)):
        raise Rejected(Reason.NOT_ENGLISH, f"language {language}: this release reads English")
    published, source = _publication_date(given, dateline.published)
    return Document(
        text=text,
        title=title,
        url=url,
        publisher=stored_field(article.publisher)
        or dateline.publisher
        or origin.publisher
        or _site(url),
        author=stored_field(article.author) or stored_field(dateline.author),
        published=published,
        date_source=source,
        furniture=furniture,
        path=path,
    )


def _title_and_furniture(
    text: str, title: str, dateline: Dateline
) -> tuple[str, tuple[tuple[int, int], ...]]:
    lines = list(lines_of(text))
    plain = merge([*furniture_of(lines), *dateline.furniture], text)
    title = title or find_title(text, lines, plain)
    repeated = repeated_headlines(text, lines, plain, title) if title else []
    return title, merge([*plain, *repeated], text) if repeated else plain


def _publication_date(
    given: PartialDate | None, read: PartialDate | None
) -> tuple[PartialDate | None, str]:
    """Metadata wins, unless the dateline says the same more precisely."""
    if given and read and not given.day and str(read).startswith(str(given)):
        return read, "dateline"
    if given:
        return given, "metadata"
    return read, "dateline" if read else ""


def _url_date(url: str) -> PartialDate | None:
    found = _URL_DATE.search(url)
    return parse_date(f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}") if found else None


def _site(url: str) -> str:
    """The host as a publisher of last resort: it tells one source from another."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # "http://[" and the like
        return ""
    return host.removeprefix("www.")

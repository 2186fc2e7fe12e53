"""HTML: text in paragraphs, metadata with its own precision, and pages that are broken."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.html import declared_encoding, read_html, strip_markup

FIRST = (
    "The envoy of Avaria said on Monday that the treaty with Borland would be signed in the "
    "spring, after months of talks in the harbour town of Ostrava."
)
SECOND = (
    "Deputies of the Harbour Party had warned that the treaty would close the northern ports "
    "to ships from Cestria, and asked the cabinet for a vote."
)


def page(head: str = "", body: str = f"<p>{FIRST}</p><p>{SECOND}</p>") -> str:
    return (
        f"<html><head><title>Envoy to sign - The Herald</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/w'>World</a></nav>"
        f"<article><h1>Envoy to sign</h1>{body}</article>"
        "<footer><p>Copyright 2019 The Herald. All rights reserved.</p></footer></body></html>"
    )


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def test_paragraphs_are_separated_by_blank_lines() -> None:
    assert read_html(page()).text == f"Envoy to sign\n\n{FIRST}\n\n{SECOND}"


def test_navigation_and_footer_are_left_out() -> None:
    text = read_html(page()).text
    assert "Home" not in text
    assert "Copyright" not in text


def test_a_short_page_loses_its_navigation_too() -> None:
    assert read_html(page(body="<p>The envoy left.</p>")).text == "Envoy to sign\n\nThe envoy left."


def test_inline_markup_leaves_no_gap() -> None:
    text = read_html(page(body=f"<p>{FIRST} The <b>en</b>voy, <a href='/x'>he</a> said.</p>")).text
    assert text.endswith("The envoy, he said.")


def test_a_line_break_is_a_line() -> None:
    text = read_html(page(body=f"<p>{FIRST}<br>{SECOND}<br><br>He left.</p>")).text
    assert text.split("\n")[2:] == [FIRST, SECOND, "He left."]


@pytest.mark.parametrize(
    ("head", "field", "expected"),
    [
        (linked('{"@type": "NewsArticle", "datePublished": "2024-10-22T08:00:00Z"}'), "date",
         "2024-10-22T08:00:00Z"),
        (linked('{"@type": "NewsArticle", "datePublished": "2024-10"}'), "date", "2024-10"),
        (linked('{"@type": ["ReportageNewsArticle"], "author": [{"name": "A. Lind"}, "B. Ek"]}'),
         "author", "A. Lind, B. Ek"),
        (linked('[{"@graph": [{"@type": "Article", "publisher": {"name": "Herald"}}]}]'),
         "publisher", "Herald"),
        (linked('{"@type": "Recipe", "headline": "Soup"}'), "title", "Envoy to sign"),
        (linked('{"@type": "NewsArticle", "headline": "From the data"}'), "title", "From the data"),
        (linked('{"@type": "WebPage", "headline": "Site"}')
         + linked('{"@type": "NewsArticle", "headline": "Story"}'), "title", "Story"),
        (linked("{broken") + '<meta property="article:published_time" content="2024-10-22">',
         "date", "2024-10-22"),
        ('<meta name="parsely-pub-date" content="2024-10-22">', "date", "2024-10-22"),
        ('<meta property="og:site_name" content="The Herald">', "publisher", "The Herald"),
        ('<meta property="og:title" content="Envoy signs | The Herald">'
         '<meta property="og:site_name" content="The Herald">', "title", "Envoy signs"),
        ('<meta name="author" content="A. Lind">', "author", "A. Lind"),
        ('<link rel="canonical" href="https://herald.example/envoy">', "url",
         "https://herald.example/envoy"),
        ("", "title", "Envoy to sign"),
    ],
)  # fmt: skip
def test_metadata(head: str, field: str, expected: str) -> None:
    assert getattr(read_html(page(head)), field) == expected


def test_a_copyright_year_is_no_date() -> None:
    assert read_html(page()).date == ""


def test_the_time_of_the_article_and_not_of_other_news() -> None:
    body = f'<time datetime="2024-10-22">Tuesday</time><p>{FIRST}</p><p>{SECOND}</p>'
    other = "<aside><time datetime='2020-01-01'></time><time datetime='2020-01-02'></time></aside>"
    assert read_html(page(body=body).replace("<article>", other + "<article>")).date == "2024-10-22"
    assert read_html(page().replace("<article>", other + "<article>")).date == ""


BROKEN = {
    "nothing": "",
    "blanks": "  \n ",
    "no body": "<html></html>",
    "unclosed": "<p>" * 5000 + FIRST,
    "deep": "<div>" * 20_000 + FIRST + "</div>" * 20_000,
    "deep inline": "<font><b><i>" * 3000 + FIRST,
    "half a tag": f"<p>{FIRST}</p><di",
    "comment without end": f"<p>{FIRST}</p><!-- " + "<p>" * 1000,
    "script only": "<script>" + "x" * 10_000 + "</script>",
    "bad entities": "<p>&#0;&#xD800;&#x110000;&bogus;&amp</p>" * 50,
    "control characters": f"<p>\x00\x01{FIRST}\x0b\ud800</p>",
    "declaration": '<?xml version="1.0" encoding="utf-16"?>' + page(),
    "frames": "<frameset>" * 500,
    "many attributes": "<p " + 'a="b" ' * 20_000 + f">{FIRST}</p>",
    "noise": "".join(random.Random(7).choice('<>/pdiv &;"=a ') for _ in range(50_000)),
}


@pytest.mark.parametrize("markup", BROKEN.values(), ids=BROKEN.keys())
def test_broken_pages_never_raise(markup: str) -> None:
    assert isinstance(read_html(markup).text, str)


@pytest.mark.parametrize("name", ["unclosed", "half a tag", "control characters", "declaration"])
def test_broken_pages_give_what_they_have(name: str) -> None:
    assert FIRST[20:] in read_html(BROKEN[name]).text


@pytest.mark.parametrize(
    "markup",
    [
        "<p>" + "<b>one</b> <i>two</i>" * 20_000 + "</p>",
        ("<div>" * 200 + "word" + "</div>" * 200) * 140,
        "<p>The envoy left.</p>" * 200_000,
    ],
    ids=["one paragraph of 40,000 elements", "nested and many", "4 MB"],
)
def test_huge_pages_take_seconds(markup: str) -> None:
    started = time.perf_counter()
    assert read_html(markup).text
    assert time.perf_counter() - started < 30  # what is quadratic takes minutes


@given(st.text(alphabet=st.sampled_from("<>/=\"'&;! pdivbrtableh1 \nThe\x00\ud800"), max_size=200))
def test_any_markup_can_be_read(markup: str) -> None:
    assert isinstance(read_html(markup).text, str)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'<meta charset="windows-1251">', "windows-1251"),
        (b'<meta http-equiv=Content-Type content="text/html; charset=Shift_JIS">', "shift_jis"),
        (b"<meta charset=iso-8859-1>", "cp1252"),
        (b"<meta charset=klingon>", ""),
        (b"<p>", ""),
    ],
)
def test_declared_encodings(data: bytes, expected: str) -> None:
    assert declared_encoding(data) == expected


@pytest.mark.parametrize("text", ["a < b and c > d", "The <p> tag is old.", "No markup at all."])
def test_text_that_is_no_html_stays_as_it_is(text: str) -> None:
    assert strip_markup(text) == text

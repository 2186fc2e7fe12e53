"""Formats: by suffix, by first bytes, and what is refused."""

from __future__ import annotations

import gzip
import os
import zipfile
from io import BytesIO

import pytest

from kg.read.formats import Format, format_of
from kg.read.rejects import Rejected
from kg.records import Reason


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.txt", Format.TEXT),
        ("a.TXT", Format.TEXT),
        ("a.md", Format.MARKDOWN),
        ("a.markdown", Format.MARKDOWN),
        ("a.html", Format.HTML),
        ("a.htm.gz", Format.HTML),
        ("a.jsonl", Format.JSONL),
        ("a.ndjson.gz", Format.JSONL),
        ("a.json", Format.JSON),
        ("a.csv", Format.CSV),
        ("a.tsv.gz", Format.TSV),
        ("2024.10.22", Format.TEXT),
        ("-", Format.TEXT),
    ],
)
def test_the_suffix_decides(path: str, expected: Format) -> None:
    assert format_of(path, b"The envoy left.") is expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"The envoy left.", Format.TEXT),
        (b"<!DOCTYPE html><html><body>", Format.HTML),
        (b"\n <HTML lang='en'>", Format.HTML),
        (b'<?xml version="1.0"?><!-- x --><html>', Format.HTML),
        (b"<p>The envoy left.</p>", Format.HTML),
        (b'{"text": "a"}\n{"text": "b"}\n', Format.JSONL),
        (b'{"text": "a"}', Format.JSON),
        (b'{\n "text": "a"\n}', Format.JSON),
        (b' [\n {"text": "a"}]', Format.JSON),
        (b"[The envoy] left.", Format.TEXT),
        (b"---\ntitle: Envoy leaves\n---\nThe envoy left.", Format.MARKDOWN),
        (b"title,text,date\nA,B,2024\n", Format.CSV),
        (b"title;text\nA;B\n", Format.CSV),
        (b"url\ttitle\tbody\n", Format.TSV),
        (b"The text, title and date, he said, were wrong.", Format.TEXT),
    ],
)
def test_the_first_bytes_decide_where_the_suffix_says_nothing(
    head: bytes, expected: Format
) -> None:
    assert format_of("-", head) is expected
    assert format_of("story.news", head) is expected


@pytest.mark.parametrize(
    ("path", "head", "expected"),
    [
        ("a.txt", b"<!doctype html><p>x", Format.HTML),
        ("a.json", b'{"text": "a"}\n{"text": "b"}', Format.JSONL),
        ("a.jsonl", b'{\n "text": "a"\n}', Format.JSON),
        ("a.jsonl", b'[\n{"text": "a"}]', Format.JSON),
    ],
)
def test_common_mistakes_in_suffixes_are_corrected(
    path: str, head: bytes, expected: Format
) -> None:
    assert format_of(path, head) is expected


def _zip() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "head",
    [
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        _zip(),
        bytes(257) + b"ustar\x00",
        b"\x00\x01\x02\x03" * 100,
        os.urandom(4096),
        gzip.compress(os.urandom(2000))[10:],
    ],
    ids=["pdf", "png", "zip", "tar", "zeros", "random", "deflated"],
)
@pytest.mark.parametrize("path", ["a.txt", "a", "a.jsonl"])
def test_binary_is_refused_whatever_its_name(path: str, head: bytes) -> None:
    with pytest.raises(Rejected) as caught:
        format_of(path, head)
    assert caught.value.reason is Reason.BINARY
    assert caught.value.detail


def test_a_few_control_characters_do_not_make_text_binary() -> None:
    assert format_of("a.txt", b"The envoy\x00 left.\x07 He\x1b[0m said so.") is Format.TEXT


def test_wide_text_is_not_binary() -> None:
    assert format_of("a.txt", "The envoy left the town.".encode("utf-16")) is Format.TEXT
    assert format_of("a.txt", "The envoy left the town.".encode("utf-16-le")) is Format.TEXT


def test_text_cut_inside_a_character_is_not_binary() -> None:
    assert format_of("a.txt", "Đà Nẵng".encode()[:-1]) is Format.TEXT


def test_nothing_is_empty() -> None:
    with pytest.raises(Rejected) as caught:
        format_of("a.txt", b"")
    assert caught.value.reason is Reason.EMPTY


@pytest.mark.parametrize(
    ("path", "head"),
    [("feed.xml", b"<rss>"), ("feed", b"<?xml version='1.0'?><rss>"), ("a.py", b"import os")],
)
def test_other_text_formats_are_refused_with_what_to_give(path: str, head: bytes) -> None:
    with pytest.raises(Rejected) as caught:
        format_of(path, head)
    assert caught.value.reason is Reason.UNKNOWN_FORMAT
    assert ".jsonl" in caught.value.detail


def test_comments_before_html_do_not_make_the_search_run_away() -> None:
    assert format_of("a", b"<!-- a -->" * 5000 + b"x") is Format.TEXT

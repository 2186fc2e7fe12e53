"""The stored form of text: what changes, what stays, and that every store can hold it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kg.read.canonical import printable_path, stored_field, stored_text

ANY_TEXT = st.text(alphabet=st.characters())  # lone surrogates included


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("a\r\nb", "a\nb"),
        ("a\rb", "a\nb"),
        ("a\x0bb\x0cc", "a\nb\nc"),
        ("a\x00b", "a\ufffdb"),
        ("a\x1bb\x07", "a\ufffdb\ufffd"),
        ("a\ud800b", "a\ufffdb"),
        ("a\ufffe\uffff", "a\ufffd\ufffd"),
    ],
    ids=["CRLF", "CR", "VT and FF", "NUL", "controls", "lone surrogate", "non-characters"],
)
def test_what_changes(raw: str, stored: str) -> None:
    assert stored_text(raw) == stored


@pytest.mark.parametrize(
    "text",
    ["a\tb", "a\u200bb", "a\u00adb", "a\ufeffb", "a\u00a0b", "a\u2028b", "e\u0301", "a\x92b", "😀"],
    ids=["tab", "zero width", "soft hyphen", "BOM inside", "hard blank", "line separator",
         "combining", "C1", "astral"],
)  # fmt: skip
def test_what_stays(text: str) -> None:
    assert stored_text(text) == text


@given(ANY_TEXT)
def test_storing_twice_changes_nothing(text: str) -> None:
    assert stored_text(stored_text(text)) == stored_text(text)


@given(ANY_TEXT)
def test_xml_and_json_give_the_stored_text_back(text: str) -> None:
    stored = stored_text(text)
    element = etree.Element("text")
    element.text = stored  # lxml refuses what XML 1.0 refuses
    assert (etree.fromstring(etree.tostring(element, encoding="utf-8")).text or "") == stored
    assert json.loads(json.dumps(stored, ensure_ascii=False).encode("utf-8")) == stored


@given(ANY_TEXT)
def test_a_field_is_one_trimmed_line(text: str) -> None:
    field = stored_field(text)
    assert field == field.strip()
    assert "\n" not in field
    assert len(field) <= 1000


def test_a_path_that_is_no_utf8_can_be_printed() -> None:
    path = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    assert printable_path(path) == "caf\ufffd.txt"

"""Bytes of any encoding become text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.decode import decode, legacy_encoding, marked_encoding, wide_encoding

TEXT = "“The café is shut,” she said – the owner’s brother paid €5."
PLAIN = "The cafe is shut, she said, and the owner's brother paid five crowns for it."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_comes_back(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_seen_by_its_zeros(encoding: str) -> None:
    assert decode(PLAIN.encode(encoding)) == PLAIN


def test_latin1_is_read_as_cp1252() -> None:
    assert decode("José Peña left Málaga.".encode("latin-1")) == "José Peña left Málaga."


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Президент заявил, что договор не будет подписан до конца этого года."),
        ("shift_jis", "外務大臣は月曜日に条約に署名しないと述べた。政府は兵士の派遣を否定した。"),
    ],
)
def test_other_encodings_are_guessed(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_one_bad_byte_does_not_turn_utf8_into_another_encoding() -> None:
    data = TEXT.encode() + b" \xff " + TEXT.encode()
    assert decode(data) == f"{TEXT} \ufffd {TEXT}"


def test_utf8_cut_inside_its_last_character_stays_utf8() -> None:
    assert decode("The café’s".encode()[:-3]) == "The café\ufffd"
    assert decode("shut “".encode()[:-1]) == "shut \ufffd"


def test_the_encoding_of_the_user_wins() -> None:
    assert decode("café".encode(), "cp1252") == "cafÃ©"


def test_a_mark_is_not_text() -> None:
    assert decode(b"\xef\xbb\xbfThe", "utf-8") == "The"


def test_marks() -> None:
    assert marked_encoding("x".encode("utf-32")) == "utf-32"
    assert marked_encoding(b"x") == ""
    assert wide_encoding(PLAIN.encode()) == ""


def test_a_legacy_encoding_is_always_named() -> None:
    assert legacy_encoding(bytes(range(128, 256)))


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    assert isinstance(decode(data), str)


@given(st.text(max_size=300))
def test_utf8_comes_back(text: str) -> None:
    data = text.encode()
    if not marked_encoding(data) and not wide_encoding(data):
        assert decode(data) == text

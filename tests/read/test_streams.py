"""Opening and unpacking, bounded in memory and time."""

from __future__ import annotations

import gzip
import io
import time
from pathlib import Path

import pytest

from kg.read.rejects import Rejected
from kg.read.streams import HEAD, as_utf8, head_of, lines, open_input, read_all
from kg.records import Reason


def stream(data: bytes) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(data), buffer_size=HEAD)


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_is_peeked_at_and_then_read_whole(tmp_path: Path, packed: bool) -> None:
    data = b"The envoy left.\n" * 20_000
    path = tmp_path / "a"
    path.write_bytes(gzip.compress(data) if packed else data)
    with open_input(str(path)) as opened:
        assert head_of(opened) == data[:HEAD]
        assert read_all(opened, len(data)) == data


def test_more_than_the_limit_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 101)
    with open_input(str(tmp_path / "a")) as opened, pytest.raises(Rejected) as caught:
        read_all(opened, 100)
    assert caught.value.reason is Reason.TOO_LARGE
    assert "--max-bytes" in caught.value.detail


def test_two_gzip_parts_in_a_row_are_one_text(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"one ") + gzip.compress(b"two"))
    with open_input(str(tmp_path / "a.gz")) as opened:
        assert read_all(opened, 100) == b"one two"


@pytest.mark.parametrize(
    "data",
    [gzip.compress(b"The envoy left." * 100)[:-12], b"\x1f\x8b\x08\x00broken", b"\x1f\x8b"],
    ids=["cut", "broken", "only the sign"],
)
def test_damaged_gzip_is_unreadable(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.gz").write_bytes(data)
    with pytest.raises(Rejected) as caught, open_input(str(tmp_path / "a.gz")) as opened:
        read_all(opened, 10_000)
    assert caught.value.reason is Reason.UNREADABLE
    assert "gzip" in caught.value.detail


def test_a_gzip_bomb_is_stopped(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "bomb.gz", "wb", compresslevel=9) as packed:
        for _ in range(400):
            packed.write(bytes(1_000_000))
    started = time.perf_counter()
    with open_input(str(tmp_path / "bomb.gz")) as opened, pytest.raises(Rejected) as caught:
        for _ in lines(opened, 1_000_000):
            pass
    assert caught.value.reason is Reason.TOO_LARGE
    assert time.perf_counter() - started < 10


def test_a_missing_file_is_unreadable() -> None:
    with pytest.raises(Rejected) as caught, open_input("/no/such/file"):
        pass
    assert caught.value.reason is Reason.UNREADABLE


def test_lines_are_numbered_and_overlong_ones_passed_over() -> None:
    data = b"one\n" + b"x" * 5000 + b"\nthree\n\nfive"
    assert list(lines(stream(data), 100)) == [
        (1, b"one\n"), (2, None), (3, b"three\n"), (4, b"\n"), (5, b"five"),
    ]  # fmt: skip


def test_a_line_of_just_the_limit_is_kept() -> None:
    assert list(lines(stream(b"x" * 100 + b"\ny"), 100)) == [(1, b"x" * 100 + b"\n"), (2, b"y")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_archives_become_utf8(encoding: str) -> None:
    text = '{"text": "The café is shut"}\n' * 3000
    assert as_utf8(stream(text.encode(encoding)), "").read().decode() == text


def test_archives_in_a_chosen_encoding_become_utf8() -> None:
    assert as_utf8(stream("café".encode("cp1252")), "cp1252").read() == "café".encode()

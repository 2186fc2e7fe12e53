"""Opening inputs: plain, gzip or standard input, as one bounded, peekable UTF-8-ready stream."""

from __future__ import annotations

import codecs
import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.read.decode import marked_encoding, wide_encoding
from kg.read.inputs import STDIN
from kg.read.rejects import Rejected
from kg.records import Reason

HEAD = 1 << 16  # how much is looked at to tell the format
_GZIP_MAGIC = b"\x1f\x8b"
# gzip reaches 1000:1 on zeros, and 3:1 to 20:1 on articles; small files may be repetitive.
_BOMB_SIZE = 64_000_000
_BOMB_RATIO = 150


@contextmanager
def open_input(path: str) -> Iterator[io.BufferedReader]:
    """The bytes of `path` ("-": standard input), unpacked if they are gzip.

    Raises `Rejected` for what cannot be opened or read, also while reading later.
    """
    try:
        raw: IO[bytes] = sys.stdin.buffer if path == STDIN else Path(path).open("rb")
    except OSError as error:
        raise Rejected(Reason.UNREADABLE, _why(error)) from error
    try:
        stream: io.BufferedReader = io.BufferedReader(_FullReads(raw), buffer_size=HEAD)
        if stream.peek(2).startswith(_GZIP_MAGIC):
            stream = io.BufferedReader(_Unpacked(stream), buffer_size=HEAD)
        yield stream
    finally:
        if path != STDIN:
            raw.close()


def head_of(stream: io.BufferedReader) -> bytes:
    """The first bytes, without moving on; all of them if the input is smaller than `HEAD`."""
    return stream.peek(HEAD)[:HEAD]


def read_all(stream: io.BufferedReader, limit: int) -> bytes:
    """Everything, or `Rejected` if that is more than `limit` bytes."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Rejected(
            Reason.TOO_LARGE,
            f"more than {limit:,} bytes: split it, or raise --max-bytes if it is one article",
        )
    return data


def as_utf8(stream: io.BufferedReader, encoding: str) -> io.BufferedReader:
    """The stream recoded to UTF-8 if it is in a wide or a chosen encoding, else itself."""
    head = head_of(stream)
    marked = marked_encoding(head)
    name = encoding or (marked if marked != "utf-8-sig" else "") or wide_encoding(head)
    if name:
        return io.BufferedReader(_Recoded(stream, name), buffer_size=HEAD)
    if marked:
        stream.read(len(codecs.BOM_UTF8))
    return stream


def lines(stream: io.BufferedReader, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one longer than `limit` bytes, which is passed over."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line
        else:
            while line and not line.endswith(b"\n"):
                line = stream.readline(HEAD)
            yield number, None


class _FullReads(io.RawIOBase):
    """Fills every read as far as it goes, so that a pipe can be peeked at like a file."""

    def __init__(self, inner: IO[bytes] | gzip.GzipFile) -> None:
        self._inner = inner

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        filled = 0
        while filled < len(buffer):
            chunk = self._read(len(buffer) - filled)
            if not chunk:
                break
            buffer[filled : filled + len(chunk)] = chunk
            filled += len(chunk)
        return filled

    def _read(self, size: int) -> bytes:
        try:
            return self._inner.read(size)
        except OSError as error:
            raise Rejected(Reason.UNREADABLE, _why(error)) from error


class _Unpacked(_FullReads):
    """A gzip stream that says what is wrong and stops at a bomb."""

    def __init__(self, packed: io.BufferedReader) -> None:
        self._packed = _Counted(packed)
        self._out = 0
        super().__init__(gzip.GzipFile(fileobj=self._packed, mode="rb"))

    def _read(self, size: int) -> bytes:
        try:
            chunk = self._inner.read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Rejected(
                Reason.UNREADABLE, f"damaged gzip ({error}): fetch or pack the file again"
            ) from error
        self._out += len(chunk)
        if self._out > _BOMB_SIZE and self._out > _BOMB_RATIO * self._packed.count:
            raise Rejected(
                Reason.TOO_LARGE,
                f"unpacks to over {_BOMB_RATIO} times its size: unpack it yourself if it is real",
            )
        return chunk


class _Counted(io.RawIOBase):
    """Counts the bytes that pass, because standard input has no position."""

    def __init__(self, inner: io.BufferedReader) -> None:
        self._inner = inner
        self.count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        chunk = self._inner.read(size)
        self.count += len(chunk)
        return chunk


class _Recoded(io.RawIOBase):
    """Another encoding as UTF-8, so that archives have one kind of line."""

    def __init__(self, inner: io.BufferedReader, encoding: str) -> None:
        self._text = io.TextIOWrapper(inner, encoding=encoding, errors="replace", newline="")
        self._first = True
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._left:
            text = self._text.read(HEAD // 4)
            if self._first:
                self._first = False
                text = text.removeprefix("\ufeff")
            self._left = text.encode("utf-8", "replace")
        filled = min(len(buffer), len(self._left))
        buffer[:filled] = self._left[:filled]
        self._left = self._left[filled:]
        return filled


def _why(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "permission denied: make it readable for this user"
    if isinstance(error, FileNotFoundError):
        return "the file is gone: it vanished after the folder was listed"
    return f"{(error.strerror or str(error)).lower()}: check the file and the disk"

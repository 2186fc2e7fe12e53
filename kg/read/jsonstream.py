"""The values of a JSON file one by one, so that a list of any length fits in memory."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from kg.read.rejects import Rejected
from kg.records import Reason

_CHUNK = 1 << 18
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def json_values(stream: io.BufferedReader, limit: int) -> Iterator[tuple[int, Any]]:
    """(line number, value) for each element of a list, or for values that stand in a row.

    A broken value, or one of more than `limit` bytes, ends the iteration with a `Rejected`:
    behind it nothing can be trusted.
    """
    window = _Window(stream)
    in_list = window.next_sign() == "["
    if in_list:
        window.advance(1)
    while sign := window.next_sign():
        if in_list and sign == "]":
            window.advance(1)
            if window.next_sign():
                yield window.line, _broken("something follows the list")
            return
        value, length = _value(window, limit)
        yield window.line, value
        if isinstance(value, Rejected):
            return
        window.advance(length)
    if in_list:
        yield window.line, _broken("the list is not closed")


def _value(window: _Window, limit: int) -> tuple[Any, int]:
    """The value where the window stands, reading on until it is whole, and its length."""
    while True:
        try:
            value, end = _DECODER.raw_decode(window.text, window.at)
        except RecursionError:
            return _broken("nested too deeply"), 0
        except ValueError as error:
            if window.ended:
                return _broken(str(error)), 0
            if window.left > limit:
                return _too_large(limit), 0
            # doubling keeps the retries of a long value linear
            window.fill(max(_CHUNK, window.left))
            continue
        if isinstance(value, dict | list) or end < len(window.text) or window.ended:
            return value, end - window.at
        window.fill(_CHUNK)  # a number may go on in the next chunk


class _Window:
    """The part of the file in memory, and where in it we stand."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.text = ""
        self.at = 0
        self.line = 1
        self.ended = False

    @property
    def left(self) -> int:
        return len(self.text) - self.at

    def next_sign(self) -> str:
        """The first character of the next value or bracket; "" at the end."""
        while True:
            found = _BETWEEN.match(self.text, self.at)
            if found:
                self.advance(found.end() - self.at)
            if self.left:
                return self.text[self.at]
            if self.ended:
                return ""
            self.fill(_CHUNK)

    def advance(self, count: int) -> None:
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count

    def fill(self, size: int) -> None:
        chunk = self._stream.read(size)
        self.ended = not chunk
        self.text = self.text[self.at :] + self._decode(chunk, not chunk)
        self.at = 0


def _broken(why: str) -> Rejected:
    return Rejected(
        Reason.BROKEN_RECORD, f"not JSON ({why}): repair the file; the rest was not read"
    )


def _too_large(limit: int) -> Rejected:
    return Rejected(
        Reason.TOO_LARGE,
        f"one value of more than {limit:,} bytes, or a bracket missing; the rest was not read",
    )

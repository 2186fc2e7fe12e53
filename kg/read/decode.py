"""Bytes → text: byte order mark, then UTF-8, then a guess, and never an exception."""

from __future__ import annotations

import codecs
import re

# Longest first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH = re.compile(rb"[\x80-\xff]")
# What English typed on Windows uses beyond ASCII: curly quotes, dashes, ellipsis, bullet,
# euro, pound, section, degree, common Western letters.
_USUAL_CP1252 = re.compile(
    rb"[\x80\x85\x91-\x97\x99\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb\xbd"
    rb"\xc0-\xc2\xc4-\xcf\xd1\xd3\xd6\xd8\xda\xdc\xdf-\xef\xf1-\xf6\xf8-\xfc]"
)
_SAMPLE = 65536


def marked_encoding(head: bytes) -> str:
    """The encoding that a byte order mark announces, or ""."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), "")


def wide_encoding(head: bytes) -> str:
    """UTF-16 without a mark, seen by its zero bytes on every other place, or ""."""
    sample = head[:4096]
    if len(sample) < 8:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def decode(data: bytes, encoding: str = "") -> str:
    """`data` as text; `encoding` overrides detection, undecodable bytes become U+FFFD."""
    name = encoding or marked_encoding(data) or wide_encoding(data)
    if name:
        return data.decode(name, "replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":  # cut off inside its last character
            return data.decode("utf-8", "replace")
        return _decode_damaged(data)


def _decode_damaged(data: bytes) -> str:
    """Not UTF-8 throughout: damaged UTF-8 if most of it is, else a legacy encoding."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    intact = sum(1 for char in text if char > "\x7f") - damaged
    if intact and intact >= damaged:
        return text
    return data.decode(legacy_encoding(data), "replace")


def legacy_encoding(data: bytes) -> str:
    """The likeliest eight-bit or multi-byte encoding of bytes that are not UTF-8."""
    sample = data[:_SAMPLE]
    high = len(_HIGH.findall(sample))
    # Detectors take short English in cp1252 for cp1250 or worse: the usual case goes first.
    if high and high <= 0.25 * len(sample) and len(_USUAL_CP1252.findall(sample)) >= 0.9 * high:
        return "cp1252"
    from charset_normalizer import from_bytes  # slow to import, and rarely needed

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"

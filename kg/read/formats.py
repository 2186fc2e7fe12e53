"""Which reader an input needs: by its suffix, and where that says nothing, by its first bytes."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from pathlib import PurePath

from kg.read.decode import decode, marked_encoding, wide_encoding
from kg.read.options import DEFAULT_FIELDS, fold_name
from kg.read.rejects import Rejected
from kg.records import Reason


class Format(StrEnum):
    TEXT = "plain text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    JSONL = "JSON lines"
    JSON = "JSON"
    CSV = "CSV"
    TSV = "TSV"


_SUFFIXES = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".json": Format.JSON,
    ".csv": Format.CSV,
    ".tsv": Format.TSV,
}
_NOT_ARTICLES = frozenset(
    ".bib .bat .c .cfg .conf .cpp .css .h .ini .ipynb .java .js .log .py .rss .rtf .sh .sql .srt "
    ".svg .tex .toml .ts .vtt .xml .yaml .yml".split()
)
# First bytes of what is often found beside articles, whatever its suffix.
_MAGIC = (
    (b"%PDF-", "PDF: save it as text or HTML"),
    (b"PK\x03\x04", "ZIP or Office file: unpack it, or save it as text"),
    (b"\xd0\xcf\x11\xe0", "old Office file: save it as text"),
    (b"{\\rtf", "RTF: save it as text"),
    (b"\x89PNG", "image: leave it out"),
    (b"\xff\xd8\xff", "image: leave it out"),
    (b"GIF8", "image: leave it out"),
    (b"BZh", "bzip2: unpack it first"),
    (b"\xfd7zXZ", "xz: unpack it first"),
    (b"7z\xbc\xaf", "7z: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd: unpack it first"),
    (b"SQLite format 3", "database: export the articles as JSONL or CSV"),
    (b"PAR1", "Parquet: export the articles as JSONL or CSV"),
    (b"\x7fELF", "program: leave it out"),
)
_TAR_AT = 257
_CONTROL = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_PART = re.compile(r"\s*<(?:article|main|section|div|p|h1|title|meta|table)\b[^>]*>", re.I)
_XML_START = re.compile(r"\s*<(?:\?xml|rss|feed|urlset|nitf|newsml)\b", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n[\w-]+[ \t]*:")


def format_of(path: str, head: bytes) -> Format:
    """The format to read `path` as; raises `Rejected` for what is not text of articles."""
    if not head:
        raise Rejected(Reason.EMPTY, "the file is empty")
    refuse_binary(head)
    suffix = _suffix(path)
    text = decode(head)
    known = _SUFFIXES.get(suffix)
    if known is not None:
        return _corrected(known, text)
    if suffix in _NOT_ARTICLES:
        raise Rejected(Reason.UNKNOWN_FORMAT, f"{suffix} files are not read as articles: {_HINT}")
    return _sniff(text)


_HINT = "give .txt, .md, .html, .jsonl, .json, .csv or .tsv (also .gz)"


def refuse_binary(head: bytes) -> None:
    """Raise `Rejected` if these first bytes are no text in any encoding."""
    for magic, advice in _MAGIC:
        if head.startswith(magic):
            raise Rejected(Reason.BINARY, advice)
    if head[_TAR_AT : _TAR_AT + 5] == b"ustar":
        raise Rejected(Reason.BINARY, "tar archive: unpack it first")
    if marked_encoding(head) or wide_encoding(head):
        return
    control = (len(head) - len(head.translate(None, _CONTROL))) / len(head)
    # Text may hold stray control characters; packed data holds 11 % and is never UTF-8.
    if control > 0.3 or (control > 0.03 and not _is_utf8(head)):
        raise Rejected(Reason.BINARY, "not text: leave it out, or convert it to text")


def _is_utf8(head: bytes) -> bool:
    try:
        head[:-3].decode("utf-8")  # the head may end inside a character
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 6
    return True


def _suffix(path: str) -> str:
    suffixes = [suffix.lower() for suffix in PurePath(path).suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def _corrected(known: Format, text: str) -> Format:
    """The suffix stands, except for two common mistakes."""
    if known is Format.TEXT and _HTML_START.match(text):
        return Format.HTML
    if known is Format.JSON and _is_json_lines(text):
        return Format.JSONL
    if known is Format.JSONL and text.lstrip().split("\n", 1)[0].strip() in ("[", "{"):
        return Format.JSON
    return known


def _sniff(text: str) -> Format:
    start = text.lstrip()
    if _HTML_START.match(text) or _HTML_PART.match(text):
        return Format.HTML
    if _XML_START.match(text):
        raise Rejected(Reason.UNKNOWN_FORMAT, f"XML that is not HTML: {_HINT}")
    if start.startswith("{"):
        return Format.JSONL if _is_json_lines(text) else Format.JSON
    if re.match(r"\[\s*\{", start):
        return Format.JSON
    if _FRONT_MATTER.match(start):
        return Format.MARKDOWN
    return _table(start)


def _is_json_lines(text: str) -> bool:
    """Whether the first line is a whole object and another one follows."""
    first, _, rest = text.lstrip().partition("\n")
    if not first.startswith("{") or not rest.lstrip().startswith("{"):
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


def _table(text: str) -> Format:
    """CSV or TSV if the first line is a header that names a text column, else plain text."""
    header = text.split("\n", 1)[0]
    texts = {fold_name(name) for name in DEFAULT_FIELDS["text"]}
    known = {fold_name(name) for names in DEFAULT_FIELDS.values() for name in names}
    for sign, found in (("\t", Format.TSV), (",", Format.CSV), (";", Format.CSV)):
        names = [fold_name(name) for name in header.split(sign)]
        if len(names) > 1 and texts & set(names) and len(known & set(names)) > 1:
            return found
    return Format.TEXT

"""The one form in which article text is stored, and which every offset refers to.

Done once, at reading, and never again:
- line ends CRLF and CR become LF; vertical tab and form feed, which end lines too, as well;
- what XML 1.0 cannot carry (other C0 controls, lone surrogates, U+FFFE, U+FFFF) becomes
  U+FFFD one for one, because RDF/XML and SPARQL XML results refuse or lose it.
Everything else stays as it was, zero-width characters and byte order marks inside the text
included. (A BOM at the very start of a file is a sign of the encoding, not text.)
"""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c]")
_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")


def stored_text(text: str) -> str:
    """`text` in stored form; applying it again changes nothing."""
    return _REFUSED.sub(REPLACEMENT, _LINE_ENDS.sub("\n", text))


def stored_field(value: str, limit: int = 1000) -> str:
    """A title, name or URL: stored form on one line, trimmed, at most `limit` characters."""
    return _SPACES.sub(" ", stored_text(value)).strip()[:limit].rstrip()


def printable_path(path: str) -> str:
    """A path that can be written to UTF-8 files even if the file name is not valid UTF-8."""
    return _REFUSED.sub(REPLACEMENT, path)

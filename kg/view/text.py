"""Making text of unknown origin safe to look at: length, control characters, links."""

from __future__ import annotations

import re
from textwrap import wrap
from urllib.parse import urlsplit

# Bidirectional overrides and isolates can make a line read backwards, or spill over into
# its neighbours; the others are invisible or break a line in two.
INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f"
                       "\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")  # fmt: skip
NAME_LIMIT = 120
LABEL_WIDTH = 23
SENTENCE_LIMIT = 900
WIKIDATA_ID = re.compile(r"Q[1-9][0-9]{0,11}")


def printable(text: str, limit: int = NAME_LIMIT) -> str:
    """One line without control characters, cut at `limit` with an ellipsis."""
    # Whitespace first: a newline is one of the control characters taken out below.
    plain = INVISIBLE.sub("", " ".join(text.split()))
    return plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"


def label(name: str) -> str:
    """A name for the canvas: at most two short lines."""
    lines = wrap(printable(name), LABEL_WIDTH, max_lines=2, placeholder="…")
    return "\n".join(lines)


def marked(sentence: str, highlight: tuple[int, int]) -> tuple[str, str, str]:
    """The sentence as text before, inside and after the highlight.

    A sentence over the limit loses its outer ends.
    """
    start, end = highlight
    room = max(0, SENTENCE_LIMIT - (end - start)) // 2
    before, inside, after = sentence[:start], sentence[start:end], sentence[end:]
    if len(sentence) > SENTENCE_LIMIT:
        before = "…" + before[-room:] if len(before) > room else before
        after = after[:room] + "…" if len(after) > room else after
    return _soft(before), _soft(inside[:SENTENCE_LIMIT]), _soft(after)


def units(text: str) -> int:
    """The length of a text as a browser counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def web_link(url: str) -> str:
    """`url` if it is an absolute http or https address, else ""."""
    candidate = url.strip()
    if INVISIBLE.search(candidate) or len(candidate) > 2000:
        return ""
    try:
        parts = urlsplit(candidate)
    except ValueError:
        return ""
    return candidate if parts.scheme in {"http", "https"} and parts.netloc else ""


def wikidata_id(value: str) -> str:
    """ "Q884" out of an id or an IRI that ends in one, else ""."""
    local = value.rsplit("/", 1)[-1]
    return local if WIKIDATA_ID.fullmatch(local) else ""


def _soft(text: str) -> str:
    return INVISIBLE.sub("", re.sub(r"\s+", " ", text))

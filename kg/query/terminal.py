"""Text from articles made harmless for a terminal.

A title may hold escape sequences that recolour the screen, rewrite what stands above, or name
the window; or marks that turn the direction of what follows. None of them may take effect.
"""

from __future__ import annotations

import json
import re

_BLANK = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_CONTROLS = "\x00-\x1f\x7f-\x9f"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # can hide words, e.g. as tag characters
_ACTIVE = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_INVISIBLE}]")


def printable(text: str) -> str:
    """`text` on one line: line ends and tabs as blanks, what a terminal obeys as `\\x1b`."""
    if text.isascii() and text.isprintable():
        return text
    return _ACTIVE.sub(_shown, _BLANK.sub(" ", text))


def harmless(text: str) -> str:
    """`text` with its lines and tabs, for output of other formats that a person looks at."""
    return re.sub(
        f"(?![\\n\\r\\t])[{_CONTROLS}{_DIRECTIONS}{_INVISIBLE}]", lambda m: _shown(m), text
    )


def json_text(value: object) -> str:
    """JSON, indented, in which what a terminal would obey is escaped; it says the same."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return re.sub(f"(?!\n){_ACTIVE.pattern}", lambda m: json.dumps(m[0])[1:-1], text)


def _shown(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")

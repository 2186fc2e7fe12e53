"""From an evidence span to the sentence around it."""

from __future__ import annotations

import re

# A stop ends a sentence when at least two lower-case letters or digits stand before it
# ("U.S." does not) and a capital or an opening quote comes after.
BOUNDARY = re.compile(
    r"\n+|(?<=[a-z0-9][a-z0-9])[.!?…][\"”\u2019)\]]*\s+(?=[\"“\u2018(A-Z])"
    r"|(?<=[a-z0-9])[,.!?…][\"”\u2019]\s+(?=[\"“A-Z][a-z])"
)
REACH = 600  # characters to look for the sentence's ends, either side


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The range of the sentence or sentences that hold `text[start:end]`."""
    left = max(0, start - REACH)
    begin = left
    for match in BOUNDARY.finditer(text, left, start + 1):
        if match.end() <= start:
            begin = match.end()
    stop = min(len(text), end + REACH)
    after = BOUNDARY.search(text, max(start, end - 3), stop)
    while after and after.end() <= end:
        after = BOUNDARY.search(text, after.end(), stop)
    finish = stop
    if after:
        finish = after.start() + len(after.group().rstrip())
    return begin, max(end, finish)

"""Korean and Chinese given names in Latin letters: same name, or another one?

Korean has two official romanisations and everybody's own; one vowel apart may be the same
name (Jong-un, Jong-eun) or another (Young-ho, Yong-ho). Strict keys agree only where the
name is surely the same, loose keys where it may be.
"""

from __future__ import annotations

import re
from functools import lru_cache

_VOWELS = (
    (re.compile(r"(?<=[mhkgpbrl])y(?:ou|eo|u)ng"), "yong"),
    (re.compile(r"young|yeong"), "yəng"),
    (re.compile(r"(?:ch|j)(?:u|eo|o)ng"), "jong"),
    (re.compile(r"s(?:u|eo|o)ng"), "song"),
    (re.compile(r"suk|seok"), "sok"),
    (re.compile(r"yeo|you"), "yo"),
    (re.compile(r"yul"), "yol"),
    (re.compile(r"hyun|hyeon"), "hyon"),
    (re.compile(r"myung|myeong"), "myong"),
    (re.compile(r"chul|cheol"), "chol"),
    (re.compile(r"eo"), "o"),
    (re.compile(r"eu"), "u"),
    (re.compile(r"woo|wu|oo"), "u"),
    (re.compile(r"ee|eui|ui"), "i"),
    (re.compile(r"shi"), "si"),
)
_CONSONANTS = (
    (re.compile(r"wha"), "hwa"),
    (re.compile(r"(?<!n)g|g(?=[aeiouyə])"), "k"),
    (re.compile(r"b"), "p"),
    (re.compile(r"d"), "t"),
    (re.compile(r"ck"), "k"),
)
_LOOSE = (
    (re.compile(r"yəng"), "yong"),
    (re.compile(r"ch"), "j"),
    (re.compile(r"[ou]+"), "o"),
    (re.compile(r"r|l"), "l"),
    (re.compile(r"th"), "t"),
    (re.compile(r"(.)\1+"), r"\1"),
)


# Wade-Giles, as Taiwan and old books write Chinese, and what pinyin may write for it. The
# apostrophe that parts "p" from "p'" is lost in news, so an initial stands for both.
_WADE_INITIALS = {
    "hs": "x",
    "ch": "(?:zh|ch|j|q)",
    "ts": "(?:z|c)",
    "tz": "(?:z|c)",
    "p": "(?:b|p)",
    "t": "(?:d|t)",
    "k": "(?:g|k)",
    "j": "(?:r|j)",
}
_WADE_FINALS = {
    "ung": "ong",
    "iung": "iong",
    "ien": "ian",
    "ieh": "ie",
    "yen": "yan",
    "ih": "i",
    "zu": "i",
    "o": "(?:e|o|uo)",
    "eh": "(?:e|ie)",
    "ueh": "ue",
    "uei": "ui",
    "erh": "er",
    "eou": "iu",
    "iou": "iu",
    "i": "y?i",
    "in": "y?in",
    "ing": "y?ing",
    "yu": "(?:yu|you)",
}
_SYLLABLE = re.compile(r"(hs|ch|sh|ts|tz|[bpmfdtnlgkhjqxrzcswy])?([aeiou][a-z]*)")


@lru_cache(maxsize=50_000)
def is_pinyin_of(word: str, syllables: tuple[str, ...]) -> bool:
    """True if `word` is how pinyin may write these syllables of Wade-Giles: Tse-tung, Zedong."""
    if len(syllables) < 2:
        return False
    patterns = [_as_pinyin(syllable) for syllable in syllables]
    return all(patterns) and re.fullmatch("".join(patterns), word) is not None


def _as_pinyin(syllable: str) -> str:
    match = _SYLLABLE.fullmatch(syllable)
    if match is None:
        return ""
    initial, final = match.group(1) or "", match.group(2)
    whole = _WADE_FINALS.get(initial + final)
    return whole or _WADE_INITIALS.get(initial, initial) + _WADE_FINALS.get(final, final)


@lru_cache(maxsize=50_000)
def strict_key(word: str, *, korean: bool) -> str:
    """Equal for sure variants. In pinyin "g" and "k" differ, so consonants need `korean`."""
    for pattern, replacement in (*_VOWELS, *_CONSONANTS) if korean else ():
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=50_000)
def loose_key(word: str) -> str:
    """Equal for variants that may be the same name."""
    word = strict_key(word, korean=True)
    for pattern, replacement in _LOOSE:
        word = pattern.sub(replacement, word)
    return word

"""Is this text English? Cheap words first, a language identifier only where they leave doubt."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
_TOO_SHORT = 40  # letters; below, every identifier guesses
_PART = 1200  # characters looked at, at the beginning, in the middle and at the end
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Frequent in English, and not words of its relatives in Latin script ("in", "is", "a" are).
_ENGLISH_WORDS = frozenset(
    "the of and to that for with has have had was were are been his her their its they which who "
    "would will could should from by on this these those not but said says it he she as at "
    "be after about than there what when more into also because before over between while "
    "during".split()
)
_SURE_SHARE = 0.2
_SURE_ARTICLES = 0.02  # share of "the", which no relative of English writes
_SURELY_NOT = 0.12  # probability of English below which another language is believed


def foreign_language(text: str) -> str:
    """The code of the language if `text` is clearly not English, else ""."""
    sample = _sample(text)
    words = [word.casefold() for word in _WORD.findall(sample)]
    if sum(map(len, words)) < _TOO_SHORT:
        return ""
    if _surely_english(words):
        return ""
    ranking = dict(_identifier().rank(" ".join(sample.split())))
    best = max(ranking, key=ranking.__getitem__)
    return "" if best == ENGLISH or ranking[ENGLISH] > _SURELY_NOT else best


def _surely_english(words: list[str]) -> bool:
    share = sum(word in _ENGLISH_WORDS for word in words) / len(words)
    articles = words.count("the") / len(words)
    return share >= _SURE_SHARE and articles >= _SURE_ARTICLES and "and" in words


def _sample(text: str) -> str:
    """Beginning, middle and end, so that an English lead does not hide a foreign body."""
    if len(text) <= 3 * _PART:
        return text
    middle = len(text) // 2
    return "\n".join((text[:_PART], text[middle - _PART // 2 : middle + _PART // 2], text[-_PART:]))


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # loads numpy and a model

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

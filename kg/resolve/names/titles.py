"""Titles of posts: one wording for every way to say the same post (`titles.yaml`)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.resolve.names.data import table
from kg.resolve.names.spelling import latin_fold
from kg.vocabulary import surface

_OF = re.compile(r"^(.*?\b(?:minister|secretary)) (?:of|for) (?:the )?(.+)$")
_ELECT = frozenset({"elect", "designate"})
_HEAD_OF = re.compile(r"^((?:deputy |vice )?(?:chairperson|speaker)) of (?:the )?(.+)$")
_SECOND = re.compile(r"\bdeputy (?=(?!prime\b)(?:\w+ )+minister$)")


@cache
def _fixed() -> frozenset[str]:
    return frozenset(table("titles")["fixed"])


@cache
def _qualifiers() -> tuple[tuple[str, ...], ...]:
    phrases = (tuple(latin_fold(row).split()) for row in table("titles")["qualifiers"])
    return tuple(sorted(phrases, key=len, reverse=True))


@lru_cache(maxsize=50_000)
def canonical_title(text: str) -> str:
    """The title in lower case, American spelling, without qualifiers of the tenure.

    "the then-Minister for Foreign Affairs" and "foreign minister" agree; "First Vice
    Foreign Minister" and "vice-foreign minister" do not.
    """
    words = _without_qualifiers(latin_fold(surface(text)).split())
    replaced = " ".join(str(table("titles")["words"].get(word, word)) for word in words)
    if replaced not in _fixed():
        replaced = _OF.sub(_minister_last, replaced)
        replaced = _HEAD_OF.sub(r"\2 \1", _SECOND.sub("vice ", replaced))
    return str(table("titles")["titles"].get(replaced, replaced))


def _minister_last(match: re.Match[str]) -> str:
    """ "first vice minister of foreign affairs" becomes "first vice foreign affairs minister"."""
    post, field = match.groups()
    *before, noun = post.split()
    field = {"foreign affairs": "foreign", "the interior": "interior"}.get(field, field)
    return " ".join((*before, field, noun))


def _without_qualifiers(words: list[str]) -> list[str]:
    while True:
        for phrase in _qualifiers():
            if len(phrase) < len(words) and tuple(words[: len(phrase)]) == phrase:
                words = words[len(phrase) :]
                break
        else:
            return words[:-1] if len(words) > 1 and words[-1] in _ELECT else words


@cache
def _group(name: str) -> frozenset[str]:
    return frozenset(canonical_title(row) for row in table("titles")[name])


def is_shared(title: str) -> bool:
    """Many people hold it at once: "analyst", "senior official", "member of parliament"."""
    return title in _group("shared") or title.split()[-1:] == ["official"]


def speaks_for_body(title: str) -> bool:
    """An unnamed holder stands for the body: "a spokesman", "officials"."""
    last = title.split()[-1:]
    return title in _group("voices") or last in (["official"], ["spokesperson"])


def is_post(title: str) -> bool:
    """The title names an office ("foreign minister") and not just a kind of person."""
    words = title.split()
    nouns = table("titles")["post nouns"]
    head = words[: words.index("of")] if "of" in words[1:] else words
    return bool(head) and head[-1] in nouns


def is_stateless(title: str) -> bool:
    """The state named with it need not be the holder's own: ambassadors, experts."""
    return title in _group("stateless") or "ambassador" in title or "envoy" in title


def display_title(title: str) -> str:
    """A canonical title as a label shows it: "First Vice Foreign Minister"."""
    shown = table("titles")["display"]
    return " ".join(str(shown.get(word, word.capitalize())) for word in title.split())

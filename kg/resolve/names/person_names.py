"""Person names taken apart: titles off, family name and given names told from each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.resolve.names.data import table
from kg.resolve.names.given_names import spellings_of
from kg.resolve.names.spelling import latin_fold
from kg.vocabulary import surface

_PARTICLES = frozenset(
    "van von der den de del della di da dos das du la le al el ul bin ibn bint ben abu ter zu "
    "zur af av y".split()
)
_ARTICLES = frozenset({"al", "bin", "ibn", "bint", "abu", "abd", "abdel", "abdul"})
# Particles that also stand alone before a family name ("Le Pen"); "Al" and "Ben" are people.
_LONE_PARTICLES = _PARTICLES - {"al", "ben", "van", "y", "ul", "af"}
# What a given name may look like in the languages where the family name comes first. Enough
# to tell "Jong Un" from "Campbell" and "Keqiang" from "Harvey Oswald".
_GIVEN = {
    "korean": re.compile(
        r"(?:(?:kk|tt|pp|ss|jj|ch|sh|ph|th|[kgndtrlmbpsjh])?"
        r"(?:y?(?:ae|eo|eu|ou|oo|a|e|o|u)|w(?:ae|oo|a|e|i|o|u)?|oe|ee|eui|ui|i)"
        r"(?:ng|ck|[klmnptgbh])?)+"
    ),
    "chinese": re.compile(
        r"(?:(?:zh|ch|sh|ts|tz|hs|[bpmfdtnlgkhjqxrzcsyw])?"
        r"(?:[aeiou]{1,3}|yu|ui)(?:ng|[nrkptmh])?)+"
    ),
    "vietnamese": re.compile(
        r"(?:ch|gh|gi|kh|ng|ngh|nh|ph|qu|th|tr|[bcdghklmnrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
    ),
    "cambodian": re.compile(r"[a-z]+"),
}
_MOST_GIVEN_SYLLABLES = 3
_ASIDE = re.compile(r"""["\u201c][^"\u201d]*["\u201d]|\([^)]*\)?|(?<=[IVX]) of [A-Z].*""")
_SHORT_STATE = re.compile(r"(?:[A-Z]\.?){2,3}")
_ROMAN = re.compile(r"(?:x{0,2})(?:ix|iv|v?i{0,3})")
_REGNAL = "regnal"  # stands for the title of a monarch of whom only the number is written


@dataclass(frozen=True, slots=True)
class PersonName:
    """One person's name as one text writes it, folded.

    `given` is empty for a family name or mononym alone. For names in East Asian style
    (`asian`) the given name is split into its written syllables.
    """

    text: str
    family: str
    given: tuple[str, ...] = ()
    suffix: str = ""
    asian: bool = False

    @property
    def full(self) -> bool:
        return bool(self.given)

    @property
    def key(self) -> str:
        """Equal for spellings that differ in hyphens, spaces, accents or capitals only."""
        given = "".join(self.given)
        words = (self.family, given) if self.asian else (given, self.family)
        return "|".join((*words, self.suffix)).replace("-", "").replace(" ", "")

    @property
    def words(self) -> tuple[str, ...]:
        """Given names and family names in the order of writing in English, hyphens apart."""
        names = (*self.given, *self.family.split(" "))
        return tuple(part for name in names for part in name.split("-"))

    @property
    def family_core(self) -> str:
        """The family name without particles: "assad" of "al assad"."""
        words = self.family.split(" ")
        while len(words) > 1 and words[0] in _PARTICLES:
            words = words[1:]
        return " ".join(words)


@cache
def _phrases(name: str) -> frozenset[str]:
    return frozenset(latin_fold(phrase) for phrase in table("titles")[name])


@cache
def _suffixes() -> dict[str, str]:
    rows = table("titles")
    dropped = dict.fromkeys(rows["dropped suffixes"], "")
    return {**rows["suffixes"], **dropped}


@cache
def family_first_names() -> dict[str, str]:
    """Family names that may stand first, each with one romanisation for all its variants."""
    rows = table("family-first")
    names = {name: name for language in _GIVEN for name in rows[language]}
    names.update({name: group[0] for group in rows["variants"] for name in group})
    return names


@cache
def languages_of(family: str) -> tuple[str, ...]:
    """The languages in which this family name stands first."""
    rows = table("family-first")
    return tuple(language for language in _GIVEN if family in rows[language])


@cache
def common_families() -> frozenset[str]:
    """Family names so common that with one given name they tell little."""
    return frozenset(table("family-first")["common"])


@cache
def _foreign_endings() -> re.Pattern[str]:
    return re.compile(rf".{{2,}}(?:{'|'.join(table('given-names')['transliterated endings'])})")


@cache
def _foreign_words() -> frozenset[str]:
    listed = table("given-names")["transliterated"]
    return frozenset(form for name in listed for form in spellings_of(name))


@lru_cache(maxsize=100_000)
def is_transliterated(name: PersonName) -> bool:
    """True if a word of the name shows that it was written in another script first."""
    words = [*name.given, *name.family.split(" ")]
    return any(w in _foreign_words() or w in _ARTICLES for w in words) or bool(
        _foreign_endings().fullmatch(name.family_core)
    )


@lru_cache(maxsize=200_000)
def parse_person(text: str) -> PersonName:
    """Take a name apart. Never fails: what cannot be split is a family name alone."""
    words = _without_titles(_without_asides(surface(text)).split())
    tokens, suffix = _without_suffixes([_token(word) for word in words])
    shown = " ".join(words)
    tokens = [token for token in tokens if token]
    if not tokens:
        return PersonName(shown, latin_fold(text), suffix=suffix)
    if len(tokens) == 1:
        given = (_REGNAL,) if _ROMAN.fullmatch(suffix) and suffix else ()
        return PersonName(shown, tokens[0], given, suffix=suffix)
    if latin_fold(words[0]) in _phrases("regnal"):
        return PersonName(shown, tokens[-1], tuple(tokens[:-1]), suffix)
    return _split(shown, tokens, suffix)


def _without_asides(text: str) -> str:
    """Without nicknames, remarks in brackets and realms: "Abdullah II of Jordan"."""
    plain = re.sub(r"[,()]", " ", _ASIDE.sub(" ", text))
    return plain if plain.split() else text


def _token(word: str) -> str:
    """One written word folded; its hyphens stay, they tell "Jean-Claude" from two names."""
    parts = (latin_fold(part).replace(" ", "") for part in re.split("[-\u2010\u2011\u2013]", word))
    return "-".join(part for part in parts if part)


def _without_titles(words: list[str]) -> list[str]:
    honorifics, regnal = _phrases("honorifics"), _phrases("regnal")
    if len(words) > 2 and _SHORT_STATE.fullmatch(words[0]):
        bare = _without_titles(words[1:])
        words = bare if len(bare) < len(words) - 1 else words
    while len(words) > 1:
        if latin_fold(words[0]) in regnal:
            if _lone_given(words[1:]):
                return words
            words = words[1:]
            continue
        for count in (3, 2, 1):
            if count < len(words) and latin_fold(" ".join(words[:count])) in honorifics:
                words = words[count:]
                break
        else:
            return words
    return words


def _lone_given(words: list[str]) -> bool:
    return len(words) == 1 or (len(words) == 2 and latin_fold(words[1]) in _suffixes())


def _without_suffixes(tokens: list[str]) -> tuple[list[str], str]:
    suffix = ""
    while len(tokens) > 1 and tokens[-1] in _suffixes():
        suffix = _suffixes()[tokens[-1]] or suffix
        tokens = tokens[:-1]
    return tokens, suffix


def _split(shown: str, tokens: list[str], suffix: str) -> PersonName:
    first, last = tokens[0], tokens[-1]
    if _is_asian_given(first, tokens[1:], in_front=True):
        return PersonName(shown, first, _syllables(tokens[1:]), suffix, asian=True)
    if _is_asian_given(last, tokens[:-1], in_front=False):
        return PersonName(shown, last, _syllables(tokens[:-1]), suffix, asian=True)
    tokens = [part for token in tokens for part in _split_article(token)]
    start = len(tokens) - 1
    while start > 1 and tokens[start - 1] in _PARTICLES:
        start -= 1
    if start == 1 and first in _LONE_PARTICLES:
        start = 0
    family = " ".join("al" if token in ("el", "ul") else token for token in tokens[start:])
    given = tuple(part for token in tokens[:start] for part in _initials(token, shown))
    return PersonName(shown, family.replace("-", " "), given, suffix)


def _split_article(token: str) -> tuple[str, ...]:
    """ "al-assad" is the article and a name."""
    article, hyphen, rest = token.partition("-")
    return (article, rest) if hyphen and article in ("al", "el", "ul") else (token,)


def _initials(token: str, shown: str) -> tuple[str, ...]:
    """ "jd" written "JD" or "J.D." is two initials; other tokens stay."""
    words = shown.split()
    capitals = any(len(word) > 3 and word.isupper() for word in words)
    written = token.upper() in words and not capitals and token not in _PARTICLES
    if 1 < len(token) <= 3 and token.isalpha() and written:
        return tuple(token)
    return (token,)


def _syllables(tokens: list[str]) -> tuple[str, ...]:
    return tuple(part for token in tokens for part in token.split("-"))


def _is_asian_given(family: str, tokens: list[str], *, in_front: bool) -> bool:
    """True if `tokens` read as the given name of a family that is written first.

    One unhyphenated word is not enough in Korean ("Kim Philby"), nor is it behind the given
    name ("Helen Kim"); in Chinese it is the rule ("Li Qiang").
    """
    parts = _syllables(tokens)
    if len(parts) > _MOST_GIVEN_SYLLABLES or not all(len(part) > 1 for part in parts):
        return False
    lone = len(parts) == 1
    return any(
        all(_GIVEN[language].fullmatch(part) for part in parts)
        for language in languages_of(family)
        if not lone or (in_front and language != "korean")
    )

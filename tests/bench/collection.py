"""Collections of any size, without reading a text: articles of an invented world, as records.

An article has about as many mentions, claims and quads as one of American election news read by
kg (35 chains, 25 claims, 1,400 quads), and names grow rarer the way names in news do.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random

from kg.records import Extraction, MentionType, Stance, TenureStatus
from kg.vocabulary import load_vocabulary
from tests.factories import Article

_FIRST = "Ana Bor Cai Dex Eli Fen Gia Hal Ivo Jun Kat Leo Mia Nor Oda Pia Rex Sol Tia Uma Vic Wim"
_CONSONANTS, _VOWELS = "bdfgklmnprstvwz", "aeiou"
_NAMES = 60_000  # that may occur; the first of them often, the last hardly ever
_STATES = "Peru Chile Poland Japan Kenya Borland Cestria Avaria Norland Ostia Russia Ukraine"
_PUBLISHERS = "Northwire,Plain Post,Harbour Gazette,City Herald,Daily Beacon"
_TYPES = ("SUPPORT", "AID", "CONSULT", "ACCUSE", "REJECT", "SANCTION", "ASSAULT", "AGREE")
_TITLES = ("president", "foreign minister", "finance minister", "spokesman")


def articles(count: int, seed: int = 7, sentences: int = 12) -> Iterator[Extraction]:
    """`count` different articles; the first n of two calls with the same seed are the same."""
    random = Random(seed)
    for number in range(count):
        yield _article(number, random, sentences)


@cache
def _leaders() -> list[str]:
    """Every second person in the news is somebody the vocabulary knows."""
    known = (entity for entity in load_vocabulary() if entity.type is MentionType.PERSON)
    return sorted(entity.label for entity in known)


def _person(random: Random) -> str:
    if random.random() < 0.5:
        return random.choice(_leaders())
    rank = int(random.random() ** 3 * _NAMES)
    return f"{_FIRST.split()[rank % 22]} {_name(Random(rank), 4)}"


def _name(random: Random, syllables: int) -> str:
    letters = (random.choice(_CONSONANTS) + random.choice(_VOWELS) for _ in range(syllables))
    return "".join(letters).capitalize()


def _article(number: int, random: Random, sentences: int) -> Extraction:
    states = _STATES.split()
    rows = []
    for _ in range(sentences):
        person = _person(random)
        body = f"{_name(Random(int(random.random() ** 3 * _NAMES)), 4)} Institute"
        one, other = random.sample(states, 2)
        rows.append((person, body, one, other, random.choice(_TITLES), random.randint(2, 900)))
    text = " ".join(
        f"{person}, the {title} of {one}, said {body} had met {other} with {figure} troops. "
        + " ".join(_name(random, 2) for _ in range(14))  # no two articles share a passage
        + "."
        for person, body, one, other, title, figure in rows
    )
    article = Article(
        f"No. {number}. {text}",
        publisher=random.choice(_PUBLISHERS.split(",")),
        published=f"2024-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
        title=f"Report {number}",
    )
    seen: dict[str, str] = {}
    for row in rows:
        _sentence(article, row, seen, random)
    return article.extraction()


def _sentence(
    article: Article,
    row: tuple[str, str, str, str, str, int],
    seen: dict[str, str],
    random: Random,
) -> None:
    person, body, one, other, title, number = row
    sentence = f"{person}, the {title} of {one}, said {body} had met {other} with {number} troops."

    def mention(words: str, kind: MentionType) -> str:
        found = article.mention(words, kind, chain=seen.get(words, ""))
        seen.setdefault(words, found)
        return found

    speaker, actor = mention(person, MentionType.PERSON), mention(body, MentionType.ORGANIZATION)
    state, recipient = mention(one, MentionType.STATE), mention(other, MentionType.STATE)
    role = mention(title, MentionType.ROLE)
    event = article.event(
        random.choice(_TYPES),
        [actor],
        [recipient],
        trigger="met",
        figures=[article.figure(f"{number} troops", number, number)],
        evidence=sentence,
    )
    article.claim(event, source=speaker, cue="said", evidence=sentence)
    post = article.relation("postIn", role, state, evidence=sentence)
    held = article.relation(
        "holdsPost", speaker, role, tenure=TenureStatus.CURRENT, evidence=sentence
    )
    for relation in (post, held):
        article.claim(relation, evidence=sentence)
    if random.random() < 0.2:
        article.claim(event, source=state, stance=Stance.DENY, evidence=sentence)

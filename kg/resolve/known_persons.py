"""Persons as one article has them: those the vocabulary knows, and what tells the others apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.records import Chain, MentionType, Verdict
from kg.resolve.case import Case
from kg.resolve.names.comparison import compare_persons
from kg.resolve.names.person_names import PersonName, parse_person
from kg.resolve.names.titles import is_stateless
from kg.resolve.person_blocks import block_keys
from kg.resolve.posts import PostKey, post_keys, state_of_known
from kg.resolve.scores import Score
from kg.vocabulary import KnownEntity, Vocabulary


@dataclass(frozen=True, slots=True)
class Bearer:
    """A chain of a person with a name.

    `keys` are the blocks of a full name, `written` the names that agree with it, `posts` what
    the article says the person holds; both are empty where nobody asks for them. `away` are
    those of the posts that the person has held, or will hold, but does not now.
    """

    chain: Chain
    name: PersonName
    keys: tuple[str, ...]
    written: tuple[str, ...]
    posts: tuple[PostKey, ...]
    away: tuple[PostKey, ...] = ()


def link_known_persons(case: Case) -> list[Bearer]:
    """Link persons by names of the vocabulary; returns all who have a name."""
    bearers = []
    for chain in list(case.open_chains(MentionType.PERSON)):
        if chain.names:
            posts = post_keys(case, chain)
            _link_known(case, chain, posts)
            name = full_name(chain)
            keys = block_keys(name) if name.full else ()
            written = tuple(dict.fromkeys(_agreeing_names(chain)))
            away = posts - post_keys(case, chain, now=True) if posts else ()
            bearers.append(
                Bearer(chain, name, keys, written, tuple(sorted(posts)), tuple(sorted(away)))
            )
    return bearers


def full_name(chain: Chain) -> PersonName:
    """The most complete name of a chain that agrees with its first full name."""
    return _fullest(chain.names)


@lru_cache(maxsize=200_000)
def _fullest(written: tuple[str, ...]) -> PersonName:
    names = [parse_person(name) for name in written]
    full = [name for name in names if name.full] or names[:1]
    agreeing = [n for n in full if compare_persons(full[0], n).verdict is Verdict.SAME]
    return max(agreeing or full[:1], key=completeness)


def completeness(name: PersonName) -> float:
    """Family name and given names count one each, an initial half."""
    return 1 + sum(0.5 if len(part) == 1 else 1.0 for part in name.given)


def _agreeing_names(chain: Chain) -> Iterator[str]:
    """Names without titles; one that contradicts the head is a slip of coreference."""
    head = full_name(chain)
    for name in map(parse_person, chain.names):
        if not name.full or compare_persons(head, name).verdict is not Verdict.DIFFERENT:
            yield name.text


def _link_known(case: Case, chain: Chain, posts: Iterable[PostKey]) -> bool:
    """A name of the vocabulary that decides alone, unless the article speaks against it."""
    if case.groups[chain.id]:
        return False
    head = full_name(chain)
    for text in dict.fromkeys((head.text, *chain.names)):
        found = [
            e
            for e in case.vocabulary.called(text)
            if e.type is MentionType.PERSON and not e.is_ambiguous(text)
        ]
        fitting = [e for e in found if _fits(case, chain, e, posts)]
        if len(fitting) == 1:
            case.link_known(chain, fitting[0], Score.KNOWN_NAME)
            return True
    return False


def _fits(case: Case, chain: Chain, known: KnownEntity, posts: Iterable[PostKey]) -> bool:
    """False if the user forbids it, or the chain's posts are in other states.

    A post that the reader attached to the wrong state is more common than a namesake of a
    known leader: an article that names the leader's own state is about the leader.
    """
    if case.forbids(chain, known.id):
        return False
    here, own = states_of(posts, case), known_states(case.vocabulary, known)
    if not here or not own or here & own:
        return True
    return not own.isdisjoint(case.states_in(chain.document))


def states_of(posts: Iterable[PostKey], case: Case) -> frozenset[str]:
    """The states that somebody with these posts serves; an ambassador's is not sure."""
    owners = {owner for title, owner in posts if owner and not is_stateless(title)}
    return frozenset(case.state_of(owner) for owner in owners) - {""}


@lru_cache(maxsize=20_000)
def known_states(vocabulary: Vocabulary, known: KnownEntity) -> frozenset[str]:
    bodies = [*(tenure.body for tenure in known.tenures), known.parent]
    return frozenset(state_of_known(vocabulary, body) for body in bodies) - {""}

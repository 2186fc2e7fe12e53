"""Who held which post when, as the vocabulary has it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from kg.records import MentionType, PartialDate
from kg.resolve.names.person_names import parse_person
from kg.resolve.person_blocks import family_keys
from kg.resolve.posts import PostKey, tenure_keys
from kg.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a full name who has held a post; `since` and `until` as far as known."""

    entity: str
    since: PartialDate | None = None
    until: PartialDate | None = None

    def fits(self, published: PartialDate | None) -> bool:
        if published is None:
            return True
        day = published.first_day
        return not (
            (self.since and day < self.since.first_day)
            or (self.until and day > self.until.first_day)
        )


ByPost = dict[tuple[str, PostKey], set[Holder]]  # by family name and post


@lru_cache(maxsize=4)
def known_holders(vocabulary: Vocabulary) -> ByPost:
    """Holders by family name and post, as the vocabulary has them; under "" whatever the name."""
    found: ByPost = defaultdict(set)
    for known in vocabulary:
        if known.type is MentionType.PERSON and known.tenures:
            keys = family_keys(parse_person(known.family_name or known.label))
            for tenure in known.tenures:
                holder = Holder(known.id, tenure.begin, tenure.end)
                for post in tenure_keys(vocabulary, tenure):
                    for key in ("", *keys):
                        found[key, post].add(holder)
    return dict(found)


@lru_cache(maxsize=4)
def known_by_state(vocabulary: Vocabulary) -> dict[tuple[str, str], set[str]]:
    return by_state(known_holders(vocabulary))


def by_state(by_post: ByPost) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (family, post), holders in by_post.items():
        found[family, post[1]].update(holder.entity for holder in holders)
    return dict(found)


@lru_cache(maxsize=4)
def known_in_state(vocabulary: Vocabulary) -> dict[tuple[str, str], set[Holder]]:
    found: dict[tuple[str, str], set[Holder]] = defaultdict(set)
    for (family, post), holders in known_holders(vocabulary).items():
        if family:
            found[family, post[1]].update(holder for holder in holders if holder.since)
    return dict(found)

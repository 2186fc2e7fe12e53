"""Who is known to have held which post when: by the vocabulary, and as the articles tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from kg.records import PartialDate
from kg.resolve.collection import Collection
from kg.resolve.person_blocks import family_keys
from kg.resolve.posts import PostKey
from kg.resolve.tenures import ByPost, Holder, by_state, known_by_state, known_holders

_YEARS_APART = 4  # a post may have passed to a namesake by then
_DAYS_APART = 366  # and to anybody by then


class Holders:
    """Holders of posts over the whole collection, once its persons are linked."""

    def __init__(self, case: Collection) -> None:
        told: ByPost = defaultdict(set)
        self._days: dict[PostKey, dict[str, set[date]]] = defaultdict(lambda: defaultdict(set))
        for bearer in case.persons:
            entity = case.entity_of(bearer.chain.id)
            if entity and bearer.posts:
                holder = Holder(entity, *_years(bearer.chain.published))
                for post in case.posts_of(bearer):
                    for family in family_keys(bearer.name):
                        told[family, post].add(holder)
                if bearer.chain.published and bearer.name.full:
                    for post in case.posts_of(bearer) - case.posts_away(bearer):
                        self._days[post][entity].add(bearer.chain.published.first_day)
        self._vocabulary = case.vocabulary
        self._by_post = (known_holders(case.vocabulary), told)
        self._by_state = (known_by_state(case.vocabulary), by_state(told))

    def of_post(self, family: str, post: PostKey, day: PartialDate | None) -> list[str]:
        """Who of this family held the post when the article appeared."""
        held = (holder for table in self._by_post for holder in table.get((family, post), ()))
        return sorted({holder.entity for holder in held if holder.fits(day)})

    def of_states(self, family: str, posts: Iterable[PostKey]) -> list[str]:
        """Who of this family held any post in one of the states."""
        keys = {(family, owner) for _, owner in posts if owner}
        return sorted({e for table in self._by_state for key in keys for e in table.get(key, ())})

    def on(self, post: PostKey, day: PartialDate | None) -> list[str]:
        """Whoever held the post on this day, by the vocabulary or as articles of that time say.

        The vocabulary knows when its persons held it; what articles say of these counts nothing.
        """
        if day is None:
            return []
        known = self._by_post[0].get(("", post), set())
        found = {holder.entity for holder in known if holder.since and holder.fits(day)}
        dated = {holder.entity for holder in known}
        for entity, days in self._days.get(post, {}).items():
            near = any(abs((told - day.first_day).days) <= _DAYS_APART for told in days)
            if near and entity not in dated:
                found.add(entity)
        return sorted(found)


@lru_cache(maxsize=20_000)
def _years(published: PartialDate | None) -> tuple[PartialDate | None, PartialDate | None]:
    """From when to when an article tells who holds a post."""
    year = published.year if published else 0
    if not year:
        return None, None
    return PartialDate(max(1, year - _YEARS_APART)), PartialDate(year + _YEARS_APART, 12, 31)

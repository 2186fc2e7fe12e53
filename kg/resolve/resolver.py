"""Who is who over all articles: from the mention table to a linker."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.records import PUBLISHER, Chain, Linker, MentionType
from kg.resolve.collection import Collection
from kg.resolve.decisions import NO_DECISIONS, Decisions
from kg.resolve.decisions.anchors import anchored
from kg.resolve.decisions.parted import judge_parted
from kg.resolve.join_actors import join_actors
from kg.resolve.join_persons import join_persons
from kg.resolve.keeping import Kept, near_of, near_row, pack
from kg.resolve.namesakes import join_family_names
from kg.resolve.near import Near
from kg.resolve.open_posts import join_open_posts, join_owned_posts, join_unnamed
from kg.resolve.reading import Articles
from kg.resolve.setting import Setting
from kg.vocabulary import Vocabulary

_PUBLISHERS = ""  # the table of publishers, as if it were a document
_NEAR = "near.1"


def resolve(
    chains: Iterable[Chain],
    publishers: Iterable[str],
    vocabulary: Vocabulary,
    decisions: Decisions = NO_DECISIONS,
) -> Linker:
    """Decide which entity every chain refers to.

    A pure function of its arguments; the order of chains and publishers does not matter.
    Chains that name nobody in particular ("the soldiers", without a state) and types that
    are not entities stay out of the linker.
    """
    tables: dict[str, list[Chain]] = {}
    for chain in chains:
        tables.setdefault(chain.document, []).append(chain)
    return resolve_tables(tables, publishers, vocabulary, decisions)


def resolve_tables(
    tables: Mapping[str, Sequence[Chain]],
    publishers: Iterable[str],
    vocabulary: Vocabulary,
    decisions: Decisions = NO_DECISIONS,
    kept: Kept | None = None,
) -> Linker:
    """The same, with the chains of each document, which are asked for only where needed.

    First every article decides what it can alone; that is `kept` for the next run, which changes
    nothing but the time. Then the collection completes it step by step: bodies need their
    states, posts their bodies, and persons are told apart by their posts.
    """
    media = sorted(set(publishers))
    if decisions.listed:

        def by_rules() -> Linker:
            return resolve_tables(tables, media, vocabulary, kept=kept)

        rows = [chain for table in tables.values() for chain in table]
        decisions = anchored(decisions, rows, vocabulary, by_rules)
    setting = Setting.of(vocabulary, decisions, media)
    articles = Articles(tables, {_PUBLISHERS: list(map(_chain_of, media))}, kept)
    setting = replace(setting, types=articles.types(setting))
    near = _Nearness(kept, setting)
    case = Collection(setting)
    case.add_names(MentionType.STATE, articles.unknown_states(setting))
    near.join(case, MentionType.STATE)
    articles.decide(setting, case)
    for kind in (MentionType.PLACE, MentionType.ORGANIZATION, MentionType.ROLE):
        near.join(case, kind)
    join_owned_posts(case)
    near.join(case, MentionType.PERSON)
    join_family_names(case)
    join_open_posts(case)
    join_unnamed(case)
    judge_parted(case)
    return case.linker()


def _chain_of(publisher: str) -> Chain:
    """A publisher as a row of the table, so that it meets mentions of the same name."""
    return Chain(PUBLISHER + publisher, _PUBLISHERS, MentionType.ORGANIZATION, (publisher,), ())


class _Nearness:
    """Joins names, and keeps which of them are alike."""

    def __init__(self, kept: Kept | None, setting: Setting) -> None:
        self._kept = kept
        self._setting = setting

    def join(self, case: Collection, kind: MentionType) -> None:
        before = self._before(kind)
        persons = kind is MentionType.PERSON
        after = join_persons(case, before) if persons else join_actors(case, kind, before)
        if self._kept and after != before:
            row = {"": pack(near_row(after))}
            self._kept.put(f"{_NEAR}.{kind.value}", self._setting.knowledge_mark, row)

    def _before(self, kind: MentionType) -> Near:
        if self._kept is None:
            return Near()
        found = self._kept.get(f"{_NEAR}.{kind.value}", self._setting.knowledge_mark).get("")
        try:
            return near_of(json.loads(found)) if found else Near()
        except (ValueError, TypeError):
            return Near()

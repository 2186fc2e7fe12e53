"""What coreference scores are made of: texts, features of pairs, which pairs, chains from links."""

from __future__ import annotations

from itertools import pairwise
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.language.coreference import (
    ACRONYM,
    BACK,
    EQUAL,
    FEATURES,
    HEAD,
    JOINT,
    KINDS,
    MOST_RELATED,
    NEAR,
    NONE,
    PART,
    PRONOUN,
    Candidate,
    Described,
    describe,
    joined,
    linked,
    pair_features,
    string_relations,
    worth_scoring,
)

Marked = tuple[str, str]  # the words of a mention, and its kind


def text_of(*mentions: Marked) -> Described:
    """A text of nothing but these mentions, one sentence each, every last word a head."""
    words: list[str] = []
    found = []
    for sentence, (phrase, kind) in enumerate(mentions):
        begin = len(words)
        words += phrase.split()
        found.append(Candidate(begin, len(words), len(words) - 1, kind, sentence))
    return describe(found, words)


def all_relations(of: Described) -> np.ndarray:
    return string_relations(of, 0, 0, len(of.kinds))


# -- describe ------------------------------------------------------------------------------------


def test_bounds_and_kinds_are_those_of_the_candidates() -> None:
    found = text_of(("Ann Lund", "name"), ("the envoy", "nominal"), ("she", "pronoun"))
    assert found.bounds.tolist() == [[0, 2, 1, 0], [2, 4, 3, 1], [4, 5, 4, 2]]
    assert found.kinds.tolist() == [0, 1, 2]
    assert found.words == [{"ann", "lund"}, {"envoy"}, frozenset()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lund", "Mr. Lund"),
        ("Lund", "LUND"),
        ("The envoy", "envoy"),
        ("her envoy", "this envoy"),
        ("Borland 's envoy", "Borland envoy"),
        ("“ Ann Lund ”", "Ann Lund"),
    ],
)
def test_articles_titles_capitals_and_quotes_make_no_other_text(one: str, other: str) -> None:
    found = text_of((one, "name"), (other, "name"))
    assert found.texts[0] == found.texts[1]


def test_a_mention_of_empty_words_is_its_head() -> None:
    found = text_of(("this", "nominal"), ("this", "pronoun"), ("that", "nominal"))
    assert found.texts.tolist() == found.heads.tolist()
    assert found.texts[0] == found.texts[1] != found.texts[2]


def test_initials_point_at_the_text_that_they_spell() -> None:
    found = text_of(
        ("UN", "name"), ("United Nations", "name"), ("un", "nominal"), ("the UN", "name")
    )
    assert found.texts[0] == found.texts[2] == found.texts[3]
    assert found.initials.tolist()[1] == found.texts[0]


@pytest.mark.parametrize(
    "mention",
    [("Unity", "name"), ("United Nations", "nominal"), ("European Union", "name")],
    ids=["one capital", "not a name", "nothing so spelt"],
)
def test_other_mentions_have_no_initials(mention: Marked) -> None:
    assert text_of(("U", "name"), ("UN", "name"), mention).initials.tolist()[-1] == -1


def test_no_candidates_no_rows() -> None:
    found = describe([], ["Nobody", "spoke"])
    assert found.bounds.shape == (0, 4)
    assert all_relations(found).shape == (0, 0)
    assert [len(numbers) for numbers in worth_scoring(found, 0, 0)] == [0, 0, 0]


# -- how two texts relate --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (("Ann Lund", "name"), ("Ann Lund", "name"), EQUAL),
        (("Mr. Lund", "name"), ("LUND", "name"), EQUAL),
        (("the envoy", "nominal"), ("an envoy", "nominal"), EQUAL),
        (("Ann Lund", "name"), ("Lund", "name"), PART),
        (("Ann Lund", "name"), ("Ann", "name"), PART),
        (("Ann Maria Lund", "name"), ("Lund Ann", "name"), PART),
        (("the old envoy", "nominal"), ("envoy", "nominal"), PART),
        (("the old envoy", "nominal"), ("a new envoy", "nominal"), HEAD),
        (("Ann Lund", "name"), ("Eve Lund", "name"), HEAD),
        (("UN", "name"), ("United Nations", "name"), ACRONYM),
        (("the Northern Treaty Council", "name"), ("NTC", "name"), ACRONYM),
        (("she", "pronoun"), ("she", "pronoun"), HEAD),
        (("US", "name"), ("us", "pronoun"), HEAD),
        (("she", "pronoun"), ("her", "pronoun"), NONE),
        (("she", "pronoun"), ("Lund", "name"), NONE),
        (("Borland", "name"), ("Cestria", "name"), NONE),
        (("Ann Lund", "name"), ("Ann Berg", "name"), NONE),
        (("the old envoy", "nominal"), ("the old king", "nominal"), NONE),
    ],
)
def test_how_two_texts_relate(one: Marked, other: Marked, relation: int) -> None:
    found = all_relations(text_of(one, other))
    assert found[1, 0] == found[0, 1] == relation


def relation(of: Described, one: int, other: int) -> int:
    """The definition, for one pair."""
    pronoun = PRONOUN in (of.kinds[one], of.kinds[other])
    if of.texts[one] == of.texts[other] and not pronoun:
        return EQUAL
    if of.initials[one] == of.texts[other] or of.texts[one] == of.initials[other]:
        return ACRONYM
    left, right = of.words[one], of.words[other]
    if left and right and (left <= right or right <= left):
        return PART
    return HEAD if of.heads[one] == of.heads[other] else NONE


phrases = st.lists(
    st.sampled_from("the of United Nations UN un Ann Lund , she U".split()), min_size=1, max_size=4
).map(" ".join)
texts = st.lists(st.tuples(phrases, st.sampled_from(KINDS)), max_size=12)


@settings(max_examples=150, deadline=None)
@given(texts, st.data())
def test_relations_are_as_defined(mentions: list[Marked], data: st.DataObject) -> None:
    of = text_of(*mentions)
    count = len(mentions)
    wanted = [[relation(of, i, j) for j in range(count)] for i in range(count)]
    found = all_relations(of)
    assert found.tolist() == wanted
    row = data.draw(st.integers(0, count))
    first = data.draw(st.integers(0, row))
    part = string_relations(of, row, first, count)
    assert part.tolist() == found[row:, first:].tolist()
    assert part.dtype == np.int64


# -- features of pairs -----------------------------------------------------------------------------


def features(of: Described, later: int, earlier: int) -> dict[str, int]:
    strings = all_relations(of)[later, earlier]
    row = pair_features(of, np.array(later), np.array(earlier), strings)
    return dict(zip(FEATURES, row.tolist(), strict=True))


def test_features_of_a_pair() -> None:
    of = text_of(("Ann Lund", "name"), ("the old envoy", "nominal"), ("Lund", "name"))
    assert features(of, 2, 0) == {
        "mentions": 2,
        "words": 5,  # in the bucket 5-7
        "sentences": 2,
        "kinds": 0,
        "strings": PART,
        "same": 0,
        "in": 0,
    }
    assert features(of, 1, 0)["kinds"] == 1 * len(KINDS) + 0
    assert features(of, 2, 1)["kinds"] == 0 * len(KINDS) + 1


@pytest.mark.parametrize(
    ("distance", "bucket"),
    [
        *((0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (7, 5), (8, 6), (15, 6), (16, 7)),
        *((31, 7), (32, 8), (63, 8), (64, 9), (2_000, 9)),
    ],
)
def test_distances_come_in_buckets(distance: int, bucket: int) -> None:
    words = ["Lund"] * (distance + 1)
    of = describe([Candidate(i, i + 1, i, "name", 0) for i in range(distance + 1)], words)
    row = pair_features(of, np.array(distance), np.array(0), np.array(EQUAL))
    assert row.tolist()[:3] == [bucket, bucket, 0]


def test_far_sentences_are_all_alike() -> None:
    of = text_of(*[("Lund", "name")] * 9)
    assert [features(of, 8, earlier)["sentences"] for earlier in range(9)] == [
        *(5, 5, 5, 5, 4, 3, 2, 1, 0)
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("she", "pronoun"), ("She", "pronoun"), 2),
        (("she", "pronoun"), ("he", "pronoun"), 1),
        (("she", "pronoun"), ("Lund", "name"), 0),
        (("Lund", "name"), ("Lund", "name"), 0),
    ],
)
def test_only_pronouns_are_the_same_word_or_not(one: Marked, other: Marked, same: int) -> None:
    assert features(text_of(one, other), 1, 0)["same"] == same


def test_one_mention_may_stand_in_the_other() -> None:
    words = "Lund 's envoy met Lund".split()
    found = [
        Candidate(0, 3, 2, "nominal", 0),
        Candidate(0, 1, 0, "name", 0),
        Candidate(4, 5, 4, "name", 0),
    ]
    of = describe(found, words)
    assert [features(of, i, j)["in"] for i, j in ((1, 0), (2, 0), (2, 1))] == [1, 0, 0]


@settings(max_examples=60, deadline=None)
@given(texts)
def test_features_stay_within_their_tables(mentions: list[Marked]) -> None:
    of = text_of(*mentions)
    numbers = np.arange(len(mentions))
    found = pair_features(of, numbers[:, None], numbers[None, :], all_relations(of))
    assert found.shape == (len(mentions), len(mentions), len(FEATURES))
    assert (found >= 0).all() and (found < list(FEATURES.values())).all()


def test_every_combination_of_features_has_its_own_number() -> None:
    sizes = list(FEATURES.values())
    every = np.indices(sizes).reshape(len(sizes), -1).T
    distance, likeness = prod(sizes[:JOINT]), prod(sizes[JOINT:])
    found = joined(every)
    assert found.min(0).tolist() == [0, 0]
    assert found.max(0).tolist() == [distance - 1, likeness - 1]
    assert len(np.unique(found[:, 0] * likeness + found[:, 1])) == len(every) == distance * likeness
    # The last feature's numbers run fastest, as those of the tables added up for export.
    assert found.tolist() == sorted(found.tolist())


# -- pairs worth scoring ---------------------------------------------------------------------------


def antecedents(of: Described, mention: int) -> list[int]:
    later, earlier, _ = worth_scoring(of, mention, mention + 1)
    assert set(later.tolist()) <= {mention}
    return earlier.tolist()


@pytest.mark.parametrize("kind", KINDS)
def test_near_mentions_are_scored_whatever_their_texts(kind: str) -> None:
    near = NEAR[KINDS.index(kind)]
    of = text_of(*[(f"Name{i}", "name") for i in range(60)], ("it", kind))
    assert antecedents(of, 60) == list(range(60 - near, 60))


@pytest.mark.parametrize("kind", ["name", "nominal"])
def test_related_mentions_are_scored_from_far(kind: str) -> None:
    other = [(f"Name{i}", "name") for i in range(BACK - 1)]
    of = text_of(("Lund", "name"), ("Ann Lund", "name"), *other, ("Lund", kind))
    last = len(of.kinds) - 1
    assert antecedents(of, last)[0] == 1  # BACK before it; the one before that is too far
    assert len(antecedents(of, last)) == 1 + NEAR[KINDS.index(kind)]


def test_no_pronoun_is_scored_from_far() -> None:
    of = text_of(("she", "pronoun"), *[(f"Name{i}", "name") for i in range(50)], ("she", "pronoun"))
    assert 0 not in antecedents(of, 51)


def test_the_first_mention_has_nothing_to_link_to() -> None:
    assert antecedents(text_of(("Lund", "name")), 0) == []


@settings(max_examples=60, deadline=None)
@given(texts, st.integers(1, 12))
def test_scoring_in_parts_scores_the_same_pairs(mentions: list[Marked], size: int) -> None:
    of = text_of(*mentions)
    whole = [row.tolist() for row in worth_scoring(of, 0, len(mentions))]
    parts: list[list[int]] = [[], [], []]
    for begin in range(0, len(mentions), size):
        found = worth_scoring(of, begin, min(begin + size, len(mentions)))
        for part, row in zip(parts, found, strict=True):
            part += row.tolist()
    assert parts == whole
    later, earlier, strings = whole
    assert all(j < i for i, j in zip(later, earlier, strict=True))
    assert [relation(of, i, j) for i, j in zip(later, earlier, strict=True)] == strings


def test_pairs_grow_with_the_text_not_with_its_square() -> None:
    of = text_of(*[("Lund", "name")] * 3_000)
    later, _, _ = worth_scoring(of, 2_744, 3_000)
    assert len(later) == 256 * (NEAR[0] + MOST_RELATED)


# -- chains from links -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("links", "chains"),
    [
        ([], []),
        ([-1, -1], []),
        ([-1, 0], [[0, 1]]),
        ([-1, 0, -1, 1, 2], [[0, 1, 3], [2, 4]]),
        ([-1, -1, 1, 0], [[0, 3], [1, 2]]),
        ([-1, 0, 0, 0], [[0, 1, 2, 3]]),
    ],
)
def test_chains_are_what_links_connect(links: list[int], chains: list[list[int]]) -> None:
    assert linked(links) == chains


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 10**6), max_size=60))
def test_every_mention_is_in_the_chain_of_its_antecedent(numbers: list[int]) -> None:
    links = [number % (i + 1) - 1 for i, number in enumerate(numbers)]
    chains = linked(links)
    place = {mention: number for number, chain in enumerate(chains) for mention in chain}
    assert len(place) == sum(map(len, chains))
    assert all(a < b for chain in chains for a, b in pairwise(chain))
    assert [chain[0] for chain in chains] == sorted(chain[0] for chain in chains)
    assert sum(len(chain) - 1 for chain in chains) == sum(link >= 0 for link in links)
    assert all(place[i] == place[link] for i, link in enumerate(links) if link >= 0)

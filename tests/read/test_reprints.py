"""Reprints are linked to the earliest; two reports of one event are not."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.read import ReadOptions, link_reprints
from kg.read.articles import Article, to_document
from kg.records import Document, PartialDate

PARAGRAPHS = (
    "The envoy of Avaria said on Monday that the treaty with Borland would be signed in the "
    "spring, after four months of talks in the harbour town of Ostrava.",
    "Deputies of the Harbour Party had warned that the treaty would close the northern ports to "
    "ships from Cestria, and they asked the cabinet for a vote before the summer.",
    "“We have given nothing away,” the envoy, Anna Lind, told reporters. “Every port stays open, "
    "and every ship that pays its dues may enter.”",
    "Cestria has not replied. Its foreign minister is expected in Ostrava on Thursday, where he "
    "will meet the premier and the head of the port authority.",
    "The treaty replaces an agreement of 1987, which gave both states the right to search each "
    "other's ships within twelve miles of the coast.",
)
# The same event by another writer: the same facts, and the same quotation.
OTHER = (
    "OSTRAVA — A long quarrel over northern ports is close to its end: Avaria and Borland mean "
    "to sign a new accord this spring, their negotiators announced at the start of the week.",
    "Anna Lind, who leads the talks for Avaria, rejected the criticism of the opposition. “We have "
    "given nothing away,” she said. “Every port stays open, and every ship that pays its dues may "
    "enter.”",
    "Harbour Party members of parliament see that differently. They fear for the trade with Cestria "
    "and want to decide on the text themselves.",
    "Until now a pact from the eighties has been in force; it lets either navy stop and search "
    "vessels near the shore, and fishermen have complained about it for years.",
)


def document(*paragraphs: str, day: int = 0, **fields: str) -> Document:
    article = Article("\n\n".join(paragraphs), **fields)
    published = PartialDate(2024, 10, day) if day else None
    return replace(to_document(article, "", ReadOptions()), published=published)


ORIGINAL = document(*PARAGRAPHS, day=20, publisher="Northern Press")
REPRINTS = {
    "another headline": document("Ports stay open, says envoy", *PARAGRAPHS, day=21),
    "another credit": document(*PARAGRAPHS, "(Reporting by B. Ek)", day=21, publisher="Herald"),
    "one paragraph changed": document(*PARAGRAPHS[:4], OTHER[3], day=21),
    "one paragraph left out": document(*PARAGRAPHS[1:], day=22),
    "cut to its first half": document(*PARAGRAPHS[:3], day=22),
    "with a longer story around it": document(*OTHER[2:], *PARAGRAPHS, day=22),
    "other spacing and quotes": document(
        *(text.replace("“", '"').replace("”", '"') + "  " for text in PARAGRAPHS), day=22
    ),
    "page furniture around it": document(
        "Home > World", *PARAGRAPHS, "Read more", "© 2024 The Herald. All rights reserved.", day=22
    ),
    "without a date": document("Ports", *PARAGRAPHS),
}


@pytest.mark.parametrize("reprint", REPRINTS.values(), ids=REPRINTS.keys())
def test_a_reprint_is_linked_to_the_earliest(reprint: Document) -> None:
    assert link_reprints([reprint, ORIGINAL]) == {
        ORIGINAL.id: ORIGINAL.id,
        reprint.id: ORIGINAL.id,
    }


def test_two_reports_of_one_event_are_not_linked() -> None:
    other = document(*OTHER, day=21)
    assert link_reprints([ORIGINAL, other]) == {ORIGINAL.id: ORIGINAL.id, other.id: other.id}


def test_short_items_are_linked_only_if_equal() -> None:
    first = document("The envoy left on Sunday, said Lind.", day=20)
    copy = document("The envoy left on Sunday, said Lind.", day=21, publisher="Herald")
    other = document("The envoy left on Sunday, said Ek.", day=21)
    links = link_reprints([first, copy, other])
    assert links == {first.id: first.id, copy.id: first.id, other.id: other.id}


def test_the_same_document_twice_is_one() -> None:
    assert link_reprints([ORIGINAL, ORIGINAL]) == {ORIGINAL.id: ORIGINAL.id}


def test_no_documents() -> None:
    assert link_reprints([]) == {}


def test_a_vaguer_date_comes_after_a_day_of_its_time() -> None:
    month = replace(ORIGINAL, published=PartialDate(2024, 10), publisher="A")
    year = replace(ORIGINAL, published=PartialDate(2024), publisher="B")
    day = replace(ORIGINAL, published=PartialDate(2024, 10, 31), publisher="C")
    assert set(link_reprints([year, month, day]).values()) == {day.id}


def test_equal_dates_are_told_apart_by_id() -> None:
    a = replace(ORIGINAL, publisher="A")
    b = replace(ORIGINAL, publisher="B")
    assert set(link_reprints([a, b]).values()) == {min(a.id, b.id)}


def test_a_chain_of_reprints_is_one_group() -> None:
    first = document(*PARAGRAPHS, day=20)
    second = document(*PARAGRAPHS[:4], OTHER[3], day=21)
    third = document(*PARAGRAPHS[:3], *OTHER[2:], day=22)
    assert set(link_reprints([third, first, second]).values()) == {first.id}


def test_the_order_of_documents_does_not_matter() -> None:
    group = [ORIGINAL, *list(REPRINTS.values())[:2], document(*OTHER, day=21)]
    results = [link_reprints(order) for order in itertools.permutations(group)]
    assert len(results) == 24
    assert all(result == results[0] for result in results)


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_every_document_links_to_an_earliest_one(chance: random.Random) -> None:
    texts = [list(PARAGRAPHS), list(OTHER)]
    made = [
        document(*chance.sample(chance.choice(texts), k=4), day=chance.randint(0, 28))
        for _ in range(6)
    ]
    links = link_reprints(made)
    assert set(links) == {one.id for one in made}
    assert all(links[first] == first for first in links.values())


def test_a_thousand_copies_and_a_thousand_others() -> None:
    words = [f"word{number}" for number in range(4000)]
    chance = random.Random(3)
    copies = [replace(ORIGINAL, publisher=str(number)) for number in range(1000)]
    others = [Document(" ".join(chance.choices(words, k=60))) for _ in range(1000)]
    links = link_reprints([*copies, *others])
    assert len({links[one.id] for one in copies}) == 1
    assert len({links[one.id] for one in others}) == 1000

"""Ids and labels of new entities."""

import pytest

from kg.records import Chain, MentionType, PartialDate
from kg.resolve.naming import Draft, canonical_name, entity_ids


def draft(
    label: str,
    document: str,
    year: int | None = 2024,
    hint: str = "",
    kind: MentionType = MentionType.PERSON,
) -> Draft:
    day = PartialDate(year) if year else None
    identifier = f"{document}-m1"
    row = Chain(identifier, document, kind, (label,), (identifier,), published=day)
    return Draft(label, kind, (row,), hint)


def free(_identifier: str) -> bool:
    return False


def words(name: str) -> float:
    return len(name.split())


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Anna Tern", "Anna B. Tern"], "Anna B. Tern"),
        (["Anna Tern", "Anna Holm", "Anna Holm"], "Anna Holm"),
        (["Boris Tern", "Anna Tern"], "Anna Tern"),
        (["ANNA TERN", "ANNA TERN", "Anna Tern"], "Anna Tern"),
    ],
)
def test_most_complete_then_most_frequent_then_first(names: list[str], expected: str) -> None:
    assert canonical_name(names, words) == expected


@pytest.mark.parametrize(
    ("label", "identifier"),
    [
        ("Anna Tern", "anna-tern"),
        ("The Harbour Post", "harbour-post"),
        ("Mihály Varga", "mihaly-varga"),
    ],
)
def test_an_id_is_made_of_the_label(label: str, identifier: str) -> None:
    assert entity_ids([draft(label, "d1")], free) == [identifier]


def test_a_label_in_another_script_still_has_an_id() -> None:
    (identifier,) = entity_ids([draft("Анна", "d1")], free)
    assert identifier
    assert identifier.isascii()


def test_the_earliest_article_keeps_the_plain_id() -> None:
    drafts = [draft("A Tern", "d1", None), draft("A Tern", "d2", 2024), draft("A Tern", "d3", 2020)]
    ids = entity_ids(drafts, free)
    assert ids[2] == "a-tern"
    assert ids[1] == "a-tern-person"
    assert len(set(ids)) == 3


def test_a_hint_tells_namesakes_apart() -> None:
    drafts = [draft("A Tern", "d1", 2020, "peru"), draft("A Tern", "d2", 2021, "chile")]
    assert entity_ids(drafts, free) == ["a-tern", "a-tern-chile"]


def test_taken_ids_are_left_alone() -> None:
    assert entity_ids([draft("Jordan", "d1")], {"jordan"}.__contains__) == ["jordan-person"]

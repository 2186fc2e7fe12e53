"""Names and Wikidata ids that the news turns on, in the vocabulary that ships."""

from __future__ import annotations

from datetime import date

import pytest

from kg.records import MentionType
from kg.vocabulary import KnownEntity, Vocabulary


def only(vocabulary: Vocabulary, name: str) -> KnownEntity:
    (found,) = vocabulary.called(name)
    return found


def of_type(vocabulary: Vocabulary, kind: MentionType) -> list[KnownEntity]:
    return [entity for entity in vocabulary if entity.type is kind]


def test_every_state_has_an_id_and_every_state_of_today_a_seat(shipped: Vocabulary) -> None:
    states = of_type(shipped, MentionType.STATE)
    assert len(states) >= 225
    assert [e.id for e in states if not e.wikidata] == []
    assert [e.id for e in states if e.codes and not e.seats] == []


def test_a_wikidata_id_is_that_of_one_entity(shipped: Vocabulary) -> None:
    ids = [e.wikidata for e in shipped if e.wikidata]
    assert len(ids) >= 3_000
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("name", "wikidata"),
    [
        ("United States", "Q30"),
        ("Netherlands", "Q55"),
        ("Denmark", "Q35"),
        ("China", "Q148"),
        ("State of Palestine", "Q219060"),
        ("Kosovo", "Q1246"),
        ("Soviet Union", "Q15180"),
        ("West Germany", "Q713750"),
        ("Ottoman Empire", "Q12560"),
        ("G7", "Q1764511"),
        ("G20", "Q19771"),
        ("APEC", "Q170481"),
        ("Arab League", "Q7172"),
        ("Sinn Fein", "Q76382"),
        ("Five-Star Movement", "Q47817"),
        ("Trinamool Congress", "Q912899"),
        ("Kofi Annan", "Q1254"),
        ("Condoleezza Rice", "Q47216"),
        ("Hu Jintao", "Q15029"),
        ("Mevlut Cavusoglu", "Q249206"),
        ("Hina Rabbani Khar", "Q254122"),
        ("Saddam Hussein", "Q1316"),
        ("JD Vance", "Q28935729"),
    ],
)
def test_ids_of_names(shipped: Vocabulary, name: str, wikidata: str) -> None:
    assert only(shipped, name).wikidata == wikidata


@pytest.mark.parametrize(
    ("metonym", "entity"),
    [
        ("Kremlin", "russia"),
        ("White House", "united-states"),
        ("Downing Street", "united-kingdom"),
        ("Whitehall", "united-kingdom"),
        ("Elysée", "france"),
        ("Zhongnanhai", "china"),
        ("Bankova", "ukraine"),
        ("Blue House", "south-korea"),
        ("Foggy Bottom", "united-states-department-of-state"),
        ("Pentagon", "united-states-department-of-defense"),
        ("Quai d'Orsay", "ministry-for-europe-and-foreign-affairs"),
        ("Langley", "central-intelligence-agency"),
    ],
)
def test_metonyms(shipped: Vocabulary, metonym: str, entity: str) -> None:
    found = shipped.metonym(metonym)
    assert found is not None
    assert found.id == entity


@pytest.mark.parametrize(
    "name",
    ["Georgia", "Jordan", "Chad", "Congo", "Washington", "Labour Party", "Socialist Party",
     "Green Party", "Democratic Party", "Republicans", "Tories", "John Reid", "George Bush"],
)  # fmt: skip
def test_names_that_never_decide_alone(shipped: Vocabulary, name: str) -> None:
    bearers = shipped.called(name)
    assert bearers
    assert name == "Tories" or all(e.is_ambiguous(name) for e in bearers)


@pytest.mark.parametrize(
    ("person", "post", "day"),
    [
        ("Tony Blair", "prime-minister-of-the-united-kingdom", date(2003, 3, 20)),
        ("Vladimir Putin", "president-of-russia", date(2004, 5, 1)),
        ("Dmitry Medvedev", "president-of-russia", date(2010, 5, 1)),
        ("Vladimir Putin", "president-of-russia", date(2022, 2, 24)),
        ("Donald Trump", "president-of-the-united-states", date(2018, 6, 12)),
        ("Donald Trump", "president-of-the-united-states", date(2025, 6, 12)),
        ("Hillary Clinton", "secretary-of-state-of-the-united-states", date(2012, 9, 11)),
        ("Nouri al-Maliki", "prime-minister-of-iraq", date(2010, 1, 1)),
        ("Lee Jae-myung", "president-of-south-korea", date(2025, 7, 1)),
    ],
)
def test_holders_of_posts_on_a_day(shipped: Vocabulary, person: str, post: str, day: date) -> None:
    held = [t for t in only(shipped, person).tenures if t.post == post]
    assert any(
        t.begin and t.begin.first_day <= day and (t.end is None or day < t.end.first_day)
        for t in held
    )


def test_a_known_person_has_no_other_known_name(shipped: Vocabulary) -> None:
    """A full name that two people bear decides for neither."""
    people = of_type(shipped, MentionType.PERSON)
    assert len(people) >= 1_300
    for person in people:
        for name in person.names:
            others = [e for e in shipped.called(name) if e.type is MentionType.PERSON]
            assert len(others) == 1 or all(e.is_ambiguous(name) for e in others), name

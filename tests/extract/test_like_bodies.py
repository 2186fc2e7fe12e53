"""Bodies of one name or wording in several states."""

from __future__ import annotations

import pytest

from kg.extract.actors import find_actors
from kg.extract.draft import Draft
from kg.records import MentionType
from tests.extract.trees import draft, tree

S, O = "State", "Organization"  # noqa: E741  short labels


def found(text: str, ents: list[tuple[int, int, str]]) -> Draft:
    made = draft(tree(text, ents=ents))
    find_actors(made)
    return made


def organizations(made: Draft) -> list[tuple[str, str, str]]:
    """Words, known id, and owner of every spot of an organization."""
    text = made.document.text
    return [
        (
            text[spot.start : spot.end],
            spot.actor.known.id if spot.actor.known else "",
            spot.actor.body.name if spot.actor.body else "",
        )
        for spot in made.spots()
        if spot.actor is not None and spot.actor.kind is MentionType.ORGANIZATION
    ]


PARTY = "{}/NNP/nmod:poss/4 's/POS/case/1 Labour/NNP/compound/4 Party/NNP/nsubj/5 won/VBD/root/0"
AGAIN = "\nThe/DT/det/3 Labour/NNP/compound/3 Party/NNP/nsubj/4 lost/VBD/root/0"


@pytest.mark.parametrize(
    ("state", "known", "owner"),
    [("Norway", "", "Norway"), ("Britain", "labour-party-uk", "")],
)
def test_a_party_with_its_state_in_front(state: str, known: str, owner: str) -> None:
    made = found(PARTY.format(state) + AGAIN, [(0, 1, S), (2, 4, O)])
    parties = [row for row in organizations(made) if row[0].endswith("Labour Party")]
    assert [row[1:] for row in parties] == [(known, owner)] * 2


COUNCIL = "The/DT/det/3 Federation/NNP/compound/3 Council/NNP/nsubj/4 met/VBD/root/0\n"
HOUSE = "The/DT/det/3 upper/JJ/amod/3 house/NN/nsubj/4 voted/VBD/root/0"


def test_the_upper_house_is_the_one_that_the_article_names() -> None:
    made = found(COUNCIL + HOUSE, [(1, 3, O)])
    assert {row[1] for row in organizations(made)} == {"federation-council-of-russia"}
    assert len(organizations(made)) == 2


def test_a_name_is_no_wording_for_another_house() -> None:
    other = "The/DT/det/2 Parliament/NNP/nsubj/3 voted/VBD/root/0"
    rows = organizations(found(COUNCIL + other, [(1, 3, O), (5, 6, O)]))
    assert [row[1] for row in rows] == ["federation-council-of-russia"]


def test_no_upper_house_without_one() -> None:
    states = "Peru/NNP/nsubj/4 and/CC/cc/3 Chile/NNP/conj/1 spoke/VBD/root/0\n"
    assert organizations(found(states + HOUSE, [(0, 1, S), (2, 3, S)])) == []


def test_another_state_that_acts_has_an_upper_house_of_its_own() -> None:
    acts = "Peru/NNP/nsubj/2 dissolved/VBD/root/0 the/DT/det/5 upper/JJ/amod/5 house/NN/obj/2"
    rows = organizations(found(COUNCIL + acts, [(1, 3, O), (4, 5, S)]))
    assert [row[2] for row in rows if row[0] == "upper house"] == ["Peru"]

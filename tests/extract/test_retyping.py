"""Lone names of which the article as a whole says what they are; states of one name; halves."""

from __future__ import annotations

import pytest

from kg.extract.actors import find_actors
from kg.records import MentionType
from tests.extract.trees import draft, tree

P, S, O, L = "Person", "State", "Organization", "Place"  # noqa: E741  short labels
ADA = "Ada/NNP/nsubj/3 Holub/NNP/flat/1 spoke/VBD/root/0\n"


def kinds(text: str, ents: list[tuple[int, int, str]]) -> list[tuple[str, MentionType]]:
    made = draft(tree(text, ents=ents))
    find_actors(made)
    spots = [spot for spot in made.spots() if spot.actor is not None]
    return [(made.document.text[s.start : s.end], s.actor.kind) for s in spots if s.actor]


@pytest.mark.parametrize(
    ("text", "ents", "expected"),
    [
        (ADA + "Holub/NNP/nsubj/2 left/VBD/root/0", [(0, 2, P), (3, 4, L)], MentionType.PERSON),
        (ADA + "Holub/NNP/nsubj/2 left/VBD/root/0", [(0, 2, P), (3, 4, O)], MentionType.PERSON),
        (ADA + "Ada/NNP/nsubj/3 Holub/NNP/flat/1 left/VBD/root/0", [(0, 2, P), (3, 5, O)], MentionType.PERSON),
        (ADA + "Rain/NN/nsubj/4 in/IN/case/3 Holub/NNP/nmod/1 fell/VBD/root/0", [(0, 2, P), (5, 6, L)], MentionType.PLACE),
        ("Borland/NNP/nmod:poss/3 's/POS/case/1 parliament/NN/nsubj/4 met/VBD/root/0\nBorland/NNP/nsubj/2 left/VBD/root/0",
         [(0, 1, P), (4, 5, O)], MentionType.STATE),
        ("Washington/NNP/nsubj/2 objected/VBD/root/0", [(0, 1, P)], MentionType.STATE),
        ("Ada/NNP/nsubj/3 Washington/NNP/flat/1 spoke/VBD/root/0\nWashington/NNP/nsubj/2 left/VBD/root/0", [(0, 2, P), (3, 4, P)], MentionType.PERSON),
        ("Ada/NNP/nsubj/3 Washington/NNP/flat/1 spoke/VBD/root/0\nWashington/NNP/nsubj:pass/3 was/VBD/aux:pass/3 born/VBN/root/0/bear", [(0, 2, P), (3, 4, L)], MentionType.PERSON),
        ("Chad/NNP/nsubj/3 Willis/NNP/flat/1 spoke/VBD/root/0\nChad/NNP/nsubj/2 agreed/VBD/root/0", [(0, 2, P), (3, 4, P)], MentionType.STATE),
        ("Ada/NNP/nsubj/3 Jordan/NNP/flat/1 spoke/VBD/root/0\nChad/NNP/nsubj/4 and/CC/cc/3 Jordan/NNP/conj/1 agreed/VBD/root/0",
         [(0, 2, P), (3, 4, S), (5, 6, P)], MentionType.STATE),
        ("Apple/NNP/nsubj/2 paid/VBD/root/0\nApple/NNP/nsubj/2 objected/VBD/root/0", [(0, 1, O), (2, 3, P)], MentionType.ORGANIZATION),
        ("Mr/NNP/compound/2 Jordan/NNP/nsubj/3 spoke/VBD/root/0", [(1, 2, P)], MentionType.PERSON),
    ],
)  # fmt: skip
def test_the_last_name_is_of_this_kind(
    text: str, ents: list[tuple[int, int, str]], expected: MentionType
) -> None:
    assert kinds(text, ents)[-1][1] is expected


def test_of_two_congos_the_one_that_is_named_in_full() -> None:
    text = (
        "The/DT/det/2 Republic/NNP/nsubj/6 of/IN/case/5 the/DT/det/5 Congo/NNP/nmod/2 agreed/VBD/root/0\n"
        "Congo/NNP/nsubj/2 left/VBD/root/0"
    )
    made = draft(tree(text, ents=[(1, 5, S), (6, 7, L)]))
    find_actors(made)
    assert made.actor_at[6].actor is made.actor_at[1].actor


def test_a_congo_that_nothing_tells_is_some_state() -> None:
    made = draft(tree("Congo/NNP/nsubj/2 left/VBD/root/0", ents=[(0, 1, L)]))
    find_actors(made)
    actor = made.actor_at[0].actor
    assert actor is not None
    assert (actor.kind, actor.known) == (MentionType.STATE, None)


def test_a_governor_is_of_the_american_georgia() -> None:
    text = "Georgia/NNP/nmod:poss/3 's/POS/case/1 {}/NN/nsubj/4 spoke/VBD/root/0"
    assert kinds(text.format("governor"), [(0, 1, S)]) == [("Georgia", MentionType.PLACE)]
    assert kinds(text.format("president"), [(0, 1, S)]) == [("Georgia", MentionType.STATE)]


@pytest.mark.parametrize(
    ("state", "is_half"), [("South Korea", True), ("South Sudan", True), ("South Africa", False)]
)
def test_the_south_is_a_state_that_has_another_half(state: str, is_half: bool) -> None:
    text = (
        f"{state.split()[0]}/NNP/compound/2 {state.split()[1]}/NNP/nsubj/3 spoke/VBD/root/0\n"
        "The/DT/det/2 South/NNP/nsubj/3 left/VBD/root/0"
    )
    made = draft(tree(text, ents=[(0, 2, S)]))
    find_actors(made)
    assert (4 in made.actor_at) is is_half

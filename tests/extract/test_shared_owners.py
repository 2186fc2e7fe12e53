"""Posts of one name in several states, each with its holder."""

from __future__ import annotations

import pytest

from kg.extract.actors import find_actors
from kg.extract.posts import find_roles
from kg.extract.shared_owners import share_owners
from tests.extract.holding import posts
from tests.extract.trees import draft, tree

P, S = "Person", "State"
# Two leaders of three states.
MORE_STATES = (
    "the/DT/det/2 leaders/NNS/nsubj/15 of/IN/case/4 Poland/NNP/nmod/2 ,/,/punct/6"
    " Estonia/NNP/conj/4 and/CC/cc/8 Latvia/NNP/conj/4 ,/,/punct/10 Ada/NNP/appos/2"
    " Lind/NNP/flat/10 and/CC/cc/13 Bea/NNP/conj/10 Moe/NNP/flat/13 met/VBD/root/0"
)
MORE = [(3, 4, S), (5, 6, S), (7, 8, S), (9, 11, P), (12, 14, P)]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("Estonia", ["Ada Lind = leader @ Poland", "Bea Moe = leader @ Estonia"]),
        ("it", ["Ada Lind = leader @ Poland", "Bea Moe = leader @ Poland"]),
    ],
)
def test_each_holder_is_in_the_state_that_comes_in_his_place(
    state: str, expected: list[str]
) -> None:
    other = f"and/CC/cc/6 {state}/NNP/conj/4" if state != "it" else ""
    more = 2 if other else 0
    text = (
        f"the/DT/det/2 leaders/NNS/nsubj/{11 + more} of/IN/case/4 Poland/NNP/nmod/2 {other}"
        f" ,/,/punct/{6 + more} Ada/NNP/appos/2 Lind/NNP/flat/{6 + more} and/CC/cc/{9 + more}"
        f" Bea/NNP/conj/{6 + more} Moe/NNP/flat/{9 + more} met/VBD/root/0"
    )
    ents = [(3, 4, S), (5 + more, 7 + more, P), (8 + more, 10 + more, P)]
    assert posts(text, [*ents, (5, 6, S)] if other else ents) == expected


def test_with_another_number_of_states_nobody_knows_who_is_where() -> None:
    assert posts(MORE_STATES, MORE) == ["Ada Lind = leader", "Bea Moe = leader"]


def test_an_article_about_one_of_the_states_does_not_say_either() -> None:
    named = [(15 + 2 * n, 16 + 2 * n, S) for n in range(8)]
    about = "\nPoland/NNP/nsubj/2 voted/VBD/root/0" * 8
    assert posts(MORE_STATES + about, [*MORE, *named]) == ["Ada Lind = leader", "Bea Moe = leader"]


def test_each_speaks_for_his_own_state() -> None:
    text = (
        "the/DT/det/2 leaders/NNS/nsubj/13 of/IN/case/4 Poland/NNP/nmod/2 and/CC/cc/6"
        " Estonia/NNP/conj/4 ,/,/punct/8 Ada/NNP/appos/2 Lind/NNP/flat/8 and/CC/cc/11"
        " Bea/NNP/conj/8 Moe/NNP/flat/11 met/VBD/root/0"
    )
    made = draft(tree(text, ents=[(3, 4, S), (5, 6, S), (7, 9, P), (10, 12, P)]))
    find_actors(made)
    roles = find_roles(made)
    for role in roles:
        made.note_body(role.holder, role.body)
    share_owners(made, roles)
    bodies = {who.name: [one.name for one in of] for who, of in made.bodies_of.items()}
    assert bodies == {"Ada Lind": ["Poland"], "Bea Moe": ["Estonia"]}

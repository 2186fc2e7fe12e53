"""Which actor each name stands for: chains, namesakes, acronyms, metonyms, bodies."""

from __future__ import annotations

import pytest

from kg.extract.actors import find_actors
from kg.extract.draft import Draft
from kg.extract.persons import later_names, name_keys
from kg.records import MentionType
from tests.extract.trees import draft, tree

P, S, O = "Person", "State", "Organization"  # noqa: E741  short labels for the tables below


def actors(made: Draft) -> dict[str, list[str]]:
    """Name of each actor → the texts that stand for it."""
    find_actors(made)
    text = made.document.text
    out: dict[str, list[str]] = {}
    for spot in made.spots():
        if spot.actor is not None:
            out.setdefault(spot.actor.name, []).append(text[spot.start : spot.end])
    return out


def test_a_surname_goes_back_to_its_bearer() -> None:
    doc = tree(
        "Joe/NNP/nsubj/3 Biden/NNP/flat/1 spoke/VBD/root/0\nBiden/NNP/nsubj/2 left/VBD/root/0",
        ents=[(0, 2, P), (3, 4, P)],
    )
    assert actors(draft(doc)) == {"Joe Biden": ["Joe Biden", "Biden"]}


def test_of_two_namesakes_the_last_one_named_is_meant() -> None:
    doc = tree(
        "Kim/NNP/nsubj/4 Jong/NNP/flat/1 Un/NNP/flat/1 spoke/VBD/root/0\n"
        "Kim/NNP/nsubj/4 Hong/NNP/flat/1 Kyun/NNP/flat/1 spoke/VBD/root/0\n"
        "Kim/NNP/nsubj/2 left/VBD/root/0",
        ents=[(0, 3, P), (4, 7, P), (8, 9, P)],
    )
    assert actors(draft(doc)) == {
        "Kim Jong Un": ["Kim Jong Un"],
        "Kim Hong Kyun": ["Kim Hong Kyun", "Kim"],
    }


def test_a_title_that_one_of_two_namesakes_bears_decides() -> None:
    doc = tree(
        "Dr./NNP/compound/2 Ellen/NNP/nsubj/4 Kim/NNP/flat/2 spoke/VBD/root/0\n"
        "Kim/NNP/nsubj/4 Jong/NNP/flat/1 Un/NNP/flat/1 spoke/VBD/root/0\n"
        "Dr./NNP/compound/2 Kim/NNP/nsubj/3 left/VBD/root/0",
        ents=[(1, 3, P), (4, 7, P), (9, 10, P)],
    )
    assert actors(draft(doc)) == {
        "Ellen Kim": ["Ellen Kim", "Kim"],
        "Kim Jong Un": ["Kim Jong Un"],
    }


def test_a_surname_before_the_only_full_name_is_his() -> None:
    doc = tree(
        "Yoon/NNP/nsubj/2 speaks/VBZ/root/0\n"
        "Yoon/NNP/nsubj/4 Suk/NNP/flat/1 Yeol/NNP/flat/1 spoke/VBD/root/0",
        ents=[(0, 1, P), (2, 5, P)],
    )
    assert actors(draft(doc)) == {"Yoon Suk Yeol": ["Yoon", "Yoon Suk Yeol"]}


def test_an_acronym_in_brackets_is_one_more_name() -> None:
    doc = tree(
        "Borland/NNP/compound/2 Institute/NNP/nsubj/6 (/-LRB-/punct/4 BIX/NNP/appos/2 )/-RRB-/punct/4 spoke/VBD/root/0\n"
        "BIX/NNP/nsubj/2 warned/VBD/root/0",
        ents=[(0, 2, O), (3, 4, O), (6, 7, O)],
    )
    assert actors(draft(doc)) == {"Borland Institute": ["Borland Institute", "BIX", "BIX"]}


@pytest.mark.parametrize(
    ("sentence", "token", "label", "kind"),
    [
        ("Seoul/NNP/nsubj/2 denied/VBD/root/0 it/PRP/obj/2", 0, "South Korea", MentionType.STATE),
        ("Talks/NNS/nsubj/4 in/IN/case/3 Seoul/NNP/nmod/1 failed/VBD/root/0", 2, "Seoul", MentionType.PLACE),
        ("He/PRP/nsubj/2 visited/VBD/root/0 Seoul/NNP/obj/2", 2, "Seoul", MentionType.PLACE),
        ("He/PRP/nsubj/2 flew/VBD/root/0 to/IN/case/4 Seoul/NNP/obl/2", 3, "Seoul", MentionType.PLACE),
        ("He/PRP/nsubj/2 accused/VBD/root/0 Moscow/NNP/obj/2", 2, "Russia", MentionType.STATE),
        ("The/DT/det/2 Kremlin/NNP/nsubj/3 denied/VBD/root/0 it/PRP/obj/3", 1, "Russia", MentionType.STATE),
        ("Brussels/NNP/nsubj/2 fined/VBD/root/0 it/PRP/obj/2", 0, "European Union", MentionType.ORGANIZATION),
        ("DPRK/NNP/compound/2 troops/NNS/nsubj/3 left/VBD/root/0", 0, "North Korea", MentionType.STATE),
        ("The/DT/det/2 U.S./NNP/nsubj/3 left/VBD/root/0", 1, "United States", MentionType.STATE),
    ],
)  # fmt: skip
def test_a_capital_is_a_government_where_it_acts(
    sentence: str, token: int, label: str, kind: MentionType
) -> None:
    doc = tree(sentence)
    place = [(token, token + 1, "Place")] if doc[token].text not in {"DPRK", "U.S."} else []
    made = draft(tree(sentence, ents=place))
    find_actors(made)
    spot = made.actor_at[token]
    assert spot.actor is not None
    assert (spot.actor.name, spot.actor.kind) == (label, kind)


def test_a_demonym_stands_for_its_state_and_is_marked_as_such() -> None:
    made = draft(
        tree("Russian/JJ/amod/2 troops/NNS/nsubj/3 left/VBD/root/0", ents=[(0, 1, "Demonym")])
    )
    find_actors(made)
    spot = made.actor_at[0]
    assert spot.actor is not None
    assert (spot.kind, spot.actor.name, spot.actor.kind) == (
        MentionType.DEMONYM, "Russia", MentionType.STATE,
    )  # fmt: skip


def test_a_body_with_its_state_is_an_actor_of_its_own() -> None:
    doc = tree(
        "Seoul/NNP/nmod:poss/4 's/POS/case/1 spy/NN/compound/4 agency/NN/nsubj/5 spoke/VBD/root/0",
        ents=[(0, 1, "Place")],
    )
    made = draft(doc)
    find_actors(made)
    agency, state = made.actor_at[3].actor, made.actor_at[0].actor
    assert agency is not None and state is not None
    assert agency.kind is MentionType.ORGANIZATION
    assert agency.body is state and state.name == "South Korea"


def test_the_north_is_the_one_northern_state_of_the_article() -> None:
    doc = tree(
        "North/NNP/compound/2 Korea/NNP/nsubj/3 spoke/VBD/root/0\n"
        "The/DT/det/2 North/NNP/nsubj/3 denied/VBD/root/0 it/PRP/obj/3",
        ents=[(0, 2, S)],
    )
    assert actors(draft(doc)) == {"North Korea": ["North Korea", "North"]}


def test_the_north_of_no_state_is_a_direction() -> None:
    doc = tree("The/DT/det/2 North/NNP/nsubj/3 denied/VBD/root/0 it/PRP/obj/3")
    assert actors(draft(doc)) == {}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kim Hong Kyun", "Kim Hong-kyun", True),
        ("Volodymyr Zelenskyy", "Volodymyr  Zelenskyy", True),
        ("Joe Biden", "Joe R. Biden", True),
        ("José Ramos", "Jose Ramos", True),
        ("Kim Jong Un", "Kim Jong Gyu", False),
        ("Ellen Kim", "Helen Kim", False),
    ],
)
def test_keys_under_which_full_names_are_one(one: str, other: str, same: bool) -> None:
    assert bool(set(name_keys(one)) & set(name_keys(other))) is same


@pytest.mark.parametrize(
    ("name", "word", "can"),
    [
        ("Joe Biden", "Biden", True),
        ("Joe Biden", "Joe", False),
        ("Kim Jong Un", "Kim", True),
        ("Kim Jong Un", "Un", True),
        ("Ellen Kim", "Kim", True),
        ("Xi Jinping", "Xi", True),
        ("Anna Lind", "Anna", False),
        ("Biden", "Biden", False),
    ],
)
def test_who_a_lone_name_may_mean(name: str, word: str, can: bool) -> None:
    assert (word.lower() in later_names(name)) is can

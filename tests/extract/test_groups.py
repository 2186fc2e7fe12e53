"""Groups without a name: what tells them apart, who is one, and who does not act for a state."""

from __future__ import annotations

import pytest

from kg.extract.actors import find_actors
from kg.extract.definite import link_definites
from kg.extract.draft import Draft
from kg.extract.group_nouns import is_apart, never_acts
from kg.extract.interactions import find_candidates
from kg.extract.lexicon import event_lexicon
from kg.extract.participants import stands_for
from kg.vocabulary.groups import group_words
from tests.extract.trees import draft, tree, word

Ents = tuple[tuple[int, int, str], ...]
FIRST: Ents = ((0, 1, "Demonym"),)
LEFT = " left/VBD/root/0"


def made(sentences: str, ents: Ents) -> Draft:
    found = draft(tree(sentences, ents=ents))
    find_actors(found)
    link_definites(found)
    return found


def actors(found: Draft, noun: str) -> list[str]:
    """The names of whoever a noun stands for."""
    spots = stands_for(found, event_lexicon(), word(found.doc, noun))
    return [spot.actor.name for spot in spots if spot.actor is not None]


GROUPS = [
    ("Chinese/JJ/amod/2 dissidents/NNS/nsubj/3", FIRST, "dissidents", "Chinese dissidents", "group"),
    ("Chinese/JJ/amod/2 rebels/NNS/nsubj/3", FIRST, "rebels", "Chinese rebels", "armedGroup"),
    (
        "Pro/AFX/amod/4 -/HYPH/punct/1 Russian/JJ/amod/4 rebels/NNS/nsubj/5",
        ((2, 3, "Demonym"),), "rebels", "Pro - Russian rebels", "armedGroup",
    ),
    (
        "Iran/NNP/compound/3 -/HYPH/punct/1 backed/VBN/amod/4 forces/NNS/nsubj/5",
        ((0, 1, "State"),), "forces", "Iran - backed forces", "group",
    ),
    ("Kurdish/JJ/amod/2 forces/NNS/nsubj/3", FIRST, "forces", "Kurdish forces", "group"),
    ("Arab/JJ/amod/2 countries/NNS/nsubj/3", FIRST, "countries", "Arab countries", "group"),
    (
        "Ada/NNP/compound/2 Lind/NNP/nmod:poss/4 's/POS/case/2 supporters/NNS/nsubj/5",
        ((0, 2, "Person"),), "supporters", "Ada Lind 's supporters", "group",
    ),
    (
        "Opposition/NN/compound/2 parties/NNS/nsubj/5 in/IN/case/4 Kenya/NNP/nmod/2",
        ((3, 4, "State"),), "parties", "Opposition of Kenya", "party",
    ),
    (
        "Kenyan/JJ/amod/3 opposition/NN/compound/3 leaders/NNS/nsubj/4",
        FIRST, "leaders", "Opposition of Kenya", "group",
    ),
    (
        "EU/NNP/compound/3 member/NN/compound/3 states/NNS/nsubj/4",
        ((0, 1, "Organization"),), "states", "EU member states", "group",
    ),
    (
        "Chinese/JJ/amod/4 asylum/NN/compound/4 -/HYPH/punct/2 seekers/NNS/nsubj/5",
        FIRST, "seekers", "Chinese asylum - seekers", "group",
    ),
    (
        "Opponents/NNS/nsubj/4 of/IN/case/3 Lind/NNP/nmod/1",
        ((2, 3, "Person"),), "Opponents", "Opponents of Lind", "group",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "ents", "noun", "name", "kind"), GROUPS)
def test_whoever_is_told_apart_is_an_actor(
    phrase: str, ents: Ents, noun: str, name: str, kind: str
) -> None:
    found = made(phrase + LEFT, ents)
    assert actors(found, noun) == [name]
    spot = found.actor_at[word(found.doc, noun).i]
    assert spot.actor is not None and spot.actor.group == kind
    assert not spot.proper


NOBODY = [
    ("Protesters/NNS/nsubj/2", (), "Protesters", "nothing tells them apart"),
    ("A/DT/det/3 Chinese/JJ/amod/3 dissident/NN/nsubj/4", ((1, 2, "Demonym"),), "dissident", "one"),
    ("His/PRP$/nmod:poss/2 supporters/NNS/nsubj/3", (), "supporters", "a pronoun names nobody"),
    (
        "A/DT/det/5 pro/AFX/amod/5 -/HYPH/punct/2 Russian/JJ/amod/5 official/NN/nsubj/6",
        ((3, 4, "Demonym"),), "official", "one who is for a state does not act for it",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "ents", "noun", "why"), NOBODY)
def test_others_are_nobody(phrase: str, ents: Ents, noun: str, why: str) -> None:
    assert actors(made(phrase + LEFT, ents), noun) == [], why


STATES = [
    ("Chinese/JJ/amod/2 soldiers/NNS/nsubj/3", "soldiers"),
    ("Chinese/JJ/amod/2 officials/NNS/nsubj/3", "officials"),
    ("Chinese/JJ/amod/2 jets/NNS/nsubj/3", "jets"),
    ("Chinese/JJ/amod/2 citizens/NNS/nsubj/3", "citizens"),
]


@pytest.mark.parametrize(("phrase", "noun"), STATES)
def test_those_of_a_state_stand_for_it(phrase: str, noun: str) -> None:
    assert actors(made(phrase + LEFT, FIRST), noun) == ["China"]


@pytest.mark.parametrize(
    ("phrase", "noun", "expected"),
    [
        ("Chinese/JJ/amod/2 citizens/NNS/nsubj/3", "citizens", True),
        ("Chinese/JJ/amod/2 soldiers/NNS/nsubj/3", "soldiers", False),
        ("Many/JJ/amod/2 Russians/NNPS/nsubj/3", "Russians", True),
        ("The/DT/det/2 Russians/NNPS/nsubj/3", "Russians", False),
    ],
)
def test_what_its_people_do_a_state_does_not(phrase: str, noun: str, expected: bool) -> None:
    people: Ents = ((1, 2, "Demonym"),) if noun == "Russians" else FIRST
    assert never_acts(word(made(phrase + LEFT, people).doc, noun)) is expected


def test_those_inside_a_body_act_for_it_and_its_supporters_do_not() -> None:
    ents: Ents = ((0, 1, "Organization"),)
    found = made("Bitlabs/NNP/compound/2 activists/NNS/nsubj/3" + LEFT, ents)
    assert actors(found, "activists") == ["Bitlabs"]
    found = made("Bitlabs/NNP/compound/2 supporters/NNS/nsubj/3" + LEFT, ents)
    assert actors(found, "supporters") == ["Bitlabs supporters"]


def test_one_group_in_other_words_is_one_actor() -> None:
    found = made(
        "Chinese/JJ/amod/2 rebels/NNS/nsubj/3 left/VBD/root/0\n"
        "The/DT/det/3 Chinese/JJ/amod/3 militants/NNS/nsubj/4 rested/VBD/root/0\n"
        "The/DT/det/2 insurgents/NNS/nsubj/3 slept/VBD/root/0",
        ((0, 1, "Demonym"), (4, 5, "Demonym")),
    )
    assert {actors(found, noun)[0] for noun in ("rebels", "militants", "insurgents")} == {
        "Chinese rebels"
    }


@pytest.mark.parametrize(("before", "same"), [("dissident", True), ("exile", False)])
def test_leaders_are_of_the_group_that_is_named_before_them(before: str, same: bool) -> None:
    found = made(
        "Chinese/JJ/amod/2 dissidents/NNS/nsubj/3 left/VBD/root/0\n"
        f"Chinese/JJ/amod/3 {before}/NN/compound/3 leaders/NNS/nsubj/4 rested/VBD/root/0",
        ((0, 1, "Demonym"), (3, 4, "Demonym")),
    )
    assert (actors(found, "leaders") == actors(found, "dissidents")) is same


def test_groups_of_two_states_are_two() -> None:
    found = made(
        "Chinese/JJ/amod/2 rebels/NNS/nsubj/3 met/VBD/root/0 Russian/JJ/amod/5 militants/NNS/obj/3",
        ((0, 1, "Demonym"), (3, 4, "Demonym")),
    )
    assert actors(found, "rebels") != actors(found, "militants") != []


def test_a_definite_noun_goes_on_with_its_group() -> None:
    found = made(
        "Chinese/JJ/amod/2 dissidents/NNS/nsubj/3 left/VBD/root/0\n"
        "The/DT/det/2 activists/NNS/nsubj/3 slept/VBD/root/0",
        FIRST,
    )
    assert actors(found, "activists") == []  # nobody said that they are these
    found = made(
        "Chinese/JJ/amod/2 dissidents/NNS/nsubj/3 left/VBD/root/0\n"
        "Two/CD/nummod/2 men/NNS/nsubj/3 met/VBD/root/0 the/DT/det/5 dissidents/NNS/obj/3 ",
        FIRST,
    )
    assert {a for t in found.doc if t.text == "dissidents" for a in _named(found, t.i)} == {
        "Chinese dissidents"
    }


def _named(found: Draft, index: int) -> list[str]:
    spots = stands_for(found, event_lexicon(), found.doc[index])
    return [spot.actor.name for spot in spots if spot.actor is not None]


def test_the_west_is_one_actor_however_it_is_called() -> None:
    found = made(
        "The/DT/det/2 West/NNP/nsubj/3 met/VBD/root/0 Western/JJ/amod/5 powers/NNS/obj/3\n"
        "Borland/NNP/nsubj/2 lies/VBZ/root/0 in/IN/case/5 the/DT/det/5 West/NNP/obl/2",
        ((1, 2, "Organization"), (3, 4, "Demonym")),
    )
    first, place = (t for t in found.doc if t.text == "West")
    assert found.actor_at[first.i].actor is found.actor_at[word(found.doc, "powers").i].actor
    assert place.i not in found.actor_at


def test_what_tells_a_group_apart_takes_no_part_itself() -> None:
    found = made(
        "Iran/NNP/nmod:poss/3 's/POS/case/1 dissidents/NNS/nsubj/4" + LEFT, ((0, 1, "State"),)
    )
    assert 0 in found.in_groups and 2 not in found.in_groups


def test_hyphened_words_say_for_whom_a_group_is() -> None:
    doc = tree("Iran/NNP/compound/3 -/HYPH/punct/1 led/VBN/amod/4 forces/NNS/nsubj/5" + LEFT)
    assert is_apart(doc[3])
    assert not is_apart(tree("Armed/VBN/amod/2 forces/NNS/nsubj/3" + LEFT)[1])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("pro-Russian rebels", "armedGroup"),
        ("opposition parties in Kenya", "party"),
        ("Western diplomats", "group"),
        ("Avarian asylum-seekers", "group"),
        ("the West", "group"),
        ("Western powers", "group"),
        ("they", ""),
        ("the company", ""),
    ],
)
def test_the_description_tells_the_kind_of_group(text: str, kind: str) -> None:
    assert group_words().type_of(text) == kind


def test_every_word_that_means_another_is_one_of_the_list() -> None:
    words = group_words()
    assert set(words.same) <= set(words.types)
    assert words.collective <= set(words.types)
    assert words.wide <= set(words.types)
    assert not words.deputies & words.belonging
    assert not (words.deputies | words.belonging) & set(words.types)


KENYA = (
    "Kenya/NNP/nsubj/2 voted/VBD/root/0\nKenya/NNP/nsubj/2 waited/VBD/root/0\n"
    "Kenya/NNP/nsubj/2 slept/VBD/root/0\n"
)
OFTEN: Ents = ((0, 1, "State"), (2, 3, "State"), (4, 5, "State"))


@pytest.mark.parametrize(
    ("phrase", "noun", "expected"),
    [
        ("Opposition/NN/compound/2 leaders/NNS/nsubj/3", "leaders", ["Opposition of Kenya"]),
        ("The/DT/det/2 opposition/NN/nsubj/3", "opposition", ["Opposition of Kenya"]),
        ("An/DT/det/2 opposition/NN/nsubj/3", "opposition", []),
        (
            "The/DT/det/2 opposition/NN/nsubj/5 to/IN/case/4 tea/NN/nmod/2", "opposition", [],
        ),
    ],
)  # fmt: skip
def test_the_opposition_is_that_of_the_articles_state(
    phrase: str, noun: str, expected: list[str]
) -> None:
    assert actors(made(KENYA + phrase + LEFT, OFTEN), noun) == expected


def test_of_two_states_none_is_the_oppositions() -> None:
    sentences = KENYA.replace("Kenya", "Iran") + KENYA + "The/DT/det/2 opposition/NN/nsubj/3" + LEFT
    ents = (*OFTEN, *((a + 6, b + 6, kind) for a, b, kind in OFTEN))
    assert actors(made(sentences, ents), "opposition") == []


def test_member_states_are_those_of_the_only_union() -> None:
    phrase = "NATO/NNP/nsubj/2 met/VBD/root/0\nMember/NN/compound/2 states/NNS/nsubj/3" + LEFT
    assert actors(made(phrase, ((0, 1, "Organization"),)), "states") == ["NATO member states"]
    assert actors(made(phrase.replace("NATO", "Lind"), ((0, 1, "Person"),)), "states") == []


def test_western_sanctions_are_the_wests() -> None:
    found = made("Western/JJ/amod/2 sanctions/NNS/nsubj/3" + LEFT, FIRST)
    spot = found.actor_at[0]
    assert spot.actor is not None and spot.actor.name == "the West"
    assert 0 not in made("Western/JJ/amod/2 dresses/NNS/nsubj/3" + LEFT, FIRST).actor_at


def test_a_group_may_take_part_whatever_its_noun_is() -> None:
    sentence = next(tree("Avarian/JJ/amod/2 scholars/NNS/nsubj/3" + LEFT, ents=FIRST).sents)
    assert [span.text for span in find_candidates(sentence, groups=[1])] == ["Avarian scholars"]
    assert [span.text for span in find_candidates(sentence)] == ["Avarian"]

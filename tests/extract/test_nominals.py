"""Nouns for states already named: which one is meant, or which two, or nobody."""

from __future__ import annotations

import pytest

from kg.extract.actors import find_actors
from kg.extract.coreference import link_pronouns, link_roles
from kg.extract.draft import Draft
from kg.extract.nominals import link_nominals
from kg.extract.posts import find_roles
from tests.extract.classifying import names, with_states
from tests.extract.trees import draft, word

Ents = tuple[tuple[int, int, str], ...]

JORDAN = "Jordan/NNP/nsubj/2 rested/VBD/root/0\n"
OMAN = "Oman/NNP/nsubj/2 rested/VBD/root/0\n"
RAINED = "It/PRP/expl/2 rained/VBD/root/0\n"
MET = "Jordan/NNP/nsubj/2 passed/VBD/root/0 Oman/NNP/obj/2\n"


def linked(sentences: str, ents: Ents = ()) -> Draft:
    """The draft as an article has it once its nouns are linked."""
    made = draft(with_states(sentences, ents))
    find_actors(made)
    link_pronouns(made)
    roles = find_roles(made)
    link_roles(made, roles)
    for role in roles:
        if role.holder is not None and role.holder.actor and role.body and role.body.actor:
            made.bodies_of.setdefault(role.holder.actor, []).append(role.body.actor)
    link_nominals(made)
    return made


def one(sentences: str, noun: str = "country", ents: Ents = ()) -> str:
    """The state that a noun stands for, or nothing."""
    made = linked(sentences, ents)
    spot = made.actor_at.get(word(made.doc, noun).i)
    return spot.actor.name if spot is not None and spot.actor is not None else ""


def two(sentences: str, noun: str) -> str:
    """The states that a noun stands for together, or nothing."""
    made = linked(sentences)
    return names(made.groups.get(word(made.doc, noun).i, ()))


# -- "his country" ---------------------------------------------------------------------------------

PRESIDENT = (
    "Iraqi/JJ/amod/2 President/NNP/compound/3 Ada/NNP/nsubj/5 Lind/NNP/flat/3 rested/VBD/root/0\n"
)
LIND = "Ada/NNP/nsubj/3 Lind/NNP/flat/1 rested/VBD/root/0\n"
HERS = "She/PRP/nsubj/2 praised/VBD/root/0 her/PRP$/nmod:poss/4 country/NN/obj/2"
POST: Ents = ((0, 1, "Demonym"), (2, 4, "Person"))


@pytest.mark.parametrize(
    ("sentence", "noun"),
    [
        (HERS, "country"),
        (HERS.replace("country", "homeland"), "homeland"),
        (
            "Jordan/NNP/nsubj/2 praised/VBD/root/0 Ada/NNP/nmod:poss/6 Lind/NNP/flat/3"
            " 's/POS/case/3 country/NN/obj/2",
            "country",
        ),
        (
            "The/DT/det/2 president/NN/nmod:poss/4 's/POS/case/2 homeland/NN/nsubj/5"
            " rested/VBD/root/0",
            "homeland",
        ),
    ],
    ids=["her country", "her homeland", "by name", "by the post"],
)
def test_somebodys_country_is_that_of_the_post(sentence: str, noun: str) -> None:
    named = ((7, 9, "Person"),) if "Ada" in sentence else ()
    assert one(PRESIDENT + sentence, noun, (*POST, *named)) == "Iraq"


def test_the_country_of_a_post_may_be_named_long_before() -> None:
    praised = HERS.replace("She/PRP/nsubj/2", "Lind/NNP/nsubj/2")
    ents = (*POST, (11, 12, "Person"))
    assert one(PRESIDENT + RAINED * 3 + praised, ents=ents) == "Iraq"
    assert one(PRESIDENT + OMAN + RAINED * 2 + praised, ents=ents) == "Iraq"


def test_the_country_of_somebody_without_a_post_is_unknown() -> None:
    assert one(JORDAN + LIND + HERS, ents=((2, 4, "Person"),)) == ""


def test_the_country_of_a_state_is_not_another() -> None:
    praised = "Its/PRP$/nmod:poss/2 country/NN/nsubj/3 rested/VBD/root/0"
    assert one(JORDAN + praised) == ""


# -- "the country" ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("The/DT/det/2 country/NN/nsubj/3", "Jordan"),
        ("That/DT/det/2 country/NN/nsubj/3", "Jordan"),
        ("This/DT/det/2 country/NN/nsubj/3", "Jordan"),
        ("A/DT/det/2 country/NN/nsubj/3", ""),
        ("Every/DT/det/2 country/NN/nsubj/3", ""),
        ("Country/NN/nsubj/2", ""),
        ("The/DT/det/3 small/JJ/amod/3 country/NN/nsubj/4", ""),
        ("The/DT/det/3 other/JJ/amod/3 country/NN/nsubj/4", ""),
        ("The/DT/det/3 smallest/JJS/amod/3 country/NN/nsubj/4", ""),
        ("The/DT/det/3 neighbor/NN/compound/3 country/NN/nsubj/4", ""),
    ],
)
def test_the_country_is_the_one_named_before_if_nothing_says_which(
    phrase: str, expected: str
) -> None:
    noun = "Country" if phrase.startswith("Country") else "country"
    assert one(f"{JORDAN}{phrase} rested/VBD/root/0", noun) == expected


@pytest.mark.parametrize(
    "after",
    ["of/IN/case/4 exiles/NNS/nmod/2", "shrinking/VBG/acl/2", "she/PRP/nsubj/4 left/VBD/acl:relcl/2"],
)  # fmt: skip
def test_what_follows_may_say_which_country_is_meant(after: str) -> None:
    last = len(after.split()) + 3
    sentence = f"The/DT/det/2 country/NN/nsubj/{last} {after} rested/VBD/root/0"
    assert one(JORDAN + sentence) == ""


THE_COUNTRY = "the/DT/det/2 country/NN/nsubj/3 rested/VBD/root/0\n"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", ""),
        (JORDAN, "Jordan"),
        (JORDAN + OMAN, "Oman"),
        (MET, "Oman"),
        (JORDAN + RAINED, ""),
        (JORDAN + RAINED + OMAN, "Oman"),
    ],
    ids=["nobody", "the sentence before", "the last sentence", "the last name", "too far", "the nearer"],
)  # fmt: skip
def test_the_country_is_the_last_one_within_reach(before: str, expected: str) -> None:
    assert one(before + THE_COUNTRY + "Egypt/NNP/nsubj/2 rested/VBD/root/0") == expected


def test_the_country_may_be_named_in_the_same_sentence() -> None:
    same = (
        "Oman/NNP/nsubj/2 left/VBD/root/0 and/CC/cc/5 people/NNS/nsubj/5 praised/VBD/conj/2"
        " the/DT/det/7 country/NN/obj/5 Egypt/NNP/vocative/2"
    )
    assert one(JORDAN + same) == "Oman"


def test_a_demonym_names_the_country_too() -> None:
    soldiers = "Iraqi/JJ/amod/2 soldiers/NNS/nsubj/3 rested/VBD/root/0\n"
    assert one(soldiers + THE_COUNTRY, ents=((0, 1, "Demonym"),)) == "Iraq"


def test_people_and_organizations_named_since_are_no_country() -> None:
    passed = "Jordan/NNP/nsubj/2 passed/VBD/root/0 Ada/NNP/obj/2 Lind/NNP/flat/3 of/IN/case/6 Tass/NNP/nmod/3\n"
    ents = ((2, 4, "Person"), (5, 6, "Organization"))
    assert one(passed + THE_COUNTRY, ents=ents) == "Jordan"


def test_it_is_a_mention_that_is_no_name() -> None:
    made = linked(JORDAN + THE_COUNTRY)
    spot = made.actor_at[word(made.doc, "country").i]
    assert made.doc.text[spot.start : spot.end] == "country"
    assert not spot.proper
    assert spot.score < 1


# -- "both countries" ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "noun"),
    [
        ("Both/DT/det/2 countries/NNS/nsubj/HEAD", "countries"),
        ("Both/DT/det/2 governments/NNS/nsubj/HEAD", "governments"),
        ("The/DT/det/3 two/CD/nummod/3 sides/NNS/nsubj/HEAD", "sides"),
        ("The/DT/det/3 two/CD/nummod/3 neighbours/NNS/nsubj/HEAD", "neighbours"),
        ("The/DT/det/2 two/CD/nsubj/HEAD", "two"),
    ],
)
def test_both_are_the_two_named_before(phrase: str, noun: str) -> None:
    head = len(phrase.split()) + 1
    sentence = f"{phrase} rested/VBD/root/0".replace("HEAD", str(head))
    assert two(MET + sentence, noun) == "Jordan, Oman"
    assert two(JORDAN + sentence, noun) == ""


@pytest.mark.parametrize(
    ("phrase", "noun"),
    [
        ("The/DT/det/2 countries/NNS/nsubj/HEAD", "countries"),
        ("The/DT/det/3 three/CD/nummod/3 countries/NNS/nsubj/HEAD", "countries"),
        ("Both/DT/det/2 men/NNS/nsubj/HEAD", "men"),
        ("The/DT/det/3 two/CD/nummod/3 men/NNS/nsubj/HEAD", "two"),
        ("Two/CD/nsubj/HEAD", "Two"),
    ],
)
def test_other_nouns_and_numbers_are_not_the_two(phrase: str, noun: str) -> None:
    head = len(phrase.split()) + 1
    assert two(f"{MET}{phrase} rested/VBD/root/0".replace("HEAD", str(head)), noun) == ""


BOTH = "both/DT/det/2 sides/NNS/nsubj/3 rested/VBD/root/0\n"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", ""),
        (JORDAN, ""),
        (MET, "Jordan, Oman"),
        (MET + MET, "Jordan, Oman"),
        (MET + RAINED, ""),
        (JORDAN + OMAN, ""),
        (JORDAN + RAINED + MET, "Jordan, Oman"),
        ("Jordan/NNP/nsubj/2 passed/VBD/root/0 Oman/NNP/obj/2 and/CC/cc/5 Iran/NNP/conj/3\n", ""),
    ],
    ids=["nobody", "one", "two", "two, twice", "too far", "one of them too far", "two again", "three"],
)  # fmt: skip
def test_both_are_two_only_if_just_two_are_named_within_reach(before: str, expected: str) -> None:
    assert two(before + BOTH + "Egypt/NNP/nsubj/2 rested/VBD/root/0", "sides") == expected


def test_the_two_may_be_named_in_two_sentences() -> None:
    sentence = (
        "Oman/NNP/nsubj/2 rested/VBD/root/0 as/IN/mark/6 both/DT/det/5 sides/NNS/nsubj/6"
        " wished/VBD/advcl/2"
    )
    assert two(JORDAN + sentence, "sides") == "Jordan, Oman"
    assert two(JORDAN + JORDAN + sentence, "sides") == "Jordan, Oman"
    assert two("Iran/NNP/nsubj/2 rested/VBD/root/0\n" + MET + BOTH, "sides") == "Jordan, Oman"

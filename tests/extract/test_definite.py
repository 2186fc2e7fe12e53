"""Common nouns for bodies named before, "they" and "we": whom they stand for, or nobody."""

from __future__ import annotations

import pytest

from kg.extract.actors import find_actors
from kg.extract.coreference import link_pronouns, link_roles
from kg.extract.definite import link_definites
from kg.extract.draft import Draft
from kg.extract.first_person import link_first_person
from kg.extract.lexicon import event_lexicon
from kg.extract.plurals import link_plurals
from kg.extract.posts import find_roles
from kg.language.discourse import CHAINS
from tests.extract.classifying import names
from tests.extract.trees import draft, tree, word

Chain = list[tuple[int, int]]
Ents = tuple[tuple[int, int, str], ...]
NAMED: Ents = ((0, 2, "Organization"),)


def linked(sentences: str, ents: Ents, *chains: Chain) -> Draft:
    doc = tree(sentences, ents=ents)
    doc.user_data[CHAINS] = list(chains)
    made = draft(doc)
    find_actors(made)
    link_definites(made)
    link_pronouns(made)
    roles = find_roles(made)
    link_roles(made, roles)
    link_first_person(made, roles)
    link_plurals(made, event_lexicon())
    return made


def meant(made: Draft, text: str) -> str:
    """The actor that a word stands for, or nothing."""
    spot = made.actor_at.get(word(made.doc, text).i)
    return spot.actor.name if spot is not None and spot.actor is not None else ""


# -- by the kind of body ---------------------------------------------------------------------------

AKIRI = "Akiri/NNP/compound/2 {}/NNP/nsubj/3 rested/VBD/root/0\n"
LEFT = " left/VBD/root/0"


@pytest.mark.parametrize(
    ("name", "phrase", "noun", "expected"),
    [
        ("Bank", "The/DT/det/2 lender/NN/nsubj/3", "lender", "Akiri Bank"),
        ("Bank", "The/DT/det/3 troubled/JJ/amod/3 lender/NN/nsubj/4", "lender", "Akiri Bank"),
        ("Airlines", "The/DT/det/2 carrier/NN/nsubj/3", "carrier", "Akiri Airlines"),
        ("Tribune", "The/DT/det/2 newspaper/NN/nsubj/3", "newspaper", "Akiri Tribune"),
        ("Tribune", "The/DT/det/2 lender/NN/nsubj/3", "lender", ""),
        ("Bank", "A/DT/det/2 lender/NN/nsubj/3", "lender", ""),
        ("Bank", "The/DT/det/3 rival/JJ/amod/3 lender/NN/nsubj/4", "lender", ""),
        ("Bank", "The/DT/det/3 rebel/NN/compound/3 group/NN/nsubj/4", "group", ""),
        ("Bank", "The/DT/det/2 lenders/NNS/nsubj/3", "lenders", "Akiri Bank"),
        ("Police", "The/DT/det/2 service/NN/nsubj/3", "service", "Akiri Police"),
        # The parse may give the article to what is owned.
        ("Bank", "The/DT/det/4 lender/NN/nmod:poss/4 's/POS/case/2 head/NN/nsubj/5", "lender", "Akiri Bank"),
        ("Bank", "A/DT/det/4 lender/NN/nmod:poss/4 's/POS/case/2 head/NN/nsubj/5", "lender", ""),
    ],
)  # fmt: skip
def test_a_noun_for_a_body_of_its_kind(name: str, phrase: str, noun: str, expected: str) -> None:
    assert meant(linked(AKIRI.format(name) + phrase + LEFT, NAMED), noun) == expected


REBELS = (
    "The/DT/det/4 rebel/NN/compound/3 group/NN/nmod:desc/4 Akiri/NNP/nsubj/5 rested/VBD/root/0\n"
)


@pytest.mark.parametrize("noun", ["rebels/NNS", "militia/NN", "group/NN"])
def test_what_the_article_calls_it_tells_the_kind(noun: str) -> None:
    sentence = f"Then/RB/advmod/4 the/DT/det/3 {noun}/nsubj/4{LEFT}"
    made = linked(REBELS + sentence, ((3, 4, "Organization"),))
    spot = made.actor_at.get(7)
    assert spot is not None and spot.actor is not None and spot.actor.name == "Akiri"


BANKS = (
    "Akiri/NNP/compound/2 Bank/NNP/nsubj/3 sued/VBD/root/0 Selde/NNP/compound/5 Bank/NNP/obj/3\n"
    "The/DT/det/2 lender/NN/nsubj/3 left/VBD/root/0"
)
TWO: Ents = ((0, 2, "Organization"), (3, 5, "Organization"))


def test_of_two_the_nearer_one_unless_a_chain_says_otherwise() -> None:
    assert meant(linked(BANKS, TWO), "lender") == "Selde Bank"
    assert meant(linked(BANKS, TWO, [(3, 5), (5, 7)]), "lender") == "Selde Bank"
    assert meant(linked(BANKS, TWO, [(0, 2), (5, 7)]), "lender") == ""  # one against the other


def test_an_indefinite_noun_brings_in_another() -> None:
    other = "A/DT/det/2 lender/NN/nsubj/3 failed/VBD/root/0\n"
    then = "Then/RB/advmod/4 the/DT/det/3 lender/NN/nsubj/4 left/VBD/root/0"
    made = linked(AKIRI.format("Bank") + other + then, NAMED)
    assert [i for i in made.actor_at if made.doc[i].text == "lender"] == []


# -- "they" ----------------------------------------------------------------------------------------

STATES = "Oman/NNP/nsubj/4 and/CC/cc/3 Jordan/NNP/conj/1 rested/VBD/root/0\n"
THEY = "They/PRP/nsubj/2 left/VBD/root/0"


def test_they_are_all_of_the_mention_before() -> None:
    made = linked(STATES + THEY, ((0, 1, "State"), (2, 3, "State")), [(0, 3), (4, 5)])
    assert names(made.groups[4]) == "Oman, Jordan"


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Omani/JJ/amod/2 officials/NNS/nsubj/3 rested/VBD/root/0\n", "Oman"),
        ("Omani/JJ/amod/2 voters/NNS/nsubj/3 rested/VBD/root/0\n", ""),
        ("The/DT/det/2 Omanis/NNPS/nsubj/3 rested/VBD/root/0\n", "Oman"),
        ("Many/JJ/amod/2 Omanis/NNPS/nsubj/3 rested/VBD/root/0\n", ""),
    ],
)
def test_they_are_a_state_if_they_act_for_it(subject: str, expected: str) -> None:
    at = 1 if "Omanis" in subject else 0
    made = linked(subject + THEY, ((at, at + 1, "Demonym"),), [(0, 2), (3, 4)])
    assert names(made.groups.get(3, ())) == expected


def test_they_may_be_others_who_came_in_between() -> None:
    subject = "Omani/JJ/amod/2 officials/NNS/nsubj/3 met/VBD/root/0 protesters/NNS/obj/3\n"
    made = linked(subject + THEY, ((0, 1, "Demonym"),), [(0, 2), (4, 5)])
    assert made.groups == {}


# -- "I" and "we" ----------------------------------------------------------------------------------

SAID = (
    "\"/``/punct/8 We/PRP/nsubj/3 won/VBD/ccomp/5 \"/''/punct/3 said/VBD/root/0"
    " Ada/NNP/nsubj/5 Lind/NNP/flat/6 ,/,/punct/10 the/DT/det/10 president/NN/appos/6"
    " of/IN/case/12 Oman/NNP/nmod/10"
)
SPOKEN: Ents = ((5, 7, "Person"), (11, 12, "State"))


@pytest.mark.parametrize(
    ("said", "pronoun", "expected"),
    [
        (SAID, "We", "Oman"),
        (SAID.replace("We", "I"), "I", "Ada Lind"),
        (SAID.replace("president", "critic"), "We", ""),
        (SAID.replace('"', "-"), "We", ""),
    ],
    ids=["of a president", "herself", "of one who speaks for nobody", "not quoted"],
)
def test_the_first_person_is_the_speaker_or_her_state(
    said: str, pronoun: str, expected: str
) -> None:
    assert meant(linked(said, SPOKEN), pronoun) == expected

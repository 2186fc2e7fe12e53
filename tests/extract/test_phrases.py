"""Subjects, complements and coordination, on trees made by hand."""

from __future__ import annotations

import pytest

from kg.extract.participants import fillers
from kg.extract.phrases import (
    antecedent,
    case_of,
    coordinated,
    described,
    is_passive,
    oblique,
    subject,
    subtree_span,
)
from tests.extract.trees import tree, word

SUBJECTS = [
    # (tree, verb, its subject or "", what it shows)
    ("Russia/NNP/nsubj/2 attacked/VBD/root/0 Kyiv/NNP/obj/2", "attacked", "Russia", "its own"),
    (
        "Kyiv/NNP/nsubj:pass/3 was/VBD/aux:pass/3 attacked/VBN/root/0",
        "attacked", "Kyiv", "the surface subject of a passive",
    ),
    (
        "Russia/NNP/nsubj/2 attacked/VBD/root/0 and/CC/cc/4 occupied/VBD/conj/2 Kyiv/NNP/obj/4",
        "occupied", "Russia", "a conjunct inherits",
    ),
    (
        "Russia/NNP/nsubj/2 attacked/VBD/root/0 and/CC/cc/5 Kyiv/NNP/nsubj/5 fell/VBD/conj/2",
        "fell", "Kyiv", "a conjunct with its own",
    ),
    (
        "Soldiers/NNS/nsubj/5 who/WP/nsubj/3 attacked/VBD/acl:relcl/1 Kyiv/NNP/obj/3 left/VBD/root/0",
        "attacked", "Soldiers", "who stands for the noun before it",
    ),
    (
        "pact/NN/nsubj/4 Moscow/NNP/nsubj/3 signed/VBD/acl:relcl/1 failed/VBD/root/0",
        "signed", "Moscow", "a relative clause with a subject of its own",
    ),
    (
        "pact/NN/nsubj/5 that/WDT/obj/4 Moscow/NNP/nsubj/4 signed/VBD/acl:relcl/1 failed/VBD/root/0",
        "signed", "Moscow", "that as object",
    ),
    (
        "Soldiers/NNS/nsubj/4 attacking/VBG/acl/1 Kyiv/NNP/obj/2 left/VBD/root/0",
        "attacking", "Soldiers", "a participle after its noun",
    ),
    (
        "Weapons/NNS/nsubj/5 sent/VBN/acl/1 to/IN/case/4 Kyiv/NNP/obl/2 arrived/VBD/root/0",
        "sent", "Weapons", "a passive participle after its noun",
    ),
    (
        "its/PRP$/nmod:poss/2 decision/NN/root/0 to/TO/mark/4 attack/VB/acl/2",
        "attack", "its", "whoever decides to attack attacks",
    ),
    (
        "Russia/NNP/nsubj/2 made/VBD/root/0 threats/NNS/obj/2 to/TO/mark/5 attack/VB/acl/3",
        "attack", "Russia", "the subject of the noun's verb",
    ),
    (
        "Russia/NNP/nsubj/2 wants/VBZ/root/0 to/TO/mark/4 attack/VB/xcomp/2",
        "attack", "Russia", "subject control",
    ),
    (
        "Kyiv/NNP/nsubj/2 urged/VBD/root/0 Paris/NNP/obj/2 to/TO/mark/5 intervene/VB/xcomp/2",
        "intervene", "Paris", "object control",
    ),
    (
        "Kyiv/NNP/nsubj/2 promised/VBD/root/0 Paris/NNP/obj/2 to/TO/mark/5 withdraw/VB/xcomp/2",
        "withdraw", "Kyiv", "promise: whoever promises acts",
    ),
    (
        "Kyiv/NNP/nsubj/2 threatened/VBD/root/0 Paris/NNP/obj/2 to/TO/mark/5 withdraw/VB/xcomp/2",
        "withdraw", "Kyiv", "threaten: whoever threatens acts",
    ),
    (
        "Russia/NNP/nsubj/2 wants/VBZ/root/0 to/TO/mark/4 try/VB/xcomp/2 to/TO/mark/6 attack/VB/xcomp/4",
        "attack", "Russia", "control through two verbs",
    ),
    (
        "Kyiv/NNP/nsubj/2 accused/VBD/root/0 Moscow/NNP/obj/2 of/IN/mark/5 arming/VBG/advcl/2",
        "arming", "Moscow", "the accused does it",
    ),
    (
        "Moscow/NNP/nsubj:pass/3 was/VBD/aux:pass/3 accused/VBN/root/0 of/IN/mark/5 arming/VBG/advcl/3",
        "arming", "Moscow", "the accused does it, in the passive too",
    ),
    (
        "Russia/NNP/nsubj/2 attacked/VBD/root/0 ,/,/punct/4 killing/VBG/advcl/2 many/JJ/obj/4",
        "killing", "Russia", "a participle clause",
    ),
    (
        "Russia/NNP/nsubj/2 came/VBD/root/0 to/TO/mark/4 attack/VB/advcl/2",
        "attack", "Russia", "a clause of purpose",
    ),
    (
        "Russia/NNP/nsubj/2 left/VBD/root/0 after/IN/mark/5 Kyiv/NNP/nsubj/5 attacked/VBD/advcl/2",
        "attacked", "Kyiv", "an adverbial clause with its own",
    ),
    (
        "Russia/NNP/nsubj/2 said/VBD/root/0 it/PRP/nsubj/4 attacked/VBD/ccomp/2",
        "attacked", "it", "a complement with its own",
    ),
    ("Attack/VB/root/0 now/RB/advmod/1", "Attack", "", "an order has none"),
    (
        "There/EX/expl/2 fell/VBD/root/0 silence/NN/obj/2",
        "fell", "", "an expletive is none",
    ),
    (
        "the/DT/det/2 city/NN/nsubj/5 where/WRB/advmod/4 fighting/VBG/acl:relcl/2 ended/VBD/root/0",
        "fighting", "", "a clause of place says nothing of its subject",
    ),
    (
        "satellites/NNS/root/0 provided/VBN/acl/1 by/IN/case/4 Moscow/NNP/obl/2",
        "provided", "satellites", "a by-phrase is no surface subject",
    ),
    (
        "accusations/NNS/root/0 of/IN/mark/3 sending/VBG/acl/1 troops/NNS/obj/3",
        "sending", "", "nobody is said to have accused",
    ),
    (
        "Russian/JJ/amod/2 officials/NNS/nsubj/3 deny/VBP/root/0 having/VBG/xcomp/3",
        "having", "officials", "a gerund complement",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "verb", "expected", "why"), SUBJECTS, ids=[row[-1] for row in SUBJECTS]
)
def test_subject(sentence: str, verb: str, expected: str, why: str) -> None:
    found = subject(word(tree(sentence), verb))
    assert (found.text if found is not None else "") == expected, why


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [
        ("Kyiv/NNP/nsubj:pass/3 was/VBD/aux:pass/3 hit/VBN/root/0", "hit", True),
        ("Kyiv/NNP/nsubj/3 has/VBZ/aux/3 hit/VBN/root/0 back/RB/advmod/3", "hit", False),
        ("city/NN/root/0 hit/VBN/acl/1 by/IN/case/4 rockets/NNS/obl/2", "hit", True),
        ("Kyiv/NNP/nsubj/2 hit/VBD/root/0 Moscow/NNP/obj/2", "hit", False),
        ("men/NNS/root/0 given/VBN/acl/1 arms/NNS/obj/2", "given", False),
    ],
)
def test_passive(sentence: str, verb: str, expected: bool) -> None:
    assert is_passive(word(tree(sentence), verb)) is expected


@pytest.mark.parametrize(
    ("sentence", "pronoun", "expected"),
    [
        pytest.param(
            "Soldiers/NNS/nsubj/5 who/WP/nsubj/3 attacked/VBD/acl:relcl/1 Kyiv/NNP/obj/3 left/VBD/root/0",
            "who", "Soldiers", id="who",
        ),
        pytest.param(
            "pact/NN/nsubj/5 that/WDT/obj/4 Moscow/NNP/nsubj/4 signed/VBD/acl:relcl/1 failed/VBD/root/0",
            "that", "pact", id="that, as object",
        ),
        pytest.param(
            "state/NN/nsubj/5 whose/WP$/nmod:poss/3 army/NN/nsubj/4 fell/VBD/acl:relcl/1 left/VBD/root/0",
            "whose", "state", id="whose",
        ),
        pytest.param(
            "pact/NN/root/0 which/WDT/obj/6 Moscow/NNP/nsubj/4 wants/VBZ/acl:relcl/1 to/TO/mark/6 sign/VB/xcomp/4",
            "which", "pact", id="of a verb further down",
        ),
        pytest.param(
            "men/NNS/root/0 with/IN/case/3 whom/WP/obl/5 Kyiv/NNP/nsubj/5 talked/VBD/acl:relcl/1",
            "whom", "men", id="whom, after a preposition",
        ),
        pytest.param(
            "Kyiv/NNP/root/0 ,/,/punct/5 men/NNS/nsubj/5 who/WP/nsubj/5 left/VBD/acl:relcl/3",
            "men", "men", id="a noun stands for itself",
        ),
        pytest.param(
            "men/NNS/nsubj/6 who/WP/nsubj/3 met/VBD/acl:relcl/1 them/PRP/obj/3 ,/,/punct/3 left/VBD/root/0",
            "them", "them", id="other pronouns too",
        ),
        pytest.param(
            "Who/WP/nsubj/2 attacked/VBD/root/0 Kyiv/NNP/obj/2", "Who", "Who", id="a question",
        ),
        pytest.param(
            "Kyiv/NNP/nsubj/2 asked/VBD/root/0 who/WP/nsubj/4 attacked/VBD/ccomp/2",
            "who", "who", id="an indirect question",
        ),
    ],
)  # fmt: skip
def test_a_relative_pronoun_stands_for_what_its_clause_describes(
    sentence: str, pronoun: str, expected: str
) -> None:
    assert antecedent(word(tree(sentence), pronoun)).text == expected


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [
        pytest.param(
            "tanks/NNS/nsubj/4 Kyiv/NNP/nsubj/3 got/VBD/acl:relcl/1 arrived/VBD/root/0",
            "got", ["tanks"], id="a clause without a pronoun",
        ),
        pytest.param(
            "tanks/NNS/nsubj/5 that/WDT/obj/4 Kyiv/NNP/nsubj/4 got/VBD/acl:relcl/1 arrived/VBD/root/0",
            "got", [], id="the pronoun is the object",
        ),
        pytest.param(
            "town/NN/root/0 to/IN/case/3 which/WDT/obl/5 Kyiv/NNP/nsubj/5 sent/VBD/acl:relcl/1 tanks/NNS/obj/5",
            "sent", [], id="the pronoun is something else",
        ),
        pytest.param(
            "men/NNS/nsubj/4 who/WP/nsubj/3 attacked/VBD/acl:relcl/1 left/VBD/root/0",
            "attacked", [], id="the pronoun is the subject",
        ),
        pytest.param(
            "town/NN/nsubj/3 burning/VBG/acl:relcl/1 fell/VBD/root/0",
            "burning", [], id="no subject",
        ),
        pytest.param(
            "day/NN/nsubj/5 Kyiv/NNP/nsubj:pass/4 was/VBD/aux:pass/4 attacked/VBN/acl:relcl/1 ended/VBD/root/0",
            "attacked", [], id="a passive has its object",
        ),
        pytest.param(
            "men/NNS/nsubj/5 Kyiv/NNP/nsubj/3 said/VBD/acl:relcl/1 fled/VBD/ccomp/3 came/VBD/root/0",
            "said", [], id="what is said belongs below",
        ),
        pytest.param(
            "tanks/NNS/root/0 Kyiv/NNP/nsubj/3 wants/VBZ/acl:relcl/1 to/TO/mark/5 get/VB/xcomp/3",
            "wants", [], id="what is wanted belongs below",
        ),
        pytest.param(
            "time/NN/root/0 for/IN/mark/5 Kyiv/NNP/nsubj/5 to/TO/mark/5 attack/VB/acl:relcl/1",
            "attack", [], id="an infinitive",
        ),
        pytest.param(
            "Kyiv/NNP/nsubj/2 attacked/VBD/root/0", "attacked", [], id="no relative clause",
        ),
    ],
)  # fmt: skip
def test_a_relative_clause_without_a_pronoun_is_about_its_object(
    sentence: str, verb: str, expected: list[str]
) -> None:
    assert [token.text for token in described(word(tree(sentence), verb))] == expected


@pytest.mark.parametrize(
    ("sentence", "verb", "slot", "expected"),
    [
        pytest.param(
            "Kyiv/NNP/nsubj/2 met/VBD/root/0 Paris/NNP/iobj/2",
            "met", "obj", ["Paris"], id="a lone indirect object is one",
        ),
        pytest.param(
            "Kyiv/NNP/nsubj/2 gave/VBD/root/0 Paris/NNP/iobj/2 tanks/NNS/obj/2",
            "gave", "obj", ["tanks"], id="one of two objects",
        ),
        pytest.param(
            "Kyiv/NNP/nsubj/2 gave/VBD/root/0 Paris/NNP/iobj/2 tanks/NNS/obj/2",
            "gave", "iobj", ["Paris"], id="the other",
        ),
        pytest.param(
            "tanks/NNS/nsubj/4 Kyiv/NNP/nsubj/3 got/VBD/acl:relcl/1 arrived/VBD/root/0",
            "got", "obj", ["tanks"], id="what a relative clause describes",
        ),
        pytest.param(
            "pact/NN/nsubj/5 that/WDT/obj/4 Moscow/NNP/nsubj/4 signed/VBD/acl:relcl/1 failed/VBD/root/0",
            "signed", "obj", ["pact"], id="what a relative pronoun stands for",
        ),
        pytest.param(
            "town/NN/root/0 to/IN/case/3 which/WDT/obl/5 Kyiv/NNP/nsubj/5 sent/VBD/acl:relcl/1 tanks/NNS/obj/5",
            "sent", "obl:to", ["town"], id="in any slot",
        ),
        pytest.param(
            "state/NN/nsubj/5 whose/WP$/nmod:poss/3 army/NN/nsubj/4 fell/VBD/acl:relcl/1 left/VBD/root/0",
            "army", "poss", ["state"], id="whose army it is",
        ),
    ],
)  # fmt: skip
def test_what_fills_a_slot(sentence: str, verb: str, slot: str, expected: list[str]) -> None:
    assert [token.text for token in fillers(word(tree(sentence), verb), slot)] == expected


def test_coordination_is_read_from_its_first_member() -> None:
    doc = tree(
        "Seoul/NNP/nsubj/6 ,/,/punct/3 Tokyo/NNP/conj/1 and/CC/cc/5 Paris/NNP/conj/3 agreed/VBD/root/0"
    )
    assert [t.text for t in coordinated(word(doc, "Seoul"))] == ["Seoul", "Tokyo", "Paris"]


def test_a_very_long_list_is_coordinated_too() -> None:
    names = " ".join(f"N{i}/NNP/conj/{i}" for i in range(1, 3000))
    doc = tree(f"N0/NNP/root/0 {names}")
    assert [t.i for t in coordinated(doc[0])] == list(range(3000))


def test_case_joins_fixed_prepositions_and_skips_possessives() -> None:
    doc = tree("according/VBG/case/3 to/IN/fixed/1 Moscow/NNP/obl/5 's/POS/case/3 left/VBD/root/0")
    assert case_of(word(doc, "Moscow")) == "according to"
    assert case_of(word(doc, "left")) == ""


def test_obliques_are_chosen_by_preposition() -> None:
    doc = tree("sent/VBD/root/0 to/IN/case/3 Kyiv/NNP/obl/1 from/IN/case/5 Paris/NNP/obl/1")
    assert [t.text for t in oblique(word(doc, "sent"), "to")] == ["Kyiv"]
    assert [t.text for t in oblique(word(doc, "sent"), "from", "to")] == ["Kyiv", "Paris"]
    assert list(oblique(word(doc, "sent"), "in")) == []


def test_the_span_of_a_subtree_has_no_edge_punctuation() -> None:
    doc = tree(
        "on/IN/case/2 Monday/NNP/obl/4 ,/,/punct/2 left/VBD/root/0"
    )  # fmt: skip
    assert subtree_span(word(doc, "Monday")).text == "on Monday"

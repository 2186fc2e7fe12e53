"""Relations that words other than posts tell, on trees made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.extract import extract
from kg.records import Document, PartialDate
from kg.vocabulary import load_vocabulary
from tests.extract.trees import tree

P, ORG, STATE, PLACE, DEMONYM = "Person", "Organization", "State", "Place", "Demonym"

CASES = [
    # (tree, entities, "predicate subject > object", what it shows)
    (
        "Anna/NNP/nsubj/3 Lind/NNP/flat/1 saw/VBD/root/0 Voltra/NNP/obj/3 ,/,/punct/7 a/DT/det/7 company/NN/appos/4 based/VBN/acl/7 in/IN/case/10 Bergen/NNP/obl/8 ././punct/3",
        [(0, 2, P), (3, 4, ORG), (9, 10, PLACE)], "basedIn Voltra > Bergen", "a company based in",
    ),
    (
        "Anna/NNP/nsubj/13 ,/,/punct/4 a/DT/det/4 lawyer/NN/appos/1 at/IN/case/6 Voltra/NNP/nmod/4 ,/,/punct/9 a/DT/det/9 firm/NN/appos/1 based/VBN/acl/9 in/IN/case/12 Bergen/NNP/obl/10 left/VBD/root/0",
        [(0, 1, P), (5, 6, ORG), (11, 12, PLACE)],
        "basedIn Voltra > Bergen; memberOf Anna > Voltra",
        "said of the name before the comma, not of the person that the parse gives it to",
    ),
    (
        "The/DT/det/5 Turku/NNP/compound/4 -/HYPH/punct/2 based/VBN/amod/5 Voltra/NNP/nsubj/6 sued/VBD/root/0 ././punct/6",
        [(1, 2, PLACE), (4, 5, ORG)], "basedIn Voltra > Turku", "place-based",
    ),
    (
        "The/DT/det/3 Voltra/NNP/compound/3 Institute/NNP/nsubj/6 in/IN/case/5 Bergen/NNP/nmod/3 closed/VBD/root/0 ././punct/6",
        [(1, 3, ORG), (4, 5, PLACE)], "basedIn Voltra Institute > Bergen", "a body in a place",
    ),
    (
        "Voltra/NNP/nsubj/4 in/IN/case/3 Bergen/NNP/obl/4 grew/VBD/root/0",
        [(0, 1, ORG), (2, 3, PLACE)], "", "a place that the verb after it governs",
    ),
    (
        "Voltra/NNP/nsubj/10 ,/,/punct/4 which/WDT/nsubj/4 has/VBZ/acl:relcl/1 its/PRP$/nmod:poss/6 headquarters/NN/obj/4 in/IN/case/8 Bergen/NNP/nmod/6 ,/,/punct/1 sued/VBD/root/0 ././punct/10",
        [(0, 1, ORG), (7, 8, PLACE)], "basedIn Voltra > Bergen", "headquarters",
    ),
    (
        "The/DT/det/3 Swedish/JJ/amod/3 newspaper/NN/nsubj/5 Voltra/NNP/appos/3 reported/VBD/root/0 it/PRP/obj/5 ././punct/5",
        [(1, 2, DEMONYM), (3, 4, ORG)], "basedIn Voltra > Sweden", "a Swedish newspaper",
    ),
    (
        "Finland/NNP/nmod:poss/3 's/POS/case/1 Voltra/NNP/nsubj/4 sued/VBD/root/0 ././punct/4",
        [(0, 1, STATE), (2, 3, ORG)], "basedIn Voltra > Finland", "a state's company",
    ),
    (
        "Finland/NNP/nmod:poss/4 's/POS/case/1 Audit/NNP/compound/4 Court/NNP/nsubj/5 met/VBD/root/0 ././punct/5",
        [(0, 1, STATE), (2, 4, ORG)], "partOf Audit Court > Finland", "a state's court is part of it",
    ),
    (
        "Voltra/NNP/nsubj/9 ,/,/punct/7 a/DT/det/7 pro/JJ/amod/7 -/HYPH/punct/4 Finland/NNP/compound/7 group/NN/appos/1 ,/,/punct/1 left/VBD/root/0 ././punct/9",
        [(0, 1, ORG), (5, 6, STATE)], "", "who is for Finland is not at home there",
    ),
    (
        "Anna/NNP/nsubj/2 left/VBD/root/0 Bergen/NNP/compound/4 Station/NNP/obj/2",
        [(0, 1, P), (2, 4, PLACE)], "", "a place whose name ends the text is nobody's home",
    ),
    (
        "Sweden/NNP/nmod:poss/4 's/POS/case/1 Voltra/NNP/compound/4 ambassador/NN/nsubj/5 left/VBD/root/0",
        [(0, 1, STATE), (2, 3, ORG)], "", "Sweden's ambassador to Voltra, not Sweden's Voltra",
    ),
    (
        "Anna/NNP/nsubj/5 Lind/NNP/flat/1 of/IN/case/4 Voltra/NNP/nmod/1 spoke/VBD/root/0 ././punct/5",
        [(0, 2, P), (3, 4, ORG)], "memberOf Anna Lind > Voltra", "a person of a body",
    ),
    (
        "Anna/NNP/nsubj/6 Lind/NNP/flat/1 (/-LRB-/punct/4 Voltra/NNP/appos/1 )/-RRB-/punct/4 spoke/VBD/root/0",
        [(0, 2, P), (3, 4, ORG)], "memberOf Anna Lind > Voltra", "a body in brackets",
    ),
    (
        "Finland/NNP/nsubj/4 is/VBZ/cop/4 a/DT/det/4 member/NN/root/0 of/IN/case/6 Voltra/NNP/nmod/4 ././punct/4",
        [(0, 1, STATE), (5, 6, ORG)], "memberOf Finland > Voltra", "is a member",
    ),
    (
        "Voltra/NNP/compound/2 members/NNS/compound/3 Finland/NNP/nsubj/6 and/CC/cc/5 Sweden/NNP/conj/3 left/VBD/root/0 ././punct/6",
        [(0, 1, ORG), (2, 3, STATE), (4, 5, STATE)],
        "memberOf Finland > Voltra; memberOf Sweden > Voltra", "members named one after another",
    ),
    (
        "Finland/NNP/nsubj/12 ,/,/punct/4 a/DT/det/4 member/NN/appos/1 of/IN/case/6 Voltra/NNP/nmod/4 but/CC/cc/10 not/RB/advmod/10 of/IN/case/10 Andesur/NNP/conj/6 ,/,/punct/1 left/VBD/root/0",
        [(0, 1, STATE), (5, 6, ORG), (9, 10, ORG)], "memberOf Finland > Voltra", "but not of the other",
    ),
    (
        "Anna/NNP/nsubj/3 Lind/NNP/flat/1 works/VBZ/root/0 for/IN/case/5 Voltra/NNP/obl/3 ././punct/3",
        [(0, 2, P), (4, 5, ORG)], "memberOf Anna Lind > Voltra", "works for",
    ),
    (
        "The/DT/det/3 Health/NNP/compound/3 Office/NNP/nsubj/8 of/IN/case/7 the/DT/det/7 Voltra/NNP/compound/7 Agency/NNP/nmod/3 closed/VBD/root/0 ././punct/8",
        [(1, 3, ORG), (5, 7, ORG)], "partOf Health Office > Voltra Agency", "a body of a body",
    ),
    (
        "Andesur/NNP/nsubj/8 ,/,/punct/4 a/DT/det/4 unit/NN/appos/1 of/IN/case/6 Voltra/NNP/nmod/4 ,/,/punct/4 closed/VBD/root/0 ././punct/8",
        [(0, 1, ORG), (5, 6, ORG)], "partOf Andesur > Voltra", "a unit of",
    ),
    (
        "The/DT/det/3 Chilean/JJ/amod/3 boxer/NN/nsubj/6 Anna/NNP/appos/3 Lind/NNP/flat/4 won/VBD/root/0 ././punct/6",
        [(1, 2, DEMONYM), (3, 5, P)], "citizenOf Anna Lind > Chile", "the Chilean boxer",
    ),
    (
        "Finland/NNP/nmod:poss/3 's/POS/case/1 Anna/NNP/nsubj/5 Lind/NNP/flat/3 won/VBD/root/0",
        [(0, 1, STATE), (2, 4, P)], "citizenOf Anna Lind > Finland", "Finland's Anna Lind",
    ),
    (
        "Anna/NNP/nsubj/3 Lind/NNP/flat/1 heads/VBZ/root/0 Voltra/NNP/obj/3 ././punct/3",
        [(0, 2, P), (3, 4, ORG)], "leads Anna Lind > Voltra", "heads",
    ),
    (
        "Voltra/NNP/nsubj/8 ,/,/punct/3 led/VBN/acl/1 by/IN/case/5 Anna/NNP/obl:agent/3 Lind/NNP/flat/5 ,/,/punct/8 left/VBD/root/0 ././punct/8",
        [(0, 1, ORG), (4, 6, P)], "leads Anna Lind > Voltra", "led by",
    ),
    (
        "Anna/NNP/nsubj/4 Lind/NNP/flat/1 once/RB/advmod/4 led/VBD/root/0 Voltra/NNP/obj/4 ././punct/4",
        [(0, 2, P), (4, 5, ORG)], "", "once led: no longer",
    ),
    (
        "Anna/NNP/nsubj/10 Lind/NNP/flat/1 ,/,/punct/6 the/DT/det/6 deputy/NN/compound/6 director/NN/appos/1 of/IN/case/8 Voltra/NNP/nmod/6 ,/,/punct/1 spoke/VBD/root/0 ././punct/10",
        [(0, 2, P), (7, 8, ORG)], "memberOf Anna Lind > Voltra", "a deputy does not lead",
    ),
    (
        "Voltra/NNP/nmod:poss/5 's/POS/case/1 incoming/VBG/amod/5 director/NN/compound/5 Anna/NNP/nsubj/6 spoke/VBD/root/0",
        [(0, 1, ORG), (4, 5, P)], "", "who is to lead does not lead yet",
    ),
    (
        "Anna/NNP/nsubj/4 Lind/NNP/flat/1 may/MD/aux/4 lead/VB/root/0 Voltra/NNP/obj/4",
        [(0, 2, P), (4, 5, ORG)], "", "nor who may",
    ),
    (
        "Finland/NNP/nsubj/8 ,/,/punct/4 an/DT/det/4 ally/NN/appos/1 of/IN/case/6 Sweden/NNP/nmod/4 ,/,/punct/4 left/VBD/root/0 ././punct/8",
        [(0, 1, STATE), (5, 6, STATE)], "alliedWith Finland > Sweden", "an ally of",
    ),
    (
        "Voltra/NNP/nsubj/11 ,/,/punct/5 a/DT/det/5 rebel/NN/compound/5 group/NN/appos/1 at/IN/case/7 war/NN/nmod/5 with/IN/case/9 Finland/NNP/nmod/7 ,/,/punct/1 left/VBD/root/0 ././punct/11",
        [(0, 1, ORG), (8, 9, STATE)], "fightingAgainst Voltra > Finland", "at war with",
    ),
    (
        "The/DT/det/2 war/NN/nsubj/7 between/IN/case/4 Finland/NNP/nmod/2 and/CC/cc/6 Sweden/NNP/conj/4 ended/VBD/root/0 ././punct/7",
        [(3, 4, STATE), (5, 6, STATE)], "fightingAgainst Finland > Sweden", "war between",
    ),
    (
        "Voltra/NNP/nsubj/3 is/VBZ/aux/3 fighting/VBG/root/0 Finnish/JJ/amod/5 soldiers/NNS/obj/3 ././punct/3",
        [(0, 1, ORG), (3, 4, DEMONYM)], "fightingAgainst Voltra > Finland", "fighting soldiers of a state",
    ),
    (
        "Finland/NNP/nsubj/2 signed/VBD/root/0 a/DT/det/5 defence/NN/compound/5 pact/NN/obj/2 with/IN/case/7 Sweden/NNP/nmod/5 ././punct/2",
        [(0, 1, STATE), (6, 7, STATE)],
        "partyTo Finland > defence pact; partyTo Sweden > defence pact", "a pact signed with",
    ),
    (
        "Finland/NNP/nsubj/2 reached/VBD/root/0 a/DT/det/4 deal/NN/obj/2 with/IN/case/6 Sweden/NNP/nmod/4 ././punct/2",
        [(0, 1, STATE), (5, 6, STATE)], "", "any deal is no treaty",
    ),
]  # fmt: skip


def relations(sentence: str, ents: Sequence[tuple[int, int, str]]) -> str:
    doc = tree(sentence, ents=ents)
    found = extract(Document(doc.text, published=PartialDate(2024, 10, 23)), doc, load_vocabulary())
    texts = {m.id: m.text.removeprefix("The ") for m in found.mentions}
    states = {"Swedish": "Sweden", "Finnish": "Finland", "Chilean": "Chile"}
    lines = [
        f"{r.predicate} {texts[r.subject]} > {states.get(texts[r.object], texts[r.object])}"
        for r in found.relations
        if r.predicate not in {"holdsPost", "postIn"}
    ]
    return "; ".join(sorted(lines))


@pytest.mark.parametrize(
    ("sentence", "ents", "expected"),
    [pytest.param(*row[:3], id=row[3]) for row in CASES],
)
def test_what_a_sentence_tells(
    sentence: str, ents: list[tuple[int, int, str]], expected: str
) -> None:
    assert relations(sentence, ents) == expected


def test_a_treaty_told_again_is_one() -> None:
    sentence = (
        "Finland/NNP/nsubj/2 signed/VBD/root/0 a/DT/det/5 defence/NN/compound/5 pact/NN/obj/2 with/IN/case/7 Sweden/NNP/nmod/5 ././punct/2\n"
        "The/DT/det/2 pact/NN/nsubj/7 between/IN/case/4 Finland/NNP/nmod/2 and/CC/cc/6 Sweden/NNP/conj/4 holds/VBZ/root/0 ././punct/7"
    )  # fmt: skip
    ents = [(0, 1, STATE), (6, 7, STATE), (11, 12, STATE), (13, 14, STATE)]
    told = "partyTo Finland > defence pact; partyTo Sweden > defence pact"
    assert relations(sentence, ents) == told


def test_negated_membership_is_claimed_not_to_be() -> None:
    doc = tree(
        "Finland/NNP/nsubj/5 is/VBZ/cop/5 not/RB/advmod/5 a/DT/det/5 member/NN/root/0 of/IN/case/7 Voltra/NNP/nmod/5",
        ents=[(0, 1, STATE), (6, 7, ORG)],
    )  # fmt: skip
    found = extract(Document(doc.text), doc, load_vocabulary())
    (relation,) = found.relations
    (claim,) = [c for c in found.claims if c.content == relation.id]
    assert claim.factuality.value == "CT-"


STATES = [
    # (tree, entities, whose post it is, what it shows)
    (
        "Finnish/JJ/amod/2 voters/NNS/nsubj/3 met/VBD/root/0 President/NNP/compound/5 Ada/NNP/obj/3 Corvin/NNP/flat/5\n"
        "Finland/NNP/nsubj/2 grew/VBD/root/0 and/CC/cc/4 Finland/NNP/conj/2 won/VBD/conj/2",
        [(0, 1, DEMONYM), (4, 6, P), (6, 7, STATE), (9, 10, STATE)], "Finnish",
        "that of the only state that the article is about",
    ),
    (
        "Finnish/JJ/amod/2 voters/NNS/nsubj/3 met/VBD/root/0 President/NNP/compound/5 Ada/NNP/obj/3 Corvin/NNP/flat/5\n"
        "Finland/NNP/nsubj/2 grew/VBD/root/0 and/CC/cc/4 Sweden/NNP/conj/2 won/VBD/conj/2",
        [(0, 1, DEMONYM), (4, 6, P), (6, 7, STATE), (9, 10, STATE)], "",
        "not where another is named nearly as often",
    ),
    (
        "Finnish/JJ/amod/2 voters/NNS/nsubj/3 met/VBD/root/0 Attorney/NNP/compound/5 General/NNP/compound/6 Ada/NNP/obj/3 Corvin/NNP/flat/6\n"
        "Finland/NNP/nsubj/2 grew/VBD/root/0",
        [(0, 1, DEMONYM), (5, 7, P), (7, 8, STATE)], "",
        "not a post that parts of a state have too",
    ),
    (
        "Finland/NNP/nsubj/2 met/VBD/root/0 Sweden/NNP/obj/2 and/CC/cc/5 Defense/NNP/compound/6 Secretary/NNP/compound/7 Lloyd/NNP/conj/3 Austin/NNP/flat/7\n"
        "US/NNP/compound/2 officials/NNS/nsubj/3 left/VBD/root/0",
        [(0, 1, STATE), (2, 3, STATE), (6, 8, P), (8, 9, STATE)], "US",
        "a known person's, if the article names the state",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "ents", "state"), [pytest.param(*row[:3], id=row[3]) for row in STATES]
)
def test_whose_a_post_of_a_state_is(
    sentence: str, ents: list[tuple[int, int, str]], state: str
) -> None:
    doc = tree(sentence, ents=ents)
    found = extract(Document(doc.text), doc, load_vocabulary())
    texts = {m.id: m.text for m in found.mentions}
    assert [texts[r.object] for r in found.relations if r.predicate == "postIn"] == [state][
        : bool(state)
    ]

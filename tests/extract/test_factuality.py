"""How sure, and when: values of FactBank combined, and read from a clause."""

from __future__ import annotations

from itertools import product

import pytest

from kg.extract.factuality import combine, is_negated, read
from kg.extract.tenses import tense
from kg.records import Factuality, TimeFrame
from tests.extract.trees import tree, word

F, T = Factuality, TimeFrame
C, P, S = F.CERTAIN, F.PROBABLE, F.POSSIBLE
NC, NP, NS = F.NOT_CERTAIN, F.NOT_PROBABLE, F.NOT_POSSIBLE
U = F.UNCOMMITTED
# Rows: what the source gives; columns: what its words say, in the order C P S NC NP NS U.
TABLE = {
    C: (C, P, S, NC, NP, NS, U),
    P: (P, P, S, NP, NP, NS, U),
    S: (S, S, S, NS, NS, NS, U),
    NC: (NC, NP, NS, C, P, S, NC),
    NP: (NP, NP, NS, P, P, S, U),
    NS: (NS, NS, NS, S, S, S, U),
    U: (U, U, U, U, U, U, U),
}
COLUMNS = (C, P, S, NC, NP, NS, U)
PAIRS = [(o, i, TABLE[o][n]) for o in COLUMNS for n, i in enumerate(COLUMNS)]


def test_the_table_has_every_pair() -> None:
    assert {(o, i) for o, i, _ in PAIRS} == set(product(F, F))
    assert len(PAIRS) == 49


@pytest.mark.parametrize(("outer", "inner", "expected"), PAIRS)
def test_values_combine(outer: Factuality, inner: Factuality, expected: Factuality) -> None:
    assert combine(outer, inner) is expected


CLAUSES = [
    # (clause, event word, factuality, time frame, what it shows)
    ("Troops/NNS/nsubj/2 attacked/VBD/root/0", C, T.PAST, "plain past"),
    ("Troops/NNS/nsubj/3 are/VBP/aux/3 attacking/VBG/root/0", C, T.ONGOING, "progressive"),
    ("Troops/NNS/nsubj/2 attack/VBP/root/0", C, T.ONGOING, "present"),
    ("Troops/NNS/nsubj/3 have/VBP/aux/3 attacked/VBN/root/0", C, T.PAST, "present perfect"),
    ("Troops/NNS/nsubj/3 will/MD/aux/3 attack/VB/root/0", P, T.FUTURE, "will"),
    ("Troops/NNS/nsubj/3 may/MD/aux/3 attack/VB/root/0", S, T.HYPOTHETICAL, "may"),
    ("Troops/NNS/nsubj/3 could/MD/aux/3 attack/VB/root/0", S, T.HYPOTHETICAL, "could"),
    ("Troops/NNS/nsubj/4 may/MD/aux/4 have/VB/aux/4 attacked/VBN/root/0", S, T.PAST, "may have"),
    (
        "Troops/NNS/nsubj/4 would/MD/aux/4 have/VB/aux/4 attacked/VBN/root/0",
        NC, T.HYPOTHETICAL, "would have: it did not happen",
    ),
    (
        "Troops/NNS/nsubj/4 did/VBD/aux/4 not/RB/advmod/4 attack/VB/root/0",
        NC, T.PAST, "did not",
    ),
    (
        "Troops/NNS/nsubj/3 never/RB/advmod/3 attacked/VBD/root/0",
        NC, T.PAST, "never",
    ),
    (
        "No/DT/det/2 troops/NNS/nsubj/3 attacked/VBD/root/0",
        NC, T.PAST, "no with the subject",
    ),
    (
        "Troops/NNS/nsubj/4 will/MD/aux/4 not/RB/advmod/4 attack/VB/root/0",
        NP, T.FUTURE, "will not",
    ),
    (
        "Troops/NNS/nsubj/4 may/MD/aux/4 not/RB/advmod/4 attack/VB/root/0",
        NS, T.HYPOTHETICAL, "may not",
    ),
    (
        "Troops/NNS/nsubj/3 allegedly/RB/advmod/3 attacked/VBD/root/0",
        P, T.PAST, "allegedly",
    ),
    (
        "Troops/NNS/nsubj/3 probably/RB/advmod/3 attacked/VBD/root/0",
        P, T.PAST, "probably",
    ),
    (
        "If/IN/mark/3 troops/NNS/nsubj/3 attack/VBP/advcl/4 go/VB/root/0",
        U, T.HYPOTHETICAL, "if",
    ),
    (
        "Troops/NNS/nsubj/2 vowed/VBD/root/0 to/TO/mark/4 attack/VB/xcomp/2",
        C, T.FUTURE, "an infinitive looks ahead",
    ),
    (
        "Troops/NNS/nsubj:pass/3 were/VBD/aux:pass/3 attacked/VBN/root/0",
        C, T.PAST, "passive",
    ),
    ("The/DT/det/2 attack/NN/root/0", C, T.PAST, "a noun"),
    ("The/DT/det/3 alleged/JJ/amod/3 attack/NN/root/0", P, T.PAST, "an alleged act"),
    ("A/DT/det/3 possible/JJ/amod/3 attack/NN/root/0", S, T.FUTURE, "a possible act"),
    ("The/DT/det/3 planned/JJ/amod/3 attack/NN/root/0", P, T.FUTURE, "a planned act"),
    ("The/DT/det/3 failed/JJ/amod/3 attack/NN/root/0", NC, T.PAST, "a failed act"),
    ("No/DT/det/2 attack/NN/root/0", NC, T.PAST, "no act"),
    (
        "Troops/NNS/nsubj/3 may/MD/aux/3 launch/VB/root/0 an/DT/det/5 attack/NN/obj/3",
        S, T.HYPOTHETICAL, "a verb that only carries the act",
    ),
    (
        "Troops/NNS/nsubj/2 launched/VBD/root/0 no/DT/det/4 attack/NN/obj/2",
        NC, T.PAST, "no act carried out",
    ),
    (
        "Troops/NNS/nsubj/3 may/MD/aux/3 recall/VB/root/0 the/DT/det/5 attack/NN/obj/3",
        C, T.PAST, "a verb that speaks of the act",
    ),
    (
        "Troops/NNS/nsubj/4 no/RB/advmod/3 longer/RB/advmod/4 attack/VBP/root/0",
        NC, T.ONGOING, "no longer",
    ),
    (
        "Troops/NNS/nsubj/2 attacked/VBD/root/0 no/DT/det/4 towns/NNS/obj/2",
        NC, T.PAST, "no with the object",
    ),
    (
        "Troops/NNS/nsubj/4 are/VBP/aux/4 to/TO/mark/4 attack/VB/root/0",
        P, T.FUTURE, "are to",
    ),
    (
        "Had/VBD/aux/4 troops/NNS/nsubj/4 not/RB/advmod/4 attacked/VBN/advcl/5 go/VB/root/0",
        C, T.PAST, "had they not: they did",
    ),
    (
        "Should/MD/aux/3 troops/NNS/nsubj/3 attack/VB/advcl/4 go/VB/root/0",
        U, T.HYPOTHETICAL, "should they",
    ),
    (
        "Provided/IN/mark/3 troops/NNS/nsubj/3 attack/VBP/advcl/4 go/VB/root/0",
        U, T.HYPOTHETICAL, "provided",
    ),
    (
        "Troops/NNS/nsubj/3 will/MD/aux/3 go/VB/root/0 and/CC/cc/5 attack/VB/conj/3",
        P, T.FUTURE, "a shared auxiliary",
    ),
    (
        "Troops/NNS/nsubj/3 shortly/RB/advmod/3 attacked/VBD/root/0",
        C, T.PAST, "shortly, of the past",
    ),
    (
        "Going/VBG/advcl/4 without/IN/mark/3 attacking/VBG/advcl/1 go/VB/root/0",
        NC, T.PAST, "without",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "value", "frame", "why"), CLAUSES, ids=[row[-1] for row in CLAUSES]
)
def test_a_clause_says_how_sure_and_when(
    clause: str, value: Factuality, frame: TimeFrame, why: str
) -> None:
    doc = tree(clause)
    (event,) = [t for t in doc if t.text.startswith("attack")]
    found = read(event)
    assert (found.factuality, found.time_frame) == (value, frame), why


def test_would_below_a_past_cue_is_will() -> None:
    doc = tree("Troops/NNS/nsubj/3 would/MD/aux/3 attack/VB/root/0")
    found = read(word(doc, "attack"), reported=True)
    assert (found.factuality, found.time_frame) == (P, T.FUTURE)


def test_must_demands() -> None:
    doc = tree("Troops/NNS/nsubj/3 must/MD/aux/3 leave/VB/root/0")
    assert read(word(doc, "leave")).demanded


def test_allegedly_is_hearsay() -> None:
    doc = tree("Troops/NNS/nsubj/3 allegedly/RB/advmod/3 left/VBD/root/0")
    assert read(word(doc, "left")).hearsay


def test_not_yet_negates() -> None:
    doc = tree("He/PRP/nsubj/5 has/VBZ/aux/5 not/RB/advmod/4 yet/RB/advmod/5 left/VBN/root/0")
    assert is_negated(word(doc, "left"))


def test_a_participle_at_the_root_has_a_tense() -> None:
    doc = tree("Troops/NNS/nsubj/2 moving/VBG/root/0 north/RB/advmod/2")
    assert tense(word(doc, "moving")) is T.ONGOING

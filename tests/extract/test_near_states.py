"""Offices whose state the phrase does not name, and the words around do."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extract.article import extract
from kg.records import Document
from kg.vocabulary import load_vocabulary
from tests.extract.holding import posts
from tests.extract.trees import draft, tree

P, S, D, PL = "Person", "State", "Demonym", "Place"
MINISTER = (
    "Foreign/NNP/amod/2 Minister/NNP/nmod:desc/3 Ada/NNP/nsubj/5 Lind/NNP/flat/3 {}/VBD/root/0"
)
SAID = f"\n{MINISTER.format('spoke')}"
# A state of which nothing else is told keeps the article from being about one state.
OTHERS = "\nSweden/NNP/nsubj/4 and/CC/cc/3 Norway/NNP/conj/1 agreed/VBD/root/0"
ADA = "Ada Lind = Foreign Minister"


@pytest.mark.parametrize(
    ("before", "ents", "expected"),
    [
        ("Hungary/NNP/nsubj/2 refused/VBD/root/0", [(0, 1, S)], f"{ADA} @ Hungary"),
        (
            "Hungarian/JJ/amod/2 officials/NNS/nsubj/3 refused/VBD/root/0",
            [(0, 1, D)], f"{ADA} @ Hungarian",
        ),
        # Whose losses they are tells nothing of who speaks next.
        ("Hungary/NNP/nmod:poss/3 's/POS/case/1 losses/NNS/nsubj/4 grew/VBD/root/0", [(0, 1, S)], ADA),
        ("They/PRP/nsubj/2 left/VBD/root/0 Hungary/NNP/obj/2 again/RB/advmod/2", [(2, 3, S)], ADA),
        ("Hungary/NNP/nsubj/4 and/CC/cc/3 Poland/NNP/conj/1 refused/VBD/root/0", [(0, 1, S), (2, 3, S)], ADA),
    ],
)  # fmt: skip
def test_the_subject_of_the_sentence_before(
    before: str, ents: list[tuple[int, int, str]], expected: str
) -> None:
    length = len(before.split())
    where = [(length + 2, length + 4, P), (length + 5, length + 6, S), (length + 7, length + 8, S)]
    assert posts(before + SAID + OTHERS, [*ents, *where]) == [expected]


def test_nobody_acts_on_his_own_state() -> None:
    """Nor does the sentence before then tell of whom he is."""
    accused = f"\n{MINISTER.format('accused')} Hungary/NNP/obj/5"
    text = "Hungary/NNP/nsubj/2 refused/VBD/root/0" + accused + OTHERS
    assert posts(text, [(0, 1, S), (4, 6, P), (7, 8, S), (8, 9, S), (10, 11, S)]) == [ADA]


@pytest.mark.parametrize(("title", "found"), [("Foreign", ""), ("Trade", " @ Hungary")])
def test_a_state_has_one_foreign_minister(title: str, found: str) -> None:
    held = f"\nHungarian/JJ/amod/3 {title}/NNP/amod/3 Minister/NNP/nmod:desc/4 Bea/NNP/nsubj/6 Moe/NNP/flat/4 left/VBD/root/0"
    text = "Hungary/NNP/nsubj/2 refused/VBD/root/0" + SAID + held + OTHERS
    ents = [(0, 1, S), (4, 6, P), (7, 8, D), (10, 12, P), (13, 14, S), (15, 16, S)]
    assert f"{ADA}{found}" in posts(text, ents)


@pytest.mark.parametrize(("where", "found"), [("old", " @ Hungary"), ("regional", "")])
def test_a_region_has_a_government_of_its_own(where: str, found: str) -> None:
    spoke = f"\nThe/DT/det/4 {where}/JJ/amod/4 government/NN/compound/4 spokesman/NN/nmod:desc/5 Ada/NNP/nsubj/7 Lind/NNP/flat/5 said/VBD/root/0"
    text = "Hungary/NNP/nsubj/2 refused/VBD/root/0" + spoke
    told = posts(text, [(0, 1, S), (6, 8, P)])
    assert [one.endswith(" @ Hungary") for one in told] == [bool(found)]


def test_of_whom_another_speaks_it_tells_nothing() -> None:
    """ "Hungary refused. It said that Foreign Minister Ada Lind …"."""
    text = (
        "Hungary/NNP/nsubj/2 refused/VBD/root/0"
        "\nThey/PRP/nsubj/2 said/VBD/root/0 Foreign/NNP/amod/4 Minister/NNP/nmod:desc/5"
        " Ada/NNP/nsubj/7 Lind/NNP/flat/5 lied/VBD/ccomp/2" + OTHERS
    )
    assert posts(text, [(0, 1, S), (6, 8, P), (9, 10, S), (11, 12, S)]) == [ADA]


@pytest.mark.parametrize(
    ("place", "label", "expected"),
    [("Helsinki", PL, f"{ADA} @ Finland"), ("Finland", S, f"{ADA} @ Finland"), ("Turku", PL, ADA)],
)
def test_the_capital_that_opens_the_sentence(place: str, label: str, expected: str) -> None:
    text = (
        "Sweden/NNP/nsubj/4 and/CC/cc/3 Finland/NNP/conj/1 agreed/VBD/root/0"
        f"\nIn/IN/case/2 {place}/NNP/obl/8 ,/,/punct/2 Foreign/NNP/amod/5 Minister/NNP/nmod:desc/6"
        " Ada/NNP/nsubj/8 Lind/NNP/flat/6 spoke/VBD/root/0"
    )
    assert posts(text, [(0, 1, S), (2, 3, S), (5, 6, label), (9, 11, P)]) == [expected]


@pytest.mark.parametrize(("place", "body"), [("Helsinki", "foreign ministry"), ("Turku", "")])
def test_whose_ministry_speaks_in_a_capital(place: str, body: str) -> None:
    text = (
        f"In/IN/case/2 {place}/NNP/obl/8 ,/,/punct/2 foreign/JJ/amod/5 ministry/NN/compound/6"
        " spokeswoman/NN/nmod:desc/7 Ada/NNP/nsubj/9 Lind/NNP/flat/7 spoke/VBD/root/0"
    )
    made = draft(tree(text, ents=[(1, 2, PL), (6, 8, P)]))
    found = extract(made.document, made.doc.source, load_vocabulary())
    texts = {m.id: m.text for m in found.mentions}
    told = {r.predicate: texts[r.object] for r in found.relations}
    assert told.get("spokespersonFor", "") == body


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Finland/NNP/nsubj/2 calls/VBZ/root/0", f"{ADA} @ Finland"),
        ("Sweden/NNP/nsubj/2 calls/VBZ/root/0", ADA),
    ],
)
def test_the_state_of_heading_and_first_sentence(heading: str, expected: str) -> None:
    end = "¶/_SP/punct/2"
    text = (
        f"{heading} {end}\nFinland/NNP/nsubj/2 called/VBD/root/0 {end}"
        f"\nTalks/NNS/nsubj/2 ended/VBD/root/0 {end}{SAID}{OTHERS}"
    )
    ents = [(0, 1, S), (3, 4, S), (11, 13, P), (14, 15, S), (16, 17, S)]
    assert posts(text, ents) == [expected]


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("Hungary/NNP/nsubj/2 refused/VBD/root/0", " @ Hungary"),
        ("They/PRP/nsubj/2 left/VBD/root/0", ""),
    ],
)
@pytest.mark.parametrize("noun", ["leader", "lawmaker"])
def test_whose_opposition_it_is(before: str, found: str, noun: str) -> None:
    said = (
        f"\nOpposition/NN/compound/2 {noun}/NN/nmod:desc/3 Ada/NNP/nsubj/5 Lind/NNP/flat/3"
        " spoke/VBD/root/0"
    )
    state = [(0, 1, S)] if found else []
    ents = [*state, (4, 6, P), (7, 8, S), (9, 10, S)]
    assert posts(before + said + OTHERS, ents) == [f"Ada Lind = Opposition {noun}{found}"]


def test_whose_government_speaks() -> None:
    said = (
        "\nGovernment/NN/compound/2 spokeswoman/NN/nmod:desc/3 Ada/NNP/nsubj/5 Lind/NNP/flat/3"
        " spoke/VBD/root/0"
    )
    text = "Hungary/NNP/nsubj/2 refused/VBD/root/0" + said + OTHERS
    ents = [(0, 1, S), (4, 6, P), (7, 8, S), (9, 10, S)]
    assert posts(text, ents) == ["Ada Lind = Government spokeswoman @ Hungary"]


def test_a_text_without_words_has_no_states() -> None:
    empty = Doc(Vocab())
    assert extract(Document(""), empty, load_vocabulary()).relations == ()

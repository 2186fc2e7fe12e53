"""Which noun phrases may act, which pairs are asked about, and which answers are kept."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from kg.extract.interactions import find_candidates, head_word, interactions
from tests.extract.scorers import Answers
from tests.extract.trees import tree

P, S, O, D, L = "Person", "State", "Organization", "Demonym", "Place"  # noqa: E741  short labels

ACCUSED = tree(
    "Borland/NNP/nsubj/2 accused/VBD/root/0 North/NNP/compound/4 Avarian/JJ/amod/5"
    " soldiers/NNS/obj/2 ././punct/2",
    ents=[(0, 1, S), (2, 4, D)],
)


def texts(doc: Doc, *, any_noun: bool = False) -> list[str]:
    return [c.text for s in doc.sents for c in find_candidates(s, any_noun=any_noun)]


@pytest.mark.parametrize(
    ("doc", "found"),
    [
        pytest.param(ACCUSED, ["Borland", "North Avarian soldiers"], id="adjective and noun"),
        pytest.param(
            tree(
                "Avarian/JJ/amod/2 attacks/NNS/nsubj/3 shook/VBD/root/0 Borland/NNP/obj/3",
                ents=[(0, 1, D), (3, 4, S)],
            ),
            ["Avarian", "Borland"],
            id="an adjective before what does not act",
        ),
        pytest.param(
            tree(
                "President/NNP/nmod:desc/2 Ada/NNP/nsubj/4 Lind/NNP/flat/2 met/VBD/root/0"
                " riot/NN/compound/6 police/NNS/obj/4",
                ents=[(1, 3, P)],
            ),
            ["President Ada Lind", "riot police"],
            id="title and name, noun and compound",
        ),
        pytest.param(
            tree(
                "UN/NNP/compound/2 mission/NN/nsubj/3 left/VBD/root/0", ents=[(0, 1, O)]
            ),
            ["UN mission"],
            id="a name inside an actor is no actor",
        ),
        pytest.param(
            tree(
                "Borland/NNP/nmod:poss/3 's/POS/case/1 army/NN/nsubj/4 shelled/VBD/root/0"
                " hundreds/NNS/obj/4 of/IN/case/7 villagers/NNS/nmod/5",
                ents=[(0, 1, S)],
            ),
            ["Borland", "Borland's army", "hundreds of villagers"],
            id="an owner stays an actor",
        ),
        pytest.param(
            tree("Dutch/NNP/amod/2 Court/NNP/nsubj/3 convicts/VBZ/root/0 rebels/NNS/obj/3"),
            ["Dutch Court", "rebels"],
            id="nouns with capitals",
        ),
    ],
)  # fmt: skip
def test_candidates(doc: Doc, found: list[str]) -> None:
    # Trees made by hand have a blank before "'s".
    assert [text.replace(" 's", "'s") for text in texts(doc)] == found


def test_with_any_noun_laws_act() -> None:
    doc = tree(
        "Laws/NNS/nsubj/2 weaken/VBP/root/0 unions/NNS/obj/2 today/NN/obl/2", ents=[(3, 4, "Date")]
    )
    assert texts(doc) == ["unions"]
    assert texts(doc, any_noun=True) == ["Laws", "unions"]


def test_a_place_is_acted_upon_and_a_capital_as_subject_acts() -> None:
    doc = tree(
        "Cestria/NNP/nsubj/2 shelled/VBD/root/0 Porthaven/NNP/obj/2", ents=[(0, 1, L), (2, 3, L)]
    )
    scorer = Answers()
    interactions(doc, scorer)
    assert scorer.asked == [("Cestria", "Porthaven")]


def test_the_most_probable_type_of_a_pair_is_kept_from_the_threshold_up() -> None:
    pair = ("Borland", "North Avarian soldiers")
    (found,) = interactions(ACCUSED, Answers(pairs={pair: {"ACCUSE": 0.75}}))
    assert (found.type, found.actor.text, found.recipient.text) == ("ACCUSE", *pair)
    assert found.score == 0.75
    assert interactions(ACCUSED, Answers(pairs={pair: {"ACCUSE": 0.75}}), threshold=0.8) == []
    assert interactions(ACCUSED, Answers()) == []


@pytest.mark.parametrize(("kind", "kept"), [("ACCUSE", 1), ("CONSULT", 2)])
def test_only_mutual_types_hold_in_both_directions(kind: str, kept: int) -> None:
    one, other = "Borland", "North Avarian soldiers"
    scorer = Answers(pairs={(one, other): {kind: 0.6}, (other, one): {kind: 0.9}})
    found = interactions(ACCUSED, scorer)
    assert len(found) == kept
    assert found[-1].actor.text == other


@pytest.mark.parametrize(
    ("scores", "kept"),
    [((0.9, 0.6), "Avaria"), ((0.6, 0.9), "Avaria 's premier")],
)
def test_of_a_phrase_and_a_name_inside_it_the_surer_acts(
    scores: tuple[float, float], kept: str
) -> None:
    doc = tree(
        "Avaria/NNP/nmod:poss/3 's/POS/case/1 premier/NN/nsubj/4 scolded/VBD/root/0"
        " Borland/NNP/obj/4",
        ents=[(0, 1, S), (4, 5, S)],
    )
    names = ("Avaria", "Avaria 's premier")
    given = {(name, "Borland"): {"ACCUSE": p} for name, p in zip(names, scores, strict=True)}
    (found,) = interactions(doc, Answers(pairs=given))
    assert found.actor.text == kept


def test_actors_of_different_sentences_are_no_pair() -> None:
    doc = tree(
        "Borland/NNP/nsubj/2 voted/VBD/root/0\nAvaria/NNP/nsubj/2 abstained/VBD/root/0",
        ents=[(0, 1, S), (2, 3, S)],
    )
    scorer = Answers()
    assert interactions(doc, scorer) == []
    assert scorer.asked == []


@pytest.mark.parametrize(
    ("start", "end", "word"),
    [(0, 3, "lind"), (1, 3, "lind"), (2, 3, "lind"), (4, 6, "council")],
)
def test_the_head_word_of_a_name_is_its_last(start: int, end: int, word: str) -> None:
    doc = tree(
        "President/NNP/nmod:desc/2 Ada/NNP/nsubj/4 Lind/NNP/flat/2 met/VBD/root/0"
        " Borland/NNP/compound/6 Council/NNP/obj/4"
    )
    assert head_word(doc[start:end]) == word

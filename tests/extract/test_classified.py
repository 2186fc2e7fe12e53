"""Pairs of actors that no word list joins: which are asked about, and what is believed."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from kg.extract import extract
from kg.extract.actors import find_actors
from kg.extract.classified import LEAST, LONGEST_PATH, find_classified
from kg.extract.events import Interaction, find_interactions
from kg.extract.lexicon import event_lexicon
from kg.language import load
from kg.records import Document, PartialDate
from kg.vocabulary import load_vocabulary
from tests.extract.scorers import Answers
from tests.extract.trees import draft, tree

OUTFOXED = "Iran/NNP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2 ././punct/2"
ATTACKED = "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2 ././punct/2"
ACCUSED = {("Iran", "Iraq"): ("ACCUSE", 0.93)}


def classified(doc: Doc, scorer: Answers) -> list[Interaction]:
    """What is found beyond the word lists."""
    made = draft(doc)
    find_actors(made)
    return find_classified(made, scorer, find_interactions(made, event_lexicon()))


def told(found: Interaction) -> tuple[str, str, str, str]:
    """Actor, type, the word that tells of it, recipient."""
    (actor,), (recipient,) = found.actors, found.recipients
    assert actor.actor is not None and recipient.actor is not None
    return actor.actor.name, found.entry.type, found.token.text, recipient.actor.name


def test_a_pair_that_no_list_joins_is_told_where_the_two_meet() -> None:
    (found,) = classified(tree(OUTFOXED), Answers(ACCUSED))
    assert told(found) == ("Iran", "ACCUSE", "outfoxed", "Iraq")
    assert found.score == pytest.approx(0.93)


def test_a_noun_may_be_where_two_meet() -> None:
    doc = tree(
        "The/DT/det/2 picnic/NN/nsubj/7 of/IN/case/4 Iran/NNP/nmod/2 with/IN/case/6 Iraq/NNP/nmod/2"
        " flared/VBD/root/0"
    )
    (found,) = classified(doc, Answers(ACCUSED))
    assert told(found) == ("Iran", "ACCUSE", "picnic", "Iraq")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({}, id="NONE"),
        pytest.param({("Iran", "Iraq"): ("ACCUSE", LEAST - 0.01)}, id="not probable enough"),
        pytest.param({("Iran", "Iraq"): ("NONE", 0.95)}, id="surely NONE"),
    ],
)
def test_what_is_not_probable_is_not_believed(
    answer: dict[tuple[str, str], tuple[str, float]],
) -> None:
    assert classified(tree(OUTFOXED), Answers(answer)) == []


@pytest.mark.parametrize(("back", "actor"), [(0.91, "Iran"), (0.95, "Iraq")])
def test_of_both_directions_the_more_probable_is_kept(back: float, actor: str) -> None:
    scorer = Answers({**ACCUSED, ("Iraq", "Iran"): ("REJECT", back)})
    (found,) = classified(tree(OUTFOXED), scorer)
    assert told(found)[0] == actor
    assert sorted(scorer.asked) == [("Iran", "Iraq"), ("Iraq", "Iran")]


def test_a_pair_that_the_lists_join_is_not_asked_about_in_that_sentence() -> None:
    scorer = Answers(ACCUSED)
    assert classified(tree(ATTACKED), scorer) == []
    assert scorer.asked == []
    (found,) = classified(tree(f"{ATTACKED}\n{OUTFOXED}"), scorer)
    assert told(found)[2] == "outfoxed"


def test_a_third_actor_of_the_sentence_is_asked_about() -> None:
    doc = tree(
        "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2 and/CC/cc/5 outfoxed/VBD/conj/2"
        " Jordan/NNP/obj/5"
    )
    scorer = Answers({("Iran", "Jordan"): ("THREATEN", 0.93), **ACCUSED})
    assert [told(one) for one in classified(doc, scorer)] == [
        ("Iran", "THREATEN", "attacked", "Jordan")
    ]
    assert ("Iran", "Iraq") not in scorer.asked


def test_what_is_found_stands_in_text_order() -> None:
    doc = tree("Egypt/NNP/nsubj/2 outran/VBD/root/0 Oman/NNP/obj/2\n" + OUTFOXED)
    scorer = Answers({**ACCUSED, ("Egypt", "Oman"): ("AID", 0.92)})
    assert [told(one)[2] for one in classified(doc, scorer)] == ["outran", "outfoxed"]


def test_actors_of_different_sentences_are_no_pair() -> None:
    scorer = Answers(ACCUSED)
    assert classified(tree("Iran/NNP/nsubj/2 won/VBD/root/0\nIraq/NNP/nsubj/2 lost/VBD/root/0"), scorer) == []  # fmt: skip
    assert scorer.asked == []


def test_one_actor_named_twice_is_asked_about_once() -> None:
    doc = tree(
        "Iran/NNP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2 as/IN/mark/6 Iran/NNP/nsubj/6"
        " wished/VBD/advcl/2"
    )
    scorer = Answers({})
    classified(doc, scorer)
    assert sorted(scorer.asked) == [("Iran", "Iraq"), ("Iraq", "Iran")]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Iran/NNP/root/0 and/CC/cc/3 Iraq/NNP/conj/1", id="one governs the other"),
        pytest.param(
            "Iran/NNP/nsubj/2 big/JJ/root/0 beside/IN/case/4 Iraq/NNP/obl/2", id="at an adjective"
        ),
        pytest.param(
            "Iranian/JJ/amod/2 rugs/NNS/nsubj/3 pleased/VBD/root/0 Iraq/NNP/obj/3",
            id="an adjective",
        ),
    ],
)
def test_actors_that_meet_at_no_event_are_not_asked_about(sentence: str) -> None:
    scorer = Answers(ACCUSED)
    assert classified(tree(sentence), scorer) == []
    assert scorer.asked == []


@pytest.mark.parametrize("between", [LONGEST_PATH - 2, LONGEST_PATH - 1])
def test_actors_far_from_each_other_in_the_tree_are_not_asked_about(between: int) -> None:
    # One arc from Iran to the root; from Iraq one more than there are nouns in between.
    nouns = [f"rug/NN/{'obj' if n == 0 else 'nmod'}/{n + 2}" for n in range(between)]
    doc = tree(" ".join(["Iran/NNP/nsubj/2", "saw/VBD/root/0", *nouns, f"Iraq/NNP/nmod/{between + 2}"]))  # fmt: skip
    scorer = Answers({})
    classified(doc, scorer)
    assert bool(scorer.asked) == (between + 2 <= LONGEST_PATH)


def test_a_name_is_asked_about_as_a_whole() -> None:
    doc = tree(
        "Ada/NNP/nsubj/3 Lind/NNP/flat/1 outfoxed/VBD/root/0 the/DT/det/6 United/NNP/compound/6"
        " Nations/NNP/obj/3",
        ents=[(0, 2, "Person"), (4, 6, "Organization")],
    )
    scorer = Answers({("Ada Lind", "United Nations"): ("REJECT", 0.93)})
    (found,) = classified(doc, scorer)
    assert [spot.start for spot in (*found.actors, *found.recipients)] == [0, doc[4].idx]


def test_a_document_without_pairs_is_nothing_to_classify() -> None:
    assert classified(tree("It/PRP/nsubj/2 rained/VBD/root/0"), Answers({})) == []


def test_an_article_gets_the_event_with_who_says_so() -> None:
    doc = tree(
        "Jordan/NNP/nsubj/2 said/VBD/root/0 Iran/NNP/nsubj/4 outfoxed/VBD/ccomp/2 Iraq/NNP/obj/4"
    )
    document = Document(doc.text, published=PartialDate.from_iso("2024-10-23"))
    assert extract(document, doc, load_vocabulary()).events == ()
    found = extract(document, doc, load_vocabulary(), Answers(ACCUSED))
    (event,) = found.events
    texts = {mention.id: mention.text for mention in found.mentions}
    assert event.type == "ACCUSE"
    assert [texts[m] for m in (*event.actors, *event.recipients)] == ["Iran", "Iraq"]
    (claim,) = [claim for claim in found.claims if claim.content == event.id]
    assert texts[claim.source] == "Jordan"


@pytest.mark.model
def test_an_article_parsed_by_the_model_is_asked_about_its_pairs() -> None:
    document = Document("Iran outfoxed Iraq in the talks on Monday, diplomats noticed.")
    scorer = Answers({})
    nlp = load()
    extract(document, nlp(document.text), load_vocabulary(), scorer)
    assert {text for pair in scorer.asked for text in pair} <= {"Iran", "Iraq"}

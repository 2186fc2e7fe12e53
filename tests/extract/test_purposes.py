"""Purposes that doing something reaches, headlines to come, and what was before what is said."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.extract.purposes import is_headline
from kg.language.plain import Doc as PlainDoc
from kg.records import Document
from kg.vocabulary import load_vocabulary
from tests.extract.classifying import with_states
from tests.extract.trees import tree

CALLED = "Iran/NNP/nsubj/2 used/VBD/root/0 visits/NNS/obj/2"
USES = "Iran/NNP/nsubj/2 uses/VBZ/root/0 visits/NNS/obj/2"


def claims(sentence: str, kind: str) -> list[tuple[str, str, str]]:
    """Source, stance and factuality of each claim about events of one type."""
    doc = with_states(sentence)
    found = extract(Document(doc.text), doc, load_vocabulary())
    texts = {mention.id: mention.text for mention in found.mentions}
    of_kind = {event.id for event in found.events if event.type == kind}
    return [
        (texts.get(claim.source, "-"), claim.stance.value, claim.factuality.value)
        for claim in found.claims
        if claim.content in of_kind
    ]


@pytest.mark.parametrize(
    ("start", "purpose", "kind", "value"),
    [
        (CALLED, "criticise", "ACCUSE", "CT+"),
        (CALLED, "thank", "SUPPORT", "CT+"),
        (CALLED, "invade", "ASSAULT", "U"),
        (USES, "criticise", "ACCUSE", "U"),
    ],
    ids=["blamed at once", "thanked at once", "a deed may fail", "not in the past"],
)
def test_what_is_done_by_saying_it_is_done_where_it_is_a_purpose(
    start: str, purpose: str, kind: str, value: str
) -> None:
    sentence = f"{start} to/TO/mark/5 {purpose}/VB/advcl/2 Iraq/NNP/obj/5"
    assert claims(sentence, kind) == [("-", "assert", value)]


def test_a_headline_with_an_infinitive_tells_what_is_to_come() -> None:
    sentence = "Iran/NNP/nsubj/3 to/TO/mark/3 attack/VB/root/0 Iraq/NNP/obj/3"
    assert claims(sentence, "ASSAULT") == [("-", "assert", "PR+")]


@pytest.mark.parametrize(
    ("adverb", "value"), [("when", "PR+"), ("because", "CT+")], ids=["dated", "explained"]
)
def test_the_present_tense_beside_a_future_is_to_come(adverb: str, value: str) -> None:
    sentence = (
        "Oman/NNP/nsubj/3 will/MD/aux/3 fall/VB/root/0"
        f" {adverb}/WRB/advmod/6 Iran/NNP/nsubj/6 attacks/VBZ/advcl/3 Iraq/NNP/obj/6"
    )
    assert claims(sentence, "ASSAULT") == [("-", "assert", value)]


def test_an_appeal_that_is_rejected_was_made() -> None:
    sentence = (
        "Oman/NNP/nsubj/2 rejected/VBD/root/0 Iran/NNP/nmod:poss/5 's/POS/case/3"
        " accusations/NNS/obj/2 against/IN/case/7 Iraq/NNP/nmod/5"
    )
    assert claims(sentence, "ACCUSE") == [("-", "assert", "CT+")]


def test_a_noun_is_accused_of_a_deed_too() -> None:
    sentence = (
        "Oman/NNP/nsubj/2 accused/VBD/root/0 Iranian/JJ/amod/4 soldiers/NNS/obj/2"
        " of/IN/mark/6 attacking/VBG/acl/4 Iraq/NNP/obj/6"
    )
    assert claims(sentence, "ASSAULT") == [("Oman", "assert", "CT+")]


def test_a_noun_with_a_copula_is_no_headline() -> None:
    told = "Visit/NN/root/0 to/TO/mark/3 mend/VB/acl/1 ties/NNS/obj/3"
    copula = "It/PRP/nsubj/3 was/VBD/cop/3 chance/NN/root/0 to/TO/mark/5 mend/VB/acl/3"
    assert is_headline(PlainDoc(tree(told))[2])
    assert not is_headline(PlainDoc(tree(copula))[4])


@pytest.mark.parametrize(
    ("mark", "verb", "source"),
    [("after", "attacked/VBD", "-"), ("after", "attacks/VBZ", "Oman"), ("if", "attacked/VBD", "Oman")],
    ids=["before it", "to come", "part of it"],
)  # fmt: skip
def test_the_article_tells_what_was_before_what_is_said(mark: str, verb: str, source: str) -> None:
    sentence = (
        "Oman/NNP/nsubj/2 said/VBD/root/0 it/PRP/nsubj/5 would/MD/aux/5 leave/VB/ccomp/2"
        f" {mark}/IN/mark/8 Iran/NNP/nsubj/8 {verb}/advcl/5 Iraq/NNP/obj/8"
    )
    assert [said[0] for said in claims(sentence, "ASSAULT")] == [source]

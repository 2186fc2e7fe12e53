"""What is called true, false or impossible, on trees made by hand."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.records import Document, PartialDate
from kg.vocabulary import load_vocabulary
from tests.extract.classifying import with_states

TOLD = "that/IN/mark/10 Iraq/NNP/nsubj/10 had/VBD/aux/10 attacked/VBN/csubj/6 Oman/NNP/obj/10"
SAID = "Iran/NNP/nsubj/2 said/VBD/root/0"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"{SAID} it/PRP/expl/6 was/VBD/cop/6 not/RB/advmod/6 true/JJ/ccomp/2 {TOLD}", "deny CT-"),
        (f"{SAID} it/PRP/expl/6 was/VBD/cop/6 a/DT/det/6 lie/NN/ccomp/2 {TOLD}", "deny CT-"),
        (
            "The/DT/det/2 claim/NN/nsubj/8 that/IN/mark/5 Iraq/NNP/nsubj/5 attacked/VBD/acl/2 "
            "Oman/NNP/obj/5 is/VBZ/cop/8 baseless/JJ/ccomp/11 ,/,/punct/8 Iran/NNP/nsubj/11 "
            "said/VBD/root/0",
            "deny CT-",
        ),
        (
            "It/PRP/expl/3 is/VBZ/cop/3 clear/JJ/ccomp/10 that/IN/mark/6 Iraq/NNP/nsubj/6 "
            "attacked/VBD/csubj/3 Oman/NNP/obj/6 ,/,/punct/3 Iran/NNP/nsubj/10 said/VBD/root/0",
            "assert CT+",
        ),
        (
            f"{SAID} that/IN/mark/7 Iraq/NNP/nsubj/7 can/MD/aux/7 not/RB/advmod/7 "
            "attack/VB/ccomp/2 Oman/NNP/obj/7",
            "assert CT-",
        ),
        (
            f"{SAID} that/IN/mark/7 Iraq/NNP/nsubj/7 could/MD/aux/7 not/RB/advmod/7 "
            "attack/VB/ccomp/2 Oman/NNP/obj/7",
            "assert CT-",
        ),
        (
            f"{SAID} that/IN/mark/7 Iraq/NNP/nsubj/7 may/MD/aux/7 not/RB/advmod/7 "
            "attack/VB/ccomp/2 Oman/NNP/obj/7",
            "assert PS-",
        ),
    ],
    ids=["not true", "a lie", "baseless", "clear", "cannot", "could not", "may not"],
)
def test_what_is_said_to_be_true_or_not(sentence: str, expected: str) -> None:
    assert values(sentence) == [f"Iran {expected}"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Jordan/NNP/nsubj/3 will/MD/aux/3 wait/VB/root/0 if/IN/mark/8 Iraq/NNP/nsubj/8 "
        "does/VBZ/aux/8 not/RB/advmod/8 attack/VB/advcl/3 Oman/NNP/obj/8",
        "Will/MD/aux/3 Iraq/NNP/nsubj/3 attack/VB/root/0 Oman/NNP/obj/3 ?/./punct/3",
    ],
    ids=["if not", "question"],
)
def test_conditions_and_questions_hold_nothing(sentence: str) -> None:
    assert values(sentence) == ["- assert U"]


def values(sentence: str) -> list[str]:
    """ "source stance factuality" of what is said of the attack."""
    doc = with_states(sentence)
    document = Document(doc.text, published=PartialDate.from_iso("2024-10-23"))
    found = extract(document, doc, load_vocabulary())
    texts = {mention.id: mention.text for mention in found.mentions}
    attacks = {event.id for event in found.events if event.type == "ASSAULT"}
    return [
        f"{texts.get(claim.source, '-')} {claim.stance.value} {claim.factuality.value}"
        for claim in found.claims
        if claim.content in attacks
    ]

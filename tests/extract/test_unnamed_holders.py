"""Holders of posts without a name: who is meant, and who is not."""

from __future__ import annotations

import pytest

from kg.extract.article import extract
from kg.records import Extraction, MentionType
from kg.vocabulary import load_vocabulary
from tests.extract.trees import draft, tree

UKRAINE = (0, 1, "State")


def extracted(text: str, ents: list[tuple[int, int, str]]) -> Extraction:
    made = draft(tree(text, ents=ents))
    return extract(made.document, made.doc.source, load_vocabulary())


def unnamed(found: Extraction) -> list[tuple[str, ...]]:
    """The words of every person without a name, chain by chain."""
    chains: dict[str, list[str]] = {}
    for mention in found.mentions:
        if mention.type is MentionType.PERSON and not mention.proper:
            chains.setdefault(mention.chain, []).append(mention.text)
    return [tuple(words) for words in chains.values()]


OWNED = "Ukraine/NNP/nmod:poss/{} 's/POS/case/1 {}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OWNED.format(3, "president/NN/nsubj/4 spoke/VBD/root/0"), [("president",)]),
        (
            OWNED.format(3, "president/NN/nsubj/4 spoke/VBD/root/0")
            + "\nThe/DT/det/2 president/NN/nsubj/3 left/VBD/root/0",
            [("president", "president")],
        ),
        (OWNED.format(4, "foreign/JJ/amod/4 minister/NN/nsubj/5 left/VBD/root/0"),
         [("foreign minister",)]),
        (OWNED.format(4, "former/JJ/amod/4 president/NN/nsubj/5 left/VBD/root/0"), []),
        (OWNED.format(4, "next/JJ/amod/4 president/NN/nsubj/5 left/VBD/root/0"), []),
        (OWNED.format(4, "first/JJ/amod/4 president/NN/nsubj/5 left/VBD/root/0"), []),
        (OWNED.format(3, "ministers/NNS/nsubj/4 left/VBD/root/0"), []),
        (OWNED.format(3, "soldier/NN/nsubj/4 left/VBD/root/0"), []),
        (OWNED.format(3, "president/NN/nsubj/4 left/VBD/root/0 in/IN/case/6 1994/CD/obl/4"), []),
    ],
)  # fmt: skip
def test_who_is_meant(text: str, expected: list[tuple[str, ...]]) -> None:
    assert unnamed(extracted(text, [UKRAINE])) == expected


@pytest.mark.parametrize(("article", "expected"), [("The", [("president",)]), ("A", [])])
def test_only_a_definite_one(article: str, expected: list[tuple[str, ...]]) -> None:
    text = (
        f"{article}/DT/det/2 president/NN/nsubj/5 of/IN/case/4 Ukraine/NNP/nmod/2 spoke/VBD/root/0"
    )
    assert unnamed(extracted(text, [(3, 4, "State")])) == expected


def test_the_post_is_noted_and_the_state_acts_as_before() -> None:
    found = extracted(OWNED.format(3, "president/NN/nsubj/4 spoke/VBD/root/0"), [UKRAINE])
    texts = {mention.id: mention.text for mention in found.mentions}
    relations = [(r.predicate, texts[r.subject], texts[r.object]) for r in found.relations]
    assert relations == [("postIn", "president", "Ukraine")]

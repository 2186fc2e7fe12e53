"""A body's wording with its owner: what the mention is, and what goes on standing for whom."""

from __future__ import annotations

import pytest

from kg.extract.actors import find_actors
from kg.extract.owners import owner_told
from kg.records import MentionType
from tests.extract.trees import draft, tree

BEFORE = "Peru/NNP/nmod:poss/4 's/POS/case/1 foreign/JJ/amod/4 ministry/NN/nsubj/5 spoke/VBD/root/0"
DEMONYM = "The/DT/det/4 Peruvian/JJ/amod/4 foreign/JJ/amod/4 ministry/NN/nsubj/5 spoke/VBD/root/0"
AFTER = (
    "The/DT/det/3 foreign/JJ/amod/3 ministry/NN/nsubj/6 of/IN/case/5 Peru/NNP/nmod/3"
    " spoke/VBD/root/0"
)
IN = AFTER.replace("of/IN", "in/IN")
APART = (
    "Peru/NNP/nmod:poss/5 's/POS/case/1 mighty/JJ/amod/5 foreign/JJ/amod/5 ministry/NN/nsubj/6"
    " spoke/VBD/root/0"
)


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        (BEFORE, 0, "Peru 's foreign ministry"),
        (DEMONYM, 1, "Peruvian foreign ministry"),
        (AFTER, 4, "foreign ministry of Peru"),
        (IN, 4, "foreign ministry"),
        (APART, 0, "Peru 's mighty foreign ministry"),
    ],
)
def test_the_owner_is_part_of_the_mention(text: str, at: int, words: str) -> None:
    kind = "Demonym" if text is DEMONYM else "State"
    made = draft(tree(text, ents=[(at, at + 1, kind)]))
    find_actors(made)
    spots = [(s, s.actor) for s in made.spots() if s.actor is not None]
    bodies = [(s, actor) for s, actor in spots if actor.kind is MentionType.ORGANIZATION]
    assert [made.document.text[s.start : s.end] for s, _ in bodies] == [words]
    owner = made.actor_at[at].actor
    assert owner is not None and owner.name == "Peru" and bodies[0][1].body is owner


def test_the_state_at_the_end_of_another_sentence_owns_nothing() -> None:
    """A heading or dateline without a full stop."""
    found = tree(
        "Peru/NNP/root/0\nForeign/JJ/amod/2 ministry/NN/nsubj/3 spoke/VBD/root/0",
        ents=[(0, 1, "State")],
    )
    made = draft(found)
    find_actors(made)
    assert owner_told(made, found[1:3]) is None

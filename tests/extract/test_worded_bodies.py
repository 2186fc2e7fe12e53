"""Bodies worded with their state, which no list has."""

from __future__ import annotations

import pytest

from kg.extract.actors import find_actors
from kg.records import MentionType
from tests.extract.trees import draft, tree

CASES = [
    ("Peru/NNP/nmod:poss/4 's/POS/case/1 fiscal/JJ/amod/4 council/NN/nsubj/5 spoke/VBD/root/0",
     [(0, 1, "State")], ["Peru 's fiscal council"], "a possessive"),
    ("The/DT/det/4 Peruvian/JJ/amod/4 statistics/NN/compound/4 office/NN/nsubj/5 spoke/VBD/root/0",
     [(1, 2, "Demonym")], ["Peruvian statistics office"], "a demonym with the article"),
    ("The/DT/det/3 census/NN/compound/3 bureau/NN/nsubj/6 of/IN/case/5 Peru/NNP/nmod/3 spoke/VBD/root/0",
     [(4, 5, "State")], ["census bureau of Peru"], "of"),
    ("A/DT/det/5 Peruvian/JJ/amod/4 tourism/NN/compound/4 ministry/NN/compound/5 spokesman/NN/nsubj/6 spoke/VBD/root/0",
     [(1, 2, "Demonym")], ["Peruvian tourism ministry"], "the only one, before a title"),
    ("A/DT/det/4 Peruvian/JJ/amod/4 statistics/NN/compound/4 office/NN/nsubj/5 spoke/VBD/root/0",
     [(1, 2, "Demonym")], [], "one of many"),
    ("Peru/NNP/nmod:poss/4 's/POS/case/1 new/JJ/amod/4 council/NN/nsubj/5 spoke/VBD/root/0",
     [(0, 1, "State")], [], "not what for"),
    ("Peru/NNP/nmod:poss/4 's/POS/case/1 transport/NN/compound/4 agency/NN/nsubj/7 ,/,/punct/6 Bitlabs/NNP/appos/4 spoke/VBD/root/0",
     [(0, 1, "State"), (5, 6, "Organization")], ["Bitlabs"], "it has a name"),
    ("The/DT/det/2 census/NN/compound/3 bureau/NN/nsubj/4 spoke/VBD/root/0", [], [], "no state"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ents", "words"), [pytest.param(*row[:3], id=row[3]) for row in CASES]
)
def test_what_is_a_body(text: str, ents: list[tuple[int, int, str]], words: list[str]) -> None:
    made = draft(tree(text, ents=ents))
    find_actors(made)
    spots = [s for s in made.spots() if s.kind is MentionType.ORGANIZATION]
    assert [made.document.text[s.start : s.end] for s in spots] == words


def test_one_wording_of_a_state_is_one_body() -> None:
    again = (
        "\nPeru/NNP/nmod:poss/4 's/POS/case/1 Fiscal/JJ/amod/4 Council/NN/nsubj/5 left/VBD/root/0"
    )
    made = draft(tree(CASES[0][0] + again, ents=[(0, 1, "State"), (5, 6, "State")]))
    find_actors(made)
    actors = {s.actor for s in made.spots() if s.actor and s.kind is MentionType.ORGANIZATION}
    assert [actor.body for actor in actors] == [made.actor_at[0].actor]

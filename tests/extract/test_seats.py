"""A capital: the city, or who governs there? One case for each grammatical pattern."""

from __future__ import annotations

import pytest

from kg.extract.actors import find_actors
from kg.records import MentionType
from tests.extract.trees import draft, tree

CITY = [
    ("in", "Talks/NNS/nsubj/4 in/IN/case/3 Moscow/NNP/nmod/1 failed/VBD/root/0"),
    ("goal", "He/PRP/nsubj/2 travelled/VBD/root/0 to/IN/case/4 Moscow/NNP/obl/2"),
    ("line", "Trains/NNS/nsubj/6 between/IN/case/3 Moscow/NNP/nmod/1/ and/CC/cc/5 Minsk/NNP/conj/3 stopped/VBD/root/0/stop"),
    ("visited", "He/PRP/nsubj/2 visited/VBD/root/0 Moscow/NNP/obj/2"),
    ("part of it", "Moscow/NNP/nmod:poss/3 's/POS/case/1 mayor/NN/nsubj/4 spoke/VBD/root/0"),
    ("of a part", "The/DT/det/2 streets/NNS/nsubj/5 of/IN/case/4 Moscow/NNP/nmod/2 emptied/VBD/root/0"),
    ("compound", "A/DT/det/3 Moscow/NNP/compound/3 hotel/NN/nsubj/4 closed/VBD/root/0"),
    ("based", "The/DT/det/5 Moscow/NNP/compound/4 -/HYPH/punct/4 based/VBN/amod/5 firm/NN/nsubj/6 closed/VBD/root/0"),
    ("apposition", "The/DT/det/2 capital/NN/nsubj/6 ,/,/punct/4 Moscow/NNP/appos/2 ,/,/punct/4 slept/VBD/root/0"),
    ("predicate", "Moscow/NNP/nsubj/4 is/VBZ/cop/4 a/DT/det/4 city/NN/root/0"),
    ("list", "Moscow/NNP/root/0 12/CD/list/1 Minsk/NNP/list/1 9/CD/list/1"),
]  # fmt: skip
GOVERNMENT = [
    ("speaks", "Moscow/NNP/nsubj/2 denied/VBD/root/0 it/PRP/obj/2"),
    ("is accused", "He/PRP/nsubj/2 accused/VBD/root/0 Moscow/NNP/obj/2"),
    ("agent", "It/PRP/nsubj:pass/3 was/VBD/aux:pass/3 refused/VBN/root/0 by/IN/case/5 Moscow/NNP/obl:agent/3"),
    ("owns a policy", "Moscow/NNP/nmod:poss/3 's/POS/case/1 demand/NN/nsubj/4 failed/VBD/root/0"),
    ("source", "Pressure/NN/nsubj/4 from/IN/case/3 Moscow/NNP/nmod/1 grew/VBD/root/0"),
    ("critic of", "A/DT/det/2 critic/NN/nsubj/5 of/IN/case/4 Moscow/NNP/nmod/2 spoke/VBD/root/0"),
    ("officials", "Moscow/NNP/compound/2 officials/NNS/nsubj/3 spoke/VBD/root/0"),
    ("backed", "The/DT/det/5 Moscow/NNP/compound/4 -/HYPH/punct/4 backed/VBN/amod/5 troops/NNS/nsubj/6 fled/VBD/root/0"),
    ("pro", "The/DT/det/4 pro/NN/compound/4 -/HYPH/punct/4 Moscow/NNP/compound/5 party/NN/nsubj/6 won/VBD/root/0"),
    ("joined", "Minsk/NNP/nsubj/4 and/CC/cc/3 Moscow/NNP/conj/1 agreed/VBD/root/0"),
    ("misread subject", "Moscow/NNP/obl/2 summoned/VBD/root/0 him/PRP/obj/2"),
]  # fmt: skip


def kind_of_moscow(text: str) -> tuple[str, MentionType]:
    words = [part.split("/")[0] for part in text.split()]
    at = words.index("Moscow")
    hyphens = [w == "-" for w in words]
    spaces = [not (hyphens[i] or hyphens[min(i + 1, len(words) - 1)]) for i in range(len(words))]
    ents = [(i, i + 1, "Place") for i, word in enumerate(words) if word in {"Moscow", "Minsk"}]
    made = draft(tree(text.replace("/nmod/1/ ", "/nmod/1 "), ents=ents, spaces=spaces))
    find_actors(made)
    spot = made.actor_at[at]
    assert spot.actor is not None
    return spot.actor.name, spot.actor.kind


@pytest.mark.parametrize(("why", "text"), CITY, ids=[why for why, _ in CITY])
def test_the_city(why: str, text: str) -> None:
    assert kind_of_moscow(text) == ("Moscow", MentionType.PLACE)


@pytest.mark.parametrize(("why", "text"), GOVERNMENT, ids=[why for why, _ in GOVERNMENT])
def test_the_government(why: str, text: str) -> None:
    assert kind_of_moscow(text) == ("Russia", MentionType.STATE)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The/DT/det/2 Kremlin/NNP/nsubj/3 denied/VBD/root/0 it/PRP/obj/3", MentionType.STATE),
        ("He/PRP/nsubj/2 spoke/VBD/root/0 at/IN/case/5 the/DT/det/5 Kremlin/NNP/obl/2", MentionType.PLACE),
        ("He/PRP/nsubj/2 turned/VBD/root/0 to/IN/case/5 the/DT/det/5 Kremlin/NNP/obl/2", MentionType.STATE),
    ],
)  # fmt: skip
def test_a_building_is_the_government_unless_something_happens_in_it(
    text: str, kind: MentionType
) -> None:
    doc = tree(text)
    at = next(token.i for token in doc if token.text == "Kremlin")
    made = draft(tree(text, ents=[(at, at + 1, "Place")]))
    find_actors(made)
    assert made.actor_at[at].kind is kind

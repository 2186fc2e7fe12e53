"""Posts and who holds them, on trees made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.extract.actors import find_actors
from kg.extract.posts import PostRecords, find_roles
from kg.records import TenureStatus
from tests.extract.trees import draft, tree

P = "Person"

CASES = [
    # (tree, entities, "holder = title @ body (status)", what it shows)
    (
        "Russian/JJ/amod/2 President/NNP/compound/3 Vladimir/NNP/nsubj/5 Putin/NNP/flat/3 spoke/VBD/root/0",
        [(0, 1, "Demonym"), (2, 4, P)], "Vladimir Putin = President @ Russia (current)",
        "demonym, title, name",
    ),
    (
        "Sweden/NNP/nmod:poss/4 's/POS/case/1 foreign/JJ/amod/4 minister/NN/nsubj/7 Anna/NNP/flat/4 Lind/NNP/flat/5 spoke/VBD/root/0",
        [(0, 1, "State"), (4, 6, P)], "Anna Lind = foreign minister @ Sweden (current)",
        "possessive state, title of two words",
    ),
    (
        "Sweden/NNP/nmod:poss/6 's/POS/case/1 First/NNP/amod/6 Vice/NNP/compound/6 Foreign/NNP/amod/6 Minister/NNP/compound/7 Kim/NNP/nsubj/8 spoke/VBD/root/0",
        [(6, 7, P)], "Kim = First Vice Foreign Minister @ Sweden (current)", "rank and field in the title",
    ),
    (
        "Anna/NNP/nsubj/9 Lind/NNP/flat/1 ,/,/punct/5 the/DT/det/5 president/NN/appos/1 of/IN/case/7 Finland/NNP/nmod/5 ,/,/punct/5 spoke/VBD/root/0",
        [(0, 2, P), (6, 7, "State")], "Anna Lind = president @ Finland (current)",
        "apposition with of",
    ),
    (
        "Sweden/NNP/nmod:poss/3 's/POS/case/1 chancellor/NN/nsubj/8 ,/,/punct/5 Anna/NNP/appos/3 Lind/NNP/flat/5 ,/,/punct/5 spoke/VBD/root/0",
        [(0, 1, "State"), (4, 6, P)], "Anna Lind = chancellor @ Sweden (current)",
        "the name in apposition to the title",
    ),
    (
        "Sweden/NNP/nmod:poss/3 's/POS/case/1 chancellor/NN/nsubj/8 ,/,/punct/5 Anna/NNP/nsubj/8 Lind/NNP/flat/5 ,/,/punct/5 spoke/VBD/root/0",
        [(0, 1, "State"), (4, 6, P)], "Anna Lind = chancellor @ Sweden (current)",
        "title and name both parsed as the subject",
    ),
    (
        "Anna/NNP/nsubj/5 Lind/NNP/flat/1 is/VBZ/cop/5 the/DT/det/5 president/NN/root/0 of/IN/case/7 Finland/NNP/nmod/5",
        [(0, 2, P), (6, 7, "State")], "Anna Lind = president @ Finland (current)", "is",
    ),
    (
        "Anna/NNP/nsubj/5 Lind/NNP/flat/1 was/VBD/cop/5 the/DT/det/5 president/NN/root/0 of/IN/case/7 Finland/NNP/nmod/5",
        [(0, 2, P), (6, 7, "State")], "Anna Lind = president @ Finland (former)", "was",
    ),
    (
        "Anna/NNP/nsubj:pass/4 Lind/NNP/flat/1 was/VBD/aux:pass/4 named/VBN/root/0 president/NN/xcomp/4 of/IN/case/7 Finland/NNP/nmod/5",
        [(0, 2, P), (6, 7, "State")], "Anna Lind = president @ Finland (current)", "was named",
    ),
    (
        "Anna/NNP/nsubj/6 Lind/NNP/flat/1 is/VBZ/cop/6 not/RB/advmod/6 the/DT/det/6 president/NN/root/0 of/IN/case/8 Finland/NNP/nmod/6",
        [(0, 2, P), (7, 8, "State")], "", "is not",
    ),
    (
        "Former/JJ/amod/3 French/JJ/amod/3 President/NNP/compound/4 Anna/NNP/nsubj/6 Lind/NNP/flat/4 spoke/VBD/root/0",
        [(1, 2, "Demonym"), (3, 5, P)], "Anna Lind = President @ France (former)",
        "former before the state",
    ),
    (
        "acting/JJ/amod/2 president/NN/compound/3 Anna/NNP/nsubj/5 Lind/NNP/flat/3 spoke/VBD/root/0",
        [(2, 4, P)], "Anna Lind = president (acting)", "acting",
    ),
    (
        "President/NNP/compound/4 -/HYPH/punct/1 elect/JJ/amod/1 Anna/NNP/nsubj/6 Lind/NNP/flat/4 spoke/VBD/root/0",
        [(3, 5, P)], "Anna Lind = President - elect (incoming)", "a status after the title",
    ),
    (
        "Russia/NNP/nmod:poss/3 's/POS/case/1 ambassador/NN/nsubj/8 to/IN/case/5 France/NNP/nmod/3 Anna/NNP/flat/3 Lind/NNP/flat/6 spoke/VBD/root/0",
        [(0, 1, "State"), (4, 5, "State"), (5, 7, P)], "Anna Lind = ambassador @ Russia (current)",
        "an ambassador is in the post of who sends him",
    ),
    (
        "presidents/NNS/nsubj/4 Anna/NNP/appos/1 Lind/NNP/flat/2 spoke/VBD/root/0",
        [(1, 3, P)], "", "a plural is no title",
    ),
    (
        "journalist/NN/compound/2 Anna/NNP/nsubj/4 Lind/NNP/flat/2 spoke/VBD/root/0",
        [(1, 3, P)], "", "a description without body",
    ),
]  # fmt: skip

# Not read right yet: take the line out with the fix.
UNSOLVED: dict[str, str] = {}


def param(sentence: str, ents: object, expected: str, why: str) -> object:
    known = [pytest.mark.xfail(reason=UNSOLVED[why])] if why in UNSOLVED else []
    return pytest.param(sentence, ents, expected, why, id=why, marks=known)


def posts(sentence: str, ents: Sequence[tuple[int, int, str]]) -> tuple[str, dict[str, str]]:
    """The post held, as one line, and the other relations by predicate."""
    made = draft(tree(sentence, ents=ents))
    find_actors(made)
    records = PostRecords(made)
    for role in find_roles(made):
        records.write(role)
    names = {s.handle: s.actor.name for s in made.spots() if s.actor is not None}
    texts = {s.handle: made.document.text[s.start : s.end] for s in made.spots()}
    body = {
        r.subject: names[r.object] for r in records.relations.values() if r.predicate == "postIn"
    }
    line = ""
    others: dict[str, str] = {}
    for relation in records.relations.values():
        if relation.predicate == "holdsPost":
            place = f" @ {body[relation.object]}" if relation.object in body else ""
            tenure = relation.tenure or TenureStatus.CURRENT
            line = f"{names[relation.subject]} = {texts[relation.object]}{place} ({tenure.value})"
        else:
            others[relation.predicate] = names[relation.object]
    return line, others


@pytest.mark.parametrize(("sentence", "ents", "expected", "why"), [param(*row) for row in CASES])
def test_who_holds_which_post(
    sentence: str, ents: list[tuple[int, int, str]], expected: str, why: str
) -> None:
    assert posts(sentence, ents)[0] == expected, why


@pytest.mark.parametrize(
    ("title", "predicates"),
    [
        ("president", {"postIn", "leads"}),
        ("spokesman", {"postIn", "spokespersonFor"}),
        ("minister", {"postIn"}),
        ("envoy", {"postIn"}),
    ],
)
def test_some_posts_imply_more(title: str, predicates: set[str]) -> None:
    sentence = f"Anna/NNP/nsubj/9 Lind/NNP/flat/1 ,/,/punct/5 the/DT/det/5 {title}/NN/appos/1 of/IN/case/7 Finland/NNP/nmod/5 ,/,/punct/5 spoke/VBD/root/0"
    _, others = posts(sentence, [(0, 2, P), (6, 7, "State")])
    assert others == dict.fromkeys(predicates, "Finland")


def test_who_led_once_does_not_lead_now() -> None:
    sentence = "Former/JJ/amod/3 French/JJ/amod/3 President/NNP/compound/4 Anna/NNP/nsubj/6 Lind/NNP/flat/4 spoke/VBD/root/0"
    assert "leads" not in posts(sentence, [(1, 2, "Demonym"), (3, 5, P)])[1]


def test_a_dash_taken_for_a_noun_is_no_role() -> None:
    assert find_roles(draft(tree("-/NN/root/0 -/NN/conj/1"))) == []

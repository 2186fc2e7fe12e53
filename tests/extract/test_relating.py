"""Relations that the classifier adds: which are believed, between whom, and when none is asked."""

from __future__ import annotations

import pytest

from kg.extract.actors import find_actors
from kg.extract.posts import PostRecords
from kg.extract.relating import LEAST, add_relations, believed
from kg.records import Relation
from kg.resources import ontology_dir
from tests.extract.scorers import Answers
from tests.extract.trees import draft, tree

BASED = "The/DT/det/3 African/NNP/compound/3 Union/NNP/nsubj/4 met/VBD/root/0 in/IN/case/6 "
BASED += "Ethiopia/NNP/obl/4 ././punct/4"
LABEL = "dwie:based_in0"


def related(rows: str, answers: Answers) -> list[Relation]:
    made = draft(tree(rows, ents=[(1, 3, "Organization")]))
    find_actors(made)
    posts = PostRecords(made)
    add_relations(made, answers, posts)
    return list(posts.relations.values())


def based(score: float, label: str = LABEL) -> Answers:
    return Answers({}, {("The African Union", "Ethiopia"): {label: score}})


def test_a_sure_relation_is_added_with_its_score() -> None:
    (found,) = related(BASED, based(0.97))
    assert (found.predicate, found.score) == ("basedIn", pytest.approx(0.97, abs=0.1))
    assert found.evidence


def test_an_unsure_one_is_not() -> None:
    assert related(BASED, based(LEAST - 0.01)) == []


def test_a_label_that_is_not_believed_adds_nothing() -> None:
    assert related(BASED, based(0.99, "crossre:role")) == []


def test_the_kinds_of_both_ends_must_fit() -> None:
    assert related(BASED, based(0.99, "dwie:citizen_of")) == []


def test_what_may_have_ended_is_not_asked_about() -> None:
    assert related(BASED.replace("met/", "never/RB/advmod/4 met/"), based(0.99)) == []


def test_every_row_names_a_property_of_the_ontology() -> None:
    text = (ontology_dir() / "kg.ttl").read_text(encoding="utf-8")
    for row in believed().values():
        assert f"kg:{row['predicate']} a owl:ObjectProperty" in text

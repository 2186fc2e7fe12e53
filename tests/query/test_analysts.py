"""What analysts ask: who is with whom, who contradicts whom, who speaks for whom."""

from __future__ import annotations

import re

import pytest
import rdflib

from kg.graph import Store
from kg.query import named_queries
from kg.records import Factuality, Stance
from kg.resources import ontology_dir
from tests.factories import PERSON, STATE, Article, collection, link, reprints, resolved_store
from tests.query.asking import rows


@pytest.fixture(scope="module")
def store() -> Store:
    return resolved_store()


@pytest.fixture(scope="module")
def tense() -> Store:
    """The usual collection, and an article in which Avaria helps, blames, threatens and demands."""
    article = Article(
        "Avaria praised Cestria. Avaria accused Borland. Avaria asked Borland to leave."
        " Avaria would punish Borland, spokeswoman Ada Orlo of Avaria said.",
        publisher="Plain Post",
        published="2026-11-21",
    )
    avaria, cestria = article.mention("Avaria", STATE), article.mention("Cestria", STATE)
    borland = article.mention("Borland", STATE)
    orlo = article.mention("Ada Orlo", PERSON)
    speaks = article.relation("spokespersonFor", orlo, avaria)
    article.claim(speaks)
    for kind, whom, trigger, stance, source in (
        ("SUPPORT", cestria, "praised", Stance.ASSERT, ""),
        ("ACCUSE", borland, "accused", Stance.ASSERT, ""),
        ("REQUEST", borland, "asked", Stance.DEMAND, avaria),
        ("SANCTION", borland, "punish", Stance.THREATEN, orlo),
    ):
        event = article.event(kind, [avaria], [whom], trigger=trigger)
        certain = stance is Stance.ASSERT
        article.claim(
            event,
            stance=stance,
            source=source,
            factuality=Factuality.CERTAIN if certain else Factuality.POSSIBLE,
        )
    store = Store.memory()
    store.add([*collection(), article.extraction()])
    store.settle(link(store.chains(), store.publishers()), reprints())
    return store


def test_support_and_opposition(tense: Store) -> None:
    columns = "actorName recipientName cooperation conflict either actions"
    assert rows(tense, "support_and_opposition", columns) == [
        ("Borland", "Cestria", "0", "0", "4", "MOBILIZE"),  # the fifth is only denied
        ("Avaria", "Borland", "0", "1", "0", "ACCUSE"),  # a demand and a threat are no deeds
        ("Avaria", "Cestria", "1", "0", "0", "SUPPORT"),
        ("Odo Brandt", "Cestria", "0", "1", "0", "ACCUSE"),
    ]
    of_avaria = rows(tense, "support_and_opposition", "recipientName", {"entity": "Avaria"})
    assert of_avaria == [("Borland",), ("Cestria",)]
    assert len(rows(tense, "support_and_opposition", "actions", {"limit": "1"})) == 1


def test_single_source(tense: Store) -> None:
    columns = "actorName action recipientName publisher first claims"
    assert rows(tense, "single_source", columns) == [
        ("Avaria", "ACCUSE", "Borland", "Plain Post", "2026-11-21", "1"),
        ("Avaria", "SUPPORT", "Cestria", "Plain Post", "2026-11-21", "1"),
        ("Odo Brandt", "ACCUSE", "Cestria", "Northwire", "2026-11-19", "1"),
    ]
    assert not rows(tense, "single_source", columns, {"actor": "Borland"})


def test_a_reprint_is_no_second_source() -> None:
    originals = [
        e for e in collection() if e.document.publisher in ("Harbour Times", "Evening Mirror")
    ]
    assert len(originals) == 2
    store = Store.memory()
    store.add(originals)
    store.settle(link(store.chains(), store.publishers()), reprints())
    assert rows(store, "single_source", "publisher claims first") == [
        ("Harbour Times", "2", "2026-11-16")
    ]


def test_ego_network(tense: Store) -> None:
    columns = "name does undergoes relations kinds first last"
    assert rows(tense, "ego_network", columns, {"entity": "Borland"}) == [
        ("Cestria", "5", "0", "0", "MOBILIZE", "2026-11-16", "2026-11-18"),
        ("Avaria", "0", "3", "0", "ACCUSE REQUEST SANCTION", "2026-11-21", "2026-11-21"),
        ("Chancellor of Borland", "0", "0", "1", "postIn", "2026-11-19", "2026-11-19"),
    ]


def test_contradicted_sources(store: Store) -> None:
    found = rows(store, "contradicted_sources", "name contradicted claims opponents")
    assert found == [
        ("Cestrian defence ministry", "2", "2", "2"),
        ("Ilsa Maren", "1", "1", "2"),
        ("The foreign minister of Avaria", "1", "1", "2"),
    ]


def test_disputes(store: Store) -> None:
    columns = "sourceName stance otherSource otherStance published otherPublished"
    found = rows(store, "disputes", columns)
    minister, ministry = "The foreign minister of Avaria", "Cestrian defence ministry"
    assert (ministry, "assert", minister, "deny", "2026-11-16", "2026-11-17") in found
    assert (minister, "deny", "Ilsa Maren", "assert", "2026-11-17", "2026-11-18") in found
    assert all(earlier <= later for *_, earlier, later in found)
    assert len(found) == len(rows(store, "disputes", columns, {"entity": "Borland"})) == 7
    assert {(row[0], row[2]) for row in rows(store, "disputes", columns, {"entity": minister})} == {
        (minister, ministry),  # the reprint of the ministry's words
        (minister, "Ilsa Maren"),
        (minister, "two diplomats"),
        (ministry, minister),
    }
    assert not rows(store, "disputes", columns, {"entity": "Odo Brandt"})


def test_speaks_for(tense: Store) -> None:
    columns = "bodyName speakerName as claims first"
    assert rows(tense, "speaks_for", columns) == [
        ("Avaria", "Ada Orlo", "spokesperson", "1", "2026-11-21"),
        ("Cestria", "Ilsa Maren", "President of Cestria", "1", "2026-11-18"),
    ]
    assert rows(tense, "speaks_for", "speakerName", {"body": "Avaria"}) == [("Ada Orlo",)]


def test_intentions(tense: Store) -> None:
    columns = "sourceName stanceName subjectName about objectName"
    demand = ("Avaria", "demand", "Avaria", "REQUEST", "Borland")
    threat = ("Ada Orlo", "threaten", "Avaria", "SANCTION", "Borland")
    assert rows(tense, "intentions", columns) == [demand, threat]
    assert rows(tense, "intentions", columns, {"stance": "threaten"}) == [threat]
    assert rows(tense, "intentions", columns, {"source": "Avaria"}) == [demand]
    assert not rows(tense, "intentions", columns, {"stance": "assert"})


def test_common_contacts(tense: Store) -> None:
    columns = "name withA withB"
    assert rows(tense, "common_contacts", columns, {"a": "Avaria", "b": "Odo Brandt"}) == [
        ("Cestria", "SUPPORT", "ACCUSE")
    ]
    between = rows(tense, "common_contacts", columns, {"a": "Borland", "b": "Cestria"})
    assert [(name, set(a.split()), b) for name, a, b in between] == [
        ("Avaria", {"ACCUSE", "REQUEST", "SANCTION"}, "SUPPORT")
    ]


def test_summary(store: Store) -> None:
    found = rows(store, "summary", "kind name count")
    assert ("documents", "all", "6") in found
    assert ("entities", "State", "2") in found
    assert ("events", "MOBILIZE", "5") in found
    assert ("claims", "deny", "1") in found
    assert ("conflicts", "pairs of claims", str(len(rows(store, "disputes", "claim")))) in found
    assert rows(Store.memory(), "summary", "kind") == []


def test_the_post_that_somebody_held_is_no_other(store: Store) -> None:
    """Where a body is given, posts of other bodies and of none stay out."""
    assert rows(store, "post_holders", "postName", {"body": "Cestria"}) == [
        ("President of Cestria",)
    ]


def test_cooperation_and_conflict_are_those_of_plover() -> None:
    """All but REQUEST and MOBILIZE, which PLOVER counts as conflict, are on PLOVER's side."""
    text = named_queries()["support_and_opposition"].text
    friendly, hostile = (
        set(re.findall(r"plover:([A-Z]+)", part))
        for part in re.findall(r"IN \(([^)]*)\), 1, 0", text)
    )
    graph = rdflib.Graph().parse(ontology_dir() / "plover.ttl")
    sides: dict[str, set[str]] = {"Cooperation": set(), "Conflict": set()}
    for kind, quad_class in graph.subject_objects(rdflib.SKOS.broader):
        local = str(kind).rsplit("/", 1)[1]
        side = next((side for side in sides if str(quad_class).endswith(side)), "")
        if side and local.isupper():
            sides[side].add(local)
    assert friendly == sides["Cooperation"]
    assert hostile == sides["Conflict"] - {"REQUEST", "MOBILIZE"}
    assert len(friendly | hostile) == 14

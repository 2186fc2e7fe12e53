"""What is said and is no event: where a user meets it, and where it has no business."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Quad

import kg
from kg.graph import Store
from kg.graph.namespaces import term
from kg.graph.tables import read_table
from kg.query import named_queries, run_named, run_sparql
from kg.query.audit import audit
from kg.records import Stance
from kg.view import collect
from tests.factories import ORGANIZATION, STATE, Article, collection, link, remarks, reprints
from tests.query.asking import rows
from tests.query.test_audit import store_of

PACKAGE = Path(kg.__file__).parent

PACT = "The pact between Borland and Cestria threatens nobody"
BLAME, ANSWER, DELAY = "Maren was to blame", "a clear answer", "Maren regretted the delay"


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of(remarks())


def test_statements(store: Store) -> None:
    columns = "sourceName stanceName statement named"
    pact = ("Ilsa Maren", "assert", PACT, "Borland, Cestria")
    blame = ("Avaria", "deny", BLAME, "Ilsa Maren")
    answer = ("Avaria", "demand", ANSWER, "")
    delay = ("Ilsa Maren", "assert", DELAY, "")
    assert rows(store, "statements", columns) == [delay, blame, pact, answer]
    assert rows(store, "statements", columns, {"entity": "Borland"}) == [pact]
    assert rows(store, "statements", columns, {"source": "Avaria"}) == [blame, answer]
    both = {"source": "Avaria", "entity": "Ilsa Maren"}
    assert rows(store, "statements", columns, both) == [blame]
    assert rows(store, "statements", columns, {"stance": "demand"}) == [answer]
    assert len(rows(store, "statements", columns, {"limit": "1"})) == 1


def test_a_statement_known_at_second_hand_has_who_reports_it(store: Store) -> None:
    found = rows(store, "statements", "sourceName reportedBy statement")
    assert ("Ilsa Maren", "Northwire", DELAY) in found
    assert [by for _, by, _ in found].count("") == 3


@pytest.mark.parametrize(
    ("stance", "anonymous", "by"),
    [
        (Stance.ASSERT, True, "somebody unnamed"),
        (Stance.ASSERT, False, "Plain Post"),
        (Stance.DENY, False, ""),
    ],
)
def test_who_reports_may_be_unnamed_and_who_denies_reports_nothing(
    stance: Stance, anonymous: bool, by: str
) -> None:
    article = Article("Avaria is said to have said that it is over.", publisher="Plain Post")
    said = article.claim(article.proposition("it is over"), source=article.mention("Avaria", STATE))
    article.claim(said, stance=stance, anonymous=anonymous)
    told = store_of(article.extraction())
    assert rows(told, "statements", "sourceName reportedBy") == [("Avaria", by)]


def test_another_claim_has_who_is_named_in_what_it_reports() -> None:
    article = Article("Northwire reported that Avaria said that Borland is late.")
    late = article.proposition("Borland is late", [article.mention("Borland", STATE)])
    said = article.claim(late, source=article.mention("Avaria", STATE))
    article.claim(said, source=article.mention("Northwire", ORGANIZATION))
    told = store_of(article.extraction())
    columns = "about statement named"
    for source, about in (("Northwire", "another claim"), ("Avaria", "statement")):
        found = rows(told, "claims_by_source", columns, {"source": source})
        assert found == [(about, "Borland is late", "Borland")]


def test_a_source_is_heard_in_its_words(store: Store) -> None:
    columns = "stanceName about subjectName statement named"
    assert rows(store, "claims_by_source", columns, {"source": "Ilsa Maren"}) == [
        ("assert", "statement", "", PACT, "Borland, Cestria"),
        ("assert", "statement", "", DELAY, ""),
    ]
    assert rows(store, "claims_by_source", columns, {"source": "Northwire"}) == [
        ("assert", "another claim", "", DELAY, "")
    ]


def test_denials_and_intentions_show_the_words(store: Store) -> None:
    assert rows(store, "denials", "deniedBy about statement") == [("Avaria", "statement", BLAME)]
    columns = "sourceName stanceName about statement"
    assert rows(store, "intentions", columns) == [("Avaria", "demand", "statement", ANSWER)]


def test_an_article_and_a_date_are_told_whole(store: Store) -> None:
    document = {"document": remarks().document.id}
    columns = "sourceName about statement"
    assert rows(store, "document_contents", columns, document) == [
        ("Ilsa Maren", "statement", PACT),
        ("Avaria", "statement", BLAME),
        ("Avaria", "statement", ANSWER),
        ("Ilsa Maren", "statement", DELAY),
        ("Northwire", "another claim", ""),
    ]
    known = rows(store, "known_on", "predicate statement", {"date": "2026-11", "entity": "Maren"})
    assert known == [("statement", PACT), ("statement", BLAME), ("statement", DELAY)]


def test_somebody_is_explained_by_what_he_says_and_what_is_said_of_him(store: Store) -> None:
    columns = "part predicate statement sourceName"
    assert rows(store, "explain_entity", columns, {"entity": "Ilsa Maren"}) == [
        ("source", "statement", PACT, "Ilsa Maren"),
        ("about", "statement", BLAME, "Avaria"),
        ("source", "statement", DELAY, "Ilsa Maren"),
    ]


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [("Borland", "Cestria", PACT), ("Ilsa Maren", "Cestria", PACT), ("Avaria", "Maren", BLAME)],
)
def test_a_statement_links_those_it_names_and_who_makes_it(
    store: Store, a: str, b: str, said: str
) -> None:
    for params in ({"a": a, "b": b}, {"a": b, "b": a}):
        assert rows(store, "explain_pair", "statement", params) == [(said,)]
    assert not rows(store, "explain_pair", "statement", {"a": "Avaria", "b": "Borland"})


def test_statements_are_counted(store: Store) -> None:
    assert ("statements", "all", "4") in rows(store, "summary", "kind name count")


def test_a_statement_is_something_taken_from_a_sentence(store: Store) -> None:
    found = audit(store)
    assert found.with_actors == 2
    assert len(found.holes.rows) == 1


DEALINGS = (
    "actions_between",
    "actors_by_type",
    "changes_between",
    "corroborated_actions",
    "disputes",
    "ego_network",
    "held_on",
    "most_connected",
    "pair_timeline",
    "relations_of",
    "single_source",
    "support_and_opposition",
)
GIVEN = {
    "entity": "Borland",
    "actor": "Borland",
    "recipient": "Cestria",
    "a": "Borland",
    "b": "Cestria",
    "type": "MOBILIZE",
    "date": "2026-11-30",
    "after": "2026-11-01",
    "until": "2026-11-30",
}


@pytest.mark.parametrize("name", DEALINGS)
def test_who_deals_with_whom_is_told_without_statements(name: str) -> None:
    """Nothing but what was said is added, and the answer stays as it was."""
    query = named_queries()[name]
    params = {p.name: GIVEN[p.name] for p in query.parameters if p.required}
    without, told = Store.memory(), Store.memory()
    without.add(collection())
    told.add([*collection(), remarks()])
    answers = []
    for one in (without, told):
        one.settle(link(one.chains(), one.publishers()), reprints())
        answers.append(run_named(one, name, params).values())
    assert answers[0]
    assert answers[0] == answers[1]


def inferred(store: Store) -> None:
    """As a server that infers superclasses has it: what is of a type is a situation, too."""
    quads = store.quads
    for curie in ("kg:eventType", "rdf:predicate"):
        for quad in list(quads.quads_for_pattern(None, term(curie), None, None)):
            kind = Quad(quad.subject, term("rdf:type"), term("kg:Situation"), quad.graph_name)
            quads.add(kind)
    for quad in list(quads.quads_for_pattern(None, term("kg:content"), None, None)):
        kind = Quad(quad.subject, term("rdf:type"), term("prov:Entity"), quad.graph_name)
        quads.add(kind)


@pytest.fixture(scope="module")
def plain_and_inferred() -> tuple[Store, Store]:
    stores = Store.memory(), Store.memory()
    for one in stores:
        one.add([*collection(), remarks()])
        one.settle(link(one.chains(), one.publishers()), reprints())
    inferred(stores[1])
    return stores


TOLD = [name for name, query in named_queries().items() if "statement" in query.text]


@pytest.mark.parametrize("name", TOLD)
def test_events_are_no_statements_where_superclasses_are_inferred(
    plain_and_inferred: tuple[Store, Store], name: str
) -> None:
    document = {"document": collection()[1].document.id, "source": "Ilsa Maren"}
    params = {
        p.name: (GIVEN | document)[p.name] for p in named_queries()[name].parameters if p.required
    }
    plain, wide = (run_named(one, name, params).values() for one in plain_and_inferred)
    assert plain
    assert wide == plain


def test_events_are_no_propositions_where_superclasses_are_inferred(
    plain_and_inferred: tuple[Store, Store],
) -> None:
    plain, wide = (read_table(one, "claims") for one in plain_and_inferred)
    assert wide == plain
    found = [
        collect(lambda text, one=one: run_sparql(one, text).dicts()) for one in plain_and_inferred
    ]
    assert found[0].propositions
    assert found[1].propositions == found[0].propositions


def test_every_question_knows_a_statement_in_the_same_way() -> None:
    folders = ("query/queries", "view/queries", "graph/tables", "serve/queries")
    guard = re.compile(
        r"\?(\w+) a kg:Situation FILTER NOT EXISTS \{ \?\1 kg:eventType\|rdf:predicate \?itsType \}"
    )
    for path in (path for one in folders for path in (PACKAGE / one).glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        assert len(guard.findall(text)) == text.count("a kg:Situation"), path.name

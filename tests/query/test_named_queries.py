"""Every named question, with its answer on six small articles."""

import re
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.graph import Store
from kg.graph.namespaces import Namespaces
from kg.query import NamedQuery, named_queries, run_named
from kg.resources import ontology_dir
from tests.factories import collection, denial, former_post, larger_report, report, resolved_store
from tests.query.asking import rows
from tests.query.test_audit import article, store_of

MOBILIZE = ("Borland", "MOBILIZE", "Cestria")


@pytest.fixture(scope="module")
def store() -> Store:
    return resolved_store()


def test_post_holders(store: Store) -> None:
    assert rows(store, "post_holders", "personName postName bodyName status since sourceName") == [
        ("Ilsa Maren", "President of Cestria", "Cestria", "current", "2024-05", "Plain Post"),
        ("Odo Brandt", "Chancellor of Borland", "Borland", "former", "", "Northwire"),
    ]
    assert rows(store, "post_holders", "personName", {"body": "borland"}) == [("Odo Brandt",)]
    assert rows(store, "post_holders", "sentence", {"person": "maren"}) == [
        ("President Ilsa Maren of Cestria",)
    ]


def test_actions_between(store: Store) -> None:
    params = {"actor": "Borland", "recipient": "Cestria"}
    found = rows(store, "actions_between", "published stance sourceName", params)
    assert [row[0] for row in found] == sorted(row[0] for row in found)
    assert sorted(found) == [
        ("2026-11-16", "assert", "Cestrian defence ministry"),
        ("2026-11-17", "assert", "Cestrian defence ministry"),
        ("2026-11-17", "deny", "The foreign minister of Avaria"),
        ("2026-11-18", "assert", "Ilsa Maren"),
        ("2026-11-18", "assert", "two diplomats"),
    ]
    assert not rows(store, "actions_between", "action", params | {"type": "AID"})
    assert len(rows(store, "actions_between", "action", params | {"type": "mobilize"})) == 5
    assert not rows(
        store, "actions_between", "action", {"actor": "Cestria", "recipient": "Borland"}
    )


def test_claims_by_source(store: Store) -> None:
    columns = "stanceName factuality about subjectName objectName said"
    params = {"source": "avaria-foreign-minister"}
    assert rows(store, "claims_by_source", columns, params) == [
        ("deny", "CTminus", "MOBILIZE", "Borland", "Cestria", "2026-11-16")
    ]
    assert not rows(store, "claims_by_source", columns, params | {"stance": "assert"})
    narrated = rows(store, "claims_by_source", "about", {"source": "Northwire"})
    assert narrated == [("ACCUSE",), ("holdsPost",), ("postIn",), ("memberOf",)]


def test_denials(store: Store) -> None:
    found = rows(store, "denials", "deniedBy about subjectName objectName assertedBy")
    assert {row[:4] for row in found} == {
        ("The foreign minister of Avaria", "MOBILIZE", "Borland", "Cestria")
    }
    assert sorted(row[4] for row in found) == [
        "Cestrian defence ministry",
        "Cestrian defence ministry",
        "Ilsa Maren",
        "two diplomats",
    ]
    assert not rows(store, "denials", "deniedBy", {"source": "Ilsa Maren"})


def test_conflicting_figures(store: Store) -> None:
    found = rows(
        store, "conflicting_figures", "actorName counted figure saidBy otherFigure otherSaidBy"
    )
    pairs = {frozenset({row[2:4], row[4:6]}) for row in found}
    larger = ("at least 3,000 troops", "Ilsa Maren")
    assert pairs == {
        frozenset({larger, ("1,500 soldiers", "Cestrian defence ministry")}),
        frozenset({larger, ("Between 1,200 and 1,800 soldiers", "two diplomats")}),
    }
    assert not rows(store, "conflicting_figures", "figure", {"actor": "Cestria"})


def test_pair_timeline(store: Store) -> None:
    found = rows(store, "pair_timeline", "date actorName action", {"a": "Cestria", "b": "Borland"})
    assert [row[0] for row in found] == sorted(row[0] for row in found)
    assert {row[1:] for row in found} == {("Borland", "MOBILIZE")}
    assert len(found) == 5
    assert rows(
        store, "pair_timeline", "actorName action recipientName", {"a": "Cestria", "b": "Brandt"}
    ) == [("Odo Brandt", "ACCUSE", "Cestria")]


def test_corroborated_actions(store: Store) -> None:
    columns = "actorName action recipientName publishers claims"
    assert rows(store, "corroborated_actions", columns) == [(*MOBILIZE, "3", "4")]
    assert rows(store, "corroborated_actions", columns, {"minimum": "3"}) == [(*MOBILIZE, "3", "4")]
    assert not rows(store, "corroborated_actions", columns, {"minimum": "4"})
    assert not rows(store, "corroborated_actions", columns, {"actor": "Odo Brandt"})


def test_most_connected(store: Store) -> None:
    found = rows(store, "most_connected", "name partners situations")
    assert found[:2] == [("Cestria", "3", "7"), ("Odo Brandt", "3", "3")]
    assert len(found) == 7
    assert rows(store, "most_connected", "name", {"limit": "1"}) == [("Cestria",)]


@pytest.mark.parametrize(
    "document",
    [
        larger_report().document.title,
        larger_report().document.id,
        f"doc:{larger_report().document.id}",
        f"https://w3id.org/newskg/document/{larger_report().document.id}",
    ],
)
def test_document_contents(store: Store, document: str) -> None:
    columns = "sourceName stance about subject object"
    assert rows(store, "document_contents", columns, {"document": document}) == [
        ("Ilsa Maren", "assert", "MOBILIZE", "Borland", "Cestria"),
        ("Plain Post", "assert", "holdsPost", "Ilsa Maren", "President"),
        ("Plain Post", "assert", "postIn", "President", "Cestria"),
    ]


def test_unresolved_names(store: Store) -> None:
    assert rows(store, "unresolved_names", "text class mentions documents") == [
        ("two diplomats", "Person", "1", "1")
    ]


def test_entity_names(store: Store) -> None:
    columns = "class name otherNames organizationType sameAs mentions"
    assert rows(store, "entity_names", columns, {"entity": "Cestria"}) == [
        ("State", "Cestria", "Cestrian", "", "http://www.wikidata.org/entity/Q900002", "9")
    ]
    assert len(rows(store, "entity_names", "entity")) == 14


def test_relations_of(store: Store) -> None:
    columns = "subjectName predicate objectName status plain factuality"
    assert rows(store, "relations_of", columns, {"entity": "Odo Brandt"}) == [
        ("Odo Brandt", "holdsPost", "Chancellor of Borland", "former", "false", "CTplus"),
        ("Odo Brandt", "memberOf", "Tern Club", "", "false", "PSplus"),
    ]
    assert rows(store, "relations_of", columns, {"entity": "maren", "relation": "holdsPost"}) == [
        ("Ilsa Maren", "holdsPost", "President of Cestria", "current", "true", "CTplus")
    ]


def test_explain_entity(store: Store) -> None:
    columns = "part subjectName predicate objectName sourceName published sentence"
    assert rows(store, "explain_entity", columns, {"entity": "ilsa maren"}) == [
        (
            "source",
            *MOBILIZE,
            "Ilsa Maren",
            "2026-11-18",
            "Borland has sent at least 3,000 troops to Cestria",
        ),
        (
            "subject",
            "Ilsa Maren",
            "holdsPost",
            "President of Cestria",
            "Plain Post",
            "2026-11-18",
            "President Ilsa Maren of Cestria",
        ),
    ]


def test_explain_pair(store: Store) -> None:
    columns = "subjectName predicate objectName stance sourceName title"
    title = former_post().document.title
    assert rows(store, "explain_pair", columns, {"a": "Cestria", "b": "Odo Brandt"}) == [
        ("Odo Brandt", "ACCUSE", "Cestria", "assert", "Northwire", title)
    ]
    between = rows(store, "explain_pair", columns, {"a": "Ilsa Maren", "b": "Borland"})
    assert between == [(*MOBILIZE, "assert", "Ilsa Maren", larger_report().document.title)]


def test_actors_by_type(store: Store) -> None:
    columns = "actorName recipientName events asserted denied"
    assert rows(store, "actors_by_type", columns, {"type": "MOBILIZE"}) == [
        ("Borland", "Cestria", "5", "4", "1")
    ]
    assert not rows(store, "actors_by_type", columns, {"type": "ASSAULT"})


def test_documents(store: Store) -> None:
    found = rows(store, "documents", "published publisher title claims")
    assert found[0] == ("2026-11-16", "Harbour Times", "Soldiers sent, ministry says", "1")
    assert [row[0] for row in found] == sorted(row[0] for row in found)
    assert sum(int(row[3]) for row in found) == sum(len(e.claims) for e in collection())
    (reprint,) = [row for row in rows(store, "documents", "publisher reprintOf") if row[1]]
    assert reprint[0] == "Evening Mirror"
    assert reprint[1].endswith(report().document.id)


def test_identity_decisions(store: Store) -> None:
    assert rows(
        store,
        "identity_decisions",
        "verdict score leftText rightText reason",
        {"entity": "Tern Club"},
    ) == [("same", "0.95", "the Tern Club", "Tern Club", "equal names")]


def test_sources(store: Store) -> None:
    assert rows(store, "sources", "name claims documents")[:2] == [
        ("Northwire", "4", "1"),
        ("Cestrian defence ministry", "2", "2"),
    ]


def test_weak_situations() -> None:
    weak = store_of(article(score=0.55))
    assert rows(weak, "weak_situations", "score about subject object") == [
        ("0.55", "MOBILIZE", "Borland", "Cestria")
    ]
    assert not rows(weak, "weak_situations", "score", {"below": "0.5"})
    with pytest.raises(QueryError, match="type number"):
        rows(weak, "weak_situations", "score", {"below": "half"})


def test_unsourced_claims() -> None:
    found = rows(
        store_of(article(anonymous=True, source="men")), "unsourced_claims", "words stance about"
    )
    assert found == [("men", "assert", "MOBILIZE")]
    assert not rows(store_of(article()), "unsourced_claims", "words")


# The library as a whole

TESTED = {
    name
    for path in Path(__file__).parent.glob("test_*.py")
    for name in re.findall(r"(?m)^def test_(\w+)", path.read_text(encoding="utf-8"))
}
LIBRARY = named_queries()
REQUIRED = {
    "entity": "Cestria",
    "actor": "Borland",
    "recipient": "Cestria",
    "a": "Borland",
    "b": "Cestria",
    "source": "Northwire",
    "document": denial().document.id,
    "type": "MOBILIZE",
    "date": "2026-11-18",
    "after": "2026-11-16",
    "until": "2026-11",
}


def required(query: NamedQuery) -> dict[str, str]:
    return {p.name: REQUIRED[p.name] for p in query.parameters if p.required}


def test_the_library_is_there() -> None:
    assert len(LIBRARY) >= 32
    assert LIBRARY.keys() <= TESTED


@pytest.mark.parametrize("query", LIBRARY.values(), ids=lambda query: query.name)
def test_every_question_says_what_it_answers(query: NamedQuery) -> None:
    assert query.title
    assert query.answers.endswith(".")
    assert f"--name {query.name}" in query.example
    shown = set(re.findall(r"--param (\w+)=", query.example))
    names = {parameter.name for parameter in query.parameters}
    assert {p.name for p in query.parameters if p.required} <= shown <= names


@pytest.mark.parametrize("query", LIBRARY.values(), ids=lambda query: query.name)
def test_every_file_runs_as_it_is(store: Store, query: NamedQuery) -> None:
    """A `.rq` file works on any endpoint: with nothing filled in, it asks about everything."""
    store.quads.query(query.text, use_default_graph_as_union=True)
    for parameter in query.parameters:
        place = rf"VALUES\s+\?{parameter.name}\s*\{{"
        assert re.search(place, query.text) or parameter.name == "limit", parameter.name


@pytest.mark.parametrize("query", LIBRARY.values(), ids=lambda query: query.name)
def test_every_term_used_is_in_the_ontology(query: NamedQuery) -> None:
    ontology = (ontology_dir() / "kg.ttl").read_text(encoding="utf-8")
    for name in set(re.findall(r"\bkg:(\w+)", query.text)):
        assert f"\nkg:{name} a " in ontology, f"kg:{name}"


@pytest.mark.parametrize("query", LIBRARY.values(), ids=lambda query: query.name)
def test_answers_come_in_the_same_order_every_time(query: NamedQuery) -> None:
    given = required(query)
    answers = {run_named(resolved_store(), query.name, given).rows for _ in range(3)}
    assert len(answers) == 1


@pytest.mark.parametrize("query", LIBRARY.values(), ids=lambda query: query.name)
def test_rows_are_not_repeated(store: Store, query: NamedQuery) -> None:
    rows = run_named(store, query.name, required(query)).rows
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("query", LIBRARY.values(), ids=lambda query: query.name)
def test_hints_only_make_it_quicker(store: Store, query: NamedQuery) -> None:
    """A line that counts where a parameter is given names an optional one of the query."""
    optional = {p.name for p in query.parameters if not p.required}
    hinted = set(re.findall(r"# if (\w+):", query.text))
    assert hinted <= optional
    assert not re.search(r"^\s*#\s*if\b(?! \w+: )", query.text, re.MULTILINE)


@pytest.mark.parametrize("query", LIBRARY.values(), ids=lambda query: query.name)
def test_another_base_gives_the_same_answer(store: Store, query: NamedQuery) -> None:
    """No query knows where the data lives."""
    other = resolved_store(Store.memory(Namespaces("https://news.example/")))
    assert neutral(other, query) == neutral(store, query)
    assert "newskg/graph/" not in query.text


def neutral(store: Store, query: NamedQuery) -> list[list[list[str]]]:
    """An answer without its base; names in one cell, which follow the IRIs' order, sorted."""
    values = run_named(store, query.name, required(query)).values()
    base = store.namespaces.base
    return sorted([[sorted(cell.replace(base, "").split()) for cell in row] for row in values])


def test_unknown_question_names_the_known_ones(store: Store) -> None:
    with pytest.raises(QueryError, match=r"no named query 'gossip'.*post_holders"):
        run_named(store, "gossip")

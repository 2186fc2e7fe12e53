"""The shapes hold for what we write, and notice what is broken."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import Store, validate
from kg.graph.namespaces import term
from tests.factories import denial, link, remarks, report, resolved_store


@pytest.fixture
def store() -> Store:
    return resolved_store()


def test_hand_made_articles_keep_to_the_shapes(store: Store) -> None:
    assert [str(violation) for violation in validate(store)] == []


def test_what_is_said_keeps_to_the_shapes() -> None:
    told = said()
    assert [str(violation) for violation in validate(told)] == []
    local = remarks().document.id
    graph, node = (told.namespaces.document(local + part) for part in ("", "-s1"))
    told.quads.add(Quad(node, term("kg:about"), told.namespaces.entity("borland"), graph))
    for quad in list(told.quads.quads_for_pattern(node, term("kg:evidence"), None, graph)):
        told.quads.remove(quad)
    messages = {violation.message for violation in validate(told)}
    assert any("kg:about belongs to the view" in message for message in messages)
    assert any("evidence" in message for message in messages)


def said() -> Store:
    store = Store.memory()
    store.add([remarks()])
    store.settle(link(store.chains(), store.publishers()))
    return store


def broken(store: Store, name: str, curie: str, value: NamedNode | Literal | None) -> None:
    """Replace a property of something in the denial's graph."""
    graph = store.namespaces.document(denial().document.id)
    node = store.namespaces.document(f"{denial().document.id}{name}")
    for quad in list(store.quads.quads_for_pattern(node, term(curie), None, graph)):
        store.quads.remove(quad)
    if value is not None:
        store.quads.add(Quad(node, term(curie), value, graph))


@pytest.mark.parametrize(
    ("name", "curie", "value", "message"),
    [
        ("-m2", "nif:anchorOf", Literal("Borlund"), "slice"),
        ("-m2", "nif:endIndex", Literal("3", datatype=term("xsd:integer")), "begins"),
        ("-e1", "kg:eventType", None, "PLOVER"),
        ("-e1", "kg:eventType", term("plover:DANCE"), "PLOVER"),
        ("-e1", "kg:actorMention", None, "actor"),
        ("-e1", "kg:evidence", None, "evidence"),
        ("-c1", "kg:stance", None, "stance"),
        ("-c1", "kg:factuality", term("kg:maybe"), "factuality"),
        ("-c1", "kg:sourceMention", None, "source"),
        ("-c1", "kg:content", None, "about"),
        ("-f1", "kg:low", Literal("9999", datatype=term("xsd:decimal")), "lowest"),
        ("-m3", "kg:corefersWith", NamedNode("https://example.org/x"), "corefers"),
        ("", "nif:isString", None, "text"),
    ],
)
def test_broken_graphs_are_found(
    store: Store, name: str, curie: str, value: NamedNode | Literal | None, message: str
) -> None:
    broken(store, name, curie, value)
    violations = validate(store)
    document = denial().document.id
    assert {violation.graph for violation in violations} == {f"doc:{document}"}
    assert any(message in violation.message for violation in violations)
    assert any(violation.focus.startswith(f"doc:{document}") for violation in violations)


def test_an_entity_without_a_name_is_found(store: Store) -> None:
    node = store.namespaces.entity("borland")
    for quad in list(store.quads.quads_for_pattern(node, term("skos:prefLabel"), None, None)):
        store.quads.remove(quad)
    (violation,) = validate(store)
    assert (violation.graph, violation.focus) == ("identity and view", "ent:borland")
    assert violation.path == "skos:prefLabel"
    assert str(violation).startswith("Violation: identity and view: ent:borland skos:prefLabel:")


def test_an_entity_in_a_document_graph_is_found(store: Store) -> None:
    graph = store.namespaces.document(report().document.id)
    event = store.namespaces.document(f"{report().document.id}-e1")
    store.quads.add(Quad(event, term("kg:actor"), store.namespaces.entity("borland"), graph))
    assert any("view graph" in violation.message for violation in validate(store))


@pytest.mark.parametrize("sample", [1, 3, 100])
def test_a_sample_looks_at_fewer_documents(store: Store, sample: int) -> None:
    for document in store.document_ids():
        node, graph = (store.namespaces.document(document + part) for part in ("-e1", ""))
        for quad in list(store.quads.quads_for_pattern(node, term("kg:eventType"), None, graph)):
            store.quads.remove(quad)
    graphs = {violation.graph for violation in validate(store, sample)}
    assert len(graphs) == min(sample, 6)

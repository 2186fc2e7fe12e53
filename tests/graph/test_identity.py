"""Who is who, as a layer of its own."""

from types import MappingProxyType

from pyoxigraph import NamedNode

from kg.graph import Store
from kg.graph.namespaces import term
from kg.records import Entity, Linker, MentionType
from tests.factories import ROLE, STATE, collection, link, report, reprints, resolved_store


def objects(store: Store, subject: NamedNode, curie: str) -> set[str]:
    pattern = store.quads.quads_for_pattern
    found = pattern(subject, term(curie), None, store.namespaces.identity)
    return {getattr(quad.object, "value", "") for quad in found}


def test_every_mention_of_a_chain_refers_to_the_entity() -> None:
    store = resolved_store()
    local = report().document.id
    for mention in ("m1", "m5"):
        node = store.namespaces.document(f"{local}-{mention}")
        assert objects(store, node, "kg:refersTo") == {store.namespaces.entity("borland").value}


def test_entities_have_class_names_and_identity() -> None:
    store = resolved_store()
    cestria = store.namespaces.entity("cestria")
    assert objects(store, cestria, "rdf:type") == {term("kg:State").value}
    assert objects(store, cestria, "skos:prefLabel") == {"Cestria"}
    assert objects(store, cestria, "skos:altLabel") == {"Cestrian"}
    assert objects(store, cestria, "owl:sameAs") == {"http://www.wikidata.org/entity/Q900002"}


def test_a_role_becomes_a_post_in_its_body() -> None:
    store = resolved_store()
    post = store.namespaces.entity("cestria-president")
    assert objects(store, post, "rdf:type") == {term("kg:Post").value}
    assert objects(store, post, "kg:postIn") == {store.namespaces.entity("cestria").value}


def test_a_body_of_an_organization_is_no_post() -> None:
    store = Store.memory()
    store.add([report()])
    head = store.chains()[2].id
    ministry = Entity(
        "ministry", MentionType.ORGANIZATION, "Ministry", organization_type="ministry", body="c"
    )
    linker = Linker({head: "ministry"}, {"ministry": ministry, "c": Entity("c", STATE, "C")})
    store.settle(linker)
    node = store.namespaces.entity("ministry")
    assert objects(store, node, "org:subOrganizationOf") == {store.namespaces.entity("c").value}
    assert not objects(store, node, "kg:postIn")
    assert objects(store, store.namespaces.entity("c"), "skos:prefLabel") == {"C"}


def test_documents_have_publishers_and_originals() -> None:
    store = resolved_store()
    copy, original = next(iter(reprints().items()))
    node = store.namespaces.document(copy)
    publisher = store.namespaces.entity("evening-mirror").value
    assert objects(store, node, "kg:publishedBy") == {publisher}
    assert objects(store, node, "kg:reprintOf") == {store.namespaces.document(original).value}


def test_judgements_keep_score_and_reason() -> None:
    store = resolved_store()
    pattern = store.quads.quads_for_pattern
    judgements = [q.subject for q in pattern(None, term("rdf:type"), term("kg:Judgement"), None)]
    assert len(judgements) == sum(1 for c in store.chains() if c.nominals != ("two diplomats",))
    for node in judgements:
        assert objects(store, node, "kg:reason") == {"equal names"}
        assert objects(store, node, "kg:score") == {"0.95"}
        left, right = objects(store, node, "kg:left"), objects(store, node, "kg:right")
        assert min(left) < min(right)


def test_scores_of_links_without_a_judgement_are_explained() -> None:
    store = Store.memory()
    store.add([report()])
    head = store.chains()[0].id
    store.settle(
        Linker({head: "b"}, {"b": Entity("b", STATE, "B")}, scores=MappingProxyType({head: 0.9}))
    )
    pattern = store.quads.quads_for_pattern
    (judgement,) = pattern(None, term("rdf:type"), term("kg:Judgement"), None)
    assert objects(store, judgement.subject, "kg:score") == {"0.9"}
    assert "90 of 100" in min(objects(store, judgement.subject, "kg:reason"))


def test_entities_that_nothing_refers_to_stay_out() -> None:
    store = Store.memory()
    store.add(collection())
    linker = link(store.chains(), store.publishers())
    everything = dict(linker.entities) | {"nobody": Entity("nobody", ROLE, "Nobody")}
    store.settle(Linker(linker.entity_of, everything, linker.judgements))
    assert "nobody" not in store.dump()


def test_identity_is_replaced_as_a_whole() -> None:
    store = resolved_store()
    before = store.dump()
    store.settle(Linker({}, {}))
    left = list(store.quads.quads_for_pattern(None, None, None, store.namespaces.identity))
    assert {q.predicate for q in left} == {term("kg:settledFrom"), term("owl:versionInfo")}
    assert len(left) == len(store.document_ids()) + 1
    store.settle(link(store.chains(), store.publishers()), reprints())
    assert store.dump() == before

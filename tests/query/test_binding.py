"""What users type never becomes query text."""

import pytest

from kg.errors import QueryError
from kg.graph import Store
from kg.query import find_document, find_entity, run_named
from kg.records import Chain, Entity, Linker
from tests.factories import ORGANIZATION, PERSON, STATE, Article, link, resolved_store

# Each would change a query if it were pasted into it.
HOSTILE = [
    'x" } } ; DROP ALL #',
    "> } UNION { ?s ?p ?o } #",
    "<https://w3id.org/newskg/entity/x> } { ?s ?p ?o",
    "ent:x> ; DELETE WHERE { ?s ?p ?o } #",
    'O"Brien\\',
    "a\nb } LIMIT 1 #",
    "\\u003e } ?s ?p ?o",
    "{}",
    "?x",
    "*/",
    "\x00",
    "ent:",
    "<>",
    "https://w3id.org/newskg/entity/a b",
]
# Those that are names, and not read as IRIs and refused as such.
HOSTILE_NAMES = [
    *(name for name in HOSTILE if not name.strip("<>").startswith(("ent:", "https:"))),
    "Robert'); DROP TABLE ents;--",
    "$1 \\1 \\g<0>",
]


@pytest.fixture(scope="module")
def store() -> Store:
    return resolved_store()


@pytest.mark.parametrize("name", HOSTILE, ids=repr)
@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("explain_entity", "entity"),
        ("document_contents", "document"),
        ("actors_by_type", "type"),
        ("most_connected", "limit"),
    ],
)
def test_hostile_values_are_refused(store: Store, query: str, parameter: str, name: str) -> None:
    before = store.dump()
    with pytest.raises(QueryError):
        run_named(store, query, {parameter: name})
    assert store.dump() == before


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=repr)
def test_an_entity_with_a_hostile_name_is_found_by_it(name: str) -> None:
    """Names are compared as values, so that even these are only names."""
    store = Store.memory()
    article = Article("Maren spoke.")
    article.claim(article.event("CONSULT", [article.mention("Maren", PERSON)], trigger="spoke"))
    store.add([article.extraction()])
    (chain,) = store.chains()
    store.settle(Linker({chain.id: "m"}, {"m": Entity("m", PERSON, name)}))
    assert run_named(store, "explain_entity", {"entity": name}).column("subjectName") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Borland",
        "borland",
        "BORLAND",
        "  borland ",
        "ent:borland",
        "https://w3id.org/newskg/entity/borland",
        "<https://w3id.org/newskg/entity/borland>",
    ],
)
def test_an_entity_by_name_slug_or_iri(store: Store, text: str) -> None:
    assert find_entity(store, text).value == "https://w3id.org/newskg/entity/borland"


def test_a_slug_that_is_no_name_is_found(store: Store) -> None:
    assert find_entity(store, "cestria-president").value.endswith("/cestria-president")


def test_other_names_count(store: Store) -> None:
    assert find_entity(store, "cestrian").value.endswith("/cestria")


def test_unknown_names_get_suggestions(store: Store) -> None:
    with pytest.raises(QueryError, match=r"no entity is called 'Borlnad'\. Did you mean 'Borland'"):
        find_entity(store, "Borlnad")


def test_nothing_like_it_gets_no_suggestion(store: Store) -> None:
    with pytest.raises(QueryError, match=r"no entity is called 'qqq'\.$"):
        find_entity(store, "qqq")


@pytest.mark.parametrize("text", ["ent:nobody", "https://w3id.org/newskg/entity/nobody"])
def test_unknown_iris_are_told(store: Store, text: str) -> None:
    with pytest.raises(QueryError, match="no entity"):
        find_entity(store, text)


def two_named(first: tuple[str, ...], second: tuple[str, ...]) -> Store:
    """Two entities, each with a preferred name and others."""
    store = Store.memory()
    article = Article("Borland praised Cestria.")
    article.mention("Borland", STATE)
    article.mention("Cestria", STATE)
    store.add([article.extraction()])
    one, two = store.chains()
    entities = {
        "one": Entity("one", ORGANIZATION, first[0], first),
        "two": Entity("two", ORGANIZATION, second[0], second),
    }
    store.settle(Linker({one.id: "one", two.id: "two"}, entities))
    return store


def test_ambiguous_names_list_the_choices() -> None:
    store = two_named(("Security Council",), ("Security Council",))
    with pytest.raises(QueryError, match="several entities: ent:one, ent:two"):
        find_entity(store, "security council")


def test_a_preferred_name_wins_over_another_name() -> None:
    store = two_named(("Council",), ("Security Council", "Council"))
    assert find_entity(store, "council").value.endswith("/one")


def test_a_document_by_url(store: Store) -> None:
    found = find_document(store, "https://northwire.example/avaria-denies")
    assert found.value.rsplit("/", 1)[1] in store.document_ids()


def test_a_title_of_several_documents_is_told(store: Store) -> None:
    with pytest.raises(QueryError, match=r"several documents: doc:d.*, doc:d"):
        find_document(store, "Soldiers sent, ministry says")


def test_an_unknown_document_gets_suggestions(store: Store) -> None:
    with pytest.raises(QueryError, match="President speaks of thousands"):
        find_document(store, "President speaks")


@pytest.mark.parametrize(
    ("query", "params", "message"),
    [
        ("explain_entity", {}, "needs --param entity=… "),
        ("explain_entity", {"who": "x"}, "no parameter who; it has entity"),
        ("documents", {"who": "x"}, "no parameter who; it has none"),
        ("most_connected", {"limit": "many"}, "not a value of type integer"),
        ("most_connected", {"limit": "-1"}, "negative"),
        ("most_connected", {"limit": "1_000"}, "write it as 20"),
        ("most_connected", {"limit": "9" * 5000}, "not a value of type integer"),
        ("weak_situations", {"below": "1e999999999"}, "not a value of type number"),
        ("weak_situations", {"below": "nan"}, "must be finite"),
        ("actors_by_type", {"type": "unknown:x"}, "not a value of type event-type"),
        ("claims_by_source", {"source": "Northwire", "stance": "shout"}, "one of assert, deny, "),
    ],
)
def test_wrong_parameters_say_what_is_right(
    store: Store, query: str, params: dict[str, str], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        run_named(store, query, params)


def test_an_empty_value_means_any(store: Store) -> None:
    everyone = run_named(store, "post_holders")
    assert run_named(store, "post_holders", {"person": ""}).rows == everyone.rows


def test_chains_link_as_the_tests_expect(store: Store) -> None:
    chains: list[Chain] = store.chains()
    assert link(chains).entity_of.keys() == {
        c.id for c in chains if c.nominals != ("two diplomats",)
    }


def test_what_is_written_exactly_so_wins() -> None:
    store = two_named(("US",), ("Us",))
    assert find_entity(store, "US").value.endswith("/one")
    assert find_entity(store, "Us").value.endswith("/two")
    with pytest.raises(QueryError, match="several entities: ent:one, ent:two"):
        find_entity(store, "us")


@pytest.mark.parametrize("text", ["ＢＯＲＬＡＮＤ", "Borland\u00a0", "bor\u017fland"])
def test_names_are_folded_as_people_read(text: str) -> None:
    """Full-width letters, a hard blank; a long s is an s."""
    store = two_named(("Borland",), ("Borsland",))
    expected = "two" if "\u017f" in text else "one"
    assert find_entity(store, text).value.endswith(f"/{expected}")


def test_a_document_in_any_case(store: Store) -> None:
    title = "PRESIDENT speaks of thousands"
    assert find_document(store, title) == find_document(store, "President speaks of thousands")

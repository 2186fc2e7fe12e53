"""Networks say what the claims say, and write as GraphML."""

import networkx as nx
import pytest

from kg.errors import ConfigError
from kg.graph import Store
from kg.graph.networks import (
    COLUMNS,
    ENDS,
    balance_network,
    claim_edges,
    claim_network,
)
from kg.graph.plover import quad_classes
from kg.records import Extraction, Factuality, MentionType, Stance
from tests.factories import Article, link, resolved_store

STATE = MentionType.STATE


@pytest.fixture(scope="module")
def store() -> Store:
    return resolved_store()


@pytest.fixture(scope="module")
def network(store: Store) -> nx.MultiDiGraph:
    return claim_network(store)


def told(
    text: str,
    verb: str,
    kind: str,
    *,
    publisher: str,
    stance: Stance = Stance.ASSERT,
    factuality: Factuality = Factuality.CERTAIN,
    others: tuple[str, ...] = (),
) -> Extraction:
    """An article of one sentence: the first word does `kind` to the last."""
    article = Article(text, publisher=publisher)
    words = text.rstrip(".").split()
    actors = [article.mention(word, STATE) for word in (words[0], *others)]
    recipient = article.mention(words[-1], STATE)
    event = article.event(kind, actors, [recipient], trigger=verb)
    article.claim(event, stance=stance, factuality=factuality)
    return article.extraction()


def settled(*extractions: Extraction) -> Store:
    store = Store.memory()
    store.add(extractions)
    store.settle(link(store.chains(), store.publishers()))
    return store


def test_one_edge_per_claim_and_pair(store: Store, network: nx.MultiDiGraph) -> None:
    edges = claim_edges(store)
    assert len(edges) == network.number_of_edges() >= 10
    assert edges == sorted(edges, key=lambda edge: (edge["claim"], edge["subject"], edge["object"]))
    keys = {(edge["claim"], edge["subject"], edge["object"]) for edge in edges}
    assert keys == {(key, one, other) for one, other, key in network.edges(keys=True)}


def test_edge_says_what_who_and_where(network: nx.MultiDiGraph) -> None:
    denials = [
        data for *_, data in network.edges("ent:borland", data=True) if data["stance"] == "deny"
    ]
    assert len(denials) == 1
    denial = denials[0]
    assert set(denial) == set(COLUMNS) - set(ENDS)
    assert denial["type"] == "MOBILIZE"
    assert denial["quadClass"] == "materialConflict"
    assert denial["factuality"] == "CTminus"
    assert denial["speaker"] == "ent:avaria-foreign-minister"
    assert denial["date"] == "2026-11-17"
    assert denial["sentence"] == "Borland had moved 1,500 soldiers to Cestria"
    assert denial["score"] == 1.0
    assert denial["claim"].startswith(denial["article"])


def test_node_says_who(network: nx.MultiDiGraph) -> None:
    node = network.nodes["ent:borland"]
    assert (node["label"], node["class"], node["mentions"] >= 3) == ("Borland", "State", True)


@pytest.mark.parametrize(("kind", "edge_kind"), [("events", "event"), ("relations", "relation")])
def test_kind_chooses_edges(store: Store, kind: str, edge_kind: str) -> None:
    edges = claim_network(store, kind).edges(data="kind")
    assert len(edges) >= 4
    assert {found for *_, found in edges} == {edge_kind}


def test_unknown_kind_lists_the_known(store: Store) -> None:
    with pytest.raises(ConfigError, match="all, events, relations, balance"):
        claim_network(store, "people")


def test_isolates_only_on_demand(store: Store, network: nx.MultiDiGraph) -> None:
    assert list(nx.isolates(network)) == []
    whole = claim_network(store, isolates=True)
    assert len(whole) > len(network)
    assert "ent:northwire" in set(nx.isolates(whole))


def test_score_is_that_of_the_weaker_part(store: Store) -> None:
    article = Article("Borland accused Cestria.", publisher="Northwire")
    actors = [article.mention("Borland", STATE)], [article.mention("Cestria", STATE)]
    article.claim(article.event("ACCUSE", *actors, trigger="accused"), score=0.7)
    assert [edge["score"] for edge in claim_edges(settled(article.extraction()))] == [0.7]


def test_every_network_writes_as_graphml(store: Store, network: nx.MultiDiGraph) -> None:
    for made in (network, balance_network(store)):
        again = nx.parse_graphml("\n".join(nx.generate_graphml(made)))
        assert len(again) == len(made) > 1


def test_balance_counts_cooperation_and_conflict() -> None:
    tie = balance_network(
        settled(
            told("Borland accused Cestria.", "accused", "ACCUSE", publisher="Northwire"),
            told("Cestria thanked Borland.", "thanked", "SUPPORT", publisher="Plain Post"),
            told("Borland struck Cestria.", "struck", "ASSAULT", publisher="Plain Post"),
        )
    ).edges["ent:borland", "ent:cestria"]
    assert tie == {
        "cooperation": 1,
        "conflict": 2,
        "weight": 3,
        "balance": pytest.approx(-1 / 3),
    }


@pytest.mark.parametrize(
    ("stance", "factuality"),
    [
        (Stance.DENY, Factuality.NOT_CERTAIN),
        (Stance.THREATEN, Factuality.UNCOMMITTED),
        (Stance.ASSERT, Factuality.POSSIBLE),
    ],
)
def test_balance_leaves_out_what_nobody_holds(stance: Stance, factuality: Factuality) -> None:
    words = ("Borland struck Cestria.", "struck", "ASSAULT")
    article = told(*words, publisher="Northwire", stance=stance, factuality=factuality)
    assert len(claim_edges(settled(article))) == 1
    assert list(balance_network(settled(article)).edges) == []


def test_balance_counts_an_event_of_two_articles_once() -> None:
    words = ("Borland accused Cestria.", "accused", "ACCUSE")
    found = settled(told(*words, publisher="Northwire"), told(*words, publisher="Plain Post"))
    assert len(claim_edges(found)) == 2
    assert balance_network(found).edges["ent:borland", "ent:cestria"]["weight"] == 1


def test_two_actors_make_two_edges_of_one_claim() -> None:
    text = "Borland and Avaria accused Cestria."
    article = told(text, "accused", "ACCUSE", publisher="Northwire", others=("Avaria",))
    edges = claim_network(settled(article)).edges(keys=True)
    assert sorted(one for one, *_ in edges) == ["ent:avaria", "ent:borland"]
    assert len({key for *_, key in edges}) == 1


def test_empty_store_gives_empty_networks() -> None:
    assert len(claim_network(Store.memory())) == len(balance_network(Store.memory())) == 0


def test_every_type_has_one_of_four_quad_classes() -> None:
    classes = quad_classes()
    assert len(classes) == 16
    assert set(classes.values()) == {
        f"{way}{side}" for way in ("verbal", "material") for side in ("Cooperation", "Conflict")
    }

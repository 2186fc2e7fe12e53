"""What becomes a plain triple, and what stays a claim."""

import pytest

from kg.errors import ConfigError
from kg.graph import Store
from kg.graph.derive import policy_files, read_policy
from kg.records import Extraction, Factuality, Stance, TenureStatus
from tests.factories import (
    PERSON,
    ROLE,
    STATE,
    Article,
    former_post,
    link,
    remarks,
    reprints,
    resolved_store,
)


def view(extractions: list[Extraction]) -> set[tuple[str, str, str]]:
    """The view graph, names shortened to their last part."""
    store = Store.memory()
    store.add(extractions)
    store.settle(link(store.chains(), store.publishers()))
    return triples(store)


def triples(store: Store) -> set[tuple[str, str, str]]:
    local = store.namespaces.local
    quads = store.quads.quads_for_pattern(None, None, None, store.namespaces.view)
    return {
        (local(q.subject.value), local(q.predicate.value), local(q.object.value)) for q in quads
    }


def leads(
    stance: Stance = Stance.ASSERT,
    factuality: Factuality = Factuality.CERTAIN,
    *,
    publisher: str = "Northwire",
    source: bool = False,
) -> Article:
    article = Article(f"Ilsa Maren leads Cestria, Borland says. ({publisher})", publisher=publisher)
    maren, cestria = article.mention("Ilsa Maren", PERSON), article.mention("Cestria", STATE)
    borland = article.mention("Borland", STATE)
    relation = article.relation("leads", maren, cestria)
    article.claim(relation, source=borland if source else "", stance=stance, factuality=factuality)
    return article


LEADS = ("ilsa-maren", "leads", "cestria")


def test_participants_become_entities() -> None:
    found = triples(resolved_store())
    events = {
        subject for subject, predicate, value in found if (predicate, value) == ("actor", "borland")
    }
    assert len(events) == 5
    assert all((event, "recipient", "cestria") in found for event in events)


def test_what_is_said_is_about_entities() -> None:
    extraction = remarks()
    pact, blame, *_ = (proposition.id for proposition in extraction.propositions)
    found = {triple for triple in view([extraction]) if triple[1] == "about"}
    assert found == {
        (pact, "about", "borland"),
        (pact, "about", "cestria"),
        (blame, "about", "ilsa-maren"),
    }


def test_unresolved_source_stays_a_mention() -> None:
    store = resolved_store()
    assert not any("diplomat" in value for _, _, value in triples(store))


def test_narrated_claim_has_the_publisher_as_source() -> None:
    extraction = former_post()
    assert (f"{extraction.document.id}-c1", "source", "northwire") in view([extraction])


def test_what_somebody_unnamed_says_is_not_said_by_the_publisher() -> None:
    article = Article("Borland is to blame, it is said.", publisher="Northwire")
    said = article.proposition("Borland is to blame")
    unnamed, told = article.claim(said, anonymous=True), article.claim(said)
    sources = {
        subject: value for subject, name, value in view([article.extraction()]) if name == "source"
    }
    assert sources == {told: "northwire"}
    assert unnamed != told


def test_narrated_claim_without_a_publisher_has_the_document() -> None:
    article = leads(publisher="")
    local = article.document.id
    assert (f"{local}-c1", "source", local) in view([article.extraction()])


def test_asserted_relation_is_plain() -> None:
    assert LEADS in view([leads().extraction()])
    assert LEADS in view([leads(source=True).extraction()])


@pytest.mark.parametrize(
    ("stance", "factuality"),
    [
        (Stance.ASSERT, Factuality.POSSIBLE),
        (Stance.ASSERT, Factuality.PROBABLE),
        (Stance.ASSERT, Factuality.UNCOMMITTED),
        (Stance.ASSERT, Factuality.NOT_CERTAIN),
        (Stance.DENY, Factuality.NOT_CERTAIN),
        (Stance.CONSIDER, Factuality.UNCOMMITTED),
        (Stance.ASK, Factuality.UNCOMMITTED),
        (Stance.PROMISE, Factuality.CERTAIN),
    ],
)
def test_what_nobody_asserts_as_certain_is_not_plain(
    stance: Stance, factuality: Factuality
) -> None:
    assert LEADS not in view([leads(stance, factuality).extraction()])


@pytest.mark.parametrize(
    "denial",
    [
        leads(Stance.DENY, Factuality.NOT_CERTAIN, publisher="Plain Post", source=True),
        leads(Stance.ASSERT, Factuality.NOT_PROBABLE, publisher="Plain Post", source=True),
    ],
    ids=["denied", "asserted not to be"],
)
def test_a_denial_anywhere_takes_the_plain_triple_away(denial: Article) -> None:
    assert LEADS not in view([leads().extraction(), denial.extraction()])


def test_a_denied_claim_is_not_plain() -> None:
    article = leads(source=True)
    article.claim(article.claims[0].id, stance=Stance.DENY, factuality=Factuality.NOT_CERTAIN)
    assert LEADS not in view([article.extraction()])


def test_what_is_only_rumoured_to_be_said_is_not_plain() -> None:
    article = leads(source=True)
    article.claim(article.claims[0].id, factuality=Factuality.POSSIBLE)
    assert LEADS not in view([article.extraction()])


def test_what_is_reported_for_certain_to_be_said_is_plain() -> None:
    article = leads(source=True)
    article.claim(article.claims[0].id)
    assert LEADS in view([article.extraction()])


def holds(status: TenureStatus | None, published: str = "2026-11-17") -> Extraction:
    article = Article(
        f"Ilsa Maren is the president of Cestria ({status}).",
        publisher="Northwire",
        published=published,
    )
    maren = article.mention("Ilsa Maren", PERSON)
    president = article.mention("president", ROLE, proper=False)
    cestria = article.mention("Cestria", STATE)
    article.claim(article.relation("postIn", president, cestria))
    article.claim(article.relation("holdsPost", maren, president, tenure=status))
    return article.extraction()


HOLDS = ("ilsa-maren", "holdsPost", "cestria-president")


@pytest.mark.parametrize(
    ("status", "plain"),
    [
        (TenureStatus.CURRENT, True),
        (TenureStatus.ACTING, True),
        (None, True),
        (TenureStatus.FORMER, False),
        (TenureStatus.INCOMING, False),
    ],
)
def test_a_post_is_plain_while_it_is_held(status: TenureStatus | None, plain: bool) -> None:
    found = view([holds(status)])
    assert (HOLDS in found) is plain
    assert ("cestria-president", "postIn", "cestria") in found


@pytest.mark.parametrize(
    ("former_on", "current_on", "plain"),
    [
        ("2026-11-18", "2026-11-17", False),
        ("2026-11-17", "2026-11-17", False),
        ("2026-11-16", "2026-11-17", True),
        ("2026-11", "2026-11-17", True),
        ("", "2026-11-17", False),
        ("2026-11-16", "", False),
    ],
    ids=["later", "same day", "earlier", "earlier month", "former undated", "current undated"],
)
def test_the_later_article_decides_whether_a_post_is_over(
    former_on: str, current_on: str, plain: bool
) -> None:
    found = view([holds(TenureStatus.FORMER, former_on), holds(TenureStatus.CURRENT, current_on)])
    assert (HOLDS in found) is plain


def test_reified_relations_stay_whatever_the_view_says() -> None:
    found = view([holds(TenureStatus.FORMER)])
    assert any(
        predicate == "object" and value == "cestria-president" for _, predicate, value in found
    )


def test_deriving_again_gives_the_same_view() -> None:
    store = resolved_store()
    before = triples(store)
    store.settle(link(store.chains(), store.publishers()), reprints())
    assert triples(store) == before
    assert len(before) > 40


def test_policy_files_run_in_the_order_of_their_numbers() -> None:
    names = [path.name for path in policy_files()]
    assert names == sorted(names)
    assert len(names) >= 3


def test_every_step_of_ours_names_its_unit(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert read_policy().in_parts
    (tmp_path / "1.ru").write_text("INSERT { GRAPH graph:view { ?a ?b ?c } } WHERE { ?a ?b ?c }")
    assert not read_policy(tmp_path).in_parts


def test_a_policy_may_not_change_what_a_prefix_means(tmp_path) -> None:  # type: ignore[no-untyped-def]
    for number, iri in (("1", "https://a.example/"), ("2", "https://b.example/")):
        (tmp_path / f"{number}.ru").write_text(
            f"PREFIX x: <{iri}>\nCLEAR SILENT GRAPH graph:view\n"
        )
    with pytest.raises(ConfigError, match="prefix x:"):
        read_policy(tmp_path)

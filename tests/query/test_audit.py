"""What the audit lists, on articles of whose every sentence we know what was taken."""

from __future__ import annotations

from dataclasses import replace

from kg.graph import Store
from kg.query.audit import audit
from kg.records import Extraction, MentionType
from tests.factories import STATE, Article, link

SENT = "Borland sent men to Cestria."
LIES = "Avaria lies between Borland and Cestria."


def store_of(extraction: Extraction) -> Store:
    store = Store.memory()
    store.add([extraction])
    store.settle(link(store.chains(), store.publishers()))
    return store


def article(*, source: str = "", anonymous: bool = False, score: float = 1.0) -> Extraction:
    """One sentence that an event was taken from, one that was passed over, one with one actor."""
    made = Article(f"{SENT} {LIES} Avaria is green.", publisher="Harbour Times")
    borland, cestria = made.mention("Borland", STATE), made.mention("Cestria", STATE)
    event = made.event("MOBILIZE", [borland], [cestria], trigger="sent", evidence=SENT)
    spoken = made.mention(source, MentionType.EVIDENCE) if source else ""
    made.claim(event, evidence=SENT, anonymous=anonymous, source=spoken)
    avaria = made.mention("Avaria", STATE)
    made.mention("Avaria", STATE, chain=avaria, nth=1)
    made.mention("Borland", STATE, chain=borland, nth=1)
    made.mention("Cestria", STATE, chain=cestria, nth=1)
    made.events = [replace(one, score=score) for one in made.events]
    return made.extraction()


def test_a_sentence_with_two_actors_and_no_situation_is_a_hole() -> None:
    found = audit(store_of(article()))
    assert (found.sentences, found.with_actors) == (3, 2)
    assert found.holes.column("sentence") == [LIES]
    assert found.holes.column("actors") == ["Avaria, Borland, Cestria"]
    assert found.holes.column("published") == ["2026-11-17"]


def test_only_a_statement_that_names_two_actors_fills_a_hole() -> None:
    for words, holes in (("Borland and Cestria are at odds", 0), ("Borland is in the way", 1)):
        made = Article(f"{words}, Avaria said.")
        about = [made.mention(name, STATE) for name in ("Borland", "Cestria") if name in words]
        made.claim(made.proposition(words, about), source=made.mention("Avaria", STATE))
        assert len(audit(store_of(made.extraction())).holes.rows) == holes, words


def test_events_below_the_limit_are_weak() -> None:
    store = store_of(article(score=0.55))
    found = audit(store).weak
    assert found.column("score") == ["0.55"]
    assert (found.column("about"), found.column("subject")) == (["MOBILIZE"], ["Borland"])
    assert not audit(store, weak=0.5).weak
    assert not audit(store_of(article())).weak


def test_claims_of_nobody_are_unsourced() -> None:
    found = audit(store_of(article(anonymous=True, source="men"))).unsourced
    assert found.column("words") == ["men"]
    assert found.column("sentence") == [SENT]
    assert not audit(store_of(article())).unsourced


def test_an_empty_graph_has_nothing_to_list() -> None:
    found = audit(Store.memory())
    assert (found.sentences, found.with_actors) == (0, 0)
    assert found.as_json() == {
        "sentences": 0, "with_actors": 0, "holes": [], "weak": [], "unsourced": []
    }  # fmt: skip


def test_progress_is_told_by_document() -> None:
    steps: list[tuple[int, int]] = []
    audit(store_of(article()), progress=lambda done, total: steps.append((done, total)))
    assert steps == [(0, 1), (1, 1)]

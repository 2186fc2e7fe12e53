"""Documents in and out: nothing is lost, nothing stays behind, order does not matter."""

import random
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.graph import Namespaces, Run, Store, settling
from kg.graph.store import MEMO
from tests.factories import (
    Article,
    collection,
    denial,
    larger_report,
    link,
    report,
    reprints,
    resolved_store,
)


def settled(store: Store, *, without: Collection[str] = ()) -> Store:
    publishers = {d: name for d, name in store.publishers().items() if d not in without}
    copies = {a: b for a, b in reprints().items() if not {a, b} & set(without)}
    known = {a: b for a, b in copies.items() if {a, b} <= set(store.document_ids())}
    store.settle(link(store.chains(without=without), publishers), known, without=without)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store") as opened:
        yield opened


def test_adding_twice_changes_no_byte(store: Store) -> None:
    assert store.add(collection()) == 6
    before = store.dump()
    assert store.add(collection()) == 0
    assert store.dump() == before


def test_removing_what_was_added_restores_every_byte(store: Store) -> None:
    store.add([denial()])
    before = settled(store).dump()
    store.add([report(), larger_report()], Run(version="2"))
    assert store.dump() != before
    ids = {report().document.id, larger_report().document.id}
    settled(store, without=ids)
    assert set(store.document_ids()) == {denial().document.id}
    assert store.dump() == before


def test_removing_after_resolution_leaves_nothing_of_the_document(store: Store) -> None:
    resolved_store(store)
    full = store.dump()
    gone = larger_report().document.id
    settled(store, without=[gone])
    rest = store.dump()
    assert gone not in rest
    assert "ilsa-maren" not in rest
    assert "plain-post" not in rest
    store.add([larger_report()])
    settled(store)
    assert store.dump() == full


def test_unknown_documents_are_not_removed(store: Store) -> None:
    store.add([denial()])
    settled(store, without=["nosuch", "> } ; DROP ALL #"])
    assert store.document_ids() == (denial().document.id,)


@pytest.mark.parametrize("seed", range(4))
def test_order_of_arrival_does_not_matter(seed: int) -> None:
    shuffled = collection()
    random.Random(seed).shuffle(shuffled)
    other = Store.memory()
    for extraction in shuffled:
        other.add([extraction])
    other.settle(link(other.chains(), other.publishers()), reprints())
    assert other.dump() == resolved_store().dump()


@pytest.mark.parametrize("whole_from", [0.0, 0.5, 100.0])
@pytest.mark.parametrize("seed", range(4))
def test_one_by_one_gives_what_all_at_once_gives(
    seed: int, whole_from: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what an article changes is derived again; the outcome is that of deriving all."""
    monkeypatch.setattr(settling, "WHOLE_FROM", whole_from)
    random_ = random.Random(seed)
    shuffled = collection()
    random_.shuffle(shuffled)
    store = Store.memory()
    for extraction in shuffled:
        store.add([extraction])
        assert store.waiting() == (extraction.document.id,)
        settled(store)
        assert store.waiting() == ()
    full = store.dump()
    assert full == resolved_store().dump()
    gone = random_.sample(store.document_ids(), 3)
    settled(store, without=gone)
    fresh = Store.memory()
    fresh.add(e for e in collection() if e.document.id not in gone)
    assert store.dump() == settled(fresh).dump()
    store.add(collection())
    assert settled(store).dump() == full


def test_a_document_replaced_leaves_no_trace_of_its_earlier_reading() -> None:
    store = resolved_store()
    other = replace(report(), claims=report().claims[:1], events=report().events[:1])
    store.add([other], Run(version="2"))
    assert store.waiting() == (other.document.id,)
    fresh = Store.memory()
    fresh.add(e for e in collection() if e.document.id != other.document.id)
    fresh.add([other], Run(version="2"))
    assert settled(store).dump() == settled(fresh).dump()


def test_a_memo_that_is_lost_or_broken_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    with Store.open(folder) as store:
        full = resolved_store(store).dump()
        chains = store.chains()
    for damage in (b"", b"not a database at all" * 500):
        (folder / MEMO).write_bytes(damage)
        with Store.open(folder) as store:
            assert store.chains() == chains
            assert settled(store).dump() == full
    (folder / MEMO).unlink()
    with Store.open(folder) as store:
        assert store.chains() == chains


def test_disk_and_memory_hold_the_same(store: Store) -> None:
    assert resolved_store(store).dump() == resolved_store().dump()


def test_resolving_again_changes_no_byte(store: Store) -> None:
    before = resolved_store(store).dump()
    store.settle(link(store.chains(), store.publishers()), reprints())
    assert store.dump() == before


def test_another_run_replaces_the_earlier_graph(store: Store) -> None:
    store.add([denial()], Run(version="1"))
    assert store.add([denial()], Run(version="2")) == 1
    fresh = Store.memory()
    fresh.add([denial()], Run(version="2"))
    assert store.dump() == fresh.dump()


def test_a_run_that_other_documents_use_stays(store: Store) -> None:
    store.add([denial(), report()])
    settled(store, without=[denial().document.id])
    assert Run().id in store.dump()
    settled(store, without=[report().document.id])
    assert Run().id not in store.dump()


def test_the_same_document_twice_in_one_call_is_one(store: Store) -> None:
    assert store.add([denial(), denial()]) == 1


def test_reads_back_what_it_holds(store: Store) -> None:
    store.add(collection())
    documents = {e.document.id: e.document for e in collection()}
    assert store.document_ids() == tuple(sorted(documents))
    assert store.texts() == {local: document.text for local, document in documents.items()}
    assert store.publishers() == {local: d.publisher for local, d in documents.items()}


def test_what_was_written_is_there_after_closing(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s") as store:
        before = resolved_store(store).dump()
    with Store.open(tmp_path / "s", read_only=True) as store:
        assert store.dump() == before


def test_second_writer_is_told(store: Store) -> None:
    assert store.path is not None
    with pytest.raises(StoreError, match="in use by another process"):
        Store.open(store.path)


def test_reader_beside_a_writer_is_told(store: Store) -> None:
    assert store.path is not None
    with pytest.raises(StoreError, match="in use by another process"):
        Store.open(store.path, read_only=True)


def test_many_may_read(tmp_path: Path) -> None:
    Store.open(tmp_path / "s").close()
    with (
        Store.open(tmp_path / "s", read_only=True) as one,
        Store.open(tmp_path / "s", read_only=True) as two,
    ):
        assert one.dump() == two.dump()


def test_reading_where_nothing_is_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store in"):
        Store.open(tmp_path / "nothing", read_only=True)
    assert not (tmp_path / "nothing").exists()


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot make a store"):
        Store.open(tmp_path / "file")


def test_another_base_is_told(tmp_path: Path) -> None:
    Store.open(tmp_path / "s").close()
    with pytest.raises(StoreError, match="another base"):
        Store.open(tmp_path / "s", Namespaces("https://elsewhere.example/"))


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.document_ids()


def test_sorted_dump_survives_line_separators_in_texts(store: Store) -> None:
    store.add([Article("One\u2028two\x85three\x0bfour.").extraction()])
    lines = store.dump().split("\n")
    assert lines[-1] == ""
    assert all(line.endswith(" .") for line in lines[:-1])
    assert lines[:-1] == sorted(lines[:-1])


def test_settling_afresh_mends_what_somebody_else_wrote() -> None:
    store = resolved_store()
    full = store.dump()
    view, identity = store.namespaces.view, store.namespaces.identity
    for graph in (view, identity):
        for quad in list(store.quads.quads_for_pattern(None, None, None, graph))[::3]:
            store.quads.update(f"DELETE DATA {{ GRAPH {graph} {{ {quad.triple} }} }}")
    store.settle(link(store.chains(), store.publishers()), reprints(), afresh=True)
    assert store.dump() == full


@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST-*"])
def test_a_damaged_store_is_told_and_let_go_of(tmp_path: Path, name: str) -> None:
    with Store.open(tmp_path / "s") as store:
        resolved_store(store)
    (damaged,) = (tmp_path / "s").glob(name)
    damaged.write_bytes(b"\x00nothing of the kind\n" * 9)
    for _ in range(2):  # the lock is free again
        with pytest.raises(StoreError, match="cannot be opened"):
            Store.open(tmp_path / "s")

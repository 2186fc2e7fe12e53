"""Documents in and out: nothing is lost, nothing stays behind, order does not matter."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.graph import Namespaces, Run, Store
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
    before = store.dump()
    store.add([report(), larger_report()], Run(version="2"))
    assert store.dump() != before
    ids = {report().document.id, larger_report().document.id}
    assert set(store.remove(ids)) == ids
    assert store.dump() == before


def test_removing_after_resolution_leaves_nothing_of_the_document(store: Store) -> None:
    resolved_store(store)
    full = store.dump()
    gone = larger_report().document.id
    store.remove([gone])
    store.set_identity(link(store.chains(), store.publishers()), reprints())
    store.derive()
    rest = store.dump()
    assert gone not in rest
    assert "ilsa-maren" not in rest
    assert "plain-post" not in rest
    store.add([larger_report()])
    store.set_identity(link(store.chains(), store.publishers()), reprints())
    store.derive()
    assert store.dump() == full


def test_unknown_documents_are_not_removed(store: Store) -> None:
    store.add([denial()])
    assert store.remove(["nosuch", "> } ; DROP ALL #"]) == ()
    assert store.document_ids() == (denial().document.id,)


@pytest.mark.parametrize("seed", range(4))
def test_order_of_arrival_does_not_matter(seed: int) -> None:
    shuffled = collection()
    random.Random(seed).shuffle(shuffled)
    other = Store.memory()
    for extraction in shuffled:
        other.add([extraction])
    other.set_identity(link(other.chains(), other.publishers()), reprints())
    other.derive()
    assert other.dump() == resolved_store().dump()


def test_disk_and_memory_hold_the_same(store: Store) -> None:
    assert resolved_store(store).dump() == resolved_store().dump()


def test_resolving_again_changes_no_byte(store: Store) -> None:
    before = resolved_store(store).dump()
    store.set_identity(link(store.chains(), store.publishers()), reprints())
    store.derive()
    assert store.dump() == before


def test_another_run_replaces_the_earlier_graph(store: Store) -> None:
    store.add([denial()], Run(version="1"))
    assert store.add([denial()], Run(version="2")) == 1
    fresh = Store.memory()
    fresh.add([denial()], Run(version="2"))
    assert store.dump() == fresh.dump()


def test_a_run_that_other_documents_use_stays(store: Store) -> None:
    store.add([denial(), report()])
    store.remove([denial().document.id])
    assert Run().id in store.dump()
    store.remove([report().document.id])
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

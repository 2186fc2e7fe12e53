"""A process killed in the middle of writing leaves a complete earlier state."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.graph import Store, document_quads
from tests.factories import denial, former_post

ROOT = Path(__file__).parents[2]
# Writes forever: adds documents that differ in one word, resolves, derives, and says so.
WRITER = """
import sys
from pathlib import Path
from tests.factories import Article, STATE, link
from kg.graph import Store

store = Store.open(sys.argv[1])
for number in range(100_000):
    batch = []
    for part in range(20):
        article = Article(f"Borland praised Cestria {number} times {part}.", publisher="Northwire")
        actor = article.mention("Borland", STATE)
        other = article.mention("Cestria", STATE)
        article.claim(article.event("SUPPORT", [actor], [other], trigger="praised"))
        batch.append(article.extraction())
    store.add(batch)
    store.set_identity(link(store.chains(), store.publishers()))
    store.derive()
    print(number, flush=True)
"""


@pytest.mark.parametrize("delay", [0.0, 0.013, 0.05, 0.11])
def test_kill_in_the_middle_of_writing(tmp_path: Path, delay: float) -> None:
    folder = tmp_path / "store"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    try:
        rounds = int(writer.stdout.readline()) + 1
        time.sleep(delay)
    finally:
        writer.send_signal(signal.SIGKILL)
        rounds = max([rounds, *(int(line) + 1 for line in writer.stdout.read().split())])
        writer.wait()
        writer.stdout.close()

    with Store.open(folder) as store:
        documents = store.document_ids()
        assert len(documents) % 20 == 0, "a batch is there whole or not at all"
        assert 20 * rounds <= len(documents) <= 20 * (rounds + 1)
        namespaces = store.namespaces
        counts = {
            sum(1 for _ in store.quads.quads_for_pattern(None, None, None, graph))
            for graph in map(namespaces.document, documents)
        }
        assert len(counts) == 1, "every document is complete"
        for layer in (namespaces.identity, namespaces.view):
            assert any(store.quads.quads_for_pattern(None, None, None, layer))
        assert store.add([denial()]) == 1


def test_killing_before_the_first_commit_leaves_an_empty_store(tmp_path: Path) -> None:
    """An exception while the batch is being made stands for a kill: nothing is committed."""

    def interrupted():  # type: ignore[no-untyped-def]
        yield denial()
        yield former_post()
        raise KeyboardInterrupt

    with Store.open(tmp_path / "store") as store:
        before = store.dump()
        with pytest.raises(KeyboardInterrupt):
            store.add(interrupted())
        assert store.dump() == before
        assert len(document_quads(denial(), "https://example.org/r")) > 50

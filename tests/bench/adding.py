"""What one article more costs: `python -m tests.bench.adding --articles 10000`.

Fills a store with invented articles, settles it, then runs `kg add` with one real text, as a
user would, and says what it costs. The folder can be kept and used again (--folder). The invented
world has few states, so that claims bear on each other far more than in news: a thousand articles
are plenty.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg import pipeline
from kg.folder import open_store
from kg.graph import Run, Store, document_quads
from kg.resources import SAMPLES
from tests.bench.collection import articles

CHUNK = 500


def fill(store: Store, count: int) -> None:
    """Bulk load, which is no transaction but four times faster."""
    run = Run("bench")
    store.quads.bulk_extend(run.quads(store.namespaces))
    iri = store.namespaces.run(run.id).value
    waiting = []
    for number, extraction in enumerate(articles(count), 1):
        waiting += document_quads(extraction, iri, store.namespaces)
        if number % CHUNK == 0 or number == count:
            store.quads.bulk_extend(waiting)
            waiting = []
            print(f"  {number} articles, {len(store):,} quads", flush=True)


def timed_add(folder: Path, text: Path) -> float:
    command = [sys.executable, "-m", "kg", "add", str(folder), str(text), "--quiet"]
    started = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--folder", type=Path, help="filled if it is not there, and kept")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp()) / "graph"
    if not (folder / "store").exists():
        with open_store(folder) as store:
            started = time.perf_counter()
            fill(store, options.articles)
            filled = time.perf_counter()
            pipeline.settle(store, pipeline.Options(), pipeline.Report())
            store.compact()
            settled = time.perf_counter()
            print(f"filled in {filled - started:.1f} s, settled in {settled - filled:.1f} s")
            print(f"{len(store):,} quads, {len(store.chains()):,} chains")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"memory so far: {used:.1f} GiB")
    samples = sorted(SAMPLES.glob("*.txt"))
    for text in (samples[0], samples[0], samples[1]):
        print(f"kg add {text.name}: {timed_add(folder, text):.1f} s")


if __name__ == "__main__":
    main()

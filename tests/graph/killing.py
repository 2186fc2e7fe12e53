"""Adds articles to a graph in a process that is killed, again and again: see test_store_kill.

Run as a program: `python -m tests.graph.killing FOLDER TIMES SEED`. Every attempt is a fork of
this process, which itself never opens a store, because the engine's threads do not survive a
fork. Prints one JSON object: how often the kill came before, between and after the commits, and
what was wrong.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from kg.graph import Store
from tests.bench.collection import articles
from tests.factories import link

BEFORE, BATCH, BATCHES = 4, 2, 3  # articles there already, in a batch, batches to add
ARTICLES = list(articles(BEFORE + BATCH * BATCHES, sentences=3))


def write(folder: Path) -> None:
    """What `kg add` does with a store; run again it completes what was cut off."""
    with Store.open(folder) as store:
        for start in range(BEFORE, len(ARTICLES), BATCH):
            store.add(ARTICLES[start : start + BATCH])
        store.settle(link(store.chains(), store.publishers()))


def prepare(folder: Path) -> None:
    with Store.open(folder) as store:
        store.add(ARTICLES[:BEFORE])
        store.settle(link(store.chains(), store.publishers()))


def look(folder: Path) -> dict[str, object]:
    """What a reader finds."""
    with Store.open(folder, read_only=True) as store:
        documents = {
            local: sum(
                1
                for _ in store.quads.quads_for_pattern(
                    None, None, None, store.namespaces.document(local)
                )
            )
            for local in store.document_ids()
        }
        layers = hashlib.sha256()
        for layer in (store.namespaces.identity, store.namespaces.view):
            quads = store.quads.quads_for_pattern(None, None, None, layer)
            layers.update("\n".join(sorted(map(str, quads))).encode())
        whole = hashlib.sha256(store.dump().encode()).hexdigest()
        return {
            "documents": documents,
            "layers": layers.hexdigest(),
            "whole": whole,
            "waiting": list(store.waiting()),
        }


def forked(work: Callable[[], object], kill_after: float | None = None) -> object:
    """The result of `work` in a child; None if it was killed before its end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            os.write(writing, json.dumps(work()).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    answer = b"".join(iter(lambda: os.read(reading, 65536), b""))
    os.close(reading)
    _, status = os.waitpid(child, 0)
    if kill_after is None and status:
        raise RuntimeError(f"the child ended with status {status}")
    return json.loads(answer) if answer and not status else None


def main(folder: Path, times: int, seed: int) -> dict[str, object]:
    base, whole = folder / "base", folder / "whole"
    forked(lambda: prepare(base))
    before = forked(lambda: look(base))
    shutil.copytree(base, whole)
    started = time.perf_counter()
    forked(lambda: write(whole))
    lasts = time.perf_counter() - started
    after = forked(lambda: look(whole))
    chance = random.Random(seed)
    found: Counter[str] = Counter()
    wrong = []
    for number in range(times):
        here = folder / "attempt"
        shutil.copytree(base, here)
        forked(lambda: write(here), kill_after=chance.uniform(0, 1.1) * lasts)  # noqa: B023
        state = forked(lambda: look(here))  # noqa: B023
        found[_kind(state, before, after)] += 1
        problem = _problem(state, before, after)
        forked(lambda: write(here))  # noqa: B023
        if forked(lambda: look(here)) != after:  # noqa: B023
            problem = problem or "running it again did not complete it"
        if problem:
            wrong.append(f"attempt {number}: {problem}")
        shutil.rmtree(here)
    return {"times": times, "found": dict(sorted(found.items())), "wrong": wrong}


def _kind(state: dict, before: dict, after: dict) -> str:
    if state == before:
        return "nothing written"
    return "complete" if state == after else "some batches waiting"


def _problem(state: dict, before: dict, after: dict) -> str:
    """Why this is no complete state, or ""."""
    new = state["documents"].keys() - before["documents"].keys()
    if state["documents"].items() - after["documents"].items():
        return "a document is not whole"
    if len(new) % BATCH:
        return "a batch is not whole"
    if state["layers"] not in (before["layers"], after["layers"]):
        return "identity and view are of no complete state"
    settled = state["layers"] == after["layers"]
    if set(state["waiting"]) != (set() if settled else new):
        return "the documents that wait are not told"
    return ""


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])), sys.stdout)

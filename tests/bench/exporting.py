"""Quads per second and memory of every format, out and in: `python -m tests.bench.exporting`.

A made-up collection, copied until it is as large as asked for, is imported into a store on
disk, and then written in every format, each time in a process of its own. Rates are per second
of processor time, and beside them as a share of pyoxigraph's own N-Quads serialiser in the same
process, since absolute figures change with what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox

from kg.graph import FORMATS, Store
from kg.graph.export import export
from kg.graph.importing import IMPORTED, import_graph
from tests.factories import resolved_store

COPIED = (b"newskg/document/", b"newskg/judgement/")  # what every copy has for itself


def collection(size: int, path: Path) -> None:
    """N-Quads of copies of the made-up collection, about `size` of them; entities are shared."""
    lines = resolved_store().dump("nquads").encode()
    copies = max(1, size // lines.count(b"\n"))
    with path.open("wb") as file:
        for number in range(copies):
            copy = lines
            for part in COPIED:
                copy = copy.replace(part, part + b"%06x" % number)
            file.write(copy)


def measure(work: str, name: str, path: Path, target: Path) -> dict[str, Any]:
    """One export or import, to be called in a fresh process, because memory never goes down."""
    if work == "import":
        started = time.process_time(), time.perf_counter()
        size = import_graph(path, target / f"imported-{name}")
        return _figures(size, *started)
    with Store.open(path, read_only=True) as store:
        size = len(store)
        started = time.process_time(), time.perf_counter()
        if name == "csv":
            export(store, name, target / "tables")
        elif name == "own":
            with (target / "own").open("wb") as out:
                _dump(store, out)
        else:
            export(store, name, target / name)
        figures = _figures(size, *started)
        before = time.process_time()
        if name != "own":
            with Path("/dev/null").open("wb") as out:
                _dump(store, out)
            figures["own"] = size / (time.process_time() - before)
        return figures


def _dump(store: Store, out: IO[bytes]) -> None:
    if not isinstance(store.quads, ox.Store):
        raise TypeError("the store is not an embedded one")
    store.quads.dump(out, ox.RdfFormat.N_QUADS)


def _figures(size: int, processor: float, clock: float) -> dict[str, Any]:
    return {
        "quads": size,
        "rate": size / (time.process_time() - processor),
        "seconds": time.perf_counter() - clock,
        "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def apart(*arguments: object) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.exporting", "--one", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def report(size: int, formats: list[str], folder: Path) -> None:
    source = folder / "graph.nq"
    collection(size, source)
    show("import nquads", apart("import", "nquads", source, folder))
    store = folder / "imported-nquads"
    show("pyoxigraph", apart("export", "own", store, folder))
    for name in formats:
        show(f"export {name}", apart("export", name, store, folder))
    for name in sorted((IMPORTED.keys() - {"nquads"}) & set(formats)):
        path = (folder / name).rename(folder / f"graph.{name}")
        show(f"import {name}", apart("import", name, path, folder))


def show(label: str, figures: dict[str, Any]) -> None:
    share = f"{figures['rate'] / figures['own']:5.2f}" if "own" in figures else "     "
    sys.stdout.write(
        f"{label:16}{figures['quads']:>10,} quads{figures['rate']:>10,.0f}/s {share} of its own"
        f"{figures['seconds']:7.1f} s{figures['mebibytes']:7.0f} MiB\n"
    )
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, nargs="+", default=[200_000])
    parser.add_argument("--formats", nargs="+", default=list(FORMATS), choices=FORMATS)
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        work, name, path, target = arguments.one
        sys.stdout.write(json.dumps(measure(work, name, Path(path), Path(target))))
        return
    for size in arguments.quads:
        with tempfile.TemporaryDirectory() as folder:
            report(size, arguments.formats, Path(folder))


if __name__ == "__main__":
    main()

"""One query in a process that can be killed: a task in, the answer out.

Runs as a file, without the folders of installed packages, and imports nothing but the
engine: most of a limited query's time would else go into starting Python. The task comes
on standard input as `marshal` writes it, which is built in and need not be imported from
a file; its sender is the process that started this one.

Standard output: a line with the kind of the answer, then the answer itself (SPARQL results
JSON, N-Triples, or true / false). A query that fails exits with 1 and its message on
standard error.
"""

from __future__ import annotations

import marshal
import signal
import sys


def main() -> int:
    task = marshal.loads(sys.stdin.buffer.read())  # noqa: S302 - from our own parent
    sys.path.append(task["library"])
    import pyoxigraph as ox  # only now is it known where it is

    # The sender stops this process at the limit; should it be gone by then, the alarm does.
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, task["timeout_s"] + 1)

    try:
        store = ox.Store.read_only(task["path"])
        answer = store.query(
            task["query"], prefixes=task["prefixes"], use_default_graph_as_union=task["union"]
        )
        if isinstance(answer, ox.QueryBoolean):
            kind, body = b"ask", b"true" if answer else b"false"
        elif isinstance(answer, ox.QueryTriples):
            kind, body = b"graph", answer.serialize(format=ox.RdfFormat.N_TRIPLES) or b""
        else:
            kind, body = b"select", answer.serialize(format=ox.QueryResultsFormat.JSON) or b""
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        sys.stderr.buffer.write(str(error).encode("utf-8", "replace"))
        return 1
    sys.stdout.buffer.write(kind + b"\n" + body)
    return 0


if __name__ == "__main__":
    sys.exit(main())

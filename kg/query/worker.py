"""One query in a process that can be killed: a task as JSON in, the answer out.

Standard output: a line with the kind of the answer, then the answer itself (SPARQL results
JSON, N-Triples, or true / false). A query that fails exits with 1 and its message on
standard error.
"""

from __future__ import annotations

import json
import sys

import pyoxigraph as ox


def main() -> int:
    task = json.load(sys.stdin.buffer)
    try:
        store = ox.Store.read_only(task["path"])
        answer = store.query(
            task["query"], prefixes=task["prefixes"], use_default_graph_as_union=True
        )
        kind, body = _serialised(answer)
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        sys.stderr.buffer.write(str(error).encode("utf-8", "replace"))
        return 1
    sys.stdout.buffer.write(kind + b"\n" + body)
    return 0


def _serialised(
    answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
) -> tuple[bytes, bytes]:
    if isinstance(answer, ox.QueryBoolean):
        return b"ask", b"true" if answer else b"false"
    if isinstance(answer, ox.QueryTriples):
        return b"graph", answer.serialize(format=ox.RdfFormat.N_TRIPLES) or b""
    return b"select", answer.serialize(format=ox.QueryResultsFormat.JSON) or b""


if __name__ == "__main__":
    sys.exit(main())

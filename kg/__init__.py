"""Read English news into an evidence-backed knowledge graph of people, states and organizations.

import kg

with kg.build("articles/") as graph:
    print(graph.query("post_holders", body="Borland"))
"""

from importlib import import_module
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.api import Answer, Graph, build, open, queries
    from kg.read.articles import Article

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Article",
    "Graph",
    "KgError",
    "__version__",
    "build",
    "open",
    "queries",
]

# Loaded when first used (PEP 562), so that `import kg` and the command line start at once.
_HOMES = {
    "Answer": "kg.api",
    "Article": "kg.read.articles",
    "Graph": "kg.api",
    "build": "kg.api",
    "open": "kg.api",
    "queries": "kg.api",
}

if not TYPE_CHECKING:  # type checkers shall see the names above and no others

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module 'kg' has no attribute {name!r}")
        found = getattr(import_module(_HOMES[name]), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

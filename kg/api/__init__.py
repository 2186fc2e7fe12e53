"""The graph from Python: `kg.build` and `kg.open` give a `Graph`; ask it, or take it elsewhere.

Users import these names from `kg` itself. Opening and asking needs no language model.
"""

from kg.api.answers import Answer
from kg.api.graph import Graph
from kg.api.making import Inputs, build, open, queries
from kg.api.scoring import Scores, evaluate

__all__ = ["Answer", "Graph", "Inputs", "Scores", "build", "evaluate", "open", "queries"]

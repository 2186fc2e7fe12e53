"""Graph to one self-contained HTML page: `collect` reads a store, `render` writes the page."""

from kg.view.collect import collect
from kg.view.page import render
from kg.view.records import (
    Evidence,
    Source,
    Summary,
    ViewClaim,
    ViewEdge,
    ViewGraph,
    ViewJudgement,
    ViewNode,
    ViewProposition,
)

__all__ = [
    "Evidence",
    "Source",
    "Summary",
    "ViewClaim",
    "ViewEdge",
    "ViewGraph",
    "ViewJudgement",
    "ViewNode",
    "ViewProposition",
    "collect",
    "render",
]

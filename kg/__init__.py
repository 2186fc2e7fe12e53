"""Read English news into an evidence-backed knowledge graph of people, states and organizations."""

__version__ = "0.1.0"

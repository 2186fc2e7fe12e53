"""Asking Wikidata about entities of a graph, where the user wants that; nothing else does.

Names are sent, never text of articles. What comes back is suggested in a CSV file, which the user
reviews and gives to `--kb`.
"""

from kg.lookup.asked import Asked, entities_to_ask
from kg.lookup.client import ADDRESS, AskLater, Client, NoAnswer, Pace
from kg.lookup.looking import Outcome, look_up
from kg.lookup.suggestions import SuggestionFile
from kg.lookup.wikidata import Wikidata

__all__ = [
    "ADDRESS",
    "AskLater",
    "Asked",
    "Client",
    "NoAnswer",
    "Outcome",
    "Pace",
    "SuggestionFile",
    "Wikidata",
    "entities_to_ask",
    "look_up",
]

"""One wording for bodies where English has several: "Ministry of Defence", "Defense Ministry"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.resolve.names.data import table
from kg.vocabulary import american, load_vocabulary

_ISE = re.compile(r"(?<=[a-z]{4})is(e|ed|es|ing|ation)$")
_SHORTEST_BODY = 2  # words that must be left beside the state: "Bank of Korea" stays whole


def plain_wording(folded: str) -> str:
    """American spelling, and numbers in digits: "6th fleet"."""
    written = table("body-names")["words"]
    words = (str(written.get(word, word)) for word in folded.split())
    spelled = american(" ".join(_ISE.sub(r"iz\1", word) for word in words))
    return str(table("body-names")["kept spellings"].get(folded, spelled))


@cache
def _heads() -> re.Pattern[str]:
    """ "ministry of the interior", "committee on armed services": a kind of body, and its field."""
    kinds = "|".join(table("body-names")["kinds of bodies"])
    return re.compile(rf"^((?:\w+ )??)({kinds}) (?:of|on|for)(?: the)? (.+)$")


@lru_cache(maxsize=100_000)
def owner_last(key: str) -> str:
    """The key with the kind of body behind its field, and the state last, if it names one."""
    state, rest = _state_and_rest(key)
    match = _heads().match(rest)
    if match:
        before, kind, field = match.groups()
        rest = f"{before}{field} {kind}"
    rest = str(table("body-names")["wordings"].get(rest, rest))
    return f"{rest} @ {state}" if state else rest


def _state_and_rest(key: str) -> tuple[str, str]:
    """The state in front ("chinese communist party") or behind ("... of china")."""
    words = key.split()
    for place in range(1, len(words) - 1):
        state = _state(" ".join(words[place + 1 :])) if words[place] == "of" else ""
        if state and place >= _SHORTEST_BODY:
            return state, " ".join(words[:place])
    for count in (3, 2, 1):
        state = _state(" ".join(words[:count])) if len(words) >= count + _SHORTEST_BODY else ""
        if state:
            return state, " ".join(words[count:])
    return "", key


@lru_cache(maxsize=50_000)
def _state(words: str) -> str:
    """The states that a name or demonym may mean, as one word; "" for other words."""
    vocabulary = load_vocabulary()
    title = words.removeprefix("the ").title()
    if title in table("body-names")["divided state"]:
        return "divided state"
    found = vocabulary.state(title)
    states = (found,) if found else vocabulary.demonyms(title)
    return "+".join(sorted(state.id for state in states))

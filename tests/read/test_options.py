"""Options are checked where they are made."""

from __future__ import annotations

from typing import Any

import pytest

from kg.errors import ConfigError
from kg.read import ReadOptions


@pytest.mark.parametrize(
    "given",
    [
        {"fields": {"texte": "body"}},
        {"encoding": "klingon"},
        {"encoding": "rot13"},
        {"max_bytes": 0},
        {"max_chars": -1},
    ],
    ids=str,
)
def test_mistakes_raise(given: dict[str, Any]) -> None:
    with pytest.raises(ConfigError):
        ReadOptions(**given)


def test_options_are_frozen() -> None:
    with pytest.raises(AttributeError):
        ReadOptions().max_bytes = 1  # type: ignore[misc]


def test_names_are_compared_without_case_and_separators() -> None:
    assert ReadOptions(fields={"text": "Article-Body"}).names_of("text") == ("articlebody",)
    assert "publishedat" in ReadOptions().names_of("date")

"""Morphological features of a word, from its Penn tag and its form; the table is morphology.yaml.

English shows few features beyond what the tag says, so they are looked up, not learned.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _table() -> Mapping[str, Any]:
    path = Path(__file__).parent / "morphology.yaml"
    found: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=50_000)
def features(tag: str, form: str) -> str:
    """Features as in CoNLL-U ("Number=Plur"), "" for none; `tag` is Penn's."""
    words = _table()["words"].get(tag)
    own = words.get(form.lower()) if words else None
    return str(own or _table()["tags"].get(tag, ""))

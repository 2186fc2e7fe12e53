"""Identifiers that come from content, so that two runs agree."""

import json
import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b


def stable_id(kind: str, *parts: str) -> str:
    """A short name made of `kind` and a hash of `parts`.

    The parts are hashed as a JSON list, so ("a.b", "c") and ("a", "b.c") differ.
    """
    payload = json.dumps([kind, *parts], ensure_ascii=False, separators=(",", ":"))
    digest = blake2b(payload.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{kind}{digest}"


@lru_cache(maxsize=200_000)
def slug(name: str, limit: int = 60) -> str:
    """`name` as lower-case ASCII words joined by hyphens; "" if nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:limit].strip("-")

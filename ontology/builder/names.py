"""Names as the sources write them, and as ids and keys."""

import re
import unicodedata
from collections.abc import Iterator

_SINGULAR_DEMONYM = re.compile(r"(ese|ish|ch|ss|ois|ati|atu|ais|gasy|ux|is|na)$")


def slug(name: str) -> str:
    """The local name of an entity: letters, digits and hyphens of its English name."""
    for odd, plain in {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "\u0131": "i",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
    }.items():
        name = name.replace(odd, plain)
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['.]", "", ascii_name).lower()).strip("-")


def name_key(name: str) -> str:
    return slug(name).replace("-", " ")


def unaccented(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def demonym_forms(demonym: str) -> Iterator[str]:
    for form in re.split(r",| or ", demonym):
        form = form.strip()
        if form:
            yield form
            if not _SINGULAR_DEMONYM.search(form):
                yield form + "s"


def is_plain_english(name: str) -> bool:
    """No code, no inverted form, no foreign script, no note in brackets."""
    return len(name) > 3 and not re.search(r"[,(\[]|[^\x00-\u024f\u2018\u2019]", name)


def strip_article(name: str) -> str:
    return re.sub(r"^the ", "", name).strip(" *")

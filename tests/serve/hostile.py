"""An article that means harm: markup, scripts, overrides and lengths where names should be."""

from __future__ import annotations

from kg.records import Extraction, slug
from tests.factories import PERSON, STATE, Article

SCRIPT = "<script>document.title='owned'</script>"
IMAGE = '"><img src=x onerror="document.title=1">'
BACKWARDS = "Borland \u202egnp.exe\u202c reversed"
LONG = "Ultra" + "longname" * 900
NAMES = (SCRIPT, IMAGE, BACKWARDS, LONG)


def hostile() -> Extraction:
    article = Article(
        f"{SCRIPT} accused {IMAGE} and {BACKWARDS} of lying. {LONG} denied it. {{{{ 7 * 7 }}}}",
        title=f"{SCRIPT}{IMAGE}",
        publisher="</title><script>alert(1)</script>",
        url="javascript:alert(document.domain)",
        published="2026-11-20",
    )
    first = article.mention(SCRIPT, PERSON)
    others = [article.mention(name, STATE) for name in (IMAGE, BACKWARDS, LONG)]
    sentence = article.text.partition(" of lying")[0]
    event = article.event("ACCUSE", [first], others, trigger="accused", evidence=sentence)
    article.claim(event, source=others[2], cue="denied", evidence=sentence)
    return article.extraction()


SLUGS = tuple(slug(name) for name in NAMES)

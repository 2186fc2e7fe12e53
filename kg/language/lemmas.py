"""Lemmas as edit scripts: what to cut from the end of a form, and what to put there.

After Chrupała (2006), "Simple data-driven context-sensitive lemmatization".
A script reads "case|cut|suffix": case is "l" to lower the form first, "=" to keep it.
"""

from __future__ import annotations

IDENTITY = "=|0|"


def script(form: str, lemma: str) -> str:
    """The edit script that turns `form` into `lemma`, by their longest common prefix."""
    keep, lower = _common(form, lemma), _common(form.lower(), lemma)
    case, prefix = ("=", keep) if keep >= lower else ("l", lower)
    return f"{case}|{len(form) - prefix}|{lemma[prefix:]}"


def apply(edit: str, form: str) -> str:
    """The lemma of `form` under `edit`; the form itself where the script does not fit."""
    case, cut, suffix = edit.split("|", 2)
    base = form.lower() if case == "l" else form
    count = int(cut)
    if count > len(base):
        return base
    return (base[: len(base) - count] if count else base) + suffix or base


def _common(left: str, right: str) -> int:
    length = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        length += 1
    return length

"""Posts that a user's file gives to persons, found among the known posts or made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.records import MentionType, slug
from kg.vocabulary.bodies import with_article
from kg.vocabulary.entities import KnownEntity, KnownTenure
from kg.vocabulary.own.entries import Entry, OwnTenure, Remark
from kg.vocabulary.own.references import References

_BODIES = (MentionType.STATE, MentionType.ORGANIZATION, MentionType.PLACE)


def add_tenures(refs: References, entry: Entry, identifier: str) -> Iterator[Remark]:
    """Give the person the tenures of the entry; a remark for each post that is of no body."""
    tenures = set(refs[identifier].tenures)
    for told in entry.tenures:
        found = _post(refs, told)
        if found is None:
            reason = f"the post {told.post!r}: of which state or body is not said, or not known"
            yield Remark(entry.where, reason, whole=False)
            continue
        post, body = found
        tenures.add(KnownTenure(post, body, told.status, told.begin, told.end))
    if tenures:
        ordered = tuple(sorted(tenures, key=lambda one: (str(one.begin or ""), one.post, one.body)))
        refs.put(replace(refs[identifier], tenures=ordered))


def _post(refs: References, told: OwnTenure) -> tuple[str, str] | None:
    """The ids of the post and of the state or body that it is in."""
    body = refs.find(told.body, *_BODIES)
    exact = refs.find(told.post, MentionType.ROLE)
    if exact and (not body or refs.within(exact, body) or refs.within(body, refs[exact].parent)):
        return exact, body or refs[exact].parent
    title, separator, owner = told.post.rpartition(" of ")
    named = refs.find(owner.removeprefix("the "), *_BODIES) if separator else ""
    title, body = (title, named) if named else (told.post, body)
    if not body or "/" in title:
        return None
    identifier = f"{slug(title)}-of-{body}"
    if refs.get(identifier) is None:
        label = f"{title[:1].upper()}{title[1:]} of {with_article(refs[body].label)}"
        found = [one.id for one in refs.called(label) if one.type is MentionType.ROLE]
        if found:
            return found[0], body
        refs.put(KnownEntity(identifier, MentionType.ROLE, label, (label,), parent=body))
    return identifier, body

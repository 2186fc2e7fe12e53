"""Where a post is: the state or body before a title, or after "of", "at", "to"."""

from __future__ import annotations

from kg.extract import phrases
from kg.extract.draft import Draft, Spot
from kg.extract.roles import Role, before_possessive, is_body, role_lexicon
from kg.language.plain import Doc
from kg.records import MentionType

_CASES = frozenset({"of", "at", "in", "for", "from", "with", "to"})


def give_bodies(draft: Draft, role: Role) -> None:
    """Sets the bodies that stand beside a title, and the edges of its phrase."""
    doc = draft.doc
    before = _before(doc, role.left)
    for _ in range(2):
        spot = draft.actor_at.get(before)
        if spot is None or not is_body(spot):
            break
        if role.body is None:
            role.body = spot
        elif role.word.to_body and spot.kind is not MentionType.ORGANIZATION:
            # "Russia's U.N. ambassador": the nearer body is where he is sent.
            role.body, role.to_body = spot, role.body
        else:
            break
        while before >= 0 and draft.actor_at.get(before) is spot:
            before -= 1
        role.left = before + 1
        before = _before(doc, role.left)
    role.body = role.body or _relative_owner(draft, role) or _distant_owner(draft, role)
    for _ in range(2):
        following = following_body(draft, role.right)
        if following is None:
            break
        case, spot, end = following
        if case == "to" and role.word.to_body:
            role.to_body = spot
        elif role.body is None or _is_origin(role, spot):
            demonym = role.body is not None and role.body.kind is MentionType.DEMONYM
            role.origin = role.body if demonym else None
            role.body = spot
        else:
            break
        role.right = end


def _is_origin(role: Role, body: Spot) -> bool:
    """Whether what stands before the title is not where the post is.

    "The Bolivian chairman of Andesur" tells where he is from, "Africa director for Andesur"
    what he is in charge of.
    """
    if role.body is None or role.word.to_body or body.kind is not MentionType.ORGANIZATION:
        return False
    if role.body.kind is MentionType.DEMONYM:
        return True
    placed = role.body.kind in {MentionType.PLACE, MentionType.STATE}
    return placed and role.body.end + 1 == role.span.start_char


def _relative_owner(draft: Draft, role: Role) -> Spot | None:
    """ "Chile, whose president"."""
    before = draft.doc[role.left - 1] if role.left else None
    if before is None or before.lower_ != "whose":
        return None
    clause = next((t for t in (role.head, *role.head.ancestors) if t.dep_ == "acl:relcl"), None)
    owner = draft.actor_at.get(clause.head.i) if clause is not None else None
    return owner if owner is not None and is_body(owner) else None


def _distant_owner(draft: Draft, role: Role) -> Spot | None:
    """ "Poland's fourth freely elected president"; the role now begins with the owner."""
    owner = phrases.child(role.head, "nmod:poss")
    spot = draft.actor_at.get(owner.i) if owner is not None else None
    if owner is None or owner.i >= role.left or spot is None or not is_body(spot):
        return None
    role.left = owner.left_edge.i
    return spot


def _before(doc: Doc, left: int) -> int:
    """The last token of what stands before a phrase, its "'s" or "(NPA)" left out."""
    before = left - 1
    if before >= 3 and doc[before].text == ")" and doc[before - 2].text == "(":
        before -= 3
    return before_possessive(doc, before)


def following_body(draft: Draft, index: int) -> tuple[str, Spot, int] | None:
    """A body after "of", "at", "to" …: its preposition, spot and the token after it."""
    doc = draft.doc
    if index + 1 >= len(doc) or doc[index].lower_ not in _CASES:
        return None
    case = doc[index].lower_
    for at in range(index + 1, min(index + 7, len(doc))):
        spot = draft.actor_at.get(at)
        if spot is not None:
            end = at
            while draft.actor_at.get(end) is spot:
                end += 1
            owned = _owned(draft, spot, end)
            if owned is None and (not is_body(spot) or _owns_other(doc, spot, end)):
                return None  # "head of Borland's ministers' conference"
            return case, *(owned or (spot, end))
        if doc[at].is_punct and doc[at].text != "-":
            return None
        if doc[at].pos_ in {"VERB", "AUX", "SCONJ"} and doc[at].dep_ not in {"amod", "compound"}:
            return None
    return None


def _owns_other(doc: Doc, spot: Spot, end: int) -> bool:
    """Whether the state or place that ends before `end` owns something else than a post."""
    if end >= len(doc) or before_possessive(doc, end) == end:
        return False
    if spot.actor is None or spot.actor.kind is MentionType.ORGANIZATION:
        return False  # who presents a channel's news is at the channel
    owned = doc[end - 1].head
    while owned.dep_ == "nmod:poss" and owned.head.i > owned.i:
        owned = owned.head
    return owned.i > end and role_lexicon().head(owned) is None


def _owned(draft: Draft, owner: Spot, end: int) -> tuple[Spot, int] | None:
    """ "of Ukraine's parliament", "of Lind's Unity Party": what is owned, and the token after."""
    doc = draft.doc
    if end >= len(doc):
        return None
    deeper = end
    while deeper < len(doc) and before_possessive(doc, deeper) < end:
        deeper += 1
    if deeper == end and owner.kind is not MentionType.DEMONYM:
        return None
    for at in range(deeper, min(deeper + 4, len(doc))):
        inner = draft.actor_at.get(at)
        if inner is not None and is_body(inner):
            last = at
            while draft.actor_at.get(last) is inner:
                last += 1
            return inner, last
        if doc[at].is_punct or doc[at].pos_ == "ADP":
            break  # "of the Borlandic forces in Avaria"
    return None

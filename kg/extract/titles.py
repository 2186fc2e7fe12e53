"""Role phrases, read from the head noun: title and status of "Sweden's former chancellor".

Modifiers to the left belong to the title, to the status, or describe only; "of mines and energy"
to the right may end the title; the body stands on either side (title_bodies.py).
"""

from __future__ import annotations

from kg.extract import phrases
from kg.extract.draft import Draft
from kg.extract.phrases import POSSESSIVES
from kg.extract.roles import (
    Role,
    RoleLexicon,
    RoleWord,
    before_possessive,
    is_body,
    is_person,
    plain,
)
from kg.extract.title_bodies import following_body, give_bodies
from kg.language.plain import Doc, Span, Token
from kg.records import MentionType, TenureStatus

_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_AND = frozenset({"and", "&"})
_ORDINALS = frozenset({"first", "second", "third"})
_AFTER_TITLE = frozenset({"elect", "designate", "emeritus"})
_PLACES = frozenset({MentionType.STATE, MentionType.PLACE})
_LONGEST_HEAD = 6


def role_phrases(draft: Draft, lexicon: RoleLexicon) -> list[Role]:
    """All role phrases in text order, holders left open."""
    roles: list[Role] = []
    free = 0  # where the last one ends
    for index, first in enumerate(draft.doc):
        if index < free or first.pos_ not in _NOMINAL or not lexicon.may_begin(first):
            continue
        role = _role_at(draft, lexicon, index, free)
        if role is not None:
            roles.append(role)
            free = role.span.end
    return roles


def _role_at(draft: Draft, lexicon: RoleLexicon, index: int, first_free: int) -> Role | None:
    """The role whose head begins at `index`; `first_free` is where the one before it ends."""
    doc = draft.doc
    if doc[index].text == "-" or index in draft.actor_at:
        return None
    found = _head_at(lexicon, doc, index)
    if found is None:
        return None
    end, word = found
    if end < len(doc) and _goes_on(lexicon, doc[index:end], doc[end]):
        return None  # "deputy" of "deputy ambassador"
    if end - index == 1 and _stands_before_body(draft, lexicon, index):
        return None  # "the deputy Pentagon press secretary"
    if end - index == 1 and _describes_title(draft, lexicon, index):
        return None  # "deputy government spokeswoman"
    longer = _head_at(lexicon, doc, end - 1)
    if longer is not None and longer[0] > end:
        end, word = longer  # "army chief" in "army chief of staff"
    if any(i in draft.actor_at for i in range(index, end)):
        return None
    return _complete(draft, lexicon, doc[index:end], word, first_free)


def _head_at(lexicon: RoleLexicon, doc: Doc, index: int) -> tuple[int, RoleWord] | None:
    """The token after the longest head noun or phrase that begins at `index`."""
    if not lexicon.may_begin(doc[index]):
        return None
    for end in range(min(index + _LONGEST_HEAD, len(doc)), index, -1):
        if doc[end - 1].pos_ not in _NOMINAL:
            continue
        words = [t for t in doc[index:end] if t.text != "-"]
        before = [t.lower_ for t in words[:-1]]
        for last in (doc[end - 1].lower_, doc[end - 1].lemma_.lower()):
            word = lexicon.heads.get(plain([*before, last]))
            if word is not None:
                return end, word
    return None


def _stands_before_body(draft: Draft, lexicon: RoleLexicon, index: int) -> bool:
    following = draft.actor_at.get(index + 1)
    modifier = draft.doc[index].lower_ in lexicon.modifiers
    return modifier and following is not None and is_body(following)


def _describes_title(draft: Draft, lexicon: RoleLexicon, index: int) -> bool:
    """Whether a word such as "deputy" belongs to a title a little farther on."""
    doc = draft.doc
    if doc[index].lower_ not in lexicon.deputies:
        return False
    for token in doc[index + 1 : index + _LONGEST_HEAD]:
        if token.pos_ not in _NOMINAL or token.i in draft.actor_at or token.is_sent_start:
            return False
        if lexicon.head(token) is not None:
            return True
    return False


def _goes_on(lexicon: RoleLexicon, title: Span, following: Token) -> bool:
    if following.text == "-" and following.i + 1 < len(following.doc):
        following = following.nbor(1)
    word = lexicon.head(following)
    if word is not None and word.rank and len(title) > 1:
        return False  # "police chief Colonel Novak"
    named = word is not None or following.lower_ in lexicon.modifiers
    return title[-1].lower_ in lexicon.modifiers and named


def _complete(
    draft: Draft, lexicon: RoleLexicon, span: Span, word: RoleWord, first_free: int
) -> Role:
    doc = draft.doc
    inside = range(span.start, span.end)
    head = max(
        span,
        key=lambda t: t.pos_ in {"NOUN", "PROPN"} and (t.head == t or t.head.i not in inside),
    )
    role = Role(span, head, word, TenureStatus.CURRENT, left=span.start, right=span.end)
    role.plural = span[-1].tag_ in phrases.PLURAL
    start = _title_start(draft, lexicon, role, first_free)
    end = _status_after(lexicon, role, span.end)
    end = _fields_end(draft, lexicon, end, word)
    role.span, role.right = doc[start:end], end
    give_bodies(draft, role)
    if role.body is not None:
        _status_before(draft, lexicon, role)
    return role


# -- the title --------------------------------------------------------------------------------


def _title_start(draft: Draft, lexicon: RoleLexicon, role: Role, first_free: int) -> int:
    """Where the title begins; the role's left edge and status are set on the way."""
    doc = draft.doc
    start = left = role.left
    while left > first_free:
        token = doc[left - 1]
        lower = token.lower_.strip("-")
        if left - 1 in draft.actor_at or token.is_space:
            break
        pair = f"{doc[left - 2].lower_} {lower}" if left >= 2 else ""
        joined = doc[left - 3 : left].text.lower() if left >= 3 else ""
        if _set_status(lexicon, role, joined) or joined in lexicon.descriptive:
            left -= 3
        elif _set_status(lexicon, role, pair):
            left -= 2
        elif _set_status(lexicon, role, lower):
            left -= 1
        elif token.text == "-" and left >= 2 and doc[left - 2].lower_ in lexicon.status:
            left -= 1
        elif pair in lexicon.modifiers:
            start = left = left - 2
        elif token.text == "-" and left >= 2 and left - 2 not in draft.actor_at:
            within = doc[left - 2].head.i in range(left - 1, role.head.i + 1)
            if not within or doc[left - 2].pos_ == "VERB":
                break
            start = left = left - 2
        elif _is_of_title(lexicon, token, role):
            start = left = left - 1
        elif lower in lexicon.descriptive or lower in _ORDINALS:
            left -= 1
        else:
            break
    role.left = left
    return start


def _is_of_title(lexicon: RoleLexicon, token: Token, role: Role) -> bool:
    """ "deputy", and a noun that no list has: "press secretary", "trade representative"."""
    lower, head = token.lower_.strip("-"), role.head
    if lower in _ORDINALS:
        # "First Vice Minister", but "the first chair"
        return token.text.istitle() or token.nbor(1).lower_ in {"deputy", "vice", "secretary"}
    if lower in lexicon.modifiers:
        return token.pos_ != "ADP" or token.nbor(1).lower_ == "secretary"
    return not role.explicit_status and (
        token.dep_ == "compound"
        and (token.head == head or (token.head.head == head and token.head.dep_ == "compound"))
        and token.pos_ in {"NOUN", "PROPN"}
        and token.text not in POSSESSIVES
    )


def _set_status(lexicon: RoleLexicon, role: Role, words: str) -> bool:
    status = lexicon.status.get(words)
    if status is None:
        return False
    if not role.explicit_status or status is not TenureStatus.CURRENT:
        role.status, role.explicit_status = status, True
    return True


def _status_before(draft: Draft, lexicon: RoleLexicon, role: Role) -> None:
    """ "the former Russian president", "Israel's new prime minister"."""
    while role.left > 0:
        lower = draft.doc[role.left - 1].lower_
        if not _set_status(lexicon, role, lower) and lower not in (
            lexicon.modifiers | lexicon.descriptive
        ):
            break
        role.left -= 1


def _status_after(lexicon: RoleLexicon, role: Role, end: int) -> int:
    """ "president-elect", "chairman designate"."""
    for offset in range(2):
        after = role.head.doc[end + offset : end + offset + 1].text.lower()
        if after in _AFTER_TITLE:
            _set_status(lexicon, role, after)
            return end + offset + 1
    return end


def _fields_end(draft: Draft, lexicon: RoleLexicon, end: int, word: RoleWord) -> int:
    """Where a title ends that goes on: "minister of state for mines and energy"."""
    while (stop := _field_end(draft, lexicon, end, word)) > end:
        end = stop
    return end


def _field_end(draft: Draft, lexicon: RoleLexicon, end: int, word: RoleWord) -> int:
    doc = draft.doc
    if end + 1 >= len(doc) or doc[end].lower_ not in {"of", "for"}:
        return end
    stop, at = end, end + 1
    fielded = word.field or (doc[end].lower_ == "for" and word.post and not word.spokesperson)
    placed = word.place_field and doc[end].lower_ == "for"
    goes_on = doc[at + 1 : at + 2].text.lower() in lexicon.modifiers
    if doc[at].lower_ == "the" and (goes_on or (placed and at + 1 in draft.actor_at)):
        at += 1
    while at < len(doc) and not doc[at].is_sent_start:
        token, spot = doc[at], draft.actor_at.get(at)
        if spot is not None:
            sent_there = placed and spot.kind in _PLACES
            if not sent_there and not _names_field(draft, lexicon, word, token):
                break
            stop = at + 1
        elif token.pos_ in _NOMINAL or token.lower_ in lexicon.modifiers:
            if not fielded and token.lower_ not in lexicon.modifiers | {"affairs"}:
                break
            if lexicon.head(token) is not None and token.lower_ not in lexicon.modifiers:
                break
            if token.lower_.rstrip(".") in lexicon.prefixes:
                break
            stop = at + 1
        elif not _joins_fields(draft, lexicon, at):
            break
        at += 1
    following = draft.actor_at.get(stop)
    goes_on = stop < len(doc) and doc[stop].pos_ in {"NOUN", "PROPN"}
    if goes_on and not is_person(following):
        return end  # "president of energy company Enel": these words describe the body
    if stop < len(doc) and (doc[stop].text == "-" or before_possessive(doc, stop) != stop):
        return end
    named = doc[stop - 1].lower_ in lexicon.bodies and not doc[stop - 1].is_lower
    return end if named and not placed else stop


def _names_field(draft: Draft, lexicon: RoleLexicon, word: RoleWord, token: Token) -> bool:
    """Whether what looks like a body is a field: "Communication and Information Technology"."""
    spot = draft.actor_at[token.i]
    if spot.actor is None or spot.actor.kind is not MentionType.ORGANIZATION or not word.field:
        return False
    end = token.i
    while draft.actor_at.get(end) is spot:
        end += 1
    if spot.actor.known is not None:
        words = {word.lower_ for word in token.doc[token.i : end]}
        return words <= lexicon.modifiers | {"affairs"}
    # "head of Sales and Logistics at Bitlabs"
    case = token.doc[end : end + 1].text
    placed = case in {"at", "for"} and following_body(draft, end) is not None
    return word.named_field or placed


def _joins_fields(draft: Draft, lexicon: RoleLexicon, at: int) -> bool:
    """Whether "and", "-" or a comma at `at` goes on with one more field."""
    doc = draft.doc
    if at + 1 >= len(doc):
        return False
    following = doc[at + 1]
    nominal = following.pos_ in _NOMINAL and lexicon.head(following) is None
    if not nominal or (at + 1 in draft.actor_at and is_person(draft.actor_at[at + 1])):
        return following.lower_ in _AND and doc[at].text == ","
    if doc[at].text == ",":
        ahead = doc[at + 2 : at + 6]
        return any(t.lower_ in _AND for t in ahead) and following.dep_ == "conj"
    return doc[at].lower_ in _AND or doc[at].text == "-"

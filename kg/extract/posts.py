"""Posts and who holds them: "South Korea's First Vice Foreign Minister Kim Hong Kyun".

A role phrase is read from its head noun: modifiers to the left, a body on either side, a
holder beside it, in apposition or as subject of "is", "became", "was named". The words and
what they imply are in lexicon/roles.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Any

from spacy.tokens import Span, Token

from kg.extract import phrases
from kg.extract.draft import Actor, Draft, Spot
from kg.extract.lexicon import table
from kg.records import MentionType, Relation, TenureStatus
from kg.vocabulary import fold

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_BODY_CASES = frozenset({"of", "at", "in", "for", "from", "with"})
_LONGEST_HEAD = 6
_NAMED_BODIES = frozenset({MentionType.STATE, MentionType.ORGANIZATION, MentionType.PLACE})


@dataclass(frozen=True, slots=True)
class RoleWord:
    """What a role noun implies; see the head of roles.yaml."""

    post: bool = True
    leads: str = ""  # "", "always" or "of"
    spokesperson: bool = False
    member: bool = False
    to_body: bool = False  # ambassador: "of" names the state, "to" the body


@dataclass(frozen=True, slots=True)
class RoleLexicon:
    heads: Mapping[str, RoleWord]
    modifiers: frozenset[str]
    descriptive: frozenset[str]
    status: Mapping[str, TenureStatus]
    naming: frozenset[str]

    @classmethod
    def load(cls) -> RoleLexicon:
        data = table("roles")
        heads = {
            str(lemma).replace("-", " "): _role_word(row)
            for row in data["heads"]
            for lemma in row.get("lemmas") or [row["lemma"]]
        }
        for short, long in data["abbreviations"].items():
            heads.setdefault(str(short), heads.get(str(long).replace("-", " "), RoleWord()))
        status = {
            str(word).strip("-"): TenureStatus(name)
            for name, words in data["status"].items()
            for word in words
        }
        modifiers: set[str] = set()
        descriptive: set[str] = set()
        for row in data["modifiers"]:
            (descriptive if "descriptive_before" in row else modifiers).update(
                map(str, row["lemmas"])
            )
        naming = {
            str(lemma)
            for row in data["tenure_verbs"]
            if row["object"] in {"person", "post"} and row["status"] != "former"
            for lemma in row["lemmas"]
        }
        return cls(heads, frozenset(modifiers), frozenset(descriptive), status, frozenset(naming))


def _role_word(row: Mapping[str, Any]) -> RoleWord:
    leads = row.get("leads", False)
    return RoleWord(
        post=bool(row.get("post", True)),
        leads="of" if leads == "of" else "always" if leads else "",
        spokesperson=bool(row.get("spokesperson")),
        member=bool(row.get("member")),
        to_body=row.get("pattern") is not None,
    )


@cache
def role_lexicon() -> RoleLexicon:
    return RoleLexicon.load()


@dataclass(slots=True)
class Role:
    """A role phrase: `span` is the title, `body` where the post is, `holder` who holds it.

    `to_body` is where an ambassador is sent; `left` and `right` bound the phrase in tokens.
    """

    span: Span
    head: Token
    word: RoleWord
    status: TenureStatus
    body: Spot | None = None
    to_body: Spot | None = None
    holder: Spot | None = None
    stated: bool = False  # said by a verb ("is", "was named"), not taken for granted
    left: int = 0
    right: int = 0
    explicit_status: bool = False


def find_roles(draft: Draft) -> list[Role]:
    """All role phrases with what stands beside them; holders already among the actors."""
    lexicon = role_lexicon()
    roles = []
    index = 0
    while index < len(draft.doc):
        role = _role_at(draft, lexicon, index)
        if role is not None:
            roles.append(role)
            index = role.span.end
        else:
            index += 1
    return roles


def _role_at(draft: Draft, lexicon: RoleLexicon, index: int) -> Role | None:
    doc = draft.doc
    first = doc[index]
    if first.pos_ not in {"NOUN", "PROPN", "ADJ"} or first.text == "-" or index in draft.actor_at:
        return None
    for end in range(min(index + _LONGEST_HEAD, len(doc)), index, -1):
        last = doc[end - 1]
        if last.pos_ not in {"NOUN", "PROPN", "ADJ"}:
            continue
        words = [t for t in doc[index:end] if t.text != "-"]
        text = " ".join(t.lower_ for t in words).replace("-", " ").rstrip(".")
        lemma = " ".join([*(t.lower_ for t in words[:-1]), words[-1].lemma_.lower()])
        lemma = lemma.replace("-", " ")
        word = lexicon.heads.get(text) or lexicon.heads.get(lemma)
        if word is not None and end < len(doc) and _goes_on(lexicon, doc[end - 1], doc[end]):
            return None  # "deputy" of "deputy ambassador"
        plural = words[-1].tag_ in {"NNS", "NNPS"}
        if word is not None and end - index == 1 and _stands_before_body(draft, lexicon, index):
            return None  # "the deputy Pentagon press secretary"
        if word is None or plural or any(i in draft.actor_at for i in range(index, end)):
            continue
        end = _ministry(draft, lexicon, end)
        return _complete(draft, lexicon, index, end, word)
    return None


def _stands_before_body(draft: Draft, lexicon: RoleLexicon, index: int) -> bool:
    following = draft.actor_at.get(index + 1)
    modifier = draft.doc[index].lower_ in lexicon.modifiers
    return modifier and following is not None and _is_body(following)


def _goes_on(lexicon: RoleLexicon, last: Token, following: Token) -> bool:
    if following.text == "-" and following.i + 1 < len(following.doc):
        following = following.nbor(1)
    heads = lexicon.heads
    named = following.lower_ in heads or following.lemma_.lower() in heads
    return last.lower_ in lexicon.modifiers and (named or following.lower_ in lexicon.modifiers)


def _ministry(draft: Draft, lexicon: RoleLexicon, end: int) -> int:
    """ "minister of foreign affairs", "secretary of state for defence": part of the title."""
    doc = draft.doc
    if end + 1 < len(doc) and doc[end].lower_ in {"of", "for"}:
        stop = end + 1
        while stop < len(doc) and stop not in draft.actor_at:
            lower = doc[stop].lower_
            if not (lower in lexicon.modifiers or lower in {"affairs", "and", "&"}):
                break
            stop += 1
        if stop > end + 1 and doc[stop - 1].lower_ not in {"and", "&"}:
            return stop
    return end


def _complete(
    draft: Draft, lexicon: RoleLexicon, start: int, end: int, word: RoleWord
) -> Role | None:
    doc = draft.doc
    head = max(
        doc[start:end],
        key=lambda t: t.pos_ in {"NOUN", "PROPN"} and t.head.i not in range(start, end),
    )
    status, explicit, left = TenureStatus.CURRENT, False, start
    while left > 0:
        token = doc[left - 1]
        lower = token.lower_.strip("-")
        if left - 1 in draft.actor_at or token.is_space:
            break
        if lower in lexicon.status:
            status, explicit = lexicon.status[lower], True
            left -= 1
        elif token.text == "-" and left >= 2 and doc[left - 2].lower_ in lexicon.status:
            left -= 1
        elif left >= 2 and f"{doc[left - 2].lower_} {lower}" in lexicon.modifiers:
            start = left = left - 2
        elif token.text == "-" or lower in lexicon.modifiers or _is_compound(token, head):
            start = left = left - 1
        elif lower in lexicon.descriptive:
            left -= 1
        else:
            break
    while doc[start].text == "-":
        start += 1
    for offset in range(2):
        # "president-elect", "chairman designate"
        if end + offset < len(doc) and doc[end + offset].lower_ in {
            "elect",
            "designate",
            "emeritus",
        }:
            status, explicit = lexicon.status[doc[end + offset].lower_], True
            end += offset + 1
            break
    role = Role(doc[start:end], head, word, status, left=left, right=end, explicit_status=explicit)
    _bodies(draft, role)
    while role.body is not None and role.left > 0:
        lower = doc[role.left - 1].lower_
        if lower in lexicon.status:  # "the former Russian president"
            role.status, role.explicit_status = lexicon.status[lower], True
        elif lower not in lexicon.modifiers and lower not in lexicon.descriptive:
            break
        role.left -= 1
    _holder(draft, lexicon, role)
    return role


def _is_compound(token: Token, head: Token) -> bool:
    """A noun of the title that no list has: "press secretary", "trade representative"."""
    return (
        token.dep_ == "compound"
        and token.head == head
        and token.pos_ in {"NOUN", "PROPN"}
        and token.text not in _POSSESSIVES
    )


# -- bodies -----------------------------------------------------------------------------------


def _bodies(draft: Draft, role: Role) -> None:
    doc = draft.doc
    before = role.left - 1
    while before >= 0 and doc[before].text in _POSSESSIVES:
        before -= 1
    for _ in range(2):
        spot = draft.actor_at.get(before)
        if spot is None or not _is_body(spot):
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
        while before >= 0 and doc[before].text in _POSSESSIVES:
            before -= 1
    for _ in range(2):
        following = _following_body(draft, role.right)
        if following is None:
            break
        case, spot, end = following
        if case == "to" and role.word.to_body:
            role.to_body = spot
        elif case != "to" and role.body is None:
            role.body = spot
        else:
            break
        role.right = end


def _following_body(draft: Draft, index: int) -> tuple[str, Spot, int] | None:
    """A body after "of", "at", "to" …: its preposition, spot and the token after it."""
    doc = draft.doc
    if index + 1 >= len(doc) or doc[index].lower_ not in _BODY_CASES | {"to"}:
        return None
    case = doc[index].lower_
    for at in range(index + 1, min(index + 7, len(doc))):
        spot = draft.actor_at.get(at)
        if spot is not None:
            if not _is_body(spot):
                return None
            end = at
            while draft.actor_at.get(end) is spot:
                end += 1
            # "of Ukraine's parliament": go on to the body that the state owns.
            if end < len(doc) and (
                doc[end].text in _POSSESSIVES or spot.kind is MentionType.DEMONYM
            ):
                deeper = end + (doc[end].text in _POSSESSIVES)
                for nearby in range(deeper, min(deeper + 4, len(doc))):
                    inner = draft.actor_at.get(nearby)
                    if inner is not None and _is_body(inner):
                        last = nearby
                        while draft.actor_at.get(last) is inner:
                            last += 1
                        return case, inner, last
                    if doc[nearby].is_punct:
                        break
            return case, spot, end
        if doc[at].is_punct or doc[at].pos_ in {"VERB", "AUX", "SCONJ"}:
            return None
    return None


def _is_body(spot: Spot) -> bool:
    return spot.actor is not None and spot.actor.kind in _NAMED_BODIES


# -- holders ----------------------------------------------------------------------------------


def _person_at(draft: Draft, index: int) -> Spot | None:
    spot = draft.actor_at.get(index)
    if spot is not None and spot.actor is not None and spot.actor.kind is MentionType.PERSON:
        return spot
    return None


def _holder(draft: Draft, lexicon: RoleLexicon, role: Role) -> None:
    role.holder = _beside(draft, role) or _stated(draft, lexicon, role)
    if role.holder is not None and role.body is None:
        _body_after_name(draft, role)


def _body_after_name(draft: Draft, role: Role) -> None:
    """ "Defense Minister Pavel Novak of Slovakia"."""
    after = role.right
    while after < len(draft.doc) and draft.actor_at.get(after) is role.holder:
        after += 1
    following = _following_body(draft, after) if after > role.right else None
    if following is not None and following[0] == "of":
        role.body = following[1]


def _beside(draft: Draft, role: Role) -> Spot | None:
    doc = draft.doc
    after = role.right
    if after < len(doc) and doc[after].text in _POSSESSIVES:
        return None  # "the president's adviser" is no president
    if after < len(doc):
        person = _person_at(draft, after)
        if person is not None:
            return person
        if doc[after].lower_.rstrip(".") in {"mr", "mrs", "ms", "dr", "sir"} and after + 1 < len(
            doc
        ):
            person = _person_at(draft, after + 1)
            if person is not None:
                return person
    left = role.left - 1
    if left >= 1 and doc[left].text in _POSSESSIVES and left - 1 not in draft.actor_at:
        left -= 2  # "the president's adviser"
    while left >= 0 and doc[left].lower_ in {"the", "a", "an", "who", "is", "its", "their"}:
        if doc[left].lower_ == "is" and doc[left - 1].lower_ != "who":
            break
        left -= 1
    if left >= 1 and doc[left].text in {",", "(", "-", "–", "—"}:
        person = _person_at(draft, left - 1)
        if person is not None and doc[left - 1].sent == role.head.sent:
            return person
    if after + 1 < len(doc) and doc[after].text in {",", "(", "–", "—", "-"}:
        person = _person_at(draft, after + 1)
        if person is not None and _in_apposition(role.head, doc[after + 1]):
            return person
    return None


def _in_apposition(head: Token, name: Token) -> bool:
    """Also where the parse makes both a subject of one verb: only one of them can be."""
    if name.dep_ in phrases.SUBJECTS and head.dep_ in phrases.SUBJECTS:
        return name.head == head.head
    return (name.dep_ in {"appos", "flat"} and name.head == head) or (
        head.dep_ == "appos" and head.head == name
    )


def _stated(draft: Draft, lexicon: RoleLexicon, role: Role) -> Spot | None:
    """ "X is the president of Y", "X was named foreign minister"."""
    head = role.head
    copula = phrases.child(head, "cop")
    subject = None
    if copula is not None:
        subject = phrases.child(head, "nsubj", "nsubj:outer")
        if not role.explicit_status and copula.lower_ == "was":
            role.status = TenureStatus.FORMER
    elif head.dep_ in {"xcomp", "obj", "obl"} and head.head.lemma_.lower() in lexicon.naming:
        if head.dep_ != "obl" or phrases.case_of(head) == "as":
            subject = phrases.subject(head.head)
    if subject is None or (phrases.child(head, "nmod:poss") is not None and role.body is None):
        return None
    if any(t.dep_ == "advmod" and t.lower_ in {"not", "n't"} for t in head.children):
        return None
    role.stated = True
    return _person_at(draft, subject.i)


# -- records ----------------------------------------------------------------------------------


class PostRecords:
    """Writes roles as relations: one role actor per title and body, one relation per pair."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.roles: dict[tuple[str, int], Actor] = {}
        self.of_holder: dict[tuple[str, int], Actor] = {}  # posts with a body, by title, holder
        self.relations: dict[tuple[str, int, int], Relation] = {}

    def write(self, role: Role) -> list[tuple[str, int, int]]:
        """Relations of one role phrase that has a holder; the keys of those not known before."""
        if role.holder is None:
            return []
        known = len(self.relations)
        title = self._title_spot(role)
        evidence = self.draft.evidence(role.head.sent)
        body = role.body or role.to_body
        kept = role.word.post or (body is not None and body.kind is not MentionType.DEMONYM)
        if kept:
            if body is not None:
                self._relate("postIn", title, body, evidence)
            self._relate("holdsPost", role.holder, title, evidence, role.status)
        elif body is not None and body.kind is MentionType.DEMONYM:
            self._relate("citizenOf", role.holder, body, evidence)
        if body is not None and role.status is not TenureStatus.FORMER:
            if role.word.leads == "always" or (
                role.word.leads == "of" and role.right > role.span.end
            ):
                self._relate("leads", role.holder, body, evidence)
            if role.word.spokesperson:
                self._relate("spokespersonFor", role.holder, body, evidence)
            if body.actor is not None and body.actor.kind is MentionType.ORGANIZATION:
                if role.word.member or not role.word.post:
                    self._relate("memberOf", role.holder, body, evidence)
        return list(islice(reversed(self.relations), len(self.relations) - known))

    def affiliation(self, person: Spot, body: Spot, sentence: Span) -> None:
        self._relate("memberOf", person, body, self.draft.evidence(sentence))

    def part_of(self, part: Spot, whole: Spot, sentence: Span) -> None:
        self._relate("partOf", part, whole, self.draft.evidence(sentence))

    def _title_spot(self, role: Role) -> Spot:
        body = role.body or role.to_body
        title = fold(role.span.text)
        holder = id(role.holder.actor) if role.holder is not None else 0
        # Without a body two presidents hold two posts.
        key = (title, id(body.actor) if body is not None else -holder)
        actor = self.roles.get(key)
        if body is None:
            # "President Putin" after "Russian President Vladimir Putin": the same post.
            actor = self.of_holder.get((title, holder), actor)
        if actor is None:
            actor = Actor(MentionType.ROLE, role.span.text, body=body.actor if body else None)
            self.roles[key] = actor
        if body is not None:
            self.of_holder.setdefault((title, holder), actor)
        spot = self.draft.spot(role.span, MentionType.ROLE, score=0.9)
        spot.actor = actor
        return spot

    def _relate(
        self,
        predicate: str,
        subject: Spot,
        target: Spot,
        evidence: Spot,
        tenure: TenureStatus | None = None,
    ) -> None:
        key = (predicate, id(subject.actor), id(target.actor))
        known = self.relations.get(key)
        if known is None:
            record = Relation(
                id=f"#r{len(self.relations)}",
                predicate=predicate,
                subject=subject.handle,
                object=target.handle,
                evidence=(evidence.handle,),
                tenure=tenure,
                score=round(min(subject.score, target.score), 4),
            )
            self.relations[key] = record
        elif evidence.handle not in known.evidence:
            self.relations[key] = replace(known, evidence=(*known.evidence, evidence.handle))

"""Posts and who holds them: "Borland's First Deputy Trade Minister Ada Lind".

A role phrase is read from its head noun (`titles`), its holder is looked for beside it, in
apposition or as subject of "is", "became", "was named" (`holders`, `tenure`). Some verbs are as
good as a title (`verb_posts`). The words and what they imply are in lexicon/roles.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kg.extract import phrases
from kg.extract.draft import Actor, Draft, Spot
from kg.extract.holders import find_holders
from kg.extract.relations.records import RelationRecords
from kg.extract.roles import Role, is_deputy, role_lexicon
from kg.extract.titles import role_phrases
from kg.extract.verb_posts import verb_posts
from kg.records import MentionType, TenureStatus
from kg.vocabulary import fold

__all__ = ["PostRecords", "Role", "find_roles"]

_IN_OFFICE = frozenset({TenureStatus.CURRENT, TenureStatus.ACTING})


def find_roles(draft: Draft) -> list[Role]:
    """All posts that phrases and verbs tell, in text order; holders already among the actors."""
    lexicon = role_lexicon()
    roles = find_holders(draft, lexicon, role_phrases(draft, lexicon))
    return sorted([*roles, *verb_posts(draft, lexicon, roles)], key=lambda role: role.span.start)


class PostRecords:
    """Writes roles as relations: one role actor per title and body, one relation per pair."""

    def __init__(self, draft: Draft, records: RelationRecords) -> None:
        self.draft = draft
        self.records = records
        self.roles: dict[tuple[str, int], Actor] = {}
        self.of_holder: dict[tuple[str, int], Actor] = {}  # posts with a body, by title, holder

    def write(self, role: Role) -> None:
        """Relations of one role phrase that has a holder."""
        holder = role.holder
        if holder is None:
            return
        title, word, sentence = self._title_spot(role), role.told.word, role.head.sent
        stated = role.head if role.stated else None
        relate = partial(self.records.relate, sentence=sentence, stated=stated)
        body = role.body or role.to_body
        organized = body is not None and body.kind is MentionType.ORGANIZATION
        kept = word.post or (word.in_body and organized)
        if kept:
            if body is not None:
                relate("postIn", title, body)
            relate("holdsPost", holder, title, tenure=role.status)
        elif body is not None and body.kind is MentionType.DEMONYM:
            relate("citizenOf", holder, body)
        if role.origin is not None:
            relate("citizenOf", holder, role.origin)
        if body is not None and role.status in _IN_OFFICE:
            whole = not self._is_of_part(role.told, body)
            for predicate in _implied(role.told, body, whole=whole):
                relate(predicate, holder, body)

    def unheld(self, role: Role) -> None:
        """The post of a role phrase whose holder has no name."""
        if role.body is not None:
            self.records.relate("postIn", self._title_spot(role), role.body, role.head.sent)

    def _is_of_part(self, role: Role, body: Spot) -> bool:
        """Whether the body only says whose it is that he heads: "head of the NATO mission"."""
        span = self.draft.doc.char_span(body.start, body.end, alignment_mode="expand")
        if span is None or span.start < role.span.end or role.word.of_state:
            return False
        root, noun = span.root, span.root.head
        if root.dep_ not in phrases.OWNERS or noun.i < span.end or noun.i in self.draft.actor_at:
            return False
        return noun.lemma_.lower() in role_lexicon().parts

    def _title_spot(self, role: Role) -> Spot:
        body = role.body or role.to_body
        title = fold(role.title)
        holder = id(role.holder.actor) if role.holder is not None else 0
        # Without a body two presidents hold two posts.
        key = (title, id(body.actor) if body is not None else -holder)
        actor = self.roles.get(key)
        if body is None:
            # "President Putin" after "Russian President Vladimir Putin": the same post.
            actor = self.of_holder.get((title, holder), actor)
        if actor is None:
            actor = Actor(MentionType.ROLE, role.title, body=body.actor if body else None)
            self.roles[key] = actor
        if body is not None:
            self.of_holder.setdefault((title, holder), actor)
        words = role.told.span
        start, end = words.start_char, words.end_char
        if words.text.lower().startswith(role.title.lower()):
            end = start + len(role.title)  # "leader" in "leaders Ada Lind and Pavel Novak"
        spot = self.draft.stretch(start, end, MentionType.ROLE, score=0.9)
        if spot.actor not in (None, actor):
            return self.draft.another(spot, actor)
        spot.actor = actor
        return spot


def _implied(role: Role, body: Spot, *, whole: bool) -> Iterator[str]:
    """What holding the post says of holder and body, of which he has the `whole` or a part."""
    word = role.word
    # "the head of Bitlabs", "NATO chief Lind", but not "the Borland army chief".
    direct = role.right > role.span.end or len(role.span) == 1
    leads = word.leads == "always" or (word.leads == "of" and direct)
    leads = leads and whole and not is_deputy(role)
    if leads:
        yield "leads"
    kind = body.actor.kind if body.actor is not None else None
    # "A spokesman in Baghdad" says nothing of whom he speaks for.
    if word.spokesperson and kind is not MentionType.PLACE:
        yield "spokespersonFor"
    organized = kind is MentionType.ORGANIZATION
    outside = word.outside and body.kind is not MentionType.DEMONYM  # "a Democratic rival"
    if organized and (word.member or not (leads or word.spokesperson or outside)):
        yield "memberOf"

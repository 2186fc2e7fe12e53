"""Posts told by what their holders do: "who heads Bitlabs", "the trade board chaired by Ada Lind".

Only where the object is a body, by its name or by words that tell which, or the forces that
somebody commands: that post is in the state or body whose forces they are, and does not lead it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract import phrases
from kg.extract.draft import Draft, Spot
from kg.extract.participants import fillers
from kg.extract.roles import Role, RoleLexicon, holder_id, is_body, is_organization
from kg.extract.tenure import doers
from kg.language.plain import Token
from kg.records import TenureStatus

_POINTING = frozenset({"the", "this", "that"})
_EMPTY = frozenset({"same", "other", "new", "whole", "entire", "small", "large", "own"})


def verb_posts(draft: Draft, lexicon: RoleLexicon, roles: Sequence[Role]) -> Iterator[Role]:
    """One role for each holder and verb; none where `roles` have him lead that body already."""
    held = {role.head.i: role.holder for role in roles if role.holder is not None}
    led = {_place(role) for role in roles if role.body is not None and role.word.leads}
    for verb in draft.doc:
        meant = verb.pos_ == "VERB" and verb.lemma_.lower() in lexicon.post_verbs
        meant = meant and phrases.child(verb, "compound:prt") is None  # "headed off the strike"
        things = fillers(verb, "obj") if meant else []
        role = _role(draft, lexicon, verb, things[0]) if len(things) == 1 else None
        if role is None:
            continue
        persons, role.status = doers(draft, lexicon, verb, held)
        several = (replace(role, holder=person) for person in persons)
        yield from (one for one in several if _place(one) not in led)


def _place(role: Role) -> tuple[int, int]:
    return holder_id(role), id(role.body.actor) if role.body is not None else 0


def _role(draft: Draft, lexicon: RoleLexicon, verb: Token, thing: Token) -> Role | None:
    """The post in the body that the object is, or whose forces it is; None for anything else."""
    spot, noun, title = draft.actor_at.get(thing.i), thing.lemma_.lower(), verb.lemma_.lower()
    word = lexicon.heads[lexicon.post_verbs[title]]
    if spot is None and noun in lexicon.forces:
        spot, word = _owner(draft, thing), replace(word, leads="")
        if spot is None:
            return None
    elif spot is None and (noun not in lexicon.bodies or not _tells_which(thing)):
        return None
    elif spot is not None and not is_organization(spot):
        return None
    return Role(
        draft.doc[verb.i : verb.i + 1], verb, word, TenureStatus.CURRENT, body=spot,
        left=verb.i, right=verb.i + 1, stated=True, named=title,
    )  # fmt: skip


def _tells_which(body: Token) -> bool:
    """ "The foreign relations committee", but not "a delegation", "the same agency"."""
    first = phrases.child(body, "det")
    definite = first is not None and first.lower_ in _POINTING
    if body.tag_ in phrases.PLURAL or not (definite or phrases.child(body, "nmod:poss")):
        return False
    words = phrases.children(body, "amod", "compound")
    return any(word.lemma_.lower() not in _EMPTY for word in words)


def _owner(draft: Draft, forces: Token) -> Spot | None:
    """Whose forces they are: the state or body beside the word."""
    owners = [*phrases.children(forces, *phrases.OWNERS), *phrases.oblique(forces, "of")]
    spots = (draft.actor_at.get(one.i) for one in owners)
    return next((spot for spot in spots if spot is not None and is_body(spot)), None)

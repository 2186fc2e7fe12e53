"""Posts that a verb states: "X is president", "was named minister", "stepped down as coach"."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract import phrases
from kg.extract.draft import Draft, Spot
from kg.extract.participants import fillers
from kg.extract.roles import Role, RoleLexicon, TenureVerb, is_person
from kg.language.plain import Token
from kg.records import TenureStatus

_CURRENT, _FORMER, _INCOMING = (
    TenureStatus.CURRENT,
    TenureStatus.FORMER,
    TenureStatus.INCOMING,
)
_REPORTED = frozenset({"ccomp", "xcomp", "advcl", "acl"})
_IF = frozenset({"if", "whether", "unless"})
_MODALS = frozenset({"can", "could", "may", "might", "must", "should"})
_OF_BODY = TenureVerb("body", _CURRENT, _INCOMING)


def stated_holders(
    draft: Draft, lexicon: RoleLexicon, role: Role, held: Mapping[int, Spot]
) -> list[Spot]:
    """The persons that a verb gives the post; the role's status follows the verb.

    `held` has the holders of other posts by the head of their title.
    """
    if _is_negated(role.head):
        return []
    subjects, status = _by_copula(draft, role) or _by_verb(draft, lexicon, role) or ([], _CURRENT)
    owned = phrases.child(role.head, "nmod:poss") is not None and role.body is None
    if not subjects or (owned and role.head.dep_ != "obl"):
        return []
    found = [person for subject in subjects for person in _persons(draft, subject, held)]
    if not found or (len(found) > 1) != role.plural:
        return []
    role.stated = True
    if not role.explicit_status:
        role.status = status
    return found


def doers(
    draft: Draft, lexicon: RoleLexicon, verb: Token, held: Mapping[int, Spot]
) -> tuple[list[Spot], TenureStatus]:
    """The persons who do what a verb tells of a body, "chairs" or "chaired by", and when."""
    if not is_told(lexicon, verb):
        return [], _CURRENT
    agents = fillers(verb, "subj") if phrases.is_passive(verb) else [_subject(draft, verb)]
    found = [person for agent in agents if agent for person in _persons(draft, agent, held)]
    return found, _status(_OF_BODY, verb)


def _persons(draft: Draft, nominal: Token, held: Mapping[int, Spot]) -> list[Spot]:
    """The persons a nominal names: itself, its conjuncts, the name beside its title."""
    found = []
    for part in phrases.coordinated(nominal):
        beside = phrases.children(part, "appos", "flat", "compound", "nmod:desc")
        if part.dep_ == "appos":
            beside.append(part.head)  # "Lind, a lawyer who served as mayor"
        for token in (part, *beside):
            spot = draft.actor_at.get(token.i) or held.get(token.i)
            if is_person(spot):
                found.append(spot)
                break
    return found


def _is_negated(token: Token) -> bool:
    return any(t.dep_ == "advmod" and t.lower_ in {"not", "n't", "never"} for t in token.children)


def _subject(draft: Draft, predicate: Token) -> Token | None:
    """The subject; of "…, who is" the name before it, whatever the parse hangs it on."""
    who = next((t for t in predicate.children if t.lower_ == "who"), None)
    if who is not None and who.i >= 2:
        before = who.nbor(-1)
        while before.i > 0 and (before.is_punct or before.pos_ == "NUM"):
            before = before.nbor(-1)
        if is_person(draft.actor_at.get(before.i)):
            return before
    found = phrases.subject(predicate)
    if found is None and predicate.dep_ == "conj":
        verbs = (t for t in predicate.ancestors if t.pos_ == "VERB")
        return next((s for verb in verbs if (s := phrases.subject(verb)) is not None), None)
    return found


def _by_copula(draft: Draft, role: Role) -> tuple[list[Token], TenureStatus] | None:
    copula = phrases.child(role.head, "cop")
    if copula is None:
        return None
    subject = _subject(draft, role.head)
    auxiliaries = {t.lower_ for t in phrases.children(role.head, "aux")}
    status = _CURRENT
    if copula.lower_ in {"was", "were"} or (copula.lower_ == "been" and "had" in auxiliaries):
        status = _FORMER
    elif auxiliaries & {"will", "shall", "'ll", "’ll"}:
        status = _INCOMING
    elif "to" in {t.lower_ for t in phrases.children(role.head, "aux", "mark")}:
        return None  # "fit to be president"
    return ([subject], status) if subject is not None else None


def _by_verb(
    draft: Draft, lexicon: RoleLexicon, role: Role
) -> tuple[list[Token], TenureStatus] | None:
    """ "became", "was named", "served as", "in his role as", "as mayor of Bergen, X …"."""
    governor, case = role.head.head, phrases.case_of(role.head)
    if role.head.dep_ not in {"xcomp", "obj", "obl", "nmod", "advcl", "nmod:desc"}:
        return None
    nouns = {"as": lexicon.tenures, "of": lexicon.posts}.get(case, ())
    if governor.pos_ == "NOUN" and governor.lemma_.lower() in nouns:
        return _by_noun(draft, lexicon, governor)
    if case == "as" and is_person(draft.actor_at.get(governor.i)):
        return _by_name(lexicon, governor)
    verb = _tenure_verb(lexicon, governor)
    if verb is None:
        return _in_capacity(draft, role, governor) if case == "as" else None
    if not is_told(lexicon, governor) or (role.head.dep_ in {"obl", "nmod"} and case != "as"):
        return None
    if case != "as" and verb.holder == "body":
        return None
    subject = _holding(draft, verb, governor, role.head)
    return ([subject], _status(verb, governor)) if subject is not None else None


def _tenure_verb(lexicon: RoleLexicon, token: Token) -> TenureVerb | None:
    if token.pos_ not in {"VERB", "AUX"}:
        return None
    particle = phrases.child(token, "compound:prt")
    lemma = token.lemma_.lower()
    phrasal = f"{lemma} {particle.lower_}" if particle is not None else lemma
    return lexicon.verbs.get(phrasal) or lexicon.verbs.get(lemma)


def is_told(lexicon: RoleLexicon, verb: Token) -> bool:
    """False for "never became", "may become", "dreams of becoming", "denied becoming", "if she
    became": nobody says that it is so."""
    modal = any(token.lower_ in _MODALS for token in phrases.children(verb, "aux"))
    wished = verb.dep_ in {"xcomp", "advcl", "acl"} and (
        verb.head.lemma_.lower() in lexicon.wishes and verb.tag_ in {"VB", "VBG"}
    )
    doubted = verb.dep_ in _REPORTED and verb.head.lemma_.lower() in lexicon.doubts
    supposed = any(token.lower_ in _IF for token in phrases.children(verb, "mark"))
    return not (modal or wished or doubted or supposed or _is_negated(verb))


def _holding(draft: Draft, verb: TenureVerb, governor: Token, title: Token) -> Token | None:
    if verb.holder != "person":
        return _subject(draft, governor)
    if phrases.is_passive(governor):
        return _subject(draft, governor) or phrases.child(title, "nsubj")
    named = [t for t in phrases.children(governor, "obj", "iobj") if t != title]
    return named[0] if named else None


def _status(verb: TenureVerb, governor: Token) -> TenureStatus:
    auxiliaries = {t.lower_ for t in phrases.children(governor, "aux", "mark")}
    if auxiliaries & {"will", "shall", "to", "would", "'ll", "’ll"}:
        return verb.planned
    if verb.holder == "body" and governor.tag_ == "VBD":
        return _FORMER
    passive = {t.lower_ for t in phrases.children(governor, "aux:pass")}
    if verb.holder == "body" and ("had" in auxiliaries or passive & {"was", "were"}):
        return _FORMER
    return verb.done


def _by_name(lexicon: RoleLexicon, name: Token) -> tuple[list[Token], TenureStatus] | None:
    """ "appointed Lind as head", "the election of Lind as mayor", "with Lind as their leader"."""
    verb = _tenure_verb(lexicon, name.head)
    if verb is not None and verb.holder == "person":
        return [name], _status(verb, name.head)
    status = lexicon.tenures.get(name.head.lemma_.lower())
    if status is None and phrases.case_of(name) == "with":
        status = _CURRENT
    return ([name], status) if status is not None else None


def _by_noun(
    draft: Draft, lexicon: RoleLexicon, noun: Token
) -> tuple[list[Token], TenureStatus] | None:
    """ "his resignation as coach", "in her role as director", "the election of X as mayor"."""
    owner = phrases.child(noun, "nmod:poss") or next(phrases.oblique(noun, "of"), None)
    if (owner is None or owner.i not in draft.actor_at) and noun.head.pos_ == "VERB":
        owner = _subject(draft, noun.head)
    status = lexicon.tenures.get(noun.lemma_.lower(), _CURRENT)
    verb = _tenure_verb(lexicon, noun.head)
    if verb is not None:
        status = _status(verb, noun.head)
    return ([owner], status) if owner is not None else None


def _in_capacity(
    draft: Draft, role: Role, governor: Token
) -> tuple[list[Token], TenureStatus] | None:
    """ "Duque, as leader of the party, opposed it"."""
    before = min(role.head.left_edge.i, role.left)
    apart = before == 0 or role.head.doc[before - 1].is_punct
    subject = _subject(draft, governor) if apart else None
    return ([subject], _CURRENT) if subject is not None else None

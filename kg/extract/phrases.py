"""Walking a Universal Dependencies tree: subjects, complements, modifiers."""

from __future__ import annotations

from collections.abc import Iterator

from kg.language.plain import Span, Token
from kg.records import MentionType

POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"})
NAMING = frozenset({"appos", "flat", "nmod:desc"})  # a name beside a noun, or a noun beside a name
PLURAL = frozenset({"NNS", "NNPS"})  # tags
OWNERS = ("amod", "compound", "nmod:poss")  # before a noun: whose it is


def children(token: Token, *deps: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in deps]


def child(token: Token, *deps: str) -> Token | None:
    for below in token.children:
        if below.dep_ in deps:
            return below
    return None


def case_of(token: Token) -> str:
    """The preposition of a nominal, lower case: "to", "according to", or ""."""
    for mark in token.children:
        if mark.dep_ in {"case", "mark"} and mark.text not in POSSESSIVES:
            rest = [c.lower_ for c in mark.children if c.dep_ == "fixed"]
            return " ".join([mark.lower_, *rest])
    return ""


def is_passive(verb: Token) -> bool:
    if child(verb, "nsubj:pass", "aux:pass", "csubj:pass") is not None:
        return True
    # A bare participle after a noun ("satellites provided by X") is passive.
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and child(verb, "obj") is None


def top_of_name(token: Token) -> Token:
    """The head of the name that a token is part of: "President" in "President Ada Lind"."""
    while token.dep_ in {"flat", "goeswith"} and token.head.i != token.i:
        token = token.head
    return token


def antecedent(token: Token) -> Token:
    """What a relative pronoun ("which", "whose") stands for; any other word itself."""
    if token.tag_ not in {"WDT", "WP", "WP$"}:
        return token
    node = token
    while node.dep_ != "acl:relcl" and node.head.i != node.i:
        node = node.head
    return node.head if node.dep_ == "acl:relcl" else token


def described(verb: Token) -> list[Token]:
    """The object of a relative clause without a pronoun: "tanks" in "the tanks Kyiv got"."""
    if verb.dep_ != "acl:relcl" or verb.tag_ == "VB" or child(verb, *SUBJECTS) is None:
        return []
    relative = any(c.tag_ in {"WDT", "WP"} for c in verb.subtree)
    complement = child(verb, "ccomp", "xcomp") is not None
    return [] if relative or complement or is_passive(verb) else [verb.head]


def coordinated(token: Token) -> list[Token]:
    """The token and what it is coordinated with, below it, each before its own conjuncts."""
    out: list[Token] = []
    waiting = [token]  # no recursion: a list of a thousand names is one chain
    while waiting:
        conjunct = waiting.pop()
        out.append(conjunct)
        waiting.extend(reversed(children(conjunct, "conj")))
    return out


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The surface subject of a verb, inherited by conjuncts, control and participles."""
    found = child(verb, "nsubj", "nsubj:pass", "nsubj:outer")
    if found is not None:
        if found.lower_ in {"who", "which", "that"} and verb.dep_ == "acl:relcl":
            return verb.head
        return found
    if depth > 6:
        return None
    if verb.dep_ == "acl:relcl":
        # "the pact Moscow signed" has its own subject; a bare relative clause does not.
        relative = any(c.tag_ in {"WDT", "WP"} for c in verb.children)
        return verb.head if relative else None
    if verb.dep_ == "acl":
        # "soldiers fighting": the soldiers; "accusations of sending": the owner.
        marked = child(verb, "mark") is not None
        bare = verb.tag_ in {"VBG", "VBN", "VBD"} and (not marked or verb.head.pos_ == "PROPN")
        return verb.head if bare else subject_of_noun(verb.head, depth)
    if verb.dep_ == "xcomp":
        controller = child(verb.head, "obj", "iobj") or _called_upon(verb.head)
        if controller is not None and verb.head.lemma_ not in {
            "promise",
            "vow",
            "pledge",
            "threaten",
        }:
            return controller
        return subject(verb.head, depth + 1)
    if verb.dep_ == "advcl" and case_of(verb) in {"of", "for", "from", "into", "against", "as"}:
        # "accused Moscow of arming them", "barred it from exporting": the object does it.
        blamed = child(verb.head, "obj") or child(verb.head, "nsubj:pass")
        if blamed is not None:
            return blamed
    if verb.dep_ == "conj" and child(verb, "mark") is None:
        return subject(verb.head, depth + 1)
    if verb.dep_ in {"advcl", "parataxis"} and verb.tag_ in {"VBG", "VBN", "VB"}:
        upon = _called_upon(verb.head) if verb.tag_ == "VB" else None
        return upon or subject(verb.head, depth + 1)
    return None


def _called_upon(verb: Token) -> Token | None:
    """ "called on Israel to withdraw", "appealed to Kenya to help"."""
    if verb.lemma_ in {"call", "appeal", "prevail"}:
        return next(oblique(verb, "on", "upon", "to"), None)
    return None


def subject_of_noun(noun: Token, depth: int) -> Token | None:
    """ "its decision to send": whoever decides sends."""
    owner = child(noun, "nmod:poss")
    if owner is not None:
        return owner
    if noun.dep_ in {"obj", "obl"} and depth <= 6:
        return subject(noun.head, depth + 1)
    return None


def oblique(verb: Token, *cases: str) -> Iterator[Token]:
    """Nominals below `verb` with one of these prepositions."""
    for nominal in verb.children:
        if nominal.dep_ in {"obl", "obl:agent", "nmod", "nmod:desc"} and case_of(nominal) in cases:
            yield nominal


def has_oblique(verb: Token, case: str) -> bool:
    """Whether a nominal with this preposition belongs to what the verb means: "called on Borland",
    not "called on Monday"."""
    return any(nominal.ent_type_ != MentionType.DATE.value for nominal in oblique(verb, case))


def is_question(sentence: Span) -> bool:
    """Whether a sentence ends in a question mark, whatever closes behind it."""
    words = [token for token in sentence if not token.is_space]
    return any(token.text == "?" for token in words[-2:])


def subtree_span(token: Token) -> Span:
    """The stretch of text below a token, without edge punctuation and space."""
    doc = token.doc
    start, end = token.left_edge.i, token.right_edge.i + 1
    while start < token.i and (doc[start].is_space or doc[start].is_punct):
        start += 1
    while end - 1 > token.i and (doc[end - 1].is_space or doc[end - 1].is_punct):
        end -= 1
    return doc[start:end]

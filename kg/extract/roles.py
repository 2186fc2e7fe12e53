"""What a role noun says about a post, as a typed table, and the role phrase read with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeGuard

from kg.extract.draft import Spot
from kg.extract.lexicon import table
from kg.extract.phrases import POSSESSIVES
from kg.language.plain import Doc, Span, Token
from kg.records import MentionType, TenureStatus
from kg.vocabulary import fold

_NAMED_BODIES = frozenset({MentionType.STATE, MentionType.ORGANIZATION, MentionType.PLACE})


@dataclass(frozen=True, slots=True)
class RoleWord:
    """What a role noun implies; see the head of roles.yaml."""

    post: bool = True
    in_body: bool = False  # a post only where the text names an organization
    leads: str = ""  # "", "always" or "of"
    spokesperson: bool = False
    member: bool = False
    of_state: bool = False  # only states and their governments have such a post
    of_main: bool = False  # without a body it is of the state that the article is about
    outside: bool = False  # does not belong to the body: its founder, an ambassador to it
    to_body: bool = False  # ambassador: "of" names the state, "to" the body
    field: bool = False  # "of" may name a field: "minister of mines"
    named_field: bool = False  # what looks like a body after "of" may be the field too
    place_field: bool = False  # a state or place after "for" is: "special envoy for Borland"
    rank: bool = False  # stands between a title and the name: "police chief Colonel X"


@dataclass(frozen=True, slots=True)
class TenureVerb:
    """A verb by which a post begins, ends or is held; `holder` is "person" for its object."""

    holder: str
    done: TenureStatus
    planned: TenureStatus


@dataclass(frozen=True, slots=True)
class RoleLexicon:
    heads: Mapping[str, RoleWord]
    modifiers: frozenset[str]
    descriptive: frozenset[str]
    status: Mapping[str, TenureStatus]
    prefixes: frozenset[str]
    verbs: Mapping[str, TenureVerb]
    post_verbs: Mapping[str, str]  # "command" implies what "commander" does
    forces: frozenset[str]  # what is commanded and has no name
    tenures: Mapping[str, TenureStatus]  # "capacity", "post", "resignation" … as president
    posts: frozenset[str]  # "the post of president"
    wishes: frozenset[str]  # "dreams of becoming president"
    doubts: frozenset[str]  # "denied that she heads it"
    parts: frozenset[str]  # "head of the Bitlabs mission"
    local: frozenset[str]  # "the regional government spokesman"
    bodies: frozenset[str]
    deputies: frozenset[str]  # first words of titles below the one they name
    first_words: frozenset[str]  # of `heads`
    counterparts: frozenset[str]  # last words of titles that most states have

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
        modifiers: set[str] = set()
        descriptive: set[str] = set()
        for row in data["modifiers"]:
            (descriptive if "descriptive_before" in row else modifiers).update(
                map(str, row["lemmas"])
            )
        return cls(
            heads=heads,
            modifiers=frozenset(modifiers),
            descriptive=frozenset(descriptive),
            status=_by_word(data["status"]),
            prefixes=frozenset(w for phrase in data["prefixes"] for w in phrase.split()),
            verbs={
                str(lemma): _tenure_verb(row)
                for row in data["tenure_verbs"]
                for lemma in row["lemmas"]
            },
            post_verbs=dict(data["post_verbs"]),
            forces=frozenset(map(str, data["forces"])),
            tenures=_by_word(data["tenure_nouns"]),
            posts=frozenset(map(str, data["post_nouns"])),
            wishes=frozenset(map(str, data["wishes"])),
            doubts=frozenset(map(str, data["doubts"])),
            parts=frozenset(map(str, data["parts"])),
            local=frozenset(map(str, data["local"])),
            bodies=frozenset(map(str, data["body_heads"])),
            deputies=frozenset(map(str, data["deputies"])),
            first_words=frozenset(map(first_word, heads)),
            counterparts=frozenset(map(str, data["counterparts"])),
        )

    def may_begin(self, token: Token) -> bool:
        """False if no head noun or phrase begins with this word."""
        forms = {first_word(token.lower_), first_word(token.lemma_.lower())}
        return not forms.isdisjoint(self.first_words)

    def head(self, token: Token) -> RoleWord | None:
        return self.heads.get(token.lower_) or self.heads.get(token.lemma_.lower())


@lru_cache(maxsize=1 << 16)
def first_word(phrase: str) -> str:
    """The first word of a head phrase as `plain` has it, up to an apostrophe."""
    return plain([phrase]).partition(" ")[0].partition("'")[0]


def plain(words: list[str]) -> str:
    """ "Lt. Gen.", "chargé d ’ affaires" as roles.yaml has them."""
    text = " ".join(words).replace("-", " ").replace(".", "").replace("’", "'")
    return text.replace(" ' ", "'").replace(" '", "'")


def _by_word(listed: Mapping[str, Any]) -> dict[str, TenureStatus]:
    return {
        str(word).strip("-"): TenureStatus(name) for name, words in listed.items() for word in words
    }


def _role_word(row: Mapping[str, Any]) -> RoleWord:
    leads = row.get("leads", False)
    return RoleWord(
        post=bool(row.get("post", True)),
        in_body=bool(row.get("in_body")),
        leads="of" if leads == "of" else "always" if leads else "",
        spokesperson=bool(row.get("spokesperson")),
        member=bool(row.get("member")),
        of_state=bool(row.get("of_state")),
        of_main=bool(row.get("of_state")) and bool(row.get("of_main", True)),
        outside=bool(row.get("outside") or row.get("pattern")),
        to_body=row.get("pattern") is not None,
        field=bool(row.get("field")),
        named_field=row.get("field") == "named",
        place_field=row.get("field") == "place",
        rank=bool(row.get("rank")),
    )


def _tenure_verb(row: Mapping[str, Any]) -> TenureVerb:
    status = TenureStatus(row["status"])
    planned = TenureStatus(row.get("planned", row["status"]))
    return TenureVerb(row["object"], TenureStatus(row.get("done", status)), planned)


@cache
def role_lexicon() -> RoleLexicon:
    return RoleLexicon.load()


@dataclass(slots=True)
class Role:
    """A role phrase: `span` is the title, `body` where the post is, `holder` who holds it.

    `to_body` is where an ambassador is sent, `origin` the demonym of a holder; `left` and
    `right` bound the phrase in tokens.
    """

    span: Span
    head: Token
    word: RoleWord
    status: TenureStatus
    body: Spot | None = None
    to_body: Spot | None = None
    origin: Spot | None = None
    holder: Spot | None = None
    stated: bool = False  # said by a verb ("is", "was named"), not taken for granted
    left: int = 0
    right: int = 0
    explicit_status: bool = False
    plural: bool = False
    untold: bool = False  # there are several bodies it may be in, and nothing tells which
    named: str = ""  # the title where the words are a verb: "chair" of "who chairs"
    like: Role | None = None  # who has the title that this holder is told to have had or got

    @property
    def told(self) -> Role:
        """The role that words the title: that of her predecessor for "her successor"."""
        return self.like or self

    @property
    def title(self) -> str:
        """The title of one holder: "archbishop" of "archbishops A and B"."""
        if self.like is not None:
            return self.like.title
        if self.named:
            return self.named
        if not self.plural:
            return self.span.text
        before = self.span.text[: self.head.idx - self.span.start_char]
        after = self.span.text[self.head.idx + len(self.head) - self.span.start_char :]
        lemma = self.head.lemma_
        return f"{before}{lemma.title() if self.head.text.istitle() else lemma}{after}"


def is_body(spot: Spot) -> bool:
    return spot.actor is not None and spot.actor.kind in _NAMED_BODIES


def is_person(spot: Spot | None) -> TypeGuard[Spot]:
    return spot is not None and spot.actor is not None and spot.actor.kind is MentionType.PERSON


def is_state(spot: Spot | None) -> TypeGuard[Spot]:
    return spot is not None and spot.actor is not None and spot.actor.kind is MentionType.STATE


def is_organization(spot: Spot) -> bool:
    return spot.actor is not None and spot.actor.kind is MentionType.ORGANIZATION


def is_deputy(role: Role) -> bool:
    """Whether the title is that of somebody's deputy: "vice president", "deputy head"."""
    deputies = role_lexicon().deputies
    return role.span[0].lower_ in deputies or role.head.lower_.partition("-")[0] in deputies


def holder_id(role: Role) -> int:
    """Tells apart who holds a post, by the identity of the actor; 0 for nobody."""
    return id(role.holder.actor) if role.holder is not None else 0


def with_body(roles: Iterable[Role]) -> set[tuple[int, str]]:
    """Holders with those of their titles that have a body somewhere in the article."""
    return {(holder_id(role), fold(role.title)) for role in roles if role.body is not None}


def is_before_title(span: Span) -> bool:
    """ "foreign ministry" in "Borland's foreign ministry spokeswoman"."""
    if len(span) < 2 or span.end >= len(span.doc):
        return False
    title = role_lexicon().head(span.doc[span.end])
    return title is not None and (title.post or title.in_body) and not title.leads


def before_possessive(doc: Doc, index: int) -> int:
    """The last token of the owner whose "'s" ends at `index`; else `index` itself."""
    if index >= 1 and doc[index].lower_ == "s" and doc[index - 1].text in POSSESSIVES:
        return index - 2  # an apostrophe set apart
    while index >= 0 and doc[index].text in POSSESSIVES:
        index -= 1
    return index

"""Posts: one entity per title and body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.records import Chain, Entity, MentionType
from kg.resolve.case import OPEN, Case
from kg.resolve.free import link_free
from kg.resolve.names.titles import canonical_title, display_title
from kg.resolve.scores import Score
from kg.vocabulary import KnownEntity, KnownTenure, Vocabulary, surface, with_article

PostKey = tuple[str, str]  # canonical title, entity id of the state or body


@dataclass(frozen=True, slots=True)
class OpenPost:
    """A chain that means a post, whose `owner` only the collection knows, or nobody ("")."""

    chain: Chain
    title: str
    owner: str = ""


def link_posts(case: Case) -> list[OpenPost]:
    """Link chains of type ROLE whose article says, or whose wording holds, the body.

    Returns those whose body the collection has to tell, and those without one.
    """
    open_chains = case.open_chains(MentionType.ROLE)
    grouped = [chain for chain in open_chains if case.groups[chain.id] and chain.names]
    link_free(case, grouped, MentionType.ROLE)
    left = []
    for chain in list(case.open_chains(MentionType.ROLE)):
        text = (chain.names or chain.nominals or ("",))[0]
        title, owner = title_in(case, text, chain.body)
        if title and owner and not owner.startswith(OPEN):
            link_post(case, chain, title, owner, Score.OWN_BODY)
        elif title:
            left.append(OpenPost(chain, title, owner))
    return left


def link_post(case: Case, chain: Chain, title: str, owner: str, score: float) -> None:
    """Link a chain to the post of this canonical title in this state or body."""
    owner = _of_state(case, title, owner)
    known = known_post(case, (title, owner))
    if known and not case.forbids(chain, known.id):
        case.link_known(chain, known, score)
    else:
        case.link(chain, _post(case, title, owner, chain.names), score)


def _of_state(case: Case, title: str, owner: str) -> str:
    """A minister of the foreign ministry of a state is that state's."""
    body = case.entity(owner)
    if body and title.endswith("minister") and body.organization_type in ("ministry", "government"):
        return case.state_of(owner) or owner
    return owner


def _post(case: Case, title: str, owner: str, names: tuple[str, ...]) -> Entity:
    """The post's entity; wordings that name the body too become names of it."""
    body = case.entity(owner) or case.known_entity(case.vocabulary.entities[owner])
    label = f"{display_title(title)} of {with_article(body.label)}"
    identifier = f"{title.replace(' ', '-')}-of-{owner}"
    held = case.entity(identifier)
    full = {name for name in names if title_and_owner(case.vocabulary, name)[1]}
    others = sorted({*full, *(held.names if held else ())} - {label})
    entity = Entity(identifier, MentionType.ROLE, label, (label, *others), body=owner)
    case.replace(body)
    case.replace(entity)
    return entity


@lru_cache(maxsize=50_000)
def title_and_owner(vocabulary: Vocabulary, text: str) -> tuple[str, str]:
    """The canonical title, and the id of the state or known body that the text names with it.

    "Ukrainian President", "President of Ukraine" and "Ukraine's president" agree; "NATO
    Secretary-General" is the secretary general of NATO.
    """
    parted = vocabulary.owner_and_rest(text)
    if parted:
        return canonical_title(parted[1]), parted[0].id
    words = surface(text).split()
    for count in range(len(words) - 1, 0, -1):
        owner = _titled_owner(vocabulary, " ".join(words[:count]))
        if owner:
            return canonical_title(" ".join(words[count:])), owner
    for place in range(1, len(words) - 1):
        owner = _titled_owner(vocabulary, " ".join(words[place + 1 :]))
        if owner and words[place] in ("of", "for"):
            return canonical_title(" ".join(words[:place])), owner
    return canonical_title(text), ""


def title_in(case: Case, text: str, body: str) -> tuple[str, str]:
    """Title and owner of a wording in an article; the chain `body` decides the owner."""
    title, named = title_and_owner(case.vocabulary, text)
    owner, names = case.owner_by(body) if body else ("", ())
    if names and not named:
        title = canonical_title(_without_owner(text, names))
    return title, owner or named


def _without_owner(text: str, names: Iterable[str]) -> str:
    """The title without a state that the vocabulary does not know: "Cestrian President"."""
    words = surface(text).split()
    for name in names:
        tail = f" of {name}"
        if surface(text).endswith(tail):
            return surface(text)[: -len(tail)]
        # Most demonyms begin like their state.
        if len(words) > 1 and len(name) > 4 and words[0][:5].casefold() == name[:5].casefold():
            return " ".join(words[len(name.split()) :]) or text
    return text


def _titled_owner(vocabulary: Vocabulary, name: str) -> str:
    """The body whose name stands beside a title, or the state: "Kremlin spokesman"."""
    called = vocabulary.called(name)
    bodies = [e for e in called if e.type is MentionType.ORGANIZATION and not e.is_ambiguous(name)]
    if len(bodies) == 1:
        return bodies[0].id
    metonym = vocabulary.metonym(name)
    return metonym.id if metonym else ""


@lru_cache(maxsize=4)
def _known_posts(vocabulary: Vocabulary) -> dict[PostKey, KnownEntity | None]:
    """Vocabulary posts by every title and owner they go by; None where two posts share one."""
    posts: dict[PostKey, KnownEntity | None] = {}
    for post in vocabulary:
        if post.type is MentionType.ROLE:
            for key in _keys_of(vocabulary, post):
                posts[key] = post if posts.get(key, post) is post else None
    return posts


def _keys_of(vocabulary: Vocabulary, post: KnownEntity) -> set[PostKey]:
    keys = set()
    parent = vocabulary.get(post.parent)
    bodies = parent.names if parent else ()
    for name in (*post.names, *filter(None, (_inside(n, bodies) for n in post.names))):
        title, owner = title_and_owner(vocabulary, name)
        owners = (owner, post.parent, state_of_known(vocabulary, post.parent))
        keys |= {(title, owner) for owner in owners if owner}
    return keys


def _inside(name: str, bodies: Iterable[str]) -> str:
    """The title within the body: "spokesman" of "National Security Council spokesman"."""
    plain = surface(name)
    for body in sorted(bodies, key=len, reverse=True):
        for article in ("", "the "):
            if plain.endswith(f" of {article}{body}"):
                return plain[: -len(f" of {article}{body}")]
        if plain.startswith(f"{body} "):
            return plain[len(body) + 1 :]
    return ""


def state_of_known(vocabulary: Vocabulary, identifier: str) -> str:
    """The state that a vocabulary entry belongs to; a state is its own; "" if none."""
    for _ in range(5):
        entity = vocabulary.get(identifier)
        if entity is None or entity.type is MentionType.STATE:
            return entity.id if entity else ""
        identifier = entity.parent
    return ""


def known_post(case: Case, key: PostKey) -> KnownEntity | None:
    """The vocabulary post of this title in this body, or in the state it belongs to."""
    title, owner = key
    posts = _known_posts(case.vocabulary)
    exact = posts.get(key)
    body = case.vocabulary.get(owner)
    elsewhere = body is not None and body.type is MentionType.ORGANIZATION
    if exact or (elsewhere and not title.endswith("minister")):
        return exact  # one council's spokesperson is not another department's
    return posts.get((title, case.state_of(owner)))


def post_keys(case: Case, chain: Chain, *, now: bool = False) -> frozenset[PostKey]:
    """The posts that an article gives a person: title, and state of the body or the body.

    The state stands for its bodies, because one article has the minister "of Japan" and
    another the minister "of the Foreign Ministry". A body that only the collection knows is
    given by its chain. With `now` only those in which the person is.
    """
    keys = set()
    for held in chain.posts:
        title, owner = title_in(case, held.title, held.body)
        if title and (held.in_office or not now):
            keys.add((title, case.state_of(owner) or owner))
    return frozenset(keys)


@lru_cache(maxsize=50_000)
def tenure_keys(vocabulary: Vocabulary, tenure: KnownTenure) -> frozenset[PostKey]:
    """The same for a tenure of the vocabulary."""
    post = vocabulary.get(tenure.post)
    return frozenset(_keys_of(vocabulary, post)) if post else frozenset()

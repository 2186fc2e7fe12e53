"""What the page shows: actors, the lines between them, and who says so in which words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.graph.namespaces import DEFAULT_BASE

UNNAMED = "somebody unnamed"  # who says what the text gives no source for; as in the named queries
PAIR = "~"  # in the id of an edge: event, tilde, number of the pair of actors


class Status(StrEnum):
    """How far the sources carry an event or relation; only ASSERTED looks like a fact."""

    ASSERTED = "asserted"
    DISPUTED = "disputed"  # one source says so, another denies it
    ALLEGED = "alleged"  # said with a doubt, or by nobody outright
    PLANNED = "planned"  # future, promised, demanded, threatened or imagined
    DENIED = "denied"


class Kind(StrEnum):
    EVENT = "event"
    RELATION = "relation"


@dataclass(frozen=True, slots=True)
class Source:
    """One article: what a reader needs to find it again."""

    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence something was read from; `highlight` is a half-open range inside it."""

    sentence: str
    highlight: tuple[int, int] = (0, 0)
    source: Source = Source()

    def __post_init__(self) -> None:
        start, end = self.highlight
        if not 0 <= start <= end <= len(self.sentence):
            raise ValueError(f"highlight {start}..{end} is outside of the sentence")


@dataclass(frozen=True, slots=True)
class ViewClaim:
    """One source's word on an edge. `stance` and `factuality` as in `kg.records`.

    `opposed_by` names the sources whose claims contradict this one, `opposes` has the ids of
    those claims. `speakers` are the ids of the actors among the sources. `about` is the id of the
    claim that this one is about, "" if it is about the situation itself. `reported_by` names those
    who say that it was said. `date` is the day on which it was said, where the text tells it.
    """

    source: str
    stance: str = "assert"
    factuality: str = "CT+"
    anonymous: bool = False
    addressee: str = ""
    evidence: tuple[Evidence, ...] = ()
    opposed_by: tuple[str, ...] = ()
    id: str = ""
    speakers: tuple[str, ...] = ()
    opposes: tuple[str, ...] = ()
    about: str = ""
    reported_by: tuple[str, ...] = ()
    date: str = ""


@dataclass(frozen=True, slots=True)
class ViewJudgement:
    """Why something was taken for this actor, or not: `verdict` is same, different or unsure.

    `words` are names or spans that the judgement is about, `times` how many judgements say the
    same; `score` is the lowest of theirs, from 0 to 1.
    """

    verdict: str
    reason: str
    words: tuple[str, ...] = ()
    times: int = 1
    score: float = 1.0
    by: str = ""


@dataclass(frozen=True, slots=True)
class ViewNode:
    """An actor. `type` is Person, State, Organization or Place; `wikidata` is "Q884" or "".

    `forms` are the words that mention it and `articles` where, each with how often, commonest
    first and bounded; `judgements` say why these mentions are one actor.
    """

    id: str
    label: str
    type: str
    names: tuple[str, ...] = ()
    wikidata: str = ""
    posts: tuple[str, ...] = ()
    mentions: int = 0
    forms: tuple[tuple[str, int], ...] = ()
    articles: tuple[tuple[Source, int], ...] = ()
    judgements: tuple[ViewJudgement, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewEdge:
    """One event or relation between two actors, or of one actor when `target` is "".

    `type` is a PLOVER type ("ACCUSE") or a property ("memberOf"); `quad` is the PLOVER quad
    class, "" for relations. A `mutual` edge has no direction. `detail` says more in a few
    words, such as the post held. `date` is ISO, as precise as the text, or "", and that of the
    beginning if `since`. `score` is the probability that the sentence was read aright.
    """

    id: str
    source: str
    target: str
    kind: Kind
    type: str
    quad: str = ""
    status: Status = Status.ASSERTED
    date: str = ""
    claims: tuple[ViewClaim, ...] = ()
    figures: tuple[str, ...] = ()
    publishers: int = 0
    mutual: bool = False
    detail: str = ""
    score: float = 1.0
    since: bool = False


@dataclass(frozen=True, slots=True)
class ViewProposition:
    """What somebody says that is no event and no relation: no line, but told of an actor.

    Its words are those that its `evidence` highlights; its `claims` have no evidence of their own,
    because it is the same. `names` are the ids of the actors named in the words.
    """

    id: str
    claims: tuple[ViewClaim, ...]
    evidence: tuple[Evidence, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    documents: int = 0
    actors: int = 0
    events: int = 0
    relations: int = 0
    claims: int = 0
    disputed: int = 0


@dataclass(frozen=True, slots=True)
class ViewGraph:
    nodes: tuple[ViewNode, ...] = ()
    edges: tuple[ViewEdge, ...] = ()
    documents: tuple[Source, ...] = ()
    title: str = ""
    base: str = DEFAULT_BASE  # of the IRIs of actors, events and claims
    propositions: tuple[ViewProposition, ...] = ()

    @property
    def summary(self) -> Summary:
        """What the page's head counts; an event of several pairs of actors counts once."""
        situations = {edge.id.partition(PAIR)[0]: edge for edge in self.edges}.values()
        kinds = [edge.kind for edge in situations]
        return Summary(
            documents=len(self.documents),
            actors=len(self.nodes),
            events=kinds.count(Kind.EVENT),
            relations=kinds.count(Kind.RELATION),
            claims=sum(len(edge.claims) for edge in situations),
            disputed=sum(edge.status is Status.DISPUTED for edge in situations),
        )

"""Hand-made records: small articles of an invented corner of the world.

`Article` finds spans by their words, so that a test reads as the text does:

    article = Article("Borland praised Cestria.", publisher="Northwire")
    borland = article.mention("Borland", MentionType.STATE)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.graph import Store
from kg.records import (
    Chain,
    Claim,
    Document,
    Entity,
    Event,
    Extraction,
    Factuality,
    Figure,
    Judgement,
    Linker,
    Mention,
    MentionType,
    PartialDate,
    Proposition,
    Relation,
    Stance,
    TenureStatus,
    TimeFrame,
    Verdict,
    slug,
)

PERSON, STATE, ORGANIZATION = MentionType.PERSON, MentionType.STATE, MentionType.ORGANIZATION
ROLE, PLACE = MentionType.ROLE, MentionType.PLACE


@dataclass
class Article:
    """Builds the Extraction of one text; every method returns the id of what it made."""

    text: str
    publisher: str = ""
    published: str = "2026-11-17"
    title: str = ""
    url: str = ""
    author: str = ""
    mentions: list[Mention] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    propositions: list[Proposition] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    @property
    def document(self) -> Document:
        published = PartialDate.from_iso(self.published) if self.published else None
        return Document(
            text=self.text,
            title=self.title,
            url=self.url,
            publisher=self.publisher,
            author=self.author,
            published=published,
        )

    def mention(
        self,
        words: str,
        kind: MentionType,
        *,
        chain: str = "",
        proper: bool = True,
        nth: int = 0,
        score: float = 1.0,
    ) -> str:
        """The span of the `nth` occurrence of `words`; the first of a chain without `chain`."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        local = f"{self.document.id}-m{len(self.mentions) + 1}"
        chained = kind in (PERSON, STATE, ORGANIZATION, PLACE, ROLE, MentionType.DEMONYM)
        self.mentions.append(
            Mention(
                start=start,
                end=start + len(words),
                id=local,
                text=words,
                type=kind,
                chain=chain or (local if chained else ""),
                score=score,
                proper=proper,
            )
        )
        return local

    def passage(self, words: str = "") -> str:
        """Evidence: the words given, or the whole text."""
        return self.mention(words or self.text, MentionType.EVIDENCE)

    def figure(
        self, words: str, low: float | None, high: float | None, counts: str = "troops"
    ) -> str:
        evidence = self.mention(words, MentionType.QUANTITY)
        local = f"{self.document.id}-f{len(self.figures) + 1}"
        self.figures.append(Figure(local, counts, low, high, (evidence,)))
        return local

    def event(
        self,
        kind: str,
        actors: Iterable[str],
        recipients: Iterable[str] = (),
        *,
        trigger: str,
        figures: Iterable[str] = (),
        evidence: str = "",
        begin: str = "",
        time_frame: TimeFrame = TimeFrame.PAST,
        place: str = "",
        mode: str = "",
    ) -> str:
        local = f"{self.document.id}-e{len(self.events) + 1}"
        self.events.append(
            Event(
                id=local,
                type=kind,
                actors=tuple(actors),
                recipients=tuple(recipients),
                trigger=self.mention(trigger, MentionType.TRIGGER),
                evidence=(self.passage(evidence),),
                time_frame=time_frame,
                figures=tuple(figures),
                begin=PartialDate.from_iso(begin) if begin else None,
                place=place,
                mode=mode,
            )
        )
        return local

    def relation(
        self,
        predicate: str,
        subject: str,
        object_: str,
        *,
        tenure: TenureStatus | None = None,
        begin: str = "",
        evidence: str = "",
    ) -> str:
        local = f"{self.document.id}-r{len(self.relations) + 1}"
        self.relations.append(
            Relation(
                id=local,
                predicate=predicate,
                subject=subject,
                object=object_,
                evidence=(self.passage(evidence),),
                tenure=tenure,
                begin=PartialDate.from_iso(begin) if begin else None,
            )
        )
        return local

    def proposition(
        self, words: str, about: Iterable[str] = (), *, time_frame: TimeFrame | None = None
    ) -> str:
        """Something said that is neither event nor relation, in its words."""
        local = f"{self.document.id}-s{len(self.propositions) + 1}"
        self.propositions.append(
            Proposition(local, tuple(about), (self.passage(words),), time_frame)
        )
        return local

    def claim(
        self,
        content: str,
        *,
        source: str = "",
        stance: Stance = Stance.ASSERT,
        factuality: Factuality = Factuality.CERTAIN,
        cue: str = "",
        evidence: str = "",
        addressee: str = "",
        anonymous: bool = False,
        time: str = "",
        score: float = 1.0,
    ) -> str:
        local = f"{self.document.id}-c{len(self.claims) + 1}"
        cue_mention = self.mention(cue, MentionType.CUE) if cue else ""
        passage = self.passage(evidence)
        self.claims.append(
            Claim(
                id=local,
                content=content,
                stance=stance,
                factuality=factuality,
                evidence=(cue_mention, passage) if cue_mention else (passage,),
                source=source,
                addressee=addressee,
                cue=cue_mention,
                anonymous=anonymous,
                time=PartialDate.from_iso(time) if time else None,
                score=score,
            )
        )
        return local

    def extraction(self) -> Extraction:
        return Extraction(
            document=self.document,
            mentions=tuple(self.mentions),
            events=tuple(self.events),
            relations=tuple(self.relations),
            propositions=tuple(self.propositions),
            figures=tuple(self.figures),
            claims=tuple(self.claims),
        )


def denial() -> Extraction:
    """A minister denies a deployment: one event, one figure, one claim that it is not so."""
    article = Article(
        "The foreign minister of Avaria denied on Monday that Borland had moved 1,500 soldiers"
        " to Cestria.",
        publisher="Northwire",
        title="Avaria denies reports of a deployment",
        url="https://northwire.example/avaria-denies",
        author="R. Holm",
    )
    minister = article.mention("The foreign minister of Avaria", PERSON, proper=False)
    borland = article.mention("Borland", STATE)
    cestria = article.mention("Cestria", STATE)
    figure = article.figure("1,500 soldiers", 1500, 1500)
    clause = "Borland had moved 1,500 soldiers to Cestria"
    event = article.event(
        "MOBILIZE",
        [borland],
        [cestria],
        trigger="moved",
        figures=[figure],
        evidence=clause,
        mode="troops",
    )
    article.claim(
        event,
        source=minister,
        stance=Stance.DENY,
        factuality=Factuality.NOT_CERTAIN,
        cue="denied",
        evidence=clause,
        time="2026-11-16",
    )
    return article.extraction()


def report(publisher: str = "Harbour Times", published: str = "2026-11-16") -> Extraction:
    """A ministry says that 1,500 soldiers were sent. Another publisher makes it a reprint."""
    article = Article(
        "Borland sent 1,500 soldiers to Cestria last week, the Cestrian defence ministry said."
        " Borland has not commented.",
        publisher=publisher,
        published=published,
        title="Soldiers sent, ministry says",
    )
    borland = article.mention("Borland", STATE)
    cestria = article.mention("Cestria", STATE)
    article.mention("Cestrian", MentionType.DEMONYM, chain=cestria)
    ministry = article.mention("the Cestrian defence ministry", ORGANIZATION)
    article.mention("Borland", STATE, chain=borland, nth=1)
    figure = article.figure("1,500 soldiers", 1500, 1500)
    clause = "Borland sent 1,500 soldiers to Cestria last week"
    event = article.event(
        "MOBILIZE", [borland], [cestria], trigger="sent", figures=[figure], evidence=clause
    )
    article.claim(event, source=ministry, cue="said", evidence=clause)
    return article.extraction()


def larger_report() -> Extraction:
    """Another figure for the same deployment, and a president with her post."""
    article = Article(
        "Borland has sent at least 3,000 troops to Cestria, President Ilsa Maren of Cestria told"
        " reporters. Maren took office in May 2024.",
        publisher="Plain Post",
        published="2026-11-18",
        title="President speaks of thousands",
    )
    borland = article.mention("Borland", STATE)
    cestria = article.mention("Cestria", STATE)
    president = article.mention("President", ROLE, proper=False)
    maren = article.mention("Ilsa Maren", PERSON)
    article.mention("Cestria", STATE, chain=cestria, nth=1)
    article.mention("Maren", PERSON, chain=maren, nth=1)
    figure = article.figure("at least 3,000 troops", 3000, None)
    clause = "Borland has sent at least 3,000 troops to Cestria"
    event = article.event(
        "MOBILIZE", [borland], [cestria], trigger="sent", figures=[figure], evidence=clause
    )
    article.claim(event, source=maren, cue="told", evidence=clause)
    named = "President Ilsa Maren of Cestria"
    holds = article.relation(
        "holdsPost",
        maren,
        president,
        tenure=TenureStatus.CURRENT,
        begin="2024-05",
        evidence=named,
    )
    post_in = article.relation("postIn", president, cestria, evidence=named)
    article.claim(holds, evidence=named)
    article.claim(post_in, evidence=named)
    return article.extraction()


def corroborating_report() -> Extraction:
    """A third publisher, unnamed sources, a range that fits the first figure."""
    article = Article(
        "Between 1,200 and 1,800 soldiers from Borland have been sent to Cestria, two diplomats"
        " said on condition of anonymity.",
        publisher="Avaria Today",
        published="2026-11-18",
    )
    borland = article.mention("Borland", STATE)
    cestria = article.mention("Cestria", STATE)
    diplomats = article.mention("two diplomats", PERSON, proper=False)
    figure = article.figure("Between 1,200 and 1,800 soldiers", 1200, 1800)
    clause = "Between 1,200 and 1,800 soldiers from Borland have been sent to Cestria"
    event = article.event(
        "MOBILIZE", [borland], [cestria], trigger="sent", figures=[figure], evidence=clause
    )
    article.claim(event, source=diplomats, cue="said", evidence=clause, anonymous=True)
    return article.extraction()


def former_post() -> Extraction:
    """A post held in the past, and an allegation: neither may become a plain triple."""
    article = Article(
        "Odo Brandt, the former chancellor of Borland, accused Cestria of spying."
        " Brandt is reportedly a member of the Tern Club.",
        publisher="Northwire",
        published="2026-11-19",
        title="Former chancellor speaks out",
    )
    brandt = article.mention("Odo Brandt", PERSON)
    chancellor = article.mention("chancellor", ROLE, proper=False)
    borland = article.mention("Borland", STATE)
    cestria = article.mention("Cestria", STATE)
    article.mention("Brandt", PERSON, chain=brandt, nth=1)
    club = article.mention("the Tern Club", ORGANIZATION)
    clause = "Odo Brandt, the former chancellor of Borland, accused Cestria of spying"
    event = article.event("ACCUSE", [brandt], [cestria], trigger="accused", evidence=clause)
    article.claim(event, evidence=clause)
    held = article.relation(
        "holdsPost", brandt, chancellor, tenure=TenureStatus.FORMER, evidence=clause
    )
    post_in = article.relation("postIn", chancellor, borland, evidence=clause)
    article.claim(held, evidence=clause)
    article.claim(post_in, evidence=clause)
    member = article.relation("memberOf", brandt, club, evidence="a member of the Tern Club")
    article.claim(
        member,
        factuality=Factuality.POSSIBLE,
        cue="reportedly",
        evidence="reportedly a member of the Tern Club",
    )
    return article.extraction()


def collection() -> list[Extraction]:
    """Everything above, with a reprint of the first report."""
    return [
        denial(),
        report(),
        report("Evening Mirror", "2026-11-17"),
        larger_report(),
        corroborating_report(),
        former_post(),
    ]


def remarks() -> Extraction:
    """What is said and is no event: of others, of nobody, denied, and reported at second hand."""
    first = "The pact between Borland and Cestria threatens nobody, Ilsa Maren said."
    second = "Avaria denied that Maren was to blame."
    third = "It demanded a clear answer."
    fourth = "Northwire reported that Maren regretted the delay."
    article = Article(
        f"{first} {second} {third} {fourth}",
        publisher="Plain Post",
        published="2026-11-20",
        title="What is said of the pact",
    )
    borland, cestria = article.mention("Borland", STATE), article.mention("Cestria", STATE)
    maren = article.mention("Ilsa Maren", PERSON)
    avaria = article.mention("Avaria", STATE)
    again = article.mention("Maren", PERSON, chain=maren, nth=1)
    article.mention("It", STATE, chain=avaria, proper=False)
    wire = article.mention("Northwire", ORGANIZATION)
    pact = article.proposition(
        "The pact between Borland and Cestria threatens nobody", [borland, cestria]
    )
    article.claim(pact, source=maren, cue="said", evidence=first)
    blame = article.proposition("Maren was to blame", [again], time_frame=TimeFrame.PAST)
    article.claim(blame, source=avaria, stance=Stance.DENY, cue="denied", evidence=second)
    answer = article.proposition("a clear answer")
    article.claim(answer, source=avaria, stance=Stance.DEMAND, cue="demanded", evidence=third)
    delay = article.proposition("Maren regretted the delay")
    said = article.claim(delay, source=maren, cue="regretted", evidence=fourth)
    article.claim(said, source=wire, cue="reported", evidence=fourth)
    return article.extraction()


def reprints() -> dict[str, str]:
    """The one reprint of `collection`: document id to the id of the original."""
    return {report("Evening Mirror", "2026-11-17").document.id: report().document.id}


LABELS = {"president": "President of Cestria", "chancellor": "Chancellor of Borland"}
ENTITY_IDS = {
    "president": "cestria-president",
    "chancellor": "borland-chancellor",
    "the-foreign-minister-of-avaria": "avaria-foreign-minister",
    "the-cestrian-defence-ministry": "cestria-defence-ministry",
    "the-tern-club": "tern-club",
}
WIKIDATA_IDS = {"borland": "Q900001", "cestria": "Q900002"}


def link(chains: Iterable[Chain], publishers: Mapping[str, str] | None = None) -> Linker:
    """Identity by equal names, which is right for `collection`; publishers as well.

    Diplomats without a name stay unresolved.
    """
    entity_of: dict[str, str] = {}
    entities: dict[str, Entity] = {}
    names: dict[str, set[str]] = {}
    rows = [chain for chain in chains if (chain.names or chain.nominals)]
    heads = {chain.id: _entity_id(chain) for chain in rows}
    for chain in rows:
        local = heads[chain.id]
        if local == "two-diplomats":
            continue
        entity_of[chain.id] = local
        names.setdefault(local, set()).update(chain.names)
        first = (chain.names or chain.nominals)[0]
        entities[local] = Entity(
            id=local,
            type=chain.type,
            label=LABELS.get(slug(first), first.removeprefix("the ")),
            same_as=WIKIDATA_IDS.get(local, ""),
            organization_type="ministry" if local.endswith("ministry") else "",
            body=heads.get(chain.body, ""),
        )
    for name in sorted(set((publishers or {}).values())):
        local = slug(name)
        entity_of[f"publisher:{name}"] = local
        entities[local] = Entity(local, ORGANIZATION, name, organization_type="media")
    named = {
        local: Entity(
            id=local,
            type=entity.type,
            label=entity.label,
            names=tuple(sorted(names.get(local, ()))),
            same_as=entity.same_as,
            organization_type=entity.organization_type,
            body=entity.body,
        )
        for local, entity in entities.items()
    }
    return Linker(entity_of, named, judgements=_judgements(entity_of))


def _judgements(entity_of: Mapping[str, str]) -> tuple[Judgement, ...]:
    """One for each chain: the same as its entity, because the names are equal."""
    return tuple(
        Judgement.of(chain, local, Verdict.SAME, score=0.95, reason="equal names", by="test")
        for chain, local in sorted(entity_of.items())
        if not chain.startswith("publisher:")
    )


def _entity_id(chain: Chain) -> str:
    first = slug((chain.names or chain.nominals)[0])
    return ENTITY_IDS.get(first, first)


def resolved_store(store: Store | None = None) -> Store:
    """`collection` with its identity and view, in memory unless a store is given."""
    store = store or Store.memory()
    store.add(collection())
    store.settle(link(store.chains(), store.publishers()), reprints())
    return store

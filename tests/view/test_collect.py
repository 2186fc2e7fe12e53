"""From a real store to what the page shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.graph import Store
from kg.query import run_sparql
from kg.records import (
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
    TimeFrame,
    Verdict,
)
from kg.view import ViewEdge, ViewGraph, collect, render
from kg.view.records import Kind, Status

TEXT = (
    "Troops move. Avaria's foreign minister Ada Lund denied on Monday that Borland had sent "
    "1,500 troops to Cestria. Dorne and Borland held talks. Nobody was hurt."
)
MEMBERS = {
    "lund": (MentionType.PERSON, "Ada Lund"),
    "avaria": (MentionType.STATE, "Avaria"),
    "borland": (MentionType.STATE, "Borland"),
    "cestria": (MentionType.STATE, "Cestria"),
    "dorne": (MentionType.STATE, "Dorne"),
    "minister": (MentionType.ROLE, "foreign minister"),
}


def article(
    text: str = TEXT,
    *,
    stance: Stance = Stance.DENY,
    factuality: Factuality = Factuality.NOT_CERTAIN,
    narrated: bool = False,
    frame: TimeFrame = TimeFrame.PAST,
    publisher: str = "The Meridian",
) -> Extraction:
    document = Document(
        text,
        title=f"Envoys of {publisher}",
        url="https://meridian.example/1",
        publisher=publisher,
        published=PartialDate(2026, 11, 17),
    )

    def span(key: str, words: str, type_: MentionType) -> Mention:
        start = text.index(words)
        name = f"{document.id}-{key}"
        chain = name if key in MEMBERS else ""
        return Mention(start, start + len(words), name, words, type_, chain)

    mentions = [span(key, words, type_) for key, (type_, words) in MEMBERS.items()]
    mentions += [
        span("clause", "Borland had sent 1,500 troops to Cestria", MentionType.EVIDENCE),
        span("sent", "sent", MentionType.TRIGGER),
        span("denied", "denied", MentionType.CUE),
        span("troops", "1,500 troops", MentionType.QUANTITY),
        span("talks", "Dorne and Borland held talks.", MentionType.EVIDENCE),
        span("held", "talks", MentionType.TRIGGER),
    ]
    ids = {mention.id.partition("-")[2]: mention.id for mention in mentions}
    sending = Event(
        f"{document.id}-e1",
        "MOBILIZE",
        (ids["borland"],),
        (ids["cestria"],),
        ids["sent"],
        (ids["clause"],),
        frame,
        figures=(f"{document.id}-f1",),
        begin=PartialDate(2026, 11),
    )
    talks = Event(
        f"{document.id}-e2",
        "CONSULT",
        (ids["dorne"], ids["borland"]),
        (),
        ids["held"],
        (ids["talks"],),
        TimeFrame.PAST,
    )
    post = Relation(
        f"{document.id}-r1", "holdsPost", ids["lund"], ids["minister"], (ids["clause"],)
    )
    certain = (Stance.ASSERT, Factuality.CERTAIN)
    claims = (
        Claim(
            f"{document.id}-c1",
            sending.id,
            stance,
            factuality,
            (ids["denied"], ids["clause"]),
            source="" if narrated else ids["lund"],
            cue=ids["denied"],
        ),
        Claim(f"{document.id}-c2", talks.id, *certain, (ids["talks"],)),
        Claim(f"{document.id}-c3", post.id, *certain, (ids["clause"],)),
    )
    figure = Figure(f"{document.id}-f1", "troops", 1500, 1500, (ids["troops"],))
    return Extraction(
        document, tuple(mentions), (sending, talks), (post,), figures=(figure,), claims=claims
    )


def entities() -> dict[str, Entity]:
    found = {
        key: Entity(key, type_, words, (words, f"the {words}"))
        for key, (type_, words) in MEMBERS.items()
    }
    found["avaria"] = replace(found["avaria"], same_as="Q101")
    found["minister"] = replace(
        found["minister"], label="Foreign Minister of Avaria", body="avaria"
    )
    return found


def shown(*articles: Extraction) -> ViewGraph:
    store = Store.memory()
    store.add(articles)
    known = entities()
    store.settle(Linker({f"{a.document.id}-{key}": key for a in articles for key in known}, known))
    return collect(lambda text: run_sparql(store, text).dicts(), title="Borland")


def sending(graph: ViewGraph) -> ViewEdge:
    return next(edge for edge in graph.edges if edge.type == "MOBILIZE")


def test_denied_event_is_denied_and_has_its_sentence() -> None:
    edge = sending(shown(article()))
    assert (edge.source, edge.target, edge.kind) == ("borland", "cestria", Kind.EVENT)
    assert (edge.quad, edge.status, edge.date) == ("materialConflict", Status.DENIED, "2026-11")
    assert edge.figures == ("1,500 troops",)
    (claim,) = edge.claims
    assert (claim.source, claim.stance, claim.factuality) == ("Ada Lund", "deny", "CT-")
    (evidence,) = claim.evidence
    assert evidence.sentence == (
        "Avaria's foreign minister Ada Lund denied on Monday that Borland had sent "
        "1,500 troops to Cestria."
    )
    start, end = evidence.highlight
    assert evidence.sentence[start:end] == "Borland had sent 1,500 troops to Cestria"
    assert evidence.source.url == "https://meridian.example/1"
    assert evidence.source.date == "2026-11-17"


def test_evidence_that_is_the_whole_sentence_marks_the_trigger() -> None:
    graph = shown(article())
    edge = next(edge for edge in graph.edges if edge.type == "CONSULT")
    (evidence,) = edge.claims[0].evidence
    start, end = evidence.highlight
    assert evidence.sentence == "Dorne and Borland held talks."
    assert evidence.sentence[start:end] == "talks"


def test_several_actors_without_recipient_are_tied_to_each_other() -> None:
    edge = next(edge for edge in shown(article()).edges if edge.type == "CONSULT")
    assert {edge.source, edge.target} == {"borland", "dorne"}
    assert edge.mutual
    assert edge.claims[0].source == "The Meridian"


def test_post_becomes_a_tie_to_the_body_and_a_line_in_the_panel() -> None:
    graph = shown(article())
    edge = next(edge for edge in graph.edges if edge.kind is Kind.RELATION)
    assert (edge.source, edge.target, edge.detail) == (
        "lund",
        "avaria",
        "Foreign Minister of Avaria",
    )
    lund = next(node for node in graph.nodes if node.id == "lund")
    assert lund.posts == ("Foreign Minister of Avaria",)


def test_actors_carry_names_and_wikidata() -> None:
    graph = shown(article())
    avaria = next(node for node in graph.nodes if node.id == "avaria")
    assert (avaria.type, avaria.wikidata, avaria.mentions) == ("State", "Q101", 1)
    assert avaria.names == ("the Avaria",)
    assert "minister" not in {node.id for node in graph.nodes}


def test_actors_carry_the_words_and_articles_that_mention_them() -> None:
    graph = shown(article(), article(publisher="Harbour Daily"))
    avaria = next(node for node in graph.nodes if node.id == "avaria")
    assert avaria.forms == (("Avaria", 2),)
    assert {source.publisher: times for source, times in avaria.articles} == {
        "The Meridian": 1,
        "Harbour Daily": 1,
    }
    assert avaria.mentions == 2


def test_actors_carry_why_they_are_one() -> None:
    one, two = article(), article(publisher="Harbour Daily")
    chains = [f"{each.document.id}-lund" for each in (one, two)]
    known = entities()
    store = Store.memory()
    store.add([one, two])
    judgements = (
        Judgement.of("lund", "avaria", Verdict.DIFFERENT, score=0.9, reason="a person", by="rules"),
        Judgement.of(
            chains[0], chains[1], Verdict.SAME, score=0.8, reason="equal names", by="persons.v1"
        ),
    )
    store.settle(
        Linker(
            {f"{a.document.id}-{key}": key for a in (one, two) for key in known},
            known,
            judgements,
            scores={chains[0]: 0.7, chains[1]: 0.7},
        )
    )
    graph = collect(lambda text: run_sparql(store, text).dicts())
    lund = next(node for node in graph.nodes if node.id == "lund")
    told = [(j.verdict, j.score, j.times, j.words, j.by) for j in lund.judgements]
    # The doubtful first; links of single mentions are counted.
    assert told == [
        ("same", 0.7, 2, (), ""),
        ("same", 0.8, 1, ("Ada Lund",), "persons.v1"),
        ("different", 0.9, 1, ("Avaria",), "rules"),
    ]
    avaria = next(node for node in graph.nodes if node.id == "avaria")
    assert [j.words for j in avaria.judgements] == [("Ada Lund",)]


def test_claims_carry_their_ids_speakers_and_opponents() -> None:
    asserting = article(
        stance=Stance.ASSERT,
        factuality=Factuality.CERTAIN,
        narrated=True,
        publisher="Harbour Daily",
    )
    denying = article()
    graph = shown(asserting, denying)
    assert graph.base == "https://w3id.org/newskg/"
    claims = {claim.id: claim for edge in graph.edges for claim in edge.claims}
    told, denied = (claims[f"{each.document.id}-c1"] for each in (asserting, denying))
    assert told.opposes == (denied.id,)
    assert denied.opposes == (told.id,)
    assert denied.speakers == ("lund",)
    assert told.speakers == ()


def test_date_of_a_beginning_is_marked_as_such() -> None:
    told = article()
    first, *others = told.events
    longer = replace(told, events=(replace(first, end=PartialDate(2026, 12)), *others))
    assert sending(shown(longer)).since
    assert not sending(shown(told)).since


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"stance": Stance.ASSERT, "factuality": Factuality.CERTAIN}, Status.ASSERTED),
        ({"stance": Stance.ASSERT, "factuality": Factuality.PROBABLE}, Status.ALLEGED),
        ({"stance": Stance.CONSIDER, "factuality": Factuality.POSSIBLE}, Status.PLANNED),
        (
            {
                "stance": Stance.ASSERT,
                "factuality": Factuality.CERTAIN,
                "frame": TimeFrame.HYPOTHETICAL,
            },
            Status.PLANNED,
        ),
    ],
    ids=["asserted", "alleged", "considered", "hypothetical"],
)
def test_status_follows_the_claims(changes: dict[str, object], status: Status) -> None:
    assert sending(shown(article(**changes))).status is status  # type: ignore[arg-type]


def test_denial_in_another_article_makes_an_assertion_disputed() -> None:
    asserting = article(
        stance=Stance.ASSERT,
        factuality=Factuality.CERTAIN,
        narrated=True,
        publisher="Harbour Daily",
    )
    graph = shown(asserting, article())
    edges = {edge.id: edge for edge in graph.edges}
    told = edges[f"{asserting.document.id}-e1"]
    assert told.status is Status.DISPUTED
    assert told.claims[0].opposed_by == ("Ada Lund",)


def test_denial_of_a_claim_counts_against_its_content() -> None:
    told = article(stance=Stance.ASSERT, factuality=Factuality.CERTAIN)
    name = told.document.id
    clause = f"{name}-clause"
    denial = Claim(
        f"{name}-c9",
        f"{name}-c1",
        Stance.DENY,
        Factuality.NOT_CERTAIN,
        (clause,),
        source=f"{name}-borland",
    )
    edge = sending(shown(replace(told, claims=(*told.claims, denial))))
    assert edge.status is Status.DISPUTED
    assert [claim.source for claim in edge.claims] == ["Ada Lund", "Borland"]
    assert [claim.about for claim in edge.claims] == ["", f"{name}-c1"]


def telling(
    told: Extraction,
    words: str,
    *about: str,
    key: str = "s1",
    **claim: object,
) -> Extraction:
    """The article with Lund saying these of its words, too."""
    name, text = told.document.id, told.document.text
    start = text.index(words)
    clause = Mention(start, start + len(words), f"{name}-{key}w", words, MentionType.EVIDENCE)
    known: dict[str, object] = {
        "stance": Stance.ASSERT, "factuality": Factuality.CERTAIN, "source": f"{name}-lund",
    }  # fmt: skip
    said = Claim(id=f"{name}-{key}c", content=f"{name}-{key}", evidence=(f"{name}-clause",),
                 **(known | claim))  # type: ignore[arg-type]  # fmt: skip
    proposition = Proposition(
        f"{name}-{key}", tuple(f"{name}-{actor}" for actor in about), (clause.id,)
    )
    return replace(
        told,
        mentions=(*told.mentions, clause),
        claims=(*told.claims, said),
        propositions=(*told.propositions, proposition),
    )


def test_propositions_carry_words_names_and_who_says_so() -> None:
    told = article()
    name = told.document.id
    heard = telling(
        told, "Borland had sent", "borland", "cestria",
        addressee=f"{name}-dorne", time=PartialDate(2026, 11, 16),
    )  # fmt: skip
    graph = shown(heard)
    (proposition,) = graph.propositions
    assert proposition.id == f"{name}-s1"
    assert proposition.names == ("borland", "cestria")
    (claim,) = proposition.claims
    assert (claim.source, claim.speakers, claim.addressee) == ("Ada Lund", ("lund",), "Dorne")
    assert (claim.stance, claim.factuality, claim.date) == ("assert", "CT+", "2026-11-16")
    assert claim.evidence == ()
    (evidence,) = proposition.evidence
    start, end = evidence.highlight
    assert evidence.sentence[start:end] == "Borland had sent"
    assert evidence.sentence.startswith("Avaria's foreign minister Ada Lund denied")
    assert evidence.source.publisher == "The Meridian"


def test_unnamed_source_is_not_the_publication() -> None:
    told = telling(article(), "Nobody was hurt", source="", anonymous=True)
    ((claim,),) = (one.claims for one in shown(told).propositions)
    assert (claim.source, claim.speakers, claim.anonymous) == ("somebody unnamed", (), True)
    assert sending(shown(article(narrated=True))).claims[0].source == "The Meridian"


@pytest.mark.parametrize(
    ("stance", "by"), [(Stance.ASSERT, ("Borland",)), (Stance.DENY, ()), (Stance.CONSIDER, ())]
)
def test_what_is_known_at_second_hand_has_who_reports_it(
    stance: Stance, by: tuple[str, ...]
) -> None:
    told = telling(article(), "Nobody was hurt")
    name = told.document.id
    report = Claim(
        f"{name}-c9", f"{name}-s1c", stance, Factuality.CERTAIN, (f"{name}-clause",),
        source=f"{name}-borland",
    )  # fmt: skip
    (said,) = shown(replace(told, claims=(*told.claims, report))).propositions
    assert said.claims[0].reported_by == by


def test_propositions_are_no_lines_and_add_no_actors() -> None:
    told = article()
    before, after = shown(told), shown(telling(told, "Nobody was hurt", "dorne"))
    assert after.edges == before.edges
    assert after.nodes == before.nodes
    assert after.summary == before.summary
    assert (len(before.propositions), len(after.propositions)) == (0, 1)


def test_propositions_stand_in_the_order_of_the_text() -> None:
    told = telling(article(), "Nobody was hurt", key="s2")
    told = telling(told, "Troops move", key="s10")
    told = telling(told, "held talks", key="s1")
    ids = [one.id.rpartition("-")[2] for one in shown(told).propositions]
    assert ids == ["s10", "s1", "s2"]


def test_order_of_articles_does_not_show() -> None:
    one = telling(article(), "Nobody was hurt", "dorne", "borland")
    two = telling(article(publisher="Harbour Daily"), "Troops move", "borland")
    assert shown(one, two) == shown(two, one)
    assert render(shown(one, two)) == render(shown(two, one))


def test_empty_store_gives_an_empty_graph() -> None:
    assert shown() == ViewGraph(title="Borland")

"""What one article's records become."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import Namespaces, document_quads
from kg.graph.namespaces import term
from kg.graph.rdf import MENTION_TYPES, decimal_literal
from kg.records import Extraction, MentionType, PartialDate, Stance
from tests.factories import (
    PERSON,
    ROLE,
    STATE,
    Article,
    collection,
    denial,
    former_post,
    larger_report,
    remarks,
)

RUN = "https://example.org/run/1"


def values(quads: list[Quad], subject: str, curie: str) -> set[str]:
    """Objects of a property, IRIs by their last part."""
    return {
        quad.object.value.rsplit("/", 1)[-1]
        for quad in quads
        if quad.subject.value.endswith("/" + subject) and quad.predicate == term(curie)
    }


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return document_quads(denial(), RUN)


def local(extraction: Extraction, name: str) -> str:
    return f"{extraction.document.id}-{name}"


@pytest.mark.parametrize("extraction", collection(), ids=lambda e: e.document.title[:20])
def test_everything_is_in_the_graph_named_after_the_document(extraction: Extraction) -> None:
    graphs = {quad.graph_name.value for quad in document_quads(extraction, RUN)}
    assert graphs == {f"https://w3id.org/newskg/document/{extraction.document.id}"}


@pytest.mark.parametrize("extraction", collection(), ids=lambda e: e.document.title[:20])
def test_no_blank_nodes_and_no_quad_twice(extraction: Extraction) -> None:
    quads = document_quads(extraction, RUN)
    assert len(quads) == len(set(quads))
    for quad in quads:
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode | Literal)


def test_document_keeps_text_and_metadata(quads: list[Quad]) -> None:
    document = denial().document
    assert values(quads, document.id, "nif:isString") == {document.text}
    assert values(quads, document.id, "dcterms:title") == {document.title}
    assert values(quads, document.id, "schema:publisher") == {"Northwire"}
    assert values(quads, document.id, "schema:author") == {"R. Holm"}
    assert values(quads, document.id, "prov:wasGeneratedBy") == {"1"}


def test_mention_offsets_slice_the_text(quads: list[Quad]) -> None:
    text = denial().document.text
    begins = {
        q.subject: int(q.object.value) for q in quads if q.predicate == term("nif:beginIndex")
    }
    ends = {q.subject: int(q.object.value) for q in quads if q.predicate == term("nif:endIndex")}
    anchors = {q.subject: q.object.value for q in quads if q.predicate == term("nif:anchorOf")}
    assert len(anchors) == len(denial().mentions) >= 7
    for mention, anchor in anchors.items():
        assert text[begins[mention] : ends[mention]] == anchor


def test_event_points_at_mentions_never_at_entities(quads: list[Quad]) -> None:
    extraction = denial()
    event = local(extraction, "e1")
    assert values(quads, event, "kg:eventType") == {"MOBILIZE"}
    assert values(quads, event, "kg:eventMode") == {"mode-troops"}
    assert values(quads, event, "kg:actorMention") == {local(extraction, "m2")}
    assert values(quads, event, "kg:recipientMention") == {local(extraction, "m3")}
    assert values(quads, event, "kg:figure") == {local(extraction, "f1")}
    assert not values(quads, event, "kg:actor")


def test_claim_has_stance_factuality_source_and_time(quads: list[Quad]) -> None:
    extraction = denial()
    claim = local(extraction, "c1")
    assert values(quads, claim, "kg:content") == {local(extraction, "e1")}
    assert values(quads, claim, "kg:stance") == {"ontology#deny"}
    assert values(quads, claim, "kg:factuality") == {"ontology#CTminus"}
    assert values(quads, claim, "kg:sourceMention") == {local(extraction, "m1")}
    assert values(quads, claim, "sem:hasTimeStamp") == {"2026-11-16"}
    assert not values(quads, claim, "prov:wasAttributedTo")


def test_narrated_claim_is_attributed_to_its_document() -> None:
    extraction = former_post()
    quads = document_quads(extraction, RUN)
    claim = local(extraction, "c1")
    assert values(quads, claim, "prov:wasAttributedTo") == {extraction.document.id}
    assert not values(quads, claim, "kg:sourceMention")


def test_post_has_a_tenure_that_begins() -> None:
    extraction = larger_report()
    quads = document_quads(extraction, RUN)
    tenure = local(extraction, "r1-t")
    assert values(quads, local(extraction, "r1"), "kg:tenure") == {tenure}
    assert values(quads, tenure, "kg:tenureStatus") == {"ontology#current"}
    assert values(quads, tenure, "sem:hasBeginTimeStamp") == {"2024-05"}
    assert values(quads, tenure, "kg:evidence")
    assert not values(quads, local(extraction, "r2"), "kg:tenure")


def test_open_range_has_no_upper_end() -> None:
    extraction = larger_report()
    quads = document_quads(extraction, RUN)
    assert values(quads, local(extraction, "f1"), "kg:low") == {"3000"}
    assert not values(quads, local(extraction, "f1"), "kg:high")


@pytest.mark.parametrize(
    ("number", "text"),
    [(1500.0, "1500"), (0.5, "0.5"), (1e22, "1" + 22 * "0"), (2.5e-5, "0.000025"), (0.0, "0")],
)
def test_numbers_are_plain_decimals(number: float, text: str) -> None:
    assert decimal_literal(number).value == text


@pytest.mark.parametrize(
    ("iso", "datatype"), [("2026-11-16", "date"), ("2026-11", "gYearMonth"), ("2026", "gYear")]
)
def test_dates_are_as_precise_as_the_text(iso: str, datatype: str) -> None:
    article = Article("Borland praised Cestria.", published=iso)
    found = [q.object for q in document_quads(article.extraction(), RUN)]
    assert Literal(iso, datatype=term(f"xsd:{datatype}")) in found
    assert PartialDate.from_iso(iso).datatype == datatype


def test_unknown_date_stays_unknown() -> None:
    article = Article("Borland praised Cestria.", published="")
    predicates = {q.predicate for q in document_quads(article.extraction(), RUN)}
    assert term("schema:datePublished") not in predicates


@pytest.mark.parametrize(("begin", "stamps"), [("2026-11-02", 1), ("", 0)])
def test_event_with_a_begin_only_happens_then(begin: str, stamps: int) -> None:
    article = Article("Borland praised Cestria.")
    actor = article.mention("Borland", STATE)
    event = article.event("SUPPORT", [actor], trigger="praised", begin=begin)
    quads = document_quads(article.extraction(), RUN)
    assert len(values(quads, event, "sem:hasTimeStamp")) == stamps
    assert not values(quads, event, "sem:hasBeginTimeStamp")


def test_later_mentions_corefer_with_the_first_and_it_with_none() -> None:
    article = Article("Maren spoke. She left. Maren is back.")
    first = article.mention("Maren", PERSON)
    second = article.mention("She", PERSON, chain=first, proper=False)
    quads = document_quads(article.extraction(), RUN)
    assert values(quads, second, "kg:corefersWith") == {first}
    assert not values(quads, first, "kg:corefersWith")
    assert values(quads, second, "kg:nominal") == {"true"}


def test_score_is_written_where_it_says_something() -> None:
    article = Article("Borland praised Cestria.")
    sure = article.mention("Borland", STATE)
    unsure = article.mention("Cestria", STATE, score=0.73456)
    quads = document_quads(article.extraction(), RUN)
    assert not values(quads, sure, "kg:score")
    assert values(quads, unsure, "kg:score") == {"0.7346"}


def test_every_mention_type_has_a_name() -> None:
    assert set(MENTION_TYPES) == set(MentionType)


def test_claim_about_a_claim() -> None:
    article = Article("Northwire said that Borland denied it.")
    borland = article.mention("Borland", STATE)
    event = article.event("REJECT", [borland], trigger="denied")
    inner = article.claim(event, source=borland, stance=Stance.DENY)
    outer = article.claim(inner)
    quads = document_quads(article.extraction(), RUN)
    assert values(quads, outer, "kg:content") == {inner}


def test_what_is_said_keeps_its_words_and_whom_it_names() -> None:
    extraction = remarks()
    quads = document_quads(extraction, RUN)
    pact, blame = extraction.propositions[0].id, extraction.propositions[1].id
    texts = {mention.id: mention.text for mention in extraction.mentions}
    assert values(quads, pact, "rdf:type") == {"ontology#Situation"}
    named = values(quads, pact, "kg:aboutMention")
    assert {texts[mention] for mention in named} == {"Borland", "Cestria"}
    (clause,) = values(quads, blame, "kg:evidence")
    assert texts[clause] == "Maren was to blame"
    assert values(quads, blame, "kg:timeFrame") == {"ontology#past"}
    assert not values(quads, pact, "kg:timeFrame")
    assert not values(quads, pact, "kg:eventType") | values(quads, pact, "rdf:predicate")


def test_awkward_text_survives() -> None:
    text = 'A "quoted" \\ back\r\nslash, a tab\t, a line\u2028separator, \U0001f5deicode and \x0b.'
    article = Article(text, publisher="O\"Brien's <b> {x}", url="not a url at all")
    article.mention("\U0001f5deicode", ROLE)
    quads = document_quads(article.extraction(), RUN)
    assert values(quads, article.document.id, "nif:isString") == {text}


def test_base_is_a_setting() -> None:
    quads = document_quads(denial(), RUN, Namespaces("https://news.example/"))
    subjects = {quad.subject.value for quad in quads}
    assert all(subject.startswith("https://news.example/document/") for subject in subjects)
    assert any(quad.predicate == term("kg:actorMention") for quad in quads)


@pytest.mark.parametrize("base", ["https://news.example", "not an iri/", ""])
def test_base_must_be_an_iri_that_names_can_follow(base: str) -> None:
    with pytest.raises(ValueError, match=r"base|IRI|scheme"):
        Namespaces(base)

"""The ontology, its shapes, the PLOVER concepts and the generated vocabulary."""

import re
import time
from collections import defaultdict
from functools import cache
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import yaml
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SH

from kg.extract.lexicon import event_lexicon

ONTOLOGY = Path(__file__).parents[2] / "ontology"
EXAMPLE = Path(__file__).with_name("worked_example.trig").read_text(encoding="utf-8")
KG = Namespace("https://w3id.org/newskg/ontology#")
PLOVER = Namespace("https://w3id.org/newskg/plover/")
SCHEMA = Namespace("https://schema.org/")
DOCUMENT = URIRef("https://w3id.org/newskg/document/d17")
IDENTITY, VIEW = (URIRef(f"https://w3id.org/newskg/graph/{name}") for name in ("identity", "view"))
VOCABULARY = ("states", "places", "organizations", "leaders")
PROPERTY_TYPES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}


@cache
def ontology(*names: str) -> Graph:
    g = Graph()
    for name in names:
        g.parse(ONTOLOGY / f"{name}.ttl")
    return g


def vocabulary() -> Graph:
    return ontology(*(f"vocabulary/{stem}" for stem in VOCABULARY))


def terms(*types: URIRef) -> list[URIRef]:
    kg = ontology("kg")
    return sorted(
        {
            s
            for t in types
            for s in kg.subjects(RDF.type, t)
            if isinstance(s, URIRef) and s.startswith(KG)
        }
    )


def local(iri: URIRef) -> str:
    return re.split(r"[#/]", iri)[-1]


CLASSES = terms(OWL.Class)
PROPERTIES = terms(*PROPERTY_TYPES)
CONCEPTS = terms(SKOS.Concept, SKOS.ConceptScheme)


# ------------------------------------------------------------------------------------------------ kg.ttl


def test_the_ontology_has_its_terms():
    assert len(CLASSES) == 15
    assert len(PROPERTIES) >= 62
    assert len(CONCEPTS) >= 70


@pytest.mark.parametrize("term", CLASSES + PROPERTIES + CONCEPTS, ids=local)
def test_term_has_label_and_comment(term):
    kg = ontology("kg")
    assert len(list(kg.objects(term, RDFS.label))) == 1
    assert len(list(kg.objects(term, RDFS.comment))) == 1


@pytest.mark.parametrize("term", CLASSES, ids=local)
def test_class_has_an_example(term):
    assert list(ontology("kg").objects(term, SKOS.example))


@pytest.mark.parametrize("term", PROPERTIES, ids=local)
def test_property_has_one_domain_and_range_or_includes_several(term):
    kg = ontology("kg")
    for strict, loose in ((RDFS.domain, SCHEMA.domainIncludes), (RDFS.range, SCHEMA.rangeIncludes)):
        one, several = list(kg.objects(term, strict)), list(kg.objects(term, loose))
        assert (len(one) == 1 and not several) or (not one and len(several) >= 2)


def test_no_two_properties_share_a_label():
    labels = [str(ontology("kg").value(p, RDFS.label)) for p in PROPERTIES]
    assert len(set(labels)) == len(labels)


def test_local_names_hold_no_separator():
    for term in CLASSES + PROPERTIES + CONCEPTS:
        assert re.fullmatch(r"[A-Za-z]+", term.removeprefix(KG))


def test_domains_and_ranges_that_are_ours_are_declared():
    kg = ontology("kg")
    for predicate in (
        RDFS.domain,
        RDFS.range,
        SCHEMA.domainIncludes,
        SCHEMA.rangeIncludes,
        RDFS.subClassOf,
    ):
        for target in kg.objects(None, predicate):
            assert not target.startswith(KG) or target in CLASSES


@pytest.mark.parametrize(
    ("scheme", "members"),
    {
        "stances": "assert deny consider promise threaten demand ask refuse",
        "factualities": "CTplus PRplus PSplus CTminus PRminus PSminus U",
        "timeFrames": "past ongoing future hypothetical",
        "tenureStatuses": "current former acting incoming designate",
        "verdicts": "same different unsure",
    }.items(),
)
def test_scheme_has_its_concepts(scheme, members):
    found = {local(c) for c in ontology("kg").subjects(SKOS.inScheme, KG[scheme])}
    assert found == set(members.split())


def test_factualities_carry_the_factbank_notation():
    kg = ontology("kg")
    notations = {
        str(kg.value(c, SKOS.notation)) for c in kg.subjects(SKOS.inScheme, KG.factualities)
    }
    assert notations == {"CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "U"}


def test_every_own_term_in_the_shapes_is_declared():
    shapes = ontology("shapes", "shapes-view")
    known = {*CLASSES, *PROPERTIES, *CONCEPTS}
    used = {
        t
        for triple in shapes
        for t in triple
        if isinstance(t, URIRef) and t.startswith(KG) and t != URIRef(KG)
    }
    assert used <= known
    assert len(used) >= 60


# ------------------------------------------------------------------------------------------------ plover.ttl


def test_plover_has_sixteen_types_each_in_one_quad_class():
    plover = ontology("plover")
    types = set(plover.subjects(SKOS.inScheme, PLOVER.eventTypes))
    quads = set(plover.subjects(SKOS.inScheme, PLOVER.quadClasses))
    assert len(types) == 16
    assert len(quads) == 4
    for event_type in types:
        (quad,) = plover.objects(event_type, SKOS.broader)
        assert quad in quads


def test_plover_types_carry_label_definition_example_and_cameo_root():
    plover = ontology("plover")
    for event_type in plover.subjects(SKOS.inScheme, PLOVER.eventTypes):
        for predicate in (SKOS.prefLabel, SKOS.definition, SKOS.example):
            assert len(list(plover.objects(event_type, predicate))) == 1
        assert all(
            re.fullmatch(r"\d\d", str(code)) for code in plover.objects(event_type, SKOS.notation)
        )
    assert {str(c) for c in plover.objects(PLOVER.ASSAULT, SKOS.notation)} == {"18", "19", "20"}


def test_plover_modes_name_the_types_they_refine():
    plover = ontology("plover")
    types = set(plover.subjects(SKOS.inScheme, PLOVER.eventTypes))
    modes = set(plover.subjects(SKOS.inScheme, PLOVER.eventModes))
    assert len(modes) >= 45
    for mode in modes:
        assert set(plover.objects(mode, SKOS.related)) & types


def test_shapes_list_the_plover_types():
    shapes, plover = ontology("shapes"), ontology("plover")
    listed = shapes.value(URIRef("https://w3id.org/newskg/shapes#EventType"), SH["in"])
    assert set(shapes.items(listed)) == set(plover.subjects(SKOS.inScheme, PLOVER.eventTypes))


# ------------------------------------------------------------------------------------------------ shapes


def graphs_of(trig: str, *names: URIRef) -> Graph:
    wanted = {pyoxigraph.NamedNode(name) for name in names}
    quads = pyoxigraph.parse(trig, format=pyoxigraph.RdfFormat.TRIG)
    triples = [quad.triple for quad in quads if quad.graph_name in wanted]
    return Graph().parse(
        data=pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES), format="nt"
    )


def violations(data: Graph, shapes: str) -> dict[str, set[str]]:
    """Shape or SPARQL constraint that is violated → messages; warnings are left out."""
    _, report, _ = pyshacl.validate(data, shacl_graph=ontology(shapes), advanced=True)
    found = defaultdict(set)
    for result in report.subjects(SH.resultSeverity, SH.Violation):
        constraint = report.value(result, SH.sourceConstraint) or report.value(
            result, SH.sourceShape
        )
        found[local(constraint)].update(str(m) for m in report.objects(result, SH.resultMessage))
    return found


def replaced(old: str, new: str) -> str:
    assert EXAMPLE.count(old) == 1, f"{old!r} is {EXAMPLE.count(old)} times in the example"
    return EXAMPLE.replace(old, new)


def test_worked_example_conforms():
    assert violations(graphs_of(EXAMPLE, DOCUMENT), "shapes") == {}


def test_identity_and_view_of_the_worked_example_conform():
    assert violations(graphs_of(EXAMPLE, IDENTITY, VIEW), "shapes-view") == {}


def test_whole_worked_example_conforms_to_the_view_shapes():
    assert violations(graphs_of(EXAMPLE, DOCUMENT, IDENTITY, VIEW), "shapes-view") == {}


def test_offsets_count_code_points():
    text = "nif:isString \"Avaria's"
    moved = EXAMPLE.replace(
        text, "nif:isString \"\U0001f310\u00e9 Avaria's"
    )  # three code points, two beyond ASCII
    moved = re.sub(r"(beginIndex|endIndex) (\d+)", lambda m: f"{m[1]} {int(m[2]) + 3}", moved)
    assert violations(graphs_of(moved, DOCUMENT), "shapes") == {}


M7 = (
    "doc:d17-m7 a kg:Mention ; nif:referenceContext doc:d17 ; nif:beginIndex 60 ; nif:endIndex 64 ;"
)
BROKEN = {
    "mention ends before it begins": ("nif:beginIndex 60 ; nif:endIndex 64", "nif:beginIndex 64 ; nif:endIndex 60", "MentionBegin"),
    "mention is empty": ("nif:beginIndex 60 ; nif:endIndex 64", "nif:beginIndex 60 ; nif:endIndex 60", "MentionBegin"),
    "mention has other text": ('nif:anchorOf "sent"', 'nif:anchorOf "send"', "MentionSlice"),
    "mention is one character off": ("nif:beginIndex 60 ; nif:endIndex 64", "nif:beginIndex 59 ; nif:endIndex 63", "MentionSlice"),
    "mention has no text": ('nif:anchorOf "sent" ;', "", "MentionAnchor"),
    "mention has no end": ("nif:beginIndex 60 ; nif:endIndex 64", "nif:beginIndex 60", "MentionEnd"),
    "mention has two begins": ("nif:beginIndex 60", "nif:beginIndex 60 , 61", "MentionBegin"),
    "offset is negative": ("nif:beginIndex 60", "nif:beginIndex -4", "MentionBegin"),
    "offset is no integer": ("nif:endIndex 64", 'nif:endIndex "64"^^xsd:nonNegativeInteger', "MentionEnd"),
    "mention in no document": (M7, M7.replace("doc:d17 ;", "doc:d18 ;"), "MentionContext"),
    "mention of an unknown type": ("kg:mentionType kg:TriggerMention", "kg:mentionType kg:Event", "MentionType"),
    "chain points outside": ("kg:corefersWith doc:d17-m1 ", "kg:corefersWith doc:d18-m1 ", "MentionChain"),
    "chain goes on": ("kg:mentionType kg:Post .", "kg:mentionType kg:Post ; kg:corefersWith doc:d17-m9 .", "MentionChainStart"),
    "document has no text": ("nif:isString", "schema:text", "DocumentText"),
    "event has no type": ("kg:eventType plover:MOBILIZE ;", "", "EventType"),
    "event has two types": ("kg:eventType plover:MOBILIZE", "kg:eventType plover:MOBILIZE , plover:AID", "EventType"),
    "event has a CAMEO name for a type": ("kg:eventType plover:MOBILIZE", "kg:eventType plover:YIELD", "EventType"),
    "event has a quad class for a type": ("kg:eventType plover:MOBILIZE", "kg:eventType plover:materialConflict", "EventType"),
    "event has a type for a mode": ("kg:eventMode plover:mode-troops", "kg:eventMode plover:AID", "EventMode"),
    "event has a literal for a context": ("kg:eventContext plover:context-military", 'kg:eventContext "military"', "EventContext"),
    "event has no actor": ("kg:actorMention doc:d17-m3 ;", "", "EventActor"),
    "event has an entity for an actor": ("kg:actorMention doc:d17-m3", "kg:actorMention ent:borland", "EventActor"),
    "event has an entity for a recipient": ("kg:recipientMention doc:d17-m6", "kg:recipientMention ent:cestria", "EventRecipient"),
    "event has no evidence": ("kg:timeFrame kg:past ; kg:evidence doc:d17-m4 .", "kg:timeFrame kg:past .", "Evidence"),
    "event has an unknown time frame": ("kg:timeFrame kg:past", "kg:timeFrame kg:former", "SituationTimeFrame"),
    "event has a claim for a figure": ("kg:figure doc:d17-f1", "kg:figure doc:d17-c1", "SituationFigure"),
    "figure is upside down": ("kg:low 1500 ; kg:high 1500", "kg:low 3000 ; kg:high 1500", "FigureLow"),
    "figure has no number and no text": ("kg:low 1500 ; kg:high 1500 ;", "", "Figure"),
    "figure has text for a number": ("kg:low 1500", 'kg:low "1,500"', "FigureLow"),
    "figure counts nothing": ("kg:counts kg:troops ;", "", "FigureCounts"),
    "figure has no evidence": ("kg:high 1500 ; kg:evidence doc:d17-m5", "kg:high 1500", "Evidence"),
    "figure has a word for a currency": ("kg:high 1500 ;", 'kg:high 1500 ; kg:currency "dollar" ;', "FigureCurrency"),
    "claim has no stance": ("kg:stance kg:deny ;", "", "ClaimStance"),
    "claim has two stances": ("kg:stance kg:deny", "kg:stance kg:deny , kg:refuse", "ClaimStance"),
    "claim has no factuality": ("kg:factuality kg:CTminus ;", "", "ClaimFactuality"),
    "claim has a literal factuality": ("kg:factuality kg:CTminus", 'kg:factuality "CT-"', "ClaimFactuality"),
    "claim has no content": ("kg:content doc:d17-e1 ;", "", "ClaimContent"),
    "claim has two contents": ("kg:content doc:d17-e1", "kg:content doc:d17-e1 , doc:d17-r1", "ClaimContent"),
    "claim is about a mention": ("kg:content doc:d17-e1", "kg:content doc:d17-m4", "ClaimContent"),
    "claim has no source": ("kg:sourceMention doc:d17-m1 ;", "", "Claim"),
    "narrated claim names no document": ("prov:wasAttributedTo doc:d17 ;", "", "Claim"),
    "narrated claim names a publisher": ("prov:wasAttributedTo doc:d17 ", "prov:wasAttributedTo ent:avaria-daily ", "ClaimNarrator"),
    "claim has no evidence": ("kg:evidence doc:d17-m2 , doc:d17-m4 ;", "", "Evidence"),
    "claim has a word for a cue": ("kg:cue doc:d17-m2", 'kg:cue "denied"', "ClaimCue"),
    "claim is anonymous maybe": ("kg:cue doc:d17-m2", 'kg:anonymous "maybe" ; kg:cue doc:d17-m2', "ClaimAnonymous"),
    "score is above one": ("kg:score 0.9 ;", "kg:score 1.9 ;", "ScoreValue"),
    "relation has no predicate": ("rdf:predicate kg:holdsPost ;", "", "RelationPredicate"),
    "relation has a property of another kind": ("rdf:predicate kg:holdsPost", "rdf:predicate kg:actor", "RelationPredicate"),
    "relation has no subject": ("kg:subjectMention doc:d17-m9 ;", "", "RelationSubject"),
    "relation has two objects": ("kg:objectMention doc:d17-m8", "kg:objectMention doc:d17-m8 , doc:d17-m1", "RelationObject"),
    "relation has no evidence": ("kg:timeFrame kg:ongoing ; kg:evidence doc:d17-m10", "kg:timeFrame kg:ongoing", "Evidence"),
    "tenure has no evidence": ("kg:tenureStatus kg:current ; kg:evidence doc:d17-m10", "kg:tenureStatus kg:current", "Evidence"),
    "tenure has a time frame for a status": ("kg:tenureStatus kg:current", "kg:tenureStatus kg:ongoing", "TenureStatus"),
    "date is a date with time": ('"2026-11-16"^^xsd:date', '"2026-11-16T00:00:00"^^xsd:dateTime', "TimeStampAt"),
    "begin is a word": ('"2026-06"^^xsd:gYearMonth', '"June"', "TimeStampBegin"),
    "entity as actor in the document": ("kg:trigger doc:d17-m7 ;", "kg:trigger doc:d17-m7 ; kg:actor ent:borland ;", "NoActor"),
    "identity in the document": ('nif:anchorOf "sent" ;', 'nif:anchorOf "sent" ; kg:refersTo ent:borland ;', "NoRefersTo"),
}  # fmt: skip


def test_broken_variants_are_many():
    assert len(BROKEN) >= 55


@pytest.mark.parametrize(("old", "new", "shape"), BROKEN.values(), ids=BROKEN)
def test_broken_document_fails_with_its_shape(old, new, shape):
    assert shape in violations(graphs_of(replaced(old, new), DOCUMENT), "shapes")


BROKEN_VIEW = {
    "a post acts": ("kg:actor ent:borland", "kg:actor ent:foreign-minister-of-avaria", "Actor"),
    "an unknown entity acts": ("kg:actor ent:borland", "kg:actor ent:nobody", "Actor"),
    "a post speaks": ("kg:source ent:ada-orlo", "kg:source ent:foreign-minister-of-avaria", "Source"),
    "a person is a place": ("kg:place ent:cestria", "kg:place ent:ada-orlo", "EventPlace"),
    "an office is held by a state": ("ent:ada-orlo kg:holdsPost", "ent:avaria kg:holdsPost", "HoldsPostSubject"),
    "a person holds a state": ("kg:holdsPost ent:foreign-minister-of-avaria", "kg:holdsPost ent:avaria", "HoldsPostObject"),
    "a person publishes": ("kg:publishedBy ent:avaria-daily", "kg:publishedBy ent:ada-orlo", "Publisher"),
    "a mention refers to two": ("doc:d17-m3 kg:refersTo ent:borland", "doc:d17-m3 kg:refersTo ent:borland , ent:avaria", "RefersToOne"),
    "an entity has two classes": ("ent:borland a kg:State", "ent:borland a kg:State , kg:Place", "EntityClass"),
    "an entity has no name": ('ent:borland a kg:State ; skos:prefLabel "Borland"@en', "ent:borland a kg:State", "EntityLabel"),
    "an entity has two names": ('skos:prefLabel "Borland"@en', 'skos:prefLabel "Borland"@en , "Boreland"@en', "EntityLabel"),
    "a judgement has no verdict": ("kg:verdict kg:same ;", "", "JudgementVerdict"),
    "a judgement compares a thing to itself": ("kg:right doc:d17-m9", "kg:right doc:d17-m1", "JudgementRight"),
    "a judgement gives no reason": (" ;\n      kg:reason \"apposition: 'The minister, Ada Orlo'\"", "", "JudgementReason"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "shape"), BROKEN_VIEW.values(), ids=BROKEN_VIEW)
def test_broken_view_fails_with_its_shape(old, new, shape):
    assert shape in violations(graphs_of(replaced(old, new), IDENTITY, VIEW), "shapes-view")


def test_a_place_that_acts_is_a_warning_only():
    acting = replaced("ent:cestria a kg:State", "ent:cestria a kg:Place").replace(
        "kg:actor ent:borland", "kg:actor ent:cestria"
    )
    data = graphs_of(acting, IDENTITY, VIEW)
    assert violations(data, "shapes-view") == {}
    conforms, _, _ = pyshacl.validate(data, shacl_graph=ontology("shapes-view"))
    assert not conforms


# ------------------------------------------------------------------------------------------------ vocabulary


def entities(kind: str) -> list[URIRef]:
    return sorted(vocabulary().subjects(RDF.type, KG[kind]))


def names(entity: URIRef, *predicates: URIRef) -> set[str]:
    return {str(name) for p in predicates for name in vocabulary().objects(entity, p)}


def ent(name: str) -> URIRef:
    return URIRef(f"https://w3id.org/newskg/entity/{name}")


def test_vocabulary_covers_the_states_with_wikidata_ids():
    states = [s for s in entities("State") if any(vocabulary().objects(s, OWL.sameAs))]
    assert len(states) >= 190


def test_vocabulary_covers_organizations_and_people():
    assert len(entities("Organization")) >= 800
    assert len(entities("Person")) >= 400
    assert len(entities("Tenure")) >= 400


def test_an_iri_has_one_class_and_a_wikidata_id_one_entity():
    g = vocabulary()
    for entity in set(g.subjects(RDF.type)):
        assert len(list(g.objects(entity, RDF.type))) == 1
    for wikidata in set(g.objects(None, OWL.sameAs)):
        assert re.fullmatch(r"http://www\.wikidata\.org/entity/Q\d+", wikidata)
        assert len(list(g.subjects(OWL.sameAs, wikidata))) == 1


def test_vocabulary_uses_declared_terms_only():
    known = {*CLASSES, *PROPERTIES, *CONCEPTS}
    used = {
        t for triple in vocabulary() for t in triple if isinstance(t, URIRef) and t.startswith(KG)
    }
    assert used <= known


def test_every_entity_that_is_named_exists():
    g = vocabulary()
    for predicate in (
        KG.partOf,
        KG.basedIn,
        KG.postIn,
        KG.seatOfGovernment,
        SCHEMA.containedInPlace,
    ):
        for target in g.objects(None, predicate):
            assert (target, RDF.type, None) in g


def test_a_name_of_two_states_is_marked_ambiguous():
    bearers = defaultdict(set)
    for state in entities("State"):
        for name in names(state, SKOS.prefLabel, SKOS.altLabel, KG.demonym):
            bearers[name].add(state)
    shared = {name: states for name, states in bearers.items() if len(states) > 1}
    assert "Congo" in shared
    for name, states in shared.items():
        for state in states:
            assert name in names(state, KG.ambiguousName)


@pytest.mark.parametrize(
    ("entity", "name"),
    [("georgia", "Georgia"), ("georgia-us-state", "Georgia"), ("jordan", "Jordan"), ("chad", "Chad"), ("washington-dc", "Washington"),
     ("korean-peninsula", "Korea"), ("united-states-congress", "Congress"), ("labour-party-uk", "Labour")],
)  # fmt: skip
def test_ambiguous_name_is_marked(entity, name):
    assert name in names(ent(entity), KG.ambiguousName)


@pytest.mark.parametrize(
    ("entity", "name"),
    [("united-states", "US"), ("united-states", "U.S."), ("south-korea", "ROK"), ("north-korea", "DPRK"), ("turkey", "Turkey"),
     ("ukraine", "Ukraine"), ("nato", "NATO"), ("united-nations", "UN"), ("european-union", "EU"), ("russia", "Russia")],
)  # fmt: skip
def test_plain_name_decides_alone(entity, name):
    assert name in names(ent(entity), SKOS.prefLabel, SKOS.altLabel)
    assert name not in names(ent(entity), KG.ambiguousName)


@pytest.mark.parametrize(
    ("entity", "predicate", "name"),
    [
        ("south-korea", KG.metonym, "Blue House"),
        ("south-korea", KG.demonym, "South Koreans"),
        ("russia", KG.metonym, "Kremlin"),
        ("united-states", KG.metonym, "White House"),
        ("united-states-department-of-defense", KG.metonym, "Pentagon"),
        ("united-kingdom", KG.demonym, "Britons"),
        ("netherlands", KG.demonym, "Dutch"),
        ("kyiv", SKOS.altLabel, "Kiev"),
        ("volodymyr-zelenskyy", SKOS.altLabel, "Volodymyr Zelensky"),
        ("yoon-suk-yeol", SKOS.altLabel, "Yoon Suk-yeol"),
        ("yoon-suk-yeol", KG.familyName, "Yoon"),
        ("kim-hong-kyun", SKOS.altLabel, "Kim Hong Kyun"),
        ("kim-jong-un", SKOS.altLabel, "Kim Jong-un"),
        ("institute-for-the-study-of-war", SKOS.altLabel, "ISW"),
        ("group-of-seven", SKOS.altLabel, "G7"),
    ],
)
def test_name_of_the_seed_articles_is_known(entity, predicate, name):
    assert name in names(ent(entity), predicate)


def test_seats_of_government_are_places_of_their_own():
    g = vocabulary()
    assert (ent("south-korea"), KG.seatOfGovernment, ent("seoul")) in g
    assert (ent("seoul"), RDF.type, KG.Place) in g
    assert (ent("singapore"), KG.seatOfGovernment, ent("singapore-city")) in g


def test_subdivisions_are_places():
    g = vocabulary()
    for name in ("texas", "georgia-us-state", "crimea", "hong-kong", "scotland"):
        assert (ent(name), RDF.type, KG.Place) in g


def test_no_name_is_empty_or_none():
    g = vocabulary()
    for predicate in (SKOS.prefLabel, SKOS.altLabel, KG.metonym, KG.demonym):
        for name in g.objects(None, predicate):
            assert isinstance(name, Literal) and name.language == "en"
            assert (
                str(name).strip() == str(name)
                and str(name) not in ("", "None")
                and "[No " not in str(name)
            )


def test_tenures_run_forward():
    sem = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
    g = vocabulary()
    for tenure in entities("Tenure"):
        begin, end = g.value(tenure, sem.hasBeginTimeStamp), g.value(tenure, sem.hasEndTimeStamp)
        if begin is not None and end is not None:
            shorter = min(len(str(begin)), len(str(end)))
            assert str(begin)[:shorter] <= str(end)[:shorter], tenure


def test_vocabulary_is_small_and_loads_fast():
    paths = [ONTOLOGY / "vocabulary" / f"{stem}.ttl" for stem in VOCABULARY]
    assert sum(path.stat().st_size for path in paths) < 1_500_000
    begin = time.perf_counter()
    store = pyoxigraph.Store()
    for path in paths:
        store.load(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    assert (
        time.perf_counter() - begin < 1.0
    )  # 0.05 s where it was measured; the rest is for a busy machine
    assert len(store) > 15_000


def test_vocabulary_conforms_to_the_view_shapes():
    g = vocabulary()
    sample = Graph()
    for kind in ("State", "Place", "Organization", "Person", "Post"):
        for entity in entities(kind)[::20]:
            for triple in g.triples((entity, None, None)):
                sample.add(triple)
    for target in set(
        sample.objects(None, None)
    ):  # what the sample points to must be there with its class
        for triple in list(g.triples((target, RDF.type, None))) + list(
            g.triples((target, SKOS.prefLabel, None))
        ):
            sample.add(triple)
    assert violations(sample, "shapes-view") == {}


def test_body_patterns_name_existing_types_and_bodies():
    patterns = yaml.safe_load(
        (ONTOLOGY / "vocabulary/body-patterns.yaml").read_text(encoding="utf-8")
    )["patterns"]
    assert len(patterns) >= 30
    assert len({p["id"] for p in patterns}) == len(patterns)
    types = {local(c) for c in ontology("kg").subjects(SKOS.inScheme, KG.organizationTypes)}
    for pattern in patterns:
        assert pattern["type"] in types
        assert pattern["names"] and "{state}" in pattern["label"]
        for state, body in pattern.get("known", {}).items():
            assert (ent(state), RDF.type, KG.State) in vocabulary()
            assert (ent(body), RDF.type, KG.Organization) in vocabulary()


def test_every_mode_and_context_of_the_word_lists_is_a_concept() -> None:
    entries = [row for rows in event_lexicon().entries.values() for row in rows]
    written = {f"mode-{row.mode}" for row in entries if row.mode}
    written |= {f"context-{row.context}" for row in entries if row.context}
    assert len(written) >= 40
    plover = Graph().parse(ONTOLOGY / "plover.ttl")
    known = {str(s).rsplit("/", 1)[-1] for s in plover.subjects(RDF.type, SKOS.Concept)}
    assert written <= known

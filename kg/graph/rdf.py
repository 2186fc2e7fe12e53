"""From the records of one article to its named graph.

What is written here is never rewritten: participants are mentions, and who they are is
decided elsewhere. A mention of a type that can be an entity and that has no
`kg:corefersWith` is the first of its own chain.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.namespaces import DEFAULT_NAMESPACES, Namespaces, term
from kg.records import (
    Claim,
    Document,
    Event,
    Extraction,
    Factuality,
    Figure,
    Mention,
    MentionType,
    PartialDate,
    Proposition,
    Relation,
)

MENTION_TYPES = {
    MentionType.PERSON: "kg:Person",
    MentionType.STATE: "kg:State",
    MentionType.ORGANIZATION: "kg:Organization",
    MentionType.PLACE: "kg:Place",
    MentionType.ROLE: "kg:Post",
    MentionType.DEMONYM: "kg:DemonymMention",
    MentionType.DATE: "kg:DateMention",
    MentionType.QUANTITY: "kg:QuantityMention",
    MentionType.AGREEMENT: "kg:AgreementMention",
    MentionType.MISC: "kg:MiscMention",
    MentionType.EVIDENCE: "kg:PassageMention",
    MentionType.CUE: "kg:CueMention",
    MentionType.TRIGGER: "kg:TriggerMention",
}
FACTUALITIES = {
    Factuality.CERTAIN: "kg:CTplus",
    Factuality.PROBABLE: "kg:PRplus",
    Factuality.POSSIBLE: "kg:PSplus",
    Factuality.NOT_CERTAIN: "kg:CTminus",
    Factuality.NOT_PROBABLE: "kg:PRminus",
    Factuality.NOT_POSSIBLE: "kg:PSminus",
    Factuality.UNCOMMITTED: "kg:U",
}
TRUE = Literal("true", datatype=term("xsd:boolean"))
Object = NamedNode | Literal


def document_quads(
    extraction: Extraction, run: str, namespaces: Namespaces = DEFAULT_NAMESPACES
) -> list[Quad]:
    """The named graph of one document; `run` is the IRI of the extraction run."""
    graph = _DocumentGraph(extraction.document.id, namespaces)
    texts = {mention.id: mention.text for mention in extraction.mentions}
    graph.add_document(extraction.document, NamedNode(run))
    for mention in extraction.mentions:
        graph.add_mention(mention)
    for figure in extraction.figures:
        graph.add_figure(figure, texts)
    for event in extraction.events:
        graph.add_event(event)
    for relation in extraction.relations:
        graph.add_relation(relation)
    for proposition in extraction.propositions:
        graph.add_proposition(proposition)
    for claim in extraction.claims:
        graph.add_claim(claim)
    return graph.quads


def date_literal(value: PartialDate) -> Literal:
    return Literal(str(value), datatype=term(f"xsd:{value.datatype}"))


def decimal_literal(value: float) -> Literal:
    """A plain decimal: never an exponent, no trailing zeros."""
    text = format(Decimal(repr(value)), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal(text, datatype=term("xsd:decimal"))


def score_literal(score: float) -> Literal:
    # Four digits: what the calibration can carry, and the same on every machine.
    return decimal_literal(round(float(score), 4))


class _DocumentGraph:
    """Collects the quads of one document; `node` turns local names into IRIs once."""

    def __init__(self, document_id: str, namespaces: Namespaces) -> None:
        self.quads: list[Quad] = []
        self._namespaces = namespaces
        self._nodes: dict[str, NamedNode] = {}
        self._graph = namespaces.document(document_id)

    def node(self, local: str) -> NamedNode:
        found = self._nodes.get(local)
        if found is None:
            found = self._nodes[local] = self._namespaces.document(local)
        return found

    def add(self, subject: NamedNode, curie: str, value: Object) -> None:
        self.quads.append(Quad(subject, term(curie), value, self._graph))

    def add_all(self, subject: NamedNode, curie: str, locals_: Iterable[str]) -> None:
        for local in locals_:
            if local:
                self.add(subject, curie, self.node(local))

    def add_score(self, subject: NamedNode, score: float) -> None:
        if score < 1:
            self.add(subject, "kg:score", score_literal(score))

    def add_document(self, document: Document, run: NamedNode) -> None:
        node = self._graph
        self.add(node, "rdf:type", term("kg:Document"))
        self.add(node, "nif:isString", Literal(document.text))
        self.add(node, "prov:wasGeneratedBy", run)
        for curie, text in (
            ("dcterms:title", document.title),
            ("schema:headline", document.title),
            ("schema:publisher", document.publisher),
            ("schema:author", document.author),
        ):
            if text:
                self.add(node, curie, Literal(text))
        if document.url:
            # A literal, because what stands in the wild as a URL is not always an IRI.
            self.add(node, "schema:url", Literal(document.url, datatype=term("xsd:anyURI")))
        if document.published:
            self.add(node, "schema:datePublished", date_literal(document.published))

    def add_mention(self, mention: Mention) -> None:
        node = self.node(mention.id)
        integer = term("xsd:integer")
        self.add(node, "rdf:type", term("kg:Mention"))
        self.add(node, "nif:referenceContext", self._graph)
        self.add(node, "nif:beginIndex", Literal(str(mention.start), datatype=integer))
        self.add(node, "nif:endIndex", Literal(str(mention.end), datatype=integer))
        self.add(node, "nif:anchorOf", Literal(mention.text))
        self.add(node, "kg:mentionType", term(MENTION_TYPES[mention.type]))
        if mention.chain and mention.chain != mention.id:
            self.add(node, "kg:corefersWith", self.node(mention.chain))
        if not mention.proper:
            self.add(node, "kg:nominal", TRUE)
        self.add_score(node, mention.score)

    def add_figure(self, figure: Figure, texts: dict[str, str]) -> None:
        node = self.node(figure.id)
        self.add(node, "rdf:type", term("kg:Figure"))
        self.add(node, "kg:counts", term(f"kg:{figure.counts}"))
        if figure.low is not None:
            self.add(node, "kg:low", decimal_literal(figure.low))
        if figure.high is not None:
            self.add(node, "kg:high", decimal_literal(figure.high))
        if figure.low is None and figure.high is None and figure.evidence:
            self.add(node, "kg:quantityText", Literal(texts[figure.evidence[0]]))
        if figure.unit:
            self.add(node, "kg:unit", Literal(figure.unit))
        self.add_all(node, "kg:evidence", figure.evidence)

    def add_event(self, event: Event) -> None:
        node = self.node(event.id)
        self.add(node, "rdf:type", term("kg:Event"))
        self.add(node, "kg:eventType", term(f"plover:{event.type}"))
        for curie, kind, name in (
            ("kg:eventMode", "mode", event.mode),
            ("kg:eventContext", "context", event.context),
        ):
            if name:
                self.add(node, curie, term(f"plover:{kind}-{name.removeprefix(kind + '-')}"))
        self.add_all(node, "kg:actorMention", event.actors)
        self.add_all(node, "kg:recipientMention", event.recipients)
        self.add_all(node, "kg:placeMention", (event.place,))
        self.add_all(node, "kg:trigger", (event.trigger,))
        self.add_all(node, "kg:figure", event.figures)
        self.add_all(node, "kg:evidence", event.evidence)
        self.add(node, "kg:timeFrame", term(f"kg:{event.time_frame}"))
        self.add_time(node, event.begin, event.end)
        self.add_score(node, event.score)

    def add_relation(self, relation: Relation) -> None:
        node = self.node(relation.id)
        self.add(node, "rdf:type", term("kg:Relation"))
        self.add(node, "rdf:predicate", term(f"kg:{relation.predicate}"))
        self.add_all(node, "kg:subjectMention", (relation.subject,))
        self.add_all(node, "kg:objectMention", (relation.object,))
        self.add_all(node, "kg:evidence", relation.evidence)
        self.add_score(node, relation.score)
        if relation.predicate != "holdsPost":
            self.add_period(node, relation)
            return
        tenure = self.node(f"{relation.id}-t")
        self.add(node, "kg:tenure", tenure)
        self.add(tenure, "rdf:type", term("kg:Tenure"))
        self.add_all(tenure, "kg:evidence", relation.evidence)
        if relation.tenure:
            self.add(tenure, "kg:tenureStatus", term(f"kg:{relation.tenure}"))
        self.add_period(tenure, relation)

    def add_proposition(self, proposition: Proposition) -> None:
        node = self.node(proposition.id)
        self.add(node, "rdf:type", term("kg:Situation"))
        self.add_all(node, "kg:aboutMention", proposition.about)
        self.add_all(node, "kg:figure", proposition.figures)
        self.add_all(node, "kg:evidence", proposition.evidence)
        if proposition.time_frame:
            self.add(node, "kg:timeFrame", term(f"kg:{proposition.time_frame}"))

    def add_claim(self, claim: Claim) -> None:
        node = self.node(claim.id)
        self.add(node, "rdf:type", term("kg:Claim"))
        self.add(node, "kg:content", self.node(claim.content))
        self.add(node, "kg:stance", term(f"kg:{claim.stance}"))
        self.add(node, "kg:factuality", term(FACTUALITIES[claim.factuality]))
        self.add_all(node, "kg:sourceMention", (claim.source,))
        if not claim.source:
            self.add(node, "prov:wasAttributedTo", self._graph)
        self.add_all(node, "kg:addresseeMention", (claim.addressee,))
        self.add_all(node, "kg:cue", (claim.cue,))
        self.add_all(node, "kg:evidence", claim.evidence)
        if claim.anonymous:
            self.add(node, "kg:anonymous", TRUE)
        if claim.time:
            self.add(node, "sem:hasTimeStamp", date_literal(claim.time))
        self.add_score(node, claim.score)

    def add_time(self, node: NamedNode, begin: PartialDate | None, end: PartialDate | None) -> None:
        """The time of an event: one stamp, or where it has an end of its own, a period."""
        if begin and end in (None, begin):
            self.add(node, "sem:hasTimeStamp", date_literal(begin))
            return
        self._add_bounds(node, begin, end)

    def add_period(self, node: NamedNode, relation: Relation) -> None:
        """What holds between two dates: a begin alone means "since", never "on"."""
        self._add_bounds(node, relation.begin, relation.end)

    def _add_bounds(
        self, node: NamedNode, begin: PartialDate | None, end: PartialDate | None
    ) -> None:
        if begin:
            self.add(node, "sem:hasBeginTimeStamp", date_literal(begin))
        if end:
            self.add(node, "sem:hasEndTimeStamp", date_literal(end))

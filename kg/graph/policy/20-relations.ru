# Plain triples for structural relations: ent:a kg:leads ent:b.
#
# First, all that somebody asserts as certain, unless
#   - the claim is itself only alleged (there is a claim about it that is no certain assertion),
#   - the post is held in the past or the future ("former", "incoming").
# Then out again with what somebody denies, and with posts that an article at least as
# recent calls former. No tenure, claim or evidence is lost by this: they stay reified.
#
# Each step works subject by subject: where only some changed, `VALUES ?subject` names them.
PREFIX kg: <https://w3id.org/newskg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX schema: <https://schema.org/>

INSERT { GRAPH graph:view { ?subject ?predicate ?object } }
WHERE {
  VALUES ?subject { UNDEF }
  GRAPH graph:view { ?relation rdf:subject ?subject ; rdf:object ?object }
  GRAPH ?doc {
    ?relation rdf:predicate ?predicate .
    ?claim kg:content ?relation ; kg:stance kg:assert ; kg:factuality kg:CTplus .
  }
  FILTER NOT EXISTS {
    GRAPH ?doc { ?relation kg:tenure ?tenure . ?tenure kg:tenureStatus ?status }
    FILTER ( ?status IN (kg:former, kg:incoming, kg:designate) )
  }
  FILTER ( NOT EXISTS { GRAPH ?doc { ?report kg:content ?claim } }
           || EXISTS { GRAPH ?doc { ?report kg:content ?claim ; kg:stance kg:assert ;
                                            kg:factuality kg:CTplus } } )
} ;

# Denied: the stance says so, or it is asserted not to be so.
DELETE { GRAPH graph:view { ?subject ?predicate ?object } }
WHERE {
  VALUES ?subject { UNDEF }
  GRAPH graph:view { ?relation rdf:subject ?subject ; rdf:object ?object }
  GRAPH ?doc {
    ?relation rdf:predicate ?predicate .
    ?claim kg:content ?relation ; kg:stance ?stance ; kg:factuality ?factuality .
  }
  FILTER ( ?stance = kg:deny
           || ( ?stance = kg:assert && ?factuality IN (kg:CTminus, kg:PRminus, kg:PSminus) ) )
} ;

# Denied at one remove: somebody denies what somebody else said of it.
DELETE { GRAPH graph:view { ?subject ?predicate ?object } }
WHERE {
  VALUES ?subject { UNDEF }
  GRAPH graph:view { ?relation rdf:subject ?subject ; rdf:object ?object }
  GRAPH ?doc {
    ?denial kg:stance kg:deny ; kg:content ?claim .
    ?claim kg:content ?relation .
    ?relation rdf:predicate ?predicate .
  }
} ;

# Former: the latest article that calls the post former against the latest that does not.
# An undated article outranks nothing, and nothing is known to be later than it.
DELETE { GRAPH graph:view { ?subject kg:holdsPost ?object } }
WHERE {
  VALUES ?subject { UNDEF }
  { SELECT ?subject ?object ( MAX(COALESCE(STR(?date), "9999")) AS ?formerUntil ) WHERE {
      VALUES ?subject { UNDEF }
      GRAPH graph:view { ?relation rdf:subject ?subject ; rdf:object ?object }
      GRAPH ?doc { ?relation kg:tenure ?tenure . ?tenure kg:tenureStatus kg:former }
      OPTIONAL { GRAPH ?doc { ?doc schema:datePublished ?date } }
    } GROUP BY ?subject ?object }
  { SELECT ?subject ?object ( MAX(COALESCE(STR(?date), "")) AS ?heldUntil ) WHERE {
      VALUES ?subject { UNDEF }
      GRAPH graph:view { ?relation rdf:subject ?subject ; rdf:object ?object }
      GRAPH ?doc {
        ?relation rdf:predicate kg:holdsPost .
        ?claim kg:content ?relation ; kg:stance kg:assert ; kg:factuality kg:CTplus .
      }
      FILTER NOT EXISTS {
        GRAPH ?doc { ?relation kg:tenure ?tenure . ?tenure kg:tenureStatus ?status }
        FILTER ( ?status IN (kg:former, kg:incoming, kg:designate) )
      }
      OPTIONAL { GRAPH ?doc { ?doc schema:datePublished ?date } }
    } GROUP BY ?subject ?object }
  FILTER ( ?formerUntil >= ?heldUntil )
}

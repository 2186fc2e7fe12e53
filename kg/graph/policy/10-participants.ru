# Participants as entities, so that a query need not go by way of the mentions.
# A participant whose mention refers to no entity stays a mention only.
#
# Each step works document by document: where only some changed, `VALUES ?doc` names them.
PREFIX kg: <https://w3id.org/newskg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX prov: <http://www.w3.org/ns/prov#>

INSERT { GRAPH graph:view { ?event kg:actor ?entity } }
WHERE { VALUES ?doc { UNDEF }
        GRAPH ?doc { ?event kg:actorMention ?mention }
        GRAPH graph:identity { ?mention kg:refersTo ?entity } } ;

INSERT { GRAPH graph:view { ?event kg:recipient ?entity } }
WHERE { VALUES ?doc { UNDEF }
        GRAPH ?doc { ?event kg:recipientMention ?mention }
        GRAPH graph:identity { ?mention kg:refersTo ?entity } } ;

INSERT { GRAPH graph:view { ?situation kg:place ?entity } }
WHERE { VALUES ?doc { UNDEF }
        GRAPH ?doc { ?situation kg:placeMention ?mention }
        GRAPH graph:identity { ?mention kg:refersTo ?entity } } ;

INSERT { GRAPH graph:view { ?relation rdf:subject ?entity } }
WHERE { VALUES ?doc { UNDEF }
        GRAPH ?doc { ?relation kg:subjectMention ?mention }
        GRAPH graph:identity { ?mention kg:refersTo ?entity } } ;

INSERT { GRAPH graph:view { ?relation rdf:object ?entity } }
WHERE { VALUES ?doc { UNDEF }
        GRAPH ?doc { ?relation kg:objectMention ?mention }
        GRAPH graph:identity { ?mention kg:refersTo ?entity } } ;

INSERT { GRAPH graph:view { ?situation kg:about ?entity } }
WHERE { VALUES ?doc { UNDEF }
        GRAPH ?doc { ?situation kg:aboutMention ?mention }
        GRAPH graph:identity { ?mention kg:refersTo ?entity } } ;

INSERT { GRAPH graph:view { ?claim kg:source ?entity } }
WHERE { VALUES ?doc { UNDEF }
        GRAPH ?doc { ?claim kg:sourceMention ?mention }
        GRAPH graph:identity { ?mention kg:refersTo ?entity } } ;

INSERT { GRAPH graph:view { ?claim kg:addressee ?entity } }
WHERE { VALUES ?doc { UNDEF }
        GRAPH ?doc { ?claim kg:addresseeMention ?mention }
        GRAPH graph:identity { ?mention kg:refersTo ?entity } } ;

# What an article tells in its own voice, its publisher says: or the article, where nobody
# knows who published it. What it has from somebody unnamed ("officials say"), neither does.
INSERT { GRAPH graph:view { ?claim kg:source ?source } }
WHERE { VALUES ?doc { UNDEF }
        GRAPH ?doc { ?claim prov:wasAttributedTo ?doc
                     FILTER NOT EXISTS { ?claim kg:anonymous true } }
        OPTIONAL { GRAPH graph:identity { ?doc kg:publishedBy ?publisher } }
        BIND ( COALESCE(?publisher, ?doc) AS ?source ) }

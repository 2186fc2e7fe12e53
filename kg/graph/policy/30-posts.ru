# Whose post it is: decided with the identity of the post, so no claim is needed.
PREFIX kg: <https://w3id.org/newskg/ontology#>

INSERT { GRAPH graph:view { ?subject kg:postIn ?body } }
WHERE { VALUES ?subject { UNDEF }
        GRAPH graph:identity { ?subject kg:postIn ?body } }

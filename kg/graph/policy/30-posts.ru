# Whose post it is: decided with the identity of the post, so no claim is needed.
PREFIX kg: <https://w3id.org/newskg/ontology#>

INSERT { GRAPH graph:view { ?post kg:postIn ?body } }
WHERE { GRAPH graph:identity { ?post kg:postIn ?body } }

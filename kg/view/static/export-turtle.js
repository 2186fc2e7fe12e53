// The entries in view as Turtle, in the terms of the ontology and with the IRIs of the graph.
// A situation is written with its claims and never as a plain fact.

const PREFIXES = {
  kg: 'https://w3id.org/newskg/ontology#',
  plover: 'https://w3id.org/newskg/plover/',
  owl: 'http://www.w3.org/2002/07/owl#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  sem: 'http://semanticweb.cs.vu.nl/2009/11/sem/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  wd: 'http://www.wikidata.org/entity/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};
const FACTUALITY_TERMS = { '+': 'plus', '-': 'minus' };
const DATE_TYPES = { 4: 'gYear', 7: 'gYearMonth', 10: 'date' };

function turtleText() {
  const list = entriesInView();
  const ids = new Set(list.flatMap((edge) => [edge.source, edge.target]).filter(isActor));
  if (state.tab === 'graph') visible().ids.forEach((id) => ids.add(id));
  const situations = new Map();
  for (const edge of list) {
    situations.set(edge.situation, [...(situations.get(edge.situation) || []), edge]);
  }
  return [
    ...Object.entries(PREFIXES).map(([name, address]) => `@prefix ${name}: <${address}> .`),
    '',
    ...[...ids].sort().map(actorTurtle),
    ...[...situations].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([id, same]) => situationTurtle(id, same)),
  ].join('\n') + '\n';
}

function actorTurtle(id) {
  const actor = actors.get(id);
  return block(entityIri(id), [
    ['a', [`kg:${actor.type}`]],
    ['skos:prefLabel', [literal(actor.label, '@en')]],
    ['skos:altLabel', actor.names.map((name) => literal(name, '@en'))],
    ['owl:sameAs', actor.wikidata ? [`wd:${actor.wikidata}`] : []],
  ]);
}

function situationTurtle(id, same) {
  const [edge] = same;
  const subject = documentIri(id);
  const ends = (key) => [...new Set(same.map((one) => one[key]).filter(isActor))].map(entityIri);
  const own = edge.kind === 'event'
    ? [['a', ['kg:Event']], ['kg:eventType', [`plover:${localName(edge.type)}`]],
      ['kg:actor', edge.mutual ? [...new Set([...ends('source'), ...ends('target')])] : ends('source')],
      ['kg:recipient', edge.mutual ? [] : ends('target')], [edge.since ? 'sem:hasBeginTimeStamp' : 'sem:hasTimeStamp', dateLiteral(edge.date)]]
    : [['a', ['kg:Relation']], ['rdf:predicate', [`kg:${localName(edge.type)}`]], ['rdf:subject', ends('source')],
      ['rdf:object', edge.type === 'holdsPost' ? [] : ends('target')]];
  return [block(subject, own), ...edge.claims.filter((claim) => claim.id).map((claim) => claimTurtle(claim, subject))];
}

function claimTurtle(claim, situation) {
  const term = claim.factuality.replace(/[+-]$/, (sign) => FACTUALITY_TERMS[sign]);
  return block(documentIri(claim.id), [
    ['a', ['kg:Claim']],
    ['kg:content', claim.about ? [documentIri(claim.about)] : [situation]],
    ['kg:stance', [`kg:${localName(claim.stance)}`]],
    ['kg:factuality', [`kg:${localName(term)}`]],
    ['kg:source', claim.speakers.map(entityIri)],
  ]);
}

function block(subject, facts) {
  const lines = facts.filter(([, objects]) => objects.length).map(([name, objects]) => `${name} ${objects.join(' , ')}`);
  return `${subject} ${lines.join(' ;\n    ')} .`;
}

function entityIri(id) {
  return iri(`${content.base}entity/${id}`);
}

function documentIri(id) {
  return iri(`${content.base}document/${id}`);
}

/** An IRI in angle brackets; what may not stand in one is percent-encoded. */
function iri(address) {
  const safe = address.toWellFormed().replace(/[\u0000-\u0020<>"{}|^`\\]|%(?![0-9A-Fa-f]{2})/g, (sign) =>
    `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
  return `<${safe}>`;
}

/** Names of terms hold letters, digits, _ and -; anything else is taken out. */
function localName(text) {
  return text.replace(/[^A-Za-z0-9_]/g, '') || 'unknown';
}

function literal(text, suffix) {
  const escapes = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  const safe = text.toWellFormed().replace(/[\\"\n\r\t]/g, (sign) => escapes[sign])
    .replace(/[\u0000-\u001f\u007f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `"${safe}"${suffix || ''}`;
}

function dateLiteral(date) {
  const type = DATE_TYPES[date.length];
  return type && /^\d{4}(-\d\d){0,2}$/.test(date) ? [literal(date, `^^xsd:${type}`)] : [];
}

function exportTurtle() {
  download(new Blob([turtleText()], { type: 'text/turtle;charset=utf-8' }), 'ttl');
}

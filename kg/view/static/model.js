// The data of the page, looked up by what it belongs to. Nothing here changes.

const content = JSON.parse(byId('content').textContent);
const actors = new Map(content.actors.map((actor) => [actor.id, actor]));
const nodes = new Map(content.picture.nodes.map((node) => [node.id, node]));
const measures = content.picture.measures;
const edges = content.edges;
const edgesOf = new Map(content.actors.map((actor) => [actor.id, []]));
const neighbours = new Map(content.actors.map((actor) => [actor.id, new Set()]));
const claimById = new Map(); // id → {claim, edge}
const saysOf = new Map(content.actors.map((actor) => [actor.id, []]));
const saidAbout = new Map(content.actors.map((actor) => [actor.id, []])); // by others

for (const edge of edges) {
  edge.drawn = edge.source !== edge.target && actors.has(edge.source) && actors.has(edge.target);
  edge.situation = edge.id.split('~')[0];
  edge.group = edge.kind === 'relation' ? 'relation' : edge.quad;
  for (const claim of edge.claims) {
    claim.evidence = claim.evidence.map(unpacked);
    Object.assign(claim, papersOf(claim.evidence));
    if (claim.id && !claimById.has(claim.id)) claimById.set(claim.id, { claim, edge });
  }
  edge.told = edge.claims.map((claim) => claim.told).sort().pop() || '';
  for (const end of new Set([edge.source, edge.target])) {
    if (edgesOf.has(end)) edgesOf.get(end).push(edge);
  }
  if (edge.drawn) {
    neighbours.get(edge.source).add(edge.target);
    neighbours.get(edge.target).add(edge.source);
  }
}

for (const { names, evidence, claims } of content.propositions) {
  const sentences = evidence.map(unpacked);
  for (const claim of claims) {
    const saying = { ...claim, names, evidence: sentences, ...papersOf(sentences) };
    for (const id of claim.speakers) saysOf.get(id)?.push(saying);
    for (const id of names) if (!claim.speakers.includes(id)) saidAbout.get(id)?.push(saying);
  }
}

/** What a sentence was read as: the text before, inside and after the mark, the number of its article. */
function unpacked([number, start, end]) {
  const [text, article] = content.sentences[number];
  return [text.slice(0, start), text.slice(start, end), text.slice(end), article];
}

/** Who published these sentences, and the day of the newest of them. */
function papersOf(sentences) {
  const documents = sentences.map((sentence) => content.documents[sentence[3]]);
  return {
    publishers: [...new Set(documents.map((document) => document[1]).filter(Boolean))],
    told: documents.map((document) => document[2]).sort().pop() || '',
  };
}

const rankings = new Map();

/** Ids of all actors, the most central first. */
function ranking(measure) {
  if (!rankings.has(measure)) {
    const at = measures.indexOf(measure);
    const rank = (id) => nodes.get(id).ranks[at];
    rankings.set(measure, [...actors.keys()].sort((a, b) =>
      rank(b) - rank(a) || neighbours.get(b).size - neighbours.get(a).size || a.localeCompare(b)));
  }
  return rankings.get(measure);
}

/** One edge for each event or relation: what several pairs of actors share counts once. */
function situations(list) {
  return [...new Map(list.map((edge) => [edge.situation, edge])).values()];
}

function isActor(id) {
  return actors.has(id);
}

function nameOf(id) {
  return actors.has(id) ? actors.get(id).label : '';
}

/** The same key for a pair in either order. */
function pairKey(a, b) {
  return JSON.stringify(a < b ? [a, b] : [b, a]);
}

function between(a, b) {
  return (edgesOf.get(a) || []).filter((edge) => edge.source === b || edge.target === b);
}

/** The other end of an edge, "" if there is none. */
function partnerOf(edge, id) {
  return edge.source === id ? edge.target : edge.source;
}

/** The day of an edge, or else of the newest article that tells of it. */
function dateOf(edge) {
  return edge.date || edge.told;
}

function newestFirst(a, b) {
  return dateOf(b).localeCompare(dateOf(a)) || a.id.localeCompare(b.id);
}

/** The commonest of several keys; the order of `known` decides a tie. */
function commonest(keys, known) {
  const counts = counted(keys);
  return known.filter((key) => counts.has(key)).sort((a, b) => counts.get(b) - counts.get(a))[0];
}

/** Map from each key to how often it stands in the list. */
function counted(keys) {
  const counts = new Map();
  for (const key of keys) counts.set(key, (counts.get(key) || 0) + 1);
  return counts;
}

/** Keys of a map of numbers, highest first, then by name. */
function byCount(counts) {
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || a.localeCompare(b));
}

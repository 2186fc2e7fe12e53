// The data of the page, and what of it the filters let through.

const content = JSON.parse(byId('content').textContent);
const actors = new Map(content.actors.map((actor) => [actor.id, actor]));
const nodes = new Map(content.picture.nodes.map((node) => [node.id, node]));
const edges = content.edges;
const edgesOf = new Map(content.actors.map((actor) => [actor.id, []]));
const neighbours = new Map(content.actors.map((actor) => [actor.id, new Set()]));

for (const edge of edges) {
  edge.drawn = edge.source !== edge.target && actors.has(edge.source) && actors.has(edge.target);
  edge.group = edge.kind === 'relation' ? 'relation' : edge.quad;
  edge.told = edge.claims
    .flatMap((claim) => claim.evidence.map((evidence) => content.documents[evidence[3]][2]))
    .reduce((newest, date) => (date > newest ? date : newest), '');
  for (const end of new Set([edge.source, edge.target])) {
    if (edgesOf.has(end)) edgesOf.get(end).push(edge);
  }
  if (edge.drawn) {
    neighbours.get(edge.source).add(edge.target);
    neighbours.get(edge.target).add(edge.source);
  }
}

// Best linked first; what the slider counts along.
const ranking = content.actors
  .map((actor) => actor.id)
  .sort((a, b) => neighbours.get(b).size - neighbours.get(a).size || a.localeCompare(b));

const state = {
  off: new Set(), // keys of the legend that are switched off
  top: 0,
  unlinked: false,
  focus: null, // id of an actor: only its neighbourhood is shown
  actor: null, // id of the selected actor
  pair: null, // [id, id] of the selected line
};

function nameOf(id) {
  return actors.has(id) ? actors.get(id).label : '';
}

function passes(edge) {
  if (state.off.has(edge.group) || state.off.has(edge.status)) return false;
  return [edge.source, edge.target].every((id) => !actors.has(id) || !state.off.has(actors.get(id).type));
}

function pairKey(a, b) {
  return JSON.stringify(a < b ? [a, b] : [b, a]);
}

/** The actors in view before unlinked ones are dropped. */
function candidates() {
  const chosen = state.focus
    ? [state.focus, ...neighbours.get(state.focus)]
    : ranking.slice(0, state.top);
  return new Set(chosen.filter((id) => !state.off.has(actors.get(id).type)));
}

/** What to draw: {ids: actors, strands: bundles of edges}. */
function visible() {
  const within = candidates();
  const bundles = new Map();
  for (const edge of edges) {
    if (!edge.drawn || !within.has(edge.source) || !within.has(edge.target) || !passes(edge)) continue;
    // What is established and what is not never share a line: a denial must not
    // thicken a fact, nor a fact cover a denial.
    const part = edge.status === 'asserted' ? 'established' : 'open';
    const key = pairKey(edge.source, edge.target);
    const bundle = bundles.get(key) || bundles.set(key, { established: [], open: [] }).get(key);
    bundle[part].push(edge);
  }
  const strands = [];
  const linked = new Set(state.focus ? [state.focus] : []);
  for (const [key, bundle] of bundles) {
    const [from, to] = JSON.parse(key);
    const twofold = bundle.established.length > 0 && bundle.open.length > 0;
    for (const part of ['established', 'open']) {
      if (bundle[part].length) strands.push({ id: `${part} ${key}`, from, to, part, twofold, edges: bundle[part] });
    }
    linked.add(from).add(to);
  }
  const ids = [...within].filter((id) => state.unlinked || linked.has(id));
  return { ids, strands };
}

/** The commonest of several keys; the order of `known` decides a tie. */
function commonest(keys, known) {
  const counts = new Map();
  for (const key of keys) counts.set(key, (counts.get(key) || 0) + 1);
  return known.filter((key) => counts.has(key)).sort((a, b) => counts.get(b) - counts.get(a))[0];
}

function between(a, b) {
  return edgesOf.get(a).filter((edge) => edge.source === b || edge.target === b);
}

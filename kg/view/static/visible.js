// Which actors and lines the picture shows.

const PICTURE = [...FILTERS, 'focus', 'steps', 'top', 'size', 'more', 'hidden', 'pinned', 'unlinked', 'actor', 'pair', 'path'];
const AROUND = 400; // actors of a neighbourhood that can still be looked at
const CEILING = 2500; // actors that a browser draws without pausing

/** Actors linked to this one by lines that the filters let through. */
function linkedTo(id) {
  const hidden = new Set(state.hidden);
  const found = new Set();
  for (const edge of edgesOf.get(id) || []) {
    const other = partnerOf(edge, id);
    if (edge.drawn && !hidden.has(other) && passes(edge)) found.add(other);
  }
  return found;
}

/** An actor and those at most `steps` away, nearest and most central first. */
function neighbourhood(id, steps) {
  const place = new Map(ranking(state.size).map((actor, at) => [actor, at]));
  const found = [id];
  let rim = [id];
  for (let step = 0; step < steps; step += 1) {
    const seen = new Set(found);
    const next = new Set(rim.flatMap((actor) => [...linkedTo(actor)]).filter((actor) => !seen.has(actor)));
    rim = [...next].sort((a, b) => place.get(a) - place.get(b));
    found.push(...rim);
  }
  return found;
}

/** What the selection needs to have in the picture. */
function chosenActors() {
  const way = state.path.length ? pathBetween(...state.path) : null;
  return [state.actor, ...state.pair, ...state.path, ...(way ? way.ids : [])].filter(isActor);
}

function candidates() {
  const hidden = new Set(state.hidden);
  const base = state.focus
    ? neighbourhood(state.focus, state.steps).slice(0, AROUND)
    : ranking(state.size).slice(0, Math.min(state.top, CEILING));
  const wanted = [...base, ...state.more, ...state.pinned, ...chosenActors()];
  return new Set(wanted.filter((id) => !hidden.has(id) && !state.off.includes(actors.get(id).type)));
}

/** What to draw: {ids: actors, strands: bundles of edges}. */
function visible() {
  const within = candidates();
  const bundles = new Map();
  for (const edge of filter().edges) {
    if (!edge.drawn || !within.has(edge.source) || !within.has(edge.target)) continue;
    // What is established and what is not never share a line: a denial must not
    // thicken a fact, nor a fact cover a denial.
    const part = edge.status === 'asserted' ? 'established' : 'open';
    const key = pairKey(edge.source, edge.target);
    const bundle = bundles.get(key) || bundles.set(key, { established: [], open: [] }).get(key);
    bundle[part].push(edge);
  }
  const strands = [];
  const linked = new Set([state.focus, ...state.pinned, ...chosenActors()]);
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

/** The shortest way over lines that the filters let through: {ids, pairs}, or null. */
function pathBetween(from, to) {
  if (state.hidden.includes(from) || state.hidden.includes(to)) return null;
  const before = new Map([[from, null]]);
  for (let rim = [from]; rim.length && !before.has(to);) {
    const next = [];
    for (const id of rim) {
      for (const other of [...linkedTo(id)].sort()) {
        if (before.has(other)) continue;
        before.set(other, id);
        next.push(other);
      }
    }
    rim = next;
  }
  if (!before.has(to)) return null;
  const ids = [];
  for (let id = to; id !== null; id = before.get(id)) ids.unshift(id);
  return { ids, pairs: ids.slice(1).map((id, at) => [ids[at], id]) };
}

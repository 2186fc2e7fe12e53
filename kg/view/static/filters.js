// What the filters let through, and how many events, relations or actors each of them would.

const FILTERS = ['off', 'sources', 'publishers', 'from', 'to', 'undated', 'sureness'];
let filtered = null; // of the state it was worked out for

/**
 * {edges: Set, anytime: Set, counts: Map "facet key" → Set of what is counted}, for the
 * present state; `anytime` has what passes all filters but that of time.
 */
function filter() {
  if (filtered && FILTERS.every((key) => equal(filtered.state[key], state[key]))) return filtered;
  const off = new Set(state.off);
  filtered = { state, edges: new Set(), anytime: new Set(), counts: new Map() };
  for (const edge of edges) judge(edge, off);
  return filtered;
}

function passes(edge) {
  return filter().edges.has(edge);
}

/** An edge is counted for a facet when all other facets let it through. */
function judge(edge, off) {
  const ends = [edge.source, edge.target].filter(isActor);
  const stopped = [];
  if (ends.some((id) => off.has(actors.get(id).type))) stopped.push('actor');
  if (off.has(edge.group)) stopped.push('line');
  if (off.has(edge.status)) stopped.push('status');
  if (off.has(edge.type)) stopped.push('type');
  if (!inPeriod(edge)) stopped.push('period');
  const levels = levelsOf(edge);
  if (!levels.includes(state.sureness)) stopped.push('sureness');
  const said = judgeClaims(edge, off);
  if (!said.passes) stopped.push('claim');
  const open = (facet) => stopped.every((name) => name === facet);
  if (!stopped.length) filtered.edges.add(edge);
  if (open('period')) filtered.anytime.add(edge);
  if (open('actor')) ends.forEach((id) => count('actor', actors.get(id).type, id));
  if (open('line')) count('line', edge.group, edge.situation);
  if (open('status')) count('status', edge.status, edge.situation);
  if (open('type')) count('type', edge.type, edge.situation);
  if (open('sureness')) levels.forEach((level) => count('sureness', level, edge.situation));
  if (open('claim')) for (const [facet, keys] of Object.entries(said.keys)) keys.forEach((key) => count(facet, key, edge.situation));
}

/** An actor counts once, and so does an event or relation, however many pairs of actors it has. */
function count(facet, key, item) {
  const name = `${facet} ${key}`;
  if (!filtered.counts.has(name)) filtered.counts.set(name, new Set());
  filtered.counts.get(name).add(item);
}

function countOf(facet, key) {
  return filter().counts.get(`${facet} ${key}`)?.size || 0;
}

/** What of a claim is as the filters want it. */
function judgeClaim(claim, off) {
  return {
    stance: !off.has(claim.stance),
    source: !state.sources.length || state.sources.includes(claim.source),
    publisher: !state.publishers.length || claim.publishers.some((name) => state.publishers.includes(name)),
  };
}

function fits(claim, off) {
  return Object.values(judgeClaim(claim, off)).every(Boolean);
}

/** Stance, source and publisher must fit in one and the same claim. */
function judgeClaims(edge, off) {
  const keys = { stance: new Set(), source: new Set(), publisher: new Set() };
  let passes = edge.claims.length === 0 && !state.sources.length && !state.publishers.length;
  for (const claim of edge.claims) {
    const { stance, source, publisher } = judgeClaim(claim, off);
    if (source && publisher) keys.stance.add(claim.stance);
    if (stance && publisher) keys.source.add(claim.source);
    if (stance && source) claim.publishers.forEach((name) => keys.publisher.add(name));
    passes = passes || (stance && source && publisher);
  }
  return { passes, keys };
}

/** The date that the time filter goes by, as the choice for undated entries has it. */
function periodDate(edge) {
  return state.undated === 'article' ? dateOf(edge) : edge.date;
}

function inPeriod(edge) {
  const date = periodDate(edge);
  if (!date) return state.undated !== 'drop';
  return (!state.to || earliest(date) <= state.to) && (!state.from || latest(date) >= state.from);
}

/** First and last day of "2024", "2024-10" or a day. */
function earliest(date) {
  return date + '0000-01-01'.slice(date.length);
}

function latest(date) {
  return date + '9999-12-31'.slice(date.length);
}

function filtersOn() {
  return state.off.length + state.sources.length + state.publishers.length
    + (state.from || state.to ? 1 : 0) + (state.undated === START.undated ? 0 : 1)
    + (state.sureness === START.sureness ? 0 : 1) + state.hidden.length;
}

function resetFilters() {
  change({ ...Object.fromEntries(FILTERS.map((key) => [key, START[key]])), hidden: [] });
}

// The state of the page as the part of its address after "#", and back. What comes in may be
// anything: a field that is not known, not of this graph or out of bounds is left out.

const LONGEST = 8000; // characters of an address
const MOST = 200; // items of a list
const START_WITH = window.innerWidth > 760 ? 60 : 28;
const TABS = ['graph', 'list', 'matrix', 'timeline', 'dyad', 'board'];
const facetKeys = new Set([
  ...edges.flatMap((edge) => [edge.group, edge.status, edge.type, ...edge.claims.map((claim) => claim.stance)]),
  ...content.actors.map((actor) => actor.type),
]);
const speakerNames = new Set(edges.flatMap((edge) => edge.claims.map((claim) => claim.source)));
const publisherNames = new Set(edges.flatMap((edge) => edge.claims.flatMap((claim) => claim.publishers)));

/** A field: its value at the start, and how it is read from text; undefined is "not so". */
const FIELDS = {
  tab: choice(TABS),
  actor: one(isActor),
  pair: list(isActor, (ids) => ids.length <= 2),
  path: list(isActor, (ids) => ids.length === 2 && ids[0] !== ids[1]),
  focus: one(isActor),
  steps: number(1, 1, 2),
  top: number(Math.max(2, Math.min(START_WITH, [...neighbours.values()].filter((near) => near.size).length || START_WITH)),
    2, Math.max(2, actors.size)),
  size: choice(measures),
  more: list(isActor),
  hidden: list(isActor),
  pinned: list(isActor),
  unlinked: flag(),
  groups: flag(),
  laid: flag(),
  off: list((key) => facetKeys.has(key)),
  sources: list((name) => speakerNames.has(name)),
  publishers: list((name) => publisherNames.has(name)),
  from: day(),
  to: day(),
  undated: choice(['article', 'keep', 'drop']),
  sureness: choice(SURENESS.map(([level]) => level)),
  by: choice(['target', 'type']),
  theme: choice(['system', 'light', 'dark']),
};

function choice(values) {
  return { start: values[0], read: (text) => (values.includes(text) ? text : undefined) };
}

function flag() {
  return { start: false, read: (text) => (text === '1' ? true : undefined) };
}

function number(start, low, high) {
  return { start, read: (text) => (/^\d{1,6}$/.test(text) && text >= low && text <= high ? Number(text) : undefined) };
}

function day() {
  const real = (text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
  return { start: '', read: (text) => (/^\d{4}-\d\d-\d\d$/.test(text) && real(text) ? text : undefined) };
}

function one(known) {
  return { start: '', read: (text) => [unescaped(text)].find(known) };
}

function list(known, fits) {
  const read = (text) => {
    const items = [...new Set(text.split(',').slice(0, MOST).map(unescaped))].filter(known);
    return items.length && (!fits || fits(items)) ? items : undefined;
  };
  return { start: [], read };
}

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    return null; // not an escape; no name is null
  }
}

/** Text for the address; "" for a half of a character, which no address can hold. */
function escaped(text) {
  try {
    return encodeURIComponent(text);
  } catch (error) {
    return '';
  }
}

const START = Object.freeze(Object.fromEntries(Object.entries(FIELDS).map(([key, field]) => [key, field.start])));

/** "tab=matrix&actor=north-korea": only what is not as at the start. */
function encode(values) {
  return Object.keys(FIELDS)
    .filter((key) => !equal(values[key], START[key]))
    .map((key) => `${key}=${written(values[key])}`)
    .join('&');
}

function written(value) {
  if (Array.isArray(value)) return value.map(escaped).filter(Boolean).join(',');
  return value === true ? '1' : escaped(String(value));
}

function decode(hash) {
  const values = { ...START };
  const parts = hash.length > LONGEST ? [] : hash.replace(/^#/, '').split('&');
  for (const part of parts) {
    const at = part.indexOf('=');
    const key = part.slice(0, Math.max(at, 0));
    if (!Object.hasOwn(FIELDS, key)) continue;
    const value = FIELDS[key].read(part.slice(at + 1));
    if (value !== undefined) values[key] = value;
  }
  if (values.from && values.to && values.from > values.to) values.from = values.to = '';
  return values;
}

function equal(a, b) {
  return a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, n) => item === b[n]));
}

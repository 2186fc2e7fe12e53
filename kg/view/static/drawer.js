// The filters, which are the legend too: each entry is a switch with its count.

const UNDATED = { article: 'take the article’s date', keep: 'show at any time', drop: 'leave out' };
const switches = []; // {button, facet, key}

function startDrawer() {
  const has = (list, known) => known.filter(([key]) => list.has(key));
  const types = new Set(content.actors.map((actor) => actor.type));
  const groups = new Set(edges.map((edge) => edge.group));
  const statuses = new Set(edges.map((edge) => edge.status));
  const stances = new Set(edges.flatMap((edge) => edge.claims.map((claim) => claim.stance)));
  const kinds = (kind) => byCount(counted(edges.filter((edge) => edge.kind === kind).map((edge) => edge.type)))
    .map((type) => [type, typeWords({ kind, type })]);
  replaceContent(byId('filters'),
    element('div', { class: 'drawer-head' }, element('h2', {}, 'Legend and filters'),
      element('button', { id: 'reset', class: 'button', onclick: resetFilters }, 'Reset'),
      element('button', { id: 'filters-close', class: 'close', 'aria-label': 'Close filters', onclick: () => openDrawer(false) }, '×')),
    element('p', { class: 'note' }, 'Numbers: what the other filters let through.'),
    switchGroup('Actors', 'actor', has(types, ACTOR_TYPES), (key) => typeMark(key)),
    switchGroup('Lines', 'line', has(groups, QUADS), (key) => swatch(key)),
    switchGroup('Status', 'status', has(statuses, STATUSES), (key) => dashMark(key)),
    surenessChoice(),
    undatedChoice(),
    folded('Events', switchGroup('', 'type', kinds('event')), 'Event types'),
    folded('Relations', switchGroup('', 'type', kinds('relation')), 'Relations'),
    folded('Stance', switchGroup('', 'stance', has(stances, Object.entries(STANCE_WORDS))), 'Stance of a claim'),
    folded('Who says so', pickList('sources', 'source', [...speakerNames]), 'Sources'),
    folded('Publisher', pickList('publishers', 'publisher', [...publisherNames]), 'Publishers'),
    element('div', { id: 'hidden-actors' }));
  byId('filters-toggle').addEventListener('click', () => openDrawer(byId('filters').hidden));
  openDrawer(window.innerWidth > 1100, true);
  whenChanged(FILTERS, showCounts);
  whenChanged([...FILTERS, 'hidden'], showFiltersOn);
  whenChanged(['hidden'], showHidden);
}

/** What becomes of entries that the text gives no date, of which there are many. */
function undatedChoice() {
  const box = element('select', { id: 'undated' }, ...Object.entries(UNDATED).map(([value, words]) => element('option', { value }, words)));
  box.addEventListener('change', () => change({ undated: box.value }));
  whenChanged(['undated'], () => { box.value = state.undated; });
  return element('div', { class: 'undated' }, element('label', { for: 'undated' }, element('h3', {}, 'Without a date of their own')), box);
}

function openDrawer(open, quietly) {
  byId('filters').hidden = !open;
  byId('filters-toggle').setAttribute('aria-expanded', String(open));
  if (!quietly) byId(open ? 'filters' : 'filters-toggle').focus();
}

function folded(name, body, label) {
  if (!body) return null;
  return element('details', { class: 'fold' }, element('summary', { 'aria-label': label }, name), body);
}

function switchGroup(name, facet, entries, mark) {
  if (!entries.length) return null;
  return element('div', { class: 'switches', role: 'group', 'aria-label': `Filter by ${name.toLowerCase() || facet}` },
    name ? element('h3', {}, name) : null,
    ...entries.map(([key, label, meaning]) => filterSwitch(facet, key, label, meaning, mark && mark(key))));
}

function filterSwitch(facet, key, label, meaning, mark) {
  const button = element('button', { class: 'switch', 'data-key': key,
    title: meaning ? `${label}: ${meaning}. Click to hide or show.` : 'Click to hide or show.',
    onclick: () => change({ off: state.off.includes(key) ? without(state.off, key) : [...state.off, key] }) },
  mark || '', element('span', { class: 'name' }, label), element('span', { class: 'count' }));
  switches.push({ button, facet, key });
  return button;
}

function showCounts() {
  for (const { button, facet, key } of switches) {
    button.setAttribute('aria-pressed', String(!state.off.includes(key)));
    button.querySelector('.count').textContent = countOf(facet, key).toLocaleString('en');
  }
}

function showFiltersOn() {
  const on = filtersOn();
  byId('filters-on').hidden = on === 0;
  byId('filters-on').textContent = String(on);
  byId('reset').disabled = on === 0;
}

function showHidden() {
  replaceContent(byId('hidden-actors'), ...(state.hidden.length ? [element('h3', {}, 'Hidden actors'),
    ...state.hidden.map((id) => element('button', { class: 'switch', title: 'Show again',
      onclick: () => change({ hidden: without(state.hidden, id) }) },
    quoted(nameOf(id)), element('span', { class: 'count' }, 'show')))] : []));
}

/** The dash pattern of a status, drawn as it is on the canvas. */
function dashMark(key) {
  const mark = drawing('svg', { viewBox: '0 0 34 8', width: 34, height: 8, 'aria-hidden': 'true', class: `dash ${key}` });
  mark.append(drawing('line', { x1: 0, y1: 4, x2: 34, y2: 4, 'stroke-width': 2.5, 'stroke-dasharray': (DASHES[key] || []).join(' ') }));
  return mark;
}

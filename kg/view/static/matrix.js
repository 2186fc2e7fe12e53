// Who says what: sources against the actors or the types of events that they speak of.

const MATRIX_ROWS = 25;
const MATRIX_COLUMNS = 14;
const SHADES = 5;

function fillMatrix() {
  const { cells, rows: totals, columns } = tally();
  const rows = byCount(totals).slice(0, MATRIX_ROWS);
  const heads = byCount(columns).slice(0, MATRIX_COLUMNS);
  replaceContent(byId('matrix-view'), viewHead('Who says what',
    'How many entries each source speaks of. A number filters by its source and opens what it speaks of.',
    choiceOf('by', [['target', 'by actor spoken of'], ['type', 'by type']])),
  rows.length ? matrixTable(rows, heads, cells, totals) : element('p', { class: 'note' }, 'The filters hide everything.'),
  rows.length < totals.size || heads.length < columns.size
    ? element('p', { class: 'note' }, `The ${rows.length} busiest of ${totals.size} sources and ${heads.length} of ${columns.size} columns. Filter to see others.`) : null);
}

/** {cells: source → column → number, rows: source → number, columns: column → number} of events and relations. */
function tally() {
  const off = new Set(state.off);
  const [cells, rows, columns] = [new Map(), new Map(), new Map()];
  const add = (map, key, { situation }) => map.set(key, (map.get(key) || new Set()).add(situation));
  for (const edge of filter().edges) {
    const column = state.by === 'type' ? edge.type : edge.target;
    if (!column) continue;
    for (const claim of edge.claims.filter((one) => fits(one, off))) {
      if (!cells.has(claim.source)) cells.set(claim.source, new Map());
      add(cells.get(claim.source), column, edge);
      add(rows, claim.source, edge);
      add(columns, column, edge);
    }
  }
  const sizes = (map) => new Map([...map].map(([key, found]) => [key, found.size]));
  return { cells: new Map([...cells].map(([source, row]) => [source, sizes(row)])), rows: sizes(rows), columns: sizes(columns) };
}

function matrixTable(rows, heads, cells, totals) {
  const highest = Math.max(1, ...rows.flatMap((source) => heads.map((head) => cells.get(source).get(head) || 0)));
  const headWords = (head) => (state.by === 'type' ? typeWords(typed(head)) : nameOf(head));
  return element('div', { class: 'scroll' }, element('table', { class: 'matrix' },
    element('caption', { class: 'hidden-text' }, 'Number of entries by source and column'),
    element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Source'), element('th', { scope: 'col', class: 'sum' }, 'all'),
      ...heads.map((head) => element('th', { scope: 'col' }, element('span', { dir: 'auto' }, headWords(head)))))),
    element('tbody', {}, ...rows.map((source) => element('tr', {},
      element('th', { scope: 'row' }, element('button', { class: 'link', onclick: () => toggleSource(source) }, quoted(source))),
      element('td', { class: 'sum' }, String(totals.get(source))),
      ...heads.map((head) => matrixCell(source, head, cells.get(source).get(head) || 0, highest, headWords(head))))))));
}

function matrixCell(source, head, number, highest, words) {
  if (!number) return element('td', {});
  const shade = Math.ceil((SHADES * number) / highest);
  return element('td', { class: `shade-${shade}` }, element('button', {
    'aria-label': `${source} on ${words}: ${plural(number, 'entry', 'entries')}`, onclick: () => openCell(source, head) }, String(number)));
}

/** Filter by the source, and by the type or open the actor. */
function openCell(source, head) {
  if (state.by === 'target') {
    change({ sources: [source], actor: head, pair: [], path: [] });
    return;
  }
  const others = [...new Set(edges.map((edge) => edge.type))].filter((type) => type !== head);
  change({ sources: [source], off: [...new Set([...without(state.off, head), ...others])], tab: 'list' });
}

function toggleSource(source) {
  change({ sources: state.sources.includes(source) ? without(state.sources, source) : [source] });
}

/** An edge of this type, as far as its name goes. */
function typed(type) {
  return { type, kind: type === type.toUpperCase() ? 'event' : 'relation' };
}

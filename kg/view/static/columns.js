// A column chart of events over time: cooperation above the line, conflict below it.

const ABOVE = ['verbalCooperation', 'materialCooperation'];
const BELOW = ['verbalConflict', 'materialConflict'];
const LABEL_WIDTH = 84; // pixels that a date under the chart needs
const WIDEST_COLUMN = 57; // pixels, as in the style sheet, with its gap
const WIDEST_CHART = 1100;

/** `pick(period)` is called for a column that was clicked. */
function columnChart(list, { title, periods, unit, pick, compact }) {
  const columns = periods.map(() => new Map());
  for (const edge of list) {
    const at = periodAt(periods, periodDate(edge));
    if (at >= 0) columns[at].set(edge.group, (columns[at].get(edge.group) || 0) + 1);
  }
  const sum = (column, keys) => keys.reduce((total, key) => total + (column.get(key) || 0), 0);
  const highest = Math.max(1, ...columns.flatMap((column) => [sum(column, ABOVE), sum(column, BELOW)]));
  const stack = (column, keys, side) => element('span', { class: `stack ${side}` },
    ...keys.map((key) => bar(key, column.get(key) || 0, highest)));
  const bars = columns.map((column, at) => element('button', {
    class: inChosenPeriod(periods[at]) ? 'column' : 'column out', 'aria-label': columnWords(periods[at], column), title: columnWords(periods[at], column),
    'data-period': periods[at].label, onclick: () => pick(periods[at]),
  }, stack(column, ABOVE, 'above'), stack(column, BELOW, 'below')));
  const chart = element('figure', { class: compact ? 'chart compact' : 'chart' },
    title ? element('figcaption', {}, title, element('small', {}, ` · events per ${unit}, at most ${highest}`)) : null,
    element('div', { class: 'plot', role: 'group', 'aria-label': title || 'Over time' }, ...bars),
    element('div', { class: 'axis', 'aria-hidden': 'true' }, ...axisLabels(periods, compact)));
  return chart;
}

/** Columns outside of the chosen period stay, faded: they say what it was chosen from. */
function inChosenPeriod({ from, to }) {
  return (!state.to || from <= state.to) && (!state.from || !to || to >= state.from);
}

function bar(key, count, highest) {
  const made = element('span', { class: `piece ${key}` });
  made.style.height = `${(100 * count) / highest}%`;
  return made;
}

function columnWords(period, column) {
  const counts = QUADS.filter(([key]) => column.get(key)).map(([key, words]) => `${words} ${column.get(key)}`);
  return `${period.label}: ${counts.join(', ') || 'nothing'}`;
}

/** As many dates as there is room for, each under its column; none that would be cut at the end. */
function axisLabels(periods, compact) {
  const room = compact ? 300 : Math.min(document.querySelector('.stage').clientWidth - 40, WIDEST_CHART);
  const width = Math.min(room / Math.max(1, periods.length), WIDEST_COLUMN);
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / width));
  const fits = (at) => at === 0 || room - at * width >= LABEL_WIDTH;
  return periods.map((period, at) =>
    element('span', {}, at % every === 0 && fits(at) ? element('span', {}, axisWords(period)) : ''));
}

function axisWords({ from, to, label }) {
  if (!from) return 'earlier';
  return to ? label.replace('week of ', '') : 'later';
}

/** What the colours of a chart mean. */
function chartKey() {
  return element('ul', { class: 'key' }, ...QUADS.filter(([key]) => key !== 'relation')
    .map(([key, words]) => element('li', {}, swatch(key), words)));
}

function swatch(key) {
  return element('span', { class: `swatch ${key}`, 'aria-hidden': 'true' });
}

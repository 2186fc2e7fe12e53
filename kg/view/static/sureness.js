// How sure the reading of an event or relation must be for the page to show it.

/** Each level: its name, the lowest score that it lets through, and what that means. */
const SURENESS = [
  ['all', 0, 'also what is more often wrong than right'],
  ['likely', 0.5, 'more often right than wrong'],
  ['sure', 0.7, 'right about nine times of ten'],
];

/** The levels that let an edge through. */
function levelsOf({ score }) {
  return SURENESS.filter(([, least]) => score >= least).map(([level]) => level);
}

function surenessChoice() {
  return element('div', { role: 'radiogroup', 'aria-label': 'Filter by sureness' },
    element('h3', {}, 'Sureness'), ...SURENESS.map(surenessRow));
}

function surenessRow([level, least, meaning]) {
  const button = element('input', { type: 'radio', name: 'sureness', value: level });
  const number = element('span', { class: 'count' });
  button.addEventListener('change', () => change({ sureness: level }));
  whenChanged(FILTERS, () => {
    button.checked = state.sureness === level;
    number.textContent = countOf('sureness', level).toLocaleString('en');
  });
  return element('label', { class: 'pick', title: `${level}: ${meaning}` },
    button, element('span', { class: 'name' }, least ? `${level} (score ${least} and up)` : level), number);
}

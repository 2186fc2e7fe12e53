// The legend is the filter: each entry is a switch.

function startLegend() {
  const used = new Set(content.actors.map((actor) => actor.type));
  const groups = new Set(edges.map((edge) => edge.group));
  const statuses = new Set(edges.map((edge) => edge.status));
  replaceContent(byId('legend-rows'),
    legendRow('Actors', ACTOR_TYPES.filter(([key]) => used.has(key)), (key) => typeMark(key)),
    legendRow('Lines', QUADS.filter(([key]) => groups.has(key)), (key) => element('span', { class: `swatch ${key}`, 'aria-hidden': 'true' })),
    legendRow('Status', STATUSES.filter(([key]) => statuses.has(key)), (key) => dashMark(key)));
  byId('legend').open = window.innerWidth > 760;
}

function legendRow(name, entries, mark) {
  if (!entries.length) return null;
  return element('div', { class: 'row-of-switches', role: 'group', 'aria-label': `Filter by ${name.toLowerCase()}` },
    element('span', { class: 'row-name' }, name),
    ...entries.map(([key, label, meaning]) => legendSwitch(key, label, meaning, mark(key))));
}

function legendSwitch(key, label, meaning, mark) {
  const button = element('button', { class: 'switch', 'aria-pressed': 'true', 'data-key': key,
    title: meaning ? `${label}: ${meaning}. Click to hide or show.` : 'Click to hide or show.',
    onclick: () => toggle(key, button) }, mark, label);
  return button;
}

function toggle(key, button) {
  if (!state.off.delete(key)) state.off.add(key);
  button.setAttribute('aria-pressed', String(!state.off.has(key)));
  refresh();
}

/** The dash pattern of a status, drawn as it is on the canvas. */
function dashMark(key) {
  const svg = (name, attributes) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    return made;
  };
  const mark = svg('svg', { viewBox: '0 0 34 8', width: 34, height: 8, 'aria-hidden': 'true', class: `dash ${key}` });
  mark.append(svg('line', { x1: 0, y1: 4, x2: 34, y2: 4, 'stroke-width': 2.5, 'stroke-dasharray': (DASHES[key] || []).join(' ') }));
  return mark;
}

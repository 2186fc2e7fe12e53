// A long list to pick from: the commonest, those that match some words, and always the picked.

const OFFERED = 8;

/** `field` of the state holds the picked names; with none picked, all are let through. */
function pickList(field, facet, names) {
  if (!names.length) return null;
  const rows = element('div', { class: 'picks', role: 'group', 'aria-label': `Only from these ${field}` });
  const words = element('input', { type: 'search', class: 'narrow', placeholder: `find among ${names.length}`,
    'aria-label': `Find ${field}`, id: `find-${field}` });
  const fill = () => {
    const wanted = plain(words.value.trim());
    const focused = rows.contains(document.activeElement) ? document.activeElement.dataset.name : null;
    const open = names.filter((name) => !state[field].includes(name) && plain(name).includes(wanted))
      .sort((a, b) => countOf(facet, b) - countOf(facet, a) || a.localeCompare(b)).slice(0, OFFERED);
    replaceContent(rows, ...[...state[field], ...open].map((name) => pickRow(field, facet, name)));
    if (focused !== null) [...rows.querySelectorAll('input')].find((box) => box.dataset.name === focused)?.focus();
  };
  words.addEventListener('input', fill);
  whenChanged(FILTERS, fill);
  return element('div', {}, names.length > OFFERED ? words : null, rows);
}

function pickRow(field, facet, name) {
  const box = element('input', { type: 'checkbox', 'data-name': name });
  box.checked = state[field].includes(name);
  box.addEventListener('change', () =>
    change({ [field]: box.checked ? [...state[field], name] : without(state[field], name) }));
  return element('label', { class: 'pick' }, box, quoted(name), element('span', { class: 'count' }, countOf(facet, name).toLocaleString('en')));
}

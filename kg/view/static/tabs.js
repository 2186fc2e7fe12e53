// The ways to look at the graph. Only the one in view is kept up to date.

const FILLS = { list: fillList, matrix: fillMatrix, timeline: fillTimeline, dyad: fillDyad, board: fillBoard };

function startTabs() {
  TABS.forEach((name, at) => {
    const tab = byId(`${name}-tab`);
    tab.addEventListener('click', () => change({ tab: name }));
    tab.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const target = event.key === 'Home' ? 0 : event.key === 'End' ? TABS.length - 1 : step && (at + step + TABS.length) % TABS.length;
      if (target === undefined) return;
      event.preventDefault();
      change({ tab: TABS[target] });
      byId(`${TABS[target]}-tab`).focus();
    });
  });
  byId('skip').addEventListener('click', (event) => {
    event.preventDefault();
    change({ tab: 'list' });
    byId('list-tab').focus();
  });
  whenChanged(['tab'], showTab);
  whenChanged(['tab', ...FILTERS, 'hidden', 'focus', 'steps', 'by', 'pair', 'actor'], fillTab);
}

function showTab() {
  for (const name of TABS) {
    const chosen = name === state.tab;
    byId(`${name}-view`).hidden = !chosen;
    byId(`${name}-tab`).setAttribute('aria-selected', String(chosen));
    byId(`${name}-tab`).tabIndex = chosen ? 0 : -1;
    if (chosen) byId(`${name}-tab`).scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
}

/** Anew, but without losing the reader's place. */
function fillTab(before) {
  const fill = FILLS[state.tab];
  if (!fill) return;
  const selection = before && ['actor', 'pair'].some((key) => !equal(before[key], state[key]));
  if (selection && state.tab !== 'dyad' && before.tab === state.tab && FILTERS.every((key) => equal(before[key], state[key]))) return;
  const view = byId(`${state.tab}-view`);
  const place = view.scrollTop;
  keepFocus(view, fill);
  view.scrollTop = before && before.tab === state.tab ? place : 0;
}

function viewHead(title, words, ...more) {
  return element('div', { class: 'view-head' }, element('h2', {}, title), element('p', { class: 'note' }, words), ...more);
}

/** A choice among a few values of a field, as a row of buttons. */
function choiceOf(field, values) {
  return element('div', { class: 'choice', role: 'group' }, ...values.map(([value, words]) =>
    element('button', { class: 'button', 'aria-pressed': String(state[field] === value), 'data-value': value,
      onclick: () => change({ [field]: value }) }, words)));
}

// The same events as a table, for keyboards, screen readers and close reading.

const PAGE_LENGTH = 100;

function fillList() {
  const around = state.focus ? new Set(neighbourhood(state.focus, state.steps)) : null;
  const hidden = new Set(state.hidden);
  const listed = [...filter().edges]
    .filter((edge) => !hidden.has(edge.source) && !hidden.has(edge.target)
      && (!around || (around.has(edge.source) && (!edge.target || around.has(edge.target)))))
    .sort(newestFirst);
  const count = situations(listed).length;
  const note = listed.length
    ? `${plural(count, 'entry', 'entries')}${listed.length > count ? ` in ${listed.length} rows, one per pair of actors` : ''}, newest first${state.focus ? `, around ${nameOf(state.focus)}` : ''}`
    : edges.length ? 'The filters hide everything.' : 'There are no events yet.';
  const rows = element('tbody', { id: 'list-rows' });
  const more = element('button', { id: 'more', class: 'button' }, 'Show more');
  const add = () => {
    const from = rows.children.length;
    rows.append(...listed.slice(from, from + PAGE_LENGTH).map(listRow));
    more.hidden = rows.children.length >= listed.length;
  };
  more.addEventListener('click', add);
  add();
  replaceContent(byId('list-view'), element('p', { id: 'list-note', class: 'note', role: 'status' }, note),
    element('div', { class: 'scroll' }, element('table', { class: 'list' },
      element('caption', { class: 'hidden-text' }, 'Events and relations, newest first'),
      element('thead', {}, element('tr', {}, ...['Date', 'Status', 'Who', 'What', 'To whom', 'Said by']
        .map((head) => element('th', { scope: 'col' }, head)))), rows)), more);
}

function listRow(edge) {
  const speakers = [...new Set(edge.claims.map((claim) => `${claim.source} ${saysWhat(claim)}`))];
  return element('tr', { class: edge.status },
    element('td', { class: 'date' }, dateOf(edge) || '–', edge.told && !edge.date ? element('small', {}, 'reported') : ''),
    element('td', { class: 'standing' }, statusMark(edge.status)),
    element('td', {}, quoted(nameOf(edge.source))),
    element('td', {}, element('button', { class: 'link', onclick: () => choosePair(edge.source, edge.target) }, typeWords(edge)),
      edge.detail ? element('small', {}, quoted(edge.detail)) : ''),
    element('td', {}, quoted(nameOf(edge.target) || '–')),
    element('td', { class: 'speakers' }, quoted(speakers.slice(0, 3).join('; ') + (speakers.length > 3 ? ' …' : ''))));
}

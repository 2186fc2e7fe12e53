// The same events as a table, for keyboards, screen readers and close reading.

const PAGE_LENGTH = 100;
let listed = [];
let listedRows = 0;

function fillList() {
  const focus = state.focus;
  listed = edges
    .filter((edge) => passes(edge) && (!focus || edge.source === focus || edge.target === focus))
    .sort(newestFirst);
  listedRows = 0;
  byId('list-note').textContent = listed.length
    ? `${plural(listed.length, 'entry', 'entries')}, newest first${focus ? `, around ${nameOf(focus)}` : ''}`
    : edges.length ? 'The filters hide everything.' : 'There are no events yet.';
  replaceContent(byId('list-rows'));
  addRows();
}

function addRows() {
  const next = listed.slice(listedRows, listedRows + PAGE_LENGTH);
  byId('list-rows').append(...next.map(listRow));
  listedRows += next.length;
  byId('more').hidden = listedRows >= listed.length;
}

function listRow(edge) {
  const speakers = [...new Set(edge.claims.map((claim) => `${claim.source} ${saysWhat(claim)}`))];
  const open = () => (edge.drawn ? choosePair(edge.source, edge.target) : showAlone(edge.source));
  return element('tr', { class: edge.status },
    element('td', { class: 'date' }, dateOf(edge) || '–'),
    element('td', { class: 'standing' }, statusMark(edge.status)),
    element('td', {}, quoted(nameOf(edge.source))),
    element('td', {}, element('button', { class: 'link', onclick: open }, typeWords(edge)), edge.detail ? element('small', {}, quoted(edge.detail)) : ''),
    element('td', {}, quoted(nameOf(edge.target) || '–')),
    element('td', { class: 'speakers' }, quoted(speakers.slice(0, 3).join('; ') + (speakers.length > 3 ? ' …' : ''))));
}

// The shortest way from one actor to another, step by step with its evidence.

let asked = ['', '']; // ends being filled in

function askPath(from) {
  asked = [from || '', ''];
  showPanel(element('h2', {}, 'Path between two actors'), pathForm(),
    element('p', { id: 'path-note', class: 'note', role: 'status' }, 'The shortest way over the lines that the filters let through.'));
  byId(from ? 'path-to' : 'path-from').focus();
}

function pathForm() {
  const take = (at) => (id) => {
    asked[at] = id;
    if (asked[0] === asked[1]) byId('path-note').textContent = 'Choose two different actors.';
    else if (asked.every(isActor)) choosePath(...asked);
    else byId(at ? 'path-from' : 'path-to').focus();
  };
  return element('div', { class: 'path-form' },
    actorInput('path-from', 'From', asked[0], take(0)), actorInput('path-to', 'To', asked[1], take(1)));
}

function showPath(from, to) {
  asked = [from, to];
  const way = pathBetween(from, to);
  showPanel(
    element('h2', {}, 'Path between two actors'), pathForm(),
    element('p', { id: 'path-note', class: 'note', role: 'status' }, way
      ? `${plural(way.pairs.length, 'step')} over the lines that the filters let through.`
      : 'No path: no chain of lines that the filters let through joins the two.'),
    ...(way ? way.pairs.map(pathStep) : []));
}

function pathStep([a, b], at) {
  const list = between(a, b).filter(passes).sort((x, y) =>
    STATUSES.findIndex(([key]) => key === x.status) - STATUSES.findIndex(([key]) => key === y.status) || newestFirst(x, y));
  return element('section', { class: 'step' },
    element('h3', {}, `${at + 1}. `, actorLink(a), ' – ', actorLink(b)),
    ...capped(list, 1, edgeCard));
}

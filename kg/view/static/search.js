// Finding an actor by any of its names.

const MATCHES = 8;
const searchable = content.actors.map((actor) => ({
  id: actor.id,
  names: [actor.label, ...actor.names].map((name) => [name, plain(name)]),
}));
let highlighted = -1;

/** Lower case without accents, as people type. */
function plain(text) {
  return text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
}

/** Actors whose label or alias has the words; beginnings first, then the best linked. */
function find(words) {
  const wanted = plain(words.trim());
  if (!wanted) return [];
  const found = [];
  for (const { id, names } of searchable) {
    const hits = names
      .map(([name, key]) => ({ name, at: ` ${key}`.indexOf(` ${wanted}`) === 0 ? 0 : ` ${key}`.includes(` ${wanted}`) ? 1 : key.includes(wanted) ? 2 : 3 }))
      .filter((hit) => hit.at < 3)
      .sort((a, b) => a.at - b.at);
    if (hits.length) found.push({ id, name: hits[0].name, at: hits[0].at });
  }
  found.sort((a, b) => a.at - b.at || neighbours.get(b.id).size - neighbours.get(a.id).size || a.id.localeCompare(b.id));
  return found.slice(0, MATCHES);
}

function startSearch() {
  const input = byId('search');
  input.addEventListener('input', () => showMatches(find(input.value)));
  input.addEventListener('keydown', searchKey);
  input.addEventListener('blur', () => setTimeout(hideMatches, 150));
}

function showMatches(found) {
  highlighted = found.length ? 0 : -1;
  replaceContent(byId('matches'), ...found.map(matchItem));
  byId('matches').hidden = !byId('search').value.trim();
  if (!found.length) byId('matches').append(element('li', { class: 'note' }, 'No actor has this name.'));
  byId('search').setAttribute('aria-expanded', String(found.length > 0));
  markMatch();
}

function matchItem({ id, name }, index) {
  const label = nameOf(id);
  const item = element('li', { role: 'option', id: `match-${index}`, 'data-id': id },
    typeMark(actors.get(id).type), quoted(label), name !== label ? element('small', {}, quoted(name)) : '');
  item.addEventListener('mousedown', (event) => {
    event.preventDefault();
    take(id);
  });
  return item;
}

function searchKey(event) {
  const options = [...byId('matches').querySelectorAll('[role=option]')];
  if (event.key === 'Escape') hideMatches();
  if (!options.length) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    highlighted = (highlighted + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % options.length;
    markMatch();
  }
  if (event.key === 'Enter' && highlighted >= 0) take(options[highlighted].dataset.id);
}

function markMatch() {
  [...byId('matches').children].forEach((item, index) =>
    item.setAttribute('aria-selected', String(index === highlighted)));
  byId('search').setAttribute('aria-activedescendant', highlighted >= 0 ? `match-${highlighted}` : '');
}

function hideMatches() {
  byId('matches').hidden = true;
  byId('search').setAttribute('aria-expanded', 'false');
}

function take(id) {
  byId('search').value = nameOf(id);
  hideMatches();
  selectTab('graph');
  chooseActor(id, true);
}

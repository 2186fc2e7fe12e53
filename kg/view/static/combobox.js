// An input that completes names of actors, aliases too; used wherever an actor is asked for.

const MATCHES = 8;
const searchable = content.actors.map((actor) => ({
  id: actor.id,
  names: [...new Set([actor.label, ...actor.names, ...actor.forms.map(([words]) => words).filter(isName)])]
    .map((name) => [name, ` ${plain(name)}`]),
}));

/** Words that mention an actor, such as "Moscow"; not "it" or "the country". */
function isName(words) {
  return words !== words.toLowerCase() && words.length > 3;
}

/** Lower case without accents, as people type. */
function plain(text) {
  return text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
}

/** Actors one of whose names has the words; beginnings first, then the best linked. */
function find(words) {
  const wanted = plain(words.trim());
  if (!wanted) return [];
  const found = [];
  for (const { id, names } of searchable) {
    let best = null;
    for (const [name, key] of names) {
      const at = key.startsWith(` ${wanted}`) ? 0 : key.includes(` ${wanted}`) ? 1 : key.includes(wanted) ? 2 : 3;
      if (at < 3 && (!best || at < best.at)) best = { id, name, at };
    }
    if (best) found.push(best);
  }
  found.sort((a, b) => a.at - b.at || neighbours.get(b.id).size - neighbours.get(a.id).size || a.id.localeCompare(b.id));
  return found.slice(0, MATCHES);
}

/** Gives the input completion; `take(id)` is called with the actor that was chosen. */
function startCombobox(input, matches, take) {
  let highlighted = -1;
  const options = () => [...matches.querySelectorAll('[role=option]')];
  const hide = () => {
    matches.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const mark = (at) => {
    highlighted = at;
    options().forEach((option, index) => option.setAttribute('aria-selected', String(index === at)));
    if (options()[at] && !matches.hidden) input.setAttribute('aria-activedescendant', options()[at].id);
    else input.removeAttribute('aria-activedescendant');
  };
  const choose = (id) => {
    input.value = nameOf(id);
    hide();
    take(id);
  };
  const show = () => {
    const found = find(input.value);
    replaceContent(matches, ...found.map((match, index) => matchItem(match, `${matches.id}-${index}`, choose)));
    if (!found.length) matches.append(element('li', { class: 'note', role: 'presentation' }, 'No actor has this name.'));
    matches.hidden = !input.value.trim();
    input.setAttribute('aria-expanded', String(!matches.hidden));
    mark(found.length ? 0 : -1);
  };
  input.addEventListener('input', show);
  input.addEventListener('blur', () => setTimeout(hide, 150));
  input.addEventListener('keydown', (event) => {
    const count = options().length;
    if (event.key === 'Escape') hide();
    if (matches.hidden || !count) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      mark((highlighted + (event.key === 'ArrowDown' ? 1 : -1) + count) % count);
    }
    if (event.key === 'Enter' && highlighted >= 0) choose(options()[highlighted].dataset.id);
  });
}

function matchItem({ id, name }, itemId, choose) {
  const label = nameOf(id);
  const item = element('li', { role: 'option', id: itemId, 'data-id': id },
    typeMark(actors.get(id).type), quoted(label), name !== label ? element('small', {}, quoted(name)) : '');
  item.addEventListener('mousedown', (event) => {
    event.preventDefault();
    choose(id);
  });
  return item;
}

/** A labelled input with completion, made on the spot. */
function actorInput(name, label, id, take) {
  const matches = element('ul', { id: `${name}-matches`, class: 'matches', role: 'listbox', 'aria-label': `Actors: ${label}`, hidden: true });
  const input = element('input', { id: name, type: 'search', role: 'combobox', autocomplete: 'off', spellcheck: 'false',
    placeholder: 'name', 'aria-expanded': 'false', 'aria-controls': matches.id, 'aria-autocomplete': 'list' });
  input.value = nameOf(id);
  startCombobox(input, matches, take);
  return element('div', { class: 'actor-input' }, element('label', { for: name }, label), input, matches);
}

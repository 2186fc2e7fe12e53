// The side panel: an overview at first, then what is selected.

function showPanel(...children) {
  const panel = byId('panel');
  keepFocus(panel, () => replaceContent(byId('panel-body'), ...children));
  panel.classList.add('open');
  panel.scrollTop = 0;
  say(panel.querySelector('h2').textContent);
}

function startPanel() {
  byId('close').addEventListener('click', () => {
    clearChoice();
    byId(state.tab === 'graph' ? 'canvas' : `${state.tab}-view`).focus({ preventScroll: true });
  });
  whenChanged(['actor', 'pair', 'path', 'focus', 'steps', 'more', 'hidden', 'pinned', ...FILTERS], () => {
    if (state.path.length) showPath(...state.path);
    else if (state.pair.length === 2) showPair(...state.pair);
    else if (state.pair.length === 1) showAlone(state.pair[0]);
    else if (state.actor) showActor(state.actor);
    else showOverview();
  });
}

function showOverview() {
  const links = (edge) => neighbours.get(edge.source).size + neighbours.get(edge.target).size;
  const contested = edges.filter((edge) => edge.drawn && edge.status === 'disputed' && passes(edge))
    .sort((a, b) => links(b) - links(a) || newestFirst(a, b));
  const once = new Set();
  const pairs = contested.filter(({ source, target }) => !once.has(pairKey(source, target)) && once.add(pairKey(source, target)));
  const known = ranking(state.size).filter((id) => neighbours.get(id).size > 0).slice(0, 8);
  keepFocus(byId('panel'), () => replaceContent(byId('panel-body'),
    element('h2', {}, 'Who does what to whom, and who says so'),
    element('p', {}, 'Every line is read from sentences in the articles. Click a line to see the sentence, its source and its date; click an actor to see all it takes part in and what it says.'),
    element('p', {}, 'Only a solid line is asserted outright. Broken lines are disputed, alleged, planned or denied.'),
    contested.length ? element('h3', {}, 'Contested') : null,
    contested.length ? element('ul', { class: 'plain' }, ...pairs.slice(0, 6).map(pairItem)) : null,
    known.length ? element('h3', {}, 'Most connected') : null,
    known.length ? element('ul', { class: 'plain' }, ...known.map(actorItem)) : null));
  byId('panel').classList.remove('open');
}

function pairItem(edge) {
  return element('li', {}, element('button', { class: 'row', onclick: () => choosePair(edge.source, edge.target) },
    endsOf(edge), element('small', {}, typeWords(edge))));
}

function actorItem(id) {
  return element('li', {}, element('button', { class: 'row', onclick: () => chooseActor(id, true) },
    typeMark(actors.get(id).type), quoted(nameOf(id)), element('small', {}, plural(neighbours.get(id).size, 'link'))));
}

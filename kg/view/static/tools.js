// The tools below the picture, and the note above it while only a neighbourhood is shown.

const MEASURE_WORDS = { degree: 'links', betweenness: 'betweenness', pagerank: 'PageRank' };

function startTools() {
  const top = byId('top');
  top.max = String(Math.max(2, Math.min(CEILING, actors.size)));
  top.addEventListener('input', () => change({ top: Number(top.value) }, 'top'));
  top.addEventListener('change', () => {
    endGesture();
    fitPicture(true);
  });
  byId('size').append(...measures.map((measure) => element('option', { value: measure }, MEASURE_WORDS[measure])));
  byId('size').addEventListener('change', () => change({ size: byId('size').value }));
  for (const name of ['unlinked', 'groups']) {
    byId(name).addEventListener('change', () => change({ [name]: byId(name).checked, ...(name === 'unlinked' && byId(name).checked ? { top: Number(top.max) } : {}) }));
    whenChanged([name], () => { byId(name).checked = state[name]; });
  }
  byId('path').addEventListener('click', () => askPath(state.actor));
  whenChanged(['top', 'size'], () => {
    top.value = String(state.top);
    byId('top-count').textContent = state.top.toLocaleString('en');
    byId('size').value = state.size;
  });
  whenChanged(['focus', 'steps'], showFocus);
}

function showFocus() {
  byId('focus').hidden = !state.focus;
  if (!state.focus) return;
  const far = (steps, words) => element('button', { class: 'button', 'aria-pressed': String(state.steps === steps),
    'data-steps': steps, onclick: () => change({ steps }) }, words);
  replaceContent(byId('focus'),
    element('span', { id: 'focus-name' }, 'Only around ', quoted(nameOf(state.focus))),
    far(1, '1 step'), far(2, '2 steps'),
    element('button', { id: 'unfocus', class: 'button', onclick: () => change({ focus: '' }) }, 'Show all'));
}

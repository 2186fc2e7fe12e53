// Joins the parts and starts the page.

const START_WITH = window.innerWidth > 760 ? 60 : 28;

function refresh() {
  draw();
  if (state.pair) showPair(...state.pair);
  else if (state.actor) showActor(state.actor);
  if (!byId('list-view').hidden) fillList();
}

function chooseActor(id, travel) {
  if (!actors.has(id)) return;
  reveal([id]);
  Object.assign(state, { actor: id, pair: null });
  draw();
  showActor(id);
  if (travel) centreOn(id);
  bringIntoView([id]);
}

function choosePair(a, b) {
  reveal([a, b]);
  Object.assign(state, { actor: null, pair: [a, b] });
  draw();
  showPair(a, b);
  bringIntoView([a, b]);
}

function clearChoice() {
  Object.assign(state, { actor: null, pair: null });
  draw();
  showOverview();
}

/** Raise the slider as far as it takes to have these actors in the picture. */
function reveal(ids) {
  if (state.focus && !ids.every((id) => id === state.focus || neighbours.get(state.focus).has(id))) leaveFocus();
  if (state.focus) return;
  const needed = Math.max(...ids.map((id) => ranking.indexOf(id) + 1));
  if (needed > state.top) setTop(needed);
  if (ids.some((id) => neighbours.get(id).size === 0)) byId('unlinked').checked = state.unlinked = true;
}

function focusOn(id) {
  Object.assign(state, { focus: id, actor: id, pair: null });
  byId('focus-name').textContent = `Only around ${nameOf(id)}`;
  byId('focus').hidden = false;
  refresh();
  fitPicture(true);
}

function leaveFocus() {
  state.focus = null;
  byId('focus').hidden = true;
}

function setTop(count) {
  state.top = Math.min(count, ranking.length);
  byId('top').value = String(state.top);
  byId('top-count').textContent = String(state.top);
}

function selectTab(name) {
  for (const tab of ['graph', 'list']) {
    const chosen = tab === name;
    byId(`${tab}-view`).hidden = !chosen;
    byId(`${tab}-tab`).setAttribute('aria-selected', String(chosen));
    byId(`${tab}-tab`).tabIndex = chosen ? 0 : -1;
  }
  if (name === 'list') fillList();
}

function startTools() {
  const linked = ranking.filter((id) => neighbours.get(id).size > 0).length;
  byId('top').max = String(Math.max(2, ranking.length));
  setTop(Math.max(2, Math.min(START_WITH, linked || START_WITH)));
  byId('top').addEventListener('input', () => {
    setTop(Number(byId('top').value));
    refresh();
  });
  byId('top').addEventListener('change', () => fitPicture(true));
  byId('unlinked').addEventListener('change', () => {
    state.unlinked = byId('unlinked').checked;
    if (state.unlinked) setTop(ranking.length);
    refresh();
    fitPicture(true);
  });
  byId('fit').addEventListener('click', () => fitPicture(true));
  byId('zoom-in').addEventListener('click', () => zoomBy(1.3));
  byId('zoom-out').addEventListener('click', () => zoomBy(1 / 1.3));
  byId('unfocus').addEventListener('click', () => {
    leaveFocus();
    refresh();
    fitPicture(true);
  });
  byId('close').addEventListener('click', clearChoice);
  byId('more').addEventListener('click', addRows);
}

function startTabs() {
  for (const name of ['graph', 'list']) {
    byId(`${name}-tab`).addEventListener('click', () => selectTab(name));
    byId(`${name}-tab`).addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      const other = name === 'graph' ? 'list' : 'graph';
      selectTab(other);
      byId(`${other}-tab`).focus();
    });
  }
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    selectTab('list');
    byId('list-tab').focus();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.activeElement !== byId('search')) clearChoice();
    if (event.key === '/' && document.activeElement.tagName !== 'INPUT') {
      event.preventDefault();
      byId('search').focus();
    }
  });
}

function startPointer() {
  const { network } = picture;
  const canvas = byId('canvas');
  network.on('click', ({ nodes: hitNodes, edges: hitEdges }) => {
    if (hitNodes.length) chooseActor(hitNodes[0], false);
    else if (hitEdges.length && picture.strands.has(hitEdges[0])) {
      const strand = picture.strands.get(hitEdges[0]);
      choosePair(strand.from, strand.to);
    } else if (state.actor || state.pair) clearChoice();
  });
  network.on('doubleClick', ({ nodes: hitNodes }) => {
    if (hitNodes.length) focusOn(hitNodes[0]);
  });
  const tip = (kind) => (hit) => {
    byId('tip').textContent = tipText(kind, hit[kind]);
    byId('tip').hidden = false;
    canvas.classList.add('pointing');
  };
  const noTip = () => {
    byId('tip').hidden = true;
    canvas.classList.remove('pointing');
  };
  network.on('hoverNode', tip('node'));
  network.on('hoverEdge', tip('edge'));
  network.on('blurNode', noTip);
  network.on('blurEdge', noTip);
  network.on('dragStart', noTip);
}

function startResponses() {
  darkScheme.addEventListener('change', draw);
  new ResizeObserver(() => {
    if (byId('graph-view').hidden || picture.tall === isTall()) return;
    picture.tall = isTall();
    draw();
    fitPicture(false);
  }).observe(byId('canvas'));
}

function countsText() {
  const { documents, actors: people, events, relations, claims, disputed } = content.summary;
  return [
    plural(documents, 'article'),
    plural(people, 'actor'),
    plural(events, 'event'),
    plural(relations, 'relation'),
    plural(claims, 'claim'),
    disputed ? `${disputed.toLocaleString('en')} disputed` : '',
  ].filter(Boolean).join(' · ');
}

byId('counts').textContent = countsText();
startLegend();
startTools();
startPicture();
draw();
showOverview();
startPointer();
startSearch();
startTabs();
startResponses();
requestAnimationFrame(() => fitPicture(false));

// For tests and for the curious in the console.
window.kgPage = { content, state, picture, find, visible, chooseActor, choosePair, focusOn, setTop, refresh };

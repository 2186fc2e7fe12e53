// Joins the parts and starts the page.

function startPointer() {
  const { network } = picture;
  const canvas = byId('canvas');
  network.on('click', ({ nodes: hitNodes, edges: hitEdges }) => {
    if (hitNodes.length) chooseActor(actorAt(hitNodes[0]), false);
    else if (hitEdges.length && picture.strands.has(hitEdges[0])) {
      const strand = picture.strands.get(hitEdges[0]);
      choosePair(strand.from, strand.to);
    } else clearChoice();
  });
  network.on('doubleClick', ({ nodes: hitNodes }) => {
    if (hitNodes.length) focusOn(actorAt(hitNodes[0]), 1);
  });
  const tip = (kind) => (hit) => {
    byId('tip').textContent = kind === 'node' ? actorTip(actorAt(hit.node)) : strandTip(hit.edge);
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

/** An actor in a few words. */
function actorTip(id) {
  const { group } = nodes.get(id);
  const community = state.groups && group >= 0 ? ` · community of ${communityName(group)}` : '';
  return `${nameOf(id)} · linked to ${plural(neighbours.get(id).size, 'actor')}${community}`;
}

/** A bundle of lines in a few words. */
function strandTip(id) {
  const strand = picture.strands.get(id);
  if (!strand) return '';
  const kinds = [...new Set(strand.edges.map((edge) =>
    edge.status === 'asserted' ? typeWords(edge) : `${typeWords(edge)} (${edge.status})`))];
  return `${nameOf(strand.from)} – ${nameOf(strand.to)}: ${kinds.slice(0, 5).join(', ')}`;
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
startState();
whenChanged(['theme'], applyTheme);
darkScheme.addEventListener('change', () => {
  applyTheme();
  if (state.tab === 'graph') draw();
});
startDrawer();
startTools();
startTabs();
startTime();
startPicture();
startPointer();
startPanel();
startCamera();
startRelayout();
startCanvasKeys();
startSearch();
startMenus();
startHelp();
redraw(null);
requestAnimationFrame(takeIn);

// For tests and for the curious in the console.
window.kgPage = {
  content, picture, spotId, placesOf, find, visible, change, chooseActor, choosePair, choosePath, focusOn, undo, redo, encode, decode, filter,
  get state() { return state; },
  get playing() { return Boolean(time.timer); },
};

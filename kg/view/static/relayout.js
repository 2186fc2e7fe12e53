// A fresh arrangement of what is in view. The forces run out of sight for a fixed number of
// steps and are then switched off again, so that nothing dances and the same view gives the
// same picture.

const FORCES = {
  enabled: true,
  solver: 'forceAtlas2Based',
  forceAtlas2Based: { gravitationalConstant: -110, centralGravity: 0.012, springLength: 110, springConstant: 0.05, damping: 0.5, avoidOverlap: 0.7 },
  stabilization: { enabled: false },
};
const WORK = 40000; // actors times steps, about a second
let arranging = false;

function relayout() {
  if (arranging || !picture.ids.length) return;
  arranging = true;
  byId('relayout').disabled = true;
  say('Arranging the picture');
  const { network } = picture;
  network.once('stabilizationIterationsDone', finishLayout);
  network.setOptions({ physics: FORCES });
  network.stabilize(Math.max(20, Math.min(200, Math.round(WORK / picture.ids.length))));
}

function finishLayout() {
  picture.network.setOptions({ physics: { enabled: false } });
  picture.network.stopSimulation();
  for (const [id, { x, y }] of placesOf(picture.ids)) {
    placed.set(id, { x: Math.round(x), y: Math.round(y) });
  }
  arranging = false;
  byId('relayout').disabled = false;
  if (state.laid) draw();
  else change({ laid: true });
  fitPicture(true);
  say('The picture is arranged anew');
}

function startRelayout() {
  byId('relayout').addEventListener('click', relayout);
  picture.network.on('dragEnd', ({ nodes: dragged }) => {
    for (const [id, place] of placesOf(dragged.map(actorAt))) placed.set(id, place);
  });
  whenChanged(['laid'], () => {
    if (state.laid && !placed.size) relayout(); // opened by a link
    if (!state.laid) {
      placed.clear();
      if (state.tab === 'graph') draw();
    }
  });
}

// What part of the picture is on the screen. Not part of the state: looking changes nothing.

const PACE = { duration: 350, easingFunction: 'easeInOutQuad' };

function paced(animated) {
  return animated && !stillness.matches ? PACE : false;
}

function fitPicture(animated) {
  if (!picture.network || picture.nodes.length === 0) return;
  picture.network.fit({ maxZoomLevel: 1.4, animation: paced(animated) });
}

function centreOn(id) {
  if (!picture.nodes.get(spotId(id))) return;
  const scale = Math.max(0.8, Math.min(1.3, picture.network.getScale()));
  picture.network.focus(spotId(id), { scale, animation: paced(true) });
}

function zoomBy(factor) {
  picture.network.moveTo({ scale: picture.network.getScale() * factor, animation: paced(true) });
}

/** Whether the panel lies over the lower part of the picture, as on a phone. */
function panelCovers() {
  return getComputedStyle(byId('panel')).position === 'absolute';
}

/** These actors in view, above the panel where that covers the picture. */
function bringIntoView(ids) {
  if (!ids.length || !panelCovers()) return;
  const places = [...placesOf(ids).values()];
  if (!places.length) return;
  const middle = (key) => (Math.min(...places.map((p) => p[key])) + Math.max(...places.map((p) => p[key]))) / 2;
  const { clientHeight: height, clientWidth: width } = byId('canvas');
  const reach = (key) => Math.max(...places.map((p) => Math.abs(p[key] - middle(key))), 1);
  picture.network.moveTo({
    position: { x: middle('x'), y: middle('y') },
    scale: Math.min(picture.network.getScale(), (height * 0.14) / reach('y'), (width * 0.4) / reach('x')),
    offset: { x: 0, y: -height * 0.26 },
    animation: paced(true),
  });
}

/** All of the picture, or what is selected where there is room for that only. */
function takeIn() {
  fitPicture(false);
  bringIntoView(chosenActors());
}

function startCamera() {
  byId('fit').addEventListener('click', () => fitPicture(true));
  byId('zoom-in').addEventListener('click', () => zoomBy(1.3));
  byId('zoom-out').addEventListener('click', () => zoomBy(1 / 1.3));
  whenChanged(['focus', 'steps', 'laid', 'unlinked', 'size'], (before) => fitPicture(Boolean(before)));
  whenChanged(['actor', 'pair', 'path', 'tab'], (before) => {
    if (state.tab !== 'graph' || !before) return;
    if (state.path.length) fitPicture(true);
    bringIntoView(chosenActors());
  });
  new ResizeObserver(() => {
    if (byId('graph-view').hidden) return;
    if (picture.tall !== isTall()) {
      picture.tall = isTall();
      draw();
    }
    takeIn();
  }).observe(byId('canvas'));
}

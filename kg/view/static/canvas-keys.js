// The picture by keyboard: arrows go from actor to actor, in the direction that they point.

const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function startCanvasKeys() {
  byId('canvas').addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (DIRECTIONS[event.key]) {
      event.preventDefault();
      const next = nextActor(DIRECTIONS[event.key]);
      if (next) chooseActor(next, true);
    }
    if (event.key === 'Enter' && state.actor) byId('panel').focus();
  });
}

/** The nearest actor that way; straight ahead counts as nearer than aside. */
function nextActor([dx, dy]) {
  const places = placesOf(picture.ids);
  const here = places.get(state.actor);
  if (!here) return ranking(state.size).find((id) => places.has(id));
  let best = null;
  for (const [id, { x, y }] of places) {
    const ahead = (x - here.x) * dx + (y - here.y) * dy;
    if (ahead <= 1) continue;
    const aside = Math.abs((x - here.x) * dy) + Math.abs((y - here.y) * dx);
    const far = ahead + 2.5 * aside;
    if (!best || far < best.far) best = { id, far };
  }
  return best && best.id;
}

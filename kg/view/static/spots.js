// Actors on the canvas. vis-network keeps ids as keys of plain objects, where an actor called
// "constructor" would meet what every object has: there they go by ids of another form.

function spotId(actor) {
  return `@${actor}`;
}

function actorAt(spot) {
  return spot.slice(1);
}

/** Map from each of these actors that is on the canvas to its {x, y} there. */
function placesOf(ids) {
  const places = picture.network.getPositions(ids.map(spotId));
  return new Map(Object.entries(places).map(([spot, place]) => [actorAt(spot), place]));
}

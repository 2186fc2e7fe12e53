// Communities as a tint behind the actors: who is linked more among each other than with others.

/** Hook of the canvas: soft discs, which run together where a community lies together. */
function drawCommunities(context) {
  if (!state.groups) return;
  // Those on the canvas now: it may draw while actors come and go.
  for (const [id, { x, y }] of placesOf(picture.ids)) {
    if (picture.lit && !picture.lit.actors.has(id)) continue;
    const { group } = nodes.get(id);
    if (group < 0 || group >= COMMUNITY_COLOURS) continue;
    const glow = context.createRadialGradient(x, y, 12, x, y, 85);
    glow.addColorStop(0, faint(colours.communities[group], 0.22));
    glow.addColorStop(0.6, faint(colours.communities[group], 0.12));
    glow.addColorStop(1, faint(colours.communities[group], 0));
    context.fillStyle = glow;
    context.beginPath();
    context.arc(x, y, 85, 0, 2 * Math.PI);
    context.fill();
  }
}

/** The names of the most central actors of a community. */
function communityName(group) {
  return ranking(state.size).filter((id) => nodes.get(id).group === group).slice(0, 2).map(nameOf).join(', ');
}

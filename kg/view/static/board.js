// Claims in conflict, side by side with their evidence.

function fillBoard() {
  const groups = disagreements();
  replaceContent(byId('board-view'), viewHead('Disagreements',
    'Claims that cannot both be true: one source says so and another denies it, or their figures do not meet.'),
  element('p', { class: 'note', role: 'status' }, groups.length ? plural(groups.length, 'disagreement') : 'No claims that the filters let through contradict each other.'),
  ...capped(groups, 20, boardPart));
}

/** Groups of events whose claims contradict each other, each as the list of one side. */
function disagreements() {
  const seen = new Set();
  const groups = [];
  for (const edge of filter().edges) {
    if (seen.has(edge.situation) || !sidesOf([edge])) continue;
    const group = [...chainFrom(edge).keys()];
    for (const { situation } of group) seen.add(situation);
    const centre = group.reduce((most, other) => (opponents(other).length > opponents(most).length ? other : most));
    groups.push({ size: group.length, side: [...chainFrom(centre)].filter(([, far]) => far % 2 === 0).map(([one]) => one) });
  }
  return groups.sort((a, b) => b.size - a.size || newestFirst(a.side[0], b.side[0])).map(({ side }) => side);
}

/** Map from the events that are in conflict with this one, directly or by way of others, to how many steps away they are. */
function chainFrom(edge) {
  const steps = new Map([[edge, 0]]);
  const known = new Set([edge.situation]);
  for (const [one, far] of steps) {
    for (const other of opponents(one).filter(({ situation }) => !known.has(situation))) {
      known.add(other.situation);
      steps.set(other, far + 1);
    }
  }
  return steps;
}

/** Events, one per situation, that a claim about this one contradicts. */
function opponents({ claims }) {
  const found = claims.flatMap((claim) => claim.opposes).filter((id) => claimById.has(id)).map((id) => claimById.get(id).edge);
  return [...new Set(found)];
}

function boardPart(side) {
  const [edge] = side;
  const open = element('button', { class: 'link', onclick: () => choosePair(edge.source, edge.target) }, typeWords(edge));
  return element('article', { class: `dispute ${edge.group}` },
    element('h3', {}, endsOf(edge), ' · ', open, element('small', {}, dateWords(edge))),
    sidesPart(sidesOf(side)));
}

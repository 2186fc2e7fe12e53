// The canvas: vis-network with the places that were computed beforehand.

const picture = { network: null, nodes: new vis.DataSet(), edges: new vis.DataSet(), strands: new Map(), ids: [], lit: null, eased: false, tall: false };
const placed = new Map(); // id → {x, y}: where a hand or the re-layout has put an actor
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
// Which colour wins when a bundle holds as many of one kind as of another.
const WEIGHT = ['materialConflict', 'verbalConflict', 'materialCooperation', 'verbalCooperation', 'relation'];
const MANY = 500; // lines, from which curves cost more than they tell
const READABLE = 30; // selected lines, up to which each is labelled
const DENSE = 1500; // lines, which would be one surface if they were not faint
const CROWDED = 150; // lines, from which words beside them cannot be told apart

function isTall() {
  const box = byId('canvas').getBoundingClientRect();
  return box.height > box.width;
}

function startPicture() {
  const data = { nodes: picture.nodes, edges: picture.edges };
  picture.network = new vis.Network(byId('canvas'), data, content.picture.options);
  picture.tall = isTall();
  picture.network.on('beforeDrawing', drawCommunities);
  whenChanged([...PICTURE, 'groups', 'laid', 'theme', 'tab'], () => {
    if (state.tab === 'graph') draw();
  });
}

/** Bring the canvas in line with the state. */
function draw() {
  const { ids, strands } = visible();
  const lit = litActors();
  picture.ids = ids;
  picture.lit = lit;
  picture.strands = new Map(strands.map((strand) => [strand.id, strand]));
  const shown = new Set(ids.map(spotId));
  picture.nodes.remove(picture.nodes.getIds().filter((id) => !shown.has(id)));
  picture.nodes.update(ids.map((id) => drawnNode(nodes.get(id), !lit || lit.actors.has(id))));
  easeMoving(strands.length > MANY);
  picture.edges.clear();
  const close = lit ? strands.filter(lit.joins) : [];
  const detail = { total: strands.length, closeUp: close.length > 0 && close.length <= READABLE };
  picture.edges.add(strands.map((strand) => drawnStrand(strand, !lit || lit.joins(strand), Boolean(lit), detail)));
  showEmptiness(ids.length);
}

/** Many lines are left out while the picture is being moved, so that it follows the hand. */
function easeMoving(eased) {
  if (picture.eased === eased) return;
  picture.eased = eased;
  picture.network.setOptions({ interaction: { hideEdgesOnDrag: eased, hideEdgesOnZoom: eased } });
}

/** What stays bright while something is selected: {actors, joins(strand)}, or null for all. */
function litActors() {
  if (state.path.length) {
    const way = pathBetween(...state.path);
    const pairs = new Set((way ? way.pairs : []).map((pair) => pairKey(...pair)));
    return { actors: new Set(way ? way.ids : state.path), joins: (strand) => pairs.has(pairKey(strand.from, strand.to)) };
  }
  if (state.pair.length) {
    const key = pairKey(state.pair[0], state.pair[1] || '');
    return { actors: new Set(state.pair), joins: (strand) => pairKey(strand.from, strand.to) === key };
  }
  if (!state.actor) return null;
  return { actors: new Set([state.actor, ...linkedTo(state.actor)]),
    joins: (strand) => strand.from === state.actor || strand.to === state.actor };
}

function placeOf(node) {
  if (placed.has(node.id)) return placed.get(node.id);
  const [x, y] = picture.tall ? node.tall : [node.x, node.y];
  return { x, y };
}

function drawnNode(node, lit) {
  const at = measures.indexOf(state.size);
  const type = actors.get(node.id).type;
  const own = lit ? colours.nodes[type] : faint(colours.nodes[type], 0.18);
  const boxed = node.shape === 'box';
  const ink = boxed ? colours.box : colours.text;
  const chosen = node.id === state.actor || state.path.includes(node.id);
  const pinned = state.pinned.includes(node.id);
  const border = chosen ? colours.accent : pinned ? colours.text : boxed ? own : colours.halo;
  return {
    id: spotId(node.id),
    label: node.label,
    shape: node.shape,
    size: node.sizes[at],
    ...placeOf(node),
    fixed: pinned,
    // Borders keep their width on the screen: around many small dots they would hide them.
    borderWidth: chosen ? 4 : pinned ? 3 : boxed ? 1 : picture.ids.length > MANY ? 0 : 2,
    shapeProperties: { borderRadius: 9 },
    margin: { top: 7, bottom: 7, left: 10, right: 10 },
    color: { background: own, border, highlight: { background: own, border }, hover: { background: own, border: colours.text } },
    font: {
      face: FONT,
      size: node.letters[at],
      color: lit ? ink : faint(ink, boxed ? 0.75 : 0.3),
      strokeWidth: boxed ? 0 : 4,
      strokeColor: colours.halo,
      vadjust: boxed ? 0 : -3,
    },
  };
}

function drawnStrand(strand, lit, chosen, { total, closeUp: wordy }) {
  const many = total > MANY;
  const closeUp = lit && chosen && wordy;
  const events = strand.edges.filter((edge) => edge.kind === 'event');
  const telling = events.length ? events : strand.edges;
  const status = strongest(telling);
  const leading = telling.filter((edge) => edge.status === status);
  const group = commonest(leading.map((edge) => edge.group), WEIGHT) || 'relation';
  const opacity = !lit ? 0.1 : total > DENSE && !chosen ? 0.3 : status === 'denied' ? 0.6 : 1;
  const colour = faint(colours.edges[group], opacity);
  return {
    id: strand.id,
    from: spotId(strand.from),
    to: spotId(strand.to),
    width: total > DENSE && !(lit && chosen) ? 1 : Math.min(8, (group === 'relation' ? 1.2 : 1.8) + 1.3 * Math.log2(leading.length)),
    dashes: DASHES[status],
    color: { color: colour, highlight: colour, hover: colour },
    hoverWidth: 1.5,
    selectionWidth: 1,
    arrows: arrowsOf(telling, strand, many, total > DENSE && !(lit && chosen)),
    label: (total > CROWDED || chosen) && !closeUp ? undefined : lineLabel(strand, leading.length, status, closeUp),
    font: { face: FONT, size: 11, color: faint(colours.text, lit ? 0.9 : 0.1), strokeWidth: 4,
      strokeColor: colours.halo, align: 'horizontal' },
    smooth: many ? false
      : { enabled: true, type: strand.part === 'open' ? 'curvedCCW' : 'curvedCW', roundness: strand.twofold ? 0.16 : 0.06 },
  };
}

/** The status that a bundle is drawn with: the best supported that is in it. */
function strongest(list) {
  return STATUSES.map(([key]) => key).find((key) => list.some((edge) => edge.status === key));
}

function arrowsOf(list, strand, many, none) {
  if (none) return { to: { enabled: false }, from: { enabled: false } };
  const to = list.some((edge) => !edge.mutual && edge.source === strand.from);
  const from = list.some((edge) => !edge.mutual && edge.source === strand.to);
  const size = { scaleFactor: many ? 0.35 : 0.5 };
  return { to: { enabled: to, ...size }, from: { enabled: from, ...size } };
}

/** From afar the number and a warning; close up what it is that they do. */
function lineLabel(strand, count, status, closeUp) {
  if (!closeUp) {
    const rest = strand.part === 'open' ? strand.edges.length - count : 0;
    return [count > 1 ? String(count) : '', SIGNS[status], rest ? `+${rest}` : ''].filter(Boolean).join(' ') || undefined;
  }
  const kinds = [...new Set(strand.edges.map((edge) => strand.part === 'open' ? `${typeWords(edge)} (${edge.status})` : typeWords(edge)))];
  return kinds.slice(0, 2).join(', ') + (kinds.length > 2 ? ` +${kinds.length - 2}` : '');
}

function showEmptiness(count) {
  const note = byId('empty');
  note.hidden = count > 0;
  if (count > 0) return;
  note.textContent = actors.size === 0
    ? 'Nobody is in this graph yet. Add articles with “kg add”, and the people, states and organizations in them will appear here.'
    : edges.some((edge) => edge.drawn)
      ? 'The filters hide everything. Switch something on again, or reset them.'
      : 'No actor is linked to another yet. Tick “unlinked” below to see them all.';
}

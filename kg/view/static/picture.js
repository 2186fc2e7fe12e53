// The canvas: vis-network with the places that were computed beforehand.

const picture = { network: null, nodes: new vis.DataSet(), edges: new vis.DataSet(), strands: new Map() };
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
// Which colour wins when a bundle holds as many of one kind as of another.
const WEIGHT = ['materialConflict', 'verbalConflict', 'materialCooperation', 'verbalCooperation', 'relation'];
const MANY = 500; // lines, from which curves cost more than they tell
const CROWDED = 150; // lines, from which words beside them cannot be told apart

function isTall() {
  const box = byId('canvas').getBoundingClientRect();
  return box.height > box.width;
}

function startPicture() {
  const data = { nodes: picture.nodes, edges: picture.edges };
  picture.network = new vis.Network(byId('canvas'), data, content.picture.options);
  picture.tall = isTall();
}

/** Bring the canvas in line with the state. */
function draw() {
  const { ids, strands } = visible();
  const lit = litActors(ids);
  picture.strands = new Map(strands.map((strand) => [strand.id, strand]));
  const shown = new Set(ids);
  picture.nodes.remove(picture.nodes.getIds().filter((id) => !shown.has(id)));
  picture.nodes.update(ids.map((id) => drawnNode(nodes.get(id), !lit || lit.has(id))));
  picture.edges.clear();
  picture.edges.add(strands.map((strand) => drawnStrand(strand, strands.length)));
  showEmptiness(ids.length);
}

/** The actors that stay bright while something is selected; null for all. */
function litActors() {
  if (state.pair) return new Set(state.pair);
  if (state.actor) return new Set([state.actor, ...neighbours.get(state.actor)]);
  return null;
}

function isLit(strand) {
  if (state.pair) return pairKey(...state.pair) === pairKey(strand.from, strand.to);
  return !state.actor || strand.from === state.actor || strand.to === state.actor;
}

function drawnNode(node, lit) {
  const colours = theme();
  const type = actors.get(node.id).type;
  const [x, y] = picture.tall ? node.tall : [node.x, node.y];
  const own = lit ? colours.nodes[type] : faint(colours.nodes[type], 0.18);
  const boxed = node.shape === 'box';
  const ink = boxed ? colours.box : colours.text;
  const chosen = node.id === state.actor;
  return {
    id: node.id,
    label: node.label,
    shape: node.shape,
    size: node.size,
    x,
    y,
    borderWidth: chosen ? 4 : boxed ? 1 : 2,
    shapeProperties: { borderRadius: 9 },
    margin: { top: 7, bottom: 7, left: 10, right: 10 },
    color: { background: own, border: chosen ? colours.edges.verbalConflict : boxed ? own : colours.halo,
      highlight: own, hover: { background: own, border: colours.text } },
    font: {
      face: FONT,
      size: node.letters,
      color: lit ? ink : faint(ink, boxed ? 0.75 : 0.3),
      strokeWidth: boxed ? 0 : 4,
      strokeColor: colours.halo,
      vadjust: boxed ? 0 : -3,
    },
  };
}

function drawnStrand(strand, total) {
  const many = total > MANY;
  const colours = theme();
  const events = strand.edges.filter((edge) => edge.kind === 'event');
  const telling = events.length ? events : strand.edges;
  const status = strongest(telling);
  const leading = telling.filter((edge) => edge.status === status);
  const group = commonest(leading.map((edge) => edge.group), WEIGHT) || 'relation';
  const lit = isLit(strand);
  const opacity = !lit ? 0.1 : status === 'denied' ? 0.6 : group === 'relation' ? 0.8 : 0.95;
  const colour = faint(colours.edges[group], opacity);
  const closeUp = lit && (state.actor || state.pair);
  const curve = strand.twofold ? 0.16 : 0.06;
  return {
    id: strand.id,
    from: strand.from,
    to: strand.to,
    width: Math.min(8, (group === 'relation' ? 1.2 : 1.8) + 1.3 * Math.log2(leading.length)),
    dashes: DASHES[status],
    color: { color: colour, highlight: colour, hover: colour },
    hoverWidth: 1.5,
    selectionWidth: 1,
    arrows: arrowsOf(telling, strand, many),
    label: total > CROWDED && !closeUp ? undefined : lineLabel(strand, leading.length, status, closeUp),
    font: { face: FONT, size: 11, color: faint(colours.text, lit ? 0.85 : 0.1), strokeWidth: 4,
      strokeColor: colours.halo, align: 'horizontal' },
    smooth: many ? false
      : { enabled: true, type: strand.part === 'open' ? 'curvedCCW' : 'curvedCW', roundness: curve },
  };
}

/** The status that a bundle is drawn with: the best supported that is in it. */
function strongest(list) {
  return STATUSES.map(([key]) => key).find((key) => list.some((edge) => edge.status === key));
}

function arrowsOf(list, strand, many) {
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
      ? 'The filters hide everything. Switch something on again in the legend.'
      : 'No actor is linked to another yet. Tick “unlinked” below to see them all.';
}

function fitPicture(animated) {
  if (!picture.network || picture.nodes.length === 0) return;
  picture.network.fit({ maxZoomLevel: 1.4, animation: animated ? { duration: 350, easingFunction: 'easeInOutQuad' } : false });
}

function centreOn(id) {
  if (!picture.nodes.get(id)) return;
  const scale = Math.max(0.8, Math.min(1.3, picture.network.getScale()));
  picture.network.focus(id, { scale, animation: { duration: 350, easingFunction: 'easeInOutQuad' } });
}

/** Both ends in view; above the panel, where that covers the lower part of the window. */
function bringIntoView(ids) {
  if (getComputedStyle(byId('panel')).position !== 'absolute') return;
  const places = Object.values(picture.network.getPositions(ids.filter((id) => picture.nodes.get(id))));
  if (!places.length) return;
  const middle = (key) => (Math.min(...places.map((p) => p[key])) + Math.max(...places.map((p) => p[key]))) / 2;
  const height = byId('canvas').clientHeight;
  const reach = Math.max(...places.map((p) => Math.abs(p.y - middle('y'))), 1);
  picture.network.moveTo({
    position: { x: middle('x'), y: middle('y') },
    scale: Math.min(picture.network.getScale(), (height * 0.14) / reach),
    offset: { x: 0, y: -height * 0.26 },
    animation: { duration: 300, easingFunction: 'easeInOutQuad' },
  });
}

function zoomBy(factor) {
  picture.network.moveTo({ scale: picture.network.getScale() * factor, animation: { duration: 150, easingFunction: 'linear' } });
}

/** What the pointer is on, in a few words. */
function tipText(kind, id) {
  if (kind === 'node') {
    const count = neighbours.get(id).size;
    return `${nameOf(id)} · linked to ${plural(count, 'actor')}`;
  }
  const strand = picture.strands.get(id);
  if (!strand) return '';
  const kinds = [...new Set(strand.edges.map((edge) =>
    edge.status === 'asserted' ? typeWords(edge) : `${typeWords(edge)} (${edge.status})`))];
  return `${nameOf(strand.from)} – ${nameOf(strand.to)}: ${kinds.slice(0, 5).join(', ')}`;
}

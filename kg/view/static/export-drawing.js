// The picture as an image: PNG from the canvas, SVG drawn anew from the same data.

const MARGIN = 40;

function exportPng() {
  const source = byId('canvas').querySelector('canvas');
  const copy = element('canvas', { width: source.width, height: source.height });
  const context = copy.getContext('2d');
  context.fillStyle = colours.halo;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(source, 0, 0);
  copy.toBlob((blob) => download(blob, 'png'), 'image/png');
}

function exportSvg() {
  const text = new XMLSerializer().serializeToString(svgPicture());
  download(new Blob([text], { type: 'image/svg+xml;charset=utf-8' }), 'svg');
}

function svgPicture() {
  const { network } = picture;
  const boxes = picture.ids.map((id) => network.getBoundingBox(spotId(id)));
  const [left, top] = [Math.min(...boxes.map((b) => b.left)) - MARGIN, Math.min(...boxes.map((b) => b.top)) - MARGIN];
  const [right, bottom] = [Math.max(...boxes.map((b) => b.right)) + MARGIN, Math.max(...boxes.map((b) => b.bottom)) + MARGIN];
  const size = [right - left, bottom - top].map((length) => (Number.isFinite(length) ? Math.round(length) : 100));
  const places = placesOf(picture.ids);
  return drawing('svg', { viewBox: `${Math.round(left) || 0} ${Math.round(top) || 0} ${size.join(' ')}`, width: size[0], height: size[1], 'font-family': 'sans-serif' },
    drawing('title', {}, clean(content.title)), svgArrow(),
    drawing('rect', { x: left || 0, y: top || 0, width: size[0], height: size[1], fill: colours.halo }),
    drawing('g', { fill: 'none' }, ...picture.edges.get().map((line) => svgLine(line))),
    ...picture.ids.map((id) => svgNode(id, picture.nodes.get(spotId(id)), places.get(id))));
}

function svgArrow() {
  const tip = drawing('marker', { id: 'tip', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 4.5, markerHeight: 4.5, orient: 'auto-start-reverse', markerUnits: 'strokeWidth' },
    drawing('path', { d: 'M0 0 8 4 0 8z', fill: 'context-stroke' }));
  return drawing('defs', {}, tip);
}

/** From the border of one actor to that of the other, by way of the curve's control point. */
function svgLine(line) {
  const body = picture.network.body.edges[line.id].edgeType;
  const via = body.getViaNode ? body.getViaNode() : null;
  const end = (id) => {
    const node = picture.network.body.nodes[id];
    const towards = via || picture.network.body.nodes[id === line.from ? line.to : line.from];
    const angle = Math.atan2(towards.y - node.y, towards.x - node.x);
    const far = node.distanceToBorder(null, angle) + 3;
    return [node.x + far * Math.cos(angle), node.y + far * Math.sin(angle)].map((n) => n.toFixed(1)).join(' ');
  };
  const middle = via && Number.isFinite(via.x) ? `Q${via.x.toFixed(1)} ${via.y.toFixed(1)} ` : 'L';
  const shape = drawing('path', { d: `M${end(line.from)} ${middle}${end(line.to)}`, stroke: line.color.color, 'stroke-width': line.width.toFixed(1),
    'stroke-dasharray': line.dashes ? line.dashes.join(' ') : undefined,
    'marker-end': line.arrows.to.enabled ? 'url(#tip)' : undefined, 'marker-start': line.arrows.from.enabled ? 'url(#tip)' : undefined });
  shape.append(drawing('title', {}, clean(strandTip(line.id))));
  return shape;
}

function svgNode(id, node, { x, y }) {
  const box = picture.network.getBoundingBox(node.id);
  const round = node.shapeProperties.borderRadius; // which vis-network adds all around
  const paint = { fill: node.color.background, stroke: node.color.border, 'stroke-width': node.borderWidth };
  const shapes = {
    box: () => drawing('rect', { x: box.left + round, y: box.top + round, rx: round,
      width: box.right - box.left - 2 * round, height: box.bottom - box.top - 2 * round, ...paint }),
    square: () => drawing('rect', { x: x - node.size, y: y - node.size, width: 2 * node.size, height: 2 * node.size, ...paint }),
    triangle: () => drawing('path', { d: `M${x} ${y - node.size} ${x + node.size} ${y + node.size * 0.8} ${x - node.size} ${y + node.size * 0.8}z`, ...paint }),
  };
  const shape = (shapes[node.shape] || (() => drawing('circle', { cx: x, cy: y, r: node.size, ...paint })))();
  const lines = node.label.split('\n');
  const step = node.font.size * 1.15;
  const first = node.shape === 'box' ? y - ((lines.length - 1) * step) / 2 + node.font.size * 0.35 : y + node.size + node.font.size * 1.1;
  const words = drawing('text', { 'text-anchor': 'middle', 'font-size': node.font.size, fill: node.font.color,
    stroke: colours.halo, 'stroke-width': node.font.strokeWidth, 'paint-order': 'stroke', 'stroke-linejoin': 'round' },
    ...lines.map((line, at) => drawing('tspan', { x, y: (first + at * step).toFixed(1) }, clean(line))));
  return drawing('g', {}, drawing('title', {}, clean(nameOf(id))), shape, words);
}

/** Without characters that XML cannot hold. */
function clean(text) {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}

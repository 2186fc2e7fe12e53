// The entries in view as CSV: one row per claim, with its sentence.

const TABLE_HEAD = ['date', 'status', 'kind', 'type', 'quad_class', 'from', 'to', 'from_id', 'to_id', 'detail', 'figures',
  'source', 'stance', 'factuality', 'sentence', 'publisher', 'article_date', 'article', 'address', 'event_id'];

function tableText() {
  const rows = entriesInView().flatMap((edge) => {
    const own = [edge.date, edge.status, edge.kind, edge.type, edge.quad, nameOf(edge.source), nameOf(edge.target),
      edge.source, edge.target, edge.detail, edge.figures.join('; ')];
    const claims = edge.claims.length ? edge.claims : [null];
    return claims.map((claim) => [...own, ...claimCells(claim), edge.id]);
  });
  return [TABLE_HEAD, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function claimCells(claim) {
  if (!claim) return Array(8).fill('');
  const [before, inside, after, number] = claim.evidence[0] || ['', '', '', -1];
  const [title, publisher, date, address] = content.documents[number] || ['', '', '', ''];
  return [claim.source, claim.stance, claim.factuality, before + inside + after, publisher, date, title, address];
}

/** One cell. What a spreadsheet would take for a formula gets an apostrophe before it. */
function cell(value) {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function exportTable() {
  download(new Blob(['\ufeff', tableText()], { type: 'text/csv;charset=utf-8' }), 'csv');
}

// One event or relation as a card: what it is, who says so, in which sentence.

function statusMark(status) {
  return element('span', { class: `status ${status}` }, status);
}

function typeMark(type) {
  return element('span', { class: `mark ${type}`, 'aria-hidden': 'true' });
}

function endsOf(edge) {
  const arrow = edge.mutual ? ' ↔ ' : ' → ';
  return element('span', { class: 'ends' }, quoted(nameOf(edge.source)), edge.target ? arrow : '',
    edge.target ? quoted(nameOf(edge.target)) : '');
}

/** When it was, or else when an article told of it, and which of the two. */
function dateWords(edge) {
  if (edge.date) return edge.since ? `since ${edge.date}` : edge.date;
  return edge.told ? `reported ${edge.told}` : '';
}

function actorLink(id) {
  return element('button', { class: 'link', onclick: () => chooseActor(id, true) }, quoted(nameOf(id)));
}

/** The first `limit` items now, the others behind a button. */
function capped(list, limit, make) {
  const made = list.slice(0, limit).map(make);
  if (list.length <= limit) return made;
  const more = element('button', { class: 'wide', onclick: () => {
    const next = capped(list.slice(limit), limit, make);
    more.replaceWith(...next);
    next[0].querySelector('button, a')?.focus();
  } }, `Show ${list.length - limit} more`);
  return [...made, more];
}

function edgeCard(edge) {
  const facts = [dateWords(edge), edge.detail, ...edge.figures,
    edge.publishers > 1 ? `in ${edge.publishers} publications` : '',
    edge.score < 1 ? `score ${edge.score.toFixed(2)}` : ''].filter(Boolean);
  const sides = sidesOf([edge]);
  return element('article', { class: `card ${edge.group} ${edge.status}` },
    element('h3', {}, statusMark(edge.status), element('span', { class: 'type' }, typeWords(edge))),
    element('p', { class: 'who' }, endsOf(edge)),
    facts.length ? element('p', { class: 'facts' }, ...facts.map((fact) => element('span', { dir: 'auto' }, fact))) : null,
    ...(sides ? [sidesPart(sides)] : edge.claims.map((claim) => claimPart(claim))),
    edge.claims.length ? null : element('p', { class: 'note' }, 'No claim is recorded for this.'));
}

/** `apart` when those who contradict it stand beside it anyway. */
function claimPart(claim, apart) {
  const to = claim.addressee ? [' to ', quoted(claim.addressee)] : [];
  return element('section', { class: `claim ${claim.stance}` },
    element('p', { class: 'speaker' },
      unnamedWords(claim), quoted(claim.source, 'strong'),
      ` ${saysWhat(claim)}`, ...to, ...reportWords(claim),
      element('span', { class: 'factuality' }, `${claim.stance} · ${FACTUALITIES[claim.factuality] || claim.factuality}`)),
    ...claim.evidence.map(evidencePart),
    claim.opposed.length && !apart
      ? element('p', { class: 'opposed' }, 'Contradicted by ', quoted([...new Set(claim.opposed)].join(', ')))
      : null);
}

function evidencePart([before, inside, after, number]) {
  return element('figure', {},
    element('blockquote', { dir: 'auto' }, before, inside ? element('mark', {}, inside) : '', after),
    element('figcaption', {}, ...articleParts(number)));
}

function articleParts(number) {
  const [title, publisher, date, address] = content.documents[number];
  return [
    publisher ? quoted(publisher, 'span') : null,
    date ? element('time', { datetime: date }, date) : null,
    element('span', {}, outsideLink(address, title || 'article')),
  ];
}

// -- claims that contradict each other, side by side ---------------------------------------------

function isNegative(claim) {
  return claim.stance === 'deny' || claim.factuality.endsWith('-');
}

/** The claims about these edges and those that they contradict, in two camps; null if in one. */
function sidesOf(list) {
  const own = list.flatMap((edge) => edge.claims.map((claim) => ({ claim, edge })));
  const mine = new Set(own.map(({ claim }) => claim.id)); // several edges may hold the same claim
  const others = [...new Set(own.flatMap(({ claim }) => claim.opposes))]
    .map((id) => claimById.get(id)).filter((found) => found && !mine.has(found.claim.id));
  const all = [...own, ...others];
  const no = all.filter(({ claim }) => isNegative(claim));
  const yes = all.filter(({ claim }) => !isNegative(claim));
  if (yes.length && no.length) return { heads: ['Say so', 'Say not so'], camps: [yes, no] };
  if (others.length) return { heads: ['Say this', 'Say otherwise'], camps: [own, others] };
  return null;
}

const SHOWN_IN_CAMP = 4;

function sidesPart({ heads, camps }) {
  return element('div', { class: 'sides' }, ...camps.map((camp, at) =>
    element('section', { class: at ? 'side against' : 'side for' }, element('h4', {}, `${heads[at]} (${camp.length})`),
      ...capped(camp, SHOWN_IN_CAMP, ({ claim, edge }) => {
        const part = claimPart(claim, true);
        if (edge.figures.length) part.prepend(element('p', { class: 'facts' }, quoted(edge.figures.join(', '))));
        return part;
      }))));
}

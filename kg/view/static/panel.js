// The side panel: an overview at first, then the selected line or actor.

function showPanel(...children) {
  replaceContent(byId('panel-body'), ...children);
  byId('panel').classList.add('open');
  byId('panel').scrollTop = 0;
}

function showOverview() {
  const links = (edge) => neighbours.get(edge.source).size + neighbours.get(edge.target).size;
  const contested = edges.filter((edge) => edge.drawn && edge.status === 'disputed')
    .sort((a, b) => links(b) - links(a) || newestFirst(a, b));
  const known = ranking.filter((id) => neighbours.get(id).size > 0).slice(0, 8);
  replaceContent(byId('panel-body'),
    element('h2', {}, 'Who does what to whom, and who says so'),
    element('p', {}, 'Every line is read from sentences in the articles. Click a line to see the sentence, its source and its date; click an actor to see all it takes part in.'),
    element('p', {}, 'Only a solid line is asserted outright. Broken lines are disputed, alleged, planned or denied.'),
    contested.length ? element('h3', {}, 'Contested') : null,
    contested.length ? element('ul', { class: 'plain' }, ...contested.slice(0, 6).map(pairItem)) : null,
    known.length ? element('h3', {}, 'Most connected') : null,
    known.length ? element('ul', { class: 'plain' }, ...known.map(actorItem)) : null);
  byId('panel').classList.remove('open');
}

function pairItem(edge) {
  return element('li', {}, element('button', { class: 'row', onclick: () => choosePair(edge.source, edge.target) },
    endsOf(edge), element('small', {}, typeWords(edge))));
}

function actorItem(id) {
  return element('li', {}, element('button', { class: 'row', onclick: () => chooseActor(id, true) },
    typeMark(actors.get(id).type), quoted(nameOf(id)), element('small', {}, plural(neighbours.get(id).size, 'link'))));
}

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

/** Everything between two actors, newest first. */
function showPair(a, b) {
  const list = between(a, b).sort(newestFirst);
  const shown = list.filter(passes);
  showPanel(
    element('h2', {}, actorLink(a), ' and ', actorLink(b)),
    element('p', { class: 'note' }, [plural(shown.length, 'entry', 'entries'),
      list.length > shown.length ? `${list.length - shown.length} hidden by filters` : ''].filter(Boolean).join(' · ')),
    ...capped(shown, 60, edgeCard));
}

/** The first `limit` items now, the others behind a button. */
function capped(list, limit, make) {
  const made = list.slice(0, limit).map(make);
  if (list.length <= limit) return made;
  const more = element('button', { class: 'wide', onclick: () =>
    more.replaceWith(...capped(list.slice(limit), limit, make)) }, `Show ${list.length - limit} more`);
  return [...made, more];
}

function actorLink(id) {
  return element('button', { class: 'link', onclick: () => chooseActor(id, true) }, quoted(nameOf(id)));
}

function edgeCard(edge) {
  const facts = [edge.date, edge.detail, ...edge.figures,
    edge.publishers > 1 ? `in ${edge.publishers} publications` : ''].filter(Boolean);
  return element('article', { class: `card ${edge.group} ${edge.status}` },
    element('h3', {}, statusMark(edge.status), element('span', { class: 'type' }, typeWords(edge))),
    element('p', { class: 'who' }, endsOf(edge)),
    facts.length ? element('p', { class: 'facts' }, ...facts.map((fact) => element('span', { dir: 'auto' }, fact))) : null,
    ...edge.claims.map(claimPart),
    edge.claims.length ? null : element('p', { class: 'note' }, 'No claim is recorded for this.'));
}

function claimPart(claim) {
  const to = claim.addressee ? [' to ', quoted(claim.addressee)] : [];
  return element('section', { class: `claim ${claim.stance}` },
    element('p', { class: 'speaker' },
      claim.anonymous ? 'An unnamed source of ' : '', quoted(claim.source, 'strong'),
      ` ${saysWhat(claim)}`, ...to,
      element('span', { class: 'factuality' }, `${claim.stance} · ${FACTUALITIES[claim.factuality] || claim.factuality}`)),
    ...claim.evidence.map(evidencePart),
    claim.opposed.length
      ? element('p', { class: 'opposed' }, 'Contradicted by ', quoted([...new Set(claim.opposed)].join(', ')))
      : null);
}

function evidencePart([before, inside, after, number]) {
  const [title, publisher, date, address] = content.documents[number];
  return element('figure', {},
    element('blockquote', { dir: 'auto' }, before, inside ? element('mark', {}, inside) : '', after),
    element('figcaption', {},
      publisher ? quoted(publisher, 'span') : null,
      date ? element('time', { datetime: date }, date) : null,
      element('span', {}, outsideLink(address, title || 'article'))));
}

/** One actor: names, posts, and what it does with whom. */
function showActor(id) {
  const actor = actors.get(id);
  const partners = new Map();
  for (const edge of edgesOf.get(id).filter(passes)) {
    const partner = edge.source === id ? edge.target : edge.source;
    partners.set(partner, [...(partners.get(partner) || []), edge]);
  }
  const groups = [...partners].sort((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0]));
  showPanel(
    element('h2', {}, typeMark(actor.type), quoted(actor.label)),
    element('p', { class: 'note' }, [actor.type, plural(actor.mentions, 'mention')].join(' · '),
      ...(actor.wikidata ? [' · ', outsideLink(`https://www.wikidata.org/wiki/${actor.wikidata}`, `Wikidata ${actor.wikidata}`)] : [])),
    actor.posts.length ? element('p', {}, element('strong', {}, 'Posts: '), quoted(actor.posts.join('; '))) : null,
    actor.names.length ? element('p', { class: 'names' }, element('strong', {}, 'Also: '), quoted(actor.names.join(' · '))) : null,
    neighbours.get(id).size
      ? element('button', { class: 'wide', onclick: () => focusOn(id) }, 'Show only this neighbourhood')
      : null,
    groups.length ? element('h3', {}, 'Interactions') : element('p', { class: 'note' }, 'Nothing links this actor to another.'),
    ...capped(groups, 60, ([partner, list]) => partnerPart(id, partner, list)));
}

function partnerPart(id, partner, list) {
  const open = () => (partner ? choosePair(id, partner) : showAlone(id));
  const lines = list.sort(newestFirst).slice(0, 5).map((edge) =>
    element('li', {}, statusMark(edge.status), edge.mutual ? ' ↔ ' : edge.source === id ? ' → ' : ' ← ',
      typeWords(edge), edge.detail ? element('small', {}, quoted(edge.detail)) : '',
      element('small', {}, dateOf(edge))));
  const rest = list.length > 5 ? element('li', { class: 'note' }, `and ${list.length - 5} more`) : '';
  return element('section', { class: 'partner' },
    element('button', { class: 'row', onclick: open },
      partner && actors.has(partner) ? typeMark(actors.get(partner).type) : '',
      partner ? quoted(nameOf(partner) || partner) : 'without a counterpart',
      element('small', {}, String(list.length))),
    element('ul', { class: 'plain' }, ...lines, rest));
}

/** Events of one actor that name no counterpart. */
function showAlone(id) {
  const list = edgesOf.get(id).filter((edge) => !edge.target && passes(edge)).sort(newestFirst);
  showPanel(element('h2', {}, actorLink(id)), element('p', { class: 'note' }, 'Events that name no counterpart'),
    ...capped(list, 60, edgeCard));
}

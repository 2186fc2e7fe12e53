// One actor: names, posts, what it does with whom and when, what it says and what others say of it,
// where it is mentioned, why it is one.

const VERDICTS = { same: 'taken for the same', different: 'kept apart', unsure: 'left open' };

function showActor(id) {
  const actor = actors.get(id);
  const list = edgesOf.get(id).filter(passes);
  showPanel(
    element('h2', {}, typeMark(actor.type), quoted(actor.label)),
    element('p', { class: 'note' }, [actor.type, plural(actor.mentions, 'mention')].join(' · '),
      ...(actor.wikidata ? [' · ', outsideLink(`https://www.wikidata.org/wiki/${actor.wikidata}`, `Wikidata ${actor.wikidata}`)] : []),
      ...sayingsWay('says', 'says', saysOf.get(id)), ...sayingsWay('said-about', 'said about', saidAbout.get(id))),
    actor.posts.length ? element('p', {}, element('strong', {}, 'Posts: '), quoted(actor.posts.join('; '))) : null,
    actor.names.length ? element('p', { class: 'names' }, element('strong', {}, 'Also: '), quoted(actor.names.join(' · '))) : null,
    actorButtons(id),
    ...actorTimeline(id),
    ...partnersPart(id, list),
    ...sayingsPart(['Says'], saysOf.get(id), companyOf, 'says'),
    ...sayingsPart(['Said about'], saidAbout.get(id), speakerOf, 'said-about'),
    mentionsPart(actor),
    judgementsPart(actor));
}

function actorButtons(id) {
  const button = (name, words, act, more) => element('button', { class: 'button', 'data-do': name, onclick: act, ...more }, words);
  const linked = neighbours.get(id).size > 0;
  const waiting = linked ? unseen(id) : 0;
  return element('div', { class: 'buttons', role: 'group', 'aria-label': `What to do with ${nameOf(id)}` },
    linked && state.focus !== id ? button('focus', 'Only its neighbourhood', () => focusOn(id, 1)) : null,
    waiting ? button('expand', `Add ${plural(Math.min(waiting, EXPANSION), 'neighbour')}`, () => expand(id)) : null,
    button('path', 'Path to …', () => askPath(id)),
    button('pin', state.pinned.includes(id) ? 'Unpin' : 'Pin', () => togglePin(id), { 'aria-pressed': String(state.pinned.includes(id)) }),
    button('hide', 'Hide', () => hide(id)));
}

function actorTimeline(id) {
  const events = situations(edgesOf.get(id).filter((edge) => edge.kind === 'event' && periodDate(edge) && filter().anytime.has(edge)));
  if (events.length < 2) return [];
  const { unit, periods } = periodsOf(events.map(periodDate), 24);
  return [element('h3', {}, 'Events over time'),
    columnChart(events, { unit, periods, compact: true, pick: pickPeriod }), chartKey()];
}

/** Everything grouped by the other actor, those with most first. */
function partnersPart(id, list) {
  const partners = new Map();
  for (const edge of list) {
    const partner = partnerOf(edge, id);
    partners.set(partner, [...(partners.get(partner) || []), edge]);
  }
  const groups = [...partners].sort((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0]));
  return [
    groups.length ? element('h3', {}, 'Interactions') : element('p', { class: 'note' }, 'Nothing links this actor to another.'),
    ...capped(groups, 30, ([partner, some]) => partnerPart(id, partner, some)),
  ];
}

function partnerPart(id, partner, list) {
  const lines = list.sort(newestFirst).slice(0, 5).map((edge) =>
    element('li', {}, statusMark(edge.status), edge.mutual ? ' ↔ ' : edge.source === id ? ' → ' : ' ← ',
      typeWords(edge), edge.detail ? element('small', {}, quoted(edge.detail)) : '',
      element('small', {}, dateWords(edge))));
  const rest = list.length > 5 ? element('li', { class: 'note' }, `and ${list.length - 5} more`) : '';
  return element('section', { class: 'partner' },
    element('button', { class: 'row', onclick: () => choosePair(id, partner) },
      isActor(partner) ? typeMark(actors.get(partner).type) : '',
      partner ? quoted(nameOf(partner) || partner) : 'without a counterpart',
      element('small', {}, String(list.length))),
    element('ul', { class: 'plain' }, ...lines, rest));
}

function mentionsPart({ forms, articles, mentions }) {
  if (!forms.length && !articles.length) return null;
  const times = (count) => element('small', {}, ` ${count}×`);
  return element('details', { class: 'more' },
    element('summary', {}, `Mentions (${mentions.toLocaleString('en')})`),
    element('p', {}, ...forms.flatMap(([words, count], at) => [at ? ' · ' : '', quoted(words), times(count)])),
    element('ul', { class: 'plain' }, ...articles.map(([number, count]) =>
      element('li', { class: 'article' }, ...articleParts(number), times(count)))));
}

function judgementsPart({ judgements }) {
  if (!judgements.length) return null;
  return element('details', { class: 'more' },
    element('summary', {}, 'Why this is one actor'),
    element('ul', { class: 'plain' }, ...judgements.map(([verdict, reason, words, times, score, by]) =>
      element('li', { class: `judgement ${verdict}` },
        element('strong', {}, VERDICTS[verdict] || verdict), words.length ? ': ' : ' ', quoted(words.join(' / ')),
        element('p', { class: 'note' }, quoted(reason), ` · ${times > 1 ? `${times.toLocaleString('en')} links · ` : ''}score ${score}${by ? ` · ${by}` : ''}`)))));
}

/** Events of one actor that name no counterpart. */
function showAlone(id) {
  const list = edgesOf.get(id).filter((edge) => !edge.target && passes(edge)).sort(newestFirst);
  showPanel(element('h2', {}, actorLink(id)), element('p', { class: 'note' }, 'Events that name no counterpart'),
    ...capped(list, 40, edgeCard));
}

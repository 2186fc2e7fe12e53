// Two actors over time: what each does to the other, cooperation against conflict.

function fillDyad() {
  const [a, b] = dyad();
  const take = (at) => (id) => {
    const pair = [a, b];
    pair[at] = id;
    if (pair[0] !== pair[1]) choosePair(...pair);
    else say('Choose two different actors');
  };
  const head = viewHead('Two actors over time', 'Above the line they cooperate, below it they are in conflict, in words or in deeds.');
  const inputs = element('div', { class: 'dyad-form' }, actorInput('dyad-a', 'One', a, take(0)), actorInput('dyad-b', 'Other', b, take(1)));
  if (!a || !b) {
    replaceContent(byId('dyad-view'), head, inputs, element('p', { class: 'note' }, 'No two actors have events with each other.'));
    return;
  }
  const always = between(a, b).filter((edge) => filter().anytime.has(edge) && edge.kind === 'event');
  const dated = always.filter(periodDate);
  const { unit, periods } = periodsOf(dated.map(periodDate));
  const events = always.filter(passes);
  const part = (title, list) => (list.length
    ? columnChart(list, { title, unit, periods, pick: pickPeriod })
    : element('p', { class: 'note' }, `${title}: nothing with a date.`));
  const names = (from, to, arrow) => `${nameOf(from)} ${arrow} ${nameOf(to)}`;
  replaceContent(byId('dyad-view'), head, inputs, balance(events), chartKey(),
    part(names(a, b, '→'), dated.filter((edge) => !edge.mutual && edge.source === a)),
    part(names(b, a, '→'), dated.filter((edge) => !edge.mutual && edge.source === b)),
    dated.some((edge) => edge.mutual) ? part(names(a, b, '↔'), dated.filter((edge) => edge.mutual)) : null,
    element('div', { class: 'cards' }, ...capped(events.sort(newestFirst), 12, edgeCard)));
}

/** The chosen pair, or else the two that have most events with each other. */
function dyad() {
  if (state.pair.length === 2) return state.pair;
  const counts = counted([...filter().edges]
    .filter((edge) => edge.drawn && edge.kind === 'event' && (!state.actor || edge.source === state.actor || edge.target === state.actor))
    .map((edge) => pairKey(edge.source, edge.target)));
  const busiest = byCount(counts)[0];
  return busiest ? JSON.parse(busiest) : [state.actor, ''];
}

/** All of it in one bar: the shares of the four quad classes. */
function balance(events) {
  const counts = counted(events.map((edge) => edge.group));
  const parts = [...BELOW].reverse().concat(ABOVE).filter((key) => counts.get(key));
  const words = parts.map((key) => `${QUADS.find(([quad]) => quad === key)[1]} ${counts.get(key)}`).join(' · ');
  const made = element('div', { class: 'balance', role: 'img', 'aria-label': words || 'no events' }, ...parts.map((key) => {
    const piece = element('span', { class: `piece ${key}` });
    piece.style.flexGrow = counts.get(key);
    return piece;
  }));
  return element('div', {}, element('p', { class: 'note' }, words || 'No events that the filters let through.'), parts.length ? made : null);
}

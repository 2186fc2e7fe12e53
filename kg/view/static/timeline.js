// When things happened: events by quad class.

function fillTimeline() {
  const events = [...filter().anytime].filter((edge) => edge.kind === 'event' && periodDate(edge));
  const once = situations(events);
  const { unit, periods } = periodsOf(once.map(periodDate));
  const dated = events.filter(passes);
  const missing = situations([...filter().edges].filter((edge) => edge.kind === 'event' && !periodDate(edge))).length;
  replaceContent(byId('timeline-view'), viewHead('Events over time',
    'Cooperation stands above the line, conflict below it. A column filters by its period; once more, all dates are back.'),
  chartKey(),
  events.length
    ? columnChart(once, { title: 'Events', unit, periods, pick: pickPeriod })
    : element('p', { class: 'note' }, 'No event that the filters let through has a date.'),
  missing ? element('p', { class: 'note' }, `${plural(missing, 'event')} without a date ${missing === 1 ? 'is' : 'are'} not in the chart.`) : null,
  dated.length ? element('h3', {}, state.from || state.to ? 'In this period' : 'Newest') : null,
  element('div', { class: 'cards' }, ...capped(dated.sort(newestFirst), 12, edgeCard)));
}

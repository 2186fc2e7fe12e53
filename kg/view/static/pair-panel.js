// Everything between two actors, newest first, and what they say about each other.

function showPair(a, b) {
  const list = between(a, b).sort(newestFirst);
  const through = list.filter(passes);
  showPanel(
    element('h2', {}, actorLink(a), ' and ', actorLink(b)),
    element('p', { class: 'note' }, [plural(through.length, 'entry', 'entries'),
      list.length > through.length ? `${list.length - through.length} hidden by filters` : ''].filter(Boolean).join(' · ')),
    state.tab === 'dyad' ? null : element('button', { class: 'button', 'data-do': 'dyad', onclick: () => change({ tab: 'dyad' }) }, 'The two over time'),
    ...saidPart(a, b), ...saidPart(b, a),
    ...capped(through, 40, edgeCard));
}

function saidPart(a, b) {
  const about = saysOf.get(a).filter((saying) => saying.names.includes(b));
  return sayingsPart([quoted(nameOf(a)), ' about ', quoted(nameOf(b))], about, companyOf);
}

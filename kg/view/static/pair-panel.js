// Everything between two actors, newest first, and then what they say about each other.

function showPair(a, b) {
  const list = between(a, b).sort(newestFirst);
  const through = list.filter(passes);
  const [says, answers] = [saidOf(a, b), saidOf(b, a)];
  showPanel(
    element('h2', {}, actorLink(a), ' and ', actorLink(b)),
    element('p', { class: 'note' }, [plural(through.length, 'entry', 'entries'),
      list.length > through.length ? `${list.length - through.length} hidden by filters` : ''].filter(Boolean).join(' · '),
    ...sayingsWay('sayings', 'about each other', [...says, ...answers])),
    state.tab === 'dyad' ? null : element('button', { class: 'button', 'data-do': 'dyad', onclick: () => change({ tab: 'dyad' }) }, 'The two over time'),
    ...capped(through, 40, edgeCard),
    element('section', { id: 'sayings', tabindex: -1, 'aria-label': 'What they say about each other' },
      ...sayingsPart(aboutWords(a, b), says, companyOf), ...sayingsPart(aboutWords(b, a), answers, companyOf)));
}

/** What one says that names the other. */
function saidOf(a, b) {
  return saysOf.get(a).filter((saying) => saying.names.includes(b));
}

function aboutWords(a, b) {
  return [quoted(nameOf(a)), ' about ', quoted(nameOf(b))];
}

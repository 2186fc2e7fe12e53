// What actors say that is no event and no relation: no line in the picture, but part of who they are.

const FIRST_SAYINGS = 3;

/** By the filters that can tell of it: who says so, in which stance, where it was published, when. */
function isHeard(saying) {
  const off = new Set(state.off);
  return fits(saying, off) && inPeriod(saying)
    && !saying.speakers.some((id) => isActor(id) && off.has(actors.get(id).type));
}

/** A way to a heading further down, which may be far away; nothing where nothing is heard. */
function sayingsWay(id, words, sayings) {
  const count = sayings.filter(isHeard).length;
  return count ? [' · ', element('button', { class: 'link', 'data-do': id, onclick: () => byId(id).focus() },
    `${words} ${count.toLocaleString('en')}`)] : [];
}

/** A heading with the number, and the newest first; `name` for who says it where the heading does not. */
function sayingsPart(title, sayings, name, id) {
  if (!sayings.length) return [];
  const heard = sayings.filter(isHeard).sort((a, b) => dateOf(b).localeCompare(dateOf(a))); // else as in the article
  const hidden = sayings.length - heard.length;
  return [
    element('h3', { id, tabindex: id && -1 }, ...title, ` (${heard.length.toLocaleString('en')})`),
    hidden ? element('p', { class: 'note' }, `${hidden.toLocaleString('en')} hidden by filters`) : null,
    heard.length ? element('ul', { class: 'plain' }, ...firstSayings(heard, (saying) => sayingPart(saying, name))) : null,
  ];
}

function firstSayings(list, make) {
  if (list.length <= FIRST_SAYINGS + 1) return list.map(make);
  const button = element('button', { class: 'wide', onclick: () => {
    const next = list.slice(FIRST_SAYINGS).map(make);
    button.parentElement.replaceWith(...next);
    next[0].tabIndex = -1;
    next[0].focus({ preventScroll: true });
  } }, `Show all ${list.length.toLocaleString('en')}`);
  return [...list.slice(0, FIRST_SAYINGS).map(make), element('li', {}, button)];
}

function sayingPart(saying, name) {
  const to = saying.addressee ? [' to ', quoted(saying.addressee)] : [];
  const more = [FACTUALITIES[saying.factuality] || saying.factuality, saying.date && `said ${saying.date}`].filter(Boolean);
  const [[before, inside, after]] = saying.evidence;
  return element('li', { class: `saying ${saying.stance}` },
    element('p', { class: 'speaker' }, ...name(saying), saysWhat(saying), ...to, ...reportWords(saying), ' · ',
      element('small', {}, more.join(' · '))),
    element('blockquote', { dir: 'auto' }, inside || before + after),
    ...saying.evidence.map((sentence) => element('details', {},
      element('summary', {}, ...paperWords(sentence)), evidencePart(sentence))));
}

/** At whose word it is known that somebody says so. */
function reportWords({ reported }) {
  return reported.length ? [', as reported by ', quoted(reported.join(', '))] : [];
}

/** The article in short, where its sentence unfolds. */
function paperWords([, , , number]) {
  const [title, publisher, date] = content.documents[number];
  return [quoted(publisher || title || 'article'), date ? ` ${date}` : ''];
}

/** Nobody who is alone: the panel is his. */
function companyOf(saying) {
  return saying.anonymous || saying.speakers.length > 1 ? speakerOf(saying) : [];
}

/** Before the name of a body: somebody who speaks for it. Unresolved words name the speaker himself. */
function unnamedWords({ anonymous, speakers }) {
  return anonymous && speakers.length ? 'An unnamed source of ' : '';
}

/** Who says it, as a way to his panel where it is one actor that the page knows. */
function speakerOf(saying) {
  const { source, speakers } = saying;
  const known = speakers.length === 1 && isActor(speakers[0]);
  return [unnamedWords(saying), known ? actorLink(speakers[0]) : quoted(source, 'strong'), ' '];
}

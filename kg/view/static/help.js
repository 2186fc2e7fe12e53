// Shortcuts, and the box that lists them.

const SHORTCUTS = [
  ['/', 'find an actor', () => byId('search').focus()],
  ['f', 'filters and legend', () => openDrawer(byId('filters').hidden)],
  ['p', 'path between two actors', () => askPath(state.actor)],
  ['n', 'only the neighbourhood of the selected actor', () => state.actor && focusOn(state.actor, 1)],
  ['e', 'add its neighbours', () => state.actor && expand(state.actor)],
  ['h', 'hide the selected actor', () => state.actor && hide(state.actor)],
  ['+', 'zoom in', () => zoomBy(1.3)],
  ['-', 'zoom out', () => zoomBy(1 / 1.3)],
  ['0', 'fit the picture', () => fitPicture(true)],
  ['?', 'this help', () => openHelp()],
];
const OTHER_KEYS = [
  ['1 … 6', 'the views, from left to right'],
  ['Ctrl+Z, Ctrl+Shift+Z', 'undo, redo'],
  ['Arrow keys', 'in the picture: go to the next actor that way; Enter reads it'],
  ['Escape', 'close, deselect'],
];

function openHelp() {
  const row = ([key, words]) => element('tr', {}, element('th', { scope: 'row' }, element('kbd', {}, key)), element('td', {}, words));
  replaceContent(byId('help-box'),
    element('h2', { id: 'help-title' }, 'Help'),
    element('p', {}, 'Colours of lines say what is done: words or deeds, of cooperation or of conflict. Dashes say how firmly the sources say so; only a solid line is asserted outright. Sureness, among the filters, goes by the score of an entry: how likely it is that its sentence was read aright. A date marked “reported” is that of the article, because the text names none. Everything you see stands in the address of the page: copy it to share this view.'),
    element('table', {}, element('tbody', {}, ...SHORTCUTS.map(row), ...OTHER_KEYS.map(row))),
    element('button', { class: 'button', onclick: () => byId('help-box').close() }, 'Close'));
  byId('help-box').showModal();
}

function startHelp() {
  byId('help').addEventListener('click', openHelp);
  document.addEventListener('keydown', (event) => {
    if (byId('help-box').open) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && !['checkbox', 'radio', 'range'].includes(event.target.type);
    const stepping = (event.ctrlKey || event.metaKey) && ['z', 'y'].includes(event.key.toLowerCase());
    if (stepping && !typing) {
      event.preventDefault();
      if (event.shiftKey || event.key.toLowerCase() === 'y') redo();
      else undo();
    } else if (event.key === 'Escape') {
      if (!typing) clearChoice();
    } else if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey) press(event);
  });
}

function press(event) {
  const shortcut = SHORTCUTS.find(([key]) => key === event.key);
  const tab = /^[1-9]$/.test(event.key) && TABS[Number(event.key) - 1];
  if (!shortcut && !tab) return;
  event.preventDefault();
  if (tab) change({ tab });
  else shortcut[2]();
}

// The two menus in the page's head: export and colours.

function startMenus() {
  startMenu('export', [
    ['PNG image', 'png', () => onGraph(exportPng)],
    ['SVG drawing', 'svg', () => onGraph(exportSvg)],
    ['CSV table', 'csv', exportTable],
    ['Turtle (RDF)', 'ttl', exportTurtle],
  ]);
  startMenu('theme', [
    ['As the system', 'system', () => change({ theme: 'system' })],
    ['Light', 'light', () => change({ theme: 'light' })],
    ['Dark', 'dark', () => change({ theme: 'dark' })],
  ]);
  whenChanged(['theme'], () => {
    for (const item of byId('theme-menu').children) item.setAttribute('aria-pressed', String(item.dataset.value === state.theme));
  });
}

/** Pictures are of the graph, whichever tab is open. */
function onGraph(make) {
  if (state.tab !== 'graph') change({ tab: 'graph' });
  requestAnimationFrame(() => setTimeout(make, 50)); // once it is drawn
}

function startMenu(name, items) {
  const [button, menu] = [byId(name), byId(`${name}-menu`)];
  const open = (wanted) => {
    menu.hidden = !wanted;
    button.setAttribute('aria-expanded', String(wanted));
  };
  menu.append(...items.map(([words, value, act]) => element('button', { 'data-value': value, onclick: () => {
    open(false);
    button.focus();
    act();
  } }, words)));
  button.addEventListener('click', () => {
    open(menu.hidden);
    if (!menu.hidden) menu.firstElementChild.focus();
  });
  menu.parentElement.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !menu.hidden) {
      event.stopPropagation();
      open(false);
      button.focus();
    }
  });
  menu.parentElement.addEventListener('focusout', (event) => {
    if (!menu.parentElement.contains(event.relatedTarget)) open(false);
  });
}

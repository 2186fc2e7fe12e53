// The editor, with the named questions of this graph. Text from the graph is only ever put in
// as text; the page's policy forbids every other place.
'use strict';

(async function start() {
  const found = await (await fetch('/query/questions.json')).json();
  const byName = new Map(found.questions.map((question) => [question.name, question]));
  const FIRST = ['summary', 'most_connected', 'documents'];

  const yasgui = new Yasgui(document.getElementById('editor'), {
    requestConfig: { endpoint: `${location.origin}/sparql`, method: 'POST' },
    endpointCatalogueOptions: { getData: () => [] },
    copyEndpointOnNewTab: false,
    populateFromUrl: false,
    autofocus: false,
    autoAddOnInit: false,
    persistenceId: `kg_${found.graph}`,
    yasqe: {
      // The other completers ask the web, or add prefixes that mean something else here.
      autocompleters: ['variables'],
      createShareableLink: undefined,
      showQueryButton: true,
    },
    yasr: { prefixes: found.prefixes, maxPersistentResponseSize: 0 },
  });

  function open(name) {
    const question = byName.get(name);
    if (!question) return undefined;
    const known = Object.values(yasgui._tabs).find((tab) => tab && tab.getName() === question.title);
    const id = yasgui.persistentConfig.getTabs().find(
      (tab) => yasgui.persistentConfig.getTab(tab).name === question.title);
    if (known) return yasgui.selectTabId(known.getId());
    if (id) return yasgui.selectTabId(id);
    return yasgui.addTab(true, { name: question.title, yasqe: { value: question.text } });
  }

  const select = document.getElementById('question');
  for (const question of found.questions) {
    const option = document.createElement('option');
    option.value = question.name;
    option.textContent = question.title;
    select.append(option);
  }
  select.addEventListener('change', () => open(select.value));

  function say() {
    const tab = yasgui.getTab();
    const question = found.questions.find((one) => tab && one.title === tab.getName());
    document.getElementById('answers').textContent = question ? question.answers : '';
    select.value = question ? question.name : '';
  }
  yasgui.on('tabSelect', () => setTimeout(say));
  yasgui.on('tabAdd', () => setTimeout(say));

  const wanted = decodeURIComponent(location.hash.slice(1));
  if (yasgui.persistentConfig.getTabs().length === 0) {
    for (const name of FIRST) open(name);
    open(FIRST[0]);
  }
  if (byName.has(wanted)) open(wanted);
  say();

  // Entities and documents have pages here; their IRIs lead elsewhere.
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('#editor a[href]');
    if (!link) return;
    const local = /^(entity|document)\/([^/#?]+)$/.exec(
      link.href.startsWith(found.base) ? link.href.slice(found.base.length) : '');
    if (!local) return;
    event.preventDefault();
    window.open(`/${local[1]}/${encodeURIComponent(decodeURIComponent(local[2]))}`, '_blank', 'noopener');
  }, true);

  window.kgQuery = { yasgui, open, found };
})();

// The search in the page's head.

function startSearch() {
  startCombobox(byId('search'), byId('search-matches'), (id) => {
    if (state.tab !== 'graph') change({ tab: 'graph' });
    chooseActor(id, true);
  });
}

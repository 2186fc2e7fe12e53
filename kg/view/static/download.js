// Handing a file to the reader, without the network.

function fileName(ending) {
  const words = plain(content.title).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 60);
  return `${words || 'graph'}.${ending}`;
}

function download(blob, ending) {
  const address = URL.createObjectURL(blob);
  const link = element('a', { href: address, download: fileName(ending) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  say(`${fileName(ending)} is saved`);
}

/** The entries in view: those of the picture on the graph tab, else all that pass the filters. */
function entriesInView() {
  if (state.tab !== 'graph') return [...filter().edges];
  return visible().strands.flatMap((strand) => strand.edges);
}

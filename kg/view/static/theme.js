// Colours of the canvas, which style sheets cannot reach: they are read from the style sheet.
// The hues stay apart for the common kinds of colour blindness (after Okabe and Ito); shapes
// and dashes say the same.

const DASHES = {
  asserted: false,
  disputed: [12, 4, 3, 4],
  alleged: [7, 5],
  planned: [18, 7],
  denied: [2, 5],
};
const SIGNS = { asserted: '', disputed: 'disputed', alleged: '', planned: '', denied: '✕ denied' };
const COMMUNITY_COLOURS = 8;
const darkScheme = window.matchMedia('(prefers-color-scheme: dark)');
const stillness = window.matchMedia('(prefers-reduced-motion: reduce)');
let colours = null;

function isDark() {
  return state.theme === 'system' ? darkScheme.matches : state.theme === 'dark';
}

/** Sets the colours of the page, and reads from it those of the canvas. */
function applyTheme() {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  colours = {
    text: read('ink'),
    halo: read('page'),
    box: read('box'),
    accent: read('accent'),
    nodes: Object.fromEntries(ACTOR_TYPES.map(([key]) => [key, read(key)])),
    edges: Object.fromEntries(QUADS.map(([key]) => [key, read(key)])),
    communities: Array.from({ length: COMMUNITY_COLOURS }, (_, n) => read(`community-${n}`)),
  };
}

function faint(colour, opacity) {
  const part = (at) => parseInt(colour.slice(at, at + 2), 16);
  return `rgba(${part(1)},${part(3)},${part(5)},${opacity})`;
}

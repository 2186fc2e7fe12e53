// Colours of the canvas, which style sheets cannot reach. The hues stay apart for the
// common kinds of colour blindness (after Okabe and Ito); shapes and dashes say the same.

const LIGHT = {
  text: '#1c2430',
  halo: '#fbfbf9',
  box: '#ffffff',
  nodes: { State: '#2f3e57', Organization: '#8a7a2e', Person: '#a3558f', Place: '#6b7785' },
  edges: {
    verbalCooperation: '#3d9bd6',
    materialCooperation: '#0a8f68',
    verbalConflict: '#e0920a',
    materialConflict: '#cc4a12',
    relation: '#a3abb5',
  },
};
const DARK = {
  text: '#e8ecf1',
  halo: '#14181f',
  box: '#10151c',
  nodes: { State: '#b9c9e4', Organization: '#d6c46a', Person: '#dd8fc6', Place: '#9aa7b6' },
  edges: {
    verbalCooperation: '#6bbcf0',
    materialCooperation: '#2cc296',
    verbalConflict: '#f0b240',
    materialConflict: '#f2784a',
    relation: '#5f6a78',
  },
};
const DASHES = {
  asserted: false,
  disputed: [12, 4, 3, 4],
  alleged: [7, 5],
  planned: [18, 7],
  denied: [2, 5],
};
const SIGNS = { asserted: '', disputed: 'disputed', alleged: '', planned: '', denied: '✕ denied' };
const darkScheme = window.matchMedia('(prefers-color-scheme: dark)');

function theme() {
  return darkScheme.matches ? DARK : LIGHT;
}

function faint(colour, opacity) {
  const part = (at) => parseInt(colour.slice(at, at + 2), 16);
  return `rgba(${part(1)},${part(3)},${part(5)},${opacity})`;
}

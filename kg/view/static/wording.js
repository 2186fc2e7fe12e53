// What the keys in the data are called on the page.

const ACTOR_TYPES = [
  ['State', 'States'],
  ['Organization', 'Organizations'],
  ['Person', 'People'],
  ['Place', 'Places'],
];
const QUADS = [
  ['verbalCooperation', 'words of cooperation'],
  ['materialCooperation', 'deeds of cooperation'],
  ['verbalConflict', 'words of conflict'],
  ['materialConflict', 'deeds of conflict'],
  ['relation', 'lasting relations'],
];
const STATUSES = [
  ['asserted', 'asserted', 'a source says it is so, and nobody denies it'],
  ['disputed', 'disputed', 'one source says so, another denies it'],
  ['alleged', 'alleged', 'said with a doubt'],
  ['planned', 'planned', 'future, promised, demanded, threatened or imagined'],
  ['denied', 'denied', 'the sources say that it is not so'],
];
const STANCE_WORDS = {
  assert: 'asserts',
  deny: 'denies',
  consider: 'considers',
  promise: 'promises',
  threaten: 'threatens',
  demand: 'demands',
  ask: 'asks',
  refuse: 'refuses',
};
const STANCES = {
  assert: 'says so',
  deny: 'denies it',
  consider: 'considers it',
  promise: 'promises it',
  threaten: 'threatens it',
  demand: 'demands it',
  ask: 'asks about it',
  refuse: 'refuses it',
};
const ASSERTIONS = {
  'CT+': 'says so',
  'PR+': 'says it is probably so',
  'PS+': 'says it is possibly so',
  'CT-': 'says it is not so',
  'PR-': 'says it is probably not so',
  'PS-': 'says it is possibly not so',
  U: 'tells of it without committing to it',
};
const FACTUALITIES = {
  'CT+': 'certain',
  'PR+': 'probable',
  'PS+': 'possible',
  'CT-': 'certainly not',
  'PR-': 'probably not',
  'PS-': 'possibly not',
  U: 'uncommitted',
};

function saysWhat(claim) {
  if (claim.stance === 'assert') return ASSERTIONS[claim.factuality] || 'says so';
  return STANCES[claim.stance] || claim.stance;
}

/** ACCUSE → accuse, holdsPost → holds post */
function typeWords(edge) {
  if (edge.kind === 'event') return edge.type.toLowerCase();
  return edge.type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

function plural(count, one, many) {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many || one + 's'}`;
}

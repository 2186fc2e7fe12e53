// What the page shows is drawn from this one object. It is never altered but replaced, by
// `change`; each state is one step of the browser's history, so that "back" and "undo" are one.

let state = START;
const drawers = [];
const trail = { at: 0, last: 0, gesture: '', timer: 0, kept: [START], barred: false };

/** Call `draw(before)` when one of these fields changes, and once at the start. */
function whenChanged(keys, draw) {
  drawers.push({ keys, draw });
}

/** Set fields. Changes of one gesture (a slider being dragged) are one step of the history. */
function change(fields, gesture) {
  const next = Object.freeze({ ...state, ...fields });
  if (Object.keys(FIELDS).every((key) => equal(next[key], state[key]))) return;
  adopt(next);
  if (gesture && gesture === trail.gesture) {
    clearTimeout(trail.timer);
    trail.timer = setTimeout(() => writeStep('replaceState'), 250);
    trail.kept[trail.at] = state;
    return;
  }
  endGesture();
  trail.gesture = gesture || '';
  trail.at += 1;
  trail.last = trail.at;
  writeStep('pushState');
}

function endGesture() {
  if (trail.gesture) writeStep('replaceState');
  trail.gesture = '';
}

function writeStep(method) {
  clearTimeout(trail.timer);
  trail.kept[trail.at] = state;
  try {
    history[method]({ at: trail.at }, '', `#${encode(state)}`);
  } catch (error) {
    trail.barred = true; // a page within a page may not touch the history
  }
  showSteps();
}

function adopt(next) {
  const before = state;
  state = Object.freeze(next);
  redraw(before);
}

function redraw(before) {
  for (const { keys, draw } of drawers) {
    if (!before || keys.some((key) => !equal(before[key], state[key]))) draw(before);
  }
}

function undo() {
  if (trail.at > 0) go(-1);
}

function redo() {
  if (trail.at < trail.last) go(1);
}

function go(by) {
  endGesture();
  if (!trail.barred) {
    history.go(by); // and `popstate` does the rest
    return;
  }
  trail.at += by;
  adopt(trail.kept[trail.at]);
  showSteps();
}

function showSteps() {
  byId('undo').disabled = trail.at === 0;
  byId('redo').disabled = trail.at >= trail.last;
}

function startState() {
  const earlier = history.state && Number.isInteger(history.state.at) ? history.state.at : 0;
  Object.assign(trail, { at: earlier, last: earlier });
  state = Object.freeze(decode(location.hash));
  writeStep('replaceState');
  window.addEventListener('popstate', (event) => {
    clearTimeout(trail.timer);
    trail.gesture = '';
    const at = event.state && event.state.at;
    const known = Number.isInteger(at);
    trail.at = known ? at : trail.at + 1;
    trail.last = known ? Math.max(trail.last, at) : trail.at;
    adopt(decode(location.hash));
    if (!known) writeStep('replaceState'); // an address that was typed in
    showSteps();
  });
  byId('undo').addEventListener('click', undo);
  byId('redo').addEventListener('click', redo);
}

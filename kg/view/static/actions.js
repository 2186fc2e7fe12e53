// What a reader does, as changes of the state.

function chooseActor(id, travel) {
  if (!isActor(id)) return;
  change({ actor: id, pair: [], path: [], ...within([id]), ...shown([id]) });
  if (travel && state.tab === 'graph' && !panelCovers()) centreOn(id);
}

/** One actor alone stands for its events without counterpart. */
function choosePair(a, b) {
  const pair = [a, b].filter(isActor);
  change({ actor: '', pair, path: [], ...within(pair), ...shown(pair) });
}

function choosePath(from, to) {
  if (!isActor(from) || !isActor(to) || from === to) return;
  change({ actor: '', pair: [], path: [from, to], focus: '', ...shown([from, to]) });
}

function clearChoice() {
  change({ actor: '', pair: [], path: [] });
  if (byId('panel').classList.contains('open')) showOverview(); // from a path that was only asked for
}

/** Leave the neighbourhood when what is chosen lies outside of it. */
function within(ids) {
  if (!state.focus) return {};
  const near = new Set(neighbourhood(state.focus, state.steps));
  return ids.every((id) => near.has(id)) ? {} : { focus: '' };
}

/** Whoever asks for a hidden actor wants to see it. */
function shown(ids) {
  return { hidden: state.hidden.filter((id) => !ids.includes(id)) };
}

function focusOn(id, steps) {
  change({ focus: id, steps: steps || 1, actor: id, pair: [], path: [], ...shown([id]) });
}

const EXPANSION = 40; // neighbours added at once, the most central first

function expand(id) {
  const present = new Set(candidates());
  const added = neighbourhood(id, 1).filter((other) => !present.has(other)).slice(0, EXPANSION);
  change({ more: [...new Set([...state.more, id, ...added])].slice(-MOST) });
  say(added.length ? `${plural(added.length, 'actor')} added` : 'All its neighbours are in the picture');
}

/** Neighbours that are not in the picture. */
function unseen(id) {
  const present = candidates();
  return [...linkedTo(id)].filter((other) => !present.has(other)).length;
}

function hide(id) {
  change({ hidden: [...state.hidden, id], more: without(state.more, id), pinned: without(state.pinned, id),
    actor: '', pair: [], path: [], focus: state.focus === id ? '' : state.focus });
}

function togglePin(id) {
  change({ pinned: state.pinned.includes(id) ? without(state.pinned, id) : [...state.pinned, id] });
}

function without(list, item) {
  return list.filter((other) => other !== item);
}

/** Told to screen readers. */
function say(words) {
  byId('spoken').textContent = words;
}

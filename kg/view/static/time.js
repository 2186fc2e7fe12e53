// The time slider: two thumbs under a histogram, and a window that can be played.

const BEAT = 700; // milliseconds between two steps of a play
const time = { periods: [], unit: 'day', timer: 0, low: null, high: null };

function startTime() {
  const dates = edges.map(dateOf).filter(Boolean);
  Object.assign(time, periodsOf(dates));
  const last = time.periods.length - 1;
  if (last < 1) return;
  const thumb = (name, value) => element('input', { id: `time-${name}`, type: 'range', min: 0, max: last, step: 1, value,
    'aria-label': name === 'from' ? 'First day shown' : 'Last day shown' });
  time.low = thumb('from', 0);
  time.high = thumb('to', last);
  replaceContent(byId('time'),
    element('button', { id: 'play', class: 'tool', 'aria-label': stillness.matches ? 'Next step in time' : 'Play through time',
      'aria-pressed': 'false', title: 'Move the chosen period through time', onclick: play }, playMark()),
    element('div', { class: 'slider' }, element('div', { id: 'histogram', 'aria-hidden': 'true' }), time.low, time.high),
    element('output', { id: 'period', for: 'time-from time-to' }));
  byId('time').hidden = false;
  for (const input of [time.low, time.high]) {
    input.addEventListener('input', () => slide(input));
    input.addEventListener('change', endGesture);
  }
  whenChanged(FILTERS, showTime);
}

function playMark() {
  const mark = drawing('svg', { class: 'icon', viewBox: '0 0 20 20', 'aria-hidden': 'true' });
  mark.append(drawing('path', { class: 'full go', d: 'M6 4v12l10-6z' }), drawing('path', { class: 'full halt', d: 'M5 4h4v12H5zM11 4h4v12h-4z' }));
  return mark;
}

/** The thumbs never pass each other. */
function slide(moved) {
  stopPlaying();
  const [low, high] = [Number(time.low.value), Number(time.high.value)];
  if (low > high) moved.value = moved === time.low ? high : low;
  choosePeriods(Number(time.low.value), Number(time.high.value), 'time');
}

/** Periods from and to these; all of them is no restriction. */
function choosePeriods(low, high, gesture) {
  change({ from: low === 0 ? '' : time.periods[low].from, to: high === time.periods.length - 1 ? '' : time.periods[high].to }, gesture);
}

/** A column that was clicked: this period alone, or all of them if it is already. */
function pickPeriod({ from, to }) {
  change(state.from === from && state.to === to ? { from: '', to: '' } : { from, to });
}

/** The numbers of the first and the last period shown. */
function periodsShown() {
  const low = state.from ? time.periods.findIndex(({ to }) => !to || to >= state.from) : 0;
  const last = time.periods.length - 1;
  const high = state.to ? time.periods.findIndex(({ to }) => !to || to >= state.to) : last;
  return [low < 0 ? last : low, high < 0 ? last : high];
}

function showTime() {
  const [low, high] = periodsShown();
  time.low.value = low;
  time.high.value = high;
  time.low.setAttribute('aria-valuetext', time.periods[low].label);
  time.high.setAttribute('aria-valuetext', time.periods[high].label);
  byId('period').textContent = state.from || state.to ? `${state.from || '…'} to ${state.to || '…'}` : 'all dates';
  // When both thumbs stand at one end, the one that can still move lies on top.
  time.low.classList.toggle('above', low === time.periods.length - 1);
  const counts = time.periods.map(() => 0);
  for (const edge of edges) {
    const date = periodDate(edge);
    const at = date ? periodAt(time.periods, date) : -1;
    if (at >= 0) counts[at] += 1;
  }
  const highest = Math.max(1, ...counts);
  replaceContent(byId('histogram'), ...counts.map((number, at) => {
    const made = element('span', { class: at >= low && at <= high ? 'in' : '' });
    made.style.height = `${number ? Math.max(6, (100 * number) / highest) : 0}%`;
    return made;
  }));
}

function play() {
  if (time.timer) {
    stopPlaying();
    return;
  }
  if (stillness.matches) {
    step();
    return;
  }
  byId('play').setAttribute('aria-pressed', 'true');
  const [low, high] = periodsShown();
  if (low > 0 && high === time.periods.length - 1) choosePeriods(0, high - low, 'play'); // once more
  else step();
  time.timer = setInterval(step, BEAT);
}

/** The window one period on; from all dates, it starts as a tenth of them at the beginning. */
function step() {
  const last = time.periods.length - 1;
  const [low, high] = periodsShown();
  if (low === 0 && high === last) choosePeriods(0, Math.floor(last / 10), 'play');
  else if (high >= last) {
    stopPlaying();
    choosePeriods(0, last);
  } else choosePeriods(low + 1, high + 1, 'play');
}

function stopPlaying() {
  if (!time.timer) return;
  clearInterval(time.timer);
  time.timer = 0;
  endGesture();
  byId('play').setAttribute('aria-pressed', 'false');
}

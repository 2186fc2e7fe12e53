// Dates to columns: days, weeks, months or years, whichever gives a chart that can be read.

const DAY = 86400000;
const MOST_PERIODS = 48;
const UNITS = [['day', 1], ['week', 7], ['month', 30.4], ['quarter', 91.3], ['year', 365.25], ['decade', 3652.5]];

function dayNumber(date) {
  return Math.round(Date.parse(`${earliest(date)}T00:00:00Z`) / DAY);
}

function isoDay(number) {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

/** The first day of the period that holds this day, or of one `ahead` periods later. */
function periodStart(number, unit, ahead = 0) {
  const date = new Date(number * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const first = (y, m) => Math.round(Date.UTC(y, m, 1) / DAY);
  if (unit === 'day') return number + ahead;
  if (unit === 'week') return number - ((date.getUTCDay() + 6) % 7) + 7 * ahead;
  if (unit === 'month') return first(year, month + ahead);
  if (unit === 'quarter') return first(year, month - (month % 3) + 3 * ahead);
  if (unit === 'year') return first(year + ahead, 0);
  return first(year - (year % 10) + 10 * ahead, 0);
}

function periodLabel(number, unit) {
  const day = isoDay(number);
  if (unit === 'day') return day;
  if (unit === 'week') return `week of ${day}`;
  if (unit === 'month') return day.slice(0, 7);
  if (unit === 'quarter') return `${day.slice(0, 4)} Q${Math.floor(Number(day.slice(5, 7)) / 3.1) + 1}`;
  return unit === 'year' ? day.slice(0, 4) : `${day.slice(0, 4)}s`;
}

/**
 * Periods {from, to, label} that cover these dates. A few dates far away from all others do
 * not stretch the chart: they share an open period at its end.
 */
function periodsOf(dates, most = MOST_PERIODS) {
  const days = dates.map(dayNumber).filter(Number.isFinite).sort((a, b) => a - b);
  if (!days.length) return { unit: 'day', periods: [] };
  const at = (share) => days[Math.round(share * (days.length - 1))];
  const [low, high] = [at(0.02), at(0.98)];
  const room = Math.max(high - low, 7);
  const first = days[0] >= low - room ? days[0] : low;
  const last = days[days.length - 1] <= high + room ? days[days.length - 1] : high;
  const [unit] = UNITS.find(([, length]) => (last - first) / length <= most) || UNITS[UNITS.length - 1];
  const periods = [];
  for (let start = periodStart(first, unit); start <= last; start = periodStart(start, unit, 1)) {
    periods.push({ from: isoDay(start), to: isoDay(periodStart(start, unit, 1) - 1), label: periodLabel(start, unit) });
  }
  if (days[0] < dayNumber(periods[0].from)) {
    periods.unshift({ from: '', to: isoDay(dayNumber(periods[0].from) - 1), label: `before ${periods[0].from}` });
  }
  const end = periods[periods.length - 1].to;
  if (days[days.length - 1] > dayNumber(end)) {
    periods.push({ from: isoDay(dayNumber(end) + 1), to: '', label: `after ${end}` });
  }
  return { unit, periods };
}

/** The number of the period that a date falls into. */
function periodAt(periods, date) {
  const day = earliest(date);
  return periods.findIndex(({ from, to }) => day >= from && (!to || day <= to));
}

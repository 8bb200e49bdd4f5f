// The page: listens to the server's events and shows them. Whatever the server sends is set as text alone.
import { Chart } from './charts.js';
import { bytes, count, duration, exactTime, latency, share, time } from './format.js';
import { Table, put } from './tables.js';

const RETRY = 3_000;
const SILENCE = 10_000;
const STATES = {
  starting: 'The server is starting and takes no requests yet.',
  draining: 'Draining: an operator asked that no new requests come. What is running goes on.',
  stopping: 'Stopping: the server drains and ends when its calls have ended.',
};
const STEP = 5 * 60_000;

const byId = id => document.getElementById(id);
const sum = (all, value) => all.reduce((total, one) => total + value(one), 0);

const charts = {
  calls: new Chart('calls', 'Calls per minute', ' per minute'),
  errors: new Chart('errors', 'Errors per minute', ' per minute'),
  sessions: new Chart('sessions', 'Sessions'),
  inFlight: new Chart('in-flight', 'Calls in flight'),
};

const hourTable = new Table(
  'hour-table',
  [
    { label: 'From', text: row => time(row.from) },
    { label: 'Calls', text: row => count(row.calls) },
    { label: 'Errors', text: row => count(row.errors) },
    { label: 'Sessions at most', text: row => count(row.sessions) },
    { label: 'In flight at most', text: row => count(row.inFlight) },
  ],
  row => row.from,
);

const name = { label: 'Tool', value: tool => tool.name, text: tool => tool.name };
const calls = { label: 'Calls', value: tool => tool.calls, text: tool => count(tool.calls) };
const failed = {
  label: 'Errors',
  value: tool => tool.failed,
  text: tool => count(tool.failed),
  kind: tool => tool.failed > 0 && 'bad',
};
const p50 = { label: 'p50', value: tool => tool.p50, text: tool => latency(tool.p50) };
const p99 = { label: 'p99', value: tool => tool.p99, text: tool => latency(tool.p99) };
const failedShare = {
  label: 'Error share',
  value: tool => tool.failed / tool.calls,
  text: tool => share(tool.failed, tool.calls),
};
const kinds = tool => Object.entries(tool.errors).sort(([, a], [, b]) => b - a);

const tools = new Table('tools-table', [name, calls, failed, failedShare, p50, p99], tool => tool.name, { sort: 1 });
const slow = new Table('slow-table', [name, p99, p50, calls], tool => tool.name);
const failing = new Table(
  'failing-table',
  [
    name,
    failed,
    failedShare,
    {
      label: 'Kinds',
      words: true,
      wraps: true,
      text: tool => kinds(tool).map(([kind, times]) => `${kind} ${count(times)}`).join(', '),
    },
  ],
  tool => tool.name,
);

const number = (label, key, kind) => ({ label, value: row => row[key], text: row => count(row[key]), kind });
const pool = new Table(
  'pool-table',
  [
    { label: 'Instance', value: row => row.url, text: row => row.url },
    number('Calls', 'calls'),
    number('Failed', 'failures', row => row.failures > 0 && 'bad'),
    number('Leased', 'leased'),
    number('Pending', 'pending', row => row.pending > 0 && 'warn'),
    number('Available', 'available'),
    number('Max', 'max'),
    number('Evicted', 'evicted'),
    {
      label: 'Breaker',
      words: true,
      value: row => row.breaker,
      text: row => row.breaker.toLowerCase().replace('_', ' '),
      kind: row => row.breaker !== 'CLOSED' && 'bad',
    },
    { label: 'p99', value: row => row.p99, text: row => (row.calls > 0 ? latency(row.p99) : '–') },
    {
      label: 'Rate limit left',
      value: row => row.rateLimitRemaining,
      text: row => (row.rateLimitRemaining == null ? '–' : count(row.rateLimitRemaining)),
    },
  ],
  row => row.url,
  { sort: 1 },
);

const limits = new Table(
  'limits-table',
  [
    { label: 'Limit', text: row => row.reason },
    { label: 'Refused', text: row => count(row.refused), kind: row => row.refused > 0 && 'warn' },
  ],
  row => row.reason,
);

let samples = [];
let state = 'connecting';
let source = null;
let heard = 0;
let again = null;

/** Tells a change of state once, to eyes and ears. */
function become(next, text) {
  if (next === state) {
    return;
  }
  const before = state;
  state = next;
  const badge = byId('state');
  badge.dataset.state = next;
  put(badge, next[0].toUpperCase() + next.slice(1));
  const notice = byId('notice');
  notice.dataset.kind = next;
  notice.hidden = !text;
  put(notice, text);
  document.title = next === 'ready' ? 'gitlab-mcp' : `${badge.textContent} – gitlab-mcp`;
  if (before !== 'connecting' || text) {
    put(byId('announcement'), text || 'The server is ready.');
  }
}

/** Samples are [at, sessions, calls, errors, inFlight]; calls and errors since the start. */
function remember(event) {
  const last = samples.length > 0 ? samples[samples.length - 1][0] : 0;
  samples = event.first ? event.samples : samples.concat(event.samples.filter(([at]) => at > last));
  const oldest = event.at - 3_610_000;
  samples = samples.filter(([at]) => at >= oldest);
}

function perMinute(column) {
  return samples.map((sample, i) => {
    const before = samples[i - 1];
    return before ? ((sample[column] - before[column]) * 60_000) / (sample[0] - before[0]) : null;
  });
}

/** The hour in rows of five minutes, the latest first. */
function rows() {
  const byStep = new Map();
  samples.forEach(([at, sessions, made, wrong, inFlight], i) => {
    const from = Math.floor(at / STEP) * STEP;
    const row = byStep.get(from) ?? { from, calls: 0, errors: 0, sessions: 0, inFlight: 0 };
    const before = samples[i - 1];
    row.calls += before ? made - before[2] : 0;
    row.errors += before ? wrong - before[3] : 0;
    row.sessions = Math.max(row.sessions, sessions);
    row.inFlight = Math.max(row.inFlight, inFlight);
    byStep.set(from, row);
  });
  return [...byStep.values()].reverse();
}

function showHour() {
  const times = samples.map(([at]) => at / 1000);
  charts.calls.update(times, perMinute(2));
  charts.errors.update(times, perMinute(3));
  charts.sessions.update(times, samples.map(sample => sample[1]));
  charts.inFlight.update(times, samples.map(sample => sample[4]));
  hourTable.update(rows());
}

function showFigures({ load, memory }) {
  put(byId('sessions'), count(load.sessions));
  put(byId('max-sessions'), `of ${count(load.maxSessions)}`);
  put(byId('calls'), count(load.calls));
  put(byId('errors'), count(load.errors));
  put(byId('error-share'), share(load.errors, load.calls));
  put(byId('in-flight'), count(load.inFlight));
  put(byId('streams'), count(load.streams));
  put(byId('subscriptions'), count(load.subscriptions));
  put(byId('heap'), bytes(memory.heapUsed));
  put(byId('heap-total'), `of ${bytes(memory.heapTotal)}`);
  put(byId('rss'), bytes(memory.rss));
  put(byId('direct'), bytes(memory.external));
}

function showTables(event) {
  const shown = event.tools.shown;
  tools.update(shown);
  slow.update([...shown].sort((a, b) => b.p99 - a.p99 || b.calls - a.calls).slice(0, 8));
  failing.update(shown.filter(tool => tool.failed > 0).sort((a, b) => b.failed - a.failed).slice(0, 8));
  const rest = event.tools.called > shown.length ? `, ${count(shown.length)} of them here` : '';
  put(byId('tools-count'), event.tools.called > 0 ? `${count(event.tools.called)} called${rest}` : '');
  const { pool: seen } = event;
  pool.update(seen.shown);
  const some = seen.entries > seen.shown.length ? `, ${count(seen.shown.length)} of them here` : '';
  put(
    byId('pool-count'),
    `${count(seen.entries)} of ${count(seen.max)} places${some} · ${count(seen.connectionsOpen)} of `
      + `${count(seen.connectionsTotal)} connections · evicted ${count(seen.evictedIdle)} idle, `
      + `${count(seen.evictedLru)} for room`,
  );
  const reached = Object.entries(event.limits).map(([reason, refused]) => ({ reason, refused }));
  limits.update(sum(reached, row => row.refused) > 0 ? reached.filter(row => row.refused > 0) : []);
}

function show(event) {
  put(byId('version'), event.version);
  put(byId('java'), event.java);
  put(byId('uptime'), duration(event.uptime));
  put(byId('at'), exactTime(event.at));
  remember(event);
  showFigures(event);
  showHour();
  showTables(event);
  become(event.state, STATES[event.state] ?? '');
}

function lost() {
  become('disconnected', 'Not connected to the server: these are the last values. Trying again.');
}

/** Browsers reconnect by themselves where a connection breaks, but not where they are answered with an error. */
function connect() {
  clearTimeout(again);
  source?.close();
  heard = Date.now();
  const stream = new EventSource('dashboard/events');
  source = stream;
  stream.onmessage = message => {
    heard = Date.now();
    show(JSON.parse(message.data));
  };
  stream.onerror = () => {
    lost();
    if (stream.readyState === EventSource.CLOSED) {
      clearTimeout(again);
      again = setTimeout(connect, RETRY);
    }
  };
}

setInterval(() => {
  if (source.readyState === EventSource.OPEN && Date.now() - heard > SILENCE) {
    lost();
    connect();
  }
}, 1_000);

const theme = byId('theme');

/** Storage can be switched off, and then the choice lasts as long as the page. */
function stored(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

function paint() {
  document.documentElement.dataset.theme = theme.value;
  Object.values(charts).forEach(chart => chart.redraw());
}

theme.value = stored(() => localStorage.getItem('theme')) ?? 'auto';
if (theme.selectedIndex < 0) {
  theme.value = 'auto';
}
theme.addEventListener('change', () => {
  stored(() => localStorage.setItem('theme', theme.value));
  paint();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
paint();
connect();

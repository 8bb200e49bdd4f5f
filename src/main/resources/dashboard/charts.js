// The past hour as lines, drawn by uPlot, and the same in words for those who cannot see them.
/* global uPlot */
import { rate, time } from './format.js';
import { put } from './tables.js';

const HOUR = 3600;
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6, 1e7];

/** One line over the past hour. */
export class Chart {
  #host;
  #summary;
  #label;
  #unit;
  #plot;
  #words = '';
  #end = Date.now() / 1000;

  /** In `<name>-chart`, with its summary in `<name>-summary`; `unit` follows values in words. */
  constructor(name, label, unit = '') {
    this.#host = document.getElementById(`${name}-chart`);
    this.#summary = document.getElementById(`${name}-summary`);
    this.#label = label;
    this.#unit = unit;
    this.#host.setAttribute('role', 'img');
    this.#host.setAttribute('aria-label', `${label}: no values yet`);
    this.#plot = new uPlot(this.#options(), [[], []], this.#host);
    new ResizeObserver(() => this.#plot.setSize(this.#size())).observe(this.#host);
  }

  #size() {
    return { width: Math.max(120, this.#host.clientWidth), height: this.#host.clientHeight };
  }

  #options() {
    const figure = this.#host.parentElement;
    const muted = () => getComputedStyle(figure).color;
    const grid = { stroke: () => getComputedStyle(figure).borderTopColor, width: 1 };
    const line = () => getComputedStyle(this.#host).color;
    const axis = { stroke: muted, grid, ticks: { show: false }, font: '11px system-ui, sans-serif' };
    return {
      ...this.#size(),
      legend: { show: false },
      padding: [8, 10, 0, 0],
      cursor: { y: false, drag: { setScale: false, x: false, y: false }, points: { size: 6, fill: line } },
      scales: {
        x: { time: true, range: () => [this.#end - HOUR, this.#end] },
        y: { range: (plot, low, high) => [0, Math.max(4, (high ?? 0) * 1.1)] },
      },
      axes: [
        { ...axis, size: 18, space: 60, incrs: [900, 1800], values: (plot, ticks) => ticks.map(t => time(t * 1000)) },
        { ...axis, size: 40, space: 28, incrs: STEPS, values: (plot, ticks) => ticks.map(rate) },
      ],
      series: [{}, { stroke: line, width: 1.5, points: { show: false }, spanGaps: false }],
      hooks: { setCursor: [plot => this.#point(plot.cursor.idx)] },
    };
  }

  /** What is under the pointer, in place of the summary. */
  #point(index) {
    const [times, values] = this.#plot?.data ?? [[], []];
    const value = index == null ? null : values[index];
    put(this.#summary, value == null ? this.#words : `${time(times[index] * 1000)}: ${rate(value)}`);
  }

  /** Shows these values, of which some may be null, at these times in seconds since 1970. */
  update(times, values) {
    this.#end = times.length > 0 ? times[times.length - 1] : Date.now() / 1000;
    this.#plot.setData([times, values]);
    const known = values.filter(value => value != null);
    this.#words = known.length > 0 ? `now ${rate(known[known.length - 1])}, highest ${rate(Math.max(...known))}` : '';
    this.#host.setAttribute('aria-label', `${this.#label}, last hour: ${this.#words || 'no values yet'}${this.#unit}`);
    this.#point(this.#plot.cursor.idx);
  }

  /** The colours have changed. */
  redraw() {
    this.#plot.redraw();
  }
}

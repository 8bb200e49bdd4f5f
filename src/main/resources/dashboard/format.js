// Numbers as text. Everything is English, as the page is.

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
const measured = new Intl.NumberFormat('en-US', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const percent = new Intl.NumberFormat('en-US', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const seconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const count = value => whole.format(value);

export const rate = value => short.format(value);

/** A part of a whole; nothing where there is no whole. */
export const share = (part, all) => (all > 0 ? percent.format(part / all) : '');

/** Seconds as they are told for the time that calls take. */
export const latency = value =>
  value < 0.9995 ? `${measured.format(value * 1000)} ms` : `${measured.format(value)} s`;

export const bytes = value =>
  value < 1048576 ? `${whole.format(value / 1024)} KiB` : `${whole.format(value / 1048576)} MiB`;

export function duration(value) {
  const all = Math.floor(value);
  const days = Math.floor(all / 86400);
  const hours = Math.floor((all % 86400) / 3600);
  const minutes = Math.floor((all % 3600) / 60);
  if (days > 0) {
    return `${days} d ${hours} h`;
  }
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${all % 60} s`;
}

/** Milliseconds since 1970 as hours and minutes. */
export const time = value => clock.format(value);

/** The same with seconds. */
export const exactTime = value => seconds.format(value);

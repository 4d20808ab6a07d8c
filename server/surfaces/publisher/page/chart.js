import { svg } from './dom.js';

const HEIGHT = 220;
const LEFT = 64;
const RIGHT = 8;
const TOP = 12;
const BOTTOM = 26;

/** The next of 1, 2, 5, 10, 20, … at or above. */
function niceStep(value) {
  const size = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 5, 10].map((n) => n * size).find((n) => n >= value) ?? 10 * size;
}

/**
 * Bars of the last days, up for what was earned and down for what was taken back.
 * @param {{ date: string, value: number, label: string }[]} days
 * @param {(value: number) => string} format for the axis
 * @param {number} width units of the picture; texts are 12 of them high, so a narrow place wants fewer
 */
export function barChart(days, format, title, width) {
  const highest = Math.max(1, ...days.map(({ value }) => value));
  const lowest = Math.min(0, ...days.map(({ value }) => value));
  const step = niceStep((highest - lowest) / 4);
  const top = Math.ceil(highest / step) * step;
  const bottom = Math.floor(lowest / step) * step;
  const y = (value) => TOP + ((top - value) / (top - bottom)) * (HEIGHT - TOP - BOTTOM);
  const slot = (width - LEFT - RIGHT) / days.length;
  const lines = [];
  for (let value = bottom; value <= top; value += step) {
    lines.push(
      svg('line', {
        x1: LEFT,
        x2: width - RIGHT,
        y1: y(value),
        y2: y(value),
        class: value === 0 ? 'zero' : 'grid',
      }),
      svg('text', { x: LEFT - 8, y: y(value) + 4, 'text-anchor': 'end' }, format(value)),
    );
  }
  const bars = days.map(({ value, label }, index) => {
    const up = Math.max(0, value);
    const height = Math.abs(y(value) - y(0));
    const x = LEFT + index * slot + slot * 0.15;
    const shape = { x, y: y(up), width: slot * 0.7, height, rx: 2, class: value < 0 ? 'bar down' : 'bar' };
    return svg('rect', shape, svg('title', null, label));
  });
  const named = [0, Math.floor((days.length - 1) / 2), days.length - 1];
  const dates = named.map((index, place) =>
    svg(
      'text',
      {
        x: LEFT + (index + 0.5) * slot + [-slot / 2, 0, slot / 2][place],
        y: HEIGHT - 6,
        'text-anchor': ['start', 'middle', 'end'][place],
      },
      days[index].date,
    ),
  );
  return svg(
    'svg',
    { viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': title, class: 'chart' },
    lines,
    bars,
    dates,
  );
}

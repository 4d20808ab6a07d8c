import type { Summary } from '../run/summary.ts';

/** `1` is `100 %`; what is not all is never rounded up to it. */
export function percent(share: number): string {
  if (share >= 1) return '100 %';
  return `${Math.floor(share * 1000) / 10} %`;
}

export const dollars = (microdollars: number): string => {
  const amount = microdollars / 1e6;
  return `$${amount >= 1 || amount === 0 ? amount.toFixed(2) : amount.toPrecision(2)}`;
};

export const duration = (ms: number): string => {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  return seconds < 60
    ? `${seconds.toFixed(1)} s`
    : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
};

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** What zero, or some, violations in so many conversations say of the rate. */
export function boundText({ judged, withViolations, bound }: Summary['grounding']): string {
  if (judged === 0 || bound === undefined) return 'No conversation was judged for grounding.';
  if (withViolations === 0)
    return `No made-up fact in ${count(judged, 'conversation')}: the rate is below ${ceilPercent(bound)} (95 %, rule of three: 3/${judged}).`;
  return `Something was made up in ${withViolations} of ${count(judged, 'conversation')} (${percent(withViolations / judged)}; 95 %: at most ${ceilPercent(bound)}).`;
}

/** A bound is never rounded down. */
const ceilPercent = (share: number): string =>
  share >= 0.1
    ? `${Math.ceil(share * 1000) / 10} %`
    : `${Number((Math.ceil(share * 1e5) / 1e3).toPrecision(4))} %`;

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** @param share 0.99 for p99 */
export function percentile(values: readonly number[] | Float64Array, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** One run of one side. */
export interface Sample {
  /** Calls a second. */
  rate: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** CPU milliseconds of the server a call, where the machine tells them. */
  cpu?: number | undefined;
}

/** The median of each figure over the runs. */
export function summarize(samples: readonly Sample[]): Sample {
  const of = (pick: (sample: Sample) => number): number => median(samples.map(pick));
  const cpu = samples.every((sample) => sample.cpu !== undefined) ? of((s) => s.cpu!) : undefined;
  return { rate: of((s) => s.rate), p50: of((s) => s.p50), p99: of((s) => s.p99), cpu };
}

/** Runs `call` one after the other, or `width` at once, for `ms`, after a quarter of that to warm up. */
export async function timed(
  ms: number,
  width: number,
  call: (lane: number) => Promise<unknown>,
): Promise<Sample> {
  const times: number[] = [];
  const run = async (lane: number, until: number, keep: boolean): Promise<void> => {
    for (let start = performance.now(); start < until; ) {
      await call(lane);
      const end = performance.now();
      if (keep) times.push(end - start);
      start = end;
    }
  };
  const lanes = Array.from({ length: width }, (_, lane) => lane);
  const warm = performance.now() + ms / 4;
  await Promise.all(lanes.map((lane) => run(lane, warm, false)));
  const start = performance.now();
  await Promise.all(lanes.map((lane) => run(lane, start + ms, true)));
  const seconds = (performance.now() - start) / 1000;
  return { rate: times.length / seconds, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

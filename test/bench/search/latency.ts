import type { SearchEngine } from '../../../server/search/search-engine.ts';
import { median, percentile } from '../stats.ts';
import { type Figure, figure } from './figures.ts';
import { worked } from './memory.ts';

/** Of one run by the clock. */
const RUN_MS = 2_000;
/** So long each query is repeated in a run for its processor time, which is told in steps of some milliseconds. */
const CPU_MS = 20;

interface Run {
  readonly p50: number;
  readonly p99: number;
  /** p99 over the queries, each at the median of its times. */
  readonly ofQueries: number;
  /** Processor milliseconds of one query, over the queries. */
  readonly cpu50: number;
  readonly cpu99: number;
}

/** Searches by the clock and by the time of the processor, which other work on the machine changes less. */
export function latencyFigures(
  engine: SearchEngine,
  texts: readonly string[],
  runs: number,
  { name, goal }: { name: string; goal: number },
): Figure[] {
  const search = (text: string): void =>
    void engine.search({ text, market: 'us', filters: {}, sort: 'relevance', limit: 10 });
  for (let i = 0; i < 3; i += 1) texts.forEach(search);
  const made = Array.from({ length: runs }, () => run(search, texts));
  const of = (what: string, pick: (run: Run) => number, most?: number): Figure =>
    figure(`engine: ${name} ${what}`, made.map(pick), most);
  return [
    of('p50, ms', ({ p50 }) => p50),
    of('p99, ms', ({ p99 }) => p99, goal),
    of('p99 over queries at their medians, ms', ({ ofQueries }) => ofQueries, goal),
    of('processor p50 over queries, ms', ({ cpu50 }) => cpu50),
    of('processor p99 over queries, ms', ({ cpu99 }) => cpu99, goal),
  ];
}

function run(search: (text: string) => void, texts: readonly string[]): Run {
  const times: number[] = [];
  const ofQuery = texts.map((): number[] => []);
  const until = performance.now() + RUN_MS;
  for (let i = 0; performance.now() < until || i % texts.length !== 0; i += 1) {
    const start = performance.now();
    search(texts[i % texts.length]!);
    const ms = performance.now() - start;
    times.push(ms);
    ofQuery[i % texts.length]!.push(ms);
  }
  const cpu = texts.map((text) => cpuOf(() => search(text)));
  return {
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    ofQueries: percentile(ofQuery.map(median), 0.99),
    cpu50: percentile(cpu, 0.5),
    cpu99: percentile(cpu, 0.99),
  };
}

function cpuOf(call: () => void): number {
  const start = worked();
  let calls = 0;
  let spent = 0;
  for (; spent < CPU_MS; spent = worked() - start) for (let i = 0; i < 4; i += 1, calls += 1) call();
  return spent / calls;
}

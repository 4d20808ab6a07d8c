/** `npm run bench:memory -- --help` says what it measures. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { readDocuments } from '../../relevance/electronics.ts';
import { machine } from '../report.ts';
import { fillShop } from '../search/fill.ts';
import { median } from '../stats.ts';
import { HELP, type Options, readOptions } from './options.ts';
import { Pipeline } from './pipeline.ts';
import { Client, type World } from './requests.ts';
import { ADMIN_KEY, MeasuredServer, type Memory } from './server.ts';
import { oneClient } from './traffic.ts';

/** Of the memory at the first mark. */
const GOAL = 1.2;
/** The memory that counts at a mark is the median over the last requests before it: it breathes with the garbage. */
const WINDOW = 0.1;

interface Mark extends Memory {
  requests: number;
}

interface Result {
  marks: Mark[];
  statuses: Record<string, number>;
  files: Record<string, number>;
  seconds: number;
}

async function measure(options: Options, bar: SingleBar): Promise<Result> {
  const dataDir = mkdtempSync(join(options.dir, 'shopwright-memory-'));
  let server: MeasuredServer | undefined;
  try {
    const documents = readDocuments(options.folder).slice(0, options.products);
    bar.start(documents.length, 0, { what: 'filling the shop' });
    await fillShop(dataDir, documents, options.products, (_, done) => bar.update(done));
    server = await MeasuredServer.start(dataDir);
    bar.start(options.requests, 0, { what: 'sending' });
    const world: World = {
      port: server.port,
      adminKey: ADMIN_KEY,
      variants: documents.map(({ variants }) => variants[0]!.id.toLowerCase()),
      words: wordsOf(documents.map(({ title }) => title.en ?? '')),
      sessions: [],
      left: 0,
      statuses: new Map(),
    };
    const began = performance.now();
    const marks: Mark[] = [];
    const tenth = Math.ceil(options.requests / 10);
    const stops = new Set([options.mark, options.requests]);
    for (let at = tenth; at < options.requests; at += tenth) stops.add(at);
    let sent = 0;
    for (const stop of [...stops].sort((a, b) => a - b)) {
      const rss = await send(server, world, options, { from: sent, to: stop }, (done) => bar.update(done));
      sent = stop;
      const last = stop === options.requests;
      const mark = { ...(await server.memory(last ? options.snapshot : undefined)), rss, requests: stop };
      marks.push(mark);
      if (!process.stderr.isTTY) process.stderr.write(`  ${lineOf(mark)}\n`);
    }
    const seconds = (performance.now() - began) / 1000;
    return { marks, statuses: Object.fromEntries(world.statuses), files: server.files(), seconds };
  } finally {
    bar.stop();
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** @returns the median of the memory over the last of these requests */
async function send(
  server: MeasuredServer,
  world: World,
  options: Options,
  { from, to }: { from: number; to: number },
  onProgress: (sent: number) => void,
): Promise<number> {
  world.left = to - from;
  const samples: number[] = [];
  const timer = setInterval(() => {
    const done = to - world.left;
    onProgress(done);
    if (done >= to - (to - from) * WINDOW) samples.push(server.rss());
  }, 100);
  const lanes = Array.from({ length: options.connections }, (_, connection) => {
    const pipeline = new Pipeline(world.port);
    const clients = Array.from(
      { length: options.depth },
      (_, lane) => new Client(world, pipeline, options.seed, from, connection, lane),
    );
    return Promise.all(
      clients.map(async (client) => {
        while (world.left > 0) await oneClient(client);
      }),
    ).finally(() => pipeline.close());
  });
  await Promise.all(lanes);
  clearInterval(timer);
  return samples.length > 0 ? median(samples) : server.rss();
}

const wordsOf = (titles: readonly string[]): string[] => [
  ...new Set(titles.flatMap((title) => title.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter(Boolean)),
];

const cell = (value: number): string => value.toFixed(0).padStart(9);

const lineOf = ({ requests, rss, heap, external }: Mark): string =>
  `${cell(requests)}${cell(rss)} ${cell(heap)} ${cell(external)}`;

function textOf({ marks, statuses, files, seconds }: Result, verdict: ReturnType<typeof judge>): string {
  const { requests } = marks.at(-1)!;
  return [
    `${'requests'.padStart(9)}  RSS MiB  heap MiB  buffers MiB`,
    ...marks.map(lineOf),
    '',
    `answers: ${Object.entries(statuses)
      .map(([status, count]) => `${status === '0' ? 'closed' : status} ${count}`)
      .join(', ')}`,
    `files: ${Object.entries(files)
      .map(([name, size]) => `${name} ${size.toFixed(0)} MiB`)
      .join(', ')}`,
    `${Math.round(requests / seconds)} requests a second, ${Math.round(seconds)} s`,
    `memory after ${requests} requests is ${verdict.ratio.toFixed(2)} of that after ${verdict.first}, living objects ${verdict.living.toFixed(2)}, goal ${GOAL.toFixed(2)}: ${verdict.ok ? 'ok' : 'missed'}`,
  ].join('\n');
}

function judge(marks: readonly Mark[], mark: number) {
  const first = marks.find(({ requests }) => requests === mark)!;
  const last = marks.at(-1)!;
  // What the system counts breathes by a quarter, with merges of the index and with garbage; what lives does not.
  const ratio = last.rss / first.rss;
  const living = (last.heap + last.external) / (first.heap + first.external);
  return { first: first.requests, ratio, living, ok: ratio <= GOAL && living <= GOAL };
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') return console.log(HELP);
  if (!existsSync(join(options.folder, 'products.jsonl')))
    throw new TypeError(`--data: ${options.folder} has no products.jsonl`);
  const bar = new SingleBar({ format: '{what} {bar} {percentage}% | {eta_formatted} left', fps: 2 });
  const result = await measure(options, bar);
  const verdict = judge(result.marks, options.mark);
  if (options.json) console.log(JSON.stringify({ machine: machine(), options, ...result, verdict }, null, 2));
  else {
    console.log(
      Object.entries(machine())
        .map(([name, value]) => `${name}: ${value}`)
        .join('; '),
    );
    console.log(textOf(result, verdict));
  }
  if (!verdict.ok) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}. See --help.` : error);
  process.exitCode = 1;
}

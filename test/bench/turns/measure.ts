import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readDocuments, readJudgements } from '../../relevance/electronics.ts';
import { end, type ServerProcess, startShop } from '../http/processes.ts';
import type { Options } from '../options.ts';
import type { Row } from '../report.ts';
import { fillShop } from '../search/fill.ts';
import { median, type Sample, summarize } from '../stats.ts';
import { measureStageOne } from './measure-stage-one.ts';
import type { TalkOrder } from './talkers.ts';
import { measureVerifier } from './verifier.ts';

const PRODUCTS = 43_000;
const GOALS = { p50: 20, p99: 60 };
const AT_ONCE = 16;
const WARM_UP_MS = 2_000;
const REPLY_BYTES = 3_000;
const SECTION = 'A turn of the chat: from a message that is sent to the first byte of its reply';
/** Longer than what the rules for plain requests look at. */
const LETTER =
  'Hello there, I am looking for something for my brother who travels a lot for his work and who often has to sit on the train for hours, and he likes to listen to music then without hearing the other people who sit around him and talk, what would you suggest for him?';

/** The conversation over HTTP with and without a model, and the verifier alone. @param catalogue a folder of products and queries */
export async function measureTurns(
  dir: string,
  catalogue: string,
  options: Options,
  progress: (text: string) => void,
): Promise<Row[]> {
  const dataDir = join(dir, 'turns');
  mkdirSync(dataDir, { recursive: true });
  let last = 0;
  progress(`importing ${PRODUCTS} products`);
  await fillShop(dataDir, readDocuments(catalogue), PRODUCTS, (_, done) => {
    if (done - last < 10_000) return;
    last = done;
    progress(`  ${done}`);
  });
  const queries = readJudgements(catalogue).queries.map(({ text }) => text);
  const texts = queries.flatMap((query, index) => sentences(query, index));
  const rows: Row[] = [];
  const talkers = startTalkers();
  try {
    const compare = (name: string, server: ServerProcess, said: readonly string[], count: number) =>
      compareWithEcho(talkers, server, { name, texts: said, count, options, progress });
    const plain = await startShop(dataDir);
    try {
      rows.push(...withGoals(await compare('without a model, 1 customer', plain, texts, 1)));
      rows.push(await compare(`without a model, ${AT_ONCE} customers`, plain, texts, AT_ONCE));
    } finally {
      await plain.stop();
    }
    const model = await startModel();
    const withModel = await startShop(dataDir, {
      modelName: 'stub',
      modelUrl: model.url,
      modelKey: 'sk-bench',
      outboundAllow: [new URL(model.url).host],
    });
    try {
      const row = await compare('with a model of 0 ms (two calls), 1 customer', withModel, [LETTER], 1);
      rows.push({ ...row, note: 'all of it is our own time and two round trips on this machine' });
    } finally {
      await Promise.all([withModel.stop(), model.stop()]);
    }
  } finally {
    await talkers.stop();
  }
  rows.push(...(await measureStageOne(dataDir, catalogue, options, progress)));
  progress('the verifier alone');
  rows.push(...(await measureVerifier(dataDir, options)));
  return rows;
}

/** What customers write to shops without much thought: most of it are searches. */
const sentences = (query: string, index: number): string[] => [
  query,
  `do you have ${query}?`,
  ...(index % 2 === 0 ? [`how much is the ${query}?`] : [`is the ${query} in stock?`]),
  ...(index % 3 === 0 ? [`add a ${query} to my cart`] : []),
  ...(index % 5 === 0 ? ['show my cart', 'what is your return policy?'] : []),
];

async function compareWithEcho(
  talkers: Talkers,
  server: ServerProcess,
  asked: {
    name: string;
    texts: readonly string[];
    count: number;
    options: Options;
    progress: (text: string) => void;
  },
): Promise<Row> {
  const { name, texts, count, options, progress } = asked;
  progress(`turns ${name}`);
  const echo = await startEcho();
  const [ours, bare, ratios]: [Sample[], Sample[], number[]] = [[], [], []];
  try {
    const talk = (port: number, warmUpMs: number) =>
      talkers.run({ port, ms: options.ms, warmUpMs, talkers: count, texts });
    for (let run = 0; run < options.runs; run += 1) {
      const before = server.cpu();
      const sample = await talk(server.port, run === 0 ? WARM_UP_MS : 0);
      const after = server.cpu();
      const cpu = before === undefined || after === undefined ? undefined : (after - before) / sample.turns;
      ours.push({ ...sample, cpu });
      bare.push(await talk(echo.port, run === 0 ? WARM_UP_MS / 4 : 0));
      ratios.push(ours.at(-1)!.rate / bare.at(-1)!.rate);
    }
  } finally {
    await echo.stop();
  }
  const sample = summarize(bare);
  return {
    section: SECTION,
    name,
    ours: summarize(ours),
    reference: { name: 'bare echo', sample },
    ratio: median(ratios),
    note: `p99 of the echo ${sample.p99.toFixed(2)} ms`,
  };
}

const withGoals = (row: Row): Row[] => [
  row,
  ...(['p50', 'p99'] as const).map((percentile) => ({
    ...row,
    name: `  ${percentile}, ms`,
    reference: undefined,
    ratio: undefined,
    note: undefined,
    cost: { value: row.ours[percentile], below: GOALS[percentile] },
  })),
];

interface Talkers {
  run(order: TalkOrder): Promise<Sample & { turns: number }>;
  stop(): Promise<void>;
}

function startTalkers(): Talkers {
  const child = fork('test/bench/turns/talkers.ts');
  return {
    run: async (order) => {
      child.send(order);
      const [answer] = (await once(child, 'message')) as [
        { result?: Sample & { turns: number }; error?: string },
      ];
      if (!answer.result) throw new Error(answer.error);
      return answer.result;
    },
    stop: () => end(child),
  };
}

const startEcho = () => started<{ port: number }>('echo-server.ts', [String(REPLY_BYTES)]);
const startModel = () => started<{ url: string }>('stub-model.ts', []);

async function started<T>(file: string, args: readonly string[]): Promise<T & { stop(): Promise<void> }> {
  const child = spawn(process.execPath, [`test/bench/turns/${file}`, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { ...(JSON.parse(line.toString()) as T), stop: () => end(child) };
}

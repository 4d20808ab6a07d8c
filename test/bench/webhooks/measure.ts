import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { end, startShop } from '../http/processes.ts';
import { median } from '../stats.ts';
import { WHATSAPP } from './deliveries.ts';
import type { SendOrder, SendResult } from './sender.ts';

export interface IntakeOptions {
  rate: number;
  seconds: number;
  runs: number;
  people: number;
}

export interface IntakeRun {
  shop: SendResult;
  echo: SendResult;
  /** Messages to customers that left while webhooks came, a second. */
  repliesPerSecond: number;
  /** Share of one core that the server had meanwhile, where the machine tells: 1 is all of it. */
  cores: number | undefined;
  /** Of the machine over the last minute. */
  load: number;
}

export interface IntakeFigures {
  runs: IntakeRun[];
  /** Milliseconds, the median over the runs. */
  median: Record<'shop' | 'echo', { p50: number; p99: number; max: number }>;
  /** Webhooks to the shop that were not answered with 200. */
  refused: number;
}

const WARM_UP_SECONDS = 3;

/** Each run with a server of its own and an empty store, the reference after it. @param load of the machine */
export async function measureIntake(
  dir: string,
  options: IntakeOptions,
  load: () => number,
  progress: (text: string) => void,
): Promise<IntakeFigures> {
  const runs: IntakeRun[] = [];
  for (let n = 0; n < options.runs; n += 1) {
    progress(`run ${n + 1} of ${options.runs}`);
    const { shop, repliesPerSecond, cores } = await intakeOfShop(join(dir, `run${n}`), options);
    const echo = await intakeOfEcho(options);
    const run = { shop, echo, repliesPerSecond, cores, load: load() };
    progress(`  p99 ${shop.p99.toFixed(1)} ms, echo ${echo.p99.toFixed(1)} ms, load ${run.load.toFixed(1)}`);
    runs.push(run);
  }
  const of = (side: 'shop' | 'echo') => ({
    p50: median(runs.map((run) => run[side].p50)),
    p99: median(runs.map((run) => run[side].p99)),
    max: median(runs.map((run) => run[side].max)),
  });
  return {
    runs,
    median: { shop: of('shop'), echo: of('echo') },
    refused: runs.reduce((sum, { shop }) => sum + shop.sent - (shop.answers[200] ?? 0), 0),
  };
}

async function intakeOfShop(dataDir: string, options: IntakeOptions) {
  mkdirSync(dataDir, { recursive: true });
  const vendor = await startStandIn('vendor');
  const shop = await startShop(dataDir, {
    whatsappPhoneNumberId: WHATSAPP.phoneNumberId,
    whatsappBusinessAccountId: WHATSAPP.businessAccountId,
    whatsappAccessToken: WHATSAPP.accessToken,
    whatsappAppSecret: WHATSAPP.appSecret,
    whatsappVerifyToken: WHATSAPP.verifyToken,
    whatsappApiUrl: `http://127.0.0.1:${vendor.port}/v25.0`,
    outboundAllow: [`127.0.0.1:${vendor.port}`],
    // What waits for an answer at the end of a run is of no interest.
    shutdownGraceMs: 1000,
  });
  const count = async (): Promise<number> =>
    ((await (await fetch(`http://127.0.0.1:${vendor.port}/count`)).json()) as { count: number }).count;
  try {
    const url = `http://127.0.0.1:${shop.port}/channels/whatsapp/webhook`;
    const start = performance.now();
    const before = shop.cpu();
    const result = await send(url, options);
    const after = shop.cpu();
    const ms = performance.now() - start;
    const cores = before === undefined || after === undefined ? undefined : (after - before) / ms;
    return { shop: result, repliesPerSecond: (await count()) / (ms / 1000), cores };
  } finally {
    await shop.stop();
    await vendor.stop();
  }
}

async function intakeOfEcho(options: IntakeOptions): Promise<SendResult> {
  const echo = await startStandIn('echo');
  try {
    return await send(`http://127.0.0.1:${echo.port}/webhook`, options);
  } finally {
    await echo.stop();
  }
}

async function send(url: string, { rate, seconds, people }: IntakeOptions): Promise<SendResult> {
  const child = fork('test/bench/webhooks/sender.ts');
  try {
    const order: SendOrder = { url, rate, seconds, people, warmUpSeconds: WARM_UP_SECONDS };
    child.send(order);
    const [answer] = (await once(child, 'message')) as [{ result?: SendResult; error?: string }];
    if (!answer.result) throw new Error(answer.error);
    return answer.result;
  } finally {
    await end(child);
  }
}

async function startStandIn(kind: 'echo' | 'vendor') {
  const child = spawn(process.execPath, ['test/bench/webhooks/stand-ins.ts', kind], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { port: (JSON.parse(line.toString()) as { port: number }).port, stop: () => end(child) };
}

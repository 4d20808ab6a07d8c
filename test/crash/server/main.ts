/**
 * The server under test: the product's own start, with the payment provider of the suite, a clock that can be set forward,
 * and a process that ends at a crash point. Forked by the suite with its order as the one argument.
 */
import { join } from 'node:path';
import type { CrashPoint } from '../../../server/platform/crash-point.ts';
import { limitFiles, sizeOf } from '../../fixtures/full-disk.ts';
import { outsidePayments } from '../outside/adapter.ts';
import {
  ADMIN_KEY,
  type Arm,
  type Fill,
  type FromServer,
  type ServerOrder,
  type ToServer,
} from './messages.ts';
import { takeAway } from './mutations.ts';

const order = JSON.parse(process.argv[2] ?? '{}') as ServerOrder;
if (order.without !== undefined) takeAway(order.without);
// Loaded only now, so that the guard is gone from it.
const { onCrashPoint } = await import('../../../server/platform/crash-point.ts');
const { startServer } = await import('../../../server/server-process.ts');
const { loadConfig } = await import('../../../server/config.ts');
const { collections } = await import('../../../server/collections.ts');
const { laterBy } = await import('../old-schema.ts');
const { createLogger } = await import('../../../server/platform/telemetry/logger.ts');
const { settle } = await import('./settle.ts');

const tell = (message: FromServer): void => void process.send?.(message);
let ahead = order.ahead;
const clock = { now: () => Date.now() + ahead };

const awaited: { point: CrashPoint; left: number; act: () => void }[] = [];
/** Makes room where the disk is full until a point is passed again. */
const makesRoom = new Map<CrashPoint, () => unknown>();
onCrashPoint((reached) => {
  makesRoom.get(reached)?.();
  for (const one of awaited) {
    if (one.point !== reached) continue;
    one.left -= 1;
    if (one.left === 0) one.act();
  }
});

function arm({ point, nth }: Arm): void {
  awaited.push({ point, left: nth, act: () => process.kill(process.pid, 'SIGKILL') });
}

/** No turn is tried again sooner. */
const RETRY_MS = 100;

function fill({ point, nth, again, lasts, tillRetry }: Fill): void {
  const one = { point, left: nth, act: () => {} };
  one.act = () => {
    limitFiles(process.pid, sizeOf(join(order.dataDir, 'shop.db-wal')));
    const since = performance.now();
    const room = (): void => {
      clearTimeout(timer);
      makesRoom.delete(point);
      limitFiles(process.pid, undefined);
      // Not by the turn that has found room just now.
      if (again) setImmediate(() => (one.left = nth));
    };
    const timer = setTimeout(room, lasts);
    if (tillRetry) makesRoom.set(point, () => performance.now() - since >= RETRY_MS && room());
  };
  awaited.push(one);
}

process.on('disconnect', () => process.exit(0));
if (order.arm) arm(order.arm);
const config = loadConfig(
  {},
  {
    port: order.port,
    dataDir: order.dataDir,
    adminKey: ADMIN_KEY,
    sampleShop: false,
    smtpUrl: `smtp://127.0.0.1:${order.smtpPort}`,
    smtpFrom: 'Crash <crash@shop.example>',
    logLevel: 'error',
    outboundAllow: ['127.0.0.1'],
    ...order.whatsapp,
    ...(order.onUnknown && { whatsappUnknownOutcome: order.onUnknown }),
    maxUnfinishedPaymentsPerSession: 1000,
    maxUnfinishedPaymentsPerAddress: 1000,
    maxUnfinishedPaymentsPerPrincipal: 1000,
    // The suite has one address, and is in a hurry.
    publisherOrdersPerHour: 1_000_000,
    publisherSessionsPerAddress: 1_000_000,
  },
);
try {
  const server = await startServer({
    config,
    logger: createLogger(config),
    clock,
    payments: outsidePayments(order.providerUrl),
    collections: laterBy(order.later ?? 0, collections),
  });
  if (order.prepare) {
    const { prepare } = await import('./prepare.ts');
    await prepare(server.shop, clock);
    await server.lifecycle.stop('prepared');
    tell({ ready: true });
    process.disconnect();
  } else {
    const { sendHooksTo } = await import('./prepare.ts');
    await sendHooksTo(server.shop, order.hookUrl);
    process.on('message', (message: ToServer) => {
      if ('arm' in message) arm(message.arm);
      else if ('suspendAt' in message)
        awaited.push({ point: message.suspendAt, left: 2, act: () => process.kill(process.pid, 'SIGSTOP') });
      else if ('fill' in message) fill(message.fill);
      else {
        ahead += message.settle;
        void settle(server.shop, clock, (ms) => {
          ahead += ms;
        }).then((unfinished) => tell({ settled: true, ahead, unfinished }));
      }
    });
    tell({ ready: true });
  }
} catch (error) {
  tell({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  process.exitCode = 1;
}

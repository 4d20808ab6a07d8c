import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { readBooks } from '../../server/cli/doctor-books.ts';
import { backUp } from '../../server/platform/store/sqlite/backup.ts';
import { sizeOf } from '../fixtures/full-disk.ts';
import { sentTwice } from './judge/deliveries.ts';
import { dossierOf } from './judge/dossier.ts';
import { files, type Violation } from './judge/evidence.ts';
import { judge } from './judge/judge.ts';
import { loseAnIndex, storeOldShape } from './old-schema.ts';
import { type FullDisk, type Plan, START_POINTS } from './plan.ts';
import { type ServerProcess, StartError } from './processes.ts';
import { suspend } from './suspend.ts';
import type { World } from './world.ts';

export interface RoundResult {
  plan: Plan;
  /** Whether the process ended at the point of the plan; true for `random`. */
  reached: boolean;
  /** Kills in this round: the planned one and those during recovery. */
  kills: number;
  /** Purchases that were acknowledged. */
  completed: number;
  /** Messages to a conversation that were acknowledged. */
  messages: number;
  requests: number;
  /** Messages on WhatsApp that were acknowledged, those that customers got, and how many of them more than once. */
  written: number;
  received: number;
  twice: number;
  /** Orders that are credited to publishers, and the entries of commission on them. */
  credited: number;
  entries: number;
  /** Answers of 503 and 429: not now, ask again. */
  refused: number;
  violations: Violation[];
  /** Of what the violations are about, in lines. */
  dossier: string[];
  seconds: number;
}

export interface Played {
  result: RoundResult;
  /** Undefined: no server runs. */
  alive: ServerProcess | undefined;
}

/** What was on its way when somebody refused it, or when its fate was told, arrives within so long. */
const GRACE_MS = 5000;
/** Longer than the provider takes for anything. */
const SLOWEST_MS = 700;
/** The longest that anything waits for is a hold; all of it lies this far ahead. */
export const RECOVERY_MS = 20 * 60_000;

/**
 * One round: a storm, a kill, a restart, recovery, judgement. `alive` is the server of the round before, if it still runs;
 * the one that this round leaves behind is returned with the result.
 */
export async function playRound(world: World, plan: Plan, alive: ServerProcess | undefined): Promise<Played> {
  const began = performance.now();
  const violations: Violation[] = [];
  const diedAlone = (server: ServerProcess, when: string): void => {
    if (server.ended !== undefined && server.ended !== 'SIGKILL')
      violations.push({ invariant: 'the server lives', detail: `it ended ${when}: ${server.ended}` });
  };
  let kills = 1;
  let server = alive ?? (await up(world));
  const isStart = (START_POINTS as readonly string[]).includes(plan.point);
  const { seed, round, writers, silentVendor } = plan;
  world.outside.send({ ahead: world.ahead });
  world.outside.send({ write: { seed, round, writers, silent: silentVendor } });
  const storm = world.witness.ask({
    storm: { seed: plan.seed, round: plan.round, lanes: plan.lanes, weights: plan.weights },
  });
  if (plan.point !== 'random' && !isStart) server.arm({ point: plan.point, nth: plan.nth });
  if (plan.fullDisk) fillDisk(world, server, plan.fullDisk);
  const backup = plan.backupAfterMs === undefined ? [] : backUpAfter(world, plan.backupAfterMs);
  const woken = plan.pause && suspend(server, plan.pause);
  await Promise.race([Promise.all([wait(plan.killAfterMs), woken]), server.exited]);
  let reached = plan.point === 'random' || server.ended === 'SIGKILL';
  diedAlone(server, 'in the storm');
  await server.kill();
  world.witness.send({ stop: true });
  world.outside.send({ stop: true });
  await storm;
  violations.push(...(await backup));

  if (isStart) {
    if (plan.point === 'schema.change') loseAnIndex(files(world.dir).database);
    else if (plan.point === 'schema.migration') {
      world.later += 1;
      storeOldShape(files(world.dir).database, world.later);
    } else rmSync(join(files(world.dir).data, 'search.snapshot'), { force: true });
    server = world.start({ point: plan.point as never, nth: plan.nth });
    await server.ready();
    // The snapshot is written after the start, by itself.
    await Promise.race([wait(2000), server.exited]);
    reached = server.ended === 'SIGKILL';
    kills += 1;
    diedAlone(server, 'at the start');
    await server.kill();
  }

  server = await up(world);
  if (plan.killRecoveryAfterMs !== undefined) {
    const retry = world.witness.ask({ retry: 'open' });
    await wait(plan.killRecoveryAfterMs);
    await server.kill();
    await retry;
    kills += 1;
    server = await up(world);
  }
  await world.witness.ask({ retry: 'open' });
  let untold = (await world.outside.ask({ flush: 'calm' })).open;
  if (plan.pause) {
    world.longestPause = Math.max(world.longestPause, plan.pause.lasts);
    // What was on its way when the server woke up arrives before hours pass in a moment.
    await wait(SLOWEST_MS);
  }
  world.outside.send({ ahead: world.ahead + RECOVERY_MS });
  const settled = await server.settle(RECOVERY_MS);
  if (settled) world.ahead = settled.ahead;
  world.outside.send({ ahead: world.ahead });
  await world.witness.ask({ retry: 'final' });
  await server.settle(0);
  untold += (await world.outside.ask({ flush: 'final' })).open;
  const told = await world.witness.ask({ verify: true });
  const last = await server.settle(0);
  diedAlone(server, 'in recovery');
  if (untold > 0)
    violations.push({ invariant: 'every delivery is taken', detail: `${untold} were never acknowledged` });
  if (told.open > 0)
    violations.push({ invariant: 'every request is answered', detail: `${told.open} are not` });
  const { violations: found, evidence } = judge(world.dir, {
    unfinished: last?.unfinished ?? ['recovery did not finish'],
    onUnknown: world.onUnknown,
    graceMs: GRACE_MS + world.longestPause,
    consentsBefore: world.consents,
  });
  violations.push(...found);
  world.consents = evidence.consents;
  const { whatsapp = [], deliveries } = evidence;
  const credited = evidence.attributions.length;
  const entries = evidence.commissions.length;
  const written = whatsapp.filter(({ kind }) => kind === 'written').length;
  const received = whatsapp.filter(({ kind }) => kind === 'received').length;
  const twice = sentTwice({ whatsapp, deliveries });
  const log = (): string => readFileSync(files(world.dir).serverLog, 'utf8');
  const dossier = violations.length === 0 ? [] : dossierOf(evidence, violations, log());
  const seconds = (performance.now() - began) / 1000;
  const { completed, messages, requests, refused } = told;
  return {
    result: {
      ...{ plan, reached, kills, completed, messages, requests, refused, credited, entries },
      ...{ written, received, twice, violations, dossier, seconds },
    },
    alive: server,
  };
}

function fillDisk(
  world: World,
  server: ServerProcess,
  { when, lasts, nth = 1, tillRetry = false }: FullDisk,
): void {
  if (when === 'after-charge')
    server.fill({ point: 'payment.after-charge', nth: 3, lasts, again: false, tillRetry: false });
  else if (when === 'turn') server.fill({ point: 'turn.before-commit', nth, lasts, again: true, tillRetry });
  else void fillDiskAfter(world, server, when, lasts);
}

/** A kill may come before there is room again: the limit ends with the process. */
async function fillDiskAfter(
  world: World,
  server: ServerProcess,
  afterMs: number,
  lasts: number,
): Promise<void> {
  await wait(afterMs);
  server.limitFiles(sizeOf(`${files(world.dir).database}-wal`));
  await wait(lasts);
  server.limitFiles(undefined);
}

/** A copy that is taken while the server writes, or dies, is a shop whose books add up. */
async function backUpAfter(world: World, afterMs: number): Promise<Violation[]> {
  await wait(afterMs);
  const copy = join(world.dir, 'backup.db');
  await backUp(files(world.dir).database, copy);
  const db = new DatabaseSync(copy, { readOnly: true });
  try {
    return readBooks(db).map(({ message }) => ({ invariant: 'a backup is consistent', detail: message }));
  } finally {
    db.close();
  }
}

async function up(world: World): Promise<ServerProcess> {
  const server = world.start();
  if (!(await server.ready())) throw new StartError(`it ended: ${server.ended}`);
  return server;
}

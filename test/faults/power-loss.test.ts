import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBooks } from '../../server/cli/doctor-books.ts';
import { collections } from '../../server/collections.ts';
import { ManualClock } from '../../server/platform/clock.ts';
import { openSqliteStore } from '../../server/platform/store/sqlite/store.ts';
import { Random } from '../crash/random.ts';
import { Disk, type Loss } from './power/disk.ts';
import { buildRecorder, record, type Step } from './power/record.ts';

const PURCHASES = 40;
const SEED = 3;
const LOSSES: readonly Loss[] = ['all', 'some writes', 'some sectors', 'some sectors'];

let dir: string;
let recorder: string;

beforeAll(() => {
  dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'shopwright-power-'));
  recorder = buildRecorder(dir);
});
afterAll(() => rmSync(dir, { recursive: true }));

function sell(name: string, synchronous: string): { folder: string; steps: readonly Step[] } {
  const folder = join(dir, name);
  mkdirSync(folder);
  const program = [join(import.meta.dirname, 'power/sell.ts'), folder, String(PURCHASES), synchronous];
  return { folder, steps: record(recorder, folder, `${folder}.log`, program) };
}

/** Moments at which the power goes: after each answer to a buyer, around each sync, and some by chance. */
function moments(steps: readonly Step[], told: readonly number[], random: Random): number[] {
  const begin = told[0]!;
  const chosen = new Set(told);
  steps.forEach((step, at) => {
    if (at > begin && step.what === 'sync') for (const moment of [at, at + 1]) chosen.add(moment);
  });
  for (let n = 0; n < 100; n += 1) chosen.add(random.between(begin, steps.length));
  return [...chosen].sort((a, b) => a - b);
}

/** @returns what is wrong with the shop that is found when the power is back */
async function faultsOf(files: Map<string, Buffer>, told: readonly string[]): Promise<string[]> {
  const folder = join(dir, 'found');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [path, bytes] of files)
    if (basename(path).startsWith('shop.db')) writeFileSync(join(folder, basename(path)), bytes);
  const path = join(folder, 'shop.db');
  const store = await openSqliteStore({ path, clock: new ManualClock(), collections });
  await store.close();
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const integrity = Object.values(db.prepare('PRAGMA integrity_check(1)').get() ?? {})[0];
    const numbers = new Set(
      db
        .prepare(`SELECT json_extract(doc, '$.number') AS n FROM orders`)
        .all()
        .map(({ n }) => n),
    );
    const lost = told.filter((number) => !numbers.has(number));
    return [
      ...(integrity === 'ok' ? [] : [`the file is damaged: ${integrity}`]),
      ...(lost.length === 0 ? [] : [`orders are lost: ${lost.join(', ')}`]),
      ...readBooks(db).map(({ message }) => message),
    ];
  } finally {
    db.close();
  }
}

async function simulate(
  { folder, steps }: { folder: string; steps: readonly Step[] },
  losses: readonly Loss[],
  only?: 'answers',
): Promise<{ states: number; faults: string[] }> {
  const random = new Random(SEED, 'power');
  const file = steps.find((step) => step.what === 'open' && step.path === join(folder, 'told'));
  const answers: { after: number; text: string }[] = [];
  steps.forEach((step, at) => {
    if (step.what === 'write' && file?.what === 'open' && step.file === file.file)
      answers.push({ after: at + 1, text: step.bytes.toString().trim() });
  });
  const ends = answers.map(({ after }) => after);
  const cuts = new Set(only === 'answers' ? ends : moments(steps, ends, random));
  const disk = new Disk(folder);
  const faults: string[] = [];
  let states = 0;
  for (let at = 0; at <= steps.length; at += 1) {
    if (cuts.has(at)) {
      const told = answers.filter(({ after }) => after <= at).map(({ text }) => text);
      for (const loss of losses) {
        states += 1;
        const found = await faultsOf(disk.afterLoss(loss, random), told.slice(1)).catch((error) => [
          String(error),
        ]);
        faults.push(...found.map((fault) => `power lost at step ${at}, ${loss}: ${fault}`));
      }
    }
    if (at < steps.length) disk.do(steps[at]!);
  }
  return { states, faults };
}

describe('a loss of power', () => {
  it('loses no order that a buyer was told of and leaves no payment without one, whatever of the unsynced writes is lost', async () => {
    const sold = sell('full', 'FULL');
    const { states, faults } = await simulate(sold, LOSSES);
    process.stdout.write(`power loss: ${states} states of the disk, ${faults.length} faults\n`);
    expect(faults).toEqual([]);
    expect(states).toBeGreaterThan(400);
  });

  it('is told apart: with a sync less, orders are lost', async () => {
    const { faults } = await simulate(sell('normal', 'NORMAL'), ['all'], 'answers');
    expect(faults.filter((fault) => fault.includes('orders are lost')).length).toBeGreaterThan(0);
  });
});

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { planRound } from '../crash/plan.ts';
import { playRound } from '../crash/round.ts';
import { makeTemplate, World } from '../crash/world.ts';

const SEED = 6;
let dir: string;
let template: string;

beforeAll(async () => {
  dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'shopwright-storm-'));
  template = await makeTemplate(dir);
});
afterAll(() => rmSync(dir, { recursive: true }));

it('takes no money without an order or a refund when the disk fills between charge and record, in a storm of purchases', async () => {
  const world = await World.open(join(dir, 'full'), template, SEED, undefined);
  const plan = planRound(SEED, 0, 'random', 12);
  const { result, alive } = await playRound(
    world,
    { ...plan, killAfterMs: 6000, fullDisk: { when: 'after-charge', lasts: 2000 }, backupAfterMs: undefined },
    undefined,
  );
  await alive?.kill();
  await world.close();
  expect(result.violations).toEqual([]);
  expect(result.refused).toBeGreaterThan(0);
  expect(result.completed).toBeGreaterThan(0);
});

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readJsonLog } from '../crash/json-log.ts';
import { files } from '../crash/judge/evidence.ts';
import { judgeMoment, markMoment } from '../crash/judge/moment.ts';
import { planRound } from '../crash/plan.ts';
import { playRound, RECOVERY_MS } from '../crash/round.ts';
import { post } from '../crash/witness/client.ts';
import type { Asked, WitnessFact } from '../crash/witness/facts.ts';
import { makeTemplate, World } from '../crash/world.ts';
import { Cli } from '../fixtures/cli.ts';

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

it.each([21, 22])(
  'is whole in a backup taken in the middle, restored elsewhere: every invariant of that moment, seed %i',
  async (seed) => {
    const world = await World.open(join(dir, `backup-${seed}`), template, seed, undefined);
    const { dir: folder } = world;
    const { lanes, weights } = planRound(seed, 0, 'random', 12);
    const server = world.start();
    expect(await server.ready()).toBe(true);
    const storm = world.witness.ask({ storm: { seed, round: 0, lanes, weights } });
    await wait(4000);

    const cli = new Cli();
    const began = markMoment(folder);
    const copy = join(cli.folder, 'copy.db');
    const backup = await cli.run(['backup', copy, '--json', '--data-dir', files(folder).data]);
    // Time for sales that the backup cannot know.
    await wait(1500);
    await server.kill();
    world.witness.send({ stop: true });
    await storm;
    expect(backup).toMatchObject({ code: 0, stderr: '' });
    const later = markMoment(folder);

    const elsewhere = join(cli.folder, 'elsewhere');
    expect(await cli.run(['restore', copy, '--data-dir', elsewhere])).toMatchObject({ code: 0 });
    const restored = world.start(undefined, elsewhere);
    expect(await restored.ready()).toBe(true);
    const settled = await restored.settle(RECOVERY_MS);
    const repeated = await repeatAdjustments(folder, world.base);
    const last = await restored.settle(0);
    await restored.kill();
    await world.close();

    const unfinished = last?.unfinished ?? ['recovery did not finish'];
    const { violations, evidence } = judgeMoment(
      folder,
      join(elsewhere, 'shop.db'),
      began,
      repeated,
      unfinished,
    );
    const tooLate = judgeMoment(folder, join(elsewhere, 'shop.db'), later, repeated, []).violations;
    cli.close();
    expect(settled?.settled).toBe(true);
    expect(violations).toEqual([]);
    // The judge is not blind: of what was sold after that moment, a backup cannot know.
    expect(tooLate).not.toEqual([]);
    expect(evidence.told.length).toBeGreaterThan(repeated.length);
    expect(evidence.orders.size).toBeGreaterThan(0);
  },
);

/** As clients do that do not know what the shop has forgotten: each change once more, under its key. */
async function repeatAdjustments(
  folder: string,
  base: string,
): Promise<Extract<WitnessFact, { told: string }>[]> {
  const asked = readJsonLog<WitnessFact>(files(folder).witness).flatMap((fact): Asked[] =>
    'asked' in fact && fact.asked.path.endsWith('/adjust') ? [fact.asked] : [],
  );
  const told: Extract<WitnessFact, { told: string }>[] = [];
  for (const { id, path, body, key } of asked)
    told.push({ told: id, ...(await post(base + path, body, { admin: true, key })) });
  return told;
}

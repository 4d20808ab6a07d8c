import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { simulate } from './simulate.ts';

/** The short form; the long one is `node test/simulation/run.ts`. A failing seed replays there. */
it('a few hours of a shop leave its books right', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'simulation-'));
  try {
    const { violations, operations, jobsDone } = await simulate({
      dir,
      seed: 7,
      hours: 1,
      shoppersPerHour: 60,
    });
    expect(violations).toEqual([]);
    expect(operations).toBeGreaterThan(300);
    expect(jobsDone).toBeGreaterThan(30);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

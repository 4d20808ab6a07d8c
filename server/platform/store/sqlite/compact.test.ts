import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { ManualClock } from '../../clock.ts';
import { defineCollection, type Store } from '../port.ts';
import { openSqliteStore } from './store.ts';

const notes = defineCollection(
  'notes',
  z.strictObject({
    _id: z.string(),
    version: z.int(),
    createdAt: z.int(),
    updatedAt: z.int(),
    about: z.string(),
    text: z.string(),
  }),
  { byAbout: { fields: ['about'] } },
);
const folder = mkdtempSync(join(tmpdir(), 'shopwright-compact-'));
let store: Store | undefined;
afterEach(async () => {
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (path: string): Promise<Store> =>
  openSqliteStore({ path, clock: new ManualClock(), collections: [notes] });
const bytes = (): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('');

it('leaves no byte of what was deleted or replaced, while others read and write', async () => {
  const at = await open(join(folder, 'notes.db'));
  store = at;
  const ids = Array.from({ length: 600 }, (_, i) => `note_${i}`);
  await at.transaction(async (tx) => {
    // Short ones share a page, long ones have pages of their own, and some are in between.
    for (const [i, _id] of ids.entries())
      await tx.insert(notes, {
        _id,
        about: `canaryabout${i}`,
        text: `canarytext${i} `.repeat(1 + (i % 7) ** 4),
      });
  });
  await at.transaction(async (tx) => {
    for (const [i, _id] of ids.entries()) {
      const note = (await tx.get(notes, _id))!;
      if (i % 3 === 0) await tx.delete(notes, _id, note.version);
      else await tx.replace(notes, { ...note, about: `plain${i}`, text: 'plain' });
    }
  });
  expect(bytes()).toContain('canary');
  let written = false;
  const compacting = at.compact();
  const writing = at
    .transaction((tx) => tx.insert(notes, { _id: 'late', about: 'late', text: 'late' }))
    .then(() => {
      written = true;
    });
  expect(await at.count(notes)).toBe(400);
  expect(written).toBe(false);
  await Promise.all([compacting, writing]);
  expect(bytes()).not.toContain('canary');
  expect(await at.find(notes, { where: { about: { in: ['plain1', 'late'] } } })).toHaveLength(2);
});

it('is asked for by two at once, and in memory there is nothing to do', async () => {
  store = await open(':memory:');
  await Promise.all([store.compact(), store.compact()]);
});

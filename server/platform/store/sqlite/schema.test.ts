import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ManualClock } from '../../clock.ts';
import { onCrashPoint } from '../../crash-point.ts';
import { type Collection, type Document, defineCollection, type Migration } from '../port.ts';
import { openSqliteStore } from './store.ts';

const head = { _id: z.string(), version: z.int(), createdAt: z.int(), updatedAt: z.int() };

/** A parcel as three versions of a program store it: weight in kilograms, in grams, in grams with a unit. */
const first = defineCollection('parcels', z.strictObject({ ...head, kilograms: z.number() }), {
  byKilograms: { fields: ['kilograms'] },
});
const inGrams: Migration = {
  what: 'weights in grams',
  change: ({ kilograms, ...rest }) => ({ ...rest, grams: Number(kilograms) * 1000 }),
};
const second = defineCollection(
  'parcels',
  z.strictObject({ ...head, grams: z.int() }),
  { byGrams: { fields: ['grams'], unique: true } },
  [inGrams],
);
const withUnit: Migration = {
  what: 'weights with their unit',
  change: ({ grams, ...rest }) => ({ ...rest, weight: { amount: grams, unit: 'g' } }),
};
const third = defineCollection(
  'parcels',
  z.strictObject({ ...head, weight: z.strictObject({ amount: z.int(), unit: z.literal('g') }) }),
  { byWeight: { fields: ['weight.amount'] } },
  [inGrams, withUnit],
);

const COUNT = 2500;
let dir: string;
let path: string;
const clock = new ManualClock();
const open = (
  collection: Collection<Document>,
  options: { program?: string; upgradeBackups?: number } = {},
) =>
  openSqliteStore({
    path,
    clock,
    collections: [collection],
    onUpgrade: (text) => told.push(text),
    ...options,
  });
const told: string[] = [];

async function fill(count = COUNT): Promise<void> {
  const store = await open(first, { program: 'Shop 1' });
  await store.transaction(async (tx) => {
    for (let n = 1; n <= count; n += 1) await tx.insert(first, { _id: `p${n}`, kilograms: n });
  });
  await store.close();
}

/** Opens the store in a program that ends the nth time it passes the point: nothing more of it reaches the file. */
async function cutOff(collection: Collection<Document>, nth: number): Promise<void> {
  let left = nth;
  onCrashPoint((point) => {
    if (point !== 'schema.migration') return;
    left -= 1;
    if (left === 0) throw new Error('cut off');
  });
  await expect(open(collection)).rejects.toThrow('cut off');
  onCrashPoint(undefined);
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'schema-'));
  path = join(dir, 'shop.db');
  told.length = 0;
});
afterEach(() => {
  onCrashPoint(undefined);
  rmSync(dir, { recursive: true });
});

describe('a stored shape that has changed', () => {
  it('is brought up to date over all versions between, and documents keep their heads', async () => {
    await fill();
    clock.advance(1000);
    const store = await open(third);
    expect(await store.count(third)).toBe(COUNT);
    const [parcel] = await store.find(third, { where: { 'weight.amount': 7000 } });
    expect(parcel).toMatchObject({ _id: 'p7', version: 1, weight: { amount: 7000, unit: 'g' } });
    expect(parcel?.updatedAt).toBe(clock.now() - 1000);
    await store.close();
    expect(told.at(-1)).toContain(`parcels, ${COUNT} of ${COUNT} (100 %)`);
    told.length = 0;
    await (await open(third)).close();
    expect(told).toEqual([]);
  });

  it('goes on where it was cut off, and changes no document twice', async () => {
    await fill();
    // A second time, kilograms would be missing: the document would not fit.
    for (const nth of [2, 1, 2]) await cutOff(second, nth);
    const store = await open(second);
    const parcels = await store.find(second, { limit: 10_000, sort: { field: 'grams', direction: 'asc' } });
    expect(parcels.map(({ grams }) => grams)).toEqual(
      Array.from({ length: COUNT }, (_, n) => (n + 1) * 1000),
    );
    await store.close();
  });

  it('is finished by a still newer program before that goes on to its own', async () => {
    await fill();
    await cutOff(second, 2);
    const store = await open(third);
    expect(
      await store.find(third, { where: { 'weight.amount': { gte: 1_000_000 } }, limit: 10_000 }),
    ).toHaveLength(COUNT - 999);
    await store.close();
  });

  it('needs no work where old documents fit as they are, and yet is a newer version', async () => {
    await fill(1);
    const wider = defineCollection(
      'parcels',
      z.strictObject({ ...head, kilograms: z.number(), note: z.string().optional() }),
      {},
      [{ what: 'a note' }],
    );
    const store = await open(wider, { program: 'Shop 2' });
    expect(await store.get(wider, 'p1')).toMatchObject({ kilograms: 1 });
    await store.close();
    await expect(open(first)).rejects.toMatchObject({ problem: 'newer' });
  });

  it('that a document cannot take is told with the document, and the way back', async () => {
    await fill(3);
    const strict = defineCollection('parcels', z.strictObject({ ...head, grams: z.int().max(2000) }), {}, [
      inGrams,
    ]);
    const message = /parcels\/p3 cannot be brought from version 1 to 2.*grams.*restore/s;
    await expect(open(strict, { upgradeBackups: 1 })).rejects.toThrow(message);
    const [copy] = readdirSync(dir).filter((name) => name.includes('before-upgrade'));
    path = join(dir, copy!);
    const back = await open(first);
    expect(await back.count(first)).toBe(3);
    await back.close();
  });
});

describe('the copy before an upgrade', () => {
  const copies = () => readdirSync(dir).filter((name) => name.startsWith('shop-before-upgrade-'));

  it('is made once for an upgrade, also when that is cut off, and old ones are removed', async () => {
    await fill();
    for (const old of ['20200101T000000Z', '20210101T000000Z'])
      writeFileSync(join(dir, `shop-before-upgrade-${old}.db`), '');
    writeFileSync(join(dir, 'shop-before-upgrade-of-my-own.db'), '');
    let points = 0;
    onCrashPoint((point) => {
      points += 1;
      if (point === 'schema.migration' && points === 2) throw new Error('cut off');
    });
    await expect(open(second, { upgradeBackups: 2 })).rejects.toThrow('cut off');
    onCrashPoint(undefined);
    clock.advance(5000);
    const made = copies();
    await (await open(second, { upgradeBackups: 2 })).close();
    expect(copies()).toEqual(made);
    expect(made).toHaveLength(3);
    expect(made).toContain('shop-before-upgrade-20210101T000000Z.db');
    expect(made).toContain('shop-before-upgrade-of-my-own.db');
    path = join(dir, made.find((name) => !/2021|own/.test(name))!);
    const back = await open(first);
    expect(await back.count(first)).toBe(COUNT);
    await back.close();
  });

  it('is not made of a new database, nor where nothing changes, nor when it is set off', async () => {
    await fill(1);
    await (await open(first, { upgradeBackups: 2 })).close();
    await (await open(second, { upgradeBackups: 0 })).close();
    expect(copies()).toEqual([]);
  });
});

describe('a file of a newer program', () => {
  const refused = async (collections: readonly Collection<Document>[]) => {
    const before = readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'base64')]);
    const error = await openSqliteStore({ path, clock, collections, program: 'Shop 1' }).catch(
      (e: Error) => e,
    );
    expect(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'base64')])).toEqual(before);
    return String(error);
  };

  it('is refused with the name of that program, what to do, and nothing written', async () => {
    const store = await open(second, { program: 'Shop 2' });
    await store.close();
    const message = await refused([first]);
    expect(message).toContain(path);
    expect(message).toContain(
      'Shop 2 wrote it, and Shop 1 is too old for it ("parcels" is stored in version 2, known here is 1)',
    );
    expect(message).toContain('Start it with Shop 2 or newer, or restore a backup');
  });

  it('is refused from the first document on that the newer one changes', async () => {
    await fill();
    await cutOff(second, 1);
    await expect(open(first)).rejects.toMatchObject({ problem: 'newer' });
  });

  it('is refused when it keeps something that is unknown here', async () => {
    const labels = defineCollection('labels', z.strictObject(head));
    const store = await openSqliteStore({ path, clock, collections: [first, labels], program: 'Shop 2' });
    await store.close();
    expect(await refused([first])).toContain('"labels" is unknown here');
  });
});

describe('a database that is not what it was', () => {
  it('is not taken for a new one when it is empty', async () => {
    writeFileSync(path, '');
    writeFileSync(`${path}-wal`, 'what was not moved into the file yet');
    await expect(open(first)).rejects.toThrow(/shop\.db: it is empty.*restore/);
    expect(readFileSync(`${path}-wal`, 'utf8')).toContain('not moved');
  });

  it('is not made anew while the log of the one that is gone lies there', async () => {
    writeFileSync(`${path}-wal`, 'what was not moved into the file yet');
    await expect(open(first)).rejects.toThrow(/it is gone, but its log/);
    expect(readdirSync(dir)).toEqual(['shop.db-wal']);
  });

  it('of a time before there were versions counts as the first', async () => {
    await fill(2);
    const db = new DatabaseSync(path);
    db.exec('DROP TABLE _shapes; DROP TABLE _about');
    db.close();
    const store = await open(second);
    expect((await store.find(second)).map(({ grams }) => grams)).toEqual([1000, 2000]);
    await store.close();
  });
});

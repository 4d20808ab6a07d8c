import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buy, hasOrder, ShopOnDisk, tool } from './shop-on-disk.ts';

const PAGE = 4096;

/** A shop with an order and a backup of it, stopped; each test has its own copy. */
let whole: ShopOnDisk;
let order: Awaited<ReturnType<typeof buy>>;
let disk: ShopOnDisk;
let backup: string;

beforeAll(async () => {
  whole = await ShopOnDisk.open();
  const shop = await whole.open();
  order = await buy(shop.url);
  expect((await whole.run(['backup', join(whole.dataDir, 'backup.db')])).code).toBe(0);
  await shop.stop();
});
afterAll(() => whole.close());
beforeEach(() => {
  disk = new ShopOnDisk();
  cpSync(whole.dataDir, disk.dataDir, { recursive: true });
  backup = join(disk.dataDir, 'backup.db');
});
afterEach(() => disk.close());

/** Overwrites what lies there with nonsense. */
function overwrite(path: string, from: number, length: number): void {
  const bytes = readFileSync(path);
  bytes.fill(0xab, from, from + length);
  writeFileSync(path, bytes);
}

/** The page of the file on which the rows of a collection begin. */
function rootPage(collection: string): number {
  const db = new DatabaseSync(disk.database, { readOnly: true });
  const row = db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(collection);
  db.close();
  return Number(row?.rootpage) - 1;
}

/** The backup is taken, and the shop goes on from it; what was damaged is kept. */
async function mend(): Promise<void> {
  const before = readFileSync(disk.database);
  const { code, stdout, stderr } = await disk.run(['restore', backup, '--replace', '--json']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(readFileSync(JSON.parse(stdout).kept)).toEqual(before);
  const again = await disk.open();
  expect(await hasOrder(again.url, order)).toBe(true);
  await buy(again.url);
  await again.stop();
}

describe('a damaged database', () => {
  it.each([
    [
      'whose beginning is overwritten',
      /shop\.db: it is not a SQLite database.*restore/,
      () => overwrite(disk.database, 0, 100),
    ],
    ['that is cut short', /shop\.db: it is damaged.*restore/, () => truncateSync(disk.database, 10 * PAGE)],
    ['that is empty', /shop\.db: it is empty.*restore/, () => truncateSync(disk.database, 0)],
    [
      'that is something else',
      /shop\.db: it is not a SQLite database.*restore/,
      () => writeFileSync(disk.database, 'a shopping list\n'.repeat(1000)),
    ],
    [
      'whose first page is overwritten',
      /shop\.db: it is damaged.*restore/,
      () => overwrite(disk.database, 100, PAGE - 100),
    ],
  ])(
    '%s is refused with what to do, stays as it is, and is mended by a backup',
    async (_, message, damage) => {
      damage();
      const damaged = readFileSync(disk.database);
      for (const command of [
        ['serve', '--port', '0'],
        ['keys', 'list'],
      ])
        expect(await disk.complaint(command)).toMatch(message);
      expect(await disk.finding('database')).toMatchObject({
        status: 'fail',
        message: expect.stringMatching(/shop\.db.*(damaged|not a SQLite|empty)/),
      });
      expect(readFileSync(disk.database)).toEqual(damaged);
      await mend();
    },
  );

  it('with one page overwritten serves what is whole, refuses the rest with 503, and is mended by a backup', async () => {
    overwrite(disk.database, rootPage('orders') * PAGE, PAGE);
    const shop = await disk.open();
    const { session, order: number } = order;
    expect(await tool(shop.url, 'search_catalog', { query: 'lamp' })).toMatchObject({ status: 200 });
    expect(await tool(shop.url, 'get_order', { session_id: session, order_id: number })).toMatchObject({
      status: 503,
      retryAfter: expect.any(String),
      body: { code: 'unavailable' },
    });
    await expect.poll(() => shop.log()).toMatch(/shop\.db: it is damaged: .*restore/);
    expect(await disk.finding('database')).toMatchObject({
      status: 'fail',
      mend: expect.stringContaining('backup'),
    });
    await shop.stop();
    await mend();
  });
});

describe('what lies beside the database', () => {
  it('-shm is made anew when it is gone or nonsense, and nothing is lost', async () => {
    for (const damage of [(path: string) => rmSync(path), (path: string) => overwrite(path, 0, 32_768)]) {
      const shop = await disk.open();
      const bought = await buy(shop.url);
      shop.process.kill('SIGKILL');
      await shop.stop();
      damage(`${disk.database}-shm`);
      const again = await disk.open();
      expect(await hasOrder(again.url, bought)).toBe(true);
      await again.stop();
    }
  });

  it('-wal without its database is not thrown away for a new shop', async () => {
    const shop = await disk.open();
    const bought = await buy(shop.url);
    shop.process.kill('SIGKILL');
    await shop.stop();
    const away = join(disk.folder, 'away.db');
    copyFileSync(disk.database, away);
    rmSync(disk.database);
    expect(await disk.complaint(['serve', '--port', '0'])).toMatch(/shop\.db: it is gone, but its log/);
    copyFileSync(away, disk.database);
    const again = await disk.open();
    expect(await hasOrder(again.url, bought)).toBe(true);
    await again.stop();
  });

  it('-wal that is damaged is kept and told of', async () => {
    const shop = await disk.open();
    await buy(shop.url);
    shop.process.kill('SIGKILL');
    await shop.stop();
    const log = `${disk.database}-wal`;
    overwrite(log, 0, 32);
    const damaged = readFileSync(log);
    const again = await disk.open();
    await expect.poll(() => again.log()).toMatch(/shop\.db-wal is damaged.*kept as .*shop\.db-wal-damaged-/);
    const [kept] = readdirSync(disk.dataDir).filter((name) => name.includes('-wal-damaged-'));
    expect(readFileSync(join(disk.dataDir, kept!))).toEqual(damaged);
    expect(await hasOrder(again.url, order)).toBe(true);
    await again.stop();
  });

  it('needs nothing but itself: keys and secrets are in it', async () => {
    const shop = await disk.open();
    const session = await tool(shop.url, 'search_catalog', { query: 'lamp' });
    const { keys } = (await (await fetch(`${shop.url}/.well-known/jwks.json`)).json()) as { keys: object[] };
    await shop.stop();
    const other = new ShopOnDisk();
    mkdirSync(other.dataDir);
    copyFileSync(disk.database, other.database);
    const moved = await other.open();
    expect(await hasOrder(moved.url, order)).toBe(true);
    const cart = { session_id: session.body.session_id, add: [{ variant_id: 'var_lamp' }] };
    expect(await tool(moved.url, 'update_cart', cart)).toMatchObject({ status: 200 });
    expect(await (await fetch(`${moved.url}/.well-known/jwks.json`)).json()).toMatchObject({ keys });
    await moved.stop();
    other.close();
  });
});

describe('a backup that is of no use', () => {
  it.each([
    ['damaged', /bad\.db: it is damaged/, (bad: string) => overwrite(bad, 20 * PAGE, 8 * PAGE)],
    ['cut short', /bad\.db: it is damaged/, (bad: string) => truncateSync(bad, 12 * PAGE)],
    ['empty', /bad\.db: it is empty/, (bad: string) => truncateSync(bad, 0)],
    [
      'no database',
      /bad\.db: it is not a SQLite database/,
      (bad: string) => writeFileSync(bad, 'x'.repeat(9999)),
    ],
    [
      'of a newer version',
      /bad\.db: Shopwright \d.* wrote it, and Shopwright \d\S* is too old/,
      (bad: string) => {
        const db = new DatabaseSync(bad);
        db.exec("UPDATE _shapes SET version = 99 WHERE collection = 'orders'");
        db.close();
      },
    ],
  ])('as it is %s, is refused before anything changes', async (_, message, spoil) => {
    const bad = join(disk.folder, 'bad.db');
    copyFileSync(backup, bad);
    spoil(bad);
    const before = readFileSync(disk.database);
    const files = readdirSync(disk.dataDir);
    expect(await disk.complaint(['restore', bad, '--replace'])).toMatch(message);
    expect(readFileSync(disk.database)).toEqual(before);
    expect(readdirSync(disk.dataDir)).toEqual(files);
    expect(existsSync(`${disk.database}-wal`)).toBe(false);
  });
});

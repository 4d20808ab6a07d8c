import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buy, hasOrder, heedingModes, ShopOnDisk, tool } from './shop-on-disk.ts';

let disk: ShopOnDisk;
beforeEach(async () => {
  disk = await ShopOnDisk.open();
});
afterEach(() => {
  chmodSync(disk.dataDir, 0o700);
  disk.close();
});

const serve = ['serve', '--port', '0'];

describe('a shop that may not write', () => {
  it('its database says so, names it, and changes nothing', async () => {
    chmodSync(disk.database, 0o400);
    const before = readFileSync(disk.database);
    const message = /shop\.db: it cannot be written: check the owner and the mode/;
    expect(await disk.complaint(serve, heedingModes)).toMatch(message);
    expect(readFileSync(disk.database)).toEqual(before);
    expect(statSync(disk.database).mode & 0o777).toBe(0o400);
    chmodSync(disk.database, 0o600);
    const shop = await disk.open(heedingModes);
    await buy(shop.url);
    await shop.stop();
  });

  it('its folder says so, names it, and changes nothing', async () => {
    const before = readdirSync(disk.dataDir);
    chmodSync(disk.dataDir, 0o500);
    expect(await disk.complaint(serve, heedingModes)).toMatch(
      /\/data.*: .*(may not write there|cannot be opened|cannot be written).*folder/,
    );
    expect(readdirSync(disk.dataDir)).toEqual(before);
    const { stdout } = await disk.run(['doctor', '--json'], { through: heedingModes });
    const finding = JSON.parse(stdout).findings.find(
      ({ check }: { check: string }) => check === 'data folder',
    );
    expect(finding).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('cannot be written (EACCES)'),
    });
  });

  it('where its backup is to go says so, names the place, and leaves nothing there', async () => {
    const folder = join(disk.folder, 'backups');
    mkdirSync(folder, { mode: 0o500 });
    const complaint = await disk.complaint(['backup', join(folder, 'copy.db')], heedingModes);
    expect(complaint).toMatch(/backups\/copy\.db: .*(may not write|cannot be opened).*folder/);
    expect(readdirSync(folder)).toEqual([]);
    const missing = await disk.complaint(['backup', join(disk.folder, 'nowhere/copy.db')]);
    expect(missing).toMatch(/nowhere\/copy\.db: it cannot be opened: check that its folder exists/);
  });
});

describe('a shop that somebody else has', () => {
  it('is not opened by a second server, which says who has it, and the first goes on', async () => {
    const shop = await disk.open();
    const complaint = await disk.complaint(serve);
    expect(complaint).toContain(
      `is in use by another server (process ${shop.process.pid}, serving ${shop.url})`,
    );
    expect(complaint).toContain('stop it first, or give this one another data folder');
    expect(await disk.complaint(['restore', disk.database, '--replace'])).toContain(
      'is in use by another server',
    );
    const order = await buy(shop.url);
    expect(await hasOrder(shop.url, order)).toBe(true);
    await shop.stop();
  });

  it('sells again as soon as a program that held the file lets go, and answers 503 until then', async () => {
    const shop = await disk.open();
    const add = { add: [{ variant_id: 'var_lamp' }] };
    const other = new DatabaseSync(disk.database);
    other.exec('BEGIN IMMEDIATE');
    expect(await tool(shop.url, 'update_cart', add)).toMatchObject({
      status: 503,
      retryAfter: expect.any(String),
      body: { code: 'unavailable' },
    });
    expect(await tool(shop.url, 'search_catalog', { query: 'lamp' })).toMatchObject({ status: 200 });
    await expect.poll(() => shop.log()).toMatch(/shop\.db: another process is writing to it/);
    other.exec('ROLLBACK');
    other.close();
    expect(await tool(shop.url, 'update_cart', add)).toMatchObject({ status: 200 });
    await shop.stop();
  });
});

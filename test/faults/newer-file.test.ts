import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { carts } from '../../server/commerce/carts/model.ts';
import { schemaVersion } from '../../server/platform/store/port.ts';
import { ShopOnDisk } from './shop-on-disk.ts';

let disk: ShopOnDisk;
beforeEach(async () => {
  disk = await ShopOnDisk.open();
  const db = new DatabaseSync(disk.database);
  db.exec("UPDATE _shapes SET version = version + 1 WHERE collection IN ('orders', 'carts')");
  db.exec("INSERT OR REPLACE INTO _about VALUES ('writtenBy', 'Shopwright 7.1.0')");
  db.close();
});
afterEach(() => disk.close());

it('is refused by every command with what wrote it and what to do, and nothing is written', async () => {
  const files = () =>
    readdirSync(disk.dataDir).map((name) => [name, readFileSync(join(disk.dataDir, name), 'base64')]);
  const before = files();
  for (const command of [['serve', '--port', '0'], ['keys', 'list'], ['export']]) {
    const complaint = await disk.complaint(command);
    expect(complaint).toMatch(
      /shop\.db: Shopwright 7\.1\.0 wrote it, and Shopwright \d\S* is too old for it/,
    );
    const known = schemaVersion(carts);
    expect(complaint).toContain(`"carts" is stored in version ${known + 1}, known here is ${known}`);
    expect(complaint).toMatch(/Start it with Shopwright 7\.1\.0 or newer, or restore a backup/);
  }
  const database = before.find(([name]) => name === 'shop.db');
  expect(files().filter(([name]) => !name?.startsWith('owner.'))).toEqual([database]);
  expect(await disk.finding('versions')).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('Shopwright 7.1.0 wrote it'),
    mend: expect.stringContaining('restore a backup of before the upgrade'),
  });
});

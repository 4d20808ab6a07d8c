import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Cli } from '../../test/fixtures/cli.ts';
import { openTestShop } from '../../test/fixtures/shop.ts';

const TIMEOUT_MS = 60_000;

let cli: Cli;
beforeEach(() => {
  cli = new Cli();
});
afterEach(() => cli.close());

test(
  'a shop is backed up while it serves, and restored when it is stopped',
  async () => {
    const shop = await cli.serve();
    const file = join(cli.folder, 'copy.db');
    expect(await cli.run(['backup', file])).toMatchObject({ code: 0, stdout: expect.stringContaining(file) });
    expect(await cli.run(['backup', file])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('exists'),
    });
    const busy = await cli.run(['restore', file, '--replace']);
    expect(busy).toMatchObject({ code: 1, stderr: expect.stringContaining('in use by another server') });
    await shop.stop();

    const careful = await cli.run(['restore', file]);
    expect(careful).toMatchObject({ code: 2, stderr: expect.stringContaining('--replace') });
    const done = await cli.run(['restore', file, '--replace']);
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('is kept in') });
    const doctor = JSON.parse((await cli.run(['doctor', '--json'])).stdout);
    const found = (check: string) => doctor.findings.find((f: { check: string }) => f.check === check);
    expect(found('books')).toMatchObject({ status: 'ok' });
    expect(found('shop').message).toMatch(/^[1-9]\d* products/);
  },
  TIMEOUT_MS,
);

test('backups in a folder are named by the time, and only the newest are kept of those', async () => {
  await (await openTestShop({ path: join(cli.dataDir, 'shop.db') })).close();
  const folder = join(cli.folder, 'backups');
  mkdirSync(folder);
  const old = ['shop-20250101T000000Z.db', 'shop-20250102T000000Z.db', 'shop-20250103T000000Z.db'];
  for (const name of [...old, 'shop-of-last-year.db']) writeFileSync(join(folder, name), '');

  const wrong = await cli.run(['backup', join(cli.folder, 'one.db'), '--keep', '2']);
  expect(wrong).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--keep is for backups in a folder'),
  });
  expect((await cli.run(['backup', folder, '--keep', '0'])).code).toBe(2);
  expect(readdirSync(folder)).toHaveLength(4);

  const { code, stdout, stderr } = await cli.run(['backup', folder, '--keep', '2', '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const made = JSON.parse(stdout);
  expect(made.backup).toMatch(/backups\/shop-\d{8}T\d{6}Z\.db$/);
  expect(made.bytes).toBeGreaterThan(4096);
  expect(made.removed).toEqual(old.slice(0, 2).map((name) => join(folder, name)));
  expect(readdirSync(folder).sort()).toEqual(
    [made.backup.split('/').at(-1), old[2], 'shop-of-last-year.db'].sort(),
  );

  const elsewhere = ['--data-dir', join(cli.folder, 'elsewhere')];
  expect(await cli.run(['restore', made.backup, '--json', ...elsewhere])).toMatchObject({ code: 0 });
  expect(existsSync(join(cli.folder, 'elsewhere', 'shop.db'))).toBe(true);
}, 60_000);

import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Cli } from '../../test/fixtures/cli.ts';

const TIMEOUT_MS = 30_000;

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

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { limitFiles } from '../fixtures/full-disk.ts';

/** Writes one line each time it is told to, as the server does; ends when it is told no more. */
const PROGRAM = `
  import { createLogger } from './server/platform/telemetry/logger.ts';
  const logger = createLogger({ logLevel: 'info', environment: 'production' });
  process.on('message', (line) => {
    logger.error(line);
    setTimeout(() => process.send('written'), 50);
  });
`;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'full-log-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('goes on while the log cannot be written, and writes again when there is room', async () => {
  const file = join(dir, 'server.log');
  const log = openSync(file, 'w');
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const exited = once(child, 'exit');
  const write = async (line: string): Promise<void> => {
    const written = once(child, 'message');
    child.send(line);
    await Promise.race([
      written,
      exited.then(([code]) => {
        throw new Error(`it ended with ${code}`);
      }),
    ]);
  };
  await write('before');
  limitFiles(child.pid!, 0);
  await write('while it is full');
  limitFiles(child.pid!, undefined);
  await write('after');
  child.disconnect();
  expect(await exited).toEqual([0, null]);
  expect(readFileSync(file, 'utf8')).toMatch(/before[\s\S]*after/);
});

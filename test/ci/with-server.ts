import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Starts the sample shop on a free port and a fresh folder, and runs scripts against it, one after another:
 * `node test/ci/with-server.ts -- test/clients/run.ts -- test/conformance/run.ts`. Each gets the address as its last argument: of the shop for a `.sh`, of its MCP endpoint for a `.ts`.
 */
const root = resolve(import.meta.dirname, '../..');
const dataDir = mkdtempSync(join(tmpdir(), 'shopwright-ci-'));
const scripts = process.argv
  .slice(2)
  .join(' ')
  .split('--')
  .map((s) => s.trim())
  .filter(Boolean);
const server = spawn(process.execPath, ['server/cli.ts', 'serve', '--port', '0', '--data-dir', dataDir], {
  cwd: root,
  env: { ...process.env, SHOPWRIGHT_LOG_LEVEL: 'warn' },
  stdio: ['ignore', 'pipe', 'pipe'],
});
let failed = false;
try {
  const url = await new Promise<string>((found, lost) => {
    for (const stream of [server.stdout, server.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        console.log(`server: ${line}`);
        const match = /https?:\/\/127\.0\.0\.1:\d+/.exec(line);
        if (match) found(match[0]);
      });
    }
    server.once('exit', (code) => lost(new Error(`the server ended with ${code}`)));
  });
  while ((await fetch(`${url}/readyz`)).status !== 200) await new Promise((later) => setTimeout(later, 100));
  for (const script of scripts) {
    const [file, ...args] = script.split(' ');
    const shell = file!.endsWith('.sh');
    const target = shell ? url : `${url}/mcp`;
    console.log(`\n--- ${script} ${target}`);
    const code = await new Promise<number | null>((done) =>
      spawn(shell ? 'bash' : process.execPath, [file!, ...args, target], {
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit'],
      }).once('exit', done),
    );
    if (code !== 0) failed = true;
  }
} finally {
  server.kill('SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

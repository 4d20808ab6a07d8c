import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createShopwright } from '../../server/app.ts';
import { loadConfig, withPort } from '../../server/config.ts';
import { createLogger } from '../../server/platform/telemetry/logger.ts';

/**
 * Schemathesis (PyPI) over /openapi.json of the sample shop, once as anybody and once with every admin scope: no 5xx, and
 * every answer as the document says. `node test/fuzz/run.ts [seconds per run] [options of
 * schemathesis, such as --seed 7 or --include-path-regex conversations]`; needs python3 with venv.
 */
const VERSION = '4.32.5';
const root = resolve(import.meta.dirname, '../..');
const seconds = Number(process.argv[2] ?? 75);
const ADMIN_KEY = 'fuzz-admin-key-000000000000';

const schemathesis = await install();
const config = loadConfig({}, { environment: 'test', adminKey: ADMIN_KEY, logLevel: 'error' });
const server = await serve();
try {
  const anonymous = await fuzz('anonymous', []);
  const admin = await fuzz('admin key', ['--header', `Authorization:Bearer ${ADMIN_KEY}`]);
  process.exitCode = anonymous && admin ? 0 : 1;
} finally {
  await server.close();
}

/** Into node_modules, so that it is made once and never committed. */
async function install(): Promise<string> {
  const home = join(root, 'node_modules', '.cache', `schemathesis-${VERSION}`);
  const command = join(home, 'bin', 'schemathesis');
  if (existsSync(command)) return command;
  mkdirSync(home, { recursive: true });
  const made =
    (await run('python3', ['-m', 'venv', home])) &&
    (await run(join(home, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`]));
  if (made) return command;
  rmSync(home, { recursive: true, force: true });
  throw new Error('schemathesis could not be installed');
}

async function serve() {
  const { createServer } = await import('node:http');
  const http = createServer();
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  const { port } = http.address() as AddressInfo;
  const shop = await createShopwright({
    config: withPort(config, port),
    logger: createLogger(config),
    storePath: ':memory:',
  });
  await shop.start();
  http.on('request', shop.createApp());
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      http.close();
      http.closeAllConnections();
      await shop.close();
    },
  };
}

async function fuzz(who: string, options: string[]): Promise<boolean> {
  console.log(`\n--- schemathesis as ${who}`);
  const flags = {
    'max-time': String(seconds),
    'max-examples': '25',
    checks: 'all',
    // Products are archived and keys revoked, not erased: what was deleted may still be read.
    'exclude-checks': 'use_after_free,ensure_resource_availability',
    // They end when the client goes.
    'exclude-operation-id-regex': '^(follow_replies|admin_handoff_events|admin_get_events)$',
    // More than one thread makes CPython 3.11 fail inside its own parser.
    workers: '1',
    'request-timeout': '20',
    warnings: 'off',
    'suppress-health-check': 'all',
  };
  return run(schemathesis, [
    '--config-file',
    join(import.meta.dirname, 'schemathesis.toml'),
    'run',
    `${server.url}/openapi.json`,
    ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]),
    '--continue-on-failure',
    '--no-shrink',
    ...options,
    ...process.argv.slice(3),
  ]);
}

function run(command: string, args: string[]): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      done(false);
    });
    child.once('exit', (code) => done(code === 0));
  });
}

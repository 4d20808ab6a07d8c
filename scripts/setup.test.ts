import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let root: string;

/** An npm that fails as often as told and then installs a runtime; it counts its calls. */
const FAKE_NPM = `
const fs = require('node:fs');
const path = require('node:path');
const calls = path.join(process.cwd(), 'calls');
fs.appendFileSync(calls, process.argv.slice(2).join(' ') + '\\n');
const count = fs.readFileSync(calls, 'utf8').trim().split('\\n').length;
if (count <= Number(process.env.FAIL_TIMES ?? 0)) {
  console.error('npm error code ETARGET');
  process.exit(1);
}
fs.mkdirSync('node_modules/.bin', { recursive: true });
if (!process.env.NO_RUNTIME) {
  fs.writeFileSync('node_modules/.bin/node', '');
  fs.writeFileSync('node_modules/.bin/node.cmd', '');
}
`;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'shopwright-setup-'));
  await mkdir(join(root, 'scripts'));
  await mkdir(join(root, 'npm'));
  await copyFile(new URL('setup.mjs', import.meta.url), join(root, 'scripts', 'setup.mjs'));
  await writeFile(join(root, 'npm', 'npm-cli.cjs'), FAKE_NPM);
  await writeFile(join(root, 'package.json'), '{"name":"x"}');
  await writeFile(join(root, 'package-lock.json'), '{}');
});
afterEach(() => rm(root, { recursive: true, force: true }));

function setup(env: Record<string, string> = {}): Promise<{ code: number; stderr: string }> {
  const settings = { ...process.env, npm_execpath: join(root, 'npm', 'npm-cli.cjs'), ...env };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'scripts', 'setup.mjs')],
      { env: settings },
      (error, _stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stderr });
      },
    );
  });
}

const calls = async () =>
  (await readFile(join(root, 'calls'), 'utf8').catch(() => '')).trim().split('\n').filter(Boolean);

describe('the guard before start and test', () => {
  it('installs once, says so, and is silent while nothing changes', async () => {
    const first = await setup();
    expect(first.code).toBe(0);
    expect(first.stderr).toMatch(/Installing Shopwright's packages[\s\S]*Packages installed/);
    expect(await setup()).toEqual({ code: 0, stderr: '' });
    expect(await calls()).toEqual(['install --no-save --include=dev --no-audit --no-fund --loglevel=error']);
  });

  it('installs again when the lock file changes or the runtime is gone', async () => {
    await setup();
    await writeFile(join(root, 'package-lock.json'), '{"changed":true}');
    await setup();
    expect(await calls()).toHaveLength(2);
    await rm(join(root, 'node_modules', '.bin'), { recursive: true });
    await setup();
    expect(await calls()).toHaveLength(3);
  });

  it('makes the command of the clone, also when it was deleted', async () => {
    const name = process.platform === 'win32' ? 'shopwright.cmd' : 'shopwright';
    const command = join(root, 'node_modules', '.bin', name);
    await setup();
    const made = await readFile(command, 'utf8');
    expect(made).toContain('cli.ts');
    await rm(command);
    expect(await setup()).toEqual({ code: 0, stderr: '' });
    expect(await readFile(command, 'utf8')).toBe(made);
    expect(await calls()).toHaveLength(1);
  });

  it('tries again after a passing failure', async () => {
    const { code, stderr } = await setup({ FAIL_TIMES: '2' });
    expect(code).toBe(0);
    expect(stderr).toContain('try 3 of 3');
  });

  it('gives up after three tries with what npm said and what to do', async () => {
    const { code, stderr } = await setup({ FAIL_TIMES: '9' });
    expect(code).toBe(1);
    expect(await calls()).toHaveLength(3);
    expect(stderr).toContain('ETARGET');
    expect(stderr).toContain('npm ping');
    expect((await setup()).code).toBe(0);
  });

  it('does not take an installation without its runtime for a good one', async () => {
    const { code, stderr } = await setup({ NO_RUNTIME: '1' });
    expect(code).toBe(1);
    expect(stderr).toContain('ignore-scripts');
  });
});

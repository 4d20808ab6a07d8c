import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startFakeShop } from '../fixtures/mcp-shop.ts';
import { startFixture } from './fixture/server.ts';

/**
 * Runs `@modelcontextprotocol/conformance` for both protocol revisions.
 *
 *     node test/conformance/run.ts [URL of a running server's /mcp]
 *
 * Scenarios that need no fixture tools run against the given server (or `MCP_URL`; without either, a small shop on the same
 * stack), every scenario that the revision requires against the fixture. Exit code 1 when one fails that `expected-failures.txt`
 * does not excuse, or when an excused one passes.
 */
interface Target {
  name: string;
  url: string;
  revision: string;
  scenarios: readonly string[];
}

/** Neither names a tool, a resource nor a prompt of the suite's own. `http-header-validation` is beyond what is required. */
const WITHOUT_FIXTURE: Readonly<Record<string, readonly string[]>> = {
  '2025-11-25': [
    'server-initialize',
    'ping',
    'tools-list',
    'resources-list',
    'prompts-list',
    'dns-rebinding-protection',
  ],
  '2026-07-28': [
    'tools-list',
    'resources-list',
    'prompts-list',
    'sep-2164-resource-not-found',
    'caching',
    'dns-rebinding-protection',
    'server-sse-multiple-streams',
    'http-header-validation',
  ],
};

const packageRoot = new URL('.', import.meta.resolve('@modelcontextprotocol/conformance/package.json'));
const cli = fileURLToPath(new URL('dist/index.js', packageRoot));

/** The list under `server:` of the revision's frozen requirements. */
async function required(revision: string): Promise<string[]> {
  const yaml = await readFile(new URL(`requirements/${revision}.yaml`, packageRoot), 'utf8');
  const section = /^server:\n((?: {2}- .*\n|\n| {2}#.*\n)+)/m.exec(yaml)?.[1] ?? '';
  return [...section.matchAll(/^ {2}- ([\w-]+)/gm)].map((match) => match[1]!);
}

/** Lines `revision scenario: reason`. */
async function expectedFailures(): Promise<Map<string, string>> {
  const text = await readFile(new URL('expected-failures.txt', import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const match = /^(\S+ \S+): (.+)$/.exec(line);
      if (match === null)
        throw new Error(`expected-failures.txt wants "revision scenario: reason", not: ${line}`);
      return [match[1]!, match[2]!];
    }),
  );
}

async function runScenario(
  target: Target,
  scenario: string,
  scratch: string,
): Promise<{ ok: boolean; warnings: number; output: string }> {
  const args = ['server', '--url', target.url, '--scenario', scenario, '--spec-version', target.revision];
  const child = spawn(process.execPath, [cli, ...args, '-o', scratch], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const [, passed, failed, warnings] = /Passed: (\d+)\/\d+, (\d+) failed, (\d+) warnings/.exec(output) ?? [];
  const checked = Number(passed) + Number(warnings) > 0;
  return { ok: code === 0 && checked && failed === '0', warnings: Number(warnings), output };
}

/** What the suite says about each failed check, without its description of the scenario. */
function failures(output: string): string {
  const told = output.slice(output.indexOf('=== Failed Checks ===')).split('\n');
  const lines = told
    .filter((line) => /^ {2}- |^ {4,}Error:/.test(line))
    .map((line) => `  ${line.slice(0, 400)}`);
  return lines.length > 0 ? lines.join('\n') : output.slice(-2000);
}

const given = process.argv[2] ?? process.env.MCP_URL;
const fixture = await startFixture();
const shop = given === undefined ? await startFakeShop() : undefined;
const scratch = await mkdtemp(join(tmpdir(), 'conformance-'));
const excused = await expectedFailures();
let unexpected = 0;

try {
  const targets: Target[] = [];
  for (const [revision, scenarios] of Object.entries(WITHOUT_FIXTURE)) {
    targets.push({ name: 'server', url: given ?? shop!.url, revision, scenarios });
    targets.push({ name: 'fixture', url: fixture.url, revision, scenarios: await required(revision) });
  }
  for (const target of targets) {
    if (target.scenarios.length === 0) throw new Error(`No scenarios are known for ${target.revision}`);
    const lines: string[] = [];
    const queue = [...target.scenarios];
    let passed = 0;
    const worker = async () => {
      for (let scenario = queue.shift(); scenario !== undefined; scenario = queue.shift()) {
        const reason = target.name === 'fixture' ? excused.get(`${target.revision} ${scenario}`) : undefined;
        const { ok, warnings, output } = await runScenario(target, scenario, scratch);
        if (ok) passed++;
        if (ok && warnings > 0)
          lines.push(`  with a warning: ${scenario}: ${/WARNING\S* (.*)/.exec(output)?.[1]}`);
        if (ok && reason !== undefined) lines.push(`  PASSES, although expected to fail: ${scenario}`);
        if (!ok && reason !== undefined) lines.push(`  expected failure: ${scenario}: ${reason}`);
        if (!ok && reason === undefined) lines.push(`  FAILED: ${scenario}\n${failures(output)}`);
        if (ok !== (reason === undefined)) unexpected++;
      }
    };
    await Promise.all([worker(), worker()]);
    console.log(`${target.revision} ${target.name}: ${passed} of ${target.scenarios.length} scenarios pass`);
    for (const line of lines.sort()) console.log(line);
  }
} finally {
  await Promise.all([fixture.stop(), shop?.stop(), rm(scratch, { recursive: true, force: true })]);
}
console.log(unexpected === 0 ? 'Conformance: as expected' : `Conformance: ${unexpected} unexpected`);
process.exitCode = unexpected === 0 ? 0 : 1;

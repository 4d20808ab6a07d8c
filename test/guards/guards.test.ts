import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import '../../server/app.ts';
import * as registry from '../../server/platform/guard.ts';
import { cases } from './cases/index.ts';
import { throughThrow, throughTool } from './guard-case.ts';

const root = resolve(import.meta.dirname, '../..');

it('there is an attempt for every guard, and a guard for every attempt', () => {
  expect(new Set(cases.map(({ guard }) => guard))).toEqual(new Set(registry.registeredGuards().keys()));
  const names = cases.map(({ guard, attempt }) => `${guard} ${attempt}`);
  expect(new Set(names).size).toBe(names.length);
});

it('every guard that stands in the source is registered by starting the server', () => {
  const defined = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'platform/guard.ts')
    .flatMap((name) => [
      ...readFileSync(join(root, 'server', name), 'utf8').matchAll(/defineGuard\(\s*'([^']+)'/g),
    ])
    .map((match) => match[1]!);
  expect(defined.length).toBeGreaterThan(50);
  expect([...registry.registeredGuards().keys()]).toEqual(expect.arrayContaining(defined));
});

it('no process but that of the mutations can take a guard away', () => {
  expect(Object.keys(registry).sort()).toEqual(['defineGuard', 'registeredGuards']);
  const source = readFileSync(join(root, 'server/platform/guard.ts'), 'utf8');
  expect(source).not.toMatch(/process\.|globalThis|^import /m);
  const build = JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8')) as { include: string[] };
  expect(build.include, 'what is published holds no other registry').not.toContain('test');
});

it('a fault is no refusal, and what is refused went not through', async () => {
  const failure = (code: string) => ({ ok: false as const, error: { code, message: 'why', status: 400 } });
  expect(throughTool(failure('quote_invalid'))).toBeUndefined();
  expect(() => throughTool(failure('internal'))).toThrow('why');
  expect(throughTool({ ok: true, output: { paid: 1 }, meta: { call_id: 'c' } })).toBe('{"paid":1}');
  expect(await throughThrow(() => Promise.reject(new Error('no')))).toBeUndefined();
  expect(await throughThrow(() => 'yes')).toBe('"yes"');
});

it('one guard, taken away by the command, is noticed', () => {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'run.ts'), 'callback:', '--json'],
    { encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
  const report = JSON.parse(stdout) as { guards: { guard: string; noticedBy: string[] }[] };
  expect(report.guards.map(({ guard }) => guard)).toEqual(['callback:age', 'callback:signature']);
  for (const { noticedBy } of report.guards) expect(noticedBy).toHaveLength(1);
}, 60_000);

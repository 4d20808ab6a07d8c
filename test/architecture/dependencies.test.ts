import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

it('has a line of reason for each dependency, and none for others', () => {
  const manifest = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const used = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
  const told = [...readFileSync(`${root}/docs/dependencies.md`, 'utf8').matchAll(/^\| `([^`]+)` \|/gm)].map(
    (m) => m[1]!,
  );
  const expected = new Set(used.map((name) => (name.startsWith('@types/') ? '@types/*' : name)));
  expect(told.sort()).toEqual([...expected].sort());
});

it('names no registry address in the lock file', () => {
  expect(readFileSync(`${root}/package-lock.json`, 'utf8')).not.toContain('"resolved"');
});

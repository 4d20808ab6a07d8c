import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

it('is the one way to change an order, so that no change leaves its commission behind', () => {
  const server = resolve(import.meta.dirname, '../..');
  const others = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      name.endsWith('.ts') &&
      !name.endsWith('.test.ts') &&
      name !== 'commerce/orders/write.ts' &&
      /\.replace\(orders,/.test(readFileSync(join(server, name), 'utf8')),
  );
  expect(others).toEqual([]);
});

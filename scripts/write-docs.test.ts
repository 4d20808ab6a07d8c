import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generatedDocuments } from './write-docs.ts';

it.each(generatedDocuments)(
  '$path is what the code says (if not: node scripts/write-docs.ts)',
  ({ path, render }) => {
    expect(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).toBe(render());
  },
);

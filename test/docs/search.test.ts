import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSample } from '../../server/sample/index.ts';
import { settingsFaults } from '../../server/search/settings/faults.ts';
import { SearchSettingsInput } from '../../server/search/settings/settings-input.ts';
import { runExample, withOutputs } from './console-examples.ts';
import { sampleFolder } from './sample-folder.ts';

const page = readFileSync(new URL('../../docs/search.md', import.meta.url), 'utf8');
let dataDir: string;
beforeAll(async () => {
  dataDir = await sampleFolder();
}, 60_000);
afterAll(() => rmSync(dataDir, { recursive: true }));

/** Scores change with what they are made of, and the width of columns with them. */
const plain = (text: string): string => text.replaceAll(/\d+\.\d\d/g, 'N').replaceAll(/ +/g, ' ');

test('docs/search.md shows what its examples print', async () => {
  const today = await withOutputs(page, (line) => runExample(line, dataDir));
  expect(plain(today), 'run node test/docs/write.ts, and read what changed').toBe(plain(page));
}, 120_000);

test('docs/search.md shows settings that are good', () => {
  const [, json = ''] = /```json settings\n(.*?)```/s.exec(page) ?? [];
  const { version, ...settings } = JSON.parse(json) as object & { version: number };
  const { products, shop } = loadSample();
  const ids = new Set(products.map((product) => product.id));
  const known = { locales: shop.locales, isProduct: (id: string) => ids.has(id) };
  expect(version).toBeGreaterThan(0);
  expect(settingsFaults(SearchSettingsInput.parse(settings), known)).toEqual([]);
});

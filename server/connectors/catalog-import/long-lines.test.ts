import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type ImportShop,
  jsonLines,
  nativeProduct,
  openImportShop,
} from '../../../test/fixtures/import-shop.ts';
import { Census } from './census.ts';
import type { Shape } from './shapes/draft.ts';

let into: ImportShop;
beforeEach(async () => {
  into = await openImportShop();
});
afterEach(() => into.store.close());

const CSV = 'id,name,price,sku\n';
const RSS = '<rss xmlns:g="http://base.google.com/ns/1.0"><channel>';

describe('a line of 100 MB', () => {
  const MB = 2 ** 20;
  const part = Buffer.alloc(MB, 'x ');
  const lined = Buffer.alloc(MB, `${'x'.repeat(1023)}\n`);
  async function* stream(before: string, middle: Buffer, after: string) {
    yield Buffer.from(before);
    for (let i = 0; i < 100; i++) yield middle;
    yield Buffer.from(after);
  }
  const good = 'a,A,1.50,\n';
  const json = (id: string) => jsonLines([nativeProduct(id)]);
  test.each([
    ['in CSV', `${CSV}${good}b,`, part, '\nc,C,3.50,\n', 1],
    ['in a quote of CSV', `${CSV}${good}b,"`, part, '"\nc,C,3.50,\n', 1],
    ['in JSON Lines', `${json('a')}{"id":"`, part, `"}\n${json('c')}`, 1],
    ['of many in a quote that never closes', `${CSV}${good}b,"`, lined, '\nc,C,3.50,\n', undefined],
  ])(
    '%s is refused with its line, in little memory, and the rest is read',
    async (_where, before, middle, after, refused) => {
      const held = process.memoryUsage().rss;
      let most = held;
      const watched = async function* () {
        for await (const chunk of stream(before, middle, after)) {
          most = Math.max(most, process.memoryUsage().rss);
          yield chunk;
        }
      };
      const report = await into.take('', {
        input: Readable.from(watched()),
        onProgress: () => {
          most = Math.max(most, process.memoryUsage().rss);
        },
      });
      expect(report).toMatchObject({ created: 2, ...(refused !== undefined && { refused }) });
      expect(report.faults[0]!.line).toBe(_where === 'in JSON Lines' ? 2 : 3);
      expect((most - held) / MB).toBeLessThan(90);
    },
  );

  test('of XML is refused as a whole, with its line', async () => {
    const input = Readable.from(stream(`${RSS}\n<item><g:id>`, part, '</g:id></item></channel></rss>'));
    await expect(into.take('', { input })).rejects.toThrow(/line 2.*8 MB/);
  });
});

test('rows of a product that stand too far apart are not gathered', () => {
  const shape = {
    grouped: true,
    groupColumn: 'style',
    refOf: ({ value }) => String(value.id),
    idOf: (ref) => ref,
  } as Shape;
  const text = 'x'.repeat(2 ** 20);
  const census = new Census(shape);
  for (let round = 0; round < 2; round++)
    for (let i = 0; i < 40; i++) census.add({ line: round * 40 + i + 2, value: { id: `${i}`, text } });
  expect(() => census.finish()).toThrow('Sort the file by "style"');
});

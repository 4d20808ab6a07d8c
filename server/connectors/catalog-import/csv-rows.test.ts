import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CsvRow, readCsv } from './csv-rows.ts';

const COLUMNS = 4;
const NAMES = ['a', 'b', 'c', 'd'];

async function read(text: string | Buffer, cuts: readonly number[] = []): Promise<CsvRow[]> {
  const bytes = Buffer.from(text);
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((x, y) => x - y);
  const parts = [0, ...at].map((start, i) => bytes.subarray(start, at[i] ?? bytes.length));
  const rows: CsvRow[] = [];
  for await (const row of readCsv(
    (async function* () {
      yield* parts;
    })(),
  ))
    rows.push(row);
  return rows;
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const line = (cells: readonly string[], delimiter = ',') => cells.map(quoted).join(delimiter);
const cell = fc.string({
  unit: fc.constantFrom('x', 'é', ' ', ',', ';', '"', '\n', '\t', '日'),
  maxLength: 8,
});
const row = fc
  .array(cell, { minLength: COLUMNS, maxLength: COLUMNS })
  .filter((cells) => cells.join('').trim() !== '');
const cuts = fc.array(fc.nat(), { maxLength: 6 });

test('whatever is written by the book is read as it was, however the stream is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 12 }),
      cuts,
      fc.constantFrom(',', ';', '\t', '|'),
      async (rows, at, delimiter) => {
        const text = [NAMES.join(delimiter), ...rows.map((cells) => line(cells, delimiter))].join('\r\n');
        const read_ = await read(text, at);
        expect(read_.map(({ value }) => Object.values(value ?? {}))).toEqual(rows);
      },
    ),
    { numRuns: 150 },
  );
});

/** Cells that cannot be taken for the end of a field when a quote has swallowed what comes before them. */
const tame = fc
  .string({ unit: fc.constantFrom('x', 'é', ' ', '日', '7'), minLength: 1, maxLength: 6 })
  .filter((text) => text.trim() === text && text !== '');
const tameRow = fc.tuple(
  fc.array(tame, { minLength: COLUMNS, maxLength: COLUMNS }),
  fc.array(fc.boolean(), { minLength: COLUMNS, maxLength: COLUMNS }),
);

test('a quote that is never closed costs its own line, and no row is made up', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(tameRow, { minLength: 1, maxLength: 10 }),
      fc.nat(),
      fc.nat(COLUMNS - 1),
      cuts,
      async (rows, which, column, at) => {
        const broken = which % rows.length;
        const lines = rows.map(([cells, quotes], index) =>
          cells
            .map((text, i) =>
              index === broken && i === column
                ? `"${text}`
                : quotes[i] && index !== broken
                  ? quoted(text)
                  : text,
            )
            .join(','),
        );
        const found = await read([NAMES.join(','), ...lines].join('\n'), at);
        const whole = rows.flatMap(([cells], index) => (index === broken ? [] : [cells]));
        expect(found.flatMap(({ value }) => (value ? [Object.values(value)] : []))).toEqual(whole);
        expect(found.filter(({ fault }) => fault !== undefined)).toMatchObject([{ line: broken + 2 }]);
      },
    ),
    { numRuns: 200 },
  );
});

test('any bytes at all end in rows or in one error, never in anything else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), cuts, async (bytes, at) => {
      const found = await read(Buffer.concat([Buffer.from('a,b,c,d\n'), bytes]), at).catch(
        (error: Error) => error,
      );
      if (found instanceof Error) expect(found.name).toBe('ImportError');
      else
        for (const { value, fault } of found)
          expect((value === undefined) !== (fault === undefined)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('in tab-separated text a quote that is not closed at the end of its field is part of the text', async () => {
  const found = await read('a\tb\n"Best" mug\t1\n"two\tb"\t2\n"x" and "y"\t3\tz\n');
  expect(found).toMatchObject([
    { value: { a: '"Best" mug', b: '1' } },
    { value: { a: 'two\tb', b: '2' } },
    { line: 4, fault: expect.stringContaining('line 4') },
  ]);
});

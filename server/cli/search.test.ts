import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cli } from '../../test/fixtures/cli.ts';
import { jsonLines, nativeProduct } from '../../test/fixtures/import-shop.ts';

const TIMEOUT_MS = 30_000;
let cli: Cli;
beforeAll(async () => {
  cli = new Cli();
  const input = jsonLines([
    nativeProduct('clog', { title: 'Garden clog' }),
    nativeProduct('boot', { title: 'Leather boot' }),
  ]);
  await cli.run(['import', '-', '--format', 'jsonl'], { input });
}, TIMEOUT_MS);
afterAll(() => cli.close());

interface Found {
  understood: object;
  products: { product_id: string; score: number; parts: { score: number }[] }[];
}
const json = async <T>(...args: string[]): Promise<T> =>
  JSON.parse((await cli.run([...args, '--json'])).stdout) as T;

test(
  'searches and sets search without a server',
  async () => {
    const table = await cli.run(['search', 'lether boot under 900', '--explain']);
    expect(table).toMatchObject({ code: 0, stderr: '' });
    expect(table.stdout).toMatch(/1 product for .*read as: lether → leather.*filter: price up to/s);
    expect(table.stdout).toMatch(/1 .* prod_boot +Leather boot\n.* kind +boots\n.* title +leather/);

    const added = await cli.run(['search-settings', 'add-synonym', 'galosh', 'clog', '--one-way']);
    expect(added.stdout).toBe('Search settings, version 1\n+ synonyms: galosh → clog\n');
    const { products } = await json<Found>('search', 'galoshes', '--explain');
    expect(products.map((product) => product.product_id)).toEqual(['prod_clog']);
    for (const { parts, score } of products)
      expect(parts.reduce((sum, part) => sum + part.score, 0)).toBeCloseTo(score, 2);

    const late = await cli.run(['search-settings', 'set', '-'], { input: '{"version":0}' });
    expect(late).toMatchObject({ code: 1, stderr: expect.stringContaining('have version 1, not 0') });
  },
  TIMEOUT_MS,
);

test(
  'asks and sets the running server, which follows at once',
  async () => {
    const server = await cli.serve(['--no-sample']);
    await cli.run(['search-settings', 'pin', 'boots', 'clog']);
    expect((await json<Found>('search', 'boot')).products[0]?.product_id).toBe('prod_clog');
    const wrong = await cli.run(['search-settings', 'bury', 'ghost']);
    expect(wrong).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no product "prod_ghost"'),
    });
    await server.stop();
  },
  TIMEOUT_MS,
);

test(
  'what is asked for wrongly exits with 2 and says what would be right',
  async () => {
    const says = async (...args: string[]) => {
      const { code, stderr } = await cli.run(args);
      expect(code, stderr).toBe(2);
      return stderr;
    };
    expect(await says('search', 'x', '--attribute', 'color')).toContain('NAME=VALUE');
    expect(await says('search-settings', 'set', 'none.json')).toContain('There is no file none.json');
  },
  TIMEOUT_MS,
);

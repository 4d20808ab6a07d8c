import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CliContext } from './context.ts';
import { explain } from './errors.ts';
import { createProgram } from './program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shopwright-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const CSV =
  'Artikelnummer;Bezeichnung;Preis;Bestand\nA-1;Kanne;24,00 €;3\nA-2;Tasse;8,50 €;0\nA-3;Teller;gratis;1\n';

/** Runs `shopwright import` here. @param answer what the person types at a terminal; undefined: there is none */
async function run(
  args: readonly string[],
  { answer, input }: { answer?: string; input?: string | Buffer } = {},
) {
  const said = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => {
    const through = new PassThrough();
    through.on('data', (chunk) => {
      said[name] += chunk;
    });
    return through;
  };
  const stdin: CliContext['stdin'] = new PassThrough();
  stdin.isTTY = answer !== undefined;
  (stdin as PassThrough).end(answer ?? input ?? '');
  const env = { SHOPWRIGHT_DATA_DIR: join(folder, 'data') };
  let code = 0;
  try {
    const program = createProgram(
      { env, stdin, stdout: stream('stdout'), stderr: stream('stderr') },
      (exit) => {
        code = exit;
      },
    );
    await program.parseAsync(['import', ...args], { from: 'user' });
  } catch (error) {
    const { exitCode, text } = explain(error);
    code = exitCode;
    said.stderr += text;
  }
  return { code, ...said };
}

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}
const isEmpty = () => !existsSync(join(folder, 'data', 'shop.db'));

test('a guess is shown as a table, and nothing is written until somebody says yes', async () => {
  const path = file('artikel.csv', CSV);
  const shown = await run([path]);
  expect(shown.stderr).toContain('artikel.csv: CSV, UTF-8, separated by semicolons\n3 products of 3 rows\n');
  expect(shown.stderr).toMatch(/^ {2}Preis +price +24,00 €$/m);
  expect(shown.stderr).toMatch(/Prices: EUR, with a decimal comma\. Source: artikel\./);
  expect(shown.stderr).toMatch(/Nothing was imported.*--yes.*--map.*--save-mapping/s);
  expect(shown).toMatchObject({ code: 2, stdout: '' });
  expect(isEmpty()).toBe(true);

  const no = await run([path], { answer: '\n' });
  expect(no).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Import 3 products like this? [y/N]'),
  });
  expect(isEmpty()).toBe(true);

  const yes = await run([path], { answer: 'y\n' });
  expect(yes.code).toBe(0);
  expect(yes.stdout).toMatch(
    /^Read 3 rows in [\d.]+ s: 2 products added, 0 changed, 0 unchanged, 1 refused\./,
  );
  expect(yes.stdout).toContain('line 4 (A-3) Preis: "gratis" is not a price in EUR');
  expect((await run([path, '--yes'])).stdout).toContain(
    '0 products added, 0 changed, 2 unchanged, 1 refused',
  );
});

test('a dry run writes nothing; a saved mapping is taken without a question', async () => {
  const path = file('artikel.csv.gz', gzipSync(CSV));
  const mapping = join(folder, 'map.json');
  const dry = await run([path, '--dry-run', '--save-mapping', mapping]);
  expect(dry.code).toBe(0);
  expect(dry.stdout).toMatch(/^Dry run, nothing was written\. Read 3 rows.*2 products added.*1 refused/);
  expect(JSON.parse(readFileSync(mapping, 'utf8'))).toMatchObject({
    source: 'artikel',
    decimal: ',',
    fields: { price: 'Preis' },
  });
  const report = join(folder, 'report.jsonl');
  const done = await run([path, '--mapping', mapping, '--json', '--report', report]);
  expect(JSON.parse(done.stdout)).toMatchObject({ created: 2, refused: 1, source: 'artikel', dryRun: false });
  expect(
    readFileSync(report, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([{ kind: 'fault', line: 4, id: 'A-3', field: 'Preis', reason: expect.any(String) }]);
  expect((await run([path, '--mapping', mapping, '--strict'])).code).toBe(1);
});

test('a column can be named; one that is not there is told with those that are', async () => {
  const path = file('feed.csv', 'nr,what,cost,note\n1,Cup,4.50,x\n');
  expect(await run([path, '--yes'])).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/--map title=COLUMN.*nr, what, cost, note/s),
  });
  expect(
    await run([path, '--yes', '--map', 'id=nr', '--map', 'title=what', '--map', 'price=costs']),
  ).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no column "costs" for price. There are: nr, what, cost, note.'),
  });
  const done = await run([
    path,
    '--yes',
    '--map',
    'id=nr',
    '--map',
    'title=what',
    '--map',
    'price=cost',
    '--stock',
    '5',
  ]);
  expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('1 product added') });
  expect((await run([path, '--map', 'title'])).stderr).toContain('not FIELD=COLUMN');
});

test('retiring wants the name of the feed, and tells what went', async () => {
  const path = file(
    'feed.csv',
    `id,name,price\n${Array.from({ length: 6 }, (_, i) => `p${i},Product ${i},1.50\n`).join('')}`,
  );
  expect(await run([path, '--yes', '--retire-missing'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--source NAME'),
  });
  await run([path, '--yes', '--source', 'main']);
  const rest = file('feed.csv', 'id,name,price\np0,Product 0,1.50\n');
  const many = await run([rest, '--yes', '--source', 'main', '--retire-missing']);
  expect(many).toMatchObject({ code: 1, stderr: expect.stringMatching(/5 of 6 products.*--force/) });
  const forced = await run([rest, '--yes', '--source', 'main', '--retire-missing', '--force', '--show', '2']);
  expect(forced.code).toBe(0);
  expect(forced.stdout).toMatch(/5 retired\./);
  expect(forced.stdout).toMatch(/prod_p1: Product 1\n {2}prod_p2: Product 2\n {2}and 3 more/);
});

test.each([
  ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), /PNG picture/],
  ['an empty file', '', /empty/],
  ['half a feed', '<rss><channel><item>', /cut off/],
])('%s is told without a stack, and nothing is written', async (_what, content, message) => {
  const said = await run(['-', '--yes'], { input: content });
  expect(said).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(message) });
  expect(said.stderr).not.toContain('    at ');
  expect(isEmpty()).toBe(true);
});

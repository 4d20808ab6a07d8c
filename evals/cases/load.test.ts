import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SuiteError } from '../error.ts';
import { defineEval } from './define-eval.ts';
import { loadSuites } from './load.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'suites-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
async function problemsOf(...paths: string[]): Promise<readonly string[]> {
  const error = await loadSuites(paths, folder).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(SuiteError);
  return (error as SuiteError).problems;
}

test('reads a suite in YAML, with what it says for all its cases', async () => {
  write(
    'shop.eval.yaml',
    `suite: my-shop
language: de
market: eu
tags: [nightly]
shop: products.jsonl
cases:
  - id: short
    say: Was kostet die Lampe?
  - id: long
    language: en
    tags: [slow]
    class: stale-price
    turns:
      - How much is the lamp?
      - say: And now?
        changes: [{ price: { variant: lamp, market: us, amount: 100 } }, { wait_ms: 60000 }]
        faults: [{ fault: error }]
    expect:
      tools: [search_catalog, { tool: get_product, arguments: { product_id: lamp } }]
      cost: { usd: 0.02 }
      latency: { reply_ms: 800 }
`,
  );
  const [suite] = await loadSuites(['.'], folder);
  const [short, long] = suite!.cases;
  expect(suite!.name).toBe('my-shop');
  expect(short).toMatchObject({
    class: 'my-shop',
    language: 'de',
    market: 'eu',
    tags: ['nightly'],
    shop: { path: join(folder, 'products.jsonl') },
    customer: { turns: [{ text: 'Was kostet die Lampe?' }] },
    source: { line: 7 },
  });
  expect(long).toMatchObject({
    class: 'stale-price',
    language: 'en',
    tags: ['nightly', 'slow'],
    customer: {
      turns: [
        { text: 'How much is the lamp?' },
        {
          changes: [
            { type: 'price', variant: 'lamp', market: 'us', amount: 100 },
            { type: 'wait', ms: 60_000 },
          ],
          faults: [{ tool: '*', fault: 'error' }],
        },
      ],
    },
    expect: {
      tools: { mode: 'subset', calls: [{ tool: 'search_catalog' }, { tool: 'get_product' }] },
      cost: { microdollars: 20_000 },
      latency: { replyMs: 800 },
    },
  });
});

test('names file and line of everything that is wrong, in all files at once', async () => {
  write(
    'a.eval.yaml',
    `suite: a
cases:
  - id: fine
    say: hello
  - id: wrong
    say: hello
    expect:
      langage: en
      facts:
        require:
          - { kind: prize, product: lamp }
  - id: both
    say: hello
    turns: [hello]
`,
  );
  write('b.eval.jsonl', '{"id":"one","say":"hello"}\nno json\n{"id":"two","say":"hello","language":"xx"}\n');
  write('c.eval.yaml', 'suite: c\ncases: [\n');
  const problems = await problemsOf('a.eval.yaml', 'b.eval.jsonl', 'c.eval.yaml');
  expect(problems).toEqual([
    expect.stringMatching(/^a\.eval\.yaml:11: cases\.1\.expect\.facts\.require\.0\.kind: .*price/),
    expect.stringMatching(/^a\.eval\.yaml:8: cases\.1\.expect: "langage": no such key here$/),
    expect.stringMatching(/^a\.eval\.yaml:12: cases\.2: give exactly one of say, turns and customer$/),
    expect.stringMatching(/^b\.eval\.jsonl:2: no JSON: /),
    expect.stringMatching(/^b\.eval\.jsonl:3: language: /),
    expect.stringMatching(/^c\.eval\.yaml:\d: no YAML: /),
  ]);
});

test('JSON Lines may begin with what holds for all', async () => {
  write(
    'qa.jsonl',
    '{"suite":"qa","language":"fr"}\n{"id":"one","say":"bonjour"}\n\n{"id":"two","say":"merci"}\n',
  );
  const [suite] = await loadSuites(['qa.jsonl'], folder);
  expect(suite!.name).toBe('qa');
  expect(suite!.cases.map(({ language, source }) => [language, source!.line])).toEqual([
    ['fr', 2],
    ['fr', 4],
  ]);
});

test('refuses an id twice, a pattern that is none, a suite that is not there, a folder without any', async () => {
  write('a.eval.yaml', 'suite: s\ncases:\n  - { id: one, say: hello }\n  - { id: one, say: again }\n');
  expect(await problemsOf('a.eval.yaml')).toEqual([
    'a.eval.yaml:4: the id "one" is also that of a.eval.yaml:3; give it another',
  ]);
  write(
    'b.eval.yaml',
    "suite: s\ncases:\n  - { id: one, say: hello, expect: { text: { forbid: ['/(/'] } } }\n",
  );
  expect(await problemsOf('b.eval.yaml')).toEqual([expect.stringContaining('b.eval.yaml:3: ')]);
  expect(await problemsOf('none.yaml')).toEqual([expect.stringContaining('There is no suite "none.yaml"')]);
  rmSync(join(folder, 'a.eval.yaml'));
  rmSync(join(folder, 'b.eval.yaml'));
  expect(await problemsOf('.')).toEqual([expect.stringContaining('shopwright eval init')]);
});

test('takes suites that code makes', async () => {
  write(
    'made.eval.mjs',
    `export default { name: 'made', cases: [{ id: 'one', class: 'made', language: 'en', tags: [], shop: 'sample', customer: { turns: [{ text: 'hello' }] }, expect: {} }] };`,
  );
  write('wrong.eval.mjs', 'export const suite = 1;');
  expect((await loadSuites(['made.eval.mjs'], folder))[0]!.cases).toHaveLength(1);
  expect(await problemsOf('wrong.eval.mjs')).toEqual([expect.stringContaining('defineEval')]);
});

test('defineEval fills in what is not said, and refuses doubles and foreign languages', () => {
  const suite = defineEval({
    name: 'hours',
    language: 'es',
    cases: [
      { id: 'one', say: 'hola' },
      { id: 'two', turns: ['hola', { text: 'adiós' }], class: 'farewell' },
    ],
  });
  expect(suite.cases).toMatchObject([
    { class: 'hours', language: 'es', shop: 'sample', customer: { turns: [{ text: 'hola' }] } },
    { class: 'farewell', customer: { turns: [{ text: 'hola' }, { text: 'adiós' }] } },
  ]);
  const wrong = () =>
    defineEval({
      name: 'x',
      cases: [
        { id: 'a', say: '' },
        { id: 'a', say: '', language: 'it' as never },
      ],
    });
  expect(wrong).toThrow(/two cases have the id "a"[\s\S]*"it" is none of en, es, pt, de, fr/);
});

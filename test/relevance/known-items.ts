import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isStopWord } from '../../server/search/analysis/stop-words.ts';
import type { SearchDocument, SearchEngine, SearchHit } from '../../server/search/search-engine.ts';
import { mulberry32 } from '../fixtures/mulberry32.ts';
import { readDocuments } from './electronics.ts';
import { shuffled } from './folds.ts';
import { engineOf } from './measure.ts';
import { PlainBm25f } from './reference.ts';
import { RETAIL_WORDS, readRetail } from './retail.ts';

const DATA = new URL('../../../shared/data', import.meta.url).pathname;
const HELP = `npm run relevance:known -- [FOLDER] [options]

Looks for products that are known: by their title in another order, by half of its words, by brand and a word of it, by
SKU; in a shop of everyday things by their names in five languages and by options. Says how often the product stands
first and among the first ten, beside a plain BM25F. Guards against search that fits only one catalogue.

  FOLDER       holds electronics/ and retail/ (default: the data beside the project)
  --sample N   how many of the electronics are looked for (default 400)
  --seed N     which ones, and which words (default 1)
  --misses     print what is not found among the first ten, and names that do not come first
  --json       write JSON instead of a table
  --help       show this
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    misses: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const folder = positionals[0] ?? DATA;
if (!existsSync(folder)) {
  console.error(`relevance: there is no folder ${folder}. Give the folder of the data; see --help.`);
  process.exit(2);
}
const next = mulberry32(Number(values.seed));

interface Case {
  readonly text: string;
  readonly isIt: (hit: Pick<SearchHit, 'productId' | 'matchedVariantId'>) => boolean;
}
interface Row {
  readonly what: string;
  readonly cases: number;
  readonly first: number;
  readonly firstTen: number;
  /** Of plain BM25F. */
  readonly plainFirst: number;
  readonly plainFirstTen: number;
  readonly misses: readonly string[];
}

function judge(what: string, cases: readonly Case[], engine: SearchEngine, plain: PlainBm25f): Row {
  let [first, firstTen, plainFirst, plainFirstTen] = [0, 0, 0, 0];
  const misses: string[] = [];
  for (const { text, isIt } of cases) {
    const { hits } = engine.search({ text, market: 'us', filters: {}, sort: 'relevance', limit: 10 });
    const at = hits.findIndex(isIt);
    if (at === 0) first += 1;
    if (at >= 0) firstTen += 1;
    if (at !== 0) misses.push(`${text} (${at < 0 ? 'not found' : `place ${at + 1}`})`);
    const plainAt = plain.search(text, 10).findIndex((productId) => isIt({ productId }));
    if (plainAt === 0) plainFirst += 1;
    if (plainAt >= 0) plainFirstTen += 1;
  }
  const part = (n: number): number => n / cases.length;
  return {
    what,
    cases: cases.length,
    first: part(first),
    firstTen: part(firstTen),
    plainFirst: part(plainFirst),
    plainFirstTen: part(plainFirstTen),
    misses,
  };
}

const titleOf = (doc: SearchDocument): string => doc.title.en ?? '';
const wordsOf = (doc: SearchDocument): string[] => titleOf(doc).split(/\s+/).filter(Boolean);
const telling = (doc: SearchDocument): string[] =>
  wordsOf(doc).filter((word) => /[\p{L}\p{N}]{2}/u.test(word) && !isStopWord(word.toLowerCase()));

function electronics(documents: readonly SearchDocument[], sample: number): Row[] {
  const engine = engineOf(documents);
  const plain = new PlainBm25f(documents);
  const idsOf = new Map<string, Set<string>>();
  for (const doc of documents) {
    const key = titleOf(doc);
    idsOf.set(key, (idsOf.get(key) ?? new Set()).add(doc.productId));
  }
  const chosen = shuffled(documents, next).slice(0, sample);
  // Products of the same title are the same to who knows the title.
  const cases = (text: (doc: SearchDocument) => string): Case[] =>
    chosen.map((doc) => ({
      text: text(doc),
      isIt: ({ productId }) => idsOf.get(titleOf(doc))!.has(productId),
    }));
  const half = (doc: SearchDocument): string => {
    const words = shuffled([...new Set(telling(doc))], next);
    return words.slice(0, Math.max(2, Math.ceil(words.length / 2))).join(' ');
  };
  return [
    judge('title', cases(titleOf), engine, plain),
    judge(
      'title in another order',
      cases((doc) => shuffled(wordsOf(doc), next).join(' ')),
      engine,
      plain,
    ),
    judge('half of its words', cases(half), engine, plain),
    judge(
      'brand and SKU',
      cases((doc) => `${doc.brand ?? ''} ${doc.variants[0]?.sku ?? ''}`),
      engine,
      plain,
    ),
    judge(
      'SKU',
      cases((doc) => doc.variants[0]?.sku ?? titleOf(doc)),
      engine,
      plain,
    ),
  ];
}

function retail(documents: readonly SearchDocument[]): Row[] {
  const engine = engineOf(documents);
  const plain = new PlainBm25f(documents);
  const is =
    (doc: SearchDocument) =>
    ({ productId }: { productId: string }): boolean =>
      productId === doc.productId;
  const named = documents.map((doc) => ({ text: titleOf(doc).toLowerCase(), isIt: is(doc) }));
  const words = Object.entries(RETAIL_WORDS).flatMap(([names, called]) => {
    const right = new Set(names.split('|'));
    const ids = new Set(documents.filter((doc) => right.has(titleOf(doc))).map((doc) => doc.productId));
    const isIt = ({ productId }: { productId: string }): boolean => ids.has(productId);
    return called.split(',').map((word) => ({ text: word.trim(), isIt }));
  });
  const options = documents.flatMap((doc) =>
    shuffled(doc.variants, next)
      .slice(0, 4)
      .map((variant) => ({
        text: `${shuffled(Object.values(variant.options), next).join(' ')} ${titleOf(doc)}`,
        isIt: ({ productId, matchedVariantId }: Pick<SearchHit, 'productId' | 'matchedVariantId'>) =>
          productId === doc.productId &&
          (matchedVariantId === undefined || sameOptions(doc, matchedVariantId, variant.id)),
      })),
  );
  return [
    judge('everyday: name', named, engine, plain),
    judge('everyday: name, five languages', words, engine, plain),
    judge('everyday: options and name', options, engine, plain),
  ];
}

const sameOptions = (doc: SearchDocument, a: string, b: string): boolean => {
  const of = (id: string): string =>
    JSON.stringify(doc.variants.find((variant) => variant.id === id)?.options);
  return of(a) === of(b);
};

console.error('relevance: indexing');
const rows = [
  ...electronics(readDocuments(`${folder}/electronics`), Number(values.sample)),
  ...retail(readRetail(`${folder}/retail`)),
];
if (values.json) console.log(JSON.stringify(rows, undefined, 2));
else {
  const columns = ['first', 'first ten', 'plain first', 'plain first ten'];
  console.log(`${''.padEnd(34)}${'cases'.padStart(6)}${columns.map((name) => name.padStart(17)).join('')}`);
  for (const { what, cases, misses, ...parts } of rows) {
    const figures = Object.values(parts).map((value) => value.toFixed(3).padStart(17));
    console.log(`${what.padEnd(34)}${String(cases).padStart(6)}${figures.join('')}`);
    if (values.misses) for (const miss of misses) console.log(`    ${miss}`);
  }
}

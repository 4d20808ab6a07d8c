import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readDocuments } from './electronics.ts';
import { engineOf } from './measure.ts';
import { MORE_THING_QUERIES } from './more-thing-queries.ts';
import { THING_QUERIES } from './thing-queries.ts';

const DATA = new URL('../../../shared/data/electronics', import.meta.url).pathname;
const FIRST = 10;
const ENOUGH = 9;
const HELP = `npm run relevance:things -- [FOLDER] [options]

Searches for things by their names in five languages. Of the first ${FIRST} products ${ENOUGH} must be the thing itself, by the labels in
labels.json, which a person gave by title and features. Fails when a product without a label comes back: label it.

  FOLDER       holds products.jsonl (default: the electronics beside the project)
  --json       write JSON instead of a table
  --help       show this
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const folder = positionals[0] ?? DATA;
if (!existsSync(folder)) {
  console.error(`relevance: there is no folder ${folder}. Give the folder of the products; see --help.`);
  process.exit(2);
}
const labels = JSON.parse(readFileSync(new URL('labels.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;
console.error('relevance: indexing');
const documents = readDocuments(folder);
const titles = new Map(documents.map(({ productId, title }) => [productId, title.en]));
const engine = engineOf(documents);

const rows = [...THING_QUERIES, ...MORE_THING_QUERIES].flatMap(({ thing, also = [], words }) =>
  words.map((text) => {
    const { hits } = engine.search({
      text,
      market: 'us',
      filters: {},
      sort: 'relevance',
      limit: FIRST,
    });
    const ids = hits.map((hit) => hit.productId);
    const isThing = (id: string): boolean => labels[id] === thing || also.includes(labels[id] ?? '');
    return {
      thing,
      text,
      found: ids.filter(isThing).length,
      others: ids.filter((id) => labels[id] !== undefined && !isThing(id)),
      unlabelled: ids.filter((id) => labels[id] === undefined),
    };
  }),
);
const failed = rows.filter(({ found, unlabelled }) => found < ENOUGH || unlabelled.length > 0);
if (values.json) console.log(JSON.stringify({ rows, failed: failed.length }, undefined, 2));
else {
  for (const { thing, text, found, others, unlabelled } of rows) {
    const rest = others.map((id) => `${id} (${labels[id]})`).join(', ');
    console.log(
      `${found < ENOUGH ? 'FAIL' : 'ok  '}  ${String(found).padStart(2)}  ${thing.padEnd(16)}${text.padEnd(28)}${rest}`,
    );
    for (const id of unlabelled) console.log(`      not labelled: ${id} ${titles.get(id)}`);
  }
  console.log(
    `${rows.length - failed.length} of ${rows.length} queries have ${ENOUGH} of the first ${FIRST}`,
  );
}
process.exitCode = failed.length > 0 ? 1 : 0;

import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Answered, type Judged, judge, readRows, statedNeeds } from './check.ts';
import { openElectronicsShop } from './shop.ts';

const DATA = new URL('../../../shared/data/electronics', import.meta.url).pathname;
const HELP = `npm run recommend -- [options]

Asks recommend_products for the 50 needs of test/recommend/needs.jsonl over the electronics catalogue, in five languages,
and checks the pick and its alternatives by the file itself: every limit met, every reason a fact. Ends with 1 when one
is not. It takes about a minute. Progress goes to standard error.

  --data FOLDER  holds products.jsonl (default: the electronics beside the project)
  --words        give the customer's words alone; the limits must be read out of them
  --need ID      one need, such as de-04, with the reasons in full
  --json         write JSON
  --help         show this
`;

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: DATA },
    words: { type: 'boolean', default: false },
    need: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const needs = statedNeeds().filter(({ id }) => values.need === undefined || id === values.need);
if (!existsSync(values.data) || needs.length === 0) {
  console.error(
    'recommend: give the folder of products.jsonl, and the id of a need that there is; see --help.',
  );
  process.exit(2);
}

console.error('recommend: importing');
const rows = readRows(values.data);
const shop = await openElectronicsShop(values.data);
const judged: Judged[] = [];
for (const need of needs) {
  const started = performance.now();
  const answered = (await shop.ok('recommend_products', {
    needs: values.words ? { text: need.text } : { text: need.text, ...need.needs },
    locale: need.language,
  })) as unknown as Answered;
  const ms = performance.now() - started;
  judged.push({ id: need.id, answered, ms, faults: judge(need, answered, rows) });
}
await shop.close();

const picks = judged.filter(({ faults }) => faults.every(({ place }) => place > 0)).length;
const whole = judged.filter(({ faults }) => faults.length === 0).length;
const alternatives = judged.reduce((sum, { answered }) => sum + Math.max(0, answered.products.length - 1), 0);
const reasons = judged.flatMap(({ answered }) => answered.products.flatMap((product) => product.reasons));
const notFacts = judged.flatMap(({ faults }) =>
  faults.filter(({ what }) => what.startsWith('no fact')),
).length;
const times = judged.map(({ ms }) => ms).sort((a, b) => a - b);
const summary = {
  needs: judged.length,
  picks,
  withAlternatives: whole,
  alternatives,
  reasons: reasons.length,
  notFacts,
  asked: judged.filter(({ answered }) => answered.question !== undefined).length,
  medianMs: Math.round(times[Math.floor(times.length / 2)]!),
  slowestMs: Math.round(times.at(-1)!),
};
if (values.json) console.log(JSON.stringify({ summary, needs: judged }, undefined, 2));
else {
  for (const [i, { id, answered, faults }] of judged.entries()) {
    console.log(`${faults.length === 0 ? 'ok   ' : 'FAULT'} ${id}  ${needs[i]!.text}`);
    for (const product of answered.products) {
      const why =
        values.need === undefined ? product.reason : product.reasons.map(({ text }) => text).join('; ');
      console.log(
        `        ${product.role.padEnd(11)} ${product.price.text}  ${product.title}\n${' '.repeat(20)}${why}`,
      );
    }
    if (answered.question) {
      const { attribute, options } = answered.question;
      console.log(`        asks ${attribute}, ${options.length} answers`);
    }
    for (const { place, what } of faults)
      console.log(`        ${place === 0 ? 'pick' : `alternative ${place}`}: ${what}`);
  }
  console.log(
    `\n${picks} of ${judged.length} picks meet every limit, ${whole} with all their alternatives (${alternatives}); ` +
      `${reasons.length - notFacts} of ${reasons.length} reasons are facts; ${summary.asked} ask one question; ` +
      `median ${summary.medianMs} ms, slowest ${summary.slowestMs} ms`,
  );
}
process.exitCode = whole === judged.length ? 0 : 1;

/** How well messages are read, on turns that training never sees; see --help. */
import { parseArgs } from 'node:util';
import { answersFrom, read } from '../../server/agent/reading/read.ts';
import { LANGUAGES, openTurns, sealedTurns } from './holdout.ts';
import { confusions, type Figures, figuresOf, type JudgedTurn, judgeTurn } from './judge.ts';

const HELP = `npm run intents -- [LANGUAGE...] [options]

Reads the labelled turns of the hold-out and says how many would be answered, and how many of those wrongly. A turn is handled when its
reading is sure enough; wrong when its intents, in their order, or an entity differ from the label.

  LANGUAGE       en, es, pt, de, fr (default: all)
  --sealed       the other half of the hold-out: for the closing run only
  --mistakes N   list the N surest mistakes of each language
  --json         write JSON instead of tables
  --help         show this
`;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sealed: { type: 'boolean', default: false },
    mistakes: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const unknown = positionals.filter((name) => !(LANGUAGES as readonly string[]).includes(name));
if (unknown.length > 0) {
  console.error(`intents: ${unknown.join(', ')} is none of ${LANGUAGES.join(', ')}; see --help.`);
  process.exit(2);
}
const languages = positionals.length > 0 ? positionals : [...LANGUAGES];
const sealed = values.sealed ? sealedTurns() : undefined;
const rows = new Map<string, JudgedTurn[]>();
for (const language of languages) {
  console.error(`intents: ${language}`);
  const turns = sealed?.filter((turn) => turn.lang === language) ?? openTurns(language);
  const threshold = answersFrom(language);
  rows.set(
    language,
    turns.map((turn) =>
      judgeTurn(turn, read(turn.text, { language, asked: turn.asked ?? undefined }), threshold),
    ),
  );
}
const all = [...rows.values()].flat();
const byIntent = [...new Set(all.flatMap(({ turn }) => turn.intents))].sort().map((intent) => {
  const own = all.filter(({ turn }) => turn.intents.includes(intent));
  return { intent, ...figuresOf(own) };
});

if (values.json) {
  const byLanguage = Object.fromEntries([...rows].map(([language, list]) => [language, figuresOf(list)]));
  console.log(
    JSON.stringify({ all: figuresOf(all), byLanguage, byIntent, confusions: confusions(all) }, null, 2),
  );
} else {
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`.padStart(8);
  const line = (name: string, figures: Figures): string =>
    `${name.padEnd(22)}${String(figures.turns).padStart(5)}${percent(figures.handled)}${percent(figures.wrong)}${percent(figures.wrongIntents)}` +
    `${percent(figures.outAnswered)}${percent(figures.intents)}${percent(figures.all)}`;
  const head = `${''.padEnd(22)}turns handled   wrong intents     out intents     all\n${''.padEnd(28)}         of handled  answered   right   right`;
  console.log(head);
  for (const [language, list] of rows) console.log(line(language, figuresOf(list)));
  console.log(line('all', figuresOf(all)));
  console.log(`\n${head}`);
  for (const figures of byIntent) console.log(line(figures.intent, figures));
  console.log('\nread for what');
  for (const { wanted, got, count } of confusions(all).slice(0, 40))
    console.log(`${String(count).padStart(4)}  ${wanted} -> ${got}`);
  for (const [language, list] of rows) mistakes(language, list);
}

function mistakes(language: string, list: readonly JudgedTurn[]): void {
  const wrong = list
    .filter((row) => !row.right)
    .sort((a, b) => b.reading.confidence - a.reading.confidence)
    .slice(0, Number(values.mistakes));
  if (wrong.length > 0)
    console.log(`\n${language}: the surest mistakes; answered from ${answersFrom(language)} on`);
  for (const { turn, reading, wanted, got, differ, entities } of wrong) {
    const what = wanted === got ? wanted : `${wanted} -> ${got}`;
    const told =
      differ.length === 0
        ? ''
        : ` | ${differ.join(' ')}: ${JSON.stringify(turn.entities)} -> ${JSON.stringify(entities)}`;
    console.log(
      `${reading.confidence.toFixed(3)} ${JSON.stringify(turn.text)} ${turn.asked ?? '-'} | ${what}${told}`,
    );
  }
}

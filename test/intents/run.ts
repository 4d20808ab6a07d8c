/** How well messages are read and answered, on turns that training never sees; see --help. */
import { parseArgs } from 'node:util';
import { answersFrom, read } from '../../server/agent/reading/read.ts';
import { answerFiguresOf, answerMistakes, answerTables, unhandled } from './answer-figures.ts';
import { type AnsweredTurn, answeredTurn } from './answers.ts';
import { curveLines } from './curve.ts';
import { LANGUAGES, openTurns, sealedTurns } from './holdout.ts';
import { confusions, type Figures, figuresOf, type JudgedTurn, judgeTurn } from './judge.ts';
import { openHoldoutShop } from './shop.ts';

const HELP = `npm run intents -- [LANGUAGE...] [options]

Answers the labelled turns of the hold-out in the sample shop, and says how many are handled, and how many of those wrongly. A turn is
handled by a final answer: no question what is meant, no person who was not asked for, no model. It is wrong when what was wanted, a tool,
its arguments or a target differ from the answer that the label's own reading leads to, or when the product is not that of the label.
Then the same turns as they are read alone: handled from the reader's own threshold on, wrong when any intent or entity differs.

  LANGUAGE       en, es, pt, de, fr (default: all)
  --sealed       the other half of the hold-out: for the closing run only
  --reading      judge what is read, and answer nothing
  --curve        print how many could be handled as they are read, by the share that may be wrong
  --mistakes N   list N wrong answers of each language and the N surest mistakes of the reader
  --json         write JSON instead of tables
  --help         show this
`;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sealed: { type: 'boolean', default: false },
    reading: { type: 'boolean', default: false },
    curve: { type: 'boolean', default: false },
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
const answered = values.reading ? [] : await answeredTurns();
const all = [...rows.values()].flat();
const byIntent = [...new Set(all.flatMap(({ turn }) => turn.intents))].sort().map((intent) => {
  const own = all.filter(({ turn }) => turn.intents.includes(intent));
  return { intent, ...figuresOf(own) };
});

if (values.json) {
  const byLanguage = Object.fromEntries([...rows].map(([language, list]) => [language, figuresOf(list)]));
  console.log(
    JSON.stringify(
      {
        ...(!values.reading && { answers: answersJson() }),
        ...{ all: figuresOf(all), byLanguage, byIntent, confusions: confusions(all) },
      },
      null,
      2,
    ),
  );
} else {
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`.padStart(8);
  const line = (name: string, figures: Figures): string =>
    `${name.padEnd(22)}${String(figures.turns).padStart(5)}${percent(figures.handled)}${percent(figures.wrong)}${percent(figures.wrongIntents)}` +
    `${percent(figures.outAnswered)}${percent(figures.intents)}${percent(figures.all)}`;
  const head = `${''.padEnd(22)}turns handled   wrong intents     out intents     all\n${''.padEnd(28)}         of handled  answered   right   right`;
  if (!values.reading) {
    console.log(`As answered\n${answerTables(answered)}\n`);
    for (const language of languages) {
      const own = answered.filter(({ turn }) => turn.lang === language);
      for (const mistake of answerMistakes(own, Number(values.mistakes))) console.log(mistake);
    }
    console.log('\nAs read');
  }
  console.log(head);
  for (const [language, list] of rows) console.log(line(language, figuresOf(list)));
  console.log(line('all', figuresOf(all)));
  if (values.curve) console.log(`\n${curveLines(new Map([...rows, ['all', all]])).join('\n')}`);
  console.log(`\n${head}`);
  for (const figures of byIntent) console.log(line(figures.intent, figures));
  console.log('\nread for what');
  for (const { wanted, got, count } of confusions(all).slice(0, 40))
    console.log(`${String(count).padStart(4)}  ${wanted} -> ${got}`);
  for (const [language, list] of rows) mistakes(language, list);
}

async function answeredTurns(): Promise<AnsweredTurn[]> {
  const shop = await openHoldoutShop();
  const found: AnsweredTurn[] = [];
  for (const [language, list] of rows) {
    console.error(`intents: answers in ${language}`);
    for (const { turn } of list) found.push(await answeredTurn(shop, turn, found.length));
  }
  await shop.close();
  return found;
}

function answersJson() {
  const byLanguage = languages.map((language) => [
    language,
    answerFiguresOf(answered.filter(({ turn }) => turn.lang === language)),
  ]);
  const intents = [...new Set(answered.flatMap(({ turn }) => turn.intents))].sort().map((intent) => ({
    intent,
    ...answerFiguresOf(answered.filter(({ turn }) => turn.intents.includes(intent))),
  }));
  const all = answerFiguresOf(answered);
  return {
    all,
    byLanguage: Object.fromEntries(byLanguage),
    byIntent: intents,
    unhandled: unhandled(answered),
  };
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

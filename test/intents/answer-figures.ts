import type { AnsweredTurn } from './answers.ts';

/** Shares in [0, 1]. */
export interface AnswerFigures {
  turns: number;
  inScope: number;
  /** Of those in scope: final answers, without a question what is meant, a person who was not asked for, or a model. */
  handled: number;
  /** Of those handled: another intent, tool, argument or target than with the label's reading, or not the product of the label. */
  wrong: number;
  /** Of those handled: answers whose task goes on with a question of its own, such as for an address. */
  asksNext: number;
  /** Of those in scope: what would be handled, were all read as labelled. The rest is for the answers, not for the reader. */
  could: number;
  /** Of those out of scope: answered as if they were a matter for the shop. */
  outAnswered: number;
}

const share = <T>(list: readonly T[], test: (one: T) => boolean): number =>
  list.length === 0 ? 0 : list.filter(test).length / list.length;
const isWrong = ({ differ }: AnsweredTurn): boolean => differ.length > 0;
/** Whether the label's reading leads to a final answer. */
export const couldBe = ({ turn, labelled }: AnsweredTurn): boolean =>
  labelled.intents !== undefined && !labelled.asksBack && (!labelled.handoff || asksPerson(turn));
export const asksPerson = ({ intents, asked }: AnsweredTurn['turn']): boolean =>
  intents.includes('person') || (asked === 'person?' && intents.includes('yes'));

export function answerFiguresOf(rows: readonly AnsweredTurn[]): AnswerFigures {
  const inside = rows.filter(({ turn }) => turn.scope === 'in');
  const outside = rows.filter(({ turn }) => turn.scope === 'out');
  const handled = inside.filter((row) => row.handled);
  return {
    turns: rows.length,
    inScope: inside.length,
    handled: share(inside, (row) => row.handled),
    wrong: share(handled, isWrong),
    asksNext: share(handled, ({ own }) => own.asksNext),
    could: share(inside, couldBe),
    outAnswered: share(outside, (row) => row.handled && isWrong(row)),
  };
}

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`.padStart(9);
const line = (name: string, figures: AnswerFigures): string =>
  `${name.padEnd(22)}${String(figures.turns).padStart(6)}${percent(figures.handled)}${percent(figures.wrong)}` +
  `${percent(figures.asksNext)}${percent(figures.could)}${percent(figures.outAnswered)}`;
const HEAD =
  `${''.padEnd(22)} turns  handled    wrong  asks on    could      out\n` +
  `${''.padEnd(37)}of handled        be handled answered`;

/** The tables of `npm run intents`. */
export function answerTables(rows: readonly AnsweredTurn[]): string {
  const of = (keys: readonly string[], has: (row: AnsweredTurn, key: string) => boolean): string[] =>
    keys.map((key) => line(key, answerFiguresOf(rows.filter((row) => has(row, key)))));
  const languages = [...new Set(rows.map(({ turn }) => turn.lang))];
  const intents = [...new Set(rows.flatMap(({ turn }) => turn.intents))].sort();
  return [
    HEAD,
    ...of(languages, ({ turn }, language) => turn.lang === language),
    line('all', answerFiguresOf(rows)),
    '',
    HEAD,
    ...of(intents, ({ turn }, intent) => (turn.intents as string[]).includes(intent)),
    '',
    'read right, but not handled',
    ...unhandled(rows).map(({ intents, count, why }) => `${String(count).padStart(4)}  ${intents}: ${why}`),
  ].join('\n');
}

/** What the answers cannot do yet, the most frequent first. */
export function unhandled(
  rows: readonly AnsweredTurn[],
): { intents: string; count: number; why: 'asks back' | 'no answer' | 'calls a person' }[] {
  const found = new Map<
    string,
    { intents: string; count: number; why: 'asks back' | 'no answer' | 'calls a person' }
  >();
  for (const row of rows) {
    if (row.turn.scope === 'out' || couldBe(row)) continue;
    const { labelled, turn } = row;
    const why = !labelled.intents ? 'no answer' : labelled.asksBack ? 'asks back' : 'calls a person';
    const key = `${turn.intents.join(',')} ${why}`;
    const before = found.get(key) ?? { intents: turn.intents.join(','), count: 0, why };
    found.set(key, { ...before, count: before.count + 1 });
  }
  return [...found.values()]
    .sort((a, b) => b.count - a.count || a.intents.localeCompare(b.intents))
    .slice(0, 30);
}

/** What was answered wrongly. */
export function answerMistakes(rows: readonly AnsweredTurn[], most: number): string[] {
  return rows
    .filter((row) => row.handled && isWrong(row))
    .slice(0, most)
    .map(
      ({ turn, own, labelled, differ }) =>
        `${turn.lang} ${JSON.stringify(turn.text)} ${turn.asked ?? '-'} | ${differ.join(' ')} | ` +
        `${turn.intents.join(',') || 'out'} as ${labelled.intents?.join(',')} -> ${own.intents?.join(',')} | ` +
        `${labelled.calls.join('; ')} -> ${own.calls.join('; ')} | ${JSON.stringify(turn.entities)}`,
    );
}

import type { Day, DayFigures } from './measure.ts';

/** What a conversation costs by each model of the price list, with and without the rules before the model. */
export function renderDay({ prices, goal, by, withRules, withoutRules, load }: DayFigures): string {
  const rows = prices.models.map((price) => {
    const cost = (day: Day): number => costOf(price, day);
    return [
      `${price.name}${price.thinks ? ' *' : ''}`,
      dollars(cost(withRules)),
      dollars(cost(withoutRules)),
      dollars(costOf({ ...price, repeated: price.input }, withRules)),
      price.name === by ? `goal < ${dollars(goal)}: ${cost(withRules) < goal ? 'ok' : 'missed'}` : '',
    ];
  });
  const head = ['a conversation costs, by', 'with stage 1', 'without', 'with, nothing off', ''];
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((cells) => cells[at]!.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (at === 0 || at === 4 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join('  ')
      .trimEnd();
  return [
    `A replayed day of ${withRules.conversations} conversations, ${withRules.turns} turns in five languages; load ${load.toFixed(1)}`,
    described('with stage 1', withRules),
    described('without', withoutRules),
    `prices of ${prices.date}: ${prices.source}`,
    'what a request repeats of the one before it in its turn is charged less; what turns and conversations have in common is not counted',
    '* thinks: what it thinks is charged as output too, and is not in these figures',
    '',
    line(head),
    ...rows.map(line),
  ].join('\n');
}

const costOf = (
  { input, repeated, output }: DayFigures['prices']['models'][number],
  { inputTokens, repeatedTokens, outputTokens, conversations }: Day,
): number =>
  ((inputTokens - repeatedTokens) * input + repeatedTokens * repeated + outputTokens * output) /
  1e6 /
  conversations;

const dollars = (value: number): string => `$${value.toFixed(5)}`;

const described = (
  name: string,
  { by, turns, calls, inputTokens, repeatedTokens, outputTokens, conversations, booked }: Day,
): string => {
  const share = (count: number): string => `${((100 * count) / turns).toFixed(1)} %`;
  const each = (count: number): string => Math.round(count / conversations).toLocaleString('en');
  return `${name}: stage 1 answered ${share(by.intents)}, the model ${share(by.model)}, templates ${share(by.template)}; a conversation ${(calls / conversations).toFixed(2)} calls, ${each(inputTokens)} tokens in (${each(repeatedTokens)} of them repeated), ${each(outputTokens)} out; booked by the shop ${dollars(booked / 1e6 / conversations)}`;
};

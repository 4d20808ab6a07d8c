import type { FactPattern, Grader, GradingContext, Observation, ShopData, Violation } from '../contract.ts';
import { graded, skipped, wholly } from './pass.ts';
import { repliesOf } from './text.ts';
import { writings } from './writings.ts';

const NAME = 'facts';

/** Whether what must be told is told, in any of the ways that people write it, and what must not is not. */
export const factsGrader: Grader = {
  name: NAME,
  group: 'behaviour',
  about: 'facts that must, and that must not, be told',
  grade: (observation, context) => {
    const { require = [], forbid = [] } = context.case.expect.facts ?? {};
    if (require.length + forbid.length === 0) return skipped(NAME, 'the case names no facts');
    return graded(NAME, [
      ...require.flatMap((fact) => missing(fact, observation, context)),
      ...forbid.flatMap((fact) => told(fact, observation, context.shop)),
    ]);
  },
};

function missing(fact: FactPattern, observation: Observation, { shop }: GradingContext): Violation[] {
  const ways = writings(fact, shop);
  const said = repliesOf(observation).some(({ text }) =>
    ways.every((any) => any.some((one) => one.test(text))),
  );
  return said ? [] : [wholly('fact_missing', `${shown(fact)} is told nowhere`)];
}

function told(fact: FactPattern, observation: Observation, shop: ShopData): Violation[] {
  const ways = writings(fact, shop);
  return repliesOf(observation).flatMap(({ text, turn, at }) => {
    const hits = ways.map((any) => any.map((one) => one.exec(text)).find((hit) => hit !== null));
    if (ways.length === 0 || hits.some((hit) => !hit)) return [];
    const { index: start, 0: words } = hits.at(-1)!;
    const message = `${shown(fact)} must not be told`;
    return [{ kind: fact.kind, start, end: start + words.length, text: words, message, turn, at }];
  });
}

const shown = (fact: FactPattern): string =>
  [
    fact.kind,
    ...(fact.amount === undefined ? [] : [fact.amount]),
    ...(fact.currency === undefined ? [] : [fact.currency]),
    ...(fact.value === undefined ? [] : [`“${fact.value}”`]),
    ...((fact.variant ?? fact.product) ? [`of ${fact.variant ?? fact.product}`] : []),
  ].join(' ');

import type { Case, Grade, Grader, GradingContext, Observation, ShopData } from '../contract.ts';
import { changed } from '../shop/change.ts';

/** Judges a conversation by all graders. One that throws has failed, and says so: a broken grader is no pass. */
export async function gradeAll(
  graders: readonly Grader[],
  theCase: Case,
  shop: ShopData,
  observation: Observation,
  signal: AbortSignal,
): Promise<Grade[]> {
  const context = contextOf(theCase, shop, observation, signal);
  const grades: Grade[] = [];
  for (const grader of graders) {
    try {
      grades.push(await grader.grade(observation, context));
    } catch (error) {
      signal.throwIfAborted();
      const message = `the grader failed: ${error instanceof Error ? error.message : String(error)}`;
      const violation = { kind: 'grader_fault', start: 0, end: 0, text: '', message, turn: 0 };
      grades.push({ name: grader.name, pass: false, violations: [violation] });
    }
  }
  return grades;
}

function contextOf(
  theCase: Case,
  shop: ShopData,
  { changes }: Observation,
  signal: AbortSignal,
): GradingContext {
  const market = theCase.market ?? shop.shop.defaultMarket;
  const states = new Map<number, ShopData>();
  return {
    case: theCase,
    shop,
    market,
    currency: shop.shop.markets.find(({ id }) => id === market)?.currency,
    signal,
    shopAt: (turn) => {
      const count = changes.filter((one) => one.turn <= turn).length;
      const known = states.get(count);
      if (known) return known;
      const state = changes.slice(0, count).reduce((before, { change }) => changed(before, change), shop);
      states.set(count, state);
      return state;
    },
  };
}

import type { Grader } from '../contract.ts';
import { graded, skipped, wholly } from './pass.ts';

/** Whether every reply came in time. */
export const latencyGrader: Grader = {
  name: 'latency',
  group: 'behaviour',
  about: 'how long replies take',
  grade: ({ messages }, { case: { expect } }) => {
    const { replyMs, firstByteMs } = expect.latency ?? {};
    if (replyMs === undefined && firstByteMs === undefined)
      return skipped('latency', 'the case sets no limit');
    const timed = messages.filter(({ latencyMs }) => latencyMs !== undefined);
    if (timed.length === 0) return skipped('latency', 'the target tells no times');
    return graded(
      'latency',
      timed.flatMap(({ turn, latencyMs, firstByteMs: first }) => [
        ...over('the reply', latencyMs, replyMs, turn),
        ...over('the first byte', first, firstByteMs, turn),
      ]),
    );
  },
};

function over(what: string, took: number | undefined, limit: number | undefined, turn: number) {
  if (took === undefined || limit === undefined || took <= limit) return [];
  return [wholly('latency', `${what} took ${Math.round(took)} ms, more than ${limit} ms`, turn)];
}

/** Whether the conversation stayed within its tokens and its money. */
export const costGrader: Grader = {
  name: 'cost',
  group: 'behaviour',
  about: 'tokens and money of the conversation',
  grade: ({ usage }, { case: { expect } }) => {
    const { tokens, microdollars } = expect.cost ?? {};
    if (tokens === undefined && microdollars === undefined) return skipped('cost', 'the case sets no limit');
    if (!usage) return skipped('cost', 'the target does not tell what it used');
    const used = (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
    const spent = usage.microdollars ?? 0;
    return graded('cost', [
      ...(tokens !== undefined && used > tokens
        ? [wholly('cost', `${used} tokens, more than ${tokens}`)]
        : []),
      ...(microdollars !== undefined && spent > microdollars
        ? [wholly('cost', `$${spent / 1e6}, more than $${microdollars / 1e6}`)]
        : []),
    ]);
  },
};

/** Whether the simulated customer got what it came for. */
export const goalGrader: Grader = {
  name: 'goal',
  group: 'behaviour',
  about: 'whether a simulated customer reached its goal',
  grade: ({ goal }, { case: { customer, expect } }) => {
    if ('turns' in customer) return skipped('goal', 'the customer follows a script');
    const wanted = expect.goal ?? true;
    if ((goal === 'reached') === wanted) return graded('goal', []);
    const how = goal === 'gave_up' ? 'the customer gave up' : 'the goal was not reached';
    return graded('goal', [
      wholly('goal', wanted ? `${how}: ${customer.goal}` : `the goal was reached, and should not have been`),
    ]);
  },
};

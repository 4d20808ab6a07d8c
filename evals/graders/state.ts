import type { ExpectedState, Grader, ObservedState, Violation } from '../contract.ts';
import { matches } from './match.ts';
import { graded, skipped, wholly } from './pass.ts';

const NAME = 'state';

/** Compares what is stored at the end with what the case expects: cart, orders, leads, handoffs. */
export const stateGrader: Grader = {
  name: NAME,
  group: 'behaviour',
  about: 'what is stored at the end: cart, orders, leads, handoffs',
  grade: ({ state }, { case: { expect } }) => {
    if (!expect.state) return skipped(NAME, 'the case expects no state');
    if (!state) return skipped(NAME, 'the target does not tell what it stored');
    return graded(NAME, differences(expect.state, state));
  },
};

function differences(expected: ExpectedState, actual: ObservedState): Violation[] {
  return [...cart(expected, actual), ...lists(expected, actual)];
}

function cart({ cart: expected }: ExpectedState, { cart: actual }: ObservedState): Violation[] {
  if (expected === undefined) return [];
  if (expected === null)
    return actual && actual.lines.length > 0
      ? [wholly('state_cart', `there is a cart with ${lines(actual.lines)}, and there should be none`)]
      : [];
  const found: Violation[] = [];
  const has = actual ?? { lines: [], codes: [] };
  if (expected.lines && lines(expected.lines) !== lines(has.lines))
    found.push(
      wholly('state_cart', `the cart holds ${lines(has.lines)} instead of ${lines(expected.lines)}`),
    );
  if (expected.codes && sorted(expected.codes) !== sorted(has.codes))
    found.push(
      wholly(
        'state_cart',
        `codes in the cart: ${sorted(has.codes) || 'none'} instead of ${sorted(expected.codes) || 'none'}`,
      ),
    );
  if (expected.total && !matches(expected.total, actual?.total))
    found.push(
      wholly('state_cart', `the cart's total is ${shown(actual?.total)} instead of ${shown(expected.total)}`),
    );
  return found;
}

function lists(expected: ExpectedState, actual: ObservedState): Violation[] {
  const found: Violation[] = [];
  const { orders, leads, handoffs } = expected;
  if (orders) {
    const made = (actual.orders ?? []).map((order) => ({
      ...order,
      lines: undefined,
      said: lines(order.lines),
    }));
    const wanted = orders.map(({ lines: of, ...rest }) => ({ ...rest, ...(of && { said: lines(of) }) }));
    found.push(...compare('state_orders', 'orders', wanted, made));
  }
  if (leads) found.push(...compare('state_leads', 'leads', leads, actual.leads ?? []));
  if (handoffs !== undefined && handoffs !== (actual.handoffs ?? 0))
    found.push(wholly('state_handoffs', `${actual.handoffs ?? 0} handoffs instead of ${handoffs}`));
  return found;
}

/** As many as expected, and each expected one among them. */
function compare(
  kind: string,
  what: string,
  wanted: readonly unknown[],
  made: readonly unknown[],
): Violation[] {
  const left = [...made];
  const lost = wanted.filter((one) => {
    const at = left.findIndex((other) => matches(one, other));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  if (lost.length === 0 && left.length === 0) return [];
  return [wholly(kind, `${what} are ${shown(made)} instead of ${shown(wanted)}`)];
}

const lines = (of: readonly { variant: string; quantity: number }[]): string =>
  [...of]
    .map(({ variant, quantity }) => `${quantity} × ${variant}`)
    .sort()
    .join(', ') || 'nothing';
const sorted = (codes: readonly string[]): string => [...codes].sort().join(', ');
const shown = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));

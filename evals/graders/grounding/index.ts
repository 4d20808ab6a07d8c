import type { Grader, GradingContext, Language, Observation, Violation } from '../../contract.ts';
import { languageOf } from '../language.ts';
import { graded, skipped } from '../pass.ts';
import { checkComparisons } from './check-comparisons.ts';
import { checkCurrencies } from './check-currency.ts';
import { checkFeatures } from './check-features.ts';
import { checkIdentity } from './check-identity.ts';
import { checkMoney } from './check-money.ts';
import { checkProducts } from './check-names.ts';
import { checkCodes, checkOffers } from './check-offers.ts';
import { checkPromises } from './check-promises.ts';
import { checkReturns } from './check-returns.ts';
import { checkStock } from './check-stock.ts';
import { checkSuperlatives } from './check-superlatives.ts';
import { checkTimes } from './check-times.ts';
import { mentionsOf } from './mentions.ts';
import { plainOf } from './plain.ts';
import { type Reading, readingOf, type Told } from './reading.ts';
import { withVariants } from './variant-names.ts';
import { fold, textsOf, type World, worldOf } from './world.ts';

const NAME = 'grounding';
const CHECKS: readonly ((reading: Reading) => void)[] = [
  checkMoney,
  checkCurrencies,
  checkOffers,
  checkCodes,
  checkStock,
  checkTimes,
  checkFeatures,
  checkPromises,
  checkReturns,
  checkSuperlatives,
  checkComparisons,
  checkProducts,
  checkIdentity,
];
/** Replies are read up to here; nobody reads more. */
const LONGEST = 20_000;

/**
 * Holds every statement of the replies against the shop's data and what tools told: prices, currencies, sums, discounts, codes,
 * stock, days of delivery, features, superlatives, names of products and rules. What is refused, asked, supposed or quoted from the
 * customer is no statement. Never throws on any text.
 */
export const groundingGrader: Grader = {
  name: NAME,
  group: 'grounding',
  about: 'every statement about products, prices and rules is backed by the shop',
  grade: (observation, context) => {
    const replies = observation.messages.filter(({ role }) => role === 'assistant').length;
    if (replies === 0) return skipped(NAME, 'nothing was replied');
    const { violations, counts } = ungrounded(observation, context);
    return graded(NAME, violations, { counts });
  },
};

/** All statements of a conversation that nothing backs, in the order of the text. */
export function ungrounded(
  observation: Observation,
  context: GradingContext,
): { violations: Violation[]; counts: Record<string, number> } {
  const violations: Violation[] = [];
  const counts: Record<string, number> = {};
  const told = toldIn(observation);
  const lastReply = observation.messages.findLastIndex(({ role }) => role === 'assistant');
  let before: number[] = [];
  let asked = '';
  observation.messages.forEach((message, at) => {
    const { role, turn } = message;
    const text = message.text.slice(0, LONGEST);
    const world = worldOf(context.shopAt(turn));
    if (role === 'customer') asked = text;
    if (role === 'assistant') {
      const own: Violation[] = [];
      const reading = readingOf(
        text,
        {
          language:
            languageOf(withoutNames(text, world), undefined, context.case.language as Language) ??
            (context.case.language as Language),
          context,
          observation,
          turn,
          time: message.at,
          last: at === lastReply,
          asked,
          before,
          told: told.monies.filter((one) => one.turn <= turn),
          toldText: told.texts
            .filter((one) => one.turn <= turn)
            .map((one) => one.text)
            .join('\n'),
        },
        { violations: own, counts, at },
      );
      for (const check of CHECKS) check(reading);
      violations.push(
        ...once(own)
          .filter((one) => !verbatim(reading, one) && !allowed(one, context))
          .sort((a, b) => a.start - b.start),
      );
    }
    const { mentions } = mentionsOf(plainOf(text), world);
    const named = mentions.toReversed().flatMap(({ items }) => items);
    if (named.length > 0) before = [...new Set([...named, ...before])].slice(0, 8);
  });
  return { violations, counts };
}

/** “The same day” is one promise, though it is a day and a service. */
const once = (all: readonly Violation[]): Violation[] => {
  const days = new Set<number>();
  for (const { kind, start, end } of all)
    if (kind === 'delivery') for (let at = start; at < end; at++) days.add(at);
  return all.filter(({ kind, start, end }) => {
    if (kind !== 'policy' || days.size === 0) return true;
    for (let at = start; at < end; at++) if (days.has(at)) return false;
    return true;
  });
};

/** Names of products are in no language, or in the shop's. */
function withoutNames(text: string, world: World): string {
  const plain = plainOf(text);
  let left = '';
  let done = 0;
  for (const { start, end } of withVariants(plain, mentionsOf(plain, world).mentions, world)) {
    left += text.slice(plain.at[done]!, plain.at[start]!);
    done = end;
  }
  return left + text.slice(plain.at[done]!);
}

/** A sentence that the shop itself has written, word for word. */
function verbatim({ plain, sentences, world, mentions }: Reading, { start, end }: Violation): boolean {
  const place = plain.at.findIndex((offset) => offset >= start);
  const sentence = sentences.find((one) => place >= one.start && place < one.end);
  if (!sentence || sentence.end - sentence.start < 24 || end - start > 400) return false;
  const low = plain.low.slice(sentence.start, sentence.end).replaceAll('\u00a0', ' ');
  if (world.policyText.includes(low)) return true;
  return mentions.some(({ items }) =>
    items.some((index) =>
      textsOf(world.items[index]!.product.description).some((text) => fold(text).includes(low)),
    ),
  );
}

/** What the case takes for true. */
const allowed = ({ kind, text }: Violation, { case: { expect } }: GradingContext): boolean =>
  (expect.facts?.allow ?? []).some(
    (fact) =>
      fact.kind === kind &&
      (fact.value === undefined || text.includes(String(fact.value))) &&
      (fact.amount === undefined ||
        text.replaceAll(/\D/g, '').startsWith(String(fact.amount).replace(/00$/, ''))),
  );

/** Money and days that tools of the target told. */
function toldIn({ facts = [], toolCalls = [], state }: Observation): {
  monies: Told[];
  texts: { turn: number; text: string }[];
} {
  const monies: Told[] = [];
  const texts: { turn: number; text: string }[] = [];
  for (const { value, product, turn = 0 } of facts) {
    const money = value as { amount?: unknown; currency?: unknown } | null;
    if (typeof money?.amount === 'number' && typeof money.currency === 'string')
      monies.push({
        amount: money.amount,
        currency: money.currency,
        turn,
        ...(product !== undefined && { product }),
      });
    else texts.push({ turn, text: JSON.stringify(value) ?? '' });
  }
  for (const { result, ok, turn } of toolCalls) {
    if (!ok || result === undefined) continue;
    texts.push({ turn, text: (JSON.stringify(result) ?? '').slice(0, 200_000).toLowerCase() });
    collect(result, turn, monies, 0);
  }
  const add = (money: { amount: number; currency: string } | undefined): void => {
    if (money) monies.push({ ...money, turn: 0 });
  };
  add(state?.cart?.total);
  for (const { total } of state?.orders ?? []) add(total);
  return { monies, texts };
}

function collect(value: unknown, turn: number, into: Told[], depth: number): void {
  if (typeof value !== 'object' || value === null || depth > 12 || into.length > 5000) return;
  const { amount, currency } = value as { amount?: unknown; currency?: unknown };
  if (typeof amount === 'number' && typeof currency === 'string') into.push({ amount, currency, turn });
  for (const one of Object.values(value)) collect(one, turn, into, depth + 1);
}

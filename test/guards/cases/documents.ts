import { followCatalogNames } from '../../../server/grounding/catalog-names.ts';
import { verify } from '../../../server/grounding/verify/verify.ts';
import { documentOf, openScenarios, type Scenario } from '../../grounding/scenario.ts';
import type { GuardCase } from '../guard-case.ts';

/** Documents that no text of a scripted model comes to: the facts in them are real, and used wrongly. */
const attempts: readonly [kind: string, attempt: string, template: string, more?: Partial<Terms>][] = [
  ['binding', 'the price of another product', 'The {A.title} costs {B.price}.'],
  ['binding', 'a sum of the cart as a price', 'Shipping is {cart.total}.'],
  ['unknown_fact', 'a fact that no tool returned', '{f9999}'],
  ['stale_fact', 'a price of an hour ago', 'The {A.title} costs {A.price}.', { ageMs: 3_600_000 }],
  ['language', 'a language without rules', 'Het kost weinig.', { language: 'nl' }],
];

interface Terms {
  ageMs: number;
  language: string;
}

let scenario: Promise<Scenario & { check(template: string, terms: Partial<Terms>): string[] }> | undefined;
async function open() {
  const scenarios = await openScenarios();
  const names = followCatalogNames(scenarios.shop.store);
  await names.ready;
  const made = await scenarios.make('en', 1);
  const now = scenarios.shop.clock.now();
  names.stop();
  await scenarios.close();
  const { vocabulary } = names;
  return {
    ...made,
    check: (template: string, { ageMs = 0, language = 'en' }: Partial<Terms>): string[] =>
      verify(
        { ...documentOf(template, made), language },
        { facts: made.facts, vocabulary, now: now + ageMs, maxAgeMs: 60_000 },
      ).map(({ kind }) => kind),
  };
}

export const documentCases: readonly GuardCase[] = attempts.map(([kind, attempt, template, terms = {}]) => ({
  guard: `verify:${kind}`,
  attempt,
  without: ['verify:claim'],
  run: async () => {
    scenario ??= open();
    return (await scenario).check(template, terms).length === 0 ? template : undefined;
  },
}));

import { localized, type Product } from '../../commerce/catalog/model.ts';
import { filterKey } from '../analysis/fold.ts';
import type { Considered, Constraint, Needs, Reason } from './needs.ts';
import { attributeReason, numberOf } from './stated.ts';
import { isTelling } from './telling.ts';

export interface Chosen {
  readonly considered: Considered;
  readonly role: 'pick' | 'alternative';
  readonly reasons: readonly Reason[];
}

const ALTERNATIVES = 2;

/**
 * The first of the compared, and up to two beside it: a cheaper one and a dearer one within the budget where there are
 * such, else the next. What has the title of one that is chosen already is no alternative.
 * @param compared all of which meet every constraint, the best first
 */
export function choose(
  compared: readonly Considered[],
  constraints: readonly Constraint[],
  needs: Pick<Needs, 'priceMax' | 'atLeast' | 'atMost'>,
  locale: string,
): Chosen[] {
  const [pick] = compared;
  if (!pick) return [];
  const chosen = [pick];
  const titles = new Set([titleOf(pick)]);
  const take = (fits: (other: Considered) => boolean): void => {
    if (chosen.length > ALTERNATIVES) return;
    const found = compared.find((other) => !titles.has(titleOf(other)) && fits(other));
    if (!found) return;
    titles.add(titleOf(found));
    chosen.push(found);
  };
  take(({ price }) => price < pick.price);
  take(({ price }) => price > pick.price);
  take(() => true);
  take(() => true);
  const superlatives = superlativesOf(compared, needs, locale);
  return chosen.map((considered, i) => ({
    considered,
    role: i === 0 ? 'pick' : 'alternative',
    reasons: once([
      ...(i === 0 ? [] : besidePick(considered, pick, locale)),
      ...met(considered, constraints),
      ...superlatives(considered),
      ...underBudget(considered, needs.priceMax),
      { kind: 'in_stock', units: considered.available },
    ]),
  }));
}

const titleOf = ({ product }: Considered): string => filterKey(localized(product.title, 'en'));

/** The facts that show the constraints are met. */
const met = (considered: Considered, constraints: readonly Constraint[]): Reason[] =>
  constraints.flatMap(({ meets }) => {
    const fact = meets(considered);
    return typeof fact === 'object' ? [fact] : [];
  });

const once = (reasons: readonly Reason[]): Reason[] => [
  ...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values(),
];

const underBudget = ({ price }: Considered, budget: number | undefined): Reason[] =>
  budget === undefined ? [] : [{ kind: 'under_budget', amount: budget - price, budget }];

/** What is dearer or cheaper, and the first thing that differs. */
function besidePick(other: Considered, pick: Considered, locale: string): Reason[] {
  const than = localized(pick.product.title, locale);
  const amount = other.price - pick.price;
  const price: Reason[] =
    amount === 0 ? [] : [{ kind: amount < 0 ? 'cheaper' : 'dearer', amount: Math.abs(amount), than }];
  const difference = differenceOf(other.product, pick.product);
  return [...price, ...(difference ? [attributeReason(difference, locale)] : [])];
}

/** The first attribute that both state and in which they differ. */
function differenceOf(other: Product, pick: Product): Product['attributes'][number] | undefined {
  return other.attributes.find(
    ({ name, value }) =>
      isTelling(name, value) &&
      pick.attributes.some(
        (own) => own.name === name && filterKey(String(own.value)) !== filterKey(String(value)),
      ),
  );
}

/** Being alone at the top of what was compared: in price, and in what was bounded. */
function superlativesOf(
  compared: readonly Considered[],
  { atLeast, atMost }: Pick<Needs, 'atLeast' | 'atMost'>,
  locale: string,
): (considered: Considered) => Reason[] {
  const of = compared.length;
  const bounds = [
    ...Object.keys(atLeast).map((name) => ({ name, kind: 'highest' as const, sign: 1 })),
    ...Object.keys(atMost).map((name) => ({ name, kind: 'lowest' as const, sign: -1 })),
  ];
  return (considered) => {
    if (of < 2) return [];
    const others = compared.filter((other) => other !== considered);
    const cheapest = others.every(({ price }) => price > considered.price);
    return [
      ...(cheapest ? [{ kind: 'cheapest' as const, of }] : []),
      ...bounds.flatMap(({ name, kind, sign }): Reason[] => {
        const own = numberOf(considered, name);
        if (
          !own ||
          others.some((other) => sign * (numberOf(other, name)?.value ?? Number.NaN) >= sign * own.value)
        )
          return [];
        const fact = attributeReason(own.attribute, locale);
        return fact.kind === 'attribute' ? [{ ...fact, kind, of }] : [];
      }),
    ];
  };
}

import { localized } from '../../commerce/catalog/model.ts';
import { filterKey } from '../analysis/fold.ts';
import type { Considered, Needs } from './needs.ts';
import { attributeReason } from './stated.ts';
import { isTelling } from './telling.ts';

/** What to ask the customer. Each answer leads to another pick. */
export interface Question {
  /** `budget`, `product_type`, or the name of an attribute. */
  readonly attribute: string;
  readonly label: string;
  readonly options: readonly Answer[];
}
export interface Answer {
  /** As the needs take it: of an attribute its value, of the budget minor units. */
  readonly value: string;
  readonly text: string;
  /** What is picked then. */
  readonly pick: Considered;
  /** How many of the compared remain. */
  readonly count: number;
}

const LIST = /[,;|]/;
const MOST_ANSWERS = 5;
/** Fewer than these are shown whole: there is nothing to narrow. */
const FEW = 3;
/** Part of the compared that must state an attribute. */
const COVERED = 0.75;
/** With a larger part of one answer, most customers would be asked for nothing. */
const ONE_SIDED = 0.8;
/** A budget is asked for where the dearest costs so many times the cheapest. */
const SPREAD = 3;

/**
 * The one question worth asking, if any: only where two answers lead to different picks. Without words for the thing the
 * type of it comes first, then the budget, then the attribute that parts the compared most evenly.
 * @param compared the best first
 */
export function questionFor(
  compared: readonly Considered[],
  needs: Needs,
  locale: string,
): Question | undefined {
  if (compared.length <= FEW) return undefined;
  const skipped = new Set([...needs.indifferent, ...Object.keys(needs.attributes)].map(filterKey));
  if (needs.color !== undefined) for (const name of ['color', 'colour', 'product colour']) skipped.add(name);
  for (const name of [...Object.keys(needs.atLeast), ...Object.keys(needs.atMost)])
    skipped.add(filterKey(name));
  const ask = (name: string): boolean => !skipped.has(filterKey(name));
  if (needs.text.trim() === '' && needs.productTypes.length === 0 && ask('product_type')) {
    const asked = asQuestion('product_type', 'product_type', compared, ({ product }) => {
      const type = localized(product.productType, locale);
      return type ? { value: type, text: type } : undefined;
    });
    if (asked) return asked.question;
  }
  if (needs.priceMax === undefined && ask('budget')) {
    const asked = budgetQuestion(compared);
    if (asked) return asked;
  }
  const names = new Set(compared.flatMap(({ product }) => product.attributes.map(({ name }) => name)));
  let best: Parted | undefined;
  for (const name of names) {
    if (!ask(name)) continue;
    let label = name;
    const parted = asQuestion(name, name, compared, ({ product }) => {
      const attribute = product.attributes.find((own) => own.name === name);
      // A list of values is no answer that a customer would give.
      if (!attribute || !isTelling(name, attribute.value) || LIST.test(String(attribute.value)))
        return undefined;
      const shown = attributeReason(attribute, locale);
      if (shown.kind !== 'attribute') return undefined;
      label = shown.label;
      return { value: String(attribute.value), text: shown.value };
    });
    if (parted && (!best || parted.worth > best.worth))
      best = { ...parted, question: { ...parted.question, label } };
  }
  return best?.question;
}

interface Parted {
  readonly question: Question;
  /** How evenly it parts, 0 to 1. */
  readonly worth: number;
}

function asQuestion(
  attribute: string,
  label: string,
  compared: readonly Considered[],
  answerOf: (considered: Considered) => { value: string; text: string } | undefined,
): Parted | undefined {
  const answers = new Map<string, { value: string; text: string; pick: Considered; count: number }>();
  let known = 0;
  for (const considered of compared) {
    const answer = answerOf(considered);
    if (!answer) continue;
    known += 1;
    const key = filterKey(answer.value);
    const seen = answers.get(key);
    if (seen) seen.count += 1;
    else answers.set(key, { ...answer, pick: considered, count: 1 });
  }
  const options = [...answers.values()];
  if (known < compared.length * COVERED || options.length < 2 || options.length > MOST_ANSWERS)
    return undefined;
  if (options.some(({ count }) => count > known * ONE_SIDED)) return undefined;
  const entropy = -options.reduce((sum, { count }) => sum + (count / known) * Math.log2(count / known), 0);
  return { question: { attribute, label, options }, worth: entropy * (known / compared.length) };
}

/** Up to two limits and none, each leaving another pick. */
function budgetQuestion(compared: readonly Considered[]): Question | undefined {
  const prices = compared.map(({ price }) => price).sort((a, b) => a - b);
  const [low, high] = [prices[0]!, prices.at(-1)!];
  if (low <= 0 || high < low * SPREAD) return undefined;
  const options: Answer[] = [];
  for (const share of [1 / 3, 2 / 3, 1]) {
    const limit = roundUp(prices[Math.ceil(prices.length * share) - 1]!);
    const within = compared.filter(({ price }) => price <= limit);
    const pick = within[0]!;
    if (options.some((option) => option.pick === pick)) continue;
    options.push({ value: String(limit), text: '', pick, count: within.length });
  }
  return options.length < 2 ? undefined : { attribute: 'budget', label: 'budget', options };
}

/** To one of two digits, as people name a limit. */
function roundUp(amount: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(amount)) - 1) * 5;
  return Math.ceil(amount / unit) * unit;
}

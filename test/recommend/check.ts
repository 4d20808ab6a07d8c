import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One line of `needs.jsonl`. */
export interface StatedNeed {
  readonly id: string;
  readonly language: string;
  /** What the customer writes. */
  readonly text: string;
  /** The limits as the tool takes them, where they were read out of the words already. */
  readonly needs: Readonly<Record<string, unknown>> & { readonly price_max: number };
  /** The same limits in the terms of the catalogue's file. Patterns ignore case. */
  readonly must: Must;
}

interface Must {
  /** Minor units. */
  readonly price_max: number;
  /** What it is: in the title or the feature `product type`. */
  readonly kind: string;
  /** In the title: what only goes with it. */
  readonly kind_not?: string;
  readonly brand?: readonly string[];
  readonly not_brand?: readonly string[];
  /** In the title. */
  readonly title?: readonly string[];
  /** Anywhere, whole words. */
  readonly states?: readonly string[];
  /** In English, in a feature that is called a colour or in the title. */
  readonly colour?: string;
  readonly features?: Readonly<Record<string, string>>;
}

/** A product as the file has it. */
export interface Row {
  readonly product_id: string;
  readonly title: string;
  readonly brand: string;
  readonly type: string;
  /** `name: value | name: value`. */
  readonly features: string;
  readonly description: string;
  /** US cents. */
  readonly price: number;
}

/** What `recommend_products` answers, as far as it is checked. */
export interface Answered {
  readonly products: readonly AnsweredProduct[];
  readonly compared_product_ids: readonly string[];
  readonly question?: {
    readonly attribute: string;
    readonly options: readonly { readonly product_id: string }[];
  };
  readonly unmet?: readonly { readonly constraint: string; readonly value: string }[];
}
export interface AnsweredProduct {
  readonly product_id: string;
  readonly title: string;
  readonly brand?: string;
  readonly price: { readonly amount: number; readonly text: string };
  readonly role: string;
  readonly reason: string;
  readonly reasons: readonly AnsweredReason[];
}
interface AnsweredReason {
  readonly kind: string;
  readonly attribute?: string;
  readonly value?: string;
  readonly amount?: { readonly amount: number };
  readonly of?: number;
  readonly units?: number;
  readonly text: string;
}

const jsonLines = <T>(path: string): T[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

export const statedNeeds = (): StatedNeed[] => jsonLines(join(import.meta.dirname, 'needs.jsonl'));

/** Product id as the shop has it -> line of the file. */
export const readRows = (folder: string): ReadonlyMap<string, Row> =>
  new Map(jsonLines<Row>(join(folder, 'products.jsonl')).map((row) => [`prod_${row.product_id}`, row]));

const matches = (pattern: string, text: string): boolean => new RegExp(pattern, 'i').test(text);
const features = (row: Row): [name: string, value: string][] =>
  row.features
    .split(' | ')
    .filter((pair) => pair.includes(': '))
    .map((pair) => [pair.slice(0, pair.indexOf(': ')), pair.slice(pair.indexOf(': ') + 2)]);
const whole = (row: Row): string => [row.title, row.type, row.features, row.description].join(' | ');
const OTHER_COLOURS = /led|light|temperature|depth|number|mode|scanning|display|copy|output|input/;

/** The limits that a product breaks. */
export function broken(row: Row, must: Must): string[] {
  const all = features(row);
  const of = (name: string): string => all.find(([own]) => own === name)?.[1] ?? '';
  const faults: string[] = [];
  const hold = (ok: boolean, what: string): void => {
    if (!ok) faults.push(what);
  };
  hold(row.price <= must.price_max, `costs ${row.price}, more than ${must.price_max}`);
  hold(matches(must.kind, `${row.title} | ${of('product type')}`), `is no ${must.kind}`);
  hold(must.kind_not === undefined || !matches(must.kind_not, row.title), `is a ${must.kind_not}`);
  hold(must.brand === undefined || must.brand.includes(row.brand), `is of ${row.brand}`);
  hold(!must.not_brand?.includes(row.brand), `is of ${row.brand}`);
  for (const pattern of must.title ?? []) hold(matches(pattern, row.title), `title has no ${pattern}`);
  for (const pattern of must.states ?? [])
    hold(matches(`(?<![a-z0-9])(?:${pattern})(?![a-z0-9])`, whole(row)), `states no ${pattern}`);
  for (const [name, pattern] of Object.entries(must.features ?? {}))
    hold(matches(pattern, of(name)), `${name} is ${of(name)}`);
  if (must.colour !== undefined) {
    const colours = all.filter(([name]) => /\bcolou?rs?\b/.test(name) && !OTHER_COLOURS.test(name));
    const said = [row.title, ...colours.map(([, value]) => value)];
    hold(
      said.some((text) => matches(`\\b${must.colour}\\b`, text)),
      `is not ${must.colour}`,
    );
  }
  return faults;
}

/** Letters and digits in a row; inches called so. */
const plain = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replace(/(\d)"/g, '$1 inch ')
    .replace(/\bpc\(s\)|\bpcs\b/g, 'piece')
    .replace(/(\d)-inch/g, '$1 inch')
    .replace(/(?<![a-z0-9])(\d+(?:\.\d+)?)(gb|tb|mb|m|cm|mm|w|ft|mp)(?![a-z0-9])/g, '$1 $2')
    .match(/[\p{L}\p{N}]+(?:\.\d+)?/gu)
    ?.join(' ')} `;
const sameWords = (a: string, b: string): boolean => plain(a) === plain(b);

/** Whether a reason is a fact of the product, by the file and by what it was compared with. */
export function isFact(
  reason: AnsweredReason,
  row: Row,
  { answered, rows, budget }: { answered: Answered; rows: ReadonlyMap<string, Row>; budget: number },
): boolean {
  const pick = rows.get(answered.products[0]!.product_id)!;
  const { value = '', attribute = '', amount } = reason;
  if (value !== '' && !reason.text.includes(value)) return false;
  switch (reason.kind) {
    case 'attribute': {
      const name = attribute.replaceAll('_', ' ');
      return features(row).some(([own, said]) => sameWords(own, name) && said === value);
    }
    case 'brand':
      return row.brand === value;
    case 'stated': {
      const said = { title: row.title, product_type: row.type, description: row.description }[attribute];
      const inches = /^(\d+) inch$/.exec(value)?.[1];
      if (inches !== undefined) return matches(` ${inches}(?:\\.\\d+)? inch `, plain(said ?? ''));
      return plain(said ?? '').includes(plain(value));
    }
    case 'under_budget':
      return amount?.amount === budget - row.price;
    case 'cheaper':
      return amount?.amount === pick.price - row.price && amount.amount > 0;
    case 'dearer':
      return amount?.amount === row.price - pick.price && amount.amount > 0;
    case 'cheapest':
      return (
        reason.of === answered.compared_product_ids.length &&
        answered.compared_product_ids.every((id) => rows.get(id) === row || rows.get(id)!.price > row.price)
      );
    case 'in_stock':
      // What the mapping of the import gives every product.
      return reason.units === 100;
    default:
      return false;
  }
}

export interface Judged {
  readonly id: string;
  readonly answered: Answered;
  readonly ms: number;
  /** By place: 0 is the pick. */
  readonly faults: readonly { readonly place: number; readonly what: string }[];
}

/** Checks the pick and its alternatives against the file; nothing answered is a fault of the pick. */
export function judge(
  need: StatedNeed,
  answered: Answered,
  rows: ReadonlyMap<string, Row>,
): Judged['faults'] {
  if (answered.products.length === 0) {
    const unmet = answered.unmet?.map(({ constraint, value }) => `${constraint} ${value}`).join(', ');
    return [{ place: 0, what: `nothing was picked (${unmet})` }];
  }
  return answered.products.flatMap((product, place) => {
    const row = rows.get(product.product_id);
    if (!row) return [{ place, what: `${product.product_id} is not in the file` }];
    const budget = need.must.price_max;
    return [
      ...(product.price.amount === row.price ? [] : ['its price is not that of the file']),
      ...broken(row, need.must),
      ...product.reasons
        .filter((reason) => !isFact(reason, row, { answered, rows, budget }))
        .map((reason) => `no fact: ${reason.text}`),
      ...(product.reasons.length > 0 && product.reason !== '' ? [] : ['no reason']),
    ].map((what) => ({ place, what }));
  });
}

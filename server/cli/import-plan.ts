import type { ImportPlan } from '../connectors/catalog-import/plan.ts';
import { table } from './context.ts';

const count = (n: number): string => n.toLocaleString('en');
const counted = (n: number, one: string, many: string): string => `${count(n)} ${n === 1 ? one : many}`;

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};
/** Columns of which nothing is taken are named, not shown. */
const MAX_NAMED = 12;

/** What was understood of a file, for a person to confirm. */
export function planText(plan: ImportPlan, file: string): string {
  const { columns, decimal, price_unit, currencies, mapping } = plan;
  const about = [
    plan.title,
    plan.compressed ? 'gzipped' : undefined,
    plan.encoding,
    plan.delimiter === undefined ? undefined : `separated by ${DELIMITERS[plan.delimiter] ?? plan.delimiter}`,
  ];
  const unreadable = plan.unreadable > 0 ? `, ${count(plan.unreadable)} of them unreadable` : '';
  const lines = [
    `${file}: ${about.filter(Boolean).join(', ')}`,
    `${counted(plan.products, 'product', 'products')} of ${counted(plan.rows, 'row', 'rows')}${unreadable}`,
  ];
  if (columns.length > 0) {
    const known = columns.filter(({ field }) => field !== null);
    const used = known.filter(({ example }) => example !== '');
    lines.push(
      '',
      table([
        ['  column', 'becomes', 'example'],
        ...used.map(({ column, field, example }) => [`  ${column}`, field!, example]),
      ]),
    );
    const rest = (title: string, names: readonly string[]) => {
      if (names.length === 0) return;
      const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
      lines.push(`${title}: ${names.slice(0, MAX_NAMED).join(', ')}${more}`);
    };
    lines.push('');
    rest(
      'Empty',
      known.filter(({ example }) => example === '').map(({ column }) => column),
    );
    rest(
      'Ignored',
      columns.filter(({ field }) => field === null).map(({ column }) => column),
    );
  }
  if (mapping) {
    const named = Object.keys(currencies);
    const told = mapping.defaults.currency ?? (named.length > 0 ? named.join(', ') : undefined);
    const currency = told ?? "none names its currency, so the shop's (--currency CODE for another)";
    const unit =
      price_unit === 'minor'
        ? 'cents (1999 is 19.99)'
        : `with a decimal ${decimal === ',' ? 'comma' : 'point'}`;
    lines.push(`Prices: ${currency}, ${unit}. Source: ${plan.source}.`);
  }
  for (const note of plan.notes) lines.push(`Note: ${note}`);
  return lines.join('\n');
}

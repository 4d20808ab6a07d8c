import type { Reader, Store } from '../../platform/store/port.ts';
import { decimalString, minorDigits } from '../money.ts';
import { publishers } from './model.ts';
import { type Statement, statementsOf } from './statements.ts';

export interface Payout extends Statement {
  publisherId: string;
  name: string;
}

/** Every publisher's statements of a month. */
export async function payoutsOf(store: Store, month: string): Promise<Payout[]> {
  const payouts: Payout[] = [];
  for await (const { _id, name } of everyPublisher(store))
    for (const statement of await statementsOf(store, _id, month))
      payouts.push({ publisherId: _id, name, ...statement });
  return payouts;
}

async function* everyPublisher(reader: Reader) {
  let after: { value: string; _id: string } | undefined;
  for (;;) {
    const found = await reader.find(publishers, { limit: 500, ...(after && { after }) });
    yield* found;
    const last = found.at(-1);
    if (!last || found.length < 500) return;
    after = { value: last._id, _id: last._id };
  }
}

const COLUMNS = [
  ...['month', 'publisher_id', 'publisher', 'currency', 'orders'],
  ...['earned', 'reversed', 'restored', 'net', 'payable', 'payable_minor'],
  ...['paid_on', 'reference'],
];

/** RFC 4180, with CRLF and a header; amounts as plain decimals, `payable_minor` in minor units; `paid_on` and `reference` are empty until it is marked as paid. */
export function payoutsCsv(payouts: readonly Payout[]): string {
  const rows = payouts.map((one) => {
    const decimal = (amount: number) => decimalString(amount, minorDigits(one.currency));
    return [
      ...[one.month, one.publisherId, text(one.name), one.currency, String(one.orders)],
      ...[one.earned, one.reversed, one.restored, one.net, one.payable].map(decimal),
      ...[String(one.payable), one.paid?.paidOn ?? '', text(one.paid?.reference ?? '')],
    ];
  });
  return `${[COLUMNS, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A name is a name, also to a spreadsheet that would take it for a formula. */
const text = (name: string): string => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name);
const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

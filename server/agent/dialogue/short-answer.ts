import { readMessage } from '../intents/read-message.ts';

/** What an answer of a few words is, before anybody knows what it answers. */
export const SHORT_KINDS = [
  ...(['silence', 'yes', 'no', 'ordinal', 'number', 'money', 'email', 'phone', 'code'] as const),
  ...(['order_number', 'coupon', 'address', 'text'] as const),
] as const;
export type ShortKind = (typeof SHORT_KINDS)[number];

export interface ShortAnswer {
  kind: ShortKind;
  /** In what the kind is written in: a number for `number`, `ordinal`, `money` (major units), `code` as digits, else as written. */
  value: string | number;
}

const MAX_WORDS = 6;
const MAX_ADDRESS_WORDS = 16;
const EMAIL = /^\S*?([\w.!#$%&'*+/=?^`{|}~-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)\S*$/u;
const PHONE = /^(?:\+|00)[1-9][\d\s()./-]{5,24}\d$/;
const ORDER_NUMBER = /^#?(SW-?[A-Z0-9]{4,}(?:-[A-Z0-9]+)*)$/i;
const NUMBER = /^(?:x\s?)?(\d{1,5})\s?(?:x|pcs|pieces|units|st[uü]ck|unidades|pi[eè]ces)?$/iu;
const MONEY =
  /^(?:[\p{L}’']+\s){0,3}(?:(?:US|A|C)?[$€£]\s?(\d{1,6}(?:[.,]\d{1,2})?)|(\d{1,6}(?:[.,]\d{1,2})?)\s?(?:[$€£]|usd|eur|gbp|euros?|dollars?|d[oó]lares|pounds?|libras?|bucks))$/iu;
const COUPON = /^(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d)[A-Z0-9-]{4,30}$/;
const ADDRESS = /^(?=.*\p{L}{3})(?=.*\d)[^?!]*,[^?!]*$/u;

/** Reads a text of a few words; undefined where it is more than that, or asks something. */
export function shortAnswer(text: string, language: string): ShortAnswer | undefined {
  const said = text.trim().replace(/[.!\s]+$/u, '');
  if (said === '') return { kind: 'silence', value: '' };
  const words = said.split(/\s+/).length;
  if (words <= MAX_ADDRESS_WORDS && words > 2 && ADDRESS.test(said) && !EMAIL.test(said))
    return { kind: 'address', value: said };
  if (words > MAX_WORDS || said.includes('?')) return undefined;
  const email = said.split(/\s+/).flatMap((word) => EMAIL.exec(word)?.[1] ?? [])[0];
  if (email !== undefined) return { kind: 'email', value: email };
  if (PHONE.test(said)) return { kind: 'phone', value: said };
  const order = ORDER_NUMBER.exec(said)?.[1];
  if (order !== undefined) return { kind: 'order_number', value: order.toUpperCase() };
  if (/^\d{6}$/.test(said)) return { kind: 'code', value: said };
  const money = MONEY.exec(said);
  if (money) return { kind: 'money', value: Number((money[1] ?? money[2])!.replace(',', '.')) };
  const number = NUMBER.exec(said)?.[1];
  if (number !== undefined) return { kind: 'number', value: Number(number) };
  if (COUPON.test(said)) return { kind: 'coupon', value: said };
  const message = readMessage(said, language);
  // "A human please" has a word of assent, and is none.
  const bare = message.subject === '' && message.intents.length === 0;
  if (message.yes && bare) return { kind: 'yes', value: said };
  if (message.no && bare) return { kind: 'no', value: said };
  if (message.ordinals.length === 1 && bare) return { kind: 'ordinal', value: message.ordinals[0]! };
  return { kind: 'text', value: said };
}

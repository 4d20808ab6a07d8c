import { describe, expect, it } from 'vitest';
import { frustrationIn } from './frustration.ts';
import { type HandoffTriggers, handoffReason, type TurnSigns } from './triggers.ts';

const TRIGGERS: HandoffTriggers = {
  frustration: 2,
  unanswered: 2,
  declinedPayments: 2,
  failedCalls: 1,
  cartValue: { USD: 50_000 },
};
const CALM: TurnSigns = {
  frustration: 0,
  unanswered: 0,
  declinedPayments: 0,
  declinedBefore: 0,
  failedCalls: 0,
  cartTotal: undefined,
};
const reason = (signs: Partial<TurnSigns>, triggers: Partial<HandoffTriggers> = {}) =>
  handoffReason({ ...CALM, ...signs }, { ...TRIGGERS, ...triggers });

describe('a person is asked for', () => {
  it.each([
    ['frustration', { frustration: 2 }],
    ['loop', { unanswered: 2 }],
    ['payment_trouble', { declinedPayments: 2, declinedBefore: 1 }],
    ['outage', { failedCalls: 1 }],
    ['high_value', { cartTotal: { amount: 50_000, currency: 'USD' } }],
  ] as const)('because of %s', (expected, signs) => expect(reason(signs)).toBe(expected));

  it('not before its number is reached', () => {
    expect(reason({ frustration: 1, unanswered: 1, declinedPayments: 1 })).toBeUndefined();
    expect(reason({ cartTotal: { amount: 49_999, currency: 'USD' } })).toBeUndefined();
  });

  it('not for a currency that no value was set for', () => {
    expect(reason({ cartTotal: { amount: 9_000_000, currency: 'EUR' } })).toBeUndefined();
  });

  it('not again for payments that were counted before', () => {
    expect(reason({ declinedPayments: 2, declinedBefore: 2 })).toBeUndefined();
    expect(reason({ declinedPayments: 3, declinedBefore: 2 })).toBe('payment_trouble');
  });

  it('not for what is switched off', () => {
    const off = { frustration: 0, unanswered: 0, declinedPayments: 0, failedCalls: 0, cartValue: {} };
    const all = { frustration: 9, unanswered: 9, declinedPayments: 9, failedCalls: 9 };
    expect(reason({ ...all, cartTotal: { amount: 1e9, currency: 'USD' } }, off)).toBeUndefined();
  });
});

describe('anger', () => {
  const signs = (language: string, now: string, ...before: string[]) =>
    frustrationIn([now], async () => before, language);

  it.each([
    ['en', 'You are useless, this is ridiculous'],
    ['en', 'FUCK THIS STUPID BOT'],
    ['es', '¡Eres un inútil, esto es una vergüenza!'],
    ['pt', 'Isto é ridículo!!! Estou farto'],
    ['de', 'So ein Schwachsinn, das ist eine Frechheit'],
    ['fr', 'C’est nul, j’en ai marre'],
  ])('%s: %s', async (language, text) => expect(await signs(language, text)).toBeGreaterThanOrEqual(2));

  it.each([
    ['en', 'BLUE RUNNING SHOES SIZE TEN'],
    ['en', 'do you have the book "the idiot" by dostoevsky'],
    ['en', 'what?? is it in stock???'],
    ['es', 'quiero una lampara de mesa'],
    ['pt', 'quanto custa a caneca azul?'],
    ['de', 'ich suche eine rote lampe, bitte'],
    ['fr', 'je cherche un conditionneur, un conseil ?'],
  ])('%s is not enough: %s', async (language, text) => expect(await signs(language, text)).toBeLessThan(2));

  it('adds up over messages, and is over when the newest is calm', async () => {
    expect(await signs('en', 'this is useless', 'you are stupid')).toBe(2);
    expect(await signs('en', 'a blue cup please', 'you are stupid', 'useless')).toBe(0);
  });
});

import type { GuardCase } from '../guard-case.ts';
import { inShop } from './purchases.ts';

/** What chatbots of others write, by the guard that finds it. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  'outside:facts': ['The Thing cup costs $5.00.'],
  'outside:claims': ['The Thing cup is waterproof.', 'It is the cheapest.'],
  'outside:signs': ['Use SAVEBIG.', 'How\u200b kind of you.'],
};

export const outsideCases: readonly GuardCase[] = Object.entries(TEXTS).flatMap(([guard, texts]) =>
  texts.map((text) => ({
    guard,
    attempt: JSON.stringify(text),
    run: () =>
      inShop(async (shop) => {
        const { session_id } = await shop.ok('search_catalog', { query: 'cup' });
        const { ok } = await shop.ok('verify_reply', { session_id, text, language: 'en' });
        return ok ? text : undefined;
      }),
  })),
);

import { describe, expect, it } from 'vitest';
import { verifyOutside } from '../../../server/grounding/outside/verify-outside.ts';
import { CASES } from './cases.ts';
import { issuedIn, vocabulary } from './issued.ts';

const names = vocabulary();

describe.each(Object.entries(CASES))('texts of other chatbots in %s', (language, { faithful, lying }) => {
  const issued = issuedIn(language as keyof typeof CASES);
  const verify = (text: string) => verifyOutside(text, { issued, language, vocabulary: names });

  it.each(faithful)('lets through: %s', (text) => {
    const { ok, violations, groundedText } = verify(text);
    expect(violations).toEqual([]);
    expect(ok).toBe(true);
    expect(groundedText).toBe(text);
  });

  it.each(lying)('refuses: %s', (text) => {
    const { ok, violations, groundedText } = verify(text);
    expect(ok).toBe(false);
    expect(violations.length).toBeGreaterThan(0);
    for (const { start, end, text: said } of violations) expect(text.slice(start, end)).toBe(said);
    expect(verify(groundedText).violations).toEqual([]);
    expect(groundedText).not.toBe(text);
  });
});

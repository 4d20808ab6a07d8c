import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyedHash } from '../commerce/secrets.ts';
import { ContactMatcher, hashContact } from './contact.ts';

const hash = keyedHash(Buffer.alloc(32, 7), 'test');
const matcher = (...contacts: Parameters<typeof hashContact>[1][]) =>
  new ContactMatcher(
    hash,
    contacts.map((contact) => hashContact(hash, contact, 100)),
  );
const ada = matcher(
  { kind: 'email', value: 'Ada@Example.com' },
  { kind: 'phone', value: '+1 (415) 555-0123' },
);

it.each([
  ['write to ADA@example.com, please', 'write to [erased], please'],
  ['<ada@example.com>', '<[erased]>'],
  ['mailto:ada@example.com.', 'mailto:[erased].'],
  ['call +14155550123 or 415-555-0123', 'call [erased] or [erased]'],
  ['00 1 415 555 0123', '[erased]'],
  ['(415) 555 0123!', '[erased]!'],
  ['my ada@example.com.au', 'my ada@example.com.au'],
  ['not-ada@example.com', 'not-ada@example.com'],
  ['order 14155550124, 4155550123456', 'order 14155550124, 4155550123456'],
  ['+4155550123 is of another country', '+4155550123 is of another country'],
  ['quote q_14155550123_x', 'quote q_14155550123_x'],
])('blackens their contacts in a text, and nothing else: %s', (text, expected) => {
  expect(ada.blacken(text, 100)).toBe(expected);
});

it('lets whoever came back later be', () => {
  expect(ada.owns([{ kind: 'email', value: 'ada@example.com' }], 100)).toBe(true);
  expect(ada.owns([{ kind: 'email', value: 'ada@example.com' }], 101)).toBe(false);
  expect(ada.blacken('ada@example.com', 101)).toBe('ada@example.com');
});

it('does not take a local number for a whole one where it says whose a document is', () => {
  expect(ada.owns([{ kind: 'phone', value: '4155550123' }], 1)).toBe(false);
  expect(ada.owns([{ kind: 'phone', value: '+1 415 555 0123' }], 1)).toBe(true);
});

it('changes nothing in a text about others', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress(), fc.json()), (text) => {
      expect(ada.blacken(text, 1)).toBe(text);
      expect(ada.blackenAll({ text: [text] }, 1)).toBeUndefined();
    }),
  );
});

it('finds an email however it is written, wherever it stands', () => {
  fc.assert(
    fc.property(fc.emailAddress(), fc.constantFrom('"', '<', ' ', ',', '(', ''), (email, before) => {
      fc.pre(/^[\w.+-]+@[\w.-]+$/.test(email));
      const own = matcher({ kind: 'email', value: email });
      for (const spelt of [email, email.toUpperCase()])
        expect(own.blacken(`x ${before}${spelt} y`, 1)).toBe(`x ${before}[erased] y`);
    }),
  );
});

it('takes time in proportion to a text, or this would not end', () => {
  for (const text of ['1 ', 'a@', 'a.', '1-', '(', 'a@a.'])
    expect(ada.blacken(`${text.repeat(200_000)}@1`, 1)).not.toContain('[erased]');
});

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FieldEncryption, UnsealError } from './field-encryption.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });

it('opens what it sealed, whatever it is, and shows nothing of it', () => {
  const cipher = new FieldEncryption([key('a')]);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, purpose) => {
      const sealed = cipher.seal(text, purpose);
      expect(cipher.open(sealed, purpose)).toBe(text);
      expect(sealed).toMatch(/^a\.[\w-]+$/);
      expect(cipher.seal(text, purpose)).not.toBe(sealed);
    }),
  );
});

it('opens nothing that was altered, cut, sealed for something else or with another key', () => {
  const cipher = new FieldEncryption([key('a')]);
  const sealed = cipher.seal('+34600000000', 'contact');
  for (let at = 2; at < sealed.length; at++) {
    const other = sealed[at] === 'A' ? 'Q' : 'A';
    const altered = `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`;
    // The last character of base64url may carry bits that stand for nothing.
    if (Buffer.from(altered.slice(2), 'base64url').equals(Buffer.from(sealed.slice(2), 'base64url')))
      continue;
    expect(() => cipher.open(altered, 'contact')).toThrow(UnsealError);
  }
  for (const wrong of ['', 'a.', 'a.AAAA', sealed.slice(0, -4), `b.${sealed.slice(2)}`])
    expect(() => cipher.open(wrong, 'contact')).toThrow(UnsealError);
  expect(() => cipher.open(sealed, 'address')).toThrow(UnsealError);
  expect(() => new FieldEncryption([key('a')]).open(sealed, 'contact')).toThrow(UnsealError);
});

it('seals with the newest key and opens what older ones sealed, until they are taken away', () => {
  const [old, fresh] = [key('k1'), key('k2')];
  const before = new FieldEncryption([old]).seal('Ana', 'name');
  const rotated = new FieldEncryption([fresh, old]);
  expect(rotated.open(before, 'name')).toBe('Ana');
  expect(rotated.isCurrent(before)).toBe(false);
  const again = rotated.seal(rotated.open(before, 'name'), 'name');
  expect(rotated.isCurrent(again)).toBe(true);
  expect(() => new FieldEncryption([fresh]).open(before, 'name')).toThrow('k1 is not here');
});

it.each([[[]], [[{ id: 'a', key: randomBytes(16) }]], [[{ id: 'A.b', key: randomBytes(32) }]]])(
  'takes no keys that are none',
  (keys) => expect(() => new FieldEncryption(keys)).toThrow(TypeError),
);

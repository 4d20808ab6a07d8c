import { randomInt } from 'node:crypto';

/** Without what is mistaken for one another: 0 and O, 1, I and L, U and V. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;
const PREFIX = 'LK';
const SIGN = `[${ALPHABET}]`;
const HALF = `${SIGN}{${LENGTH / 2}}`;
const TYPED = new RegExp(`(?<![A-Z0-9])${PREFIX}[-\\s]?(${HALF})[-\\s]?(${HALF})(?![A-Z0-9])`);
const BARE = new RegExp(`^(?:${PREFIX}[-\\s]?)?(${HALF})[-\\s]?(${HALF})$`);

/** How long one can be used. Milliseconds. */
export const LINK_CODE_MS = 10 * 60_000;

/** `LK-7Q4T-XMP2`: 30^8, or 39 bits of chance. */
export function newLinkCode(): string {
  const signs = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${PREFIX}-${signs.slice(0, LENGTH / 2)}-${signs.slice(LENGTH / 2)}`;
}

/** The code in a message, as it was given out, however it was typed: "my code is lk 7q4t xmp2". */
export const linkCodeIn = (text: string): string | undefined => written(TYPED.exec(text.toUpperCase()));

/** A text that is meant to be a code and nothing else. */
export const readLinkCode = (text: string): string | undefined =>
  written(BARE.exec(text.trim().toUpperCase()));

const written = (found: RegExpExecArray | null): string | undefined =>
  found ? `${PREFIX}-${found[1]}-${found[2]}` : undefined;

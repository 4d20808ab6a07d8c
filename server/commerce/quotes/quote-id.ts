const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = new Map([...ALPHABET].map((character, value) => [character, value]));

/**
 * What a quote's id says of itself. It is written as `q_`, the price row's id without prefix (22 characters), the minute of
 * issue (5), its terms (3: lifetime in minutes × 2, plus 1 when tax is included), the key's id (3) and the MAC (22).
 */
export interface QuoteIdParts {
  priceId: string;
  /** Minutes since the epoch. */
  minute: number;
  lifetimeMinutes: number;
  taxIncluded: boolean;
  keyId: string;
  /** 22 base64url characters: the first 132 bits of the HMAC. */
  mac: string;
}

export const MAX_LIFETIME_MINUTES = Math.floor(62 ** 3 / 2) - 1;
export const MAC_LENGTH = 22;

const QUOTE_ID = /^q_([0-9A-Za-z]{22})([0-9A-Za-z]{5})([0-9A-Za-z]{3})([0-9A-Za-z]{3})([\w-]{22})$/;
const PRICE_ID = /^prc_[0-9A-Za-z]{22}$/;

function encode(value: number, length: number): string {
  let rest = value;
  let out = '';
  for (let i = 0; i < length; i += 1) {
    out = ALPHABET[rest % 62] + out;
    rest = Math.floor(rest / 62);
  }
  return out;
}

function decode(text: string): number {
  let value = 0;
  for (const character of text) value = value * 62 + DIGITS.get(character)!;
  return value;
}

/** @throws TypeError when the price row's id has another form than `prc_` and 22 base62 characters */
export function formatQuoteId(parts: QuoteIdParts): string {
  if (!PRICE_ID.test(parts.priceId)) throw new TypeError(`not the id of a price row: ${parts.priceId}`);
  const terms = parts.lifetimeMinutes * 2 + (parts.taxIncluded ? 1 : 0);
  return `q_${parts.priceId.slice(4)}${encode(parts.minute, 5)}${encode(terms, 3)}${parts.keyId}${parts.mac}`;
}

/** Undefined for what is not written like a quote's id. Says nothing about whether it is genuine. */
export function parseQuoteId(id: string): QuoteIdParts | undefined {
  const match = id.length === 57 ? QUOTE_ID.exec(id) : null;
  if (!match) return undefined;
  const terms = decode(match[3]!);
  return {
    priceId: `prc_${match[1]}`,
    minute: decode(match[2]!),
    lifetimeMinutes: Math.floor(terms / 2),
    taxIncluded: terms % 2 === 1,
    keyId: match[4]!,
    mac: match[5]!,
  };
}

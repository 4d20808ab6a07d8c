import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { DuplicateKeyError, defineCollection, type Store } from '../platform/store/port.ts';
import { documentFields } from './catalog/model.ts';

const Secret = z.strictObject({ ...documentFields, value: z.string() });
export const secrets = defineCollection('secrets', Secret);

/** A keyed hash for one purpose: equal inputs give equal outputs, and nobody without the key can tell which. */
export type KeyedHash = (input: string) => string;

/** Reads this server's secret of that name, or makes it. 32 bytes. */
export async function loadSecret(store: Store, name: string): Promise<Buffer> {
  const known = await store.get(secrets, name);
  if (known) return Buffer.from(known.value, 'base64url');
  const value = randomBytes(32);
  try {
    await store.transaction((tx) => tx.insert(secrets, { _id: name, value: value.toString('base64url') }));
    return value;
  } catch (error) {
    if (error instanceof DuplicateKeyError) return loadSecret(store, name);
    throw error;
  }
}

/** HMAC-SHA-256, base64url. */
export function keyedHash(secret: Buffer, purpose: string): KeyedHash {
  const key = createSecretKey(secret);
  return (input) => createHmac('sha256', key).update(`${purpose}\n${input}`).digest('base64url');
}

/** Whether what somebody gave is what was expected, in a time that tells nothing of how much of it is right. */
export function isSameMac(expected: string, given: string): boolean {
  const [own, theirs] = [Buffer.from(expected), Buffer.from(given)];
  return own.length === theirs.length && timingSafeEqual(own, theirs);
}

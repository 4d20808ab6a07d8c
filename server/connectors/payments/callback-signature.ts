import { createHmac, timingSafeEqual } from 'node:crypto';
import { defineGuard } from '../../platform/guard.ts';

const tooOld = defineGuard('callback:age', 'A callback that was recorded is not played again.');
const forged = defineGuard('callback:signature', 'Nobody but the provider says that a payment succeeded.');

/** Header of a callback: `t=<ms since epoch>,v1=<hex HMAC-SHA256 of "t.body">`. */
export const SIGNATURE_HEADER = 'x-test-payment-signature';

/** A callback older (or newer) than this is refused, so that a recorded one cannot be replayed later. */
export const SIGNATURE_WINDOW_MS = 5 * 60_000;

const mac = (key: Uint8Array, time: number, body: Buffer): Buffer =>
  createHmac('sha256', key).update(`${time}.`).update(body).digest();

export const signCallback = (key: Uint8Array, time: number, body: Buffer): string =>
  `t=${time},v1=${mac(key, time, body).toString('hex')}`;

/** Compares in constant time. @param now milliseconds since the epoch */
export function isGenuine(key: Uint8Array, header: unknown, body: Buffer, now: number): boolean {
  const match = typeof header === 'string' ? /^t=(\d{1,15}),v1=([0-9a-f]{64})$/.exec(header) : null;
  if (!match) return false;
  const time = Number(match[1]);
  if (tooOld(Math.abs(now - time) > SIGNATURE_WINDOW_MS)) return false;
  return !forged(!timingSafeEqual(Buffer.from(match[2]!, 'hex'), mac(key, time, body)));
}

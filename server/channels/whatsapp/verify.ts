import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { defineGuard } from '../../platform/guard.ts';
import type { RawRequest, Verdict } from '../channel.ts';

const forged = defineGuard('whatsapp:signature', 'Only what WhatsApp signed is read.');
const stranger = defineGuard('whatsapp:handshake', 'Nobody points another app’s webhook at this shop.');

export interface VerifyOptions {
  appSecret: string;
  verifyToken: string;
}

/**
 * Who sends this: a GET asks whether the address is the right one, a POST is signed with the app's secret over its raw bytes
 * (https://developers.facebook.com/docs/graph-api/webhooks/getting-started).
 */
export function verify(request: RawRequest, { appSecret, verifyToken }: VerifyOptions): Verdict {
  if (request.method === 'GET') {
    const { query } = request;
    const challenge = query['hub.challenge'];
    const known = query['hub.mode'] === 'subscribe' && isEqual(query['hub.verify_token'] ?? '', verifyToken);
    if (stranger(!known || challenge === undefined)) return { ok: false, reason: 'verify token' };
    return { ok: true, challenge: challenge ?? '' };
  }
  if (request.method !== 'POST') return { ok: false, reason: 'method' };
  if (forged(!isSigned(request, appSecret))) return { ok: false, reason: 'signature' };
  return { ok: true };
}

/** `X-Hub-Signature-256` over the bytes of the body. */
export function isSigned(
  { headers, body }: Pick<RawRequest, 'headers' | 'body'>,
  appSecret: string,
): boolean {
  const told = /^sha256=([0-9a-f]{64})$/i.exec(headers['x-hub-signature-256'] ?? '')?.[1];
  const own = createHmac('sha256', appSecret).update(body).digest();
  return timingSafeEqual(told === undefined ? Buffer.alloc(own.length) : Buffer.from(told, 'hex'), own);
}

/** Hashed first, so that neither content nor length is told by the time it takes. */
function isEqual(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return b !== '' && timingSafeEqual(hash(a), hash(b));
}

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Standard Webhooks, specification 1.0 (https://www.standardwebhooks.com). */

const PREFIX = 'whsec_';
const TOLERANCE_S = 5 * 60;

export const SecretText =
  /^whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})?$/;

/** A new secret of 32 random bytes. */
export const newSecret = (): string => PREFIX + randomBytes(32).toString('base64');

export interface Signed {
  id: string;
  /** Seconds since the epoch. */
  timestamp: number;
  body: string | Buffer;
}

const content = ({ id, timestamp, body }: Signed): Buffer =>
  Buffer.concat([Buffer.from(`${id}.${timestamp}.`), Buffer.from(body)]);

const hmac = (secret: string, bytes: Buffer): Buffer =>
  createHmac('sha256', Buffer.from(secret.replace(PREFIX, ''), 'base64'))
    .update(bytes)
    .digest();

export interface Signers {
  /** Each signs: two while a secret is being replaced. */
  secrets: readonly string[];
  /** Signs with the shop's own key as well (`v1a`, Ed25519). */
  ed25519?: ((bytes: Buffer) => Buffer) | undefined;
}

/** The three headers of the specification. */
export function signatureHeaders(message: Signed, { secrets, ed25519 }: Signers): Record<string, string> {
  const bytes = content(message);
  const signatures = secrets.map((secret) => `v1,${hmac(secret, bytes).toString('base64')}`);
  if (ed25519) signatures.push(`v1a,${ed25519(bytes).toString('base64')}`);
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': signatures.join(' '),
  };
}

/** Why a signature is not taken. */
export type SignatureFault = 'missing' | 'too_old' | 'wrong';

export interface ReceivedSignature {
  id: string;
  /** Seconds since the epoch. */
  timestamp: number;
  /** Of scheme v1. */
  signatures: readonly Buffer[];
}

/**
 * Reads the headers, before the body is worth reading.
 * @param now milliseconds, UTC
 */
export function readSignature(
  header: (name: string) => string | undefined,
  now: number,
): ReceivedSignature | Exclude<SignatureFault, 'wrong'> {
  const [id, time, given] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(header);
  if (!id || !time || !given || !/^\d{1,12}$/.test(time)) return 'missing';
  const timestamp = Number(time);
  if (Math.abs(now / 1000 - timestamp) > TOLERANCE_S) return 'too_old';
  const signatures = given
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .slice(0, 10)
    .map((one) => Buffer.from(one.slice('v1,'.length), 'base64'));
  return signatures.length === 0 ? 'missing' : { id, timestamp, signatures };
}

/** Whether one of the signatures is of this body and one of the secrets. */
export function isSignedBy(received: ReceivedSignature, body: Buffer, secrets: readonly string[]): boolean {
  const bytes = content({ ...received, body });
  return secrets
    .map((secret) => hmac(secret, bytes))
    .some((wanted) =>
      received.signatures.some((given) => given.length === wanted.length && timingSafeEqual(given, wanted)),
    );
}

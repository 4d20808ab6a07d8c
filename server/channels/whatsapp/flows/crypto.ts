import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  type KeyObject,
  privateDecrypt,
} from 'node:crypto';
import { z } from 'zod';

/** A request cannot be read with this key: Meta fetches the public one again when it is answered with 421. */
export class UnreadableFlowError extends Error {
  override readonly name = 'UnreadableFlowError';
  constructor() {
    super('the request is not encrypted for this key');
  }
}

const Envelope = z.looseObject({
  encrypted_flow_data: z.base64(),
  encrypted_aes_key: z.base64(),
  initial_vector: z.base64(),
});

const KEY_BYTES = 16;
const TAG_BYTES = 16;

/** @param passphrase where the PEM is encrypted. @throws Error for what is no private key */
export const flowKey = (pem: string, passphrase?: string): KeyObject =>
  createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) });

export interface OpenedFlow {
  request: unknown;
  /** Encrypts the answer: base64, a text of its own. */
  seal(answer: object): string;
}

/**
 * Opens a request to a Flow's endpoint
 * (https://developers.facebook.com/documentation/business-messaging/whatsapp/flows/guides/implementingyourflowendpoint): an AES-128 key
 * under RSA-OAEP with SHA-256, and AES-128-GCM whose tag stands at the end. The answer takes the same key and the flipped vector.
 * @param privateKeys the one that Meta is to use, and those before it: phones keep a public key for a while
 * @throws UnreadableFlowError
 */
export function openFlow(body: Uint8Array, privateKeys: readonly KeyObject[]): OpenedFlow {
  try {
    const envelope = Envelope.parse(JSON.parse(Buffer.from(body).toString('utf8')));
    const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
    const key = unwrapped(bytes(envelope.encrypted_aes_key), privateKeys);
    const data = bytes(envelope.encrypted_flow_data);
    const vector = bytes(envelope.initial_vector);
    if (key.length !== KEY_BYTES || data.length < TAG_BYTES) throw new UnreadableFlowError();
    const decipher = createDecipheriv('aes-128-gcm', key, vector, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(data.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(data.subarray(0, -TAG_BYTES)), decipher.final()]);
    const flipped = Buffer.from(vector.map((byte) => byte ^ 0xff));
    return {
      request: JSON.parse(text.toString('utf8')),
      seal: (answer) => {
        const cipher = createCipheriv('aes-128-gcm', key, flipped, { authTagLength: TAG_BYTES });
        const sealed = [cipher.update(JSON.stringify(answer), 'utf8'), cipher.final(), cipher.getAuthTag()];
        return Buffer.concat(sealed).toString('base64');
      },
    };
  } catch {
    throw new UnreadableFlowError();
  }
}

/** @throws Error where none of the keys opens it */
function unwrapped(wrapped: Uint8Array, privateKeys: readonly KeyObject[]): Buffer {
  for (const key of privateKeys) {
    try {
      return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, wrapped);
    } catch {
      // Another one may.
    }
  }
  throw new UnreadableFlowError();
}

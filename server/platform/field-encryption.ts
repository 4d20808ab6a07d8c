import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';

/** 256 bits, base64url, under a name that stands in what it sealed. */
export interface NamedKey {
  id: string;
  key: Buffer;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const KEY_ID = /^[a-z0-9]{1,16}$/;

/** What was sealed was altered, or its key is gone. */
export class UnsealError extends Error {
  override readonly name = 'UnsealError';
}

/**
 * Encrypts personal data field by field (AES-256-GCM, NIST SP 800-38D), as `<key id>.<nonce, ciphertext and tag, base64url>`.
 * `purpose` is bound to it: what was sealed for one field opens for no other. The first key seals, all of them open: to rotate,
 * put a new one in front, let everything be sealed again (`isCurrent`), and take the old one away.
 */
export class FieldEncryption {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #current: string;

  /** @throws TypeError for a key of another length, a name that is no name, or none at all */
  constructor(keys: readonly NamedKey[]) {
    for (const { id, key } of keys) {
      if (!KEY_ID.test(id)) throw new TypeError(`"${id}" is no name of a key`);
      if (key.length !== KEY_BYTES) throw new TypeError(`the key ${id} has ${key.length} bytes, not 32`);
    }
    const [first] = keys;
    if (!first) throw new TypeError('there is no key');
    this.#current = first.id;
    this.#keys = new Map(keys.map(({ id, key }) => [id, createSecretKey(key)]));
  }

  /** Whether there are keys that only open. */
  get hasOlderKeys(): boolean {
    return this.#keys.size > 1;
  }

  seal(text: string, purpose: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#keys.get(this.#current)!, nonce, {
      authTagLength: TAG_BYTES,
    }).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${this.#current}.${sealed.toString('base64url')}`;
  }

  /** @throws UnsealError */
  open(sealed: string, purpose: string): string {
    const [id = '', body = ''] = sealed.split('.');
    const key = this.#keys.get(id);
    if (!key) throw new UnsealError(`the key ${KEY_ID.test(id) ? id : 'of it'} is not here`);
    const bytes = Buffer.from(body, 'base64url');
    try {
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      throw new UnsealError('what was sealed was altered');
    }
  }

  /** Whether it was sealed with the key that seals now. */
  isCurrent(sealed: string): boolean {
    return sealed.startsWith(`${this.#current}.`);
  }
}

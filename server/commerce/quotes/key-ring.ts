import {
  createPrivateKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { New, Store } from '../../platform/store/port.ts';
import type { SigningKey } from './model.ts';
import { signingKeys } from './model.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A new key is published, and known to every process, for so long before it is used. */
const ANNOUNCE_MS = HOUR;
/** The longest lifetime of a quote (30 days) and ten days for payments that began in time. */
const KEEP_SECRETS_MS = 40 * DAY;
/** Proofs can be checked for so long after their key was last used. */
const KEEP_PUBLIC_MS = 800 * DAY;

/** RFC 7517, RFC 8037. */
export interface Jwk {
  kty: 'OKP';
  crv: 'Ed25519';
  alg: 'EdDSA';
  use: 'sig';
  kid: string;
  x: string;
}

interface RingKey {
  readonly id: string;
  readonly activeFrom: number;
  readonly publicKey: string;
  readonly signing: KeyObject | undefined;
  readonly mac: KeyObject | undefined;
}

export interface KeyRingDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  /** Default 90. */
  rotateEveryDays?: number;
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The keys that quotes are made and signed with, as the store has them. Open it with `KeyRing.open`. */
export class KeyRing {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #rotateMs: number;
  /** The newest first. */
  #keys: RingKey[] = [];
  readonly #stop: () => void;

  private constructor(deps: KeyRingDeps) {
    this.#store = deps.store;
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#rotateMs = (deps.rotateEveryDays ?? 90) * DAY;
    this.#stop = deps.store.onCommit((changes) => {
      for (const change of changes) {
        if (change.collection !== signingKeys.name) continue;
        this.#keys = this.#keys.filter((key) => key.id !== change._id);
        if (change.document) this.#put(change.document as SigningKey);
      }
    });
  }

  /** Loads the ring and makes the first key where there is none. */
  static async open(deps: KeyRingDeps): Promise<KeyRing> {
    const ring = new KeyRing(deps);
    await ring.maintain();
    return ring;
  }

  close(): void {
    this.#stop();
  }

  /**
   * Adds the next key when its time has come, forgets secrets and keys that are not needed any more. Call it once an hour;
   * calling it more often, or from several processes, does no harm.
   */
  async maintain(): Promise<void> {
    const now = this.#clock.now();
    const kept = await this.#store.transaction(async (tx) => {
      const keys = await tx.find(signingKeys, {
        sort: { field: 'activeFrom', direction: 'desc' },
        limit: 10_000,
      });
      const out: SigningKey[] = [];
      const newest = keys[0];
      if (!newest) out.push(await tx.insert(signingKeys, this.#generate(now, keys)));
      else if (newest.activeFrom + this.#rotateMs - ANNOUNCE_MS <= now) {
        const from = Math.max(newest.activeFrom + this.#rotateMs, now + ANNOUNCE_MS);
        out.push(await tx.insert(signingKeys, this.#generate(from, keys)));
      }
      for (const [index, key] of keys.entries()) {
        const retired = index === 0 ? now : keys[index - 1]!.activeFrom;
        if (retired + KEEP_PUBLIC_MS <= now) await tx.delete(signingKeys, key._id, key.version);
        else if (retired + KEEP_SECRETS_MS <= now && (key.privateKey ?? key.hmacSecret) !== undefined) {
          const { privateKey: _private, hmacSecret: _secret, ...rest } = key;
          out.push(await tx.replace(signingKeys, rest));
        } else out.push(key);
      }
      return out;
    });
    this.#keys = [];
    for (const key of kept) this.#put(key);
  }

  /** The content of `/.well-known/jwks.json`: public keys that signed, sign or will sign (RFC 7517). */
  jwks(): { keys: Jwk[] } {
    return {
      keys: this.#keys.map((key) => ({
        kty: 'OKP',
        crv: 'Ed25519',
        alg: 'EdDSA',
        use: 'sig',
        kid: key.id,
        x: key.publicKey,
      })),
    };
  }

  /** The id and secret of the key in use, for a MAC. */
  current(): { id: string; mac: KeyObject } {
    const { id, mac } = this.#active();
    return { id, mac: mac! };
  }

  /** Undefined for a key that never was, or whose secret is gone. */
  macKey(id: string): KeyObject | undefined {
    return this.#keys.find((key) => key.id === id)?.mac;
  }

  /** A compact JWS (RFC 7515) with EdDSA over Ed25519 (RFC 8037), under the key in use. */
  sign(typ: string, claims: object): string {
    const key = this.#active();
    const input = `${encoded({ alg: 'EdDSA', typ, kid: key.id })}.${encoded(claims)}`;
    return `${input}.${sign(null, Buffer.from(input), key.signing!).toString('base64url')}`;
  }

  /** An Ed25519 signature (RFC 8032) of these bytes under the key in use. */
  signBytes(bytes: Buffer): Buffer {
    return sign(null, bytes, this.#active().signing!);
  }

  #active(): RingKey {
    const now = this.#clock.now();
    const usable = this.#keys.filter((key) => key.signing && key.mac);
    // A clock that was set back leaves no active key: then the oldest is the one whose time is nearest.
    const active = usable.find((key) => key.activeFrom <= now) ?? usable.at(-1);
    if (!active) throw new Error('the key ring has no key that could sign');
    return active;
  }

  #put(key: SigningKey): void {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.publicKey, d: key.privateKey };
    const entry: RingKey = {
      id: key._id,
      activeFrom: key.activeFrom,
      publicKey: key.publicKey,
      signing: key.privateKey === undefined ? undefined : createPrivateKey({ key: jwk, format: 'jwk' }),
      mac: key.hmacSecret === undefined ? undefined : createSecretKey(key.hmacSecret, 'base64url'),
    };
    this.#keys = [entry, ...this.#keys.filter((other) => other.id !== entry.id)].sort(
      (a, b) => b.activeFrom - a.activeFrom || (a.id < b.id ? -1 : 1),
    );
  }

  #generate(activeFrom: number, existing: readonly SigningKey[]): New<SigningKey> {
    const { x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
    let id: string;
    do id = this.#ids.next('key').slice(-3);
    while (existing.some((key) => key._id === id));
    return {
      _id: id,
      activeFrom,
      publicKey: x!,
      privateKey: d!,
      hmacSecret: randomBytes(32).toString('base64url'),
    };
  }
}

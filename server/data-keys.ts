import { hash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Seal } from './commerce/profiles/seal.ts';
import { FieldEncryption, type NamedKey } from './platform/field-encryption.ts';

/** Where the key lies that this server made for itself: readable by its user alone. */
export const KEY_FILE = 'data.key';
const KEY_BYTES = 32;

/** A key names itself, so that what it sealed is known to be its own. */
const named = (key: Buffer): NamedKey => ({ id: hash('sha256', key, 'hex').slice(0, 8), key });

/** `KEY` or `NEW,OLD`: 32 bytes each, base64 or base64url. Undefined for what is none. */
export function readDataKeys(text: string): NamedKey[] | undefined {
  const keys = text.split(',').map((one) => Buffer.from(one.trim(), 'base64'));
  return keys.every(({ length }) => length === KEY_BYTES) ? keys.map(named) : undefined;
}

/**
 * What personal data is sealed with: the keys of the setting, the first of which seals, and the one in the data folder, which is
 * made where there is none. A store in memory gets a key that goes with it.
 * @throws Error where the file is there and holds no key
 */
export function openFieldEncryption(
  setting: string | undefined,
  folder: string | undefined,
): FieldEncryption {
  const given = (setting !== undefined && readDataKeys(setting)) || [];
  if (folder === undefined)
    return new FieldEncryption(given.length > 0 ? given : [named(randomBytes(KEY_BYTES))]);
  const path = join(folder, KEY_FILE);
  const kept = existsSync(path) || given.length === 0 ? [named(readOrMake(path, folder))] : [];
  const others = kept.filter(({ id }) => given.every((one) => one.id !== id));
  return new FieldEncryption([...given, ...others]);
}

/** What seals once it is needed: until then no key is read or made. */
export interface LazySeal extends Seal {
  /** Reads or makes the key now. @throws as `openFieldEncryption` */
  ready(): void;
}

export function lazySeal(open: () => FieldEncryption): LazySeal {
  let opened: FieldEncryption | undefined;
  const encryption = (): FieldEncryption => {
    opened ??= open();
    return opened;
  };
  return {
    ready: () => void encryption(),
    seal: (text, purpose) => encryption().seal(text, purpose),
    open: (sealed, purpose) => encryption().open(sealed, purpose),
    isCurrent: (sealed) => encryption().isCurrent(sealed),
    get hasOlderKeys() {
      return encryption().hasOlderKeys;
    },
  };
}

function readOrMake(path: string, folder: string): Buffer {
  mkdirSync(folder, { recursive: true });
  try {
    const file = openSync(path, 'wx', 0o600);
    try {
      const key = randomBytes(KEY_BYTES);
      writeSync(file, `${key.toString('base64url')}\n`);
      fsyncSync(file);
      return key;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url');
  if (key.length === KEY_BYTES) return key;
  throw new Error(`${path} holds no key of ${KEY_BYTES} bytes: put the right one back from your backup`);
}

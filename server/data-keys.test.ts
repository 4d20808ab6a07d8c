import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { KEY_FILE, openFieldEncryption, readDataKeys } from './data-keys.ts';

const OLD = Buffer.alloc(32, 1).toString('base64');
const NEW = Buffer.alloc(32, 2).toString('base64url');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shopwright-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('makes a key that only the owner reads, and takes it again', () => {
  const sealed = openFieldEncryption(undefined, folder).seal('ada', 'test');
  expect(statSync(join(folder, KEY_FILE)).mode & 0o777).toBe(0o600);
  expect(openFieldEncryption(undefined, folder).open(sealed, 'test')).toBe('ada');
  expect(() => openFieldEncryption(undefined, undefined).open(sealed, 'test')).toThrow('is not here');
});

it('rotates: the first key seals, the others still open', () => {
  const sealed = openFieldEncryption(OLD, undefined).seal('ada', 'test');
  const rotated = openFieldEncryption(`${NEW},${OLD}`, undefined);
  expect(rotated.open(sealed, 'test')).toBe('ada');
  expect(rotated.isCurrent(sealed)).toBe(false);
  expect(openFieldEncryption(NEW, undefined).open(rotated.seal('ada', 'test'), 'test')).toBe('ada');
});

it('moves from the file to the setting', () => {
  const sealed = openFieldEncryption(undefined, folder).seal('ada', 'test');
  const both = openFieldEncryption(NEW, folder);
  expect(both.open(sealed, 'test')).toBe('ada');
  expect(both.isCurrent(sealed)).toBe(false);
});

it('makes no file where the setting has a key, and refuses what is none', () => {
  openFieldEncryption(OLD, folder);
  expect(() => statSync(join(folder, KEY_FILE))).toThrow('ENOENT');
  expect(readDataKeys('too short')).toBeUndefined();
  writeFileSync(join(folder, KEY_FILE), 'damaged');
  chmodSync(join(folder, KEY_FILE), 0o600);
  expect(() => openFieldEncryption(undefined, folder)).toThrow('holds no key of 32 bytes');
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { acquireFileLock, readLockOwner, StoreLockedError } from './lock.ts';

const root = mkdtempSync(join(tmpdir(), 'shopwright-lock-'));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const fresh = () => join(root, `${++folders}`);

const refusal = (dataDir: string): StoreLockedError => {
  try {
    acquireFileLock(dataDir).release();
  } catch (error) {
    if (error instanceof StoreLockedError) return error;
    throw error;
  }
  throw new Error('the lock was free');
};

describe('the lock of a data folder', () => {
  it('has one owner, who says where it answers, to its own user only', () => {
    const dir = fresh();
    const lock = acquireFileLock(dir, { controlToken: 'secret' });
    lock.update({ url: 'http://localhost:4000', controlToken: 'secret' });
    expect(readLockOwner(dir)).toEqual({
      pid: process.pid,
      url: 'http://localhost:4000',
      controlToken: 'secret',
    });
    expect(statSync(join(dir, 'owner.json')).mode & 0o777).toBe(0o600);
    const error = refusal(dir);
    expect(error).toMatchObject({ pid: process.pid, url: 'http://localhost:4000' });
    expect(error.message).toContain('http://localhost:4000');
    expect(JSON.stringify({ ...error, message: error.message })).not.toContain('secret');
    lock.release();
  });

  it('is free again after its release, and twice is once', () => {
    const dir = fresh();
    const first = acquireFileLock(dir, { url: 'http://one' });
    first.release();
    first.release();
    expect(readLockOwner(dir)).toBeUndefined();
    const second = acquireFileLock(dir, { url: 'http://two' });
    first.release();
    expect(readLockOwner(dir)?.url).toBe('http://two');
    second.release();
  });

  it('has no owner where nobody ever was', () => {
    const dir = fresh();
    expect(readLockOwner(dir)).toBeUndefined();
    acquireFileLock(dir).release();
  });

  it('says so when the folder is a file, or below one', () => {
    const file = fresh();
    writeFileSync(file, '');
    for (const path of [file, join(file, 'data')])
      expect(() => acquireFileLock(path)).toThrow(`${path}: it is a file, or below one: name a folder`);
  });

  it('ends with a process that is killed, whatever that left behind', async () => {
    const dir = fresh();
    const script = `
      const { acquireFileLock } = await import(${JSON.stringify(new URL('./lock.ts', import.meta.url).href)});
      acquireFileLock(${JSON.stringify(dir)}, { url: 'http://child' });
      console.log('locked');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(refusal(dir)).toMatchObject({ pid: child.pid, url: 'http://child' });
    expect(readLockOwner(dir)?.url).toBe('http://child');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(readLockOwner(dir)).toBeUndefined();
    const lock = acquireFileLock(dir, { url: 'http://me' });
    expect(readLockOwner(dir)).toMatchObject({ pid: process.pid, url: 'http://me' });
    lock.release();
  });

  it('is held although its owner has not said, or garbled, who it is', () => {
    const dir = fresh();
    const lock = acquireFileLock(dir);
    writeFileSync(join(dir, 'owner.json'), '{');
    expect(refusal(dir).pid).toBeUndefined();
    lock.release();
  });
});

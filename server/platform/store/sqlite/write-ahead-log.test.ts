import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepDamagedLog, readLog } from './write-ahead-log.ts';

let dir: string;
let path: string;
/** Bytes of the log after each of the commits. */
let ends: number[];

/** What a killed process leaves: a database, and a log with ten commits that are not in it. */
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'wal-'));
  const living = join(dir, 'living.db');
  path = join(dir, 'shop.db');
  const db = new DatabaseSync(living);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (n INTEGER, filling TEXT)');
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  ends = [];
  for (let n = 1; n <= 10; n += 1) {
    db.prepare('INSERT INTO t VALUES (?, ?)').run(n, 'x'.repeat(n * 700));
    ends.push(readFileSync(`${living}-wal`).length);
  }
  copyFileSync(living, path);
  copyFileSync(`${living}-wal`, `${path}-wal`);
  db.close();
});
afterEach(() => rmSync(dir, { recursive: true }));

const change = (from: number, length = 4) => {
  const bytes = readFileSync(`${path}-wal`);
  bytes.fill(0xab, from, from + length);
  writeFileSync(`${path}-wal`, bytes);
};
const rows = (): number => {
  const db = new DatabaseSync(path);
  const { n } = db.prepare('SELECT count(*) AS n FROM t').get() as { n: number };
  db.close();
  return n;
};
const kept = () => readdirSync(dir).filter((name) => name.includes('-damaged-'));

describe('the log of a database', () => {
  it('tells where each commit ends', () => {
    expect(readLog(readFileSync(`${path}-wal`))).toEqual({
      readable: true,
      commits: ends,
      end: ends.at(-1),
      stray: 0,
    });
  });

  it('is found cut off wherever it is cut off, with the commits before', () => {
    const bytes = readFileSync(`${path}-wal`);
    for (let length = 32; length <= bytes.length; length += 97) {
      const { commits, stray } = readLog(bytes.subarray(0, length));
      expect(commits).toEqual(ends.filter((end) => end <= length));
      expect(stray).toBe(0);
    }
  });

  it('counts as SQLite counts it, wherever a byte is wrong', () => {
    const whole = readFileSync(`${path}-wal`);
    const database = readFileSync(path);
    for (let at = 32; at < whole.length; at += 1511) {
      writeFileSync(path, database);
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 0xff;
      writeFileSync(`${path}-wal`, bytes);
      rmSync(`${path}-shm`, { force: true });
      expect(rows(), `byte ${at}`).toBe(readLog(bytes).commits.length);
    }
  });
});

describe('a log that was damaged', () => {
  it('at its beginning is moved away, and told of', () => {
    change(0);
    expect(keepDamagedLog(path, 0)).toMatch(
      /shop\.db-wal is damaged: its beginning .* kept as .*damaged-19700101T000000Z/,
    );
    expect(kept()).toHaveLength(1);
    expect(rows()).toBe(0);
  });

  it('in the middle is copied, and what comes before is read', () => {
    change(ends[4]! + 100);
    expect(keepDamagedLog(path, 0)).toMatch(/\d+ pages in it come after a place that cannot be read/);
    expect(kept()).toHaveLength(1);
    expect(rows()).toBe(5);
  });

  it('is not seen in one that is whole, cut off, or begun anew over an older one', () => {
    expect(keepDamagedLog(path, 0)).toBeUndefined();
    const bytes = readFileSync(`${path}-wal`);
    writeFileSync(`${path}-wal`, bytes.subarray(0, ends[6]! + 1000));
    expect(keepDamagedLog(path, 0)).toBeUndefined();
    const db = new DatabaseSync(path);
    db.exec('PRAGMA wal_checkpoint(RESTART); PRAGMA journal_size_limit = -1');
    db.exec("INSERT INTO t VALUES (11, 'anew')");
    expect(readLog(readFileSync(`${path}-wal`))).toMatchObject({ readable: true, stray: 0 });
    expect(keepDamagedLog(path, 0)).toBeUndefined();
    db.close();
    expect(keepDamagedLog(path, 0)).toBeUndefined();
    expect(kept()).toEqual([]);
  });
});

import { fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** A durable log: a line is on the disk before `write` returns. */
export interface JsonLog<T> {
  write(line: T): void;
}

export function openJsonLog<T>(path: string): JsonLog<T> {
  const file = openSync(path, 'a');
  return {
    write(line) {
      writeSync(file, `${JSON.stringify(line)}\n`);
      fsyncSync(file);
    },
  };
}

export function readJsonLog<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

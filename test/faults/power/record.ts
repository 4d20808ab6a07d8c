import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One thing that was done to a file of the folder. */
export type Step =
  | { what: 'open'; file: number; path: string }
  | { what: 'write'; file: number; offset: number; bytes: Buffer }
  | { what: 'truncate'; file: number; length: number }
  | { what: 'sync'; file: number }
  | { what: 'unlink'; path: string }
  | { what: 'rename'; from: string; to: string };

const HEAD = 32;

/** Builds the recorder: see record.c. @returns what LD_PRELOAD loads */
export function buildRecorder(folder: string): string {
  const library = join(folder, 'record.so');
  const source = join(import.meta.dirname, 'record.c');
  execFileSync('gcc', [
    '-shared',
    '-fPIC',
    '-O2',
    '-Wall',
    '-Werror',
    '-o',
    library,
    source,
    '-ldl',
    '-lpthread',
  ]);
  return library;
}

/** Runs the program with what it does to `folder` recorded. */
export function record(
  recorder: string,
  folder: string,
  log: string,
  program: readonly string[],
): readonly Step[] {
  execFileSync(process.execPath, program, {
    env: { PATH: process.env.PATH, LD_PRELOAD: recorder, RECORD_DIR: folder, RECORD_LOG: log },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return [...readSteps(readFileSync(log))];
}

function* readSteps(bytes: Buffer): Generator<Step> {
  for (let at = 0; at < bytes.length; ) {
    const what = String.fromCharCode(bytes.readUInt32LE(at));
    const file = bytes.readUInt32LE(at + 4);
    const offset = Number(bytes.readBigUInt64LE(at + 8));
    const length = Number(bytes.readBigUInt64LE(at + 16));
    at += HEAD;
    const rest = bytes.subarray(at, at + length);
    at += length;
    if (what === 'O') yield { what: 'open', file, path: rest.toString() };
    else if (what === 'W') yield { what: 'write', file, offset, bytes: rest };
    else if (what === 'T') yield { what: 'truncate', file, length: offset };
    else if (what === 'S') yield { what: 'sync', file };
    else if (what === 'U') yield { what: 'unlink', path: rest.toString() };
    else if (what === 'R') {
      const [from = '', to = ''] = rest.toString().split('\0');
      yield { what: 'rename', from, to };
    } else throw new Error(`the record holds "${what}"`);
  }
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { CrashPoint } from '../../server/platform/crash-point.ts';
import { limitFiles } from '../fixtures/full-disk.ts';
import type { Fill, FromServer, ServerOrder, ToServer } from './server/messages.ts';

const SETTLE_MS = 600_000;

let compiled: string | undefined;
/** Half of a start is reading the source: from now on what one server has compiled is kept there for the next. */
export function keepCompiled(folder: string): void {
  compiled = folder;
}

const program = (path: string): string => join(import.meta.dirname, path);

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** The server refuses to start, or dies on its way up by itself. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** The server under test, of which each life is one of these. */
export class ServerProcess {
  readonly #child: ChildProcess;
  /** How it ended; undefined while it lives. */
  ended: string | undefined;
  readonly exited: Promise<string>;
  #killed = false;

  constructor(order: ServerOrder, logFile: string) {
    const log = openSync(logFile, 'a');
    writeSync(log, `--- another life of the server, its clock ${order.ahead} ms ahead\n`);
    this.#child = fork(program('server/main.ts'), [JSON.stringify(order)], {
      stdio: ['ignore', log, log, 'ipc'],
      env: withoutSettings(),
    });
    closeSync(log);
    this.exited = once(this.#child, 'exit').then(([code, signal]) => {
      this.ended = String(signal ?? code);
      return this.ended;
    });
  }

  /** Whether it was ended by `kill`, not by itself. */
  get killed(): boolean {
    return this.#killed;
  }

  /** @returns whether it serves; false: it ended on its way up */
  async ready(): Promise<boolean> {
    const message = await this.#next();
    if (message && 'failed' in message) {
      await this.kill();
      throw new StartError(message.failed);
    }
    return message !== undefined;
  }

  arm(arm: Extract<ToServer, { arm: object }>['arm']): void {
    if (this.#child.connected) this.#child.send({ arm });
  }

  /** @returns undefined when it ended meanwhile */
  async settle(advanceMs: number): Promise<Extract<FromServer, { settled: true }> | undefined> {
    if (!this.#child.connected) return undefined;
    this.#child.send({ settle: advanceMs });
    const message = await this.#next();
    return message && 'settled' in message ? message : undefined;
  }

  /** From now on its disk is full when it comes there. */
  fill(fill: Fill): void {
    if (this.#child.connected) this.#child.send({ fill });
  }

  /**
   * From now on no file of it grows beyond so many bytes (RLIMIT_FSIZE); undefined: there is room again. Nothing when it has
   * ended.
   */
  limitFiles(bytes: number | undefined): void {
    if (this.ended === undefined) limitFiles(this.#child.pid!, bytes);
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** It stops itself when it comes there, until SIGCONT. */
  suspendAt(point: CrashPoint): void {
    if (this.#child.connected) this.#child.send({ suspendAt: point });
  }

  /** Nothing when it has ended. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    if (this.ended === undefined) this.#child.kill(signal);
  }

  /** kill -9; settles when it is gone. */
  async kill(): Promise<void> {
    if (this.ended === undefined) {
      this.#killed = true;
      this.#child.kill('SIGKILL');
    }
    await this.exited;
  }

  async #next(): Promise<FromServer | undefined> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, AbortSignal.timeout(SETTLE_MS)]);
    try {
      const message = once(this.#child, 'message', { signal }).then(([first]) => first as FromServer);
      return await Promise.race([message, this.exited.then(() => undefined)]);
    } finally {
      over.abort();
    }
  }
}

/** A process that lives through all rounds. */
export class Companion<To extends object, From> {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;

  constructor(path: string, args: readonly string[]) {
    this.#child = fork(program(path), [...args], { env: withoutSettings() });
    this.#exited = once(this.#child, 'exit');
  }

  async message<T>(): Promise<T> {
    const gone = new AbortController();
    try {
      const told = once(this.#child, 'message', { signal: gone.signal });
      const first = await Promise.race([told, this.#exited.then(() => undefined)]);
      if (!first) throw new Error('a process of the suite that nobody kills has died');
      return first[0] as T;
    } finally {
      gone.abort();
    }
  }

  send(message: To): void {
    this.#child.send(message);
  }

  async ask(message: To): Promise<From> {
    const answer = this.message<From>();
    this.send(message);
    return answer;
  }

  async stop(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    await this.#exited;
  }
}

const withoutSettings = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('SHOPWRIGHT_') && name !== 'PORT'),
  ),
  ...(compiled !== undefined && { NODE_COMPILE_CACHE: compiled }),
});

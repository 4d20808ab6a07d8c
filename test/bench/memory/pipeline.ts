import { connect, type Socket } from 'node:net';
import { readAnswer } from '../http/wire-client.ts';

export interface WireAnswer {
  status: number;
  body: Buffer;
}

/**
 * One keep-alive connection of HTTP/1.1 with several requests under way (pipelining): answers come in the order of the
 * requests. A connection that the server ends, as it may after a refused body, is opened again, and what was unanswered on
 * it counts as lost.
 */
export class Pipeline {
  readonly #port: number;
  readonly #waiting: ((answer: WireAnswer | undefined) => void)[] = [];
  #socket: Socket | undefined;
  #received: Buffer = Buffer.alloc(0);
  #closed = false;

  constructor(port: number) {
    this.#port = port;
  }

  /** Answers undefined when the connection ended first. */
  send(request: Buffer): Promise<WireAnswer | undefined> {
    return new Promise((resolve) => {
      const socket = this.#open();
      this.#waiting.push(resolve);
      socket.write(request);
    });
  }

  close(): void {
    this.#closed = true;
    this.#socket?.destroy();
  }

  #open(): Socket {
    if (this.#socket && !this.#socket.destroyed && this.#socket.writable) return this.#socket;
    this.#lose();
    const socket = connect(this.#port, '127.0.0.1');
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (this.#socket === socket || this.#closed) this.#lose();
    });
    this.#socket = socket;
    return socket;
  }

  #lose(): void {
    this.#received = Buffer.alloc(0);
    this.#socket = undefined;
    for (const resolve of this.#waiting.splice(0)) resolve(undefined);
  }

  #take(chunk: Buffer): void {
    let received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    for (let answer = readAnswer(received); answer !== undefined; answer = readAnswer(received)) {
      const status = Number(received.toString('latin1', 9, 12));
      const { body } = answer;
      received = received.subarray(answer.end);
      this.#waiting.shift()?.({ status, body });
      if (received.length === 0) break;
    }
    // A copy, so that a few bytes left over do not keep a large chunk alive.
    this.#received = received.length === 0 ? received : Buffer.from(received);
  }
}

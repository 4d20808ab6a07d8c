import { connect, type Socket } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * One keep-alive connection of HTTP/1.1 with one request at a time, of the bytes it is given. It does little more than
 * count bytes, so that the load takes as little as can be of the CPU that the servers are measured on.
 */
export class WireClient {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve: (body: Buffer) => void; reject: (error: Error) => void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error) => this.#waiting?.reject(error));
    socket.on('close', () => this.#waiting?.reject(new Error('the server closed the connection')));
  }

  static open(port: number): Promise<WireClient> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new WireClient(socket)));
      socket.once('error', reject);
    });
  }

  /** Answers the body. @throws Error for any status but 200, and when the answer before is still to come */
  send(request: Buffer): Promise<Buffer> {
    if (this.#waiting) return Promise.reject(new Error('a connection carries one request at a time'));
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const body = readAnswer(this.#received)?.body;
    if (body === undefined || !this.#waiting) return;
    const { resolve, reject } = this.#waiting;
    this.#waiting = undefined;
    const status = this.#received.toString('latin1', 9, 12);
    this.#received = Buffer.alloc(0);
    if (status === '200') resolve(body);
    else reject(new Error(`status ${status}: ${body.toString('utf8', 0, 500)}`));
  }
}

/** The body and where the answer ends, once all of it is there: by Content-Length, or in chunks. */
export function readAnswer(received: Buffer): { body: Buffer; end: number } | undefined {
  const end = received.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const head = received.toString('latin1', 0, end).toLowerCase();
  const start = end + 4;
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
  if (length !== undefined) {
    const total = start + Number(length);
    return received.length < total ? undefined : { body: received.subarray(start, total), end: total };
  }
  if (!head.includes('\r\ntransfer-encoding: chunked'))
    return { body: received.subarray(start, start), end: start };
  return readChunks(received, start);
}

function readChunks(received: Buffer, start: number): { body: Buffer; end: number } | undefined {
  const parts: Buffer[] = [];
  for (let at = start; ; ) {
    const line = received.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = Number.parseInt(received.toString('latin1', at, line), 16);
    const next = line + 2 + size + 2;
    if (received.length < next) return undefined;
    if (size === 0) return { body: Buffer.concat(parts), end: next };
    parts.push(received.subarray(line + 2, line + 2 + size));
    at = next;
  }
}

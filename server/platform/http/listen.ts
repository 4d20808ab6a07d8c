import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cutOffSlowReaders } from './slow-readers.ts';

export interface Listening {
  server: Server;
  /** The port that was bound, also where 0 was asked for. */
  port: number;
  /** On this machine, such as `http://127.0.0.1:3000`. */
  url: string;
}

/** The address cannot be listened on; the message says how to mend it. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** Longer than the idle time of common load balancers (60 s), so that they close first and never meet a closed one. */
const MAX_HEADER_BYTES = 32 * 1024;
const KEEP_ALIVE_MS = 65_000;
/** A whole request, its body included: long enough for the upload of a large catalogue. */
const REQUEST_MS = 3_600_000;
const HEADERS_MS = 20_000;
const CHECK_EVERY_MS = 5_000;
const STALLED_MS = 60_000;
const MAX_CONNECTIONS = 10_000;

export interface ListenOptions {
  host: string;
  port: number;
  /** Connections at once; more are hung up on. 10,000 when absent. */
  maxConnections?: number;
  /** How long the headers of a request may take to arrive, milliseconds; 20 s when absent. */
  headersTimeoutMs?: number;
  /** How long a client may take nothing of an answer, milliseconds; 60 s when absent. */
  stallTimeoutMs?: number;
}

/**
 * Starts an HTTP server.
 *
 * @throws ListenError when the port is in use, not allowed, or the address is not this machine's
 */
export async function listen(handler: RequestListener, where: ListenOptions): Promise<Listening> {
  const {
    maxConnections = MAX_CONNECTIONS,
    headersTimeoutMs = HEADERS_MS,
    stallTimeoutMs = STALLED_MS,
  } = where;
  const server = createServer(
    {
      keepAliveTimeout: KEEP_ALIVE_MS,
      requestTimeout: REQUEST_MS,
      headersTimeout: headersTimeoutMs,
      // So that the longest query that is allowed, every character of it escaped, is read and not refused as a 431.
      maxHeaderSize: MAX_HEADER_BYTES,
      connectionsCheckingInterval: Math.min(headersTimeoutMs, CHECK_EVERY_MS),
    },
    cutOffSlowReaders(handler, stallTimeoutMs),
  );
  server.maxConnections = maxConnections;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(where.port, where.host, resolve);
  try {
    await promise;
  } catch (error) {
    throw explain(error, where);
  }
  server.off('error', reject);
  const { port } = server.address() as AddressInfo;
  const everywhere = where.host === '0.0.0.0' || where.host === '::';
  const name = everywhere ? '127.0.0.1' : where.host.includes(':') ? `[${where.host}]` : where.host;
  return { server, port, url: `http://${name}:${port}` };
}

function explain(error: unknown, { host, port }: { host: string; port: number }): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const another = `choose another port, for example SHOPWRIGHT_PORT=${port >= 1024 && port < 65_535 ? port + 1 : 3000}`;
  const advice: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is in use by another program. Stop that program, or ${another} (0 takes any free port).`,
    EACCES: `This user may not listen on port ${port}. Ports below 1024 need privileges: ${another}, behind a proxy.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine. Set SHOPWRIGHT_HOST to 127.0.0.1 for this machine only, or 0.0.0.0 for every network.`,
    ENOTFOUND: `The host name ${host} is not known. Set SHOPWRIGHT_HOST to an address of this machine, such as 127.0.0.1.`,
  };
  const message = typeof code === 'string' ? advice[code] : undefined;
  return message ? new ListenError(message, { cause: error }) : error;
}

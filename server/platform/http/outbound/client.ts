import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Agent, buildConnector } from 'undici';
import { defineGuard } from '../../guard.ts';
import { type AllowedHosts, classify, literalAddress } from './addresses.ts';
import { OutboundError } from './error.ts';

const metadata = defineGuard('outbound:metadata', 'No request goes where a cloud hands out credentials.');
const internal = defineGuard(
  'outbound:internal',
  'No request of somebody else reaches the internal network.',
);

const CONNECT_MS = 5_000;

/** An HTTP client that connects to no address but those that may be called. */
export interface Client {
  readonly agent: Agent;
  readonly fetch: typeof import('undici').fetch;
}

interface ClientOptions {
  readonly maxHeaderBytes?: number | undefined;
  /** In place of the system's. */
  readonly lookup?: LookupFunction | undefined;
}

const portOf = ({ port, protocol }: { port: string; protocol: string }): number =>
  Number(port) || (protocol === 'https:' ? 443 : 80);

/** @throws OutboundError `refused_address`. The message does not tell what a name resolved to: that is nobody's business. */
export function admit(
  addresses: readonly string[],
  hostname: string,
  port: number,
  allowed: AllowedHosts,
): void {
  const classes = addresses.map(classify);
  const refused = (why: string): OutboundError => new OutboundError('refused_address', why);
  if (metadata(classes.includes('metadata')))
    throw refused(`${hostname} is where a cloud hands out credentials`);
  if (internal(classes.includes('internal') && !allowed.has(hostname, port))) {
    throw refused(
      `${hostname}:${port} is on this machine or an internal network; if that is meant, add it to SHOPWRIGHT_OUTBOUND_ALLOW`,
    );
  }
}

/** Loads the HTTP client, which takes a while: only who calls somebody needs it. */
export async function guardedClient(
  allowed: AllowedHosts,
  { lookup, maxHeaderBytes }: ClientOptions,
): Promise<Client> {
  const { Agent, buildConnector, fetch } = await import('undici');
  const resolve = lookup ?? (systemLookup as LookupFunction);
  const connect: buildConnector.connector = (target, callback) => {
    const { hostname } = target;
    const port = portOf(target);
    // One look-up a connection, whose answer is both checked and connected to.
    const checked: LookupFunction = (name, options, done) => {
      resolve(name, options, (error, address, family) => {
        if (error) return done(error, address, family);
        try {
          const found = typeof address === 'string' ? [address] : address.map((entry) => entry.address);
          admit(found, hostname, port, allowed);
        } catch (refusal) {
          return done(refusal as Error, address, family);
        }
        done(null, address, family);
      });
    };
    try {
      const literal = literalAddress(hostname);
      if (literal !== undefined) admit([literal], hostname, port, allowed);
    } catch (refusal) {
      return callback(refusal as Error, null);
    }
    buildConnector({ timeout: CONNECT_MS, allowH2: false, lookup: checked })(target, callback);
  };
  const agent = new Agent({
    connect,
    allowH2: false,
    maxHeaderSize: maxHeaderBytes ?? 16_384,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return { agent, fetch };
}

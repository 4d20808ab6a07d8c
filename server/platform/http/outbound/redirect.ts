import { defineGuard } from '../../guard.ts';
import { OutboundError } from './error.ts';

const downgraded = defineGuard('outbound:https', 'A redirect does not make https http.');
const resent = defineGuard('outbound:resend', 'A redirect sends no data to another origin.');
const told = defineGuard('outbound:credentials', 'A redirect tells no key to another origin.');

/** One request of a chain of redirects. */
export interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer> | undefined;
}

export const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/** What may be told to another origin. Everything else may be a credential: keys travel in headers of many names. */
const HARMLESS = new Set(['accept', 'accept-language', 'user-agent']);
const OF_BODIES = ['content-type', 'content-length', 'content-encoding', 'content-language'];

/**
 * The request that a redirect asks for (Fetch Standard, HTTP-redirect fetch), more careful: another origin gets neither
 * credentials nor a method that changes anything, and https never becomes http.
 * @returns undefined for a redirect without a place
 * @throws OutboundError `refused_address`
 */
export function nextHop(hop: Hop, status: number, location: string | null): Hop | undefined {
  if (location === null) return undefined;
  if (!URL.canParse(location, hop.url.href))
    throw new OutboundError('refused_address', `${hop.url.host} redirects to what is no address`);
  const url = new URL(location, hop.url);
  if (downgraded(hop.url.protocol === 'https:' && url.protocol === 'http:'))
    throw new OutboundError('refused_address', `${hop.url.host} redirects from https to http`);
  const reads = hop.method === 'GET' || hop.method === 'HEAD';
  const keeps = status === 307 || status === 308;
  const foreign = url.origin !== hop.url.origin;
  if (resent(foreign && keeps && !reads)) {
    throw new OutboundError(
      'refused_address',
      `${hop.url.host} asks to send the ${hop.method} on to another origin; use the address it redirects to`,
    );
  }
  const dropsBody = !reads && (status === 303 || (!keeps && hop.method === 'POST') || foreign);
  const headers = new Headers();
  for (const [name, value] of hop.headers) {
    if (told(foreign) ? HARMLESS.has(name) : !(dropsBody && OF_BODIES.includes(name)))
      headers.set(name, value);
  }
  return {
    url,
    headers,
    method: dropsBody ? 'GET' : hop.method,
    body: dropsBody ? undefined : hop.body,
  };
}

import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isGenuine, signCallback } from '../../../server/connectors/payments/callback-signature.ts';
import { AllowedHosts } from '../../../server/platform/http/outbound/addresses.ts';
import { admit } from '../../../server/platform/http/outbound/client.ts';
import { nextHop } from '../../../server/platform/http/outbound/redirect.ts';
import {
  createOutbound,
  OutboundError,
  type OutboundOptions,
} from '../../../server/platform/http/outbound.ts';
import { rawGet } from '../../fixtures/http-server.ts';
import { startFakeShop } from '../../fixtures/mcp-shop.ts';
import { type GuardCase, throughThrow } from '../guard-case.ts';

/** What is read from a server of this machine; undefined when the client refuses. */
async function fetched(
  answer: RequestListener,
  { allowed = true, ...options }: OutboundOptions & { allowed?: boolean } = {},
): Promise<string | undefined> {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const outbound = createOutbound({ ...options, ...(allowed && { allow: [host] }) });
  try {
    return (await (await outbound.fetch(`http://${host}/`)).text()).slice(0, 100);
  } catch (error) {
    if (error instanceof OutboundError && ['refused_address', 'too_large'].includes(error.kind))
      return undefined;
    throw error;
  } finally {
    await outbound.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

const hop = (method: string) => ({
  url: new URL('https://a.example/'),
  method,
  headers: new Headers({ authorization: 'Bearer secret', accept: '*/*' }),
  body: undefined,
});

const KEY = Buffer.alloc(32, 7);
const BODY = Buffer.from('{"attemptId":"pay_1"}');
const NOW = Date.UTC(2026, 0, 5);

export const networkCases: readonly GuardCase[] = [
  {
    guard: 'outbound:internal',
    attempt: 'a server of this machine is called',
    run: () => fetched((_req, res) => void res.end('secret'), { allowed: false }),
  },
  {
    guard: 'outbound:metadata',
    attempt: 'a name for the credentials of a cloud, which somebody allowed',
    run: () =>
      throughThrow(() =>
        admit(['169.254.169.254'], 'cloud.example', 80, new AllowedHosts(['cloud.example'])),
      ),
  },
  {
    guard: 'outbound:scheme',
    attempt: 'an address that is no place on the web',
    run: async () => {
      const outbound = createOutbound();
      try {
        return await throughThrow(async () => (await outbound.fetch('data:text/plain,hi')).text());
      } finally {
        await outbound.close();
      }
    },
  },
  {
    guard: 'outbound:redirects',
    attempt: 'six redirects',
    run: () => {
      let asked = 0;
      return fetched((_req, res) => {
        asked += 1;
        if (asked > 6) res.end('arrived');
        else res.writeHead(302, { location: `/${asked}` }).end();
      });
    },
  },
  {
    guard: 'outbound:size',
    attempt: 'an answer ten times as large as the limit',
    run: () =>
      fetched(
        (_req, res) => {
          res.write('x'.repeat(5000));
          res.end('x'.repeat(5000));
        },
        { limits: { maxBodyBytes: 1000 } },
      ),
  },
  {
    guard: 'outbound:https',
    attempt: 'a redirect from https to http',
    run: () => throughThrow(() => nextHop(hop('GET'), 302, 'http://a.example/')),
  },
  {
    guard: 'outbound:resend',
    attempt: 'a redirect that sends a POST to another origin',
    run: () => throughThrow(() => nextHop(hop('POST'), 307, 'https://b.example/')),
  },
  {
    guard: 'outbound:credentials',
    attempt: 'a key follows a redirect to another origin',
    run: async () =>
      nextHop(hop('GET'), 302, 'https://b.example/')?.headers.get('authorization') ?? undefined,
  },
  {
    guard: 'callback:signature',
    attempt: 'somebody else says that a payment succeeded',
    run: async () =>
      isGenuine(KEY, signCallback(Buffer.alloc(32, 8), NOW, BODY), BODY, NOW)
        ? 'a forged callback'
        : undefined,
  },
  {
    guard: 'callback:age',
    attempt: 'the callback of an hour ago is sent again',
    run: async () =>
      isGenuine(KEY, signCallback(KEY, NOW - 3_600_000, BODY), BODY, NOW) ? 'an old callback' : undefined,
  },
  {
    guard: 'mcp:origin',
    attempt: 'a web page calls the tools',
    run: () =>
      inMcp(async (port) => rawGet(port, '/mcp', { host: 'localhost', origin: 'https://evil.example' })),
  },
  {
    guard: 'mcp:host',
    attempt: 'a page whose name was pointed at this machine',
    run: () => inMcp(async (port) => rawGet(port, '/mcp', { host: 'rebound.example' })),
  },
];

async function inMcp(
  ask: (port: number) => Promise<{ status: number | undefined }>,
): Promise<string | undefined> {
  const shop = await startFakeShop({ allowedOrigins: ['chat.example'] });
  try {
    const { status } = await ask(Number(new URL(shop.url).port));
    return status === 403 ? undefined : `answered ${status}`;
  } finally {
    await shop.stop();
  }
}

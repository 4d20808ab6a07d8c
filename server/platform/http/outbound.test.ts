import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { gzipSync } from 'node:zlib';
import Stripe from 'stripe';
import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { createOutbound, expectSuccess, type Outbound, type OutboundOptions } from './outbound.ts';

const open: (Outbound | Server)[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) {
    if ('fetch' in one) await one.close();
    else {
      one.closeAllConnections();
      await new Promise((closed) => one.close(closed));
    }
  }
});

/** A server, and every request that reached it. */
async function serve(answer: RequestListener = (_req, res) => void res.end('hello')) {
  const seen: { method: string; url: string; headers: Record<string, unknown>; body: string }[] = [];
  const server = createServer((req, res) => {
    let body = '';
    req.setEncoding('utf8').on('data', (part: string) => {
      body += part;
    });
    req.on('end', () => {
      seen.push({ method: req.method!, url: req.url!, headers: req.headers, body });
      answer(req, res);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  open.push(server);
  const { port } = server.address() as AddressInfo;
  return { seen, port, host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}` };
}

function outbound(options: OutboundOptions = {}): Outbound {
  const made = createOutbound(options);
  open.push(made);
  return made;
}
const failure = async (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable(),
    (error: unknown) => error as Error & { kind?: string; status?: number; retryAfterMs?: number },
  );
/** A name that resolves to these, one answer a look-up. */
const names = (...answers: string[][]) => {
  let asked = 0;
  const lookup: LookupFunction = (_name, _options, done) => {
    const found = answers[Math.min(asked, answers.length - 1)]!;
    asked += 1;
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { lookup, asked: () => asked };
};

describe('addresses', () => {
  it('calls what is allowed, and answers as fetch does', async () => {
    const server = await serve((_req, res) => res.setHeader('X-Kind', 'test').writeHead(404).end('gone'));
    const response = await outbound({ allow: [server.host] }).fetch(`${server.url}/path?q=1`, {
      method: 'POST',
      headers: { Authorization: 'Bearer k', Host: 'evil.example' },
      body: new URLSearchParams({ a: 'b' }),
    });
    expect(response).toBeInstanceOf(Response);
    expect([response.status, response.url, response.headers.get('x-kind')]).toEqual([
      404,
      `${server.url}/path?q=1`,
      'test',
    ]);
    expect(await response.text()).toBe('gone');
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        url: '/path?q=1',
        body: 'a=b',
        headers: {
          authorization: 'Bearer k',
          host: server.host,
          'content-type': expect.stringContaining('urlencoded'),
        },
      },
    ]);
  });

  it.each([
    '127.0.0.1',
    'localhost',
    '[::1]',
    '0.0.0.0',
    '2130706433',
    '10.0.0.7',
    '[::ffff:127.0.0.1]',
    '169.254.169.254',
  ])('does not call %s', async (host) => {
    const server = await serve();
    const error = await failure(outbound().fetch(`http://${host}:${server.port}/secret-path?key=hidden`));
    expect(error).toMatchObject({ name: 'OutboundError', kind: 'refused_address' });
    expect(`${error.message}${error.stack}`).not.toMatch(/secret-path|hidden/);
    expect(server.seen).toEqual([]);
  });

  it.each(['file:///etc/passwd', 'ftp://example.com/', 'data:text/plain,hi', 'gopher://example.com/'])(
    'does not call %s',
    async (url) => {
      expect(await failure(outbound().fetch(url))).toMatchObject({ kind: 'refused_address' });
    },
  );

  it('takes no credentials in an address, and does not repeat them', async () => {
    const error = await failure(outbound().fetch('https://user:hunter2@example.com/'));
    expect(error).toMatchObject({ kind: 'refused_address' });
    expect(error.message).not.toContain('hunter2');
  });

  it('refuses a name that resolves to an internal address, if only among others', async () => {
    const server = await serve();
    for (const found of [['127.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['::1'], ['fd00::1']]) {
      const { lookup } = names(found);
      const error = await failure(outbound({ lookup }).fetch(`http://shop.example:${server.port}/`));
      expect(error).toMatchObject({ kind: 'refused_address' });
      expect(error.message).not.toContain('127.0.0.1');
    }
    expect(server.seen).toEqual([]);
  });

  it('connects to the address it checked: a name that is rebound is looked up once', async () => {
    const server = await serve();
    const rebinding = names(['192.0.2.1'], ['127.0.0.1']);
    const { fetch } = outbound({ lookup: rebinding.lookup });
    expect(await failure(fetch(`http://evil.example:${server.port}/`))).toMatchObject({
      kind: 'refused_address',
    });
    expect(rebinding.asked()).toBe(1);
    expect(await failure(fetch(`http://evil.example:${server.port}/`))).toMatchObject({
      kind: 'refused_address',
    });
    expect(server.seen).toEqual([]);
  });

  it('calls an allowed name wherever it is, but where a cloud hands out credentials', async () => {
    const server = await serve();
    const allow = [`model.test:${server.port}`];
    const fine = outbound({ allow, lookup: names(['127.0.0.1']).lookup });
    expect(await (await fine.fetch(`http://model.test:${server.port}/`)).text()).toBe('hello');
    const metadata = outbound({ allow, lookup: names(['169.254.169.254']).lookup });
    expect(await failure(metadata.fetch(`http://model.test:${server.port}/`))).toMatchObject({
      kind: 'refused_address',
    });
  });
});

it('is a fetch that libraries take', async () => {
  const server = await serve((_req, res) => {
    res.writeHead(200, { 'Content-Type': 'application/json' }).end('{"object":"balance","available":[]}');
  });
  const httpClient = Stripe.createFetchHttpClient(outbound({ allow: [server.host] }).fetch);
  const stripe = new Stripe('sk_test_1', {
    httpClient,
    host: '127.0.0.1',
    port: server.port,
    protocol: 'http',
  });
  expect(await stripe.balance.retrieve()).toMatchObject({ object: 'balance' });
  expect(server.seen).toMatchObject([{ url: '/v1/balance', headers: { authorization: 'Bearer sk_test_1' } }]);
});

describe('redirects', () => {
  it('are not followed to an internal address', async () => {
    const inside = await serve();
    const outside = await serve((_req, res) => res.writeHead(302, { Location: `${inside.url}/admin` }).end());
    const error = await failure(outbound({ allow: [outside.host] }).fetch(outside.url));
    expect(error).toMatchObject({ kind: 'refused_address' });
    expect(inside.seen).toEqual([]);
  });

  it('to another origin carry neither key nor body', async () => {
    const second = await serve();
    const first = await serve((_req, res) => res.writeHead(303, { Location: second.url }).end());
    const response = await outbound({ allow: [first.host, second.host] }).fetch(first.url, {
      method: 'POST',
      headers: { Authorization: 'Bearer k', 'X-Api-Key': 'k', Cookie: 'a=b' },
      body: 'secret',
    });
    expect([response.redirected, response.url]).toEqual([true, `${second.url}/`]);
    expect(JSON.stringify(second.seen)).not.toMatch(/Bearer|x-api-key|cookie|secret/);
    expect(second.seen).toMatchObject([{ method: 'GET', body: '' }]);
  });

  it('end after three', async () => {
    const server = await serve((req, res) => {
      const n = Number(req.url!.slice(1));
      if (n > 3) res.end('there');
      else res.writeHead(307, { Location: `/${n + 1}` }).end();
    });
    const { fetch } = outbound({ allow: [server.host] });
    expect(await failure(fetch(`${server.url}/0`))).toMatchObject({ kind: 'refused_address' });
    const near = await fetch(`${server.url}/1`, { method: 'PUT', body: 'kept' });
    expect(await near.text()).toBe('there');
    expect(server.seen.at(-1)).toMatchObject({ method: 'PUT', body: 'kept' });
    expect((await fetch(`${server.url}/0`, { redirect: 'manual' })).status).toBe(307);
    expect(await failure(fetch(`${server.url}/0`, { redirect: 'error' }))).toMatchObject({
      kind: 'refused_address',
    });
  });
});

describe('limits', () => {
  it('waits so long for the first byte', async () => {
    const server = await serve(() => {});
    const { fetch } = outbound({ allow: [server.host], limits: { firstByteMs: 20 } });
    expect(await failure(fetch(server.url))).toMatchObject({ kind: 'timeout' });
  });

  it('waits so long for the next byte, and so long for all', async () => {
    const server = await serve((_req, res) => void res.write('begin'));
    const made = outbound({ allow: [server.host] });
    const idle = await made.with({ idleMs: 20 })(server.url);
    expect(await failure(idle.text())).toMatchObject({ kind: 'timeout' });
    const total = await made.with({ totalMs: 100 })(server.url);
    expect(await failure(total.text())).toMatchObject({ kind: 'timeout' });
  });

  it('takes so much of a body, told or not, packed or not', async () => {
    const server = await serve((req, res) => {
      if (req.url === '/told') res.writeHead(200, { 'Content-Length': '2000' }).end('x'.repeat(2000));
      else if (req.url === '/bomb')
        res.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('x'.repeat(1e6)));
      else if (req.url === '/fits') res.end('x'.repeat(1000));
      else {
        res.write('x'.repeat(900));
        res.end('x'.repeat(900));
      }
    });
    const { fetch } = outbound({ allow: [server.host], limits: { maxBodyBytes: 1000 } });
    for (const path of ['told', 'bomb', 'streamed']) {
      const error = await failure(fetch(`${server.url}/${path}`).then((response) => response.text()));
      expect(error).toMatchObject({ kind: 'too_large' });
    }
    expect(await (await fetch(`${server.url}/fits`)).text()).toHaveLength(1000);
  });

  it('takes so much of headers', async () => {
    const server = await serve((_req, res) => res.writeHead(200, { 'X-Long': 'x'.repeat(9000) }).end());
    const { fetch } = outbound({ allow: [server.host], maxHeaderBytes: 4096 });
    expect(await failure(fetch(server.url))).toMatchObject({ kind: 'too_large' });
  });
});

describe('streams', () => {
  it('hand on each event when it comes', async () => {
    const { promise: read, resolve: wasRead } = Promise.withResolvers<void>();
    const server = await serve(async (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'text/event-stream' });
      res.write('data: 1\n\n');
      await read;
      res.end('data: 2\n\n');
    });
    const response = await outbound({ allow: [server.host] }).fetch(server.url);
    const events: string[] = [];
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      events.push(chunk);
      wasRead();
    }
    expect(events).toEqual(['data: 1\n\n', 'data: 2\n\n']);
  });

  it('end at the other side when the reader stops', async () => {
    const { promise: hungUp, resolve } = Promise.withResolvers<void>();
    const server = await serve((_req, res) => {
      res.write('data: 1\n\n');
      res.on('close', resolve);
    });
    const response = await outbound({ allow: [server.host] }).fetch(server.url);
    await response.body!.cancel();
    await hungUp;
  });
});

describe('errors', () => {
  it('tell a refused connection and an unknown name', async () => {
    const server = await serve();
    const closed = await serve();
    const [listener] = open.splice(-1) as Server[];
    await new Promise((done) => listener!.close(done));
    const gone = outbound({ allow: [closed.host] });
    expect(await failure(gone.fetch(closed.url))).toMatchObject({
      kind: 'connection',
      code: 'ECONNREFUSED',
    });
    const lookup: LookupFunction = (_name, _options, done) =>
      done(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), []);
    const error = await failure(
      outbound({ lookup }).fetch(`http://nowhere.example:${server.port}/token-in-path`),
    );
    expect(error).toMatchObject({
      kind: 'connection',
      message: 'the name nowhere.example:'.concat(`${server.port} cannot be resolved`),
    });
  });

  it('pass on the reason of the caller’s own signal', async () => {
    const server = await serve(() => {});
    const { fetch } = outbound({ allow: [server.host] });
    const controller = new AbortController();
    const running = failure(fetch(server.url, { signal: controller.signal }));
    controller.abort(new Error('changed my mind'));
    expect((await running).message).toBe('changed my mind');
    expect((await failure(fetch(server.url, { signal: AbortSignal.abort() }))).name).toBe('AbortError');
  });

  it('tell the status and the time to wait, not what was answered', async () => {
    const clock = new ManualClock(Date.UTC(2026, 0, 5, 12));
    const answers = ['7', 'Mon, 05 Jan 2026 12:00:09 GMT', undefined];
    const server = await serve((_req, res) => {
      const wait = answers.shift();
      res.writeHead(429, { ...(wait && { 'Retry-After': wait }) }).end('your key sk-123 is over its limit');
    });
    const { fetch } = outbound({ allow: [server.host] });
    const waits: unknown[] = [];
    for (let i = 0; i < 3; i += 1) {
      const error = await failure(
        fetch(`${server.url}/hook/T0KEN`).then((response) => expectSuccess(response, clock)),
      );
      expect(error).toMatchObject({
        kind: 'http_status',
        status: 429,
        message: `${server.host} answered 429`,
      });
      waits.push(error.retryAfterMs);
    }
    expect(waits).toEqual([7000, 9000, undefined]);
  });
});

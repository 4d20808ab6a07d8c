import { Router } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { rawGet, startTestServer } from '../../../test/fixtures/http-server.ts';
import type { Mount } from './app.ts';
import { allowOnly } from './methods.ts';
import { ProblemError } from './problem.ts';
import { principalOf } from './request.ts';

type Options = Parameters<typeof startTestServer>[0];
let running: Awaited<ReturnType<typeof startTestServer>> | undefined;

async function start(options: Options = {}) {
  running = await startTestServer(options);
  return running;
}
afterEach(async () => {
  await running?.close();
  running = undefined;
});

const echo = Router();
echo
  .route('/echo/:id')
  .post((req, res) => void res.json({ got: req.body ?? null }))
  .get((req, res) => void res.json({ principal: principalOf<string>(req) ?? null, query: req.query }))
  .all(allowOnly('GET', 'POST'));
echo.get('/fail', () => {
  throw new Error('password of ada@example.com is hunter2');
});
echo.get('/teapot', () => {
  throw new ProblemError({
    status: 418,
    type: 'teapot',
    detail: 'Short and stout.',
    extra: { spout: true, status: 1 },
  });
});
const v1: Mount = { path: '/v1', router: echo };
const mcp: Mount = { path: '/mcp', router: echo, errors: 'jsonrpc' };

const post = (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('answers', () => {
  it('carry an id, strict headers and no trace of the framework', async () => {
    const { url } = await start({ mounts: [v1] });
    const { headers } = await fetch(`${url}/v1/echo/1`);
    expect(headers.get('x-request-id')).toMatch(/^req_\d+$/);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
    const kept = await fetch(`${url}/v1/echo/1`, { headers: { 'x-request-id': 'caller-id-1' } });
    expect(kept.headers.get('x-request-id')).toBe('caller-id-1');
  });

  it('let a page loosen the policy for itself only', async () => {
    const page: Mount = {
      path: '/pay',
      router: (_req, res) => void res.send('page'),
      body: 'none',
      cors: false,
      security: {
        contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'self'"] } },
        xFrameOptions: false,
      },
    };
    const { url } = await start({ mounts: [v1, page], config: { publicUrl: 'https://shop.example' } });
    const framed = await fetch(`${url}/pay/1`);
    expect(framed.headers.get('content-security-policy')).toBe("default-src 'self'");
    expect(framed.headers.get('x-frame-options')).toBeNull();
    expect(framed.headers.get('access-control-allow-origin')).toBeNull();
    expect(framed.headers.get('strict-transport-security')).toContain('max-age');
    expect((await fetch(`${url}/v1/echo/1`)).headers.get('x-frame-options')).toBe('DENY');
  });

  it('take query values as plain strings', async () => {
    const { url } = await start({ mounts: [v1] });
    const answer = await (await fetch(`${url}/v1/echo/1?a[$gt]=1`)).json();
    expect(answer).toMatchObject({ query: { 'a[$gt]': '1' } });
  });
});

describe('errors', () => {
  it('are problem documents', async () => {
    const { url } = await start({ mounts: [v1] });
    const response = await fetch(`${url}/v1/teapot`);
    expect(response.status).toBe(418);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await response.json()).toEqual({
      type: 'urn:shopwright:problem:teapot',
      title: "I'm a Teapot",
      status: 418,
      detail: 'Short and stout.',
      spout: true,
    });
  });

  it('of ours show only an id, which leads to the log', async () => {
    const { url, log } = await start({ mounts: [v1] });
    const response = await fetch(`${url}/v1/fail`);
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toMatch(/hunter2|at .*\.ts/);
    const { error_id } = JSON.parse(text);
    const line = log.find((entry) => entry.errorId === error_id);
    expect(line).toMatchObject({ level: 'error', err: { message: 'password of [email] is hunter2' } });
    expect(line?.requestId).toBe(response.headers.get('x-request-id'));
  });

  it('of other layers are translated', async () => {
    const { url } = await start({
      mounts: [v1],
      translateError: (error) => (error instanceof Error ? { status: 409, detail: 'translated' } : undefined),
    });
    expect(await (await fetch(`${url}/v1/fail`)).json()).toMatchObject({ status: 409, detail: 'translated' });
  });

  it('are JSON-RPC errors for a surface that speaks it, also when they happen before it', async () => {
    const { url } = await start({ mounts: [v1, mcp] });
    const response = await post(`${url}/mcp/echo/1`, '{"a":');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32700 } });
    expect(await (await fetch(`${url}/mcp/teapot`)).json()).toMatchObject({
      error: { code: -32600, message: 'Short and stout.', data: { spout: true } },
    });
  });

  it('name the methods that a route has', async () => {
    const { url } = await start({ mounts: [v1] });
    const response = await fetch(`${url}/v1/echo/1`, { method: 'DELETE' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS');
    expect((await fetch(`${url}/healthz`, { method: 'POST' })).status).toBe(405);
  });

  it.each([
    ['/nowhere', 404],
    ['/v1/echo/%zz', 400],
  ])('at %s are %i', async (path, status) => {
    const { url } = await start({ mounts: [v1] });
    const response = await fetch(url + path);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status });
  });
});

describe('browsers', () => {
  it('get an answer to a preflight, and may read errors', async () => {
    const { url } = await start({ mounts: [mcp], config: { corsOrigins: ['https://app.example'] } });
    const preflight = await fetch(`${url}/mcp/echo/1`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization, mcp-protocol-version',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://app.example');
    for (const name of ['authorization', 'mcp-protocol-version', 'mcp-method', 'mcp-name', 'last-event-id']) {
      expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain(name);
    }
    const large = await post(`${url}/mcp/echo/1`, JSON.stringify('x'.repeat(5000)), {
      origin: 'https://app.example',
    });
    expect(large.status).toBe(413);
    expect(large.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(large.headers.get('access-control-expose-headers')).toContain('WWW-Authenticate');
    const foreign = await fetch(`${url}/mcp/echo/1`, { headers: { origin: 'https://evil.example' } });
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('cannot reach the server under another name', async () => {
    const { port } = await start({ mounts: [v1] });
    expect((await rawGet(port, '/v1/echo/1', { host: 'evil.example' })).status).toBe(403);
    expect((await rawGet(port, '/v1/echo/1', { host: 'LOCALHOST:3000' })).status).toBe(200);
    expect((await rawGet(port, '/healthz', { host: '10.0.0.7:3000' })).status).toBe(200);
  });
});

describe('operators', () => {
  it('see whether it can serve', async () => {
    let state = 'starting';
    let store: () => void | Promise<void> = () => {};
    const { url, log } = await start({ state: () => state, checks: { store: () => store() } });
    const ready = async () => {
      const response = await fetch(`${url}/readyz`);
      return [response.status, await response.json()];
    };
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await ready()).toEqual([503, { status: 'starting', checks: { store: 'ok' } }]);
    state = 'ready';
    expect(await ready()).toEqual([200, { status: 'ready', checks: { store: 'ok' } }]);
    store = () => Promise.reject(new Error('disk full'));
    expect(await ready()).toEqual([503, { status: 'failing', checks: { store: 'failed' } }]);
    expect(log.some((line) => line.check === 'store' && line.level === 'warn')).toBe(true);
    state = 'stopping';
    expect(await ready()).toMatchObject([503, { status: 'stopping' }]);
  });

  it('read metrics by route with a key, and find no ids or queries in them or in the log', async () => {
    const { url, log } = await start({
      mounts: [v1],
      authenticate: (req) => ({ principal: req.bearer }),
      mayReadMetrics: (principal) => principal === 'metrics-key',
    });
    await (await fetch(`${url}/v1/echo/secret-7?email=ada@example.com`)).text();
    await (await fetch(`${url}/probing/secret-8`)).text();
    const metrics = (key?: string) =>
      fetch(`${url}/metrics`, key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } });
    expect((await metrics()).status).toBe(401);
    expect((await metrics('other')).status).toBe(403);
    const response = await metrics('metrics-key');
    expect(response.headers.get('content-type')).toContain('version=0.0.4');
    const text = await response.text();
    expect(text).toContain('method="GET",route="/v1/echo/:id",status="200"} 1');
    expect(text).toContain('route="(none)",status="404"} 1');
    expect(log.find((line) => line.route === '/v1/echo/:id')).toMatchObject({
      msg: 'request',
      level: 'info',
      status: 200,
    });
    expect(text + JSON.stringify(log)).not.toMatch(/secret-|ada@|127\.0\.0\.1/);
  });

  it('can open the metrics or turn them off', async () => {
    const { url } = await start({ config: { metricsRequireKey: false } });
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
    await running?.close();
    const closed = await start({ config: { metrics: false } });
    expect((await fetch(`${closed.url}/metrics`)).status).toBe(404);
  });
});

import { Router } from 'express';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { startTestServer } from '../../../test/fixtures/http-server.ts';
import { ManualClock } from '../clock.ts';
import type { Mount } from './app.ts';
import { ProblemError } from './problem.ts';
import { TokenBuckets } from './rate-limit.ts';
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
echo.get('/echo/:id', (req, res) => void res.json({ principal: principalOf<string>(req) ?? null }));
const v1: Mount = { path: '/v1', router: echo };

describe('callers', () => {
  const authenticate = (req: { bearer?: string }) => {
    if (req.bearer === undefined) return { principal: 'anonymous' };
    if (!req.bearer.startsWith('good'))
      throw new ProblemError({ status: 401, detail: 'This key is not valid.' });
    return { principal: req.bearer, rateKey: req.bearer };
  };
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

  it('are known by their key, and a wrong key does not pass for none', async () => {
    const { url } = await start({ mounts: [v1], authenticate });
    const who = async (headers: Record<string, string>) =>
      (await fetch(`${url}/v1/echo/1`, { headers })).json();
    expect(await who({})).toMatchObject({ principal: 'anonymous' });
    expect(await who(bearer('good-1'))).toMatchObject({ principal: 'good-1' });
    expect(await who(bearer('bad'))).toMatchObject({ status: 401 });
    const basic = await fetch(`${url}/v1/echo/1`, { headers: { authorization: 'Basic YTpi' } });
    expect(basic.status).toBe(401);
    expect(basic.headers.get('www-authenticate')).toContain('Bearer');
  });

  it('are limited per key and per address, and told when to come back', async () => {
    const { url, clock } = await start({
      mounts: [v1],
      authenticate,
      config: { rateLimitPerAddress: 2, rateLimitPerKey: 3 },
    });
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${url}/v1/echo/1`, { headers })).status;
    const from = (address: string) => ({ 'x-forwarded-for': address });
    expect([await status(from('203.0.113.1')), await status(from('203.0.113.1'))]).toEqual([200, 200]);
    const limited = await fetch(`${url}/v1/echo/1`, { headers: from('203.0.113.1') });
    expect(limited.status).toBe(429);
    expect(limited.headers.get('retry-after')).toBe('30');
    expect(await limited.json()).toMatchObject({
      type: 'urn:shopwright:problem:rate-limited',
      retry_after_seconds: 30,
    });

    expect(await status(from('203.0.113.2'))).toBe(200);
    const key = { ...from('203.0.113.1'), ...bearer('good-1') };
    expect([await status(key), await status(key), await status(key), await status(key)]).toEqual([
      200, 200, 200, 429,
    ]);
    expect(await status({ ...from('203.0.113.1'), ...bearer('good-2') })).toBe(200);

    clock.advance(30_000);
    expect([await status(from('203.0.113.1')), await status(from('203.0.113.1'))]).toEqual([200, 429]);
  });

  it('who guess keys are limited by address', async () => {
    const { url } = await start({ mounts: [v1], authenticate, config: { rateLimitPerAddress: 2 } });
    const guess = async (key: string) => (await fetch(`${url}/v1/echo/1`, { headers: bearer(key) })).status;
    expect([await guess('a'), await guess('b'), await guess('c')]).toEqual([401, 401, 429]);
  });

  it('in one IPv6 /64 network count as one', async () => {
    const { url } = await start({ mounts: [v1], config: { rateLimitPerAddress: 1 } });
    const status = async (address: string) =>
      (await fetch(`${url}/v1/echo/1`, { headers: { 'x-forwarded-for': address } })).status;
    expect([
      await status('2001:db8::1'),
      await status('2001:db8::ffff:2'),
      await status('2001:db8:0:1::1'),
    ]).toEqual([200, 429, 200]);
  });

  it('on this machine are not limited unless they came through a proxy', async () => {
    const { url } = await start({ mounts: [v1], config: { rateLimitPerAddress: 1, limitLoopback: false } });
    const status = async (headers = {}) => (await fetch(`${url}/v1/echo/1`, { headers })).status;
    expect([await status(), await status()]).toEqual([200, 200]);
    const proxied = { 'x-forwarded-for': '203.0.113.9' };
    expect([await status(proxied), await status(proxied)]).toEqual([200, 429]);
  });

  it('cannot choose their address where no proxy is trusted', async () => {
    const { url } = await start({ mounts: [v1], config: { rateLimitPerAddress: 1, trustProxy: false } });
    const status = async (address: string) =>
      (await fetch(`${url}/v1/echo/1`, { headers: { 'x-forwarded-for': address } })).status;
    expect([await status('203.0.113.1'), await status('203.0.113.2')]).toEqual([200, 429]);
  });
});

describe('a token bucket', () => {
  it('never lets more through than one burst and the refill, and always lets one through after the wait', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), steps, (perMinute, waits) => {
        const clock = new ManualClock();
        const buckets = new TokenBuckets(perMinute, clock);
        const start = clock.now();
        let passed = 0;
        let wait = 0;
        for (const ms of waits) {
          clock.advance(ms);
          wait = buckets.take('caller');
          if (wait === 0) passed += 1;
        }
        expect(passed).toBeLessThanOrEqual(perMinute * (1 + (clock.now() - start) / 60_000) + 1e-6);
        clock.advance(wait);
        if (wait > 0) expect(buckets.take('caller')).toBe(0);
      }),
    );
  });

  it('with 0 per minute is no limit', () => {
    const buckets = new TokenBuckets(0, new ManualClock());
    for (let i = 0; i < 1000; i++) expect(buckets.take('caller')).toBe(0);
  });
});

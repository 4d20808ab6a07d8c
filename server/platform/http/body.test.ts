import { gzipSync } from 'node:zlib';
import { Router } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { startTestServer } from '../../../test/fixtures/http-server.ts';
import type { Mount } from './app.ts';

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
echo.post('/echo/:id', (req, res) => void res.json({ got: req.body ?? null }));
const v1: Mount = { path: '/v1', router: echo };

const post = (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('bodies', () => {
  it('arrive parsed, also with a suffix type or compressed', async () => {
    const { url } = await start({ mounts: [v1] });
    expect(await (await post(`${url}/v1/echo/1`, '{"a":[1,"\\u00e9"]}')).json()).toEqual({
      got: { a: [1, 'é'] },
    });
    const merge = { 'content-type': 'application/merge-patch+json; charset=utf-8' };
    expect(await (await post(`${url}/v1/echo/1`, '{"a":1}', merge)).json()).toEqual({ got: { a: 1 } });
    const zipped = await post(`${url}/v1/echo/1`, gzipSync('{"z":1}'), { 'content-encoding': 'gzip' });
    expect(await zipped.json()).toEqual({ got: { z: 1 } });
    expect(await (await fetch(`${url}/v1/echo/1`, { method: 'POST' })).json()).toEqual({ got: null });
  });

  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  it.each([
    ['malformed', '{"email":"ada@example.com",}', {}, 400, 'malformed-json'],
    ['too large', JSON.stringify('x'.repeat(5000)), {}, 413, 'body-too-large'],
    [
      'too large once unpacked',
      gzipSync(JSON.stringify('x'.repeat(50_000))),
      { 'content-encoding': 'gzip' },
      413,
      'body-too-large',
    ],
    [
      'of another type',
      'a=1',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported-media-type',
    ],
    [
      'in another charset',
      '{}',
      { 'content-type': 'application/json; charset=utf-16' },
      415,
      'unsupported-media-type',
    ],
    ['in an unknown encoding', '{}', { 'content-encoding': 'rot13' }, 415, 'unsupported-media-type'],
    ['too deep', `{"a":${deep(64)}}`, {}, 400, 'too-deep'],
    ['with __proto__', '{"a":[{"__proto__":{"admin":true}}]}', {}, 400, 'forbidden-property'],
    ['with an escaped __proto__', '{"\\u005f_proto__":1}', {}, 400, 'forbidden-property'],
    ['with constructor.prototype', '{"constructor":{"prototype":{"x":1}}}', {}, 400, 'forbidden-property'],
  ])('%s are refused', async (_name, body, headers, status, type) => {
    const { url } = await start({ mounts: [v1] });
    const response = await post(`${url}/v1/echo/1`, body, headers as Record<string, string>);
    const problem = await response.json();
    expect(problem).toMatchObject({ status, type: `urn:shopwright:problem:${type}` });
    expect(response.status).toBe(status);
    expect(JSON.stringify(problem)).not.toContain('ada@');
  });

  it('may nest 64 levels, and brackets inside strings do not count', async () => {
    const { url } = await start({ mounts: [v1] });
    expect((await post(`${url}/v1/echo/1`, deep(64))).status).toBe(200);
    expect((await post(`${url}/v1/echo/1`, JSON.stringify([`\\"${'['.repeat(100)}`]))).status).toBe(200);
  });

  it('have the limit of their surface, and are left alone where it reads them itself', async () => {
    const upload: Mount = {
      path: '/v1/import',
      body: 'none',
      router: async (req, res) => {
        let bytes = 0;
        for await (const chunk of req) bytes += (chunk as Buffer).length;
        res.json({ bytes });
      },
    };
    const { url } = await start({ mounts: [v1, upload, { ...v1, path: '/big', bodyLimitBytes: 10_000 }] });
    const body = JSON.stringify(['x'.repeat(4998)]);
    expect(await (await post(`${url}/v1/import`, body, { 'content-type': 'text/csv' })).json()).toEqual({
      bytes: 5002,
    });
    expect((await post(`${url}/big/echo/1`, body)).status).toBe(200);
    expect((await post(`${url}/v1/echo/1`, body)).status).toBe(413);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hop, nextHop } from './redirect.ts';

const hop = (method: string, body = method === 'GET' || method === 'HEAD' ? undefined : 'text'): Hop => ({
  url: new URL('https://a.example/one'),
  method,
  headers: new Headers({
    Authorization: 'Bearer secret',
    'X-Api-Key': 'secret',
    Accept: 'text/plain',
    'Content-Type': 'text/plain',
  }),
  body: body === undefined ? undefined : new TextEncoder().encode(body),
});

describe('redirects', () => {
  it.each([
    ['POST', 301, 'GET'],
    ['POST', 302, 'GET'],
    ['POST', 303, 'GET'],
    ['PUT', 303, 'GET'],
    ['PUT', 302, 'PUT'],
    ['POST', 307, 'POST'],
    ['HEAD', 303, 'HEAD'],
    ['GET', 308, 'GET'],
  ])('of a %s with %i in one origin go on as %s, with credentials', (method, status, next) => {
    const found = nextHop(hop(method), status, '/two')!;
    expect([found.method, found.url.href]).toEqual([next, 'https://a.example/two']);
    expect(found.headers.get('authorization')).toBe('Bearer secret');
    const keeps = found.method === method && method !== 'GET' && method !== 'HEAD';
    expect(found.body !== undefined).toBe(keeps);
    if (!keeps && found.method !== method) expect(found.headers.has('content-type')).toBe(false);
  });

  it('tell another origin nothing but what one may know', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE'),
        fc.constantFrom(301, 302, 303),
        fc.constantFrom('https://b.example/', 'https://a.example:444/', '//b.example/x'),
        (method, status, location) => {
          const found = nextHop(hop(method), status, location)!;
          expect([...found.headers.keys()]).toEqual(['accept']);
          expect(found.body).toBeUndefined();
          expect(['GET', 'HEAD']).toContain(found.method);
        },
      ),
    );
  });

  it.each([
    ['POST', 307, 'https://b.example/', 'on to another origin'],
    ['DELETE', 308, 'https://b.example/', 'on to another origin'],
    ['GET', 302, 'http://a.example/', 'https to http'],
    ['GET', 302, 'https://[', 'no address'],
  ])('of a %s with %i to %s are refused', (method, status, location, why) => {
    expect(() => nextHop(hop(method), status, location)).toThrow(
      expect.objectContaining({ kind: 'refused_address', message: expect.stringContaining(why) }),
    );
  });
});

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Router } from 'express';
import { allowOnly } from '../../platform/http/methods.ts';

const BUNDLE = new URL('./widget.bundle.js', import.meta.url);
const DAY_S = 86_400;

/**
 * `/widget.js`: the chat for other websites, one classic script. An address with `?v=` of its version never changes; without, a
 * browser asks again after an hour.
 */
export function createWidgetRouter(): Router {
  const plain = readFileSync(BUNDLE);
  const version = createHash('sha256').update(plain).digest('base64url').slice(0, 16);
  const bodies = { br: brotliCompressSync(plain), gzip: gzipSync(plain, { level: 9 }), identity: plain };
  const router = Router();
  router.get('/', (req, res) => {
    const encoding = req.acceptsEncodings('br', 'gzip', 'identity') || 'identity';
    const body = bodies[encoding as keyof typeof bodies];
    const etag = `"${version}-${encoding}"`;
    const cache =
      req.query.v === version
        ? `public, max-age=${365 * DAY_S}, immutable`
        : `public, max-age=3600, stale-while-revalidate=${7 * DAY_S}`;
    res.set({
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': cache,
      ETag: etag,
      Vary: 'Accept-Encoding',
      'X-Widget-Version': version,
    });
    if (req.headers['if-none-match']?.split(/,\s*/).includes(etag)) return void res.status(304).end();
    if (encoding !== 'identity') res.set('Content-Encoding', encoding);
    res.send(body);
  });
  router.all('/', allowOnly('GET'));
  return router;
}

import { Router } from 'express';
import type { KeyRing } from '../../commerce/quotes/key-ring.ts';
import { allowOnly } from '../../platform/http/methods.ts';

/** `GET /.well-known/jwks.json`, RFC 7517: the public keys that proofs are checked with. */
export function createKeysRouter(keys: Pick<KeyRing, 'jwks'>): Router {
  const router = Router();
  router.get('/', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=300').json(keys.jwks());
  });
  router.all('/', allowOnly('GET'));
  return router;
}

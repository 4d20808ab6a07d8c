import { type RequestHandler, Router } from 'express';

/** Serves the drawings of the sample shop at `/:name.svg`. */
export function sampleImageRouter(draw: (name: string) => string | undefined): RequestHandler {
  const router = Router();
  router.get('/:file', (req, res, next) => {
    const name = /^([\w-]{1,80})\.svg$/.exec(req.params.file)?.[1];
    const svg = name === undefined ? undefined : draw(name);
    if (svg === undefined) return next();
    res.set({
      'Content-Type': 'image/svg+xml',
      'Cache-Control': 'public, max-age=86400',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    res.send(svg);
  });
  return router;
}

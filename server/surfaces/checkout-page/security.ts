import type { CookieOptions, Request, RequestHandler } from 'express';

export interface PagePolicy {
  /** Origins that may show the page in a frame, such as `https://chat.example`. Nobody when empty. */
  frameAncestors: readonly string[];
  /** Where forms may go (their redirects count too); nowhere when empty. */
  formTargets?: readonly string[];
  /** `same-origin` where a form is posted without a script: `no-referrer` would hide its origin from us. */
  referrer?: 'no-referrer' | 'same-origin';
}

/**
 * Headers of every answer: nothing inline, nothing foreign but pictures, no referrer, no cache.
 * Set after (and so instead of) what the rest of the server sets.
 */
export function pageHeaders(policy: PagePolicy): RequestHandler {
  const list = (sources: readonly string[]) => (sources.length > 0 ? sources.join(' ') : "'none'");
  const csp = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' https: http: data:",
    "connect-src 'self'",
    "base-uri 'none'",
    `form-action ${list(policy.formTargets ?? [])}`,
    `frame-ancestors ${list(policy.frameAncestors)}`,
    "require-trusted-types-for 'script'",
  ].join('; ');
  return (_req, res, next) => {
    res.set({
      'Content-Security-Policy': csp,
      'Referrer-Policy': policy.referrer ?? 'no-referrer',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
      'X-Robots-Tag': 'noindex, nofollow',
    });
    // Older than frame-ancestors and without a list of origins.
    if (policy.frameAncestors.length > 0) res.removeHeader('X-Frame-Options');
    else res.set('X-Frame-Options', 'DENY');
    next();
  };
}

/**
 * Partitioned and cross-site where the page may live in a frame; `Lax` on plain http, where browsers refuse `Secure`
 * except for a framed page on the loopback address.
 * @param publicUrl where the server is reached from outside
 */
export function cookieOptions(publicUrl: string, path: string, framed: boolean): CookieOptions {
  const crossSite = framed || publicUrl.startsWith('https:');
  return {
    httpOnly: true,
    path,
    ...(crossSite ? { secure: true, sameSite: 'none', partitioned: true } : { sameSite: 'lax' }),
  };
}

/** The value of a cookie; undefined when the browser did not send it. */
export function readCookie(req: Request, name: string): string | undefined {
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** False when the browser says that another site sent the request (Fetch Metadata); old browsers say nothing. */
export function isFromOwnPage(req: Request): boolean {
  const site = req.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin';
}

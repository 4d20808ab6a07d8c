import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

export interface Asset {
  body: Buffer;
  type: string;
  etag: string;
}

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/**
 * Scripts and style sheets of a page, by name, to be served as they are.
 *
 * @param folder with a slash at its end
 * @param first by name, what a file begins with
 */
export function loadAssets(
  folder: URL,
  first: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const name of readdirSync(folder)) {
    const type = TYPES[name.slice(name.lastIndexOf('.') + 1)];
    if (!type) continue;
    const body = Buffer.from((first[name] ?? '') + readFileSync(new URL(name, folder), 'utf8'));
    assets.set(name, {
      body,
      type,
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
    });
  }
  return assets;
}

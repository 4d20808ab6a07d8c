import { readFileSync } from 'node:fs';

/** Of the package: its manifest stands beside the sources, and one folder higher beside the compiled files. */
function readVersion(): string {
  for (const place of ['../package.json', '../../package.json']) {
    try {
      const manifest = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as {
        name?: string;
        version?: string;
      };
      if (manifest.name === 'shopwright' && manifest.version) return manifest.version;
    } catch {}
  }
  return '0.0.0';
}

export const VERSION = readVersion();

/** As it is written into the database. */
export const PROGRAM = `Shopwright ${VERSION}`;

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders whose files decide which terms a product has. */
const FOLDERS = ['analysis', 'understanding', 'index'];

/**
 * Names everything that turns products into terms: the code and word lists, and the Unicode tables of the runtime. An
 * index made with another one does not fit the queries of this one.
 */
export function analysisVersion(): string {
  const sum = createHash('sha256');
  for (const folder of FOLDERS) {
    const path = join(import.meta.dirname, '..', folder);
    const files = readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.includes('.test.') && !entry.name.endsWith('.d.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) sum.update(readFileSync(file));
  }
  return sum.update(`${process.versions.unicode} ${process.versions.icu}`).digest('base64url');
}

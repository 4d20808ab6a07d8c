import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { runExample, withOutputs } from './console-examples.ts';
import { sampleFolder } from './sample-folder.ts';

/** Writes what the examples of docs/search.md print today into it: `node test/docs/write.ts`. */
const path = new URL('../../docs/search.md', import.meta.url);
const dataDir = await sampleFolder();
try {
  writeFileSync(path, await withOutputs(readFileSync(path, 'utf8'), (line) => runExample(line, dataDir)));
} finally {
  rmSync(dataDir, { recursive: true });
}

#!/usr/bin/env node
import { spawn } from 'node:child_process';
import module from 'node:module';
import { dirname, join } from 'node:path';

// Nothing else is imported before the version is known: an older Node lacks node:sqlite and would fail with a riddle.
const NEEDED = 24;

/** The Node that is installed with this package. */
function bundledNode(): string | undefined {
  try {
    return join(dirname(module.createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
  } catch {
    return undefined;
  }
}

const major = Number(process.versions.node.split('.')[0]);
if (major >= NEEDED) {
  // A folder that cannot be written only makes the start slower.
  module.enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compile'));
  const { main } = await import('./cli/main.ts');
  await main(process.argv.slice(2), process.env);
} else {
  const node = bundledNode();
  if (node === undefined || node === process.execPath) {
    console.error(
      `Shopwright needs Node ${NEEDED} or newer; this is ${process.versions.node}. Install it from https://nodejs.org.`,
    );
    process.exit(1);
  }
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

import { execFileSync } from 'node:child_process';
import { cpSync, globSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Compiles the published package into dist/: JavaScript and declarations, and beside them the files that are read at run time. */
const root = resolve(import.meta.dirname, '..');
rmSync(join(root, 'dist'), { recursive: true, force: true });
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
const READ = '{server,evals}/**/*.{js,css,svg,html,json,jsonl,yaml,gz}';
// What the models are trained on, which is not read at run time.
const TRAINING = 'server/agent/intents/training/**';
for (const file of globSync(READ, { cwd: root, exclude: [TRAINING] })) {
  cpSync(join(root, file), join(root, 'dist', file), { recursive: true });
}

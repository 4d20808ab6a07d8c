// Runs before `npm start` and `npm test`, on whatever Node (18 or newer) the machine has: makes sure that
// node_modules holds what package-lock.json says, with the Node 24 that everything else runs on. Plain JavaScript and
// nothing but Node's own modules, because nothing else is there yet.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TRIES = 3;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const marker = join(root, 'node_modules', '.lock-hash');
const windows = process.platform === 'win32';

function wanted() {
  const hash = createHash('sha256');
  for (const name of ['package-lock.json', 'package.json']) hash.update(readFileSync(join(root, name)));
  return hash.digest('hex');
}

function runtimeIsThere() {
  return existsSync(join(root, 'node_modules', '.bin', windows ? 'node.cmd' : 'node'));
}

function isCurrent() {
  return existsSync(marker) && readFileSync(marker, 'utf8').trim() === wanted() && runtimeIsThere();
}

/** `npx shopwright` in a clone: npm links the commands of the packages it installs, but not those of this one. */
function linkCommand() {
  const path = join(root, 'node_modules', '.bin', windows ? 'shopwright.cmd' : 'shopwright');
  const text = windows
    ? '@call "%~dp0node.cmd" "%~dp0..\\..\\server\\cli.ts" %*\r\n'
    : '#!/bin/sh\nbin=$(cd "$(dirname "$0")" && pwd) || exit 1\nexec "$bin/node" "$bin/../../server/cli.ts" "$@"\n';
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  // Never through a link to a source file.
  rmSync(path, { force: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}

/** Runs npm once. Resolves with whether it succeeded and with all it printed. */
function install() {
  const args = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  // The npm that runs this script, where it is one: the machine may have several, or none in its PATH.
  const npm = process.env.npm_execpath;
  const own = npm !== undefined && /npm-cli\.c?js$/.test(npm);
  const child = own
    ? spawn(process.execPath, [npm, ...args], { cwd: root })
    : spawn('npm', args, { cwd: root, shell: windows });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ ok: false, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** One line that counts the seconds; a plain line where nobody watches. Returns the function that ends it. */
function progress(text) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  if (!process.stderr.isTTY) {
    process.stderr.write(`${text} …\n`);
    return (result) => process.stderr.write(`${result} (${seconds()} s)\n`);
  }
  const draw = () => process.stderr.write(`\r\u001b[K${text} … ${seconds()} s`);
  draw();
  const timer = setInterval(draw, 1000);
  return (result) => {
    clearInterval(timer);
    process.stderr.write(`\r\u001b[K${result} (${seconds()} s)\n`);
  };
}

function explain(output) {
  const tail = output.trim().split('\n').slice(-12).join('\n  ');
  return `
Shopwright could not install its packages, after ${TRIES} tries. npm said:

  ${tail || '(nothing)'}

What usually helps:
  - No network, or a proxy: check that \`npm ping\` works, or set the registry with \`npm config set registry URL\`.
  - No space, or a folder of another user: check \`${join(root, 'node_modules')}\`, or delete it and try again.
  - Install scripts turned off (\`npm config get ignore-scripts\`): the \`node\` package needs its own to fetch Node 24.
Then run the same command again.
`;
}

async function main() {
  if (Number(process.versions.node.split('.')[0]) < 18) {
    process.stderr.write(
      `Shopwright needs Node 18 or newer to set itself up; this is ${process.version}. See https://nodejs.org\n`,
    );
    return 1;
  }
  if (isCurrent()) {
    linkCommand();
    return 0;
  }
  let output = '';
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const again = attempt === 1 ? '' : `, try ${attempt} of ${TRIES}`;
    const done = progress(`Installing Shopwright's packages (once, about half a minute${again})`);
    const result = await install();
    output = result.output;
    if (result.ok && runtimeIsThere()) {
      mkdirSync(dirname(marker), { recursive: true });
      writeFileSync(marker, `${wanted()}\n`);
      linkCommand();
      done('Packages installed');
      return 0;
    }
    if (result.ok)
      output += '\nnpm finished, but node_modules/.bin/node is missing: its install script did not run.\n';
    done('That did not work');
  }
  process.stderr.write(explain(output));
  return 1;
}

process.exitCode = await main();

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

/** Packs the project, installs the tarball elsewhere with npx, and buys nothing but asks the running shop for a product. */
const root = resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'shopwright-package-'));
const npm = (args: string[], cwd: string): string =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

try {
  npm(['run', '--silent', 'build'], root);
  const [packed] = JSON.parse(npm(['pack', '--json', '--pack-destination', scratch], root)) as [
    { filename: string; size: number },
  ];
  console.log(`packed ${packed.filename}, ${Math.round(packed.size / 1024)} KiB`);
  const tarball = join(scratch, packed.filename);
  // Outside the project, so that nothing of its node_modules is found.
  const env = {
    ...process.env,
    PATH: (process.env.PATH ?? '')
      .split(':')
      .filter((p) => !p.includes('node_modules'))
      .join(':'),
  };
  const server = spawn(
    'npx',
    [
      '--yes',
      '--package',
      tarball,
      'shopwright',
      'serve',
      '--port',
      '0',
      '--data-dir',
      join(scratch, 'data'),
    ],
    { cwd: scratch, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  try {
    const url = await Promise.race([
      (async () => {
        const lines = [createInterface({ input: server.stdout }), createInterface({ input: server.stderr })];
        return new Promise<string>((found) => {
          for (const reader of lines)
            reader.on('line', (line) => {
              console.log(`  ${line}`);
              const match = /https?:\/\/127\.0\.0\.1:\d+/.exec(line);
              if (match) found(match[0]);
            });
        });
      })(),
      wait(180_000, undefined, { ref: false }).then(() =>
        Promise.reject(new Error('the packed server did not start within three minutes')),
      ),
    ]);
    for (let tries = 0; (await fetch(`${url}/readyz`)).status !== 200; tries += 1) {
      if (tries > 300) throw new Error('the packed server never became ready');
      await wait(100);
    }
    const response = await fetch(`${url}/v1/tools/search_catalog`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'jacket' }),
    });
    const { total } = (await response.json()) as { total: number };
    if (!(total > 0)) throw new Error(`the packed shop found ${total} jackets`);
    const said = await chat(url, 'hello');
    if (!said) throw new Error('the packed shop did not answer a message');
    const page = await fetch(`${url}/checkout`);
    const style = /href="([^"]+\.css)"/.exec(await page.text())?.[1];
    if (!style || !(await fetch(new URL(style, `${url}/checkout`))).ok)
      throw new Error('the packed checkout page lacks its style sheet');
    console.log(`the packed shop found ${total} jackets, and says: ${said}`);
  } finally {
    if (server.pid) process.kill(-server.pid, 'SIGTERM');
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** What the shop says to the first message of a conversation; undefined: nothing within half a minute. */
async function chat(url: string, text: string): Promise<string | undefined> {
  const ask = async (path: string, body?: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`${url}/v1/conversations${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json' },
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const { conversation_id: id } = await ask('', {});
  await ask(`/${id}/messages`, { text, message_id: 'first' });
  for (let tries = 0; tries < 300; tries += 1) {
    const { replies } = (await ask(`/${id}/messages?after=0`)) as { replies?: { text: string }[] };
    if (replies?.[0]) return replies[0].text;
    await wait(100);
  }
  return undefined;
}

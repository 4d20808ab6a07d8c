import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canary, tracesIn, tracesOnDisk } from '../../test/fixtures/canary.ts';
import { Cli, type RunningShop } from '../../test/fixtures/cli.ts';
import { OGG } from '../../test/fixtures/media.ts';

const ADMIN_KEY = 'operator-key-for-tests-only';
const cli = new Cli();
const gone = canary('Qxcanarygone', '0133');
const backups = join(cli.folder, 'backups');
let shop: RunningShop;
let logs = '';

const serve = async (): Promise<void> => {
  shop = await cli.serve([], { SHOPWRIGHT_LOG_LEVEL: 'debug', SHOPWRIGHT_ADMIN_KEY: ADMIN_KEY });
};
async function stop(): Promise<void> {
  logs += shop.log();
  await shop.stop();
}
const post = async (path: string, body: object) => {
  const answer = await fetch(shop.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as Record<string, unknown>;
};
/** A conversation and a lead. @returns its id */
async function talk(): Promise<string> {
  const { conversation_id: id } = await post('/v1/conversations', {});
  await post(`/v1/conversations/${id}/messages`, { text: gone.free('hello'), message_id: '1' });
  const voice = new Blob([OGG, gone.free('spoken')]);
  await fetch(`${shop.url}/v1/conversations/${id}/media`, {
    method: 'POST',
    headers: { 'Content-Type': 'audio/ogg' },
    body: voice,
  });
  await post('/v1/tools/qualify_lead', {
    session_id: id,
    need: gone.free('need'),
    contact: { name: gone.name, email: gone.email },
    consent: true,
  });
  return String(id);
}
const run = (...args: string[]) => cli.run(args);
async function json(...args: string[]) {
  const { stdout, stderr } = await run(...args, '--json');
  if (stdout === '') throw new Error(`${args.join(' ')}: ${stderr}`);
  return JSON.parse(stdout);
}

beforeAll(async () => {
  mkdirSync(backups);
  await serve();
  await talk();
  expect(tracesOnDisk(join(cli.dataDir, 'media'), gone)).not.toEqual([]);
  await run('backup', join(backups, 'old.db'));
});
afterAll(() => cli.close());

it('writes all that is kept about a person', async () => {
  const file = join(cli.folder, 'person.json');
  expect(await run('customer', 'export', '--email', gone.email, '--output', file)).toMatchObject({ code: 0 });
  const { collections } = JSON.parse((await run('customer', 'export', '--email', gone.email)).stdout);
  expect(Object.keys(collections)).toEqual(
    expect.arrayContaining(['conversations', 'inboundMessages', 'leads', 'replies', 'sessions']),
  );
  rmSync(file);
});

it('asks first, and says whom it needs to know', async () => {
  expect(await run('erase')).toMatchObject({ code: 2, stderr: expect.stringContaining('--email') });
  const asked = await run('erase', '--email', gone.email);
  expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
  const wrong = await run('erase', '--phone', '0151 2345678', '--yes');
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('country code') });
  const preview = await json('erase', '--email', gone.email, '--dry-run');
  expect(preview).toMatchObject({ dry_run: true, counts: { conversations: 1, leads: 1 } });
});

it('erases while the shop serves, and nobody comes back with a backup', async () => {
  const done = await json('erase', '--email', gone.email, '--yes');
  expect(done).toMatchObject({ status: 'done', counts: { conversations: 1, leads: 1, inboundMessages: 1 } });
  expect(tracesOnDisk(cli.dataDir, gone)).toEqual([]);
  await run('backup', join(backups, 'new.db'));
  await stop();
  expect(tracesOnDisk(cli.dataDir, gone)).toEqual([]);

  const restored = await json('restore', join(backups, 'old.db'), '--replace');
  expect(restored).toMatchObject({ erasures_repeated: 1 });
  expect(tracesOnDisk(cli.dataDir, gone)).toEqual([]);
  // On another machine: the list lies beside the newest backup.
  rmSync(cli.dataDir, { recursive: true });
  expect(await json('restore', join(backups, 'old.db'))).toMatchObject({ erasures_repeated: 1 });
  expect(tracesOnDisk(cli.dataDir, gone)).toEqual([]);
  const preview = await json('erase', '--email', gone.email, '--dry-run');
  expect(preview).toMatchObject({ counts: {} });
});

it('goes on at the next start when it is killed', async () => {
  await serve();
  await talk();
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${ADMIN_KEY}` };
  const at = () => `${shop.url}/admin/v1/erasures`;
  const asked = await fetch(at(), { method: 'POST', headers, body: JSON.stringify({ email: gone.email }) });
  const { id } = (await asked.json()) as { id: string };
  logs += shop.log();
  const ended = once(shop.process, 'exit');
  shop.process.kill('SIGKILL');
  await ended;
  await serve();
  const status = async () =>
    ((await (await fetch(`${at()}/${id}`, { headers })).json()) as { status: string }).status;
  while ((await status()) === 'running') await new Promise((later) => setImmediate(later));
  expect(await status()).toBe('done');
  await stop();
  expect(tracesOnDisk(cli.dataDir, gone)).toEqual([]);
});

it('logs nothing of them', () => {
  expect(logs.length).toBeGreaterThan(1000);
  expect(tracesIn(logs, gone)).toEqual([]);
});

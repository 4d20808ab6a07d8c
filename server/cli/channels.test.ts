import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cli } from '../../test/fixtures/cli.ts';
import { startWhatsApp, type WhatsApp } from '../../test/fixtures/whatsapp/server.ts';

const TIMEOUT_MS = 60_000;
const VERIFY_TOKEN = 'a-word-of-my-choice';

let cli: Cli;
let whatsapp: WhatsApp;
let env: Record<string, string>;
beforeAll(async () => {
  whatsapp = await startWhatsApp();
  cli = new Cli();
  env = {
    SHOPWRIGHT_OUTBOUND_ALLOW: '127.0.0.1',
    SHOPWRIGHT_WHATSAPP_API_URL: whatsapp.url,
    SHOPWRIGHT_WHATSAPP_ACCESS_TOKEN: whatsapp.token,
    SHOPWRIGHT_WHATSAPP_APP_SECRET: whatsapp.appSecret,
    SHOPWRIGHT_WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN,
  };
});
afterAll(async () => {
  await cli.close();
  await whatsapp.close();
});

const numbers = () => [
  ...['--phone-number-id', whatsapp.phoneNumberId],
  ...['--business-account-id', whatsapp.wabaId],
];
const withoutSecrets = (text: string): void => {
  for (const secret of [whatsapp.token, whatsapp.appSecret, VERIFY_TOKEN]) expect(text).not.toContain(secret);
};

test(
  'WhatsApp is set up: wrong values are refused, right ones written where only the owner reads them',
  async () => {
    const file = join(cli.folder, 'whatsapp.env');
    const add = (more: Record<string, string> = {}) =>
      cli.run(['channels', 'add', 'whatsapp', ...numbers(), '--output', file], { env: { ...env, ...more } });
    const wrong = await add({ SHOPWRIGHT_WHATSAPP_ACCESS_TOKEN: 'stolen-token' });
    expect(wrong).toMatchObject({ code: 1 });
    expect(wrong.stdout).toMatch(/fail\s+token/);
    const secret = await add({ SHOPWRIGHT_WHATSAPP_APP_SECRET: 'wrong-secret' });
    expect(secret.stdout).toMatch(/fail\s+secret/);
    const done = await add();
    expect(done.stderr).toBe('');
    expect(done.stdout).toMatch(/ok\s+token[\s\S]*ok\s+number.*Test Shop[\s\S]*Callback URL\s+http/);
    withoutSecrets(done.stdout + done.stderr + wrong.stdout + secret.stdout);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain(`SHOPWRIGHT_WHATSAPP_VERIFY_TOKEN=${VERIFY_TOKEN}`);
    expect((await add()).stderr).toContain('is there already');
    const missing = await cli.run(['channels', 'add', 'whatsapp']);
    expect(missing).toMatchObject({ code: 2 });
    expect((await cli.run(['channels', 'add', 'pigeon'])).stderr).toContain('There is no channel "pigeon"');
  },
  TIMEOUT_MS,
);

test(
  'the running server is subscribed, tested and listed; the doctor looks at it',
  async () => {
    const all = {
      ...env,
      SHOPWRIGHT_WHATSAPP_PHONE_NUMBER_ID: whatsapp.phoneNumberId,
      SHOPWRIGHT_WHATSAPP_BUSINESS_ACCOUNT_ID: whatsapp.wabaId,
    };
    const { url } = await cli.serve([], all);
    const reached = { ...all, SHOPWRIGHT_PUBLIC_URL: url };
    whatsapp.management.subscription = undefined;
    whatsapp.management.subscribed = false;
    const before = await cli.run(['channels', 'test', 'whatsapp'], { env: reached });
    expect(before).toMatchObject({ code: 1 });
    expect(before.stdout).toMatch(/fail\s+webhook[\s\S]*fail\s+subscription/);
    const after = await cli.run(['channels', 'test', 'whatsapp', '--subscribe'], { env: reached });
    expect(after.stdout).toMatch(/ok\s+webhook[\s\S]*ok\s+subscription/);
    expect(after).toMatchObject({ code: 0 });
    withoutSecrets(before.stdout + after.stdout + after.stderr);
    const listed = await cli.run(['channels', 'list'], { env: reached });
    expect(listed.stdout).toMatch(/whatsapp\s+(new|working)/);
    const doctor = await cli.run(['doctor'], { env: reached });
    expect(doctor.stdout).toMatch(/ok\s+whatsapp\s+\+15550783881/);
    expect(doctor.stdout).toMatch(/ok\s+data key/);
    withoutSecrets(doctor.stdout);
  },
  TIMEOUT_MS,
);

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ShopwrightServer, startShopwright } from '../../test/fixtures/shopwright-server.ts';
import { startWhatsApp, type WhatsApp } from '../../test/fixtures/whatsapp/server.ts';
import { settingsFor } from '../../test/fixtures/whatsapp/settings.ts';
import { channelFlows } from './channel-flows.ts';
import { addChannel } from './channels.ts';
import { readEnvFile } from './env-file.ts';
import { CliError } from './errors.ts';

let folder: string;
let whatsapp: WhatsApp;
let server: ShopwrightServer | undefined;
const file = () => join(folder, 'whatsapp.env');
const settings = () => readEnvFile(file());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shopwright-flows-'));
  whatsapp = await startWhatsApp();
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  await whatsapp.close();
  rmSync(folder, { recursive: true });
});

/** Runs a command in this process. @returns what it printed */
async function run(
  command: typeof channelFlows | typeof addChannel,
  options: Record<string, unknown>,
  env: Record<string, string> = {},
): Promise<{ code: number; text: string }> {
  const stdout = new PassThrough();
  const context = {
    env: {
      SHOPWRIGHT_OUTBOUND_ALLOW: '127.0.0.1',
      SHOPWRIGHT_DATA_DIR: folder,
      SHOPWRIGHT_WHATSAPP_API_URL: whatsapp.url,
      SHOPWRIGHT_WHATSAPP_ACCESS_TOKEN: whatsapp.token,
      SHOPWRIGHT_WHATSAPP_APP_SECRET: whatsapp.appSecret,
      SHOPWRIGHT_WHATSAPP_VERIFY_TOKEN: 'a-word-of-my-choice',
      ...settings(),
      ...env,
    },
    stdin: new PassThrough(),
    stdout,
    stderr: new PassThrough(),
  };
  const code = await command(context, 'whatsapp', options);
  return { code, text: String(stdout.read() ?? '') };
}
const add = (options: object = {}) =>
  run(addChannel, {
    ...{ phoneNumberId: whatsapp.phoneNumberId, businessAccountId: whatsapp.wabaId, output: file() },
    ...options,
  });
/** The server with the settings of the file, as after a restart. */
const serve = async (): Promise<void> => {
  await server?.close();
  server = await startShopwright({
    ...settingsFor(whatsapp),
    whatsappFlowKey: settings().SHOPWRIGHT_WHATSAPP_FLOW_KEY,
  });
};
const publish = () => run(channelFlows, { publish: true }, { SHOPWRIGHT_PUBLIC_URL: server!.url });
const ping = (key?: string) =>
  whatsapp.flows.exchange(
    `${server!.url}/channels/whatsapp/flows`,
    { version: '3.0', action: 'ping' },
    { ...(key !== undefined && { key }) },
  );

it('writes the forms to files, in every language', async () => {
  await add();
  const output = join(folder, 'forms');
  expect(await run(channelFlows, { output })).toMatchObject({ code: 0 });
  expect(readdirSync(output)).toHaveLength(10);
  expect(JSON.parse(readFileSync(join(output, 'lead.de.json'), 'utf8'))).toMatchObject({ version: '7.0' });
});

it('makes a key, publishes the forms while the server runs, and rotates the key without breaking any', async () => {
  await add();
  await expect(run(channelFlows, { publish: true })).rejects.toThrow('--new-key');
  await run(channelFlows, { newKey: true });
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  const first = settings().SHOPWRIGHT_WHATSAPP_FLOW_KEY!;
  await serve();
  const { text } = await publish();
  for (const secret of [whatsapp.token, first]) expect(text).not.toContain(secret);
  const { SHOPWRIGHT_WHATSAPP_LEAD_FLOWS: leads, SHOPWRIGHT_WHATSAPP_ADDRESS_FLOWS: addresses } = settings();
  expect([leads, addresses].map((ids) => ids?.split(',').length)).toEqual([5, 5]);
  await run(channelFlows, { newKey: true });
  expect(settings().SHOPWRIGHT_WHATSAPP_FLOW_KEY!.split(',')).toEqual([expect.any(String), first]);
  const old = whatsapp.management.publicKey!;
  await serve();
  expect((await publish()).text).toContain('the key is uploaded');
  expect(whatsapp.management.publicKey).not.toBe(old);
  // Phones keep a public key for a while.
  expect([await ping(), await ping(old)]).toMatchObject([{ status: 200 }, { status: 200 }]);
  expect(settings()).toMatchObject({ SHOPWRIGHT_WHATSAPP_LEAD_FLOWS: leads });
});

it('says why Meta does not publish a form', async () => {
  await add();
  await run(channelFlows, { newKey: true });
  await serve();
  await server!.close();
  server = undefined;
  const failed = run(channelFlows, { publish: true }, { SHOPWRIGHT_PUBLIC_URL: 'http://127.0.0.1:1' });
  await expect(failed).rejects.toThrow(CliError);
  await expect(failed).rejects.toThrow(/Endpoint is not available.*must run/);
});

it('takes a catalogue that the number shows, and no other', async () => {
  const strange = await add({ catalogId: '1234567' });
  expect(strange).toMatchObject({ code: 1 });
  expect(strange.text).toMatch(/fail\s+catalogue\s+1234567 is not connected/);
  expect((await add({ catalogId: whatsapp.catalogId })).text).toMatch(/ok\s+catalogue/);
  expect(settings()).toMatchObject({ SHOPWRIGHT_WHATSAPP_CATALOG_ID: whatsapp.catalogId });
});

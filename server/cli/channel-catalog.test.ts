import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cli } from '../../test/fixtures/cli.ts';
import { startWhatsApp, type WhatsApp } from '../../test/fixtures/whatsapp/server.ts';
import { systemClock } from '../platform/clock.ts';

const TIMEOUT_MS = 90_000;
let cli: Cli;
let whatsapp: WhatsApp;
let env: Record<string, string>;
beforeAll(async () => {
  whatsapp = await startWhatsApp({ clock: systemClock });
  cli = new Cli();
  env = {
    SHOPWRIGHT_OUTBOUND_ALLOW: '127.0.0.1',
    SHOPWRIGHT_WHATSAPP_API_URL: whatsapp.url,
    SHOPWRIGHT_WHATSAPP_ACCESS_TOKEN: whatsapp.token,
    SHOPWRIGHT_WHATSAPP_APP_SECRET: whatsapp.appSecret,
    SHOPWRIGHT_WHATSAPP_VERIFY_TOKEN: 'a-word-of-my-choice',
    SHOPWRIGHT_WHATSAPP_PHONE_NUMBER_ID: whatsapp.phoneNumberId,
    SHOPWRIGHT_WHATSAPP_CATALOG_ID: whatsapp.catalogId,
    SHOPWRIGHT_SAMPLE_SHOP: 'false',
  };
});
afterAll(async () => {
  await cli.close();
  await whatsapp.close();
});

test(
  'the whole catalogue is sent, with a word for each item that is not there',
  async () => {
    const served = await cli.serve([], env);
    const products = [1, 2, 3].map((n) => ({
      ...{ id: `lamp-${n}`, title: `Lamp ${n}`, description: 'It shines.' },
      variants: [{ id: `lamp-${n}`, prices: [{ market: 'us', amount: 1000 * n, currency: 'USD' }] }],
      ...(n < 3 && { images: [{ url: `https://pictures.test/${n}.jpg`, alt: 'Lamp' }] }),
    }));
    for (const { id, ...body } of products) {
      const answer = await fetch(`${served.url}/admin/v1/products/${id}`, {
        method: 'PUT',
        headers: { Authorization: `Bearer ${served.adminKey}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(answer.status, await answer.text()).toBeLessThan(300);
    }
    const synced = await cli.run(['channels', 'sync', 'whatsapp', '--no-wait'], { env });
    expect(synced).toMatchObject({ code: 0, stderr: '' });
    expect(synced.stdout).toMatch(/var_lamp-3\s+left_out\s+no picture/);
    expect([...whatsapp.account.catalogue.items.keys()].sort()).toEqual(['var_lamp-1', 'var_lamp-2']);
    const listed = await cli.run(['channels', 'list'], { env });
    expect(listed.stdout).toContain(`catalogue ${whatsapp.catalogId}`);
  },
  TIMEOUT_MS,
);

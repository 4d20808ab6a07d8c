import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cli, type RunningShop } from '../../test/fixtures/cli.ts';
import type { Customer } from '../../test/fixtures/whatsapp/customer.ts';
import { startWhatsApp, type WhatsApp } from '../../test/fixtures/whatsapp/server.ts';
import { systemClock } from '../platform/clock.ts';

const TIMEOUT_MS = 90_000;
let cli: Cli;
let whatsapp: WhatsApp;
let served: RunningShop;
let env: Record<string, string>;
beforeAll(async () => {
  const body = 'Now {{1}} off.';
  const templates = [{ name: 'spring', language: 'en', category: 'marketing', body } as const];
  whatsapp = await startWhatsApp({ clock: systemClock, templates });
  cli = new Cli();
  env = {
    SHOPWRIGHT_OUTBOUND_ALLOW: '127.0.0.1',
    SHOPWRIGHT_WHATSAPP_API_URL: whatsapp.url,
    SHOPWRIGHT_WHATSAPP_ACCESS_TOKEN: whatsapp.token,
    SHOPWRIGHT_WHATSAPP_APP_SECRET: whatsapp.appSecret,
    SHOPWRIGHT_WHATSAPP_VERIFY_TOKEN: 'verify-token-for-tests-only',
    SHOPWRIGHT_WHATSAPP_PHONE_NUMBER_ID: whatsapp.phoneNumberId,
    SHOPWRIGHT_WHATSAPP_BUSINESS_ACCOUNT_ID: whatsapp.wabaId,
    // Spain, at any hour.
    SHOPWRIGHT_CHANNEL_PROMOTION_HOURS: '0-24',
    SHOPWRIGHT_SAMPLE_SHOP: 'false',
  };
  served = await cli.serve([], env);
  await whatsapp.subscribe(`${served.url}/channels/whatsapp/webhook`);
}, TIMEOUT_MS);
afterAll(async () => {
  await cli.close();
  await whatsapp.close();
});

const campaign = (...args: string[]) => cli.run(['channels', 'campaign', ...args], { env });
const START = ['start', 'whatsapp', '--template', 'spring', '--value', 'discount', '--code', 'SPRING20'];

test(
  'a campaign is looked at, begun, followed and listed',
  async () => {
    const answer = await fetch(`${served.url}/admin/v1/discounts`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${served.adminKey}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        code: 'SPRING20',
        title: 'Spring',
        effect: { kind: 'percentage', rate: 2000 },
      }),
    });
    expect(answer.status).toBe(201);
    const people: Customer[] = [];
    for (const n of [1, 2, 3]) {
      const one = whatsapp.customer({ phone: `3460011122${n}`, name: `Person ${n}` });
      await one.writes('hello');
      await one.next();
      if (n < 3) await one.resumesMarketing();
      people.push(one);
    }
    await whatsapp.webhooks.settled();
    const dry = await campaign(...START, '--dry-run');
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.stdout).toMatch(
      /^Of 3 people, 2 would be sent it now\.\nNever: 1\n\s+1\s+no_consent\nNothing was sent\.\n$/,
    );
    const json = await campaign(...START, '--dry-run', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ addressed: 3, send: 2, refused: { no_consent: 1 } });
    const begun = await campaign(...START, '--json');
    expect(begun).toMatchObject({ code: 0, stderr: '' });
    const { id } = JSON.parse(begun.stdout) as { id: string };
    expect(JSON.parse(begun.stdout)).toMatchObject({ said: 2, refused: { no_consent: 1 } });
    for (const one of people.slice(0, 2))
      expect((await one.next(({ template }) => template === 'spring')).text).toContain('Now 20% off.');
    expect((await campaign('list', 'whatsapp')).stdout).toContain(id);
    expect((await campaign('show', 'whatsapp', id)).stdout).toContain(
      `${id} is done: 2 handed to the outbox`,
    );
    const wrong = await campaign('start', 'whatsapp', '--template', 'winter');
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('There is no template "winter" at whatsapp.');
    expect((await cli.run(['channels', 'list'], { env })).stdout).toContain('2 templates this month');
  },
  TIMEOUT_MS,
);

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliverPlain, type PlainChannel, plainChannel, plainMessage } from '../fixtures/plain-channel.ts';
import type { Customer } from '../fixtures/whatsapp/customer.ts';
import { openShopOnWhatsApp, type ShopOnWhatsApp } from './whatsapp-server.ts';

const DAY = 86_400_000;
const NUMBER = '16505551234';
let plain: PlainChannel;
let world: ShopOnWhatsApp;
let ada: Customer;
let sent = 0;

beforeEach(async () => {
  plain = plainChannel();
  world = await openShopOnWhatsApp({
    config: { whatsappNumber: '+15550783881' },
    parts: { channels: [plain] },
  });
  const titled = (en: string, es: string) => ({ title: { en, es } });
  await world.server.put(
    { id: 'brass', price: 4999, extra: titled('Brass Lamp', 'Lámpara de latón') },
    { id: 'kettle', price: 3950, extra: titled('Steel Kettle', 'Tetera de acero') },
  );
  ada = world.whatsapp.customer({ phone: NUMBER, name: 'Ada' });
});
afterEach(async () => {
  expect(world.server.faults).toEqual([]);
  await world.close();
});

const readable = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const onWhatsApp = async (text: string): Promise<string> =>
  readable((await world.after(ada, () => ada.writes(text))).map((seen) => seen.text).join('\n'));

async function openWeb(locale: string): Promise<(text: string) => Promise<string>> {
  const { server } = world;
  const opened = await server.ask('/v1/conversations', { method: 'POST', body: { locale } });
  const path = `/v1/conversations/${String(opened.json!.conversation_id)}/messages`;
  return async (text) => {
    sent += 1;
    await server.ask(path, { method: 'POST', body: { message_id: `w${sent}`, text } });
    await world.settle();
    const { json } = await server.ask(path);
    return readable((json!.replies as { text: string }[]).at(-1)?.text ?? '');
  };
}

/** What WhatsApp has in its text field when the link is opened. */
const prefilled = (reply: string): string =>
  new URL(/https:\/\/wa\.me\/15550783881\?text=\S+/.exec(reply)![0]).searchParams.get('text')!;

describe('a cart that was begun in the web chat', () => {
  it.each([
    [
      'en',
      'add the Brass Lamp',
      'continue on WhatsApp',
      'add the Steel Kettle',
      'show cart',
      /Brass Lamp/,
      /Steel Kettle/,
    ],
    [
      'es',
      'añade la Lámpara de latón',
      'quiero seguir en WhatsApp',
      'añade la Tetera de acero',
      'ver carrito',
      /Lámpara de latón/,
      /Tetera de acero/,
    ],
  ])(
    'on Monday is there on Wednesday on WhatsApp, in %s',
    async (locale, add, move, more, show, lamp, kettle) => {
      const web = await openWeb(locale);
      expect(await web(add)).toMatch(lamp);
      expect(await onWhatsApp(prefilled(await web(move)))).toMatch(lamp);
      world.server.clock.advance(2 * DAY);
      expect(await onWhatsApp(show)).toMatch(lamp);
      await onWhatsApp(more);
      expect(await web(show)).toMatch(kettle);
      expect(await web(show)).toMatch(lamp);
    },
  );
});

it('goes with a phone number that two channels vouch for', async () => {
  const { server } = world;
  const from = { userId: 'ada', phone: `+${NUMBER}` };
  await deliverPlain(server, [plainMessage('ada', 'add the Brass Lamp', { from, at: server.clock.now() })]);
  await world.settle();
  expect(plain.sent.at(-1)!.text).toContain('Brass Lamp');
  expect(await onWhatsApp('show cart')).toContain('Brass Lamp');
});

import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import type { VendorMessage } from '../../server/channels/channel.ts';
import { createWhatsAppChannel } from '../../server/channels/whatsapp/channel.ts';
import { createOutbound } from '../../server/platform/http/outbound.ts';
import { type ChannelUnderTest, describeChannel } from './channel/channel-contract.ts';
import { createPlainChannel } from './channel/plain-channel.ts';
import { type Answer, startVendor } from './channel/vendor.ts';
import { seenOnWhatsApp } from './channel/whatsapp-shapes.ts';

const SECRET = 'shop-secret';
const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const hmac = (body: Uint8Array): string => createHmac('sha256', SECRET).update(body).digest('hex');

/** A vendor, and how it says that it took a message. */
async function openVendor(
  accepted: (messageId: string) => unknown,
  read: (body: never) => { text: string; correlation: string; to: string },
) {
  const vendor = await startVendor();
  const outbound = createOutbound({ allow: [vendor.host] });
  let isOpen = true;
  const gone = async (): Promise<void> => {
    if (isOpen) await vendor.close();
    isOpen = false;
  };
  return {
    url: vendor.url,
    outbound,
    close: async (): Promise<void> => {
      await outbound.close();
      await gone();
    },
    told: {
      takes: (messageId: string) => vendor.answer(() => ({ status: 200, body: accepted(messageId) })),
      answers: (answer: Answer) => vendor.answer(() => answer),
      arrived: () => vendor.asked.map((_, at) => read(vendor.json(at) as never)),
      gone,
    },
  };
}

describeChannel('WhatsApp', async (): Promise<ChannelUnderTest> => {
  const vendor = await openVendor(
    (id) => ({ messaging_product: 'whatsapp', contacts: [], messages: [{ id }] }),
    (body: { text: { body: string }; to: string; biz_opaque_callback_data: string }) => ({
      text: body.text.body,
      to: body.to,
      correlation: body.biz_opaque_callback_data,
    }),
  );
  const value = (content: object): Uint8Array =>
    bytes({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '1',
          changes: [{ field: 'messages', value: { metadata: { phone_number_id: '106' }, ...content } }],
        },
      ],
    });
  const seconds = (at: number): string => String(at / 1000);
  return {
    channel: createWhatsAppChannel({
      outbound: vendor.outbound,
      config: {
        phoneNumberId: '106',
        accessToken: 'token',
        appSecret: SECRET,
        verifyToken: 'verify',
        apiUrl: `${vendor.url}/v25.0`,
      },
    }),
    delivery: (written) =>
      value({
        messages: written.map(({ messageId: id, userId: from, text, at }) => ({
          id,
          from,
          timestamp: seconds(at),
          type: 'text',
          text: { body: text },
        })),
      }),
    strange: ({ messageId: id, userId: from, at }) =>
      value({ messages: [{ id, from, timestamp: seconds(at), type: 'hologram', hologram: {} }] }),
    fate: (id, biz_opaque_callback_data) =>
      value({ statuses: [{ id, status: 'delivered', timestamp: '1749416390', biz_opaque_callback_data }] }),
    signed: (body) => ({
      method: 'POST',
      headers: { 'x-hub-signature-256': `sha256=${hmac(body)}` },
      query: {},
      body,
    }),
    seen: seenOnWhatsApp,
    vendor: vendor.told,
    phrases: ['choose', 'choose_here', 'details', 'open_link', 'products'],
    close: vendor.close,
  };
});

describeChannel('A channel with nothing but texts', async (): Promise<ChannelUnderTest> => {
  const vendor = await openVendor(
    (id) => ({ id }),
    ({ text, to, ref: correlation }: { text: string; to: string; ref: string }) => ({
      text,
      to,
      correlation,
    }),
  );
  return {
    channel: createPlainChannel({ url: vendor.url, secret: SECRET, outbound: vendor.outbound }),
    delivery: (written) =>
      bytes({
        events: written.map(({ messageId: id, userId: from, text, at }) => ({
          id,
          from,
          at,
          type: 'text',
          text,
        })),
      }),
    strange: ({ messageId: id, userId: from, at }) => bytes({ events: [{ id, from, at, type: 'hologram' }] }),
    fate: (id, ref) => bytes({ events: [{ kind: 'fate', id, status: 'sent', at: 1, ref }] }),
    signed: (body) => ({ method: 'POST', headers: { 'x-signature': hmac(body) }, query: {}, body }),
    seen: (message: VendorMessage) => {
      expect(Object.keys(message)).toEqual(['text']);
      expect(String(message.text).length).toBeLessThanOrEqual(320);
      return { said: [String(message.text)], labels: [] };
    },
    vendor: vendor.told,
    phrases: [],
    close: vendor.close,
  };
});

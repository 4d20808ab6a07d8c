import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startVendor, type Vendor } from '../../../test/contract/channel/vendor.ts';
import { createOutbound, type Outbound } from '../../platform/http/outbound.ts';
import type { Channel } from '../channel.ts';
import { createWhatsAppChannel } from './channel.ts';
import { Graph } from './graph.ts';
import { upload } from './media.ts';
import { textMessage } from './messages.ts';

let vendor: Vendor;
let outbound: Outbound;
let channel: Channel;
beforeEach(async () => {
  vendor = await startVendor();
  outbound = createOutbound({ allow: [vendor.host] });
  channel = createWhatsAppChannel({
    outbound,
    config: {
      phoneNumberId: '106',
      accessToken: 'EAAJB',
      appSecret: 's',
      verifyToken: 'v',
      apiUrl: `${vendor.url}/v25.0`,
    },
  });
});
afterEach(async () => {
  await outbound.close();
  await vendor.close();
});

const signal = (): AbortSignal => AbortSignal.timeout(30_000);
const send = (to: { userId: string; phone?: string }) =>
  channel.send(to, textMessage('Hello'), 'dlv_1:0', signal());
const fail = (status: number, code: number, message = 'Failed', headers = {}) =>
  vendor.answer(() => ({ status, headers, body: { error: { message, type: 'OAuthException', code } } }));

describe('a message', () => {
  it('goes to the number where it is known, else to the id', async () => {
    vendor.answer(() => ({
      status: 200,
      body: { messages: [{ id: 'wamid.1', message_status: 'accepted' }] },
    }));
    expect(await send({ userId: 'US.1', phone: '+16505551234' })).toEqual({ ok: true, messageId: 'wamid.1' });
    expect(vendor.asked[0]).toMatchObject({
      method: 'POST',
      path: '/v25.0/106/messages',
      headers: { authorization: 'Bearer EAAJB', 'content-type': 'application/json' },
    });
    expect(vendor.json()).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '16505551234',
      type: 'text',
      text: { body: 'Hello', preview_url: false },
      biz_opaque_callback_data: 'dlv_1:0',
    });
    await send({ userId: 'US.13491208655302741918' });
    expect(vendor.json()).toMatchObject({ recipient: 'US.13491208655302741918' });
    expect(vendor.json()).not.toHaveProperty('to');
    await send({ userId: '16505551234' });
    expect(vendor.json()).toMatchObject({ to: '16505551234' });
  });

  it.each([
    ['retry', [1, 2, 4, 80007, 130429, 131000, 131016, 131057, 133004, 131056, 131049]],
    ['template_needed', [131047]],
    ['suppress', [131050]],
    ['pause', [0, 10, 190, 200, 368, 131031, 131042, 131048, 131064]],
    ['never', [100, 131026, 131051, 131062, 132000, 132001, 132012, 132016, 424242]],
  ] as const)('that failed is a case for "%s"', async (name, codes) => {
    for (const code of codes) {
      fail(code < 5 ? 500 : 400, code);
      expect(await send({ userId: '1' })).toMatchObject({
        ok: false,
        error: { class: name, code: String(code) },
      });
    }
  });

  it('waits before it is sent again: a day, four seconds and then four times that, or what is told', async () => {
    fail(400, 131049);
    expect(await send({ userId: '1' })).toMatchObject({ error: { retryAfterMs: 86_400_000 } });
    fail(400, 131056);
    expect(await send({ userId: '1' })).toMatchObject({ error: { retryAfterMs: 4000, growth: 4 } });
    fail(429, 130429, 'Rate limit hit', { 'Retry-After': '60' });
    expect(await send({ userId: '1' })).toMatchObject({ error: { retryAfterMs: 60_000 } });
  });

  it('that failed says why without whom', async () => {
    fail(400, 131026, '(#131026) +1 650-555-1234 or 16505551234 or a@b.example is not on WhatsApp');
    const { error } = (await send({ userId: '1' })) as { error: { message: string } };
    expect(error.message).toMatch(/is not on WhatsApp/);
    expect(error.message).not.toMatch(/1234|example/);
  });
});

it('shows that it was read and that an answer is on its way', async () => {
  vendor.answer(() => ({ status: 200, body: { success: true } }));
  await channel.acknowledge!('wamid.1');
  expect(vendor.json()).toEqual({
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: 'wamid.1',
    typing_indicator: { type: 'text' },
  });
});

describe('a file', () => {
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64)]);
  const hash = createHash('sha256').update(png).digest('hex');
  const reference = { kind: 'image', id: '99', mediaType: 'image/jpeg' } as const;
  const serve = (file: object, bytes: Uint8Array = png) =>
    vendor.answer(({ path }) =>
      path.startsWith('/v25.0/')
        ? { status: 200, body: { id: '99', url: `${vendor.url}/file`, mime_type: 'image/jpeg', ...file } }
        : { status: 200, body: bytes, headers: { 'Content-Type': 'image/jpeg' } },
    );
  const get = () => channel.media!(reference, signal());

  it('is read from the vendor with the token', async () => {
    serve({ sha256: hash, file_size: png.length });
    expect(Buffer.from(await get()).equals(png)).toBe(true);
    expect(vendor.asked.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/v25.0/99', 'Bearer EAAJB'],
      ['/file', 'Bearer EAAJB'],
    ]);
    serve({ sha256: Buffer.from(hash, 'hex').toString('base64') });
    expect((await get()).length).toBe(png.length);
  });

  it('is refused when it is too large, altered, something else, or elsewhere', async () => {
    serve({ file_size: 6_000_000 });
    await expect(get()).rejects.toThrow(/more than 5242880 bytes/);
    serve({}, Buffer.alloc(5_300_000));
    await expect(get()).rejects.toThrow(/larger than 5242880/);
    serve({ sha256: 'ab'.repeat(32) });
    await expect(get()).rejects.toThrow(/not the one that was sent/);
    serve({}, Buffer.from('%PDF-1.7 and more than sixteen bytes'));
    await expect(get()).rejects.toThrow(/no image/);
    const before = vendor.asked.length;
    serve({ url: 'https://elsewhere.example/99' });
    await expect(get()).rejects.toThrow(/not Meta/);
    expect(vendor.asked.length).toBe(before + 1);
  });

  it('is laid up to be sent', async () => {
    vendor.answer(() => ({ status: 200, body: { id: '1037' } }));
    const graph = new Graph({ outbound, apiUrl: vendor.url, accessToken: 'EAAJB' });
    expect(await upload({ graph, phoneNumberId: '106' }, png, signal())).toBe('1037');
    const sent = vendor.asked[0]!.body.toString('latin1');
    expect(sent).toContain('name="messaging_product"\r\n\r\nwhatsapp');
    expect(sent).toContain('Content-Type: image/png');
    await expect(upload({ graph, phoneNumberId: '106' }, Buffer.alloc(99), signal())).rejects.toThrow(
      RangeError,
    );
  });
});

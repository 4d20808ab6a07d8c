import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verify } from './verify.ts';

const options = { appSecret: 'app-secret', verifyToken: 'shop-token' };
const body = Buffer.from('{"object":"whatsapp_business_account","entry":[],"text":"Größe \\u00e4"}');
const sign = (bytes: Uint8Array, secret = 'app-secret') =>
  `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;
const post = (signature: string | undefined, bytes: Uint8Array = body) =>
  verify({ method: 'POST', headers: { 'x-hub-signature-256': signature }, query: {}, body: bytes }, options);
const get = (query: Record<string, string>) =>
  verify({ method: 'GET', headers: {}, query, body: Buffer.alloc(0) }, options);

describe('a webhook', () => {
  it('is read when its bytes are signed with the secret of the app', () => {
    expect(post(sign(body))).toEqual({ ok: true });
  });

  it('is refused after one byte changed, wherever it is', () => {
    for (let at = 0; at < body.length; at += 1) {
      const changed = Buffer.from(body);
      changed[at]! ^= 1;
      expect(post(sign(body), changed)).toMatchObject({ ok: false });
    }
  });

  it('is refused without a signature, or with one of another app or form', () => {
    const sha1 = `sha1=${createHmac('sha1', 'app-secret').update(body).digest('hex')}`;
    for (const signature of [undefined, '', 'sha256=', sign(body).slice(0, -1), sign(body, 'other'), sha1])
      expect(post(signature)).toEqual({ ok: false, reason: 'signature' });
  });
});

describe('the handshake', () => {
  const asked = { 'hub.mode': 'subscribe', 'hub.verify_token': 'shop-token', 'hub.challenge': '1158201444' };

  it('answers what it was asked', () => {
    expect(get(asked)).toEqual({ ok: true, challenge: '1158201444' });
  });

  it('is refused with another token, mode or no challenge', () => {
    const { 'hub.challenge': _, ...none } = asked;
    for (const query of [{ ...asked, 'hub.verify_token': 'x' }, { ...asked, 'hub.mode': 'x' }, none, {}])
      expect(get(query)).toMatchObject({ ok: false });
  });
});

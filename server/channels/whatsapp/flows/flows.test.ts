import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHmac,
  generateKeyPairSync,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyedHash } from '../../../commerce/secrets.ts';
import { LANGUAGES } from '../../../grounding/phrases/phrases.ts';
import { flowKey } from './crypto.ts';
import { createFlowEndpoint } from './endpoint.ts';
import { flowJson } from './flow-json.ts';
import { type FlowGrant, flowToken, readFlowToken } from './token.ts';

const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' },
  });
const { publicKey, privateKey } = pair();
const before = pair();
const hash = keyedHash(Buffer.alloc(32, 7), 'flow');
const NOW = 1_800_000_000_000;
const grant: FlowGrant = {
  form: 'address',
  language: 'de',
  conversationId: 'cnv_1',
  expiresAt: NOW + 60_000,
};
const token = flowToken(grant, hash);
const endpoint = createFlowEndpoint({
  privateKeys: [flowKey(privateKey, 'open'), flowKey(before.privateKey, 'open')],
  appSecret: 'app-secret',
  grantOf: (given) => readFlowToken(given, hash, NOW),
  prefill: async () => ({ name: 'Ana' }),
});

/** As Meta calls: encrypts for a key, signs, and opens the answer with the flipped vector. */
async function call(request: object, { key = publicKey, secret = 'app-secret' } = {}) {
  const aes = randomBytes(16);
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-128-gcm', aes, iv);
  const data = Buffer.concat([cipher.update(JSON.stringify(request)), cipher.final(), cipher.getAuthTag()]);
  const padding = { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  const body = Buffer.from(
    JSON.stringify({
      encrypted_flow_data: data.toString('base64'),
      encrypted_aes_key: publicEncrypt(padding, aes).toString('base64'),
      initial_vector: iv.toString('base64'),
    }),
  );
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const answer = await endpoint({ headers: { 'x-hub-signature-256': signature }, body });
  if (answer.body === '') return { status: answer.status, said: undefined };
  const bytes = Buffer.from(answer.body, 'base64');
  const decipher = createDecipheriv('aes-128-gcm', aes, Buffer.from(iv.map((byte) => ~byte)));
  decipher.setAuthTag(bytes.subarray(-16));
  const text = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
  return { status: answer.status, said: JSON.parse(text.toString()) as unknown };
}

const filled = {
  name: 'Ana',
  line1: 'Rua 1',
  line2: '',
  postal_code: '1000-001',
  city: 'Lisboa',
  region: '',
  country: 'pt',
  email: 'ana@example.com',
  phone: '+351 912 345 678',
};

describe('the endpoint of a form', () => {
  it('says that it is there', async () => {
    expect(await call({ version: '3.0', action: 'ping' })).toEqual({
      status: 200,
      said: { data: { status: 'active' } },
    });
  });

  it('opens with what is known, and hands back what was filled in', async () => {
    expect(await call({ action: 'INIT', flow_token: token })).toMatchObject({
      said: { screen: 'ADDRESS', data: { init_values: { name: 'Ana' } } },
    });
    const { line2: _, region: __, ...rest } = filled;
    expect(
      await call({ action: 'data_exchange', screen: 'ADDRESS', flow_token: token, data: filled }),
    ).toEqual({
      status: 200,
      said: {
        screen: 'SUCCESS',
        data: {
          extension_message_response: {
            params: { ...rest, flow_token: token, form: 'address', country: 'PT', phone: '+351912345678' },
          },
        },
      },
    });
  });

  it('says in the customer’s language which fields are not right', async () => {
    const data = { ...filled, country: 'Portugal', email: 'ana' };
    expect(await call({ action: 'data_exchange', flow_token: token, data })).toMatchObject({
      said: {
        screen: 'ADDRESS',
        data: { error_messages: { country: 'Bitte prüfen Sie das.', email: 'Bitte prüfen Sie das.' } },
      },
    });
  });

  it('asks for consent before it takes a contact', async () => {
    const lead = flowToken({ ...grant, form: 'lead' }, hash);
    const ask = (data: object) => call({ action: 'data_exchange', flow_token: lead, data });
    const data = { need: '200 kettles', email: 'ana@example.com' };
    expect(await ask({ ...data, consent: false })).toMatchObject({
      said: { screen: 'LEAD', data: { error_messages: { consent: expect.any(String) } } },
    });
    expect(await ask({ ...data, consent: true })).toMatchObject({ said: { screen: 'SUCCESS' } });
  });

  it('opens what a phone encrypted for the key before', async () => {
    expect(await call({ action: 'ping' }, { key: before.publicKey })).toMatchObject({ status: 200 });
  });

  it('takes note of what went wrong at Meta', async () => {
    const data = { error: 'INVALID_SCREEN_TRANSITION', error_message: 'x' };
    expect(await call({ action: 'data_exchange', flow_token: token, data })).toMatchObject({
      said: { data: { acknowledged: true } },
    });
  });

  it('refuses a wrong signature, another key, and a token that is altered or expired', async () => {
    expect(await call({ action: 'ping' }, { secret: 'other' })).toEqual({ status: 432, said: undefined });
    expect(await call({ action: 'ping' }, { key: pair().publicKey })).toEqual({
      status: 421,
      said: undefined,
    });
    const old = flowToken({ ...grant, expiresAt: NOW }, hash);
    for (const flow_token of ['', 'x.y', `${token}x`, old])
      expect(await call({ action: 'INIT', flow_token })).toMatchObject({ status: 427 });
  });
});

it.each(LANGUAGES)('is written in the words of the shop: %s', (language) => {
  for (const form of ['address', 'lead'] as const) {
    const text = JSON.stringify(flowJson(form, language));
    for (const [, label] of text.matchAll(/"label":"([^"]+)","(?:input-type|required)/g))
      if (!text.includes(`"OptIn","name":"consent","label":"${label}"`))
        expect(label!.length).toBeLessThanOrEqual(20);
    expect(text).toContain('"name":"data_exchange"');
  }
});

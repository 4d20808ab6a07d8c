import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openShopOnWhatsApp, type ShopOnWhatsApp } from '../../../../test/channels/whatsapp-server.ts';
import type { Customer } from '../../../../test/fixtures/whatsapp/customer.ts';
import type { Json } from '../../../../test/fixtures/whatsapp/shape.ts';
import { leads } from '../../../commerce/leads/model.ts';
import { conversations, replies } from '../../../conversation/model.ts';
import { LANGUAGES } from '../../../grounding/phrases/phrases.ts';
import { createOutbound, type Outbound } from '../../../platform/http/outbound.ts';
import { Graph } from '../graph.ts';
import { type FlowAccount, FlowRefusedError, publishFlows, uploadFlowKey } from './publish.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const setting = Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })).toString('base64');
const forms = (['address', 'lead'] as const).flatMap((form) =>
  LANGUAGES.map((language) => ({ form, language })),
);
let world: ShopOnWhatsApp;
let outbound: Outbound;
let account: FlowAccount;
let ada: Customer;
const endpoint = () => `${world.server.url}/channels/whatsapp/flows`;

beforeEach(async () => {
  world = await openShopOnWhatsApp({
    config: { whatsappFlowKey: setting, whatsappLeadFlows: 'en:1234567890' },
  });
  const { whatsapp, server } = world;
  await server.put({ id: 'kettle', title: 'Steel Kettle', price: 3950 });
  outbound = createOutbound({ allow: ['127.0.0.1'] });
  const graph = new Graph({ outbound, apiUrl: whatsapp.url, accessToken: whatsapp.token });
  account = { graph, phoneNumberId: whatsapp.phoneNumberId, businessAccountId: whatsapp.wabaId };
  ada = whatsapp.customer({ phone: '16505551234', name: 'Ada' });
});
afterEach(async () => {
  expect(world.server.faults).toEqual([]);
  await outbound.close();
  await world.close();
});

describe('the forms at Meta', () => {
  it('are made and published in every language, once', async () => {
    expect(await uploadFlowKey(account, privateKey)).toBe(true);
    expect(await uploadFlowKey(account, privateKey)).toBe(false);
    const seen: number[] = [];
    const ids = await publishFlows(account, endpoint(), forms, (done) => seen.push(done));
    expect(seen).toEqual(forms.map((_, index) => index + 1));
    expect([...ids.get('lead')!.keys()]).toEqual([...LANGUAGES]);
    const { flows } = world.whatsapp.flowStore;
    expect(flows.map(({ status }) => status)).toEqual(forms.map(() => 'PUBLISHED'));
    expect(await publishFlows(account, endpoint(), forms)).toEqual(ids);
    expect(flows).toHaveLength(forms.length);
  });

  it('are not published where Meta cannot reach them, and go on from there', async () => {
    const some = forms.slice(0, 1);
    const publish = () => publishFlows(account, endpoint(), some);
    await expect(publish()).rejects.toThrow(/upload and sign public key/);
    await uploadFlowKey(account, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
    await expect(publish()).rejects.toThrow(FlowRefusedError);
    await uploadFlowKey(account, privateKey);
    expect((await publish()).get('address')!.size).toBe(1);
    expect(world.whatsapp.flowStore.flows).toHaveLength(1);
  });
});

describe('a request in a form', () => {
  const ask = (action: string, data: object, token: string) =>
    world.whatsapp.flows.exchange(endpoint(), {
      ...{ version: '3.0', action, screen: 'LEAD', data, flow_token: token },
    });
  /** The shop asks how it may reach them. */
  const asked = (language: string, text: string) =>
    world.after(ada, async () => {
      const { store, channels } = world.server.shop;
      await store.transaction(async (tx) => {
        const [conversation] = await tx.find(conversations, { limit: 1 });
        const [reply] = await tx.find(replies, { limit: 1 });
        const sequence = conversation!.lastReply + 1;
        const _id = `rep_${String(sequence).padStart(22, '0')}`;
        const rendered = {
          ...{ language, locale: language },
          blocks: [{ type: 'text' as const, runs: [{ text }] }],
        };
        await tx.insert(replies, { ...reply!, _id, sequence, rendered });
        const next = {
          ...conversation!,
          lastReply: sequence,
          memory: {
            ...conversation!.memory,
            dialogue: { state: 'lead.contact', version: 1, at: 0 },
            pending: {
              ...{ kind: 'confirm_write' as const, tool: 'qualify_lead', expiresAt: 1 },
              arguments: { need: '200 kettles' },
            },
          },
        };
        await tx.replace(conversations, next);
        await channels!.outbox.deliver(tx, next, _id);
      });
    });

  beforeEach(async () => {
    await uploadFlowKey(account, privateKey);
    await world.after(ada, () => ada.writes('hello'));
  });

  it('is offered where the shop asks how to reach somebody, and becomes a lead', async () => {
    const [form, ...more] = await asked('en', 'Please send me your email or phone number.');
    expect(more).toEqual([]);
    expect(form).toMatchObject({
      text: expect.stringContaining('Please send me your email or phone number.'),
      flow: { id: '1234567890', cta: 'Your request' },
    });
    const { token } = form!.flow!;
    expect(await ask('INIT', {}, token)).toMatchObject({
      body: { screen: 'LEAD', data: { init_values: { phone: '+16505551234', need: '200 kettles' } } },
    });
    const right = await ask(
      'data_exchange',
      { need: '200 kettles', name: 'Ada', email: 'ada@example.com', consent: true },
      token,
    );
    const { params } = (right.body!.data as { extension_message_response: { params: Json } })
      .extension_message_response;
    const [thanks] = await world.after(ada, () => ada.answersFlow(params));
    expect(thanks!.text).toContain('Somebody will get back to you');
    const [lead] = await world.server.shop.store.find(leads, { limit: 5 });
    expect(lead).toMatchObject({ consent: true });
  });

  it('is a question in words where there is no form in their language', async () => {
    const text = 'Envíeme su correo o teléfono.';
    expect(await asked('es', text)).toMatchObject([{ type: 'text', text }]);
  });
});

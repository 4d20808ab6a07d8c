import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type FakeOpenAi, type Script, startFakeOpenAi } from '../../../test/fakes/openai/server.ts';
import { JPEG, OGG, PDF, PNG, WEBM } from '../../../test/fixtures/media.ts';
import { TEST_SHOP } from '../../../test/fixtures/shop.ts';
import { type ShopwrightServer, startShopwright } from '../../../test/fixtures/shopwright-server.ts';
import { carts } from '../../commerce/carts/model.ts';
import type { ConfigOverrides } from '../../config.ts';
import { media } from '../../conversation/media.ts';
import { conversations, inboundMessages } from '../../conversation/model.ts';

let fake: FakeOpenAi;
let server: ShopwrightServer;
beforeAll(async () => {
  fake = await startFakeOpenAi();
});
afterAll(() => fake.close());
afterEach(() => server.close());

interface Opened {
  conversation_id: string;
  accepts: string[];
}

async function start(overrides: ConfigOverrides = {}): Promise<Opened> {
  server = await startShopwright({ outboundAllow: [new URL(fake.url).host], ...overrides });
  await server.put({ id: 'cup', title: 'Blue Cup', price: 1999 });
  fake.requests.length = 0;
  fake.heard.length = 0;
  fake.hears = () => ({ text: 'how much is the blue cup?' });
  return (await post('', {})).json as unknown as Opened;
}
const voice = () => ({
  transcriptionModel: 'whisper-1',
  transcriptionUrl: fake.url,
  transcriptionKey: 'sk-test',
  transcriptionMs: 1000,
});
const vision = () => ({ modelName: 'test', modelUrl: fake.url, modelKey: 'sk-test', modelVision: true });
const script = (...scripts: Script[]) => {
  let next = 0;
  fake.script = () => scripts[Math.min(next++, scripts.length - 1)]!;
};
const reply = (text: string): Script => ({ calls: [{ name: 'reply', args: { text } }] });
const search: Script = { calls: [{ name: 'search_catalog', args: { query: 'blue cup' } }] };

const post = (path: string, body: unknown) =>
  server.ask(`/v1/conversations${path}`, { method: 'POST', body });
const upload = (id: string, bytes: Uint8Array) =>
  server.ask(`/v1/conversations/${id}/media`, {
    method: 'POST',
    body: bytes,
    headers: { 'Content-Type': 'application/octet-stream' },
  });
async function answers(id: string): Promise<string[]> {
  await server.shop.chat!.lanes.settled();
  const { json } = await server.ask(`/v1/conversations/${id}/messages`);
  return (json as { replies: { text: string }[] }).replies.map(({ text }) => text);
}
let sent = 0;
async function say(id: string, text: string, ...files: Uint8Array[]): Promise<string> {
  const attachments: unknown[] = [];
  for (const file of files) attachments.push({ media_id: (await upload(id, file)).json!.media_id });
  const before = await answers(id);
  sent += 1;
  const stored = await post(`/${id}/messages`, { text, attachments, message_id: `m${sent}` });
  expect(stored.status).toBe(202);
  return (await answers(id)).slice(before.length).join('\n');
}
const left = () => server.shop.store.count(media);

it('says in each language what it cannot see or hear, and what to do instead', async () => {
  await start();
  await server.shop.services.shop.put({ ...TEST_SHOP, locales: ['en', 'de', 'es', 'pt', 'fr'] });
  for (const [locale, picture, note] of [
    ['en', 'I can’t look at pictures here.', 'I can’t listen to voice messages'],
    ['de', 'Bilder kann ich hier nicht ansehen.', 'Sprachnachrichten kann ich hier nicht'],
    ['es', 'Aquí no puedo ver imágenes.', 'Aquí no puedo escuchar'],
    ['pt', 'Aqui não consigo ver imagens.', 'Aqui não consigo ouvir'],
    ['fr', 'Je ne peux pas regarder d’images', 'Je ne peux pas écouter'],
  ] as const) {
    const { conversation_id: id, accepts } = (await post('', { locale })).json as unknown as Opened;
    expect(accepts).toEqual([]);
    expect(await say(id, '', PNG)).toContain(picture);
    expect(await say(id, '', OGG)).toContain(note);
  }
  expect(await left()).toBe(0);
});

it('answers the words beside a picture that it cannot see', async () => {
  const { conversation_id: id } = await start();
  const said = await say(id, 'how much is the blue cup?', JPEG);
  expect(said).toContain('I can’t look at pictures here.');
  expect(said).toContain('Blue Cup costs $19.99.');
});

it('shows a picture to a model that can see, once, and keeps it no longer', async () => {
  const { conversation_id: id, accepts } = await start(vision());
  expect(accepts).toEqual(['image']);
  script(search, reply('The {f1} costs {f3}.'));
  expect(await say(id, 'how much is this?', PNG)).toBe('The Blue Cup costs $19.99.');
  const content = fake.requests[0]!.messages.at(-1)!.content as {
    type: string;
    image_url?: { url: string };
  }[];
  expect(content.at(-1)!.image_url!.url).toBe(`data:image/png;base64,${Buffer.from(PNG).toString('base64')}`);
  expect(await left()).toBe(0);
  script(reply('You are welcome.'));
  fake.requests.length = 0;
  await say(id, 'well '.repeat(41));
  const { messages } = fake.requests[0]!;
  expect(JSON.stringify(messages)).toContain('[image]');
  expect(JSON.stringify(messages)).not.toContain('base64');
});

it('takes no words in a picture for the customer’s', async () => {
  const { conversation_id: id } = await start(vision());
  const add: Script = {
    calls: [
      {
        name: 'update_cart',
        args: { add: [{ variant_id: 'var_cup' }], customer_words: 'add it to my cart' },
      },
    ],
  };
  script(search, add, reply('Here you are.'));
  await say(id, 'what does this say?', PNG);
  expect(await server.shop.store.count(carts)).toBe(0);
});

it('says that it could not look when the model is down', async () => {
  const { conversation_id: id } = await start({ ...vision(), modelTurnMs: 1000 });
  script({ status: 400 });
  expect(await say(id, '', PNG)).toBe(
    'I could not look at your picture. Please tell me in words what it shows, or send it again later.',
  );
});

it('answers a voice note as if it had been written, and keeps its words only', async () => {
  const { conversation_id: id, accepts } = await start(voice());
  expect(accepts).toEqual(['voice']);
  expect(await say(id, '', WEBM)).toContain('Blue Cup costs $19.99.');
  const [message] = await server.shop.store.find(inboundMessages);
  expect(message).toMatchObject({
    text: 'how much is the blue cup?',
    attachments: [{ kind: 'voice', text: 'how much is the blue cup?' }],
  });
  expect(await left()).toBe(0);
});

it('is kind when a voice note cannot be heard, and loud in the log', async () => {
  const { conversation_id: id } = await start(voice());
  for (const hearing of [{ status: 500 }, { silent: true }, { body: 'no' }] as const) {
    fake.hears = () => hearing;
    server.faults.length = 0;
    expect(await say(id, '', OGG)).toBe(
      'I could not understand your voice message. Please send it again, or write to me.',
    );
    expect(JSON.stringify(server.faults)).toContain('TranscriptionError');
  }
  fake.hears = () => ({ text: '   ' });
  expect(await say(id, '', OGG)).toContain('I could not understand your voice message.');
});

it('refuses what is neither picture nor sound, what is too large, and files of others', async () => {
  const { conversation_id: id } = await start();
  expect((await upload(id, PDF)).status).toBe(422);
  expect((await upload(id, Buffer.concat([PNG, Buffer.alloc(5 * 2 ** 20)]))).status).toBe(422);
  expect((await upload(id, Buffer.concat([OGG, Buffer.alloc(10 * 2 ** 20)]))).status).toBe(413);
  expect((await upload('ses_0000000000000000000000', PNG)).status).toBe(404);
  const { json } = await upload(id, PNG);
  expect(json).toMatchObject({ kind: 'image', media_type: 'image/png', bytes: PNG.byteLength });
  const other = (await post('', {})).json!.conversation_id as string;
  const refer = (to: string, ...media_ids: unknown[]) =>
    post(`/${to}/messages`, {
      message_id: 'x',
      attachments: media_ids.map((media_id) => ({ media_id })),
    });
  expect((await refer(other, json!.media_id)).status).toBe(422);
  expect((await refer(id, 'med_nothing')).status).toBe(422);
  expect((await refer(id)).status).toBe(422);
  expect((await refer(id, 1, 2, 3, 4)).status).toBe(422);
});

it('takes only so many files before a message', async () => {
  const { conversation_id: id } = await start();
  const statuses: number[] = [];
  for (let n = 0; n < 9; n++) statuses.push((await upload(id, PNG)).status);
  expect(statuses).toEqual([...Array(8).fill(201), 429]);
  server.clock.advance(25 * 3_600_000);
  await server.shop.housekeep();
  expect(await left()).toBe(0);
});

it('answers a message once, also when its picture is gone when it comes again', async () => {
  const { conversation_id: id } = await start();
  const { json } = await upload(id, PNG);
  const message = { text: 'blue cup', message_id: 'same', attachments: [{ media_id: json!.media_id }] };
  expect((await post(`/${id}/messages`, message)).json).toMatchObject({ is_new: true });
  await server.shop.chat!.lanes.settled();
  expect((await post(`/${id}/messages`, message)).json).toMatchObject({ is_new: false });
});

it('takes the file parts of useChat as data, and fetches no address', async () => {
  const { conversation_id: id } = await start(vision());
  script(search, reply('The {f1} costs {f3}.'));
  const chat = (url: string, messageId: string) =>
    post(`/${id}/chat`, {
      id: 'chat',
      messages: [
        {
          id: messageId,
          role: 'user',
          parts: [
            { type: 'text', text: 'how much is this?' },
            { type: 'file', mediaType: 'image/png', url },
          ],
        },
      ],
    });
  const answer = await chat(`data:image/png;base64,${Buffer.from(PNG).toString('base64')}`, 'u1');
  expect(answer.text).toContain('The Blue Cup costs $19.99.');
  expect((await chat('https://shop.example/cup.png', 'u2')).status).toBe(422);
  expect((await chat('data:image/png;base64,@@@', 'u3')).status).toBe(422);
});

it('keeps a picture for the person who holds the conversation', async () => {
  const { conversation_id: id } = await start();
  const { store } = server.shop;
  const [conversation] = await store.find(conversations);
  await store.transaction((tx) => tx.replace(conversations, { ...conversation!, heldBy: 'person' }));
  expect(await say(id, '', PNG)).toBe('');
  expect(await left()).toBe(1);
});

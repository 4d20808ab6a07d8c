import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type FakeOpenAi, startFakeOpenAi } from '../../../test/fakes/openai/server.ts';
import type { Hearing } from '../../../test/fakes/openai/transcriptions.ts';
import { M4A, MP3, OGG, PNG, WAV, WEBM } from '../../../test/fixtures/media.ts';
import { createOutbound, type Outbound } from '../../platform/http/outbound.ts';
import { createTranscriber } from './transcriber.ts';

let fake: FakeOpenAi;
let outbound: Outbound;
beforeAll(async () => {
  fake = await startFakeOpenAi();
  outbound = createOutbound({ allow: [new URL(fake.url).host] });
});
afterAll(async () => {
  await outbound.close();
  await fake.close();
});
beforeEach(() => {
  fake.heard.length = 0;
  fake.hears = () => ({ text: ' Is the cup in stock? ' });
});

const signal = new AbortController().signal;
const hear = (over: { apiKey?: string; model?: string; baseUrl?: string } = {}) =>
  createTranscriber({
    ...{ outbound, baseUrl: fake.url, apiKey: 'sk-test', model: 'gpt-4o-mini-transcribe', timeoutMs: 400 },
    ...over,
  });

it.each([
  ['audio/ogg', OGG, 'voice.ogg'],
  ['audio/webm', WEBM, 'voice.webm'],
  ['audio/mpeg', MP3, 'voice.mp3'],
  ['audio/mp4', M4A, 'voice.m4a'],
  ['audio/wav', WAV, 'voice.wav'],
])('sends %s as the endpoint takes it, and answers the words', async (mediaType, bytes, name) => {
  expect(await hear()({ mediaType, bytes }, signal)).toBe(' Is the cup in stock? ');
  expect(fake.heard).toMatchObject([{ name, type: mediaType, model: 'gpt-4o-mini-transcribe' }]);
  expect(Buffer.from(fake.heard[0]!.bytes).equals(Buffer.from(bytes))).toBe(true);
});

it.each<[string, Hearing, RegExp]>([
  ['is down', { status: 500 }, /answered 500/],
  ['has had enough', { status: 429 }, /answered 429/],
  ['hangs up', { hangUp: true }, /./],
  ['is silent', { silent: true }, /in time|too long/],
  ['answers a web page', { body: '<html>' }, /no JSON.*SHOPWRIGHT_TRANSCRIPTION_URL/],
  ['answers something else', { body: '{"words":[]}' }, /not one of a transcription API/],
  ['answers a book', { body: JSON.stringify({ text: 'x'.repeat(300_000) }) }, /larger than/],
])('says so when the endpoint %s', async (_what, hearing, message) => {
  fake.hears = () => hearing;
  await expect(hear()({ mediaType: 'audio/ogg', bytes: OGG }, signal)).rejects.toThrow(message);
});

it('names the setting that is wrong, and never the key', async () => {
  const fails = async (over: Parameters<typeof hear>[0], bytes = OGG) =>
    hear(over)({ mediaType: 'audio/ogg', bytes }, signal).then(String, (error: Error) => error.message);
  expect(await fails({ apiKey: 'sk-wrong' })).toMatch(/^(?!.*sk-wrong).*SHOPWRIGHT_TRANSCRIPTION_KEY/);
  expect(await fails({ model: 'no-such-model' })).toContain('SHOPWRIGHT_TRANSCRIPTION_MODEL');
  expect(await fails({ baseUrl: `${fake.url}/nowhere` })).toContain('SHOPWRIGHT_TRANSCRIPTION_URL');
  expect(await fails({}, PNG)).toContain('does not take this recording');
  expect(await fails({ baseUrl: 'http://10.0.0.1/v1' })).toMatch(
    /SHOPWRIGHT_OUTBOUND_ALLOW|not public|refused/i,
  );
});

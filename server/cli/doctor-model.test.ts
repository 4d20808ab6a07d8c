import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  type ChatRequest,
  type FakeOpenAi,
  type Script,
  startFakeOpenAi,
} from '../../test/fakes/openai/server.ts';
import { Cli } from '../../test/fixtures/cli.ts';
import { type ConfigOverrides, loadConfig } from '../config.ts';
import { checkModel, checkTranscription } from './doctor-model.ts';

let fake: FakeOpenAi;
beforeAll(async () => {
  fake = await startFakeOpenAi();
});
afterAll(() => fake.close());
beforeEach(() => {
  fake.requests.length = 0;
  fake.script = () => ({ calls: [{ name: 'ready', args: {} }] });
  fake.hears = () => ({ text: '' });
});

const config = (overrides: ConfigOverrides = {}) =>
  loadConfig({}, { environment: 'test', outboundAllow: [new URL(fake.url).host], ...overrides });
const model = (overrides: ConfigOverrides = {}) =>
  checkModel(config({ modelName: 'test', modelUrl: fake.url, modelKey: 'sk-test', ...overrides }), 1_000);
const transcription = (overrides: ConfigOverrides = {}) =>
  checkTranscription(
    config({
      transcriptionModel: 'whisper-1',
      transcriptionUrl: fake.url,
      transcriptionKey: 'sk-test',
      ...overrides,
    }),
    1_000,
  );
const hasPicture = ({ messages }: ChatRequest) => JSON.stringify(messages).includes('image_url');

it('finds a model that is there and calls tools, with one request', async () => {
  expect(await model()).toMatchObject({ status: 'ok', message: expect.stringContaining('calls tools') });
  expect(await model({ modelVision: true })).toMatchObject({ message: expect.stringContaining('pictures') });
  expect(fake.requests.map(hasPicture)).toEqual([false, true]);
  expect(await checkModel(config(), 1_000)).toMatchObject({ status: 'ok' });
});

it.each<[string, Script, RegExp, RegExp]>([
  ['calls no tools', { text: 'I am ready' }, /calls no tools/, /MODEL_NAME/],
  ['does not exist', { status: 404 }, /404/, /MODEL_NAME.*MODEL_URL/],
  ['has had enough', { status: 429 }, /429/, /money/],
  ['is broken', { status: 500 }, /500/, /MODEL_URL/],
  ['answers a web page', { body: '<html>' }, /none of a chat completions API/, /MODEL_URL/],
  ['is silent', { silent: true }, /in time|too long/, /MODEL_URL/],
  ['hangs up', { hangUp: true }, /./, /MODEL_URL/],
])('says how to mend a model that %s', async (_what, script, message, mend) => {
  fake.script = () => script;
  expect(await model()).toEqual({
    status: 'fail',
    message: expect.stringMatching(message),
    mend: expect.stringMatching(mend),
  });
});

it('tells a model without eyes from one that does not answer', async () => {
  fake.script = (request) =>
    hasPicture(request) ? { status: 400 } : { calls: [{ name: 'ready', args: {} }] };
  expect(await model({ modelVision: true })).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('takes no pictures'),
    mend: expect.stringContaining('SHOPWRIGHT_MODEL_VISION'),
  });
});

it('repeats no key', async () => {
  const answers = [
    await model({ modelKey: 'sk-secret' }),
    await transcription({ transcriptionKey: 'sk-secret' }),
  ];
  expect(answers).toMatchObject([
    { status: 'fail', mend: expect.stringContaining('SHOPWRIGHT_MODEL_KEY') },
    { status: 'fail', message: expect.stringContaining('SHOPWRIGHT_TRANSCRIPTION_KEY') },
  ]);
  expect(JSON.stringify(answers)).not.toContain('sk-secret');
});

it('sends the transcription endpoint something that it can hear', async () => {
  expect(await transcription()).toMatchObject({ status: 'ok' });
  expect(fake.heard.at(-1)).toMatchObject({ name: 'voice.wav' });
  fake.hears = () => ({ status: 503 });
  expect(await transcription()).toMatchObject({ status: 'fail' });
  expect(await checkTranscription(config(), 1_000)).toMatchObject({ status: 'ok' });
});

it('asks nobody outside when it is told so', async () => {
  const cli = new Cli();
  try {
    const env = {
      SHOPWRIGHT_MODEL_NAME: 'test',
      SHOPWRIGHT_MODEL_URL: fake.url,
      SHOPWRIGHT_MODEL_KEY: 'sk-test',
      SHOPWRIGHT_SMTP_URL: 'smtp://127.0.0.1:1',
      SHOPWRIGHT_SMTP_FROM: 'shop@example.com',
    };
    const { stdout, code } = await cli.run(['doctor', '--offline', '--json', '--port', '0'], { env });
    const { findings } = JSON.parse(stdout) as { findings: { check: string; message: string }[] };
    const skipped = findings.filter(({ message }) => message.includes('--offline')).map(({ check }) => check);
    expect(skipped).toEqual(['vectors', 'payments', 'email', 'model', 'voice notes', 'whatsapp']);
    expect(fake.requests).toEqual([]);
    expect(code).toBe(0);
  } finally {
    cli.close();
  }
}, 30_000);

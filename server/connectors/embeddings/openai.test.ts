import { afterEach, describe, expect, it } from 'vitest';
import {
  type FakeEmbeddings,
  type FakeEmbeddingsOptions,
  startFakeEmbeddings,
} from '../../../test/fakes/embeddings/server.ts';
import { meaningVector } from '../../../test/fakes/embeddings/vectors.ts';
import { ManualClock } from '../../platform/clock.ts';
import { createOutbound, type Outbound } from '../../platform/http/outbound.ts';
import type { EmbedderError } from '../../search/vectors/embedder.ts';
import { createOpenAiEmbedder, type OpenAiEmbedderOptions } from './openai.ts';

const closing: (FakeEmbeddings | Outbound)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((one) => one.close()));
});

async function setUp(fakeOptions: FakeEmbeddingsOptions = {}, over: Partial<OpenAiEmbedderOptions> = {}) {
  const fake = await startFakeEmbeddings(fakeOptions);
  const outbound = createOutbound({ allow: [fake.host] });
  closing.push(fake, outbound);
  const embedder = createOpenAiEmbedder({
    outbound,
    clock: new ManualClock(),
    baseUrl: fake.url,
    apiKey: 'sk-test',
    model: 'fake-embedding',
    ...over,
  });
  const signal = new AbortController().signal;
  return {
    fake,
    embedder,
    embed: (...texts: string[]) => embedder.embed(texts, signal),
    fails: (...texts: string[]) =>
      embedder.embed(texts, signal).then(
        () => expect.unreachable(),
        (error: unknown) => error as EmbedderError,
      ),
  };
}

describe('an embeddings endpoint', () => {
  it('answers a vector for each text, in their order', async () => {
    const { fake, embed } = await setUp();
    expect(await embed('red mug', 'blue sofa')).toEqual([
      meaningVector('red mug', 64),
      meaningVector('blue sofa', 64),
    ]);
    expect(fake.bodies).toEqual([
      { model: 'fake-embedding', input: ['red mug', 'blue sofa'], encoding_format: 'base64' },
    ]);
    expect(await embed()).toEqual([]);
    expect(fake.bodies).toHaveLength(1);
  });

  it('may know numbers only, and is asked for nothing else then', async () => {
    const { fake, embed } = await setUp({ encodings: false });
    const [vector] = await embed('red mug');
    expect(vector).toEqual(meaningVector('red mug', 64));
    await embed('again');
    expect(fake.bodies.slice(1)).toEqual([
      { model: 'fake-embedding', input: ['red mug'] },
      { model: 'fake-embedding', input: ['again'] },
    ]);
  });

  it('is asked for the length that was set, and refused when it answers another', async () => {
    const { fake, embed, fails, embedder } = await setUp({}, { dimensions: 32 });
    expect((await embed('mug'))[0]).toHaveLength(32);
    expect(fake.bodies[0]).toMatchObject({ dimensions: 32 });
    expect(embedder.id).toBe(`${fake.host}/fake-embedding@32`);
    fake.fail('wrong dimensions', 1);
    expect(await fails('mug')).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('33 dimensions'),
    });
  });

  it.each([
    [{ status: 401 }, 'refused', 'SHOPWRIGHT_EMBEDDINGS_KEY'],
    [{ status: 403 }, 'refused', 'SHOPWRIGHT_EMBEDDINGS_KEY'],
    [{ status: 404 }, 'refused', 'SHOPWRIGHT_EMBEDDINGS_MODEL'],
    [{ status: 413 }, 'batch', 'does not take'],
    [{ status: 429 }, 'busy', '429'],
    [{ status: 500 }, 'busy', '500'],
    [{ status: 503 }, 'busy', '503'],
    [{ status: 307 }, 'refused', '307'],
    ['dead', 'busy', 'connection'],
    ['slow', 'busy', 'too long'],
    ['no json', 'refused', 'no JSON'],
    ['zero', 'batch', 'direction'],
  ] as const)('that fails with %j is %s, told with %s and without the key', async (trouble, kind, words) => {
    const { fake, fails } = await setUp({}, trouble === 'slow' ? { timeoutMs: 20 } : {});
    fake.fail(trouble);
    const error = await fails('mug');
    expect(error).toMatchObject({ name: 'EmbedderError', kind });
    expect(error.message).toContain(words);
    expect(`${error.message}${error.stack}`).not.toMatch(/sk-test|mug/);
  });

  it('tells when it wants to be asked again', async () => {
    const { fake, fails } = await setUp();
    fake.fail({ status: 429, retryAfter: '20' });
    expect(await fails('mug')).toMatchObject({ kind: 'busy', retryAfterMs: 20_000 });
  });

  it('takes so many texts at once, and so much of one', async () => {
    const { fails, embed } = await setUp({ maxInputs: 2, maxInputLength: 10 });
    expect(await fails('a', 'b', 'c')).toMatchObject({ kind: 'batch' });
    expect(await fails('a text too long')).toMatchObject({ kind: 'batch' });
    expect(await embed('a', 'b')).toHaveLength(2);
  });

  it('on an internal address is not called unless that is allowed', async () => {
    const { fake } = await setUp();
    const outbound = createOutbound();
    closing.push(outbound);
    const embedder = createOpenAiEmbedder({
      outbound,
      clock: new ManualClock(),
      baseUrl: fake.url,
      model: 'm',
    });
    await expect(embedder.embed(['mug'], new AbortController().signal)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('SHOPWRIGHT_OUTBOUND_ALLOW'),
    });
    expect(fake.bodies).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakeEmbeddings, startFakeEmbeddings } from '../test/fakes/embeddings/server.ts';
import { type ShopwrightServer, startShopwright } from '../test/fixtures/shopwright-server.ts';
import { createShopwright } from './app.ts';
import { checkVectors } from './cli/doctor-vectors.ts';
import { ConfigError, loadConfig } from './config.ts';
import { createLogger } from './platform/telemetry/logger.ts';

let fake: FakeEmbeddings;
let server: ShopwrightServer | undefined;
beforeEach(async () => {
  fake = await startFakeEmbeddings({ dimensions: 256 });
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  await fake.close();
});

const endpoint = () => ({
  searchVectors: 'endpoint',
  embeddingsUrl: fake.url,
  embeddingsKey: 'sk-test',
  embeddingsModel: 'fake-embedding',
  outboundAllow: fake.host,
  embeddingsWaitMs: 5000,
});
const search = async (query: string) =>
  (await server!.tool('search_catalog', { query })).json as {
    products: { title: string }[];
    relaxed?: string[];
  };

describe('search by meaning in a whole server', () => {
  it('sends nothing unless it is on', async () => {
    server = await startShopwright({ embeddingsUrl: fake.url, outboundAllow: fake.host });
    await server.put({ id: 'sofa', title: 'Grey sofa' });
    await server.shop.start();
    await search('zzqxv');
    expect([fake.bodies, fake.texts]).toEqual([[], []]);
  });

  it('finds what the words do not, with the endpoint that the settings name', async () => {
    server = await startShopwright(endpoint());
    await server.put({ id: 'sofa', title: 'Grey sofa' }, { id: 'mug', title: 'Red mug' });
    await server.shop.start();
    await vi.waitFor(() => expect(fake.texts).toHaveLength(2), { interval: 5, timeout: 20_000 });
    await vi.waitFor(
      async () => {
        const { products, relaxed } = await search('zzqxv');
        expect(products.map((product) => product.title)).toEqual(['Grey sofa']);
        expect(relaxed).toEqual(['meaning']);
      },
      { interval: 20, timeout: 20_000 },
    );
    expect(fake.texts.at(-1)).toBe('zzqxv');
    expect(JSON.stringify(fake.bodies)).not.toMatch(/1999|var_|prod_/);
  });

  it('makes vectors of the sample shop at its very first start', async () => {
    const config = loadConfig({}, { ...endpoint(), environment: 'test', logLevel: 'silent' });
    const shop = await createShopwright({ config, logger: createLogger(config), storePath: ':memory:' });
    expect(await shop.start()).toEqual({ sampleLoaded: true });
    const products = shop.services.search.size;
    expect(products).toBeGreaterThan(10);
    await vi.waitFor(() => expect(fake.texts).toHaveLength(products), { interval: 5, timeout: 20_000 });
    await shop.close();
  });

  it('says why the endpoint cannot be used, without the key, and goes on by words', async () => {
    server = await startShopwright({ ...endpoint(), embeddingsKey: 'sk-wrong-one' });
    await server.put({ id: 'sofa', title: 'Grey sofa' });
    await server.shop.start();
    await vi.waitFor(() => expect(server!.faults).toHaveLength(1), { interval: 5, timeout: 20_000 });
    expect(JSON.stringify(server.faults)).toContain('SHOPWRIGHT_EMBEDDINGS_KEY');
    expect(JSON.stringify(server.faults)).not.toContain('sk-wrong-one');
    expect((await search('sofa')).products).toHaveLength(1);
  });

  it('is looked at by doctor', async () => {
    const check = (over = {}) => checkVectors(loadConfig({}, { ...endpoint(), ...over }), 5000);
    expect(await check()).toMatchObject({ status: 'ok', message: expect.stringContaining('256 dimensions') });
    expect(await check({ embeddingsWaitMs: 0 })).toMatchObject({ status: 'warn' });
    expect(await check({ embeddingsKey: 'sk-wrong' })).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('SHOPWRIGHT_EMBEDDINGS_KEY'),
    });
    expect(await check({ outboundAllow: 'none' })).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('SHOPWRIGHT_OUTBOUND_ALLOW'),
    });
    expect(await checkVectors(loadConfig({}), 5000)).toMatchObject({ status: 'ok' });
  });

  it.each([
    [{ SHOPWRIGHT_SEARCH_VECTORS: 'local' }, 'SHOPWRIGHT_EMBEDDINGS_MODEL: expected the folder'],
    [{ SHOPWRIGHT_SEARCH_VECTORS: 'endpoint' }, 'SHOPWRIGHT_EMBEDDINGS_KEY: expected a key'],
    [
      { SHOPWRIGHT_EMBEDDINGS_KEY: 'sk-1' },
      'SHOPWRIGHT_EMBEDDINGS_KEY: is set, but SHOPWRIGHT_SEARCH_VECTORS is not endpoint',
    ],
    [{ SHOPWRIGHT_OUTBOUND_ALLOW: 'http://127.0.0.1' }, 'SHOPWRIGHT_OUTBOUND_ALLOW: expected hosts'],
    [
      {
        SHOPWRIGHT_SEARCH_VECTORS: 'endpoint',
        SHOPWRIGHT_EMBEDDINGS_URL: 'http://models.example/v1',
        SHOPWRIGHT_ENVIRONMENT: 'production',
        SHOPWRIGHT_ALLOW_TEST_PAYMENTS: 'true',
      },
      'SHOPWRIGHT_EMBEDDINGS_URL: expected an https address',
    ],
  ])('refuses %j', (env, words) => {
    expect(() => loadConfig(env)).toThrow(ConfigError);
    expect(() => loadConfig(env)).toThrow(words);
  });

  it('takes a model of one’s own network, in production too', () => {
    const env = {
      SHOPWRIGHT_SEARCH_VECTORS: 'endpoint',
      SHOPWRIGHT_EMBEDDINGS_URL: 'http://ollama:11434/v1',
      SHOPWRIGHT_OUTBOUND_ALLOW: 'ollama:11434',
      SHOPWRIGHT_ENVIRONMENT: 'production',
      SHOPWRIGHT_ALLOW_TEST_PAYMENTS: 'true',
    };
    expect(loadConfig(env)).toMatchObject({ searchVectors: 'endpoint', outboundAllow: ['ollama:11434'] });
  });
});

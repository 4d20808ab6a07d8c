import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ConfigError,
  type ConfigOverrides,
  type Environment,
  environmentName,
  loadConfig,
  withPort,
} from './config.ts';
import { settingMeta } from './config-fields.ts';
import { configSchema } from './config-schema.ts';

function problemsOf(env: Environment, overrides: ConfigOverrides = {}): string[] {
  try {
    loadConfig(env, overrides);
  } catch (error) {
    if (error instanceof ConfigError) return [...error.problems];
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  it('works with nothing set', () => {
    expect(loadConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      environment: 'development',
      dataDir: './data',
      sampleShop: true,
      quoteTtlMs: 900_000,
      cartTtlMs: 30 * 86_400_000,
      checkoutTtlMs: 6 * 3_600_000,
      bodyLimitBytes: 262_144,
      bodyTimeoutMs: 30_000,
      trustProxy: ['loopback'],
      corsOrigins: ['*'],
      frameAncestors: [],
      paymentProvider: 'test',
      allowedHosts: ['127.0.0.1', 'localhost', '[::1]'],
    });
  });

  it('reads numbers, flags and lists from the environment', () => {
    const config = loadConfig({
      SHOPWRIGHT_PORT: '8080',
      SHOPWRIGHT_SAMPLE_SHOP: 'off',
      SHOPWRIGHT_MAX_HELD_SHARE: '.25',
      SHOPWRIGHT_CORS_ORIGINS: 'https://a.example, https://b.example:8443',
      SHOPWRIGHT_FRAME_ANCESTORS: 'none',
      SHOPWRIGHT_TRUST_PROXY: '2',
      SHOPWRIGHT_PUBLIC_URL: 'https://shop.example.com/',
      HOME: '/home/somebody',
    });
    expect(config).toMatchObject({
      port: 8080,
      sampleShop: false,
      maxHeldShare: 0.25,
      corsOrigins: ['https://a.example', 'https://b.example:8443'],
      frameAncestors: [],
      trustProxy: 2,
      publicUrl: 'https://shop.example.com',
    });
    expect(config.allowedHosts).toContain('shop.example.com');
  });

  it('takes an override before the environment, its own name before an alias, and an empty variable as not set', () => {
    expect(loadConfig({ PORT: '4000' }).port).toBe(4000);
    expect(loadConfig({ PORT: '4000', SHOPWRIGHT_PORT: '5000' }).port).toBe(5000);
    expect(loadConfig({ SHOPWRIGHT_PORT: '5000' }, { port: 6000 }).port).toBe(6000);
    expect(loadConfig({ SHOPWRIGHT_PORT: '5000' }, { port: '6001' }).port).toBe(6001);
    expect(loadConfig({ SHOPWRIGHT_PORT: '', PORT: ' ' }, { port: undefined }).port).toBe(3000);
    expect(loadConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }).otelEndpoint).toBe(
      'http://127.0.0.1:4318',
    );
  });

  it('names every wrong setting at once, with what was expected and what was given', () => {
    expect(problemsOf({ SHOPWRIGHT_SAMPLE_SHOP: 'maybe', PORT: '70000' }, { quoteTtlMs: '15m' })).toEqual([
      'PORT: expected a whole number from 0 to 65535, got "70000"',
      'SHOPWRIGHT_SAMPLE_SHOP: expected true or false, got "maybe"',
      '--quote-ttl-ms: expected a whole number of milliseconds from 60000 to 2592000000, got "15m"',
    ]);
  });

  it('never echoes a secret', () => {
    const [problem] = problemsOf({ SHOPWRIGHT_ADMIN_KEY: 'hunter2' });
    expect(problem).toBe(
      'SHOPWRIGHT_ADMIN_KEY: expected at least 24 characters, none of them a space, got a secret of 7 characters',
    );
  });

  it('refuses an unknown name and suggests the nearest', () => {
    expect(problemsOf({ SHOPWRIGHT_QUOTE_TTL: '1' })).toEqual([
      'SHOPWRIGHT_QUOTE_TTL: no such setting; did you mean SHOPWRIGHT_QUOTE_TTL_MS?',
    ]);
    expect(problemsOf({ SHOPWRIGHT_PROT: '1' })[0]).toContain('did you mean SHOPWRIGHT_PORT?');
  });

  it('refuses test payments in production unless they are allowed', () => {
    expect(problemsOf({ SHOPWRIGHT_ENVIRONMENT: 'production' })[0]).toContain(
      'SHOPWRIGHT_ALLOW_TEST_PAYMENTS=true',
    );
    expect(
      problemsOf({ SHOPWRIGHT_ENVIRONMENT: 'production', SHOPWRIGHT_ALLOW_TEST_PAYMENTS: 'true' }),
    ).toEqual([]);
  });

  it('wants a sender where a mail server is set', () => {
    const smtp = { SHOPWRIGHT_SMTP_URL: 'smtps://user:password@mail.example.com' };
    expect(problemsOf(smtp)[0]).toContain('SHOPWRIGHT_SMTP_FROM');
    expect(problemsOf({ ...smtp, SHOPWRIGHT_SMTP_FROM: 'Shop <shop@example.com>' })).toEqual([]);
  });

  it.each([
    ['SHOPWRIGHT_PUBLIC_URL', 'shop.example.com'],
    ['SHOPWRIGHT_PUBLIC_URL', 'https://user:secret@shop.example.com'],
    ['SHOPWRIGHT_PUBLIC_URL', 'javascript:alert(1)'],
    ['SHOPWRIGHT_FRAME_ANCESTORS', '*'],
    ['SHOPWRIGHT_FRAME_ANCESTORS', "https://a.example; script-src 'unsafe-inline'"],
    ['SHOPWRIGHT_CORS_ORIGINS', 'https://a.example/path'],
    ['SHOPWRIGHT_TRUST_PROXY', 'true'],
    ['SHOPWRIGHT_PORT', '3000.5'],
    ['SHOPWRIGHT_PORT', '0x50'],
    ['SHOPWRIGHT_SMTP_URL', 'mail.example.com'],
    ['SHOPWRIGHT_SMTP_FROM', 'Shop'],
    ['SHOPWRIGHT_MAX_HELD_SHARE', '1.5'],
    ['SHOPWRIGHT_ALLOWED_HOSTS', 'shop.example.com:3000'],
  ])('refuses %s=%s', (name, value) => {
    expect(problemsOf({ [name]: value })).toHaveLength(1);
  });

  it('checks no Host header when it listens to the world without a public address', () => {
    expect(loadConfig({ SHOPWRIGHT_HOST: '0.0.0.0' }).allowedHosts).toEqual(['*']);
    expect(loadConfig({}, { host: '0.0.0.0', publicUrl: 'https://shop.example' }).allowedHosts).toContain(
      'shop.example',
    );
  });

  it('either loads or explains, whatever the environment holds', () => {
    const names = Object.keys(configSchema.shape).map((name) =>
      environmentName(name as keyof typeof configSchema.shape),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.string(), { maxKeys: 5 }), (env) => {
        for (const problem of problemsOf(env)) expect(problem).toMatch(/^SHOPWRIGHT_[A-Z_]+: /);
      }),
      { numRuns: 200 },
    );
  });
});

it('lets a derived public address follow the bound port', () => {
  expect(withPort(loadConfig({}, { port: 0 }), 49_152)).toMatchObject({
    port: 49_152,
    publicUrl: 'http://127.0.0.1:49152',
  });
  expect(withPort(loadConfig({}, { port: 0, publicUrl: 'https://shop.example' }), 49_152).publicUrl).toBe(
    'https://shop.example',
  );
});

it('documents every setting', () => {
  for (const [name, schema] of Object.entries(configSchema.shape)) {
    expect(schema.description, name).toMatch(/\.$/);
    expect(settingMeta.get(schema)?.expects, name).toBeTruthy();
  }
});

describe('Stripe', () => {
  const keys = {
    SHOPWRIGHT_PAYMENT_PROVIDER: 'stripe',
    SHOPWRIGHT_STRIPE_SECRET_KEY: 'sk_test_abc',
    SHOPWRIGHT_STRIPE_WEBHOOK_SECRET: 'whsec_abc',
  };

  it('needs two keys, and no key without it', () => {
    expect(loadConfig(keys)).toMatchObject({ paymentProvider: 'stripe', stripeSecretKey: 'sk_test_abc' });
    expect(problemsOf({ SHOPWRIGHT_PAYMENT_PROVIDER: 'stripe' })).toEqual([
      expect.stringContaining('SHOPWRIGHT_STRIPE_SECRET_KEY: expected a key such as'),
      expect.stringContaining('SHOPWRIGHT_STRIPE_WEBHOOK_SECRET: expected a secret such as'),
    ]);
    expect(problemsOf({ ...keys, SHOPWRIGHT_PAYMENT_PROVIDER: 'test' })).toHaveLength(2);
  });

  it('never echoes a key, and tells a publishable one from a secret one', () => {
    const [problem] = problemsOf({ ...keys, SHOPWRIGHT_STRIPE_SECRET_KEY: 'pk_live_secret' });
    expect(problem).toMatch(/^SHOPWRIGHT_STRIPE_SECRET_KEY: expected/);
    expect(problem).not.toContain('secret_');
    expect(problem).not.toContain('pk_live');
  });

  it('keeps test keys out of production and live keys behind https', () => {
    const production = {
      SHOPWRIGHT_ENVIRONMENT: 'production',
      SHOPWRIGHT_PUBLIC_URL: 'https://shop.example',
    };
    const live = { ...keys, SHOPWRIGHT_STRIPE_SECRET_KEY: 'rk_live_abc' };
    expect(problemsOf({ ...keys, ...production })).toEqual([expect.stringContaining('charges nobody')]);
    expect(problemsOf({ ...keys, ...production, SHOPWRIGHT_ALLOW_TEST_PAYMENTS: 'true' })).toEqual([]);
    expect(problemsOf({ ...live, ...production })).toEqual([]);
    expect(problemsOf(live)).toEqual([expect.stringContaining('https')]);
    expect(
      problemsOf({ ...live, ...production, SHOPWRIGHT_STRIPE_API_BASE: 'http://127.0.0.1:4010' }),
    ).toEqual([expect.stringContaining('SHOPWRIGHT_STRIPE_API_BASE')]);
  });
});

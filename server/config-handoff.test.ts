import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';
import { cartValues } from './config-handoff.ts';

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const URL = 'https://hooks.example.com/x';
const problems = (env: Record<string, string>): string => {
  try {
    loadConfig(env);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the settings of the handover', () => {
  it('have useful defaults: no cart value, no webhook, ten minutes', () => {
    expect(loadConfig({})).toMatchObject({
      handoffFrustration: 2,
      handoffUnanswered: 2,
      handoffDeclinedPayments: 2,
      handoffFailedCalls: 1,
      handoffCartValue: [],
      handoffUnclaimedMs: 600_000,
      handoffWebhookUrl: undefined,
    });
  });

  it('take cart values by currency', () => {
    const { handoffCartValue } = loadConfig({ SHOPWRIGHT_HANDOFF_CART_VALUE: 'USD:50000, EUR:45000' });
    expect(cartValues(handoffCartValue)).toEqual({ USD: 50_000, EUR: 45_000 });
    for (const wrong of ['500', 'USD:-1', 'USD:5.00', 'usd:500'])
      expect(problems({ SHOPWRIGHT_HANDOFF_CART_VALUE: wrong })).toContain('SHOPWRIGHT_HANDOFF_CART_VALUE');
  });

  it('want a webhook signed, and encrypted in production', () => {
    const both = { SHOPWRIGHT_HANDOFF_WEBHOOK_URL: URL, SHOPWRIGHT_HANDOFF_WEBHOOK_SECRET: SECRET };
    expect(problems(both)).toBe('');
    expect(problems({ SHOPWRIGHT_HANDOFF_WEBHOOK_URL: URL })).toContain('HANDOFF_WEBHOOK_SECRET: expected');
    expect(problems({ SHOPWRIGHT_HANDOFF_WEBHOOK_SECRET: SECRET })).toContain('is set, but');
    const plain = { ...both, SHOPWRIGHT_HANDOFF_WEBHOOK_URL: 'http://hooks.example.com/x' };
    expect(problems(plain)).toBe('');
    expect(problems({ ...plain, SHOPWRIGHT_ENVIRONMENT: 'production' })).toContain(
      'expected an https address',
    );
  });

  it('never repeat a secret that is wrong', () => {
    for (const wrong of ['whsec_canary', 'canary', `whsec_${'canary'.repeat(30)}`]) {
      const said = problems({
        SHOPWRIGHT_HANDOFF_WEBHOOK_URL: URL,
        SHOPWRIGHT_HANDOFF_WEBHOOK_SECRET: wrong,
      });
      expect(said).toContain('SHOPWRIGHT_HANDOFF_WEBHOOK_SECRET');
      expect(said).not.toContain('canary');
    }
  });
});

import { z } from 'zod';
import { httpUrl, integer, list, setting } from './config-fields.ts';
import type { Settings } from './config-schema.ts';

const handover = { group: 'Handover to a person' };
const MINUTE = 60_000;
const times = (max: number) => `a whole number from 0 to ${max}; 0 is never`;

/** Settings of when a person is asked to take over a conversation, and of who is told. See handoff.md. */
export const handoffSettings = {
  handoffFrustration: setting(
    'Signs of anger in a customer’s last messages from which a person is asked to take over.',
    { ...handover, expects: times(100) },
    integer(0, 100).default(2),
  ),
  handoffUnanswered: setting(
    'The same for turns in a row that found no answer.',
    { ...handover, expects: times(100) },
    integer(0, 100).default(2),
  ),
  handoffDeclinedPayments: setting(
    'The same for declined payments of one purchase.',
    { ...handover, expects: times(100) },
    integer(0, 100).default(2),
  ),
  handoffFailedCalls: setting(
    'The same for tools that fail in one turn through a fault of the shop’s.',
    { ...handover, expects: times(100) },
    integer(0, 100).default(1),
  ),
  handoffCartValue: setting(
    'The same for the value of a cart, by currency and in minor units: `USD:50000` is $500.00. Once in a conversation.',
    { ...handover, expects: 'values such as USD:50000,EUR:45000, or none' },
    list(z.string().regex(/^[A-Z]{3}:[1-9]\d{0,14}$/)).default([]),
  ),
  handoffUnclaimedMs: setting(
    'How long a customer waits for a person before being told so and offered a call-back; 0 is never.',
    { ...handover, expects: 'a whole number of milliseconds, at least 0' },
    integer(0, 7 * 24 * 60 * MINUTE).default(10 * MINUTE),
  ),
  handoffWebhookUrl: setting(
    'Where the staff’s own systems are told, with a signed POST, that a customer waits for a person.',
    { ...handover, expects: 'an address such as https://hooks.example.com/shopwright', defaultText: 'none' },
    httpUrl().optional(),
  ),
  handoffWebhookSecret: setting(
    'Secret that those requests are signed with (Standard Webhooks, symmetric): `whsec_` and 24 to 64 bytes in base64.',
    {
      ...handover,
      secret: true,
      expects: 'whsec_ and 24 to 64 bytes in base64',
      defaultText: 'required with handoffWebhookUrl',
    },
    z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/)
      .refine((value) => {
        const { length } = Buffer.from(value.slice('whsec_'.length), 'base64');
        return length >= 24 && length <= 64;
      })
      .optional(),
  ),
};

/** `['USD:50000']` as `{USD: 50000}`. */
export const cartValues = (settings: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    settings.map((entry) => {
      const [currency, amount] = entry.split(':');
      return [currency, Number(amount)];
    }),
  );

/** What of the webhook's settings does not fit together. @param sources where each setting comes from */
export function handoffContradictions(
  settings: Partial<Settings>,
  sources: Partial<Record<keyof Settings, string>>,
): string[] {
  const { handoffWebhookUrl: url, handoffWebhookSecret: secret, environment, outboundAllow } = settings;
  if (url === undefined)
    return secret === undefined || !('handoffWebhookUrl' in settings)
      ? []
      : [`${sources.handoffWebhookSecret}: is set, but ${sources.handoffWebhookUrl} is not`];
  const problems: string[] = [];
  if (secret === undefined && 'handoffWebhookSecret' in settings)
    problems.push(`${sources.handoffWebhookSecret}: expected a secret, because every request is signed`);
  const { protocol, host, hostname } = new URL(url);
  const own = outboundAllow?.some((allowed) => allowed === host || allowed === hostname);
  if (environment === 'production' && protocol === 'http:' && own === false)
    problems.push(
      `${sources.handoffWebhookUrl}: expected an https address; a host of your own network goes into SHOPWRIGHT_OUTBOUND_ALLOW`,
    );
  return problems;
}

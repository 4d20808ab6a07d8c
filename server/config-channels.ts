import { z } from 'zod';
import { httpUrl, integer, setting } from './config-fields.ts';
import type { Settings } from './config-schema.ts';
import { readDataKeys } from './data-keys.ts';
import { readFlowIds, readFlowKeys } from './flow-settings.ts';

const channels = { group: 'Channels' };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const GRAPH = 'https://graph.facebook.com/v25.0';
const word = z.string().regex(/^\S+$/);
const number = z.string().regex(/^\d{5,25}$/);

/** Settings of the channels on which customers write, and of what is kept of them. See channels/README.md. */
export const channelSettings = {
  whatsappPhoneNumberId: setting(
    'WhatsApp: id of the phone number at Meta (not the number itself). `shopwright channels add whatsapp` leads through all of these.',
    { ...channels, expects: 'digits, such as 106540352242922', defaultText: 'none: no WhatsApp' },
    number.optional(),
  ),
  whatsappNumber: setting(
    'WhatsApp: the phone number itself, for links that open a chat with the shop.',
    {
      ...channels,
      expects: 'a phone number with its country code, such as +14155550123',
      defaultText: 'none: no links',
    },
    z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/)
      .optional(),
  ),
  whatsappBusinessAccountId: setting(
    'WhatsApp: id of the business account, by which templates and the webhook’s subscription are found.',
    { ...channels, expects: 'digits, such as 102290129340398', defaultText: 'none' },
    number.optional(),
  ),
  whatsappAccessToken: setting(
    'WhatsApp: access token of a system user with `whatsapp_business_messaging` and `whatsapp_business_management`.',
    { ...channels, secret: true, expects: 'a token without spaces', defaultText: 'required with WhatsApp' },
    word.optional(),
  ),
  whatsappAppSecret: setting(
    'WhatsApp: secret of the Meta app, with which webhooks are signed.',
    { ...channels, secret: true, expects: 'a secret without spaces', defaultText: 'required with WhatsApp' },
    word.optional(),
  ),
  whatsappVerifyToken: setting(
    'WhatsApp: a word of your choice that Meta repeats when it checks the address of the webhook.',
    { ...channels, secret: true, expects: 'a word without spaces', defaultText: 'required with WhatsApp' },
    word.optional(),
  ),
  whatsappApiUrl: setting(
    'WhatsApp: base address of the Graph API, with version.',
    { ...channels, expects: 'an address such as https://graph.facebook.com/v25.0' },
    httpUrl().default(GRAPH),
  ),
  whatsappCatalogId: setting(
    'WhatsApp: id of the catalogue at Meta, where products are to be shown from it.',
    { ...channels, expects: 'digits', defaultText: 'none' },
    number.optional(),
  ),
  whatsappAddressFlows: setting(
    'WhatsApp: ids of the address form at Meta, for each language. It is offered with the checkout. `shopwright channels flows whatsapp` makes the forms.',
    { ...channels, expects: 'languages and ids, such as en:1234567890,es:9876543210', defaultText: 'none' },
    z
      .string()
      .refine((text) => readFlowIds(text) !== undefined)
      .optional(),
  ),
  whatsappLeadFlows: setting(
    'WhatsApp: ids of the form for requests at Meta, for each language. It is offered where the shop asks what somebody needs and how to reach them.',
    { ...channels, expects: 'languages and ids, such as en:1234567890,es:9876543210', defaultText: 'none' },
    z
      .string()
      .refine((text) => readFlowIds(text) !== undefined)
      .optional(),
  ),
  whatsappFlowKey: setting(
    'WhatsApp: private key that forms are opened with (RSA, 2048 bits), as PEM in base64. To rotate, put the new one in front: `NEW,OLD`; `shopwright channels flows whatsapp --new-key` does it.',
    {
      ...channels,
      secret: true,
      expects: 'private keys as PEM in base64, separated by commas',
      defaultText: 'none: no forms',
    },
    z
      .string()
      .refine((text) => readFlowKeys(text) !== undefined)
      .optional(),
  ),
  whatsappUnknownOutcome: setting(
    'WhatsApp: what becomes of a message of which nobody knows whether it was sent and of which Meta told nothing for two minutes.',
    { ...channels, expects: 'resend or give_up' },
    z.enum(['resend', 'give_up']).default('resend'),
  ),
  channelSessionIdleMs: setting(
    'A customer’s session on a channel ends when they did not write for so long; the next message goes on with a new one and an empty cart.',
    { ...channels, expects: 'a whole number of milliseconds, at least 3600000' },
    integer(HOUR).default(90 * DAY),
  ),
  conversationKeepDays: setting(
    'Conversations in which nothing was written for so many days are deleted with their messages, on every channel and in the web chat; orders, leads and consents stay. 0: they are kept.',
    { ...channels, expects: 'a whole number of days' },
    integer(0).default(0),
  ),
  channelTakeoverMs: setting(
    'Where somebody answers from the vendor’s own application, the bot is silent until nobody did so for so long.',
    { ...channels, expects: 'a whole number of milliseconds, at least 60000' },
    integer(60_000).default(12 * HOUR),
  ),
  dataKey: setting(
    'Key that addresses and other personal data are encrypted with: 32 bytes in base64 (`openssl rand -base64 32`). To rotate, put the new one in front: `NEW,OLD`, and take the old one away after a day. Without it a key is made in `data.key` in the data folder; keep a copy of it apart from your backups.',
    {
      ...channels,
      secret: true,
      expects: 'keys of 32 bytes in base64, separated by commas',
      defaultText: 'made in the data folder',
    },
    z
      .string()
      .refine((text) => readDataKeys(text) !== undefined)
      .optional(),
  ),
};

const NEEDED = [
  'whatsappPhoneNumberId',
  'whatsappAccessToken',
  'whatsappAppSecret',
  'whatsappVerifyToken',
] as const;

/** What of these settings does not fit together. @param sources where each setting comes from */
export function channelContradictions(
  settings: Partial<Settings>,
  sources: Partial<Record<keyof Settings, string>>,
): string[] {
  const { whatsappApiUrl: url, environment, outboundAllow, chat } = settings;
  const given = NEEDED.filter((name) => settings[name] !== undefined);
  if (given.length === 0) return [];
  const problems = NEEDED.filter((name) => name in settings && settings[name] === undefined).map(
    (name) => `${sources[name]}: expected it, because ${sources[given[0]!]} is set; WhatsApp needs both`,
  );
  const flows = (['whatsappAddressFlows', 'whatsappLeadFlows'] as const).find(
    (name) => settings[name] !== undefined,
  );
  if (flows !== undefined && settings.whatsappFlowKey === undefined)
    problems.push(
      `${sources.whatsappFlowKey}: expected it, because ${sources[flows]} is set; forms need both`,
    );
  if (chat === false) problems.push(`${sources[given[0]!]}: is set, but ${sources.chat} is off`);
  if (url === undefined) return problems;
  const { protocol, host, hostname } = new URL(url);
  const own = outboundAllow?.some((allowed) => allowed === host || allowed === hostname);
  if (environment === 'production' && protocol === 'http:' && own === false)
    problems.push(
      `${sources.whatsappApiUrl}: expected an https address, because the token travels with every call`,
    );
  return problems;
}

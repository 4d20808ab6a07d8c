import { z } from 'zod';
import { channelSettings } from './config-channels.ts';
import { conversationSettings } from './config-conversation.ts';
import { deliverySettings } from './config-delivery.ts';
import { flag, httpUrl, integer, list, origin, proxies, setting, share } from './config-fields.ts';
import { handoffSettings } from './config-handoff.ts';
import { outgoingSettings } from './config-outgoing.ts';
import { publisherSettings } from './config-publishers.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The longest delay that a Node timer takes. */
const LONGEST_TIMER = 2 ** 31 - 1;

const server = { group: 'Server' };
const access = { group: 'Access and limits' };
const trade = { group: 'Quotes, carts and holds' };
const payment = { group: 'Payments' };
const mail = { group: 'Email' };
const watch = { group: 'Logs, metrics and traces' };

const count = (min: number, max?: number) =>
  max === undefined ? `a whole number, at least ${min}` : `a whole number from ${min} to ${max}`;
const milliseconds = (min: number, max?: number) =>
  count(min, max).replace('number', 'number of milliseconds');

/** Every setting, with its meaning and default. The documentation and the error messages are made from it. */
export const configSchema = z.strictObject({
  host: setting(
    'Address to listen on. `0.0.0.0` listens on every IPv4 network; do that behind a TLS proxy.',
    { ...server, expects: 'a host name or an IP address' },
    z
      .string()
      .regex(/^[\w.:%-]+$/)
      .default('127.0.0.1'),
  ),
  port: setting(
    'Port to listen on; 0 takes any free one.',
    { ...server, expects: count(0, 65_535), aliases: ['PORT'] },
    integer(0, 65_535).default(3000),
  ),
  publicUrl: setting(
    'Where buyers reach this server: the base of every link in an answer, and the audience of credentials. Cookies are `Secure` when it is https.',
    { ...server, expects: 'an address such as https://shop.example.com', defaultText: 'from host and port' },
    httpUrl().optional(),
  ),
  environment: setting(
    '`development` shows what was sent in an outbox page and logs readable lines; `production` refuses unsafe settings.',
    { ...server, expects: 'development, production or test' },
    z.enum(['development', 'production', 'test']).default('development'),
  ),
  dataDir: setting(
    'Folder of the database, which holds the generated keys too. One process owns it at a time. Back it up.',
    { ...server, expects: 'a path' },
    z.string().min(1).default('./data'),
  ),
  upgradeBackups: setting(
    'How many copies of the database to keep in the data folder that were made before a newer version changed how it stores things; 0 makes none. A copy is the way back to the older version.',
    { ...server, expects: count(0, 100) },
    integer(0, 100).default(2),
  ),
  sampleShop: setting(
    'Load the sample shop when the database is empty.',
    { ...server, expects: 'true or false' },
    flag().default(true),
  ),
  shutdownDelayMs: setting(
    'How long to go on accepting requests after the signal to stop, while `/readyz` already answers 503. Give a load balancer time to notice.',
    { ...server, expects: milliseconds(0, LONGEST_TIMER) },
    integer(0, LONGEST_TIMER).default(0),
  ),
  shutdownGraceMs: setting(
    'How long requests in progress may take to finish after that, before they are cut off.',
    { ...server, expects: milliseconds(0, LONGEST_TIMER) },
    integer(0, LONGEST_TIMER).default(10 * SECOND),
  ),

  adminKey: setting(
    'Key with every scope. Without it one is generated on the first start, shown once and kept hashed.',
    {
      ...access,
      secret: true,
      expects: 'at least 24 characters, none of them a space',
      defaultText: 'generated on the first start',
    },
    z.string().min(24).regex(/^\S+$/).optional(),
  ),
  trustProxy: setting(
    'Whose `X-Forwarded-For`, `-Proto` and `-Host` to believe: `false`, the number of proxies in front, or their addresses, CIDR ranges or `loopback`, `linklocal`, `uniquelocal`.',
    { ...access, expects: 'false, a number of proxies (1 to 10) or a list of addresses and ranges' },
    proxies().default(['loopback']),
  ),
  allowedHosts: setting(
    'Host names that requests may be addressed to: the guard against DNS rebinding. `*` allows any.',
    {
      ...access,
      expects: 'host names without port, separated by commas, or *',
      defaultText:
        'the host of publicUrl and the loopback names; any, when listening on another address without a publicUrl',
    },
    list(z.string().regex(/^(\*|[\w.-]+|\[[0-9a-fA-F:.]+\])$/)).optional(),
  ),
  corsOrigins: setting(
    'Web origins whose scripts may call the API. No cookie is ever honoured across origins, so `*` opens only what needs no credential.',
    { ...access, expects: 'origins such as https://example.com, separated by commas, or * or none' },
    list(origin(true)).default(['*']),
  ),
  frameAncestors: setting(
    'Web origins that may show the checkout page in a frame.',
    { ...access, expects: 'origins such as https://example.com, separated by commas, or none' },
    list(origin(false)).default([]),
  ),
  bodyLimitBytes: setting(
    'Largest request body, after decompression.',
    { ...access, expects: count(1_024, 64 * 2 ** 20) },
    integer(1_024, 64 * 2 ** 20).default(256 * 2 ** 10),
  ),
  bodyTimeoutMs: setting(
    'How long the body of a request may take to arrive; imports may take as long as they need.',
    { ...access, expects: milliseconds(1, LONGEST_TIMER) },
    integer(1, LONGEST_TIMER).default(30 * SECOND),
  ),
  importLimitBytes: setting(
    'Largest catalogue file that the admin API takes for import; it is streamed, never held in memory.',
    { ...access, expects: count(1_024) },
    integer(1_024).default(2 ** 30),
  ),
  maxConnections: setting(
    'Connections at once; more are hung up on. Each takes a file descriptor of the process.',
    { ...access, expects: count(1) },
    integer(1).default(10_000),
  ),
  maxRequestsInProgress: setting(
    'Requests that are worked on at once; the next are answered with 503 and `Retry-After`.',
    { ...access, expects: count(1) },
    integer(1).default(1_000),
  ),
  maxWaitingWrites: setting(
    'Writes that may wait for the disk; while there are so many, requests that would write are answered with 503 and `Retry-After`. Searches go on.',
    { ...access, expects: count(1) },
    integer(1).default(500),
  ),
  maxPaymentsInProgress: setting(
    'Payments that may wait for the answer of the payment provider at once; the next are answered with 503 and `Retry-After`.',
    { ...access, expects: count(1) },
    integer(1).default(200),
  ),
  rateLimitPerKey: setting(
    'Requests per minute for one API key, and the largest burst. 0 is no limit.',
    { ...access, expects: count(0) },
    integer(0).default(1_200),
  ),
  rateLimitPerAddress: setting(
    'Requests per minute without a valid key from one IPv4 address or IPv6 /64 network, and the largest burst. 0 is no limit.',
    { ...access, expects: count(0) },
    integer(0).default(300),
  ),
  limitLoopback: setting(
    'Apply the rate limits to connections from this machine that came through no proxy, too.',
    { ...access, expects: 'true or false' },
    flag().default(false),
  ),

  quoteTtlMs: setting(
    'How long a quoted price is honoured.',
    { ...trade, expects: milliseconds(MINUTE, 30 * DAY) },
    integer(MINUTE, 30 * DAY).default(15 * MINUTE),
  ),
  quoteKeyRotationDays: setting(
    'After how many days quotes are signed with a new key. The old public key stays published while its quotes can be disputed.',
    { ...trade, expects: count(1, 3_650) },
    integer(1, 3_650).default(90),
  ),
  sessionIdleMs: setting(
    'A session ends when it was not used for so long.',
    { ...trade, expects: milliseconds(MINUTE) },
    integer(MINUTE).default(30 * DAY),
  ),
  cartTtlMs: setting(
    'A cart expires when it was not changed for so long.',
    { ...trade, expects: milliseconds(MINUTE) },
    integer(MINUTE).default(30 * DAY),
  ),
  checkoutTtlMs: setting(
    'A checkout expires so long after it was created.',
    { ...trade, expects: milliseconds(MINUTE) },
    integer(MINUTE).default(6 * HOUR),
  ),
  holdTtlMs: setting(
    'How long stock is held for a payment that has begun.',
    { ...trade, expects: milliseconds(10 * SECOND, DAY) },
    integer(10 * SECOND, DAY).default(15 * MINUTE),
  ),
  maxUnfinishedPaymentsPerSession: setting(
    'Payments that one session may have begun and not finished; the next is refused.',
    { ...trade, expects: count(1) },
    integer(1).default(2),
  ),
  maxUnfinishedPaymentsPerAddress: setting(
    'The same for one network address.',
    { ...trade, expects: count(1) },
    integer(1).default(5),
  ),
  maxUnfinishedPaymentsPerPrincipal: setting(
    'The same for one API key.',
    { ...trade, expects: count(1) },
    integer(1).default(50),
  ),
  maxHeldShare: setting(
    'Largest share of a variant’s stock that unfinished payments may hold together; one unit is always possible.',
    { ...trade, expects: 'a number from 0 to 1' },
    share().default(0.5),
  ),

  paymentProvider: setting(
    'Who takes the money. `test` is built in and charges nobody; `stripe` needs the two keys below. See payments.md.',
    { ...payment, expects: 'test or stripe' },
    z.enum(['test', 'stripe']).default('test'),
  ),
  stripeSecretKey: setting(
    'Secret or restricted key of the Stripe account (`sk_…` or `rk_…`).',
    { ...payment, secret: true, expects: 'a key such as sk_live_…', defaultText: 'required with stripe' },
    z
      .string()
      .regex(/^[sr]k_(test|live)_\w+$/)
      .optional(),
  ),
  stripeWebhookSecret: setting(
    'Signing secret of the webhook endpoint at Stripe that sends to `/payments/stripe/webhook`.',
    { ...payment, secret: true, expects: 'a secret such as whsec_…', defaultText: 'required with stripe' },
    z
      .string()
      .regex(/^whsec_\w+$/)
      .optional(),
  ),
  stripeApiBase: setting(
    'Another address than Stripe’s API, for tests only; `production` refuses it.',
    { ...payment, expects: 'an address such as http://127.0.0.1:4010', defaultText: 'Stripe' },
    httpUrl().optional(),
  ),
  allowTestPayments: setting(
    'Accept the test payment provider, or a test key of Stripe, in `production`, where goods would leave without money.',
    { ...payment, expects: 'true or false' },
    flag().default(false),
  ),

  smtpUrl: setting(
    'Mail server, such as `smtps://user:password@mail.example.com`. Without it messages go to the outbox page in development and are dropped with a warning in production.',
    { ...mail, secret: true, expects: 'an smtp: or smtps: address', defaultText: 'none' },
    z
      .string()
      .regex(/^smtps?:\/\/[^\s/]+/)
      .refine((value) => URL.canParse(value))
      .optional(),
  ),
  smtpFrom: setting(
    'Sender of the messages.',
    { ...mail, expects: 'an email address, with or without a name', defaultText: 'required with smtpUrl' },
    z
      .string()
      .regex(/^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/)
      .optional(),
  ),

  merchantEmail: setting(
    'Where the merchant is told of refunds that failed, of disputes, of customers who wait for a person, and of webhooks that were disabled. Without it the log alone tells.',
    { ...mail, expects: 'an email address', defaultText: 'none' },
    z.email().optional(),
  ),

  ...conversationSettings,
  ...channelSettings,
  ...deliverySettings,
  ...handoffSettings,
  ...publisherSettings,
  ...outgoingSettings,

  logLevel: setting(
    'Least level that is logged, to standard error. Every request is one `info` line.',
    { ...watch, expects: 'fatal, error, warn, info, debug, trace or silent' },
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ),
  metrics: setting(
    'Serve Prometheus metrics at `/metrics`.',
    { ...watch, expects: 'true or false' },
    flag().default(true),
  ),
  metricsRequireKey: setting(
    'Ask for a key with the scope `admin:metrics` at `/metrics`.',
    { ...watch, expects: 'true or false' },
    flag().default(true),
  ),
  otelEndpoint: setting(
    'Base address of an OpenTelemetry collector (OTLP over HTTP); traces go to its `/v1/traces`. Without it nothing is traced.',
    {
      ...watch,
      expects: 'an address such as http://127.0.0.1:4318',
      defaultText: 'none',
      aliases: ['OTEL_EXPORTER_OTLP_ENDPOINT'],
    },
    httpUrl().optional(),
  ),
  otelHeaders: setting(
    'Headers for the collector, as `name=value` pairs separated by commas.',
    {
      ...watch,
      secret: true,
      expects: 'name=value pairs separated by commas',
      defaultText: 'none',
      aliases: ['OTEL_EXPORTER_OTLP_HEADERS'],
    },
    z
      .string()
      .regex(/^[^=,\s]+=[^,]*(,\s*[^=,\s]+=[^,]*)*$/)
      .optional(),
  ),
  otelServiceName: setting(
    'Name of this service in the traces.',
    { ...watch, expects: 'a name', aliases: ['OTEL_SERVICE_NAME'] },
    z.string().min(1).default('shopwright'),
  ),
  otelSampleRatio: setting(
    'Share of the requests that are traced when the caller did not decide.',
    { ...watch, expects: 'a number from 0 to 1' },
    share().default(1),
  ),
});

export type Settings = z.output<typeof configSchema>;

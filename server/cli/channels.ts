import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type AccountFinding,
  type AccountSettings,
  checkWhatsAppAccount,
  subscribeWhatsApp,
  WEBHOOK_FIELDS,
} from '../channels/whatsapp/check-account.ts';
import { GraphError } from '../channels/whatsapp/graph.ts';
import type { Config } from '../config.ts';
import { createOutbound, OutboundError } from '../platform/http/outbound.ts';
import { callAdminJson } from './admin-client.ts';
import { Asker } from './asker.ts';
import { answer, type CliContext, configOf, type GlobalOptions, table } from './context.ts';
import { CliError } from './errors.ts';
import { findServer } from './shop-access.ts';

interface AddOptions extends GlobalOptions {
  phoneNumberId?: string;
  businessAccountId?: string;
  catalogId?: string;
  publicUrl?: string;
  output?: string;
}

const webhookOf = (publicUrl: string): string => `${publicUrl.replace(/\/+$/, '')}/channels/whatsapp/webhook`;

/** @throws CliError for a channel that there is not */
export function expectWhatsApp(channel: string): void {
  if (channel !== 'whatsapp') throw new CliError(`There is no channel "${channel}". There is: whatsapp.`, 2);
}

/** Checks what it is given at Meta, and writes the settings to a file. Nothing secret is printed. @returns exit code */
export async function addChannel(context: CliContext, channel: string, options: AddOptions): Promise<number> {
  expectWhatsApp(channel);
  const { env } = context;
  const config = configOf({ ...context, env: withoutWhatsApp(env) }, options, {
    publicUrl: options.publicUrl,
  });
  const asker = new Asker(context, options.json === true);
  const given = (name: string): string | undefined => env[`SHOPWRIGHT_WHATSAPP_${name}`]?.trim() || undefined;
  try {
    const settings: AccountSettings = {
      phoneNumberId: await asker.ask(
        'Phone number id (Meta app > WhatsApp > API Setup)',
        options.phoneNumberId ?? given('PHONE_NUMBER_ID'),
        /^\d{5,25}$/,
      ),
      businessAccountId: await asker.ask(
        'WhatsApp business account id (same page)',
        options.businessAccountId ?? given('BUSINESS_ACCOUNT_ID'),
        /^\d{5,25}$/,
      ),
      catalogId: optional(
        await asker.ask(
          'Catalogue id (Commerce Manager), or nothing',
          options.catalogId ?? given('CATALOG_ID') ?? (asker.canAsk ? undefined : ''),
          /^(\d{5,25})?$/,
        ),
      ),
      accessToken: await asker.ask('Access token of a system user', given('ACCESS_TOKEN'), /^\S+$/, true),
      appSecret: await asker.ask('App secret (App settings > Basic)', given('APP_SECRET'), /^\S+$/, true),
      apiUrl: given('API_URL') ?? config.whatsappApiUrl,
      webhookUrl: webhookOf(config.publicUrl),
    };
    const findings = await checked(config, settings);
    // Where Meta is to deliver can only be set once the server knows the verify token.
    const later = new Set<AccountFinding['what']>(['webhook', 'subscription']);
    const wrong = findings.some(({ status, what }) => status === 'fail' && !later.has(what));
    const shown = findings.filter(({ what }) => !later.has(what));
    if (wrong) {
      answer(context, options, { ok: false, findings: shown }, `${linesOf(shown)}\nNothing was written.`);
      return 1;
    }
    const file = options.output ?? join(config.dataDir, 'whatsapp.env');
    write(file, settings, given('VERIFY_TOKEN') ?? randomBytes(24).toString('base64url'));
    const next = nextSteps(file, settings.webhookUrl);
    answer(
      context,
      options,
      { ok: true, findings: shown, file, webhook_url: settings.webhookUrl },
      `${linesOf(shown)}\n\n${next}`,
    );
    return 0;
  } finally {
    asker.close();
  }
}

const optional = (text: string): string | undefined => text || undefined;

/** A half-done set-up in the environment is what this command is there to mend. */
const withoutWhatsApp = (env: CliContext['env']): CliContext['env'] =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('SHOPWRIGHT_WHATSAPP_')));

function write(file: string, settings: AccountSettings, verifyToken: string): void {
  const lines = {
    PHONE_NUMBER_ID: settings.phoneNumberId,
    BUSINESS_ACCOUNT_ID: settings.businessAccountId,
    ACCESS_TOKEN: settings.accessToken,
    APP_SECRET: settings.appSecret,
    VERIFY_TOKEN: verifyToken,
    API_URL: settings.apiUrl,
    ...(settings.catalogId !== undefined && { CATALOG_ID: settings.catalogId }),
  };
  mkdirSync(dirname(file), { recursive: true });
  const text = Object.entries(lines).map(([name, value]) => `SHOPWRIGHT_WHATSAPP_${name}=${value}\n`);
  try {
    writeFileSync(file, text.join(''), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new CliError(`${file} is there already: move it away, or choose another with --output.`);
  }
}

const nextSteps = (file: string, webhookUrl: string): string =>
  `The settings are in ${file}, which only you can read. Now:
  1. Start the server with them: systemd "EnvironmentFile=${file}", docker "--env-file ${file}", or
     set -a; . ${file}; set +a; shopwright serve
  2. With the same settings, while it runs:  shopwright channels test whatsapp --subscribe
     Or by hand, in the Meta app under WhatsApp > Configuration:
       Callback URL    ${webhookUrl}
       Verify token    SHOPWRIGHT_WHATSAPP_VERIFY_TOKEN in that file
       Webhook fields  ${WEBHOOK_FIELDS.join(', ')}
  3. Write a message to the number, and look: shopwright channels list`;

/** Asks Meta whether everything is in order. @returns exit code: 1 where something is to be mended */
export async function testChannel(
  context: CliContext,
  channel: string,
  options: GlobalOptions & { subscribe?: boolean },
): Promise<number> {
  expectWhatsApp(channel);
  const config = configOf(context, options);
  const settings = accountOf(config);
  if (!settings) throw new CliError('WhatsApp is not set up. Begin with: shopwright channels add whatsapp');
  const outbound = createOutbound({ allow: config.outboundAllow });
  try {
    if (options.subscribe)
      await subscribeWhatsApp(outbound, { ...settings, verifyToken: config.whatsappVerifyToken! });
  } catch (error) {
    if (!(error instanceof GraphError || error instanceof OutboundError)) throw error;
    throw new CliError(
      `Meta does not deliver to ${settings.webhookUrl}: ${error.message}. The server must run with these settings and be reached there from outside.`,
    );
  } finally {
    await outbound.close();
  }
  const findings = await checked(config, settings);
  const ok = findings.every(({ status }) => status !== 'fail');
  answer(context, options, { ok, findings }, linesOf(findings));
  return ok ? 0 : 1;
}

/** Undefined where WhatsApp is not set up. */
export function accountOf(config: Config): AccountSettings | undefined {
  const { whatsappPhoneNumberId, whatsappAccessToken, whatsappAppSecret } = config;
  if (!whatsappPhoneNumberId || !whatsappAccessToken || !whatsappAppSecret) return undefined;
  return {
    phoneNumberId: whatsappPhoneNumberId,
    businessAccountId: config.whatsappBusinessAccountId,
    catalogId: config.whatsappCatalogId,
    accessToken: whatsappAccessToken,
    appSecret: whatsappAppSecret,
    apiUrl: config.whatsappApiUrl,
    webhookUrl: webhookOf(config.publicUrl),
  };
}

async function checked(config: Config, settings: AccountSettings): Promise<AccountFinding[]> {
  const outbound = createOutbound({ allow: config.outboundAllow });
  try {
    return await checkWhatsAppAccount(outbound, settings, Date.now());
  } finally {
    await outbound.close();
  }
}

const linesOf = (findings: readonly AccountFinding[]): string =>
  findings
    .flatMap(({ status, what, message, mend }) => [
      `${status.padEnd(4)}  ${what.padEnd(12)} ${message}`,
      ...(mend === undefined ? [] : [`${' '.repeat(19)}-> ${mend}`]),
    ])
    .join('\n');

/** As the admin API writes it. */
interface Report {
  name: string;
  state: string;
  webhook_url: string;
  last_webhook_at?: string;
  deliveries: { waiting: number; sent: number; refused: number; failed: number };
  notice?: { what: string; until?: string };
  limits: {
    promotion_caps: string;
    promotion_hours?: string;
    time_zones: string;
    people_per_day?: number;
    monthly_budget?: string;
    spent_this_month: string;
    templates_this_month: number;
  };
  templates: { name: string; language: string; status: string; reason?: string }[];
  catalog?: { catalog_id: string; items: { live: number; refused: number }; trouble?: string };
}

export async function listChannels(context: CliContext, options: GlobalOptions): Promise<void> {
  const config = configOf(context, options);
  const server = await findServer(config);
  if (!server) throw new CliError(`No server runs on ${config.dataDir}. Start it first: shopwright serve`);
  const { items } = await callAdminJson<{ items: Report[] }>(server, { method: 'GET', path: '/channels' });
  const rows = items.map(({ name, state, last_webhook_at = 'never', deliveries, webhook_url }) => [
    ...[name, state, last_webhook_at],
    ...[deliveries.sent, deliveries.waiting, deliveries.refused, deliveries.failed].map(String),
    webhook_url,
  ]);
  const head = ['CHANNEL', 'STATE', 'LAST WEBHOOK', 'SENT', 'WAITING', 'REFUSED', 'FAILED', 'WEBHOOK'];
  const none = 'There is none. Set one up: shopwright channels add whatsapp';
  const text = rows.length === 0 ? none : [table([head, ...rows]), ...items.flatMap(moreOf)].join('\n');
  answer(context, options, { items }, text);
}

/** What holds for messages that nobody asked for. */
const limitsText = (name: string, limits: Report['limits']): string =>
  [
    `${name}: promotions ${limits.promotion_caps} to one person`,
    limits.promotion_hours === undefined
      ? 'in the hours of the law'
      : `from ${limits.promotion_hours} o’clock`,
    `zones ${limits.time_zones} where a number does not tell`,
    ...(limits.people_per_day === undefined ? [] : [`${limits.people_per_day} people a day`]),
    `${limits.templates_this_month} templates this month, $${limits.spent_this_month} of ${limits.monthly_budget === undefined ? 'no limit' : `$${limits.monthly_budget}`}`,
  ].join('; ');

/** What the merchant must see to, and what the catalogue has. */
function moreOf({ name, notice, templates, catalog, limits }: Report): string[] {
  return [
    limitsText(name, limits),
    ...(notice
      ? [`${name}: ${notice.what}${notice.until === undefined ? '' : `, until ${notice.until}`}`]
      : []),
    ...templates
      .filter(({ status }) => status !== 'approved')
      .map((one) =>
        [`${name}: template ${one.name} (${one.language}) is ${one.status}`, one.reason]
          .filter(Boolean)
          .join(': '),
      ),
    ...(catalog
      ? [
          `${name}: catalogue ${catalog.catalog_id}: ${catalog.items.live} items, ${catalog.items.refused} refused${catalog.trouble === undefined ? '' : `; ${catalog.trouble}`}`,
        ]
      : []),
  ];
}

import { z } from 'zod';
import type { Outbound } from '../../platform/http/outbound.ts';
import { OutboundError } from '../../platform/http/outbound.ts';
import { Graph, GraphError } from './graph.ts';

export interface AccountSettings {
  phoneNumberId: string;
  /** Absent: what needs it is not looked at. */
  businessAccountId?: string | undefined;
  /** Absent: there is none. */
  catalogId?: string | undefined;
  accessToken: string;
  appSecret: string;
  apiUrl: string;
  /** Where this shop wants webhooks. */
  webhookUrl: string;
}

/** One thing that was looked at. Nothing secret stands in it. */
export interface AccountFinding {
  status: 'ok' | 'warn' | 'fail';
  what: 'token' | 'number' | 'catalogue' | 'secret' | 'subscription' | 'webhook';
  message: string;
  mend?: string;
}

const NEEDED_SCOPES = ['whatsapp_business_messaging', 'whatsapp_business_management'];
/** Fields of the webhook without which messages, or wishes about them, stay unheard. */
export const WEBHOOK_FIELDS: readonly string[] = [
  'messages',
  'user_preferences',
  'phone_number_quality_update',
  'business_capability_update',
  'account_update',
  'message_template_status_update',
];

const Token = z.looseObject({
  data: z.looseObject({
    app_id: z.string().optional(),
    is_valid: z.boolean().catch(false),
    expires_at: z.number().catch(0),
    scopes: z.array(z.string()).catch([]),
  }),
});
const Phone = z.looseObject({
  display_phone_number: z.string().catch(''),
  verified_name: z.string().catch(''),
  quality_rating: z.string().catch('UNKNOWN'),
});
const Catalogs = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });
const Apps = z.looseObject({
  data: z.array(z.looseObject({ whatsapp_business_api_data: z.looseObject({ id: z.string() }).optional() })),
});
const Subscriptions = z.looseObject({
  data: z.array(
    z.looseObject({
      object: z.string().catch(''),
      callback_url: z.string().catch(''),
      fields: z.array(z.looseObject({ name: z.string() })).catch([]),
    }),
  ),
});
const Done = z.looseObject({ success: z.boolean().catch(false) });

/** Asks Meta whether token, number, secret and webhook are in order. Changes nothing. */
export async function checkWhatsAppAccount(
  outbound: Outbound,
  settings: AccountSettings,
  now: number,
): Promise<AccountFinding[]> {
  const { phoneNumberId, businessAccountId, accessToken, apiUrl } = settings;
  const graph = new Graph({ outbound, apiUrl, accessToken });
  const token = await asked(() =>
    graph.get(`debug_token?input_token=${encodeURIComponent(accessToken)}`, Token),
  );
  if (!token.ok)
    return [failed('token', token.why, 'Set SHOPWRIGHT_WHATSAPP_ACCESS_TOKEN to a token of a system user.')];
  const { app_id: appId, is_valid, expires_at, scopes } = token.value.data;
  const findings: AccountFinding[] = [tokenFinding(is_valid, expires_at * 1000, scopes, now)];
  if (!is_valid) return findings;
  const phone = await asked(() =>
    graph.get(`${phoneNumberId}?fields=display_phone_number,verified_name,quality_rating`, Phone),
  );
  findings.push(
    phone.ok
      ? numberFinding(phone.value)
      : failed(
          'number',
          phone.why,
          'Check SHOPWRIGHT_WHATSAPP_PHONE_NUMBER_ID: it is the id at Meta, not the number.',
        ),
  );
  if (settings.catalogId !== undefined) findings.push(await catalogFinding(graph, settings, scopes));
  if (appId !== undefined) findings.push(...(await webhookFindings(outbound, settings, appId)));
  if (businessAccountId !== undefined) {
    const apps = await asked(() => graph.get(`${businessAccountId}/subscribed_apps`, Apps));
    const listed = apps.ok && apps.value.data.some((one) => one.whatsapp_business_api_data?.id === appId);
    findings.push(
      listed
        ? { status: 'ok', what: 'subscription', message: 'the app hears of this account' }
        : failed(
            'subscription',
            apps.ok ? 'the app does not hear of this account' : apps.why,
            'Run: shopwright channels test whatsapp --subscribe',
          ),
    );
  }
  return findings;
}

/** Tells Meta where this shop wants webhooks, which it checks with a request at once. @throws GraphError, OutboundError */
export async function subscribeWhatsApp(
  outbound: Outbound,
  settings: AccountSettings & { verifyToken: string },
): Promise<void> {
  const { accessToken, appSecret, apiUrl, businessAccountId, webhookUrl, verifyToken } = settings;
  const graph = new Graph({ outbound, apiUrl, accessToken });
  const { data } = await graph.get(`debug_token?input_token=${encodeURIComponent(accessToken)}`, Token);
  const app = new Graph({ outbound, apiUrl, accessToken: `${data.app_id}|${appSecret}` });
  await app.post(
    `${data.app_id}/subscriptions`,
    {
      object: 'whatsapp_business_account',
      callback_url: webhookUrl,
      verify_token: verifyToken,
      fields: WEBHOOK_FIELDS.join(','),
    },
    Done,
  );
  if (businessAccountId !== undefined) await graph.post(`${businessAccountId}/subscribed_apps`, {}, Done);
}

const DAY_MS = 86_400_000;

function tokenFinding(
  valid: boolean,
  expiresAt: number,
  scopes: readonly string[],
  now: number,
): AccountFinding {
  if (!valid) return failed('token', 'Meta does not take the token', 'Make a new one for the system user.');
  const missing = NEEDED_SCOPES.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0)
    return failed('token', `the token lacks ${missing.join(' and ')}`, 'Make one with both permissions.');
  if (expiresAt === 0)
    return { status: 'ok', what: 'token', message: 'the token is good and does not expire' };
  const days = Math.floor((expiresAt - now) / DAY_MS);
  return {
    status: 'warn',
    what: 'token',
    message: `the token expires in ${days} days`,
    mend: 'Use one of a system user that never expires.',
  };
}

function numberFinding({
  display_phone_number,
  verified_name,
  quality_rating,
}: z.infer<typeof Phone>): AccountFinding {
  const message = `${display_phone_number}, ${verified_name}, quality ${quality_rating.toLowerCase()}`;
  if (quality_rating !== 'RED') return { status: 'ok', what: 'number', message };
  return {
    status: 'warn',
    what: 'number',
    message,
    mend: 'People block or report this number: send fewer promotions.',
  };
}

async function catalogFinding(
  graph: Graph,
  { businessAccountId, catalogId }: AccountSettings,
  scopes: readonly string[],
): Promise<AccountFinding> {
  if (!scopes.includes('catalog_management'))
    return failed(
      'catalogue',
      'the token lacks catalog_management',
      'Make one with this permission as well.',
    );
  if (businessAccountId === undefined)
    return {
      status: 'warn',
      what: 'catalogue',
      message: 'it is not known whether the number shows it',
      mend: 'Set SHOPWRIGHT_WHATSAPP_BUSINESS_ACCOUNT_ID.',
    };
  const found = await asked(() => graph.get(`${businessAccountId}/product_catalogs`, Catalogs));
  if (found.ok && found.value.data.some(({ id }) => id === catalogId))
    return { status: 'ok', what: 'catalogue', message: `${catalogId} is connected with the number` };
  return failed(
    'catalogue',
    found.ok ? `${catalogId} is not connected with the WhatsApp account` : found.why,
    'Connect it: WhatsApp Manager, Account tools, Catalogue.',
  );
}

async function webhookFindings(
  outbound: Outbound,
  { appSecret, apiUrl, webhookUrl }: AccountSettings,
  appId: string,
): Promise<AccountFinding[]> {
  const app = new Graph({ outbound, apiUrl, accessToken: `${appId}|${appSecret}` });
  const found = await asked(() => app.get(`${appId}/subscriptions`, Subscriptions));
  if (!found.ok)
    return [
      failed('secret', found.why, 'Check SHOPWRIGHT_WHATSAPP_APP_SECRET: it is in the app’s basic settings.'),
    ];
  const secret: AccountFinding = { status: 'ok', what: 'secret', message: 'the secret is the app’s' };
  const mine = found.value.data.find(({ object }) => object === 'whatsapp_business_account');
  const mend = 'Run: shopwright channels test whatsapp --subscribe';
  if (!mine || mine.callback_url !== webhookUrl)
    return [secret, failed('webhook', `Meta does not deliver to ${webhookUrl}`, mend)];
  const missing = WEBHOOK_FIELDS.filter((field) => !mine.fields.some(({ name }) => name === field));
  return missing.length === 0
    ? [secret, { status: 'ok', what: 'webhook', message: `Meta delivers to ${webhookUrl}` }]
    : [
        secret,
        { status: 'warn', what: 'webhook', message: `Meta does not deliver ${missing.join(', ')}`, mend },
      ];
}

const failed = (what: AccountFinding['what'], message: string, mend: string): AccountFinding => ({
  status: 'fail',
  what,
  message,
  mend,
});

/** What Meta answered, or why it did not, without anything of what was asked. */
async function asked<T>(ask: () => Promise<T>): Promise<{ ok: true; value: T } | { ok: false; why: string }> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    if (error instanceof GraphError || error instanceof OutboundError)
      return { ok: false, why: error.message };
    return {
      ok: false,
      why: error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'no answer',
    };
  }
}

import { z } from 'zod';
import type { ChannelEvent } from '../channel.ts';

/**
 * What Meta tells of the merchant's account, number and templates
 * (https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference: `phone_number_quality_update`,
 * `business_capability_update`, `account_update`, `message_template_status_update`).
 */
type Account = Extract<ChannelEvent, { kind: 'account' }>;
type Notice = NonNullable<Account['notice']>;

const text = z.string();
const maybe = text.optional().catch(undefined);
const Count = z.coerce.number().int().optional().catch(undefined);

const Limits = z.looseObject({
  event: text.catch(''),
  current_limit: maybe,
  max_daily_conversations_per_business: z.union([z.string(), z.number()]).optional().catch(undefined),
  max_daily_conversation_per_phone: Count,
});
const THOUSAND = 1000;
const RATINGS: Readonly<Record<string, 'green' | 'red'>> = { FLAGGED: 'red', UNFLAGGED: 'green' };

/** `TIER_1K`, `10000`, `-1` and the like: people that may be written to first in a day; null: no limit. */
function tierOf(limit: string | number | undefined): { tier?: number | null } {
  const told = String(limit ?? '');
  if (told === 'TIER_UNLIMITED' || told === '-1') return { tier: null };
  const found = /^(?:TIER_)?(\d+)(K?)$/.exec(told);
  return found ? { tier: Number(found[1]) * (found[2] ? THOUSAND : 1) } : {};
}

/** Of the number's quality and limit, or of the business's limits. */
export function ratingOf(value: unknown): Account {
  const told = Limits.parse(value);
  const quality = RATINGS[told.event];
  const limit =
    told.max_daily_conversations_per_business ?? told.current_limit ?? told.max_daily_conversation_per_phone;
  return { kind: 'account', ...(quality && { quality }), ...tierOf(limit) };
}

const Restriction = z.looseObject({ restriction_type: text, expiration: maybe });
const Restrictions = z
  .union([z.array(Restriction), Restriction.transform((one) => [one])])
  .optional()
  .catch(undefined);
const Update = z.looseObject({
  event: text.catch(''),
  ban_info: z.looseObject({ waba_ban_state: maybe, waba_ban_date: maybe }).optional().catch(undefined),
  restriction_info: Restrictions,
  restrictions: Restrictions,
  violation_info: z.looseObject({ violation_type: maybe }).optional().catch(undefined),
});

const STOPS: Readonly<Record<string, NonNullable<Notice['stops']>>> = {
  RESTRICTED_BIZ_INITIATED_MESSAGING: 'first',
  RESTRICTED_CUSTOMER_INITIATED_MESSAGING: 'all',
};
/** After these nothing can be sent, until the merchant has mended it. */
const ENDS = new Set(['ACCOUNT_DELETED', 'ACCOUNT_OFFBOARDED', 'PARTNER_REMOVED', 'PARTNER_APP_UNINSTALLED']);
const OVER = new Set(['ACCOUNT_RECONNECTED', 'PARTNER_ADDED', 'PARTNER_APP_INSTALLED']);

/** Undefined for what changes nothing of messages, such as prices. */
export function accountUpdateOf(value: unknown): Account | undefined {
  const { event, ban_info, violation_info, ...rest } = Update.parse(value);
  const notice = (what: string, more: Partial<Notice> = {}): Account => ({
    kind: 'account',
    notice: { what, ...more },
  });
  if (event === 'DISABLED_UPDATE') {
    const state = ban_info?.waba_ban_state ?? '';
    if (state === 'REINSTATE') return { kind: 'account', over: true };
    const what = [event, state, ban_info?.waba_ban_date].filter(Boolean).join(' ');
    return notice(what, state === 'SCHEDULE_FOR_DISABLE' ? {} : { stops: 'all' });
  }
  if (event === 'ACCOUNT_RESTRICTION') {
    const all = rest.restriction_info ?? rest.restrictions ?? [];
    const stops = all.map(({ restriction_type }) => STOPS[restriction_type]);
    const worst = stops.includes('all') ? 'all' : stops.includes('first') ? 'first' : undefined;
    const ends = all.map(({ expiration }) => Date.parse(expiration ?? '')).filter(Number.isFinite);
    return notice([event, ...all.map(({ restriction_type }) => restriction_type)].join(' '), {
      ...(worst && { stops: worst }),
      ...(ends.length > 0 && { until: Math.max(...ends) }),
    });
  }
  if (event === 'ACCOUNT_VIOLATION')
    return notice([event, violation_info?.violation_type].filter(Boolean).join(' '));
  if (ENDS.has(event)) return notice(event, { stops: 'all' });
  return OVER.has(event) ? { kind: 'account', over: true } : undefined;
}

const TemplateUpdate = z.looseObject({
  event: text,
  message_template_name: text.min(1),
  message_template_language: text.min(1),
  reason: maybe,
  other_info: z.looseObject({ title: maybe, description: maybe }).optional().catch(undefined),
  rejection_info: z.looseObject({ reason: maybe, recommendation: maybe }).optional().catch(undefined),
});

type TemplateStatus = Extract<ChannelEvent, { kind: 'template' }>['status'];
const TEMPLATE_STATUSES: Readonly<Record<string, TemplateStatus>> = {
  APPROVED: 'approved',
  REINSTATED: 'approved',
  UNARCHIVED: 'approved',
  // At risk of a pause, and still sent.
  FLAGGED: 'approved',
  PENDING: 'pending',
  IN_APPEAL: 'pending',
  REJECTED: 'rejected',
  PAUSED: 'paused',
  DISABLED: 'disabled',
  LOCKED: 'disabled',
  LIMIT_EXCEEDED: 'rejected',
  ARCHIVED: 'deleted',
  DELETED: 'deleted',
  PENDING_DELETION: 'deleted',
};

/** @param at UTC, milliseconds. @returns undefined for what cannot be read */
export function templateUpdateOf(value: unknown, at: number): ChannelEvent | undefined {
  const read = TemplateUpdate.safeParse(value);
  const status = read.success ? TEMPLATE_STATUSES[read.data.event] : undefined;
  if (!read.success || !status) return undefined;
  const { event, reason: code, other_info, rejection_info, ...told } = read.data;
  const words = [
    status === 'approved' && event === 'APPROVED' ? undefined : event,
    code === 'NONE' ? undefined : code,
    other_info?.description ?? other_info?.title,
    rejection_info?.reason,
    rejection_info?.recommendation,
  ].filter((one) => one !== undefined && one !== status.toUpperCase());
  return {
    kind: 'template',
    name: told.message_template_name,
    language: told.message_template_language,
    status,
    ...(words.length > 0 && { reason: words.join(': ').slice(0, 500) }),
    at,
  };
}

import { type AwakeHours, nextAwake } from './quiet-hours.ts';

/** `reply` answers what somebody wrote; `transactional` is about their own order or request; `marketing` is all else. */
export type Purpose = 'reply' | 'transactional' | 'marketing';
export type TemplateCategory = 'marketing' | 'utility' | 'authentication';

export interface SendRequest {
  now: number;
  purpose: Purpose;
  form: { type: 'free' } | { type: 'template'; category: TemplateCategory; approved: boolean };
  contact: {
    /** When they wrote last; absent: never. */
    lastInboundAt?: number | undefined;
    /** They came by an advertisement that leads into the chat, then. */
    cameByAdAt?: number | undefined;
    /** They want nothing more, since then. Who writes again is answered. */
    stoppedAt?: number | undefined;
    /** They want no promotions. */
    marketingStopped: boolean;
    /** Consent that was given and not withdrawn. */
    consents: ReadonlySet<Purpose>;
    /** IANA zones that they may be in; empty where nothing is known. */
    zones: readonly string[];
    /** ISO 3166, such as ES or US-TX. */
    region?: string | undefined;
    /** When promotions were sent to them, the newest last; at least as far back as the widest cap. */
    promotedAt: readonly number[];
    /** When messages were sent to them, the newest last. */
    sentAt: readonly number[];
  };
  account: {
    /** As the vendor rates it. */
    quality: 'green' | 'yellow' | 'red' | 'unknown';
    /** The vendor, or the merchant, stopped everything until then. */
    pausedUntil?: number | undefined;
    /** People reached first by us in the last 24 h, and how many there may be; absent: no limit. */
    reachedLastDay: number;
    tier?: number | undefined;
    /** Whether this person is among them. */
    reachedThisOne: boolean;
    sentLastSecond: number;
    /** When the oldest of those was sent. */
    secondBeganAt?: number | undefined;
  };
  budget: {
    /** Of the running month, in microdollars. */
    spent: number;
    limit?: number | undefined;
    cost: number;
  };
}

/** What the channel and the merchant allow. Times in milliseconds. */
export interface DeliveryLimits {
  /** Free text follows the customer's last message for so long; absent: always. */
  windowMs?: number;
  /** After an advertisement that leads into the chat. */
  adWindowMs?: number;
  perSecond?: number;
  /** To one person: a message every `everyMs`, of which `burst` may come at once. */
  pair?: { everyMs: number; burst: number };
  /** Promotions to one person. */
  caps: readonly { count: number; withinMs: number }[];
  /** Zones of the shop: for people of whom nothing is known. */
  homeZones: readonly string[];
  /** Instead of the table of places. */
  awake?: AwakeHours;
}

export type Refusal =
  | 'stopped'
  | 'marketing_stopped'
  | 'no_consent'
  | 'paused'
  | 'quality'
  | 'window_closed'
  | 'template_not_approved'
  | 'template_category'
  | 'quiet_hours'
  | 'frequency_cap'
  | 'pair_rate'
  | 'throughput'
  | 'tier'
  | 'budget';

/** `until`: it may be asked again then; absent: never in this form. UTC, milliseconds. */
export type Decision = { send: true } | { send: false; reason: Refusal; until?: number };

const DAY_MS = 24 * 60 * 60_000;
const SECOND_MS = 1000;
const SENT: Decision = { send: true };
const no = (reason: Refusal, until?: number): Decision => ({
  send: false,
  reason,
  ...(until !== undefined && { until }),
});

/** What each purpose may be said in, once the window is closed. */
const CATEGORIES: Readonly<Record<Purpose, readonly TemplateCategory[]>> = {
  reply: ['utility'],
  transactional: ['utility', 'authentication'],
  marketing: ['marketing'],
};

/** Whether a message may be sent now. What people want comes first, then what the vendor and the merchant allow. */
export function decide(request: SendRequest, limits: DeliveryLimits): Decision {
  return (
    asTheyWish(request) ??
    inTheRightForm(request, limits) ??
    atTheRightTime(request, limits) ??
    notTooOften(request, limits) ??
    withinTheAccount(request, limits) ??
    SENT
  );
}

function asTheyWish({ purpose, contact }: SendRequest): Decision | undefined {
  const { stoppedAt, lastInboundAt = Number.NEGATIVE_INFINITY } = contact;
  const asksAgain = purpose === 'reply' && stoppedAt !== undefined && lastInboundAt > stoppedAt;
  if (stoppedAt !== undefined && !asksAgain) return no('stopped');
  if (purpose !== 'marketing') return undefined;
  if (contact.marketingStopped) return no('marketing_stopped');
  return contact.consents.has('marketing') ? undefined : no('no_consent');
}

function inTheRightForm(
  { now, purpose, form, contact }: SendRequest,
  { windowMs, adWindowMs = 0 }: DeliveryLimits,
): Decision | undefined {
  if (form.type === 'template') {
    if (!form.approved) return no('template_not_approved');
    return CATEGORIES[purpose].includes(form.category) ? undefined : no('template_category');
  }
  return isWindowOpen(now, contact, { windowMs, adWindowMs }) ? undefined : no('window_closed');
}

/** Whether free text may follow what somebody wrote last. */
export function isWindowOpen(
  now: number,
  { lastInboundAt, cameByAdAt }: Pick<SendRequest['contact'], 'lastInboundAt' | 'cameByAdAt'>,
  { windowMs, adWindowMs = 0 }: Pick<DeliveryLimits, 'windowMs' | 'adWindowMs'>,
): boolean {
  if (windowMs === undefined) return true;
  const open = (since: number | undefined, lasts: number): boolean =>
    since !== undefined && now < since + lasts;
  return open(lastInboundAt, windowMs) || open(cameByAdAt, adWindowMs);
}

/** Only promotions wait for the morning: an answer is wanted now, and so is news of one's own order. */
function atTheRightTime(
  { now, purpose, contact }: SendRequest,
  limits: DeliveryLimits,
): Decision | undefined {
  if (purpose !== 'marketing') return undefined;
  const zones = contact.zones.length > 0 ? contact.zones : limits.homeZones;
  const at = nextAwake(now, {
    zones,
    ...(contact.region !== undefined && { region: contact.region }),
    ...(limits.awake && { hours: limits.awake }),
  });
  return at > now ? no('quiet_hours', at) : undefined;
}

function notTooOften(
  { now, purpose, contact }: SendRequest,
  { caps, pair }: DeliveryLimits,
): Decision | undefined {
  if (purpose === 'marketing') {
    for (const { count, withinMs } of caps) {
      const recent = contact.promotedAt.filter((at) => at > now - withinMs);
      if (recent.length >= count) return no('frequency_cap', recent.at(-count)! + withinMs);
    }
  }
  if (!pair) return undefined;
  const until = pairFreeAt(contact.sentAt, pair);
  return until > now ? no('pair_rate', until) : undefined;
}

/** A bucket of `burst` that fills by one every `everyMs`: when it holds one again. */
function pairFreeAt(
  sentAt: readonly number[],
  { everyMs, burst }: NonNullable<DeliveryLimits['pair']>,
): number {
  let fullAt = Number.NEGATIVE_INFINITY;
  for (const at of sentAt) fullAt = Math.max(fullAt, at) + everyMs;
  return fullAt - (burst - 1) * everyMs;
}

function withinTheAccount(
  { now, purpose, form, account, budget }: SendRequest,
  { perSecond }: DeliveryLimits,
): Decision | undefined {
  if (account.pausedUntil !== undefined && now < account.pausedUntil)
    return no('paused', account.pausedUntil);
  if (purpose === 'marketing' && account.quality === 'red') return no('quality');
  // What follows their own words within the window opens no conversation.
  const begins = form.type === 'template' && !account.reachedThisOne;
  if (begins && account.tier !== undefined && account.reachedLastDay >= account.tier)
    return no('tier', now + DAY_MS);
  // An answer that costs nothing is never held back for money.
  if (budget.cost > 0 && budget.limit !== undefined && budget.spent + budget.cost > budget.limit)
    return no('budget');
  if (perSecond !== undefined && account.sentLastSecond >= perSecond)
    return no('throughput', (account.secondBeganAt ?? now) + SECOND_MS);
  return undefined;
}

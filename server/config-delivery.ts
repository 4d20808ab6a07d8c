import { z } from 'zod';
import { readNotices } from './channels/notices/kinds.ts';
import type { ChannelLimits } from './channels/overview.ts';
import {
  type DeliverySettings,
  readAwake,
  readBudget,
  readCaps,
  readCosts,
  readZones,
} from './channels/policy/settings.ts';
import type { Config } from './config.ts';
import { integer, setting } from './config-fields.ts';
import type { Settings } from './config-schema.ts';

const messages = { group: 'Messages on channels' };
const DAY = 86_400_000;
const MINUTE = 60_000;

const text = (isRight: (value: string) => boolean) => z.string().refine(isRight);

/** Settings of what is sent over channels without having been asked for. See channels/messages.md. */
export const deliverySettings = {
  channelNotices: setting(
    'Templates that notices go by once free text may not be sent any more, and which notices are not sent. What is left out has a template of its own name.',
    {
      ...messages,
      expects:
        'pairs such as order_shipped=dispatch:order+tracking,payment_failed=off (channels/messages.md names the notices)',
      defaultText: 'each by the template of its own name',
    },
    text((value) => 'notices' in readNotices(value)).default(''),
  ),
  channelTimeZones: setting(
    'Time zones for quiet hours of people whose number does not tell where they are: all of them must be awake.',
    { ...messages, expects: 'IANA zones such as Europe/Madrid,Atlantic/Canary' },
    text((value) => readZones(value) !== undefined).default('UTC'),
  ),
  channelPromotionHours: setting(
    'Local hours in which promotions are sent, the second excluded. Where the law has hours of its own (the US and some of its states), those count.',
    {
      ...messages,
      expects: 'hours such as 9-20 or 9-20,sunday:12-18',
      defaultText: '9-20, Sundays 12-20',
    },
    text((value) => readAwake(value) !== undefined).optional(),
  ),
  channelPromotionCaps: setting(
    'Promotions to one person: so many in so many hours (`h`) or days (`d`).',
    { ...messages, expects: 'caps such as 1/1d,3/7d' },
    text((value) => readCaps(value) !== undefined).default('1/1d,3/7d'),
  ),
  channelMessageCosts: setting(
    'What the vendor asks for one message by template, in US dollars, by its category: the budget is counted by it.',
    {
      ...messages,
      expects: 'prices such as marketing:0.0625,utility:0.008',
      defaultText: 'none: nothing is counted',
    },
    text((value) => readCosts(value) !== undefined).optional(),
  ),
  channelMonthlyBudget: setting(
    'What messages by template may cost in a calendar month (UTC) on a channel, in US dollars. Answers within the window of free text are never held back.',
    { ...messages, expects: 'an amount such as 250 or 99.50', defaultText: 'no limit' },
    text((value) => readBudget(value) !== undefined).optional(),
  ),
  channelPeoplePerDay: setting(
    'People that a channel writes to first in 24 hours, where the vendor allows more.',
    { ...messages, expects: 'a whole number, at least 1', defaultText: 'as many as the vendor allows' },
    integer(1).optional(),
  ),
  cartReminderMs: setting(
    'Who left a cart on a channel and agreed to promotions is reminded of it, once, after so long without a change; 0 is never.',
    { ...messages, expects: 'a whole number of milliseconds, 0 or from 1800000 to 604800000' },
    integer(0, 7 * DAY)
      .refine((value: number) => value === 0 || value >= 30 * MINUTE)
      .default(0),
  ),
};

/** The settings as the delivery policy takes them. */
export function deliverySettingsOf(config: Config): DeliverySettings {
  const awake =
    config.channelPromotionHours === undefined ? undefined : readAwake(config.channelPromotionHours);
  const budget =
    config.channelMonthlyBudget === undefined ? undefined : readBudget(config.channelMonthlyBudget);
  return {
    caps: readCaps(config.channelPromotionCaps)!,
    homeZones: readZones(config.channelTimeZones)!,
    costs: (config.channelMessageCosts !== undefined && readCosts(config.channelMessageCosts)) || {},
    ...(awake && { awake }),
    ...(budget !== undefined && { budget }),
    ...(config.channelPeoplePerDay !== undefined && { people: config.channelPeoplePerDay }),
  };
}

/** The settings as they are shown. */
export const channelLimitsOf = (config: Config): ChannelLimits => ({
  promotionCaps: config.channelPromotionCaps,
  promotionHours: config.channelPromotionHours,
  timeZones: config.channelTimeZones,
  peoplePerDay: config.channelPeoplePerDay,
  monthlyBudget: config.channelMonthlyBudget,
});

/** What of these settings does not fit together. @param sources where each setting comes from */
export function deliveryContradictions(
  settings: Partial<Settings>,
  sources: Partial<Record<keyof Settings, string>>,
): string[] {
  const { channelMonthlyBudget: budget, channelMessageCosts: costs } = settings;
  return budget !== undefined && costs === undefined && 'channelMessageCosts' in settings
    ? [
        `${sources.channelMessageCosts}: expected prices, because ${sources.channelMonthlyBudget} is counted by them`,
      ]
    : [];
}

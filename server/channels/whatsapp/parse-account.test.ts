import { expect, it } from 'vitest';
import { parse } from './parse.ts';

const told = (field: string, value: object, time = 1_739_321_024) =>
  parse(
    Buffer.from(
      JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [{ id: '102290129340398', time, changes: [{ field, value }] }],
      }),
    ),
    { phoneNumberId: '106' },
  );

it.each([
  [
    'phone_number_quality_update',
    { event: 'FLAGGED', current_limit: 'TIER_250' },
    { quality: 'red', tier: 250 },
  ],
  [
    'phone_number_quality_update',
    { event: 'UNFLAGGED', current_limit: 'TIER_1K', max_daily_conversations_per_business: 'TIER_2K' },
    { quality: 'green', tier: 2000 },
  ],
  [
    'phone_number_quality_update',
    { event: 'THROUGHPUT_UPGRADE', current_limit: 'TIER_UNLIMITED' },
    { tier: null },
  ],
  ['business_capability_update', { max_daily_conversations_per_business: 10_000 }, { tier: 10_000 }],
  ['business_capability_update', { max_daily_conversation_per_phone: 250 }, { tier: 250 }],
  ['business_capability_update', { max_daily_conversations_per_business: -1 }, { tier: null }],
])('reads how many may be written to, and how the number is rated: %s %o', (field, value, rating) => {
  expect(told(field, value)).toEqual([{ kind: 'account', ...rating }]);
});

it.each([
  [
    { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: 'October 9, 2026' } },
    { notice: { what: 'DISABLED_UPDATE DISABLE October 9, 2026', stops: 'all' } },
  ],
  [
    { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE' } },
    { notice: { what: 'DISABLED_UPDATE SCHEDULE_FOR_DISABLE' } },
  ],
  [{ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } }, { over: true }],
  [
    {
      event: 'ACCOUNT_RESTRICTION',
      restriction_info: [
        { restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION', expiration: '2026-12-01T00:00:00+0000' },
        { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: '2026-12-02T00:00:00+0000' },
      ],
    },
    {
      notice: {
        what: 'ACCOUNT_RESTRICTION RESTRICTED_ADD_PHONE_NUMBER_ACTION RESTRICTED_BIZ_INITIATED_MESSAGING',
        stops: 'first',
        until: Date.parse('2026-12-02T00:00:00Z'),
      },
    },
  ],
  [
    {
      event: 'ACCOUNT_RESTRICTION',
      restrictions: { restriction_type: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING' },
    },
    { notice: { what: 'ACCOUNT_RESTRICTION RESTRICTED_CUSTOMER_INITIATED_MESSAGING', stops: 'all' } },
  ],
  [
    { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } },
    { notice: { what: 'ACCOUNT_VIOLATION SCAM' } },
  ],
  [{ event: 'PARTNER_APP_UNINSTALLED' }, { notice: { what: 'PARTNER_APP_UNINSTALLED', stops: 'all' } }],
])('reads what happened to the account: %o', (value, event) => {
  expect(told('account_update', value)).toEqual([{ kind: 'account', ...event }]);
});

it('passes over what concerns no messages, and tells what it cannot read', () => {
  expect(told('account_update', { event: 'VOLUME_BASED_PRICING_TIER_UPDATE' })).toEqual([]);
  expect(told('message_template_status_update', { event: 'NEW', message_template_name: 'x' })).toEqual([
    { kind: 'fault', what: 'message_template_status_update' },
  ]);
});

const template = { message_template_name: 'order_shipped', message_template_language: 'en_US' };
const known = { kind: 'template', name: 'order_shipped', language: 'en_US', at: 1_739_321_024_000 };
it.each([
  [{ event: 'APPROVED', reason: 'NONE' }, { status: 'approved' }],
  [
    { event: 'REJECTED', reason: 'PROMOTIONAL' },
    { status: 'rejected', reason: 'PROMOTIONAL' },
  ],
  [
    {
      event: 'REJECTED',
      reason: 'INVALID_FORMAT',
      rejection_info: { reason: 'The places are not in order.', recommendation: 'Number them.' },
    },
    { status: 'rejected', reason: 'INVALID_FORMAT: The places are not in order.: Number them.' },
  ],
  [
    {
      event: 'PAUSED',
      reason: 'NONE',
      other_info: { title: 'FIRST_PAUSE', description: 'Paused for 3 hours.' },
    },
    { status: 'paused', reason: 'Paused for 3 hours.' },
  ],
  [
    { event: 'FLAGGED', reason: 'NONE' },
    { status: 'approved', reason: 'FLAGGED' },
  ],
  [
    { event: 'PENDING_DELETION', reason: null },
    { status: 'deleted', reason: 'PENDING_DELETION' },
  ],
])('reads what became of a template: %o', (value, event) => {
  expect(told('message_template_status_update', { ...template, ...value })).toEqual([{ ...known, ...event }]);
});

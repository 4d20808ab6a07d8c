import { expect, it } from 'vitest';
import { dossierOf } from './dossier.ts';
import type { Evidence } from './evidence.ts';

const EVIDENCE = {
  conversations: ['aa', 'bb'].map((_id) => ({ _id, channel: 'whatsapp', waiting: 0, heldBy: 'bot' })),
  inbound: new Map(
    ['aa', 'bb'].map((conversationId) => [
      conversationId,
      {
        _id: `msg_${conversationId}`,
        conversationId,
        sequence: 1,
        text: `add a ${conversationId}`,
        createdAt: 0,
      },
    ]),
  ),
  turns: [
    {
      ...{ _id: 'turn_aa', conversationId: 'aa', sequence: 1, fromInbound: 1, toInbound: 1, by: 'intents' },
      ...{ intents: ['add'], replyId: 'rep_aa', createdAt: 0 },
      calls: [{ callId: 'call_1', tool: 'update_cart', arguments: { add: [] }, outcome: 'unavailable' }],
    },
  ],
  replies: [
    { _id: 'rep_aa', conversationId: 'aa', sequence: 1, by: 'bot', rendered: { blocks: [] }, createdAt: 0 },
  ],
  deliveries: [
    {
      ...{ _id: 'dlv_aa', conversationId: 'aa', sequence: 1, status: 'sent', createdAt: 0 },
      parts: [{ status: 'sent', tries: 1 }],
    },
  ],
  carts: [{ sessionId: 'aa', status: 'open', lines: [{ variantId: 'var_1', quantity: 2 }] }],
} as unknown as Evidence;
const LOG = `turn_aa: the disk is full\n${'another line\n'.repeat(100)}`;

it('shows the conversation that a violation is about, with its calls, outcomes and log lines, and no other', () => {
  const text = dossierOf(EVIDENCE, [{ invariant: 'any', detail: 'dlv_aa of rep_aa: late' }], LOG).join('\n');
  for (const part of [
    '"add a aa" in',
    'turn_aa',
    'update_cart {"add":[]} call_1: unavailable',
    'dlv_aa',
    '2 x var_1',
  ])
    expect(text).toContain(part);
  expect(text).toContain('logged: turn_aa: the disk is full');
  expect(text).not.toContain('add a bb');
});

it('shows the end of the log whatever it is about', () => {
  const lines = dossierOf(EVIDENCE, [{ invariant: 'any', detail: 'no order without a charge' }], LOG);
  expect(lines[0]).toBe("The last of 101 lines of the server's log:");
  expect(lines).toHaveLength(31);
});

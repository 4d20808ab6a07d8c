import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CrashPoint } from '../../../server/platform/crash-point.ts';
import { FULL_AT_TURNS, type PlanChange } from '../plan.ts';

interface Mutation {
  file: string;
  from: string;
  to: string;
}

export interface Guard {
  what: string;
  mutations: readonly Mutation[];
  /** Where it is looked for. */
  point?: CrashPoint;
  change?: PlanChange;
}

const PAYMENTS = 'server/commerce/payments/service.ts';
const HOLDS = 'server/commerce/inventory/holds.ts';

/**
 * The server without one of its guards, each as a change of source that is made while it is loaded. The suite must notice
 * each of them.
 */
export const GUARDS: Readonly<Record<string, Guard>> = {
  'idempotency-record': {
    what: 'answers are kept under no idempotency key',
    mutations: [
      {
        file: PAYMENTS,
        from: 'const record = await this.#deps.store.get(idempotencyRecords, recordId);',
        to: 'const record = await this.#deps.store.get(idempotencyRecords, recordId.slice(1));',
      },
      {
        file: 'server/commerce/payments/begin.ts',
        from: 'await tx.insert(idempotencyRecords, {\n        _id: recordId,',
        to: 'await tx.insert(idempotencyRecords, {\n        _id: attemptId,',
      },
    ],
  },
  'saga-order': {
    what: 'the provider is called before the attempt is committed',
    mutations: [
      { file: PAYMENTS, from: 'await begin();', to: '' },
      {
        file: PAYMENTS,
        from: 'return this.#unknown(charge.attemptId, checkoutId, error);',
        to: 'await begin(); return this.#unknown(charge.attemptId, checkoutId, error);',
      },
      {
        file: PAYMENTS,
        from: "crashPoint('payment.after-charge');",
        to: "crashPoint('payment.after-charge'); await begin();",
      },
    ],
  },
  hold: {
    what: 'stock is not set aside while a payment runs',
    mutations: [
      { file: HOLDS, from: 'held: level.held + sign * line.quantity', to: 'held: level.held + 0 * sign' },
      { file: HOLDS, from: 'held: level.held - line.quantity,', to: 'held: level.held,' },
    ],
  },
  'migration-mark': {
    what: 'a migration does not store how far it came',
    // Nothing else looks at it.
    point: 'schema.migration',
    mutations: [
      {
        file: 'server/platform/store/sqlite/migrate.ts',
        from: 'writeShape(db, name, { ...shape, reached });',
        to: '',
      },
    ],
  },
  'turn-effects': {
    what: 'a turn that is run again does its changes again',
    point: 'turn.before-commit',
    mutations: [
      {
        file: 'server/conversation/toolbox.ts',
        from: '{ key: writeKey(turnId, number), note }',
        to: 'undefined',
      },
    ],
  },
  'turn-waits': {
    what: 'a turn answers though what it did before cannot be read',
    change: { fullDisk: FULL_AT_TURNS },
    mutations: [
      {
        file: 'server/conversation/toolbox.ts',
        from: 'if (!answer.ok && before) throw new ReplayError(turnId, answer.error.code);',
        to: '',
      },
      {
        file: 'server/conversation/toolbox.ts',
        from: 'await this.write(REPLAYED, {});',
        to: 'if (!(await this.write(REPLAYED, {})).ok) return;',
      },
    ],
  },
  'channel-acknowledged': {
    what: 'a delivery of a channel is acknowledged before it is stored',
    point: 'intake.before-commit',
    mutations: [
      {
        file: 'server/channels/intake/webhook-router.ts',
        from: 'await intake.take(channel, events);',
        to: 'void intake.take(channel, events).catch(() => {});',
      },
    ],
  },
  'channel-opt-out': {
    what: 'who wants no messages gets them',
    point: 'intake.after-commit',
    mutations: [
      {
        file: 'server/channels/policy/decide.ts',
        from: "if (stoppedAt !== undefined && !asksAgain) return no('stopped');",
        to: '',
      },
    ],
  },
  'turn-and-messages': {
    what: 'a turn is committed without the mark on its messages',
    mutations: [
      {
        file: 'server/conversation/commit-turn.ts',
        from: 'await tx.replace(inboundMessages, { ...stored, turnId });',
        to: '',
      },
    ],
  },
  'commission-in-transaction': {
    what: 'commission is written after the commit of its order',
    point: 'store.after-commit',
    mutations: [
      {
        file: 'server/commerce/payments/record.ts',
        from: 'await earnCommission(tx, deps, order);',
        to: 'deps.later((own) => earnCommission(own, deps, order));',
      },
      {
        file: PAYMENTS,
        from: 'terms, now: clock.now() },',
        to: 'terms, now: clock.now(), later: (work) => setTimeout(() => void store.transaction(work), 15) },',
      },
    ],
  },
  'commission-settled': {
    what: 'what comes back takes no commission with it',
    mutations: [
      { file: 'server/commerce/orders/write.ts', from: 'await settleCommission(tx, stored);', to: '' },
    ],
  },
  'events-in-transaction': {
    what: 'events are written after the commit of what they tell',
    mutations: [
      {
        file: 'server/platform/store/sqlite/store.ts',
        from: 'if (changes.length > 0) await follower(tx, changes);',
        to: 'if (changes.length > 0) setTimeout(() => void this.#writer.submit((own) => follower(own, changes)), 15);',
      },
    ],
  },
  'webhook-order': {
    what: 'the next event of a subject does not wait for the one before',
    mutations: [
      {
        file: 'server/connectors/webhooks/backlog.ts',
        from: 'this.#busy.set(item.subject, queue);',
        to: 'this.#busy.set(item.subject, [item]); if (queue.length > 1) this.#ready.set(item.subject, queue.slice(1));',
      },
    ],
  },
  'webhook-cursor': {
    what: 'an endpoint counts as having come as far as was read',
    mutations: [
      {
        file: 'server/connectors/webhooks/backlog.ts',
        from: 'return first === undefined ? read : first - 1;',
        to: 'return first === undefined ? read : read;',
      },
    ],
  },
  outbox: {
    what: 'jobs are written after the commit that asks for them',
    mutations: [
      {
        file: 'server/platform/jobs/embedded/jobs.ts',
        from: 'return this.#queue.enqueue(tx, request);',
        to: 'setTimeout(() => void this.#store.transaction((own) => this.#queue.enqueue(own, request)), 15); return Promise.resolve();',
      },
    ],
  },
};

const root = join(import.meta.dirname, '../../..');

/** @throws when the source does not hold what the mutation replaces: then the mutation is out of date */
export function takeAway(guard: string): void {
  const found = GUARDS[guard];
  if (!found) throw new RangeError(`there is no guard "${guard}"; guards: ${Object.keys(GUARDS).join(', ')}`);
  const sources = new Map<string, string>();
  for (const { file, from, to } of found.mutations) {
    const path = join(root, file);
    const url = pathToFileURL(path).href;
    const source = sources.get(url) ?? readFileSync(path, 'utf8');
    if (source.split(from).length !== 2)
      throw new Error(`guard ${guard}: ${file} does not hold "${from}" once`);
    sources.set(
      url,
      source.replace(from, () => to),
    );
  }
  registerHooks({
    load(url, context, next) {
      const source = sources.get(url);
      return source === undefined ? next(url, context) : { ...next(url, context), source };
    },
  });
}

import { readFileSync } from 'node:fs';
import { readJsonLog } from '../json-log.ts';
import type { OutsideFact } from '../outside/facts.ts';
import type { WitnessFact } from '../witness/facts.ts';
import { judgeCommissions } from './commissions.ts';
import { type Evidence, evidenceOf, files, type Violation } from './evidence.ts';
import { judgeMoney } from './money.ts';
import { judgeOutbox } from './outbox.ts';
import { judgePromises } from './promises.ts';
import { judgeStock } from './stock.ts';

/** How much the provider and the clients had written down at a moment, in lines. */
export interface Moment {
  outside: number;
  witness: number;
}

export function markMoment(dir: string): Moment {
  const lines = (path: string): number => readFileSync(path, 'utf8').split('\n').length - 1;
  const { outside, witness } = files(dir);
  return { outside: lines(outside), witness: lines(witness) };
}

type Told = Evidence['told'][number];

/**
 * Holds a shop that was restored from a backup against the books of provider and clients. What they had written down
 * when the backup began has to be in it; of what came later, that which the shop knows of.
 * @param database of the shop that was restored, when it has recovered
 * @param repeated what it answers when clients ask again for the changes of stock that they ever asked for
 */
export function judgeMoment(
  dir: string,
  database: string,
  began: Moment,
  repeated: readonly Told[],
  unfinished: readonly string[],
): { violations: Violation[]; evidence: Evidence } {
  const outside = readJsonLog<OutsideFact>(files(dir).outside);
  const witness = readJsonLog<WitnessFact>(files(dir).witness);
  const evidence = evidenceOf(outside, witness, database);
  const before = evidenceOf(outside.slice(0, began.outside), witness.slice(0, began.witness), database);
  const known = {
    ...evidence,
    payments: new Map(
      [...evidence.payments].filter(([id]) => evidence.attempts.has(id) || before.payments.has(id)),
    ),
    refundsOutside: evidence.refundsOutside.filter(
      ({ refundId }) =>
        evidence.refunds.has(refundId) ||
        before.refundsOutside.some((refund) => refund.refundId === refundId),
    ),
    told: [...before.told.filter(({ told }) => evidence.asked.get(told)?.kind === 'complete'), ...repeated],
    changed: before.changed,
    faults: [],
  };
  const violations = [
    ...evidence.damage.map((detail) => ({ invariant: 'the file is whole', detail })),
    ...unfinished.map((detail) => ({ invariant: 'every job is done', detail })),
    ...judgeMoney(withoutRefundedLater(known, evidence)),
    ...judgeCommissions(known),
    ...judgeStock(known),
    ...judgePromises(known),
    ...judgeOutbox(known, true),
  ];
  return { violations, evidence: known };
}

/** A payment that the shop gave back after the backup has another end there than in the backup: it is for people to compare. */
function withoutRefundedLater(known: Evidence, all: Evidence): Evidence {
  const refunds = new Set(known.refundsOutside);
  const later = new Set(
    all.refundsOutside.filter((refund) => !refunds.has(refund)).map(({ attemptId }) => attemptId),
  );
  const checkouts = new Set(
    [...known.orders.values()]
      .filter(({ attemptId }) => later.has(attemptId))
      .map(({ checkoutId }) => checkoutId),
  );
  const keep = <T>(map: Map<string, T>, attemptOf: (value: T) => string): Map<string, T> =>
    new Map([...map].filter(([, value]) => !later.has(attemptOf(value))));
  return {
    ...known,
    payments: keep(known.payments, ({ attemptId }) => attemptId),
    attempts: keep(known.attempts, ({ _id }) => _id),
    orders: keep(known.orders, ({ attemptId }) => attemptId),
    refunds: keep(known.refunds, ({ attemptId }) => attemptId),
    refundsOutside: known.refundsOutside.filter(({ attemptId }) => !later.has(attemptId)),
    checkouts: known.checkouts.filter(({ _id }) => !checkouts.has(_id)),
  };
}

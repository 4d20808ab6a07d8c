import type { DatabaseSync } from 'node:sqlite';

/** One thing in the books of a shop that does not add up. */
export interface BookFault {
  message: string;
  mend: string;
}

const CHECKS: readonly { sql: string; fault: (count: number) => BookFault }[] = [
  {
    sql: `
      SELECT count(*) AS n FROM "stockLevels" AS level
      LEFT JOIN (
        SELECT json_extract(line.value, '$.variantId') || '@' || json_extract(line.value, '$.locationId') AS id,
               sum(json_extract(line.value, '$.quantity')) AS units
        FROM "holds", json_each("holds".doc, '$.lines') AS line GROUP BY 1
      ) AS held ON held.id = level._id
      WHERE json_extract(level.doc, '$.held') <> coalesce(held.units, 0)`,
    fault: (count) => ({
      message: `${count} stock levels hold other units than the payments that run`,
      mend: 'Report it with this output; set their stock by the admin API after counting.',
    }),
  },
  {
    sql: `
      SELECT count(*) AS n FROM "paymentAttempts" WHERE json_extract(doc, '$.status') = 'succeeded'
      AND _id NOT IN (SELECT json_extract(doc, '$.attemptId') FROM "orders")`,
    fault: (count) => ({
      message: `${count} payments succeeded without an order`,
      mend: 'Refund them at the payment provider, and report it with this output.',
    }),
  },
  {
    sql: `
      SELECT count(*) AS n FROM "orders" WHERE json_extract(doc, '$.attemptId') NOT IN (
        SELECT _id FROM "paymentAttempts" WHERE json_extract(doc, '$.status') = 'succeeded')`,
    fault: (count) => ({
      message: `${count} orders have no payment that succeeded`,
      mend: 'Look them up at the payment provider before you send anything.',
    }),
  },
  {
    sql: `
      SELECT count(*) AS n FROM "stockLevels" AS level
      LEFT JOIN (
        SELECT json_extract(source.value, '$.variantId') || '@' || json_extract(source.value, '$.locationId') AS id,
               sum(json_extract(source.value, '$.quantity')) AS units
        FROM "orders", json_each("orders".doc, '$.stockSources') AS source GROUP BY 1
      ) AS sold ON sold.id = level._id
      WHERE json_extract(level.doc, '$.sold') <> coalesce(sold.units, 0)`,
    fault: (count) => ({
      message: `${count} stock levels have sold other units than the orders say`,
      mend: 'Report it with this output; set their stock by the admin API after counting.',
    }),
  },
  {
    sql: `
      SELECT count(*) AS n FROM "orders" LEFT JOIN (
        SELECT json_extract(doc, '$.orderId') AS id, sum(json_extract(doc, '$.amount.amount')) AS amount
        FROM "refunds"
        WHERE json_extract(doc, '$.status') IN ('started', 'pending', 'succeeded')
           OR (json_extract(doc, '$.status') = 'closed' AND json_extract(doc, '$.closing.paidElsewhere'))
        GROUP BY 1
      ) AS back ON back.id = "orders"._id
      WHERE json_extract("orders".doc, '$.refunded.amount') <> coalesce(back.amount, 0)`,
    fault: (count) => ({
      message: `${count} orders say that another amount was refunded than their refunds are`,
      mend: 'A running server sets it right within a day; report it with this output.',
    }),
  },
  {
    sql: `
      SELECT count(*) AS n FROM "discounts" LEFT JOIN (
        SELECT json_extract(doc, '$.discountId') AS id, count(*) AS uses FROM "discountUses" GROUP BY 1
      ) AS counted ON counted.id = "discounts"._id
      WHERE json_extract("discounts".doc, '$.used') <> coalesce(counted.uses, 0)`,
    fault: (count) => ({
      message: `${count} discounts count other uses than there are`,
      mend: 'A running server sets it right within a day; report it with this output.',
    }),
  },
  {
    sql: `SELECT count(*) AS n FROM "refunds" WHERE json_extract(doc, '$.status') = 'failed'`,
    fault: (count) => ({
      message: `${count} refunds could not be made`,
      mend: 'See why (GET /admin/v1/refunds?status=failed), then try them again (POST /admin/v1/refunds/{id}/retry) or close them (POST /admin/v1/refunds/{id}/close).',
    }),
  },
  {
    sql: `
      SELECT count(*) AS n FROM "orders", json_each("orders".doc, '$.disputes') AS dispute
      WHERE json_extract(dispute.value, '$.status') = 'needs_response'`,
    fault: (count) => ({
      message: `${count} disputes wait for an answer`,
      mend: 'Answer them at the payment provider before their time is over; the orders show it.',
    }),
  },
  {
    sql: `SELECT count(*) AS n FROM "jobs" WHERE json_extract(doc, '$.status') = 'dead'`,
    fault: (count) => ({
      message: `${count} jobs were given up`,
      mend: 'See why (GET /admin/v1/jobs?status=dead) and try them again (POST /admin/v1/jobs/{id}/retry).',
    }),
  },
];

/** Compares payments, orders, stock and holds as they lie in the file. Changes nothing; a server may run beside it. */
export function readBooks(db: DatabaseSync): BookFault[] {
  const faults: BookFault[] = [];
  db.exec('BEGIN');
  try {
    for (const { sql, fault } of CHECKS) {
      const count = Number(db.prepare(sql).get()?.n ?? 0);
      if (count > 0) faults.push(fault(count));
    }
  } finally {
    db.exec('ROLLBACK');
  }
  return faults;
}

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { z } from 'zod';
import type { ChannelContact } from '../../../server/channels/contacts/model.ts';
import type { ChannelDelivery } from '../../../server/channels/outbox/model.ts';
import type { Attribution, CommissionEntry } from '../../../server/commerce/affiliates/model.ts';
import type { Cart } from '../../../server/commerce/carts/model.ts';
import type { Checkout } from '../../../server/commerce/checkouts/model.ts';
import type { ConsentEntry } from '../../../server/commerce/consent/model.ts';
import type { DomainEvent } from '../../../server/commerce/events/model.ts';
import type { Hold, StockLevel } from '../../../server/commerce/inventory/model.ts';
import type { Order } from '../../../server/commerce/orders/model.ts';
import type { PaymentAttempt, Refund } from '../../../server/commerce/payments/model.ts';
import type { Discount, DiscountUse } from '../../../server/commerce/pricing/model.ts';
import type { Conversation, InboundMessage, Reply, Turn } from '../../../server/conversation/model.ts';
import type { StoredCertificate } from '../../../server/grounding/certificate.ts';
import { readJsonLog } from '../json-log.ts';
import type { OutsideFact } from '../outside/facts.ts';
import type { Asked, WitnessFact } from '../witness/facts.ts';

/** What happened on WhatsApp, in the order in which it did. */
export type WhatsAppFact = Extract<OutsideFact, { kind: 'written' | 'acknowledged' | 'received' }>;

export interface Violation {
  invariant: string;
  detail: string;
}

/** What the three say that can be believed: provider, clients, and the database as it lies on the disk. */
export interface Evidence {
  payments: Map<string, Extract<OutsideFact, { kind: 'payment' }>>;
  refundsOutside: Extract<OutsideFact, { kind: 'refund' }>[];
  /** Message ids by subject. */
  mails: Map<string, Set<string>>;
  /** In the order in which they came; absent where none are sent. */
  webhooks?: Extract<OutsideFact, { kind: 'webhook' }>[];
  /** Absent where nobody writes there. */
  whatsapp?: WhatsAppFact[];
  contacts: ChannelContact[];
  deliveries: ChannelDelivery[];
  consents: ConsentEntry[];
  events: DomainEvent[];
  asked: Map<string, Asked>;
  told: Extract<WitnessFact, { told: string }>[];
  changed: Extract<WitnessFact, { changed: string }>[];
  faults: Extract<WitnessFact, { fault: string }>[];
  attempts: Map<string, PaymentAttempt>;
  orders: Map<string, Order>;
  refunds: Map<string, Refund>;
  attributions: Attribution[];
  commissions: CommissionEntry[];
  checkouts: Checkout[];
  holds: Hold[];
  stock: StockLevel[];
  discounts: Discount[];
  conversations: Conversation[];
  inbound: Map<string, InboundMessage>;
  turns: Turn[];
  replies: Reply[];
  certificates: StoredCertificate[];
  carts: Cart[];
  uses: z.infer<typeof DiscountUse>[];
  /** What SQLite finds wrong with the file. */
  damage: string[];
}

export const files = (dir: string) => ({
  data: join(dir, 'data'),
  database: join(dir, 'data', 'shop.db'),
  outside: join(dir, 'outside.jsonl'),
  witness: join(dir, 'witness.jsonl'),
  serverLog: join(dir, 'server.log'),
});

export function gather(dir: string): Evidence {
  const { database, outside, witness } = files(dir);
  return evidenceOf(readJsonLog<OutsideFact>(outside), readJsonLog<WitnessFact>(witness), database);
}

export const evidenceOf = (
  outside: readonly OutsideFact[],
  witness: readonly WitnessFact[],
  database: string,
): Evidence => ({ ...readOutside(outside), ...readWitness(witness), ...readDatabase(database) });

function readOutside(
  facts: readonly OutsideFact[],
): Pick<Evidence, 'payments' | 'refundsOutside' | 'mails' | 'webhooks' | 'whatsapp'> {
  const payments: Evidence['payments'] = new Map();
  const mails: Evidence['mails'] = new Map();
  for (const fact of facts) {
    if (fact.kind === 'payment') payments.set(fact.attemptId, fact);
    if (fact.kind !== 'mail') continue;
    const ids = mails.get(fact.subject) ?? new Set();
    mails.set(fact.subject, ids.add(fact.messageId));
  }
  return {
    payments,
    mails,
    refundsOutside: facts.filter((fact) => fact.kind === 'refund'),
    webhooks: facts.filter((fact) => fact.kind === 'webhook'),
    whatsapp: facts.filter(
      (fact) => fact.kind === 'written' || fact.kind === 'acknowledged' || fact.kind === 'received',
    ),
  };
}

function readWitness(facts: readonly WitnessFact[]): Pick<Evidence, 'asked' | 'told' | 'changed' | 'faults'> {
  return {
    asked: new Map(facts.flatMap((fact) => ('asked' in fact ? [[fact.asked.id, fact.asked]] : []))),
    told: facts.filter((fact) => 'told' in fact),
    changed: facts.filter((fact) => 'changed' in fact),
    faults: facts.filter((fact) => 'fault' in fact),
  };
}

/** Read past the server and its schemas: what is on the disk counts. */
export function readDatabase(path: string) {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    db.exec('BEGIN');
    const all = <T>(collection: string): T[] =>
      db
        .prepare(`SELECT _id, version, createdAt, updatedAt, doc FROM "${collection}"`)
        .all()
        .map(({ doc, ...head }) => ({ ...head, ...(JSON.parse(String(doc)) as object) }) as T);
    const byId = <T extends { _id: string }>(collection: string) =>
      new Map(all<T>(collection).map((document) => [document._id, document]));
    return {
      attempts: byId<PaymentAttempt>('paymentAttempts'),
      orders: byId<Order>('orders'),
      refunds: byId<Refund>('refunds'),
      attributions: all<Attribution>('attributions'),
      commissions: all<CommissionEntry>('commissionEntries'),
      checkouts: all<Checkout>('checkouts'),
      holds: all<Hold>('holds'),
      stock: all<StockLevel>('stockLevels'),
      discounts: all<Discount>('discounts'),
      conversations: all<Conversation>('conversations'),
      inbound: byId<InboundMessage>('inboundMessages'),
      turns: all<Turn>('turns'),
      replies: all<Reply>('replies'),
      certificates: all<StoredCertificate>('certificates'),
      carts: all<Cart>('carts'),
      contacts: all<ChannelContact>('channelContacts'),
      deliveries: all<ChannelDelivery>('channelDeliveries'),
      consents: all<ConsentEntry>('consentEntries'),
      events: all<DomainEvent>('events'),
      uses: all<z.infer<typeof DiscountUse>>('discountUses'),
      damage: [...strings(db, 'PRAGMA integrity_check'), ...strings(db, 'PRAGMA foreign_key_check')].filter(
        (line) => line !== 'ok',
      ),
    };
  } finally {
    db.close();
  }
}

const strings = (db: DatabaseSync, sql: string): string[] =>
  db
    .prepare(sql)
    .all()
    .map((row) => String(Object.values(row)[0]));
